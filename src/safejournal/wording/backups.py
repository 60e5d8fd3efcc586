"""Backups, said to a person: what was made, how old it is, where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from safejournal.i18n import _, ngettext
from safejournal.services.backups import STALE_DAYS
from safejournal.wording.amounts import days, size
from safejournal.wording.times import day

if TYPE_CHECKING:
    from safejournal.services.anchors import Anchor
    from safejournal.services.backups import Backup, Done, Place
    from safejournal.services.restoring import Whole
    from safejournal.services.verifying import Verified


def done_lines(done: Done) -> Iterator[str]:
    """Yield what was written and verified, and which older backups went for it."""
    yield _("Backed up and verified: {file} ({size}).").format(
        file=done.backup.file, size=size(done.size)
    )
    yield found(done.verified)
    for gone in done.removed:
        yield _("Removed, since the place holds only so many: {file}").format(file=gone)


def found(verified: Verified) -> str:
    """Return what was looked at and found whole."""
    return ngettext(
        "Every page is as it was written; {n} version, {files} files.",
        "Every page is as it was written; {n} versions, {files} files.",
        verified.versions,
    ).format(n=verified.versions, files=verified.files)


def age_line(age: int | None) -> str:
    """Return how old the last verified backup is, in a few words."""
    if age is None:
        return _("no backup yet")
    if age == 0:
        return _("backed up today")
    return _("backed up {days} ago").format(days=days(age))


def is_stale(age: int | None) -> bool:
    """Tell whether it is time for another backup."""
    return age is None or age >= STALE_DAYS


def backup_line(backup: Backup) -> str:
    """Return where a backup lies and what is known of it."""
    made = day(datetime.fromisoformat(backup.made).date().isoformat())
    if not backup.verified:
        return _("{file}: begun on {day}, never finished").format(file=backup.file, day=made)
    checked = day(datetime.fromisoformat(backup.verified).date().isoformat())
    said = _("{file}: made on {day}, found whole on {checked}")
    line = said.format(file=backup.file, day=made, checked=checked)
    return line if backup.there else line + _("; not there now")


def place_line(place: Place) -> str:
    """Return where backups go, and whether that place is there."""
    said = ngettext(
        "Backups go to {folder}, which holds the last {n}.",
        "Backups go to {folder}, which holds the last {n}.",
        place.keep,
    ).format(folder=place.folder, n=place.keep)
    return said if place.there else said + " " + _("It is not there now. Is the stick in?")


def restored_lines(whole: Whole, place: str) -> Iterator[str]:
    """Yield what was restored, and what opens it."""
    yield _("Restored and verified: {place}").format(place=place)
    yield found(whole.verified)
    yield _("It opens with what opened the vault on the day of the backup.")
    yield anchor_line(whole.anchor)


def rehearsed_lines(whole: Whole) -> Iterator[str]:
    """Yield what a rehearsal found."""
    yield _("Restored, compared, and thrown away again: every digest is as in the backup.")
    yield found(whole.verified)
    yield anchor_line(whole.anchor)


def copy_lines(whole: Whole) -> Iterator[str]:
    """Yield what was found in a copy that was verified where it lies."""
    yield found(whole.verified)
    yield anchor_line(whole.anchor)


def anchor_line(anchor: Anchor) -> str:
    """Return the words by which it can be held against others."""
    return _("Anchor: {words}").format(words=" ".join(anchor.words))


def behind_line(behind: int) -> str:
    """Return how far a backup stands behind the journal."""
    if not behind:
        return _("It holds all that the journal holds now.")
    return ngettext(
        "The journal has {n} event more than this backup.",
        "The journal has {n} events more than this backup.",
        behind,
    ).format(n=behind)
