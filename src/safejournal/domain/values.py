"""Frozen values that are defined in a quarter of the time, without `dataclasses`.

The standard decorator writes six functions of every class out as text and compiles them whenever
the program starts: 0.4 ms a class, a quarter of what a command took. Here all classes share theirs.
Loading its module costs another 4 ms, since that brings `inspect`, `ast` and `dis`; so what a start
needs of it stands here too. What a value is and does stays the same: `dataclasses` knows our values
for its own, and type checkers are shown the standard names.
"""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import MISSING, Field, field, fields, is_dataclass, replace
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - exported
    from typing import Any, NoReturn, TypeVar

    C = TypeVar("C", bound=type)

__all__ = ["MISSING", "dataclass", "field", "fields", "is_dataclass", "replace"]

if not TYPE_CHECKING:

    class _Missing:
        """Says that a field has no default."""

    MISSING = _Missing()

    class Field:
        """What a class says of one of its fields."""

        __slots__ = (
            "compare", "default", "default_factory", "init", "kw_only", "metadata", "name", "repr"
        )  # fmt: skip

        def __init__(self, said: dict[str, Any]) -> None:
            self.name = ""
            self.default = self.default_factory = MISSING
            self.init = self.repr = self.compare = True
            self.metadata, self.kw_only = {}, MISSING
            for option, value in said.items():
                setattr(self, option, value)

    def field(**said: Any) -> Field:  # noqa: ANN401 - any default
        """Describe a field, as `dataclasses.field` does."""
        return Field(said)

    def fields(of: Any) -> tuple[Field, ...]:  # noqa: ANN401 - any value
        """Return the fields of a value or its class, in order."""
        return tuple(_fields_of(of if isinstance(of, type) else type(of)).values())

    def is_dataclass(of: object) -> bool:
        """Tell whether this is a value of ours or of the standard library, or the class of one."""
        return hasattr(of, _OURS) or hasattr(of, _THEIRS)

    def replace(of: Any, /, **changes: Any) -> Any:  # noqa: ANN401 - any value
        """Return a value like this one, with other fields."""
        said = {each.name: getattr(of, each.name) for each in fields(of) if each.init}
        return type(of)(**said | changes)

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[C], C]:
        """Make a class one of frozen values, compared and told by its fields."""
        if not (frozen and slots):
            raise TypeError("a value is frozen and has slots")
        return lambda of: _value(of, kw_only=kw_only)


_put = object.__setattr__
_field: Callable[..., Field[Any]] = field  # whose own type is that of a default
_OURS, _THEIRS = "__value_fields__", "__dataclass_fields__"
_OPTIONS = ("default", "default_factory", "init", "repr", "compare", "metadata", "kw_only")


def _value(of: C, *, kw_only: bool) -> C:
    described = _inherited(of) | _described(of, kw_only=kw_only)
    made: Any = _with_slots(of, described)
    told = list(described.values())
    setattr(made, _OURS, described)
    setattr(made, _THEIRS, _Told())
    made.__init__ = _init(made, [each for each in told if each.init])
    made.__eq__, made.__hash__ = _comparison([each.name for each in told if each.compare])
    made.__repr__ = _repr([each.name for each in told if each.repr])
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def _inherited(of: type) -> dict[str, Field[Any]]:
    found: dict[str, Field[Any]] = {}
    for base in reversed(of.__mro__[1:-1]):
        if is_dataclass(base):
            found |= _fields_of(base)
    return found


def _described(of: type, *, kw_only: bool) -> dict[str, Field[Any]]:
    """Return the fields that a class itself names, with what stands behind each."""
    found = {}
    for name, hint in _hints(of):
        if "ClassVar" in str(hint):
            continue
        said = of.__dict__.get(name, MISSING)
        each = said if isinstance(said, Field) else _read(said)
        each.name = name
        if each.kw_only is MISSING:
            each.kw_only = kw_only
        found[name] = each
    return found


def _read(said: Any) -> Field[Any]:  # noqa: ANN401 - any default
    """Return a field whose default this is, or which the standard library's `field` describes."""
    if (type(said).__module__, type(said).__name__) != ("dataclasses", "Field"):
        return _field(default=said)
    import dataclasses  # which is loaded, or there would be no such field

    options = {option: getattr(said, option) for option in _OPTIONS}
    return _field(**{name: v for name, v in options.items() if v is not dataclasses.MISSING})


def _fields_of(of: Any) -> dict[str, Field[Any]]:  # noqa: ANN401 - any class
    if hasattr(of, _OURS):
        found: dict[str, Field[Any]] = getattr(of, _OURS)
        return found
    described = {}
    for name, theirs in getattr(of, _THEIRS).items():
        described[name] = _read(theirs)
        described[name].name = name
    return described


def _with_slots(of: type, described: dict[str, Field[Any]]) -> type:
    """Return the class anew, its fields in slots, which cannot be added to one that exists."""
    before = {slot for base in of.__mro__[1:-1] for slot in getattr(base, "__slots__", ())}
    own = {name: held for name, held in of.__dict__.items() if name not in described}
    own.pop("__dict__", None)
    own.pop("__weakref__", None)
    own["__match_args__"] = tuple(e.name for e in described.values() if e.init and not e.kw_only)
    own["__slots__"] = tuple(name for name in described if name not in before)
    made = type(of)(of.__name__, of.__bases__, own)
    made.__qualname__ = of.__qualname__
    return made


class _Told:
    """What `dataclasses` asks a class for: made when somebody asks, which a start does not."""

    def __get__(self, _: object, of: Any) -> dict[str, Any]:  # noqa: ANN401 - any class
        import dataclasses

        known = [(each, self._standard(each)) for each in _fields_of(of).values()]
        hints = {name: hint for base in reversed(of.__mro__) for name, hint in _hints(base)}
        named = [(each.name, hints[each.name], made) for each, made in known]
        like: Any = dataclasses.make_dataclass("Like", named, init=False, repr=False, eq=False)
        told: dict[str, Any] = getattr(like, _THEIRS)
        setattr(of, _THEIRS, told)
        return told

    @staticmethod
    def _standard(each: Field[Any]) -> Any:  # noqa: ANN401 - a field of the standard library
        import dataclasses

        options = {option: getattr(each, option) for option in _OPTIONS}
        return dataclasses.field(**{name: v for name, v in options.items() if v is not MISSING})


def _hints(of: type) -> list[tuple[str, Any]]:
    own = vars(of)  # not by `inspect`, which is what is to be left out
    return list(own.get("__annotations__", {}).items())


def _init(of: Any, described: list[Field[Any]]) -> Callable[..., None]:  # noqa: ANN401
    names = frozenset(each.name for each in described)
    places = tuple(each.name for each in described if not each.kw_only)
    defaults = {e.name: e.default for e in described if e.default is not MISSING}
    makers = [(e.name, e.default_factory) for e in described if e.default_factory is not MISSING]
    checks = hasattr(of, "__post_init__")

    def init(self: Any, /, *given: Any, **said: Any) -> None:  # noqa: ANN401
        values = defaults | said
        if given:
            values |= _placed(places, given, said)
        for name, make in makers:
            if name not in values:
                values[name] = make()
        if values.keys() != names:
            raise TypeError(f"{of.__name__} takes {', '.join(sorted(names))}")
        for name, value in values.items():
            _put(self, name, value)
        if checks:
            self.__post_init__()

    return init


def _placed(
    places: tuple[str, ...], given: tuple[Any, ...], said: dict[str, Any]
) -> dict[str, Any]:
    """Return what was given without a name by its name."""
    if len(given) > len(places) or said.keys() & set(places[: len(given)]):
        raise TypeError("a field is given twice, or without the name that it needs")
    return dict(zip(places, given, strict=False))


def _comparison(names: list[str]) -> tuple[Callable[..., Any], Callable[..., int]]:
    whole: Callable[[Any], Any] = attrgetter(*names) if names else lambda _: ()

    def eq(self: Any, other: object) -> Any:  # noqa: ANN401
        return whole(self) == whole(other) if other.__class__ is self.__class__ else NotImplemented

    return eq, lambda self: hash(whole(self))


def _repr(names: list[str]) -> Callable[[Any], str]:
    def told(self: Any) -> str:  # noqa: ANN401
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{self.__class__.__qualname__}({shown})"

    return told


def _refuse(_self: object, name: str, _value: object = None) -> NoReturn:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"cannot change {name!r}")
