"""What stays on the device when one travels with little, and what its records may point to.

Links to records that do not stay are cut, since an id that leads nowhere says that there was more.
`mend` puts them back once everything is together again.
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import Any, TypeVar

from safejournal.domain.records import Content
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind

C = TypeVar("C", bound=Content)

_POINTERS = ("threat", "trip", "by")
"""Fields that hold the id of one record."""

_LISTS = ("people", "checkins")
"""Fields whose items may each name a contact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What may stay, as the person said it."""

    marked: bool = True
    """Whether what is marked as fit for travelling stays (`travel_safe`)."""
    kinds: frozenset[Kind] = frozenset()
    tags: frozenset[str] = field(repr=False, default=frozenset())
    records: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    """Records that go, whatever else would let them stay."""
    identity: bool = False
    """Whether the vault's keys go along, by which contacts know whom bundles come from."""

    def lets_stay(self, record: Record) -> bool:
        """Tell whether a record may stay. One that was removed or erased never does."""
        content = record.content
        if content is None or record.id in self.without:
            return False
        return (
            record.id in self.records
            or record.kind in self.kinds
            or (self.marked and content.travel_safe)
            or not self.tags.isdisjoint(content.tags)
        )


def cut(content: C, present: frozenset[str]) -> C:
    """Return the content without any id of a record that is not among those present."""
    changed: dict[str, Any] = {"links": tuple(link for link in content.links if link.to in present)}
    for name in _POINTERS:
        if getattr(content, name, None) not in {None, *present}:
            changed[name] = None
    for name in _LISTS:
        items = getattr(content, name, None)
        if items is not None:
            changed[name] = tuple(_without(item, present) for item in items)
    return replace(content, **changed)


def _without(item: Any, present: frozenset[str]) -> Any:  # noqa: ANN401 (Involved or Appointment)
    return item if item.contact in {None, *present} else replace(item, contact=None)


def mend(before: C, travelled: C, now: C) -> C:
    """Return what was written on the way, with the ids in it again that had been cut.

    `before` is the record at home, `travelled` the same after the cut, `now` what it has become.
    What was changed on the way stays as it was written.
    """
    changed: dict[str, Any] = {}
    lost = [link for link in before.links if link not in travelled.links]
    if lost:
        changed["links"] = (*now.links, *(link for link in lost if link not in now.links))
    for name in (*_POINTERS, *_LISTS):
        if hasattr(now, name) and getattr(now, name) == getattr(travelled, name):
            changed[name] = getattr(before, name)
    return replace(now, **changed)
