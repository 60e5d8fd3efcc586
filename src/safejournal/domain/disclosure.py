"""What leaves for one reader, field by field, and why the rest stays.

Given records as plain values (what their JSON decodes to), a wish and the names of other people,
`disclose` says of every single value whether it leaves, and gives what would. The same answer makes
the preview and the bundle, so that nothing can leave that was not shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from safejournal.domain.paths import needed
from safejournal.domain.pseudonyms import Names
from safejournal.domain.tiers import TABLE, Only, Tier, Way
from safejournal.domain.values import dataclass
from safejournal.domain.words import ChannelUse, ContactRole, Kind

Named = tuple[str, str]
"""A record's id and the path of a field in it, with or without its places in lists."""


class Why(StrEnum):
    """Why a value leaves, or stays."""

    ALLOWED = "allowed"
    """It leaves: the tier allows it."""
    NAMED = "named"
    """It leaves: the person named it."""
    REPLACED = "replaced"
    """It leaves with other people's names put out of sight."""
    NEVER = "never"
    """It stays whatever anybody wishes."""
    TIER = "tier"
    """It stays: this tier does not hold it."""
    KEPT_BACK = "kept_back"
    """It stays: the person said so."""
    OVER = "over"
    """It stays: it is done, and whoever was told of it would wait for it."""
    NOT_NAMED = "not_named"
    """It stays unless it is named one by one."""
    SOMEBODY_ELSE = "somebody_else"
    """It stays: it tells of another person, who was not chosen to go by name."""
    FOR_ANOTHER = "for_another"
    """It stays: it was meant for another contact, or for none that was named."""
    CHANNEL = "channel"
    """It stays: this channel is not for such a time."""
    RECORD_STAYS = "record_stays"
    """It stays: it points to a record that stays."""
    FILE_STAYS = "file_stays"
    """It stays: the file's original does."""
    CONFIDENTIAL = "confidential"
    """It stays: the record is confidential and was not named."""
    INCOMPLETE = "incomplete"
    """It stays: what it belongs to stays."""


LEAVING = frozenset({Why.ALLOWED, Why.NAMED, Why.REPLACED})

_STAYS_FOR = {
    Only.NAMED: Why.NOT_NAMED,
    Only.CHOSEN_PERSON: Why.SOMEBODY_ELSE,
    Only.FOR_READER: Why.FOR_ANOTHER,
    Only.FOR_NOBODY_ELSE: Why.FOR_ANOTHER,
    Only.LAWYER: Why.SOMEBODY_ELSE,
    Only.ORDINARY_CHANNEL: Why.CHANNEL,
    Only.USABLE_CHANNEL: Why.CHANNEL,
    Only.OWN_PAPER: Why.SOMEBODY_ELSE,
    Only.WITH_ITS_RECORD: Why.RECORD_STAYS,
    Only.WITH_ITS_FILE: Why.FILE_STAYS,
}

_PROSE = frozenset(
    "title text tags links.as place people.role people.description reported_to facts pattern"
    " objective who conclusion likelihood.reason impact.reason measures instructions"
    " challenge.question copies reference checked_how checked_by result checkins.steps card"
    " items.note".split()
)
"""Fields in which a person writes freely, and so perhaps of others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """For whom, at which tier, and what the person has decided one by one."""

    tier: Tier
    reader: tuple[str, ...] = ()
    """Ids of the contacts that will read it; empty for an unknown person."""
    named: frozenset[Named] = frozenset()
    """Fields that leave only because they were named."""
    kept_back: frozenset[Named] = frozenset()
    """Fields that stay though they might leave, each with all that is in it."""
    over: frozenset[Named] = frozenset()
    """Fields that stay since they are done, each with all that is in it."""
    only: frozenset[Named] = frozenset()
    """Of a record that is named here, these fields alone may leave, each with all that is in it."""
    as_written: frozenset[Named] = frozenset()
    """Texts in which other people's names stay as they are."""
    people: frozenset[str] = frozenset()
    """Contacts that may go by name."""
    confidential: frozenset[str] = frozenset()
    """Confidential records that were named one by one."""
    originals: frozenset[str] = frozenset()
    """Attachments that leave in their original form."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A record as it stands in the journal."""

    id: str
    kind: Kind
    values: Mapping[str, Any] = field(repr=False)
    links_to_people: bool = False
    """Whether it links to a contact: a paper that does may be that contact's."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value of a record, and what becomes of it."""

    path: str
    """With places in lists: `people[0].role`."""
    value: object = field(repr=False)
    leaving: object = field(repr=False)
    """What leaves: the value, or it with names replaced; None if it stays."""
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What leaves of one record."""

    given: Given
    leaves: tuple[Leaf, ...]
    fields: Mapping[str, Any] = field(repr=False)
    """What leaves, as plain values of the record's JSON; empty if nothing does."""

    @property
    def whole(self) -> bool:
        """Whether it leaves exactly as it stands in the journal."""
        return bool(self.fields) and self.fields == self.given.values


def disclose(given: Sequence[Given], wish: Wish, names: Names) -> tuple[Cut, ...]:
    """Return what leaves of each record, in their order.

    References are settled last: an id leaves only together with the record that it names.
    """
    hidden = names.without((*wish.people, *wish.reader))
    alone = [_Cutting(each, wish, hidden, frozenset()).cut() for each in given]
    leaving = frozenset(cut.given.id for cut in alone if cut.fields)
    return tuple(_Cutting(each, wish, hidden, leaving).cut() for each in given)


_NOTHING = object()


class _Cutting:
    """Walks one record, value by value."""

    def __init__(self, given: Given, wish: Wish, names: Names, leaving: frozenset[str]) -> None:
        self._given = given
        self._wish = wish
        self._names = names
        self._leaving = leaving
        self._leaves: list[Leaf] = []
        self._only = [path for record, path in wish.only if record == given.id]
        self._kept_back = [path for record, path in wish.kept_back if record == given.id]
        self._over = [path for record, path in wish.over if record == given.id]
        self._stays = bool(given.values.get("confidential")) and given.id not in wish.confidential

    def cut(self) -> Cut:
        kept = self._object(self._given.values, "", "")
        fields = kept if isinstance(kept, dict) else {}
        return Cut(given=self._given, leaves=tuple(self._leaves), fields=fields)

    def _value(self, value: object, path: str, at: str, item: Mapping[str, Any]) -> object:
        if isinstance(value, Mapping) and path not in TABLE[self._given.kind]:
            return self._object(value, path, at)
        if isinstance(value, list) and value:
            kept = [self._value(inner, path, f"{at}[{i}]", item) for i, inner in enumerate(value)]
            return [inner for inner in kept if inner is not _NOTHING] or _NOTHING
        return self._leaf(value, path, at, item)

    def _object(self, value: Mapping[str, Any], path: str, at: str) -> object:
        before = len(self._leaves)
        kept = {}
        for key, inner in value.items():
            below, there = (f"{path}.{key}", f"{at}.{key}") if path else (key, key)
            found = self._value(inner, below, there, value)
            if found is not _NOTHING:
                kept[key] = found
        if not needed(self._given.kind).get(path, frozenset()) <= kept.keys():
            self._take_back(before)
            return _NOTHING
        if path == "people" and "contact" in value and "contact" not in kept:
            self._name_by_pseudonym(value["contact"], kept)
        return kept or _NOTHING

    def _take_back(self, before: int) -> None:
        """Keep what was about to leave: without its link, due time or level it says nothing."""
        for place, leaf in enumerate(self._leaves[before:], before):
            if leaf.why in LEAVING:
                self._leaves[place] = Leaf(leaf.path, leaf.value, None, Why.INCOMPLETE)

    def _name_by_pseudonym(self, contact: str, kept: dict[str, Any]) -> None:
        if (pseudonym := self._names.pseudonym(contact)) and "role" in kept:
            kept["role"] = f"{kept['role']} ({pseudonym})"
        elif pseudonym:
            kept["role"] = pseudonym

    def _leaf(self, value: object, path: str, at: str, item: Mapping[str, Any]) -> object:
        why = self._why(value, path, at, item)
        leaving = value
        if why in LEAVING and path in _PROSE and not self._chose(self._wish.as_written, path, at):
            leaving = self._names.hide(str(value))
            why = why if leaving == value else Why.REPLACED
        if why not in LEAVING:
            self._leaves.append(Leaf(at, value, None, why))
            return _NOTHING
        self._leaves.append(Leaf(at, value, leaving, why))
        return leaving

    def _why(self, value: object, path: str, at: str, item: Mapping[str, Any]) -> Why:
        ways = _ways(self._given.kind, path)
        if not ways:
            return Why.NEVER
        if self._stays:
            return Why.CONFIDENTIAL
        if _lies_in(self._over, path, at):
            return Why.OVER
        if _lies_in(self._kept_back, path, at) or not _lies_in(self._only or [path], path, at):
            return Why.KEPT_BACK
        open_ways = [way for way in ways if way.tier <= self._wish.tier]
        lacking = [self._lacking(way, value, path, at, item) for way in open_ways]
        if any(not lacks for lacks in lacking):
            named = any(Only.NAMED in way.only for way in open_ways)
            return Why.NAMED if named else Why.ALLOWED
        return _STAYS_FOR[lacking[-1][0]] if lacking else Why.TIER

    def _lacking(
        self, way: Way, value: object, path: str, at: str, item: Mapping[str, Any]
    ) -> list[Only]:
        holds = {
            Only.NAMED: self._chose(self._wish.named, path, at),
            Only.WITH_ITS_RECORD: isinstance(value, str) and value in self._leaving,
        }
        return [
            only
            for only in sorted(way.only)
            if not (holds[only] if only in holds else _HOLDS[only](self._given, self._wish, item))
        ]

    def _chose(self, chosen: frozenset[Named], path: str, at: str) -> bool:
        return (self._given.id, path) in chosen or (self._given.id, at) in chosen


def _lies_in(fields: Sequence[str], path: str, at: str) -> bool:
    """Tell whether a value is one of these fields, or lies in one of them."""
    return any(
        there == each or there.startswith((f"{each}.", f"{each}["))
        for each in fields
        for there in (path, at)
    )


def _ways(kind: Kind, path: str) -> tuple[Way, ...]:
    """Return the ways of a field; of an empty list of objects, the strictest of what it holds."""
    if path in TABLE[kind]:
        return TABLE[kind][path]
    inside = [ways for each, ways in TABLE[kind].items() if each.startswith(f"{path}.")]
    if not inside or not all(inside):
        return ()
    return (Way(max(way.tier for ways in inside for way in ways)),)


def _meant_for(given: Given, item: Mapping[str, Any]) -> str | None:
    """Return the contact that a part of a record is meant for; None for nobody in particular."""
    return given.id if given.kind is Kind.CONTACT else item.get("with")


def _for_nobody_else(given: Given, wish: Wish, item: Mapping[str, Any]) -> bool:
    meant = _meant_for(given, item)
    return meant is None or wish.reader == (meant,)


def _use(item: Mapping[str, Any]) -> str | None:
    return item.get("use")


_HOLDS: dict[Only, Callable[[Given, Wish, Mapping[str, Any]], bool]] = {
    Only.CHOSEN_PERSON: lambda given, wish, _: given.id in wish.people,
    Only.FOR_READER: lambda given, wish, item: wish.reader == (_meant_for(given, item),),
    Only.FOR_NOBODY_ELSE: _for_nobody_else,
    Only.LAWYER: lambda given, _, __: ContactRole.LAWYER in given.values.get("roles", ()),
    Only.ORDINARY_CHANNEL: lambda _, __, item: _use(item) == ChannelUse.WHEN_SAFE,
    Only.USABLE_CHANNEL: lambda _, __, item: _use(item) not in (None, ChannelUse.NEVER),
    Only.OWN_PAPER: lambda given, _, __: not given.links_to_people,
    Only.WITH_ITS_FILE: lambda _, wish, item: item.get("id") in wish.originals,
}


def stays(cuts: Iterable[Cut]) -> list[tuple[str, Leaf]]:
    """Return every value that stays, with its record's id: the other half of the preview."""
    return [(cut.given.id, leaf) for cut in cuts for leaf in cut.leaves if leaf.why not in LEAVING]
