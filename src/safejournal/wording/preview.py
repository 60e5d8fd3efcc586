"""A preview as lines: to whom, what would show who made it, every field that leaves or stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from safejournal.domain.times import parse_moment, write_moment
from safejournal.domain.versions import Record
from safejournal.i18n import _, ngettext
from safejournal.services import choosing, journal
from safejournal.services.opening import Vault
from safejournal.services.sharing import (
    LEAVING,
    Choice,
    Cut,
    FileSeen,
    Leaf,
    Preview,
    ReaderSeen,
    Sent,
    Tier,
    Why,
)
from safejournal.wording.amounts import short
from safejournal.wording.correspondents import key_state
from safejournal.wording.kinds import kind
from safejournal.wording.names import shown_name
from safejournal.wording.sent import sent_row
from safejournal.wording.sharing import file_line, leaf_line, proof, tier, tier_about, trace
from safejournal.wording.times import moment

_ID = re.compile(r"[0-9a-f]{32}")
_INDENT = "  "
_PLACES = re.compile(r"\[\d+\]")

ACTED_BY = frozenset({"checkins.steps", "card", "instructions"})
"""Fields by which a reader acts: useless to them where they do not see who is meant."""

Way = Callable[[Sequence[Record]], str]
"""Says that the reader will not see who is meant, and how the person lets these go by name."""


def by_option(people: Sequence[Record]) -> str:
    """Say it with the option of the command line."""
    options = " ".join(f"--by-name {short(each.id)}" for each in people)
    said = _("The reader will not see who is meant ({people}): {options} lets them go by name.")
    return said.format(people=_called(people), options=options)


def by_choice(people: Sequence[Record]) -> str:
    """Say it with the choice of the line mode."""
    said = _("The reader will not see who is meant ({people}): “{choice}” below changes that.")
    choice = _("Let somebody go by name, or no more")
    return said.format(people=_called(people), choice=choice)


def by_key(people: Sequence[Record]) -> str:
    """Say it with the key of the app."""
    said = _("The reader will not see who is meant ({people}): p lets them go by name.")
    return said.format(people=_called(people))


def _called(people: Sequence[Record]) -> str:
    return ", ".join(map(shown_name, people))


def meant_line(vault: Vault, choice: Choice, leaf: Leaf, way: Way) -> str:
    """Return what to know of a step in which somebody is put out of sight; "" for other fields."""
    people = meant(vault, choice, leaf)
    return way(people) if people else ""


def meant(vault: Vault, choice: Choice, leaf: Leaf) -> list[Record]:
    """Return who is put out of sight in a text that its reader acts by; nobody in other fields."""
    if leaf.why is not Why.REPLACED or _PLACES.sub("", leaf.path) not in ACTED_BY:
        return []
    return choosing.meant(vault, choice, str(leaf.value))


def preview_lines(
    vault: Vault, seen: Preview, readers: Sequence[ReaderSeen], way: Way = by_option
) -> Iterator[str]:
    """Yield exactly what would leave and what stays, in the order in which it matters.

    `way` says how somebody is let go by name in this front end. It holds a person's words:
    `visible` comes after.
    """
    names = names_in(vault, seen, readers)
    yield f"{tier(seen.choice.tier)}: {tier_about(seen.choice.tier)}"
    yield from reader_lines(readers, names, vault.clock())
    yield called_line(seen)
    yield proof(seen.proof)
    yield from promise_lines(seen, vault.clock())
    for cut in seen.cuts:
        yield ""
        told = {leaf.path: meant_line(vault, seen.choice, leaf, way) for leaf in cut.leaves}
        yield from cut_lines(cut, names, told)
        for each in given_before(cut.given.id, readers):
            yield _("Something of it was given before: {bundle}").format(
                bundle=sent_row(each, vault.clock())
            )
        for file in seen.files:
            if file.record == cut.given.id:
                yield from file_lines(file)
    yield ""
    yield total_line(seen)


def names_in(vault: Vault, seen: Preview, readers: Sequence[ReaderSeen]) -> dict[str, str]:
    """Return the names of all records that stand in a preview, by their ids."""
    wanted = {cut.given.id for cut in seen.cuts} | {each.contact or "" for each in readers}
    for cut in seen.cuts:
        wanted |= {str(leaf.value) for leaf in cut.leaves if _ID.fullmatch(str(leaf.value))}
    found = journal.show_all(vault, sorted(wanted - {""}))
    return {one: shown_name(record) for one, record in found.items()}


def reader_lines(
    readers: Sequence[ReaderSeen], names: Mapping[str, str], here: datetime
) -> Iterator[str]:
    """Yield each reader, whether their words were compared, and what they were given before."""
    if not readers:
        yield _("To: whoever has the passphrase, as to an unknown person")
    for each in readers:
        if each.contact is None:
            yield _("To: {key}, and nobody knows whose key it is").format(key=each.recipient)
            continue
        name = names.get(each.contact, short(each.contact))
        yield _("To: {name} – {key}").format(name=name, key=key_state(each.key))
        if each.never_contact:
            yield f"{_INDENT}{_('This contact is marked as never to be contacted.')}"
        yield f"{_INDENT}{earlier(each, here)}"


def earlier(reader: ReaderSeen, here: datetime) -> str:
    """Return what a reader was given before, in one line."""
    if not reader.earlier:
        return _("nothing was given to them before")
    count, last = len(reader.earlier), write_moment(reader.earlier[0].at)
    return ngettext(
        "given {n} time before, last on {at}", "given {n} times before, last on {at}", count
    ).format(n=count, at=moment(last, here=here))


def given_before(record: str, readers: Sequence[ReaderSeen]) -> list[Sent]:
    """Return in which bundles these readers were given something of a record, latest first."""
    found = [sent for reader in readers for sent in reader.earlier]
    return [sent for sent in found if any(each.record == record for each in sent.records)]


def called_line(seen: Preview) -> str:
    """Return what the person is called in it."""
    if not seen.called:
        return _("You are given no name in it.")
    return _("You are called “{name}” in it.").format(name=seen.called)


def promise_lines(seen: Preview, now: datetime) -> Iterator[str]:
    """Yield what its readers will take from the check-ins in it, where that may surprise."""
    if seen.choice.tier is Tier.EVIDENCE:
        return
    for cut in seen.cuts:
        promised = cut.fields.get("checkins")
        if promised == []:
            yield _("It says that no check-in is promised any more.")
        elif any(_is_late(each, now) for each in promised or ()):
            yield _("! A check-in in it is late already: it asks its reader for the steps AT ONCE.")


def _is_late(promised: Mapping[str, Any], now: datetime) -> bool:
    grace = timedelta(minutes=promised.get("grace_minutes", 0))
    return parse_moment(promised["due"]) + grace <= now


def cut_lines(
    cut: Cut, names: Mapping[str, str], told: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield a record: what leaves of it, then what stays and why.

    `told` gives a sentence that stands below a field, by its path.
    """
    name = names.get(cut.given.id, "")
    yield f"{short(cut.given.id)}  {kind(cut.given.kind)}: {name}"
    leaves, stays = split(cut)
    if not leaves:
        yield _("Nothing of it leaves.")
    for sentence, found in ((_("Leaves:"), leaves), (_("Stays:"), stays)):
        if found:
            yield sentence
        for leaf in found:
            yield f"{_INDENT}{leaf_line(cut.given.kind, leaf, names)}"
            if below := (told or {}).get(leaf.path):
                yield f"{_INDENT}! {below}"


def split(cut: Cut) -> tuple[list[Leaf], list[Leaf]]:
    """Return the fields that leave, and those that stay."""
    return (
        [leaf for leaf in cut.leaves if leaf.why in LEAVING],
        [leaf for leaf in cut.leaves if leaf.why not in LEAVING],
    )


def file_lines(seen: FileSeen) -> Iterator[str]:
    """Yield a file, in which form it leaves, and what its original tells."""
    yield _("File: {line}").format(line=file_line(seen))
    for each in seen.traces:
        yield f"{_INDENT}{trace(each)}"


def total_line(seen: Preview) -> str:
    """Return how much leaves and stays altogether."""
    leaves = sum(len(split(cut)[0]) for cut in seen.cuts)
    stays = sum(len(split(cut)[1]) for cut in seen.cuts)
    if not seen.leaving:
        return _("Nothing would leave.")
    records = ngettext("{n} record", "{n} records", len(seen.leaving)).format(n=len(seen.leaving))
    return _("Leaves: {n} fields of {records}. Stays: {m} fields.").format(
        n=leaves, records=records, m=stays
    )
