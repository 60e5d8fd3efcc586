"""A dossier: chosen records as a chronology, for a lawyer or an interview about asylum.

The disclosure of the evidence tier decides what stands in it, and the preview shows it first. No
file leaves with it: attachments are listed by digest, under neutral names unless chosen.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from safejournal.domain import disclosure
from safejournal.domain.answers import when_from_builtins
from safejournal.domain.disclosure import LEAVING, Cut, Leaf, Why, disclose
from safejournal.domain.dossier import Chronology, Dated, chronology
from safejournal.domain.padding import padded
from safejournal.domain.tiers import Tier
from safejournal.domain.times import When
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.exchange import age, layout
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.services import dossier_pages, folio, giving, identity, journal, posting
from safejournal.services.choosing import Choice, chosen
from safejournal.services.folio import Folio
from safejournal.services.giving import Gift, Given
from safejournal.services.opening import Vault
from safejournal.services.sharing import Preview
from safejournal.services.telling import Plain, Telling
from safejournal.vault import chain, sent
from safejournal.vault.sent import Reader, SentForm

__all__ = ["FORMS", "Dossier", "Folio", "Given", "How", "pages", "see", "write"]

FORMS = ("html", "pdf")

_LEFT_ALONE = frozenset({Kind.CONTACT, Kind.CHECKLIST_RUN})
"""Kinds that are no part of a chronology, unless they are named one by one."""

_NAME = re.compile(r"attachments\[(\d+)\]\.name")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record in the dossier."""

    number: int
    times: Dated
    cut: Cut
    record: Record
    versions: int
    """How many times it was written or reworded."""
    place: int
    """Which event of the chain sealed the version that is shown."""
    files: tuple[int, ...]
    """Numbers of its attachments in the dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment that is listed."""

    number: int
    entry: int
    name: str = field(repr=False)
    """Neutral, unless its own was chosen."""
    size: int
    sha256: str = field(repr=False)
    taken_in: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A point of the chain that somebody else was given."""

    number: int
    at: datetime
    place: int
    """The event that was the last one then."""
    digest: str
    arrived: datetime | None
    """When the first receipt came; without one nobody knows whether they have it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """In which form a dossier is written."""

    form: str = "html"
    """One of `FORMS`."""
    seal: bool = False
    """Whether it becomes an age file that only its readers can open; else it lies in the clear."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What would stand in the dossier, and what stays."""

    preview: Preview
    order: Chronology
    entries: tuple[Entry, ...]
    """In the order in which they are shown."""
    files: tuple[File, ...]
    held: tuple[Held, ...]
    """The earliest first."""
    events: int
    end: str
    """Of the chain as it stands."""


def see(vault: Vault, choice: Choice) -> Dossier:
    """Return exactly what would stand in a dossier. Nothing is written.

    Attachments are listed under neutral names but for `choice.originals`, and for those of which
    the name is to stay as it is written. Raises Refused where no record was chosen, or where
    nothing of those may leave.
    """
    if not choice.records and not choice.everything:
        raise Refused("Choose the records of the dossier.")
    with vault.reading() as connection:
        seen = _preview(vault, choice)
        if not seen.leaving:
            raise Refused("Nothing of what was chosen may leave for this reader at this tier.")
        events, end = chain.end(connection)
        places = {
            link.subject.hex(): link.seq
            for link in chain.events(connection)
            if link.event is chain.Event.SEALED
        }
        points = {link.hash.hex(): link.seq for link in chain.events(connection)}
        order, entries, files = _entries(vault, seen.leaving, places)
        return Dossier(
            preview=seen,
            order=order,
            entries=entries,
            files=files,
            held=tuple(_held(sent.everything(connection), points)),
            events=events,
            end=end.hex(),
        )


def pages(
    vault: Vault, dossier: Dossier, telling: Telling | None = None, number: str = ""
) -> Folio:
    """Return its pages; the number is given when it is written."""
    return dossier_pages.pages(dossier, telling or Plain(), number, vault)


def write(
    vault: Vault,
    choice: Choice,
    how: How,
    target: Path | None,
    telling: Telling | None = None,
    *,
    confirmed: bool = False,
    force: bool = False,
) -> Given:
    """Write the dossier, and note it as given to the readers of the choice.

    What is sealed has a padded size. Raises what `see` and `posting.address` raise, and Refused
    where the file cannot be written.
    """
    with vault.reading():
        readers: Sequence[Reader] = [
            Reader(contact=each, recipient=None) for each in choice.contacts
        ]
        to = None
        if how.seal:
            to = posting.address(vault, choice.contacts, choice.recipients, confirmed=confirmed)
            readers = to.readers
        dossier = see(vault, choice)
        told = telling or Plain()

        def make(number: int, _end: bytes) -> bytes:
            made = folio.made(pages(vault, dossier, told, str(number)), how.form)
            return made if to is None else _lengthened(made, how.form)

        gift = Gift(
            form=SentForm.DOSSIER,
            purpose=Purpose.EVIDENCE.value,
            readers=tuple(readers),
            cuts=dossier.preview.leaving,
        )
        sealing = None if to is None else lambda clear: _sealed(clear, to.keys)
        return giving.give(vault, gift, make, target, force=force, seal=sealing)


def _sealed(clear: bytes, keys: Sequence[bytes]) -> bytes:
    out = io.BytesIO()
    age.seal([clear], out, keys)
    return out.getvalue()


def _lengthened(made: bytes, form: str) -> bytes:
    """Return the document in a padded size, with blanks that no reader shows."""
    from safejournal.services.pdf import lengthened

    size = padded(len(made))
    return lengthened(made, size) if form == "pdf" else made + b"\n" * (size - len(made))


def _preview(vault: Vault, choice: Choice) -> Preview:
    choice = replace(choice, tier=Tier.EVIDENCE)
    what = chosen(vault, choice)
    given = [
        each for each in what.given if each.kind not in _LEFT_ALONE or each.id in choice.records
    ]
    every = frozenset(file["id"] for each in given for file in _attached(each))
    cuts = disclose(given, replace(what.wish, originals=every), what.names)
    return Preview(
        choice=choice,
        cuts=_under_neutral_names(cuts, choice),
        files=(),
        called=identity.called(vault),
        proof=Proof.NONE,
    )


def _attached(given: disclosure.Given) -> Sequence[dict[str, Any]]:
    found: Sequence[dict[str, Any]] = given.values.get("attachments", ())
    return found


def _under_neutral_names(cuts: Sequence[Cut], choice: Choice) -> tuple[Cut, ...]:
    """Return the cuts with a neutral name for each attachment whose own was not chosen.

    It was where the original was, or where its name was to stay as it is written.
    """
    named = choice.originals | {
        file["id"]
        for cut in cuts
        for at, file in enumerate(_attached(cut.given))
        if {(cut.given.id, "attachments.name"), (cut.given.id, f"attachments[{at}].name")}
        & choice.as_written
    }
    leaving = [file["id"] for cut in cuts for file in cut.fields.get("attachments", ())]
    numbers = {file: number for number, file in enumerate(leaving, 1)}
    return tuple(_neutral(cut, numbers, named) if cut.fields else cut for cut in cuts)


def _neutral(cut: Cut, numbers: dict[str, int], named: frozenset[str]) -> Cut:
    names = {
        file["id"]: layout.file(numbers[file["id"]], file["name"])
        for file in _attached(cut.given)
        if file["id"] in numbers and file["id"] not in named
    }
    if not names:
        return cut
    files = [
        file | {"name": names.get(file["id"], file["name"])}
        for file in cut.fields.get("attachments", ())
    ]
    leaves = tuple(_renamed(leaf, cut.given, names) for leaf in cut.leaves)
    return replace(cut, leaves=leaves, fields={**cut.fields, "attachments": files})


def _renamed(leaf: Leaf, given: disclosure.Given, names: dict[str, str]) -> Leaf:
    found = _NAME.fullmatch(leaf.path)
    if found is None or leaf.why not in LEAVING:
        return leaf
    name = names.get(_attached(given)[int(found[1])]["id"])
    return leaf if name is None else Leaf(leaf.path, leaf.value, name, Why.REPLACED)


def _entries(
    vault: Vault, cuts: Sequence[Cut], places: dict[str, int]
) -> tuple[Chronology, tuple[Entry, ...], tuple[File, ...]]:
    versions = {cut.given.id: journal.history(vault, cut.given.id) for cut in cuts}
    order = chronology(_dated(cut, versions[cut.given.id]) for cut in cuts)
    by_id = {cut.given.id: cut for cut in cuts}
    entries: list[Entry] = []
    files: list[File] = []
    for number, times in enumerate(order.entries, 1):
        cut, (record, *earlier) = by_id[times.record], versions[times.record]
        first = len(files) + 1
        files += [
            _file(first + at, number, each)
            for at, each in enumerate(cut.fields.get("attachments", ()))
        ]
        entries.append(
            Entry(
                number=number,
                times=times,
                cut=cut,
                record=record,
                versions=len(earlier) + 1,
                place=places[record.version],
                files=tuple(range(first, len(files) + 1)),
            )
        )
    return order, tuple(entries), tuple(files)


def _dated(cut: Cut, versions: Sequence[Record]) -> Dated:
    return Dated(
        record=cut.given.id,
        happened=_when(cut.fields.get("when")),
        learned=_when(cut.fields.get("learned")),
        written=versions[0].written_at,
        first_written=versions[-1].written_at,
    )


def _when(value: dict[str, Any] | None) -> When | None:
    return None if value is None else when_from_builtins(value)


def _file(number: int, entry: int, values: dict[str, Any]) -> File:
    return File(
        number=number,
        entry=entry,
        name=values["name"],
        size=values["size"],
        sha256=values["sha256"],
        taken_in=values["taken_in"],
    )


def _held(given: Sequence[sent.Sent], points: dict[str, int]) -> Sequence[Held]:
    """Return the points of the chain that were sealed to somebody, the earliest first."""
    return [
        Held(
            number=each.number,
            at=each.at,
            place=points[each.anchor],
            digest=each.anchor,
            arrived=min((r.arrived for r in each.readers if r.arrived), default=None),
        )
        for each in reversed(given)
        if each.anchor in points and any(reader.recipient for reader in each.readers)
    ]
