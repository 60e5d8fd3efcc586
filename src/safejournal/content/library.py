"""The guidance in use: the built-in pack, and beside it those of others, told apart by their ids.

Nothing that another pack says takes the place of anything built in: its items bear its id before
theirs (`trainers/RU-KZ-77`), its properties of states count only where nothing is built in, and for
its own rules and what more the built-in ones then warn of. Like the language, the packs in use are
one thing for a whole process, which has one journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

from safejournal.content.builtin import base
from safejournal.content.packs import Pack, about
from safejournal.domain.makers import Maker
from safejournal.errors import NotFound

APART = "/"
"""Between a pack's id and an item's own, neither of which may hold it."""


class AddedPack(Pack):
    """A pack of somebody else, whose items bear its id."""

    def __init__(self, compiled: bytes, maker: Maker) -> None:
        """Take a pack's bytes, and what is known of its maker. Raises Damaged."""
        super().__init__(compiled)
        self.maker = maker

    @property
    def id(self) -> str:
        """The pack's own id."""
        return str(self.about["id"])

    @cached_property
    def _own(self) -> Mapping[str, frozenset[str]]:
        """The names that it defines, by the key under which items refer to them."""
        member = super()._member
        return {
            "sources": frozenset(member("sources")),
            "cases": frozenset(member("cases")),
            "checklists": frozenset(each["id"] for each in member("checklists")),
        }

    def _member(self, name: str) -> Any:  # noqa: ANN401 - JSON has no static type
        found = super()._member(name)
        if name == "sources":
            return {self._apart(key): each for key, each in found.items()}
        if name == "cases":
            return {self._apart(key): self._told_apart(each) for key, each in found.items()}
        if name in ("rules", "checklists", "lessons"):
            return [self._told_apart(each) for each in found]
        return self._referring(found) if name == "states" else found

    def _told_apart(self, item: Mapping[str, Any]) -> dict[str, Any]:
        """Put the pack's id before the item's own."""
        told: dict[str, Any] = self._referring(item)
        return {**told, "id": self._apart(told["id"])}

    def _referring(self, value: Any) -> Any:  # noqa: ANN401 - JSON has no static type
        """Put the pack's id before every name of its own sources, cases and checklists."""
        if isinstance(value, list):
            return [self._referring(each) for each in value]
        if not isinstance(value, dict):
            return value
        told = {key: self._referring(each) for key, each in value.items()}
        for key, own in self._own.items():
            if isinstance(value.get(key), list):
                told[key] = [self._apart(each) if each in own else each for each in value[key]]
        return told

    def _apart(self, name: str) -> str:
        return f"{self.id}{APART}{name}"


class ScenarioPack:
    """A scenario of somebody else: an exercise, which the guidance holds nothing of."""

    def __init__(self, compiled: bytes, maker: Maker) -> None:
        """Take its bytes, and what is known of its maker. Raises Damaged."""
        self.compiled, self.maker = compiled, maker
        self.about = about(compiled)

    @property
    def id(self) -> str:
        """The pack's own id."""
        return str(self.about["id"])


class Library:
    """Several packs read as one, and scenarios beside them."""

    def __init__(self, built_in: Pack, added: Sequence[AddedPack | ScenarioPack] = ()) -> None:
        self.built_in = built_in
        self.added = {each.id: each for each in added if isinstance(each, AddedPack)}
        self.scenarios = {each.id: each for each in added if isinstance(each, ScenarioPack)}

    @property
    def _packs(self) -> Iterable[Pack]:
        return (self.built_in, *self.added.values())

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, str]]:
        """Publisher, title, date and url by a source's id."""
        return {key: each for pack in self._packs for key, each in pack.sources.items()}

    @cached_property
    def cases(self) -> Mapping[str, Mapping[str, Any]]:
        """The documented cases by id."""
        return {key: each for pack in self._packs for key, each in pack.cases.items()}

    @cached_property
    def checklists(self) -> Sequence[Mapping[str, Any]]:
        """The checklists, the built-in ones first."""
        return [each for pack in self._packs for each in pack.checklists]

    @cached_property
    def lessons(self) -> Sequence[Mapping[str, Any]]:
        """The lessons, the built-in ones first."""
        return [each for pack in self._packs for each in pack.lessons]

    def states(self, pack_id: str = "") -> Mapping[str, Mapping[str, Any]]:
        """Return name and properties by country code, as they are for the rules of a pack.

        Where something is built in, it counts; another pack only adds what is missing.
        """
        if pack_id not in self.added:
            return self.built_in.states
        states = dict(self.built_in.states)
        for code, each in self.added[pack_id].states.items():
            known = states.get(code, {"name": each["name"], "properties": {}})
            states[code] = {**known, "properties": {**each["properties"], **known["properties"]}}
        return states

    def state_name(self, code: str) -> Mapping[str, str] | None:
        """Return a country's name by language; None where no pack names it."""
        named = (pack.states[code]["name"] for pack in self._packs if code in pack.states)
        return next(named, None)

    def name(self, kind: str, item_id: str) -> Any:  # noqa: ANN401 - JSON has no static type
        """Return what `Pack.names` has of an item, None for one that is not here."""
        named = (pack.names[kind] for pack in self._packs)
        return next((names[item_id] for names in named if item_id in names), None)

    def maker(self, item_id: str) -> Maker | None:
        """Return whose pack an item comes from; None for what is built in."""
        pack = self.added.get(item_id.rpartition(APART)[0])
        return None if pack is None else pack.maker

    def case(self, typed: str) -> Mapping[str, Any]:
        """Return one case; small letters do for its id. Raises NotFound."""
        wanted = typed.strip().casefold()
        for key, each in self.cases.items():
            if key.casefold() == wanted:
                return each
        raise NotFound("there is no case of this id")

    def checklist(self, checklist_id: str) -> Mapping[str, Any]:
        """Return one checklist. Raises NotFound."""
        for each in self.checklists:
            if each["id"] == checklist_id:
                return each
        raise NotFound("there is no checklist of this id")


_in_use: list[Library] = []


def library() -> Library:
    """Return the guidance in use. Raises Damaged when the built-in one is not the program's own."""
    if not _in_use:
        _in_use.append(Library(base()))
    return _in_use[0]


def use(added: Sequence[AddedPack | ScenarioPack]) -> None:
    """Take these packs into use beside the built-in one, in the place of any others."""
    _in_use[:] = [Library(base(), added)] if added else []
