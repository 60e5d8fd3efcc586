"""What came out of a damaged vault, said to a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from safejournal.domain.words import Kind
from safejournal.i18n import _, later, ngettext
from safejournal.services.salvaging import LOST, Loss, Lost, Salvaged
from safejournal.wording.amounts import short
from safejournal.wording.kinds import kind
from safejournal.wording.times import day

SHOWN = 20
"""Losses that are said one by one; all of them stand in the file."""

_LOSSES = {
    Loss.CONTENT: later("its words cannot be read"),
    Loss.ENVELOPE: later("its words were read, but not of which record they are"),
    Loss.ALL: later("nothing of it can be read"),
    Loss.UNPROVEN: later("it was read, but it is not what was sealed"),
    Loss.FILE: later("a file of it is not whole"),
}


def salvaged_lines(done: Salvaged) -> Iterator[str]:
    """Yield what came out, and what is lost."""
    yield ngettext(
        "Read and written: {n} record, {files} files, {drafts} drafts.",
        "Read and written: {n} records, {files} files, {drafts} drafts.",
        done.records,
    ).format(n=done.records, files=done.files, drafts=done.drafts)
    if not done.lost:
        yield _("Nothing is lost that the journal ever held.")
        return
    yield ngettext(
        "Lost or doubtful, as {file} lists in full: {n} version.",
        "Lost or doubtful, as {file} lists in full: {n} versions.",
        len(done.lost),
    ).format(n=len(done.lost), file=LOST)
    yield from (f"- {lost_line(each)}" for each in done.lost[:SHOWN])
    if len(done.lost) > SHOWN:
        yield _("- and {n} more").format(n=len(done.lost) - SHOWN)


def lost_line(lost: Lost) -> str:
    """Return one loss: of which record, from when, and what of it."""
    what = _(_LOSSES[lost.loss])
    if lost.record is None or lost.kind is None or lost.kind not in Kind.__members__.values():
        return _("version {n}: {what}").format(n=lost.version, what=what)
    when = "" if lost.written_at is None else day(_day(lost.written_at))
    named = _("{kind} {id}, written {day}: {what}")
    return named.format(kind=kind(Kind(lost.kind)), id=short(lost.record), day=when, what=what)


def _day(moment: str) -> str:
    return datetime.fromisoformat(moment).date().isoformat()
