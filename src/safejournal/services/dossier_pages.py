"""What stands on the pages of a dossier, in the language of its reader."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import TYPE_CHECKING

from safejournal.domain.disclosure import Why
from safejournal.domain.dossier import Gap
from safejournal.domain.times import write_moment
from safejournal.domain.words import Kind
from safejournal.services import dossier_pictures
from safejournal.services.dossier_words import said
from safejournal.services.folio import Block, Folio, Look, drawn
from safejournal.services.opening import Vault
from safejournal.services.telling import Telling

if TYPE_CHECKING:
    from datetime import datetime

    from safejournal.services.dossier import Dossier, Entry, Held

_OWN_PLACE = frozenset({"title", "when", "learned", "source", "confidence", "attachments"})
"""Fields that stand in a place of their own, before the others."""

NOT_YET = "······"
"""Stands for the number before the dossier is written."""


def pages(dossier: Dossier, telling: Telling, number: str, vault: Vault) -> Folio:
    """Return the dossier as a document."""
    return _Pages(dossier, telling, vault).folio(number or NOT_YET)


class _Pages:
    def __init__(self, dossier: Dossier, telling: Telling, vault: Vault) -> None:
        self._of, self._telling, self._vault = dossier, telling, vault
        self._language = dossier.preview.choice.language
        self._entries = {each.times.record: each for each in dossier.entries}

    def folio(self, number: str) -> Folio:
        blocks = (
            *self._beginning(number),
            *self._over_time(),
            *self._happened(),
            *self._undated(),
            *self._files(),
            *self._digests(),
            *self._points(),
        )
        return Folio(
            title=self._said("title"),
            language=self._language,
            practice=self._vault.practice,
            blocks=blocks,
        )

    def _said(self, name: str, /, **values: object) -> str:
        return said(self._language, name, **values)

    def _moment(self, at: datetime) -> str:
        return self._telling.moment(write_moment(at.astimezone(UTC)))

    def _beginning(self, number: str) -> Iterator[Block]:
        called = self._of.preview.called
        yield Block(Look.TEXT, self._said("from" if called else "from_nobody", called=called))
        made = self._moment(self._vault.clock())
        yield Block(Look.TEXT, self._said("number", number=number, made=made))
        for name in ("what", "times", "people", "not_signed"):
            yield Block(Look.NOTE, self._said(name))

    def _over_time(self) -> Iterator[Block]:
        drawing = dossier_pictures.over_time(self._of.order, self._language)
        if drawing is not None:
            yield Block(Look.HEADING, self._said("timeline_section"))
            yield drawn(drawing)

    def _happened(self) -> Iterator[Block]:
        if self._of.order.dated:
            yield Block(Look.HEADING, self._said("happened_section"))
        for each in self._of.order.dated:
            if isinstance(each, Gap):
                yield Block(Look.GAP, self._gap(each))
            else:
                yield from self._entry(self._entries[each.record])

    def _gap(self, gap: Gap) -> str:
        first, last = (
            self._telling.when({"day": day.isoformat()}) for day in (gap.first, gap.last)
        )
        return self._said("gap", first=first, last=last, days=gap.days)

    def _undated(self) -> Iterator[Block]:
        if self._of.order.undated:
            yield Block(Look.HEADING, self._said("undated_section"))
            yield Block(Look.NOTE, self._said("undated_why"))
        for each in self._of.order.undated:
            yield from self._entry(self._entries[each.record])

    def _entry(self, of: Entry) -> Iterator[Block]:
        fields, kind = of.cut.fields, of.cut.given.kind
        when = self._telling.when(fields["when"]) if "when" in fields else ""
        title = self._telling.title(kind, fields)
        number = ". ".join(part for part in (f"{of.number}", when) if part)
        yield Block(Look.ENTRY, title, number)
        yield from self._times(of)
        if kind is Kind.INCIDENT:
            yield from (self._judged(of, name) for name in ("source", "confidence"))
        rest = {key: value for key, value in fields.items() if key not in _OWN_PLACE}
        for line in self._telling.lines(kind, rest) if rest else ():
            yield Block(Look.FIELD, line.text, line.label, line.depth)
        if kind is Kind.TRIP and (way := dossier_pictures.way(fields, self._language)):
            yield drawn(way)
        yield from (Block(Look.NOTE, note) for note in self._notes(of))

    def _times(self, of: Entry) -> Iterator[Block]:
        for name, key in (("happened", "when"), ("learned", "learned")):
            value = of.cut.fields.get(key)
            told = self._telling.when(value) if value else self._said("not_said")
            yield Block(Look.FIELD, told, self._said(name))
        yield Block(Look.FIELD, self._written(of), self._said("written"))

    def _written(self, of: Entry) -> str:
        times = of.times
        first = self._telling.moment(times.first_written)
        if days := times.written_after:
            first = self._said("days_after", moment=first, days=days)
        if of.versions == 1:
            return first
        again = self._telling.moment(times.written)
        return self._said("reworded", first=first, moment=again, count=of.versions)

    def _judged(self, of: Entry, name: str) -> Block:
        value = of.cut.fields.get(name)
        if value is None:
            return Block(Look.FIELD, self._said("not_said"), self._said(name))
        told = self._telling.lines(of.cut.given.kind, {name: value})[-1].text
        return Block(Look.FIELD, told, self._said(name))

    def _notes(self, of: Entry) -> Iterator[str]:
        if of.files:
            yield self._said("with_files", numbers=", ".join(map(str, of.files)))
        yield self._said("whole" if of.cut.whole else "cut")
        if any(leaf.why is Why.REPLACED for leaf in of.cut.leaves):
            yield self._said("replaced")
        if of.record.conflicts:
            yield self._said("conflict")

    def _files(self) -> Iterator[Block]:
        if self._of.files:
            yield Block(Look.HEADING, self._said("files_section"))
            yield Block(Look.NOTE, self._said("files_why"))
        for each in self._of.files:
            taken_in = self._telling.moment(each.taken_in)
            told = self._said(
                "file", name=each.name, size=each.size, moment=taken_in, entry=each.entry
            )
            yield Block(Look.STEP, told, str(each.number))
            yield Block(Look.DIGEST, each.sha256, "SHA-256", depth=1)

    def _digests(self) -> Iterator[Block]:
        yield Block(Look.HEADING, self._said("digests_section"))
        yield Block(Look.TEXT, self._said("digests_why"))
        for each in self._of.entries:
            told = self._said(
                "version",
                entry=each.number,
                digest=each.record.version,
                day=each.record.sealed,
                place=each.place,
                count=self._of.events,
            )
            yield Block(Look.DIGEST, told)
        label = self._said("chain", count=self._of.events)
        yield Block(Look.DIGEST, self._of.end, label)

    def _points(self) -> Iterator[Block]:
        if not self._of.held:
            yield Block(Look.TEXT, self._said("held_none"))
            return
        yield Block(Look.HEADING, self._said("held_section"))
        yield from (Block(Look.THING, self._point(each)) for each in self._of.held)

    def _point(self, of: Held) -> str:
        covered = [str(each.number) for each in self._of.entries if each.place <= of.place]
        entries = self._said("held_nothing")
        if covered:
            entries = self._said("held_entries", numbers=", ".join(covered))
        arrived = self._said("held_handed")
        if of.arrived is not None:
            arrived = self._said("held_receipt", moment=self._moment(of.arrived))
        return self._said(
            "held",
            number=of.number,
            moment=self._moment(of.at),
            arrived=arrived,
            digest=of.digest,
            entries=entries,
        )
