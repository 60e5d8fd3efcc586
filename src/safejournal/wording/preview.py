"""A preview as lines: to whom, what would show who made it, every field that leaves or stays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from safejournal.domain.times import write_moment
from safejournal.i18n import _, ngettext
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.services.sharing import LEAVING, Cut, FileSeen, Leaf, Preview, ReaderSeen, Sent
from safejournal.wording.amounts import short
from safejournal.wording.correspondents import key_state
from safejournal.wording.kinds import kind
from safejournal.wording.names import shown_name
from safejournal.wording.sent import sent_row
from safejournal.wording.sharing import file_line, leaf_line, proof, tier, tier_about, trace
from safejournal.wording.times import moment

_ID = re.compile(r"[0-9a-f]{32}")
_INDENT = "  "


def preview_lines(vault: Vault, seen: Preview, readers: Sequence[ReaderSeen]) -> Iterator[str]:
    """Yield exactly what would leave and what stays, in the order in which it matters.

    It holds a person's words: `visible` comes after.
    """
    names = names_in(vault, seen, readers)
    yield f"{tier(seen.choice.tier)}: {tier_about(seen.choice.tier)}"
    yield from reader_lines(readers, names, vault.clock())
    yield called_line(seen)
    yield proof(seen.proof)
    for cut in seen.cuts:
        yield ""
        yield from cut_lines(cut, names)
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


def cut_lines(cut: Cut, names: Mapping[str, str]) -> Iterator[str]:
    """Yield a record: what leaves of it, then what stays and why."""
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
