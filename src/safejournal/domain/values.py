"""Frozen values that are defined in a quarter of the time.

The standard decorator writes six functions of every class out as text and compiles them whenever
the program starts: 0.4 ms a class, a quarter of what a command took. Here all classes share theirs.
What a value is and does stays the same; type checkers are shown the standard decorator.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - exported
    from typing import Any, NoReturn, TypeVar

    C = TypeVar("C", bound=type)
else:

    def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[C], C]:
        """Make a class one of frozen values, compared and told by its fields."""
        if not (frozen and slots):
            raise TypeError("a value is frozen and has slots")
        return lambda of: _value(of, kw_only=kw_only)


_put = object.__setattr__


def _value(of: C, *, kw_only: bool) -> C:
    bare = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True, kw_only=kw_only)
    made: Any = bare(of)
    described = dataclasses.fields(made)
    made.__init__ = _init(made, [each for each in described if each.init])
    made.__eq__, made.__hash__ = _comparison([each.name for each in described if each.compare])
    made.__repr__ = _repr([each.name for each in described if each.repr])
    made.__setattr__ = made.__delattr__ = _refuse
    return made  # type: ignore[no-any-return]


def _init(of: Any, described: list[dataclasses.Field[Any]]) -> Callable[..., None]:  # noqa: ANN401
    names = frozenset(each.name for each in described)
    places = tuple(each.name for each in described if not each.kw_only)
    missing = dataclasses.MISSING
    defaults = {e.name: e.default for e in described if e.default is not missing}
    makers = [(e.name, e.default_factory) for e in described if e.default_factory is not missing]
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
    raise dataclasses.FrozenInstanceError(f"cannot change {name!r}")
