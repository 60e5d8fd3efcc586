"""Every other way to what the journal says, told to a person before anything is promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safejournal.i18n import _, later, ngettext
from safejournal.services.ways_back import Sort, WayBack
from safejournal.services.ways_in import SlotKind
from safejournal.wording.times import day
from safejournal.wording.ways_in import slot_kind

_SENT = {
    "bundle": later("a bundle"),
    "paper": later("a printed page"),
    "dossier": later("a dossier"),
}


def way_back(of: WayBack) -> str:
    """Return one way, with what opens it."""
    if of.sort is Sort.SLOT:
        what = slot_kind(SlotKind[of.what.upper()])
        return _("slot {n}: {what}, made on {day}").format(n=of.slot, what=what, day=day(of.made))
    if of.sort is Sort.BACKUP:
        said = _("backup of {day}, opened by what opened the vault that day: {file}")
        line = said.format(day=day(of.made), file=of.what)
        return line if of.there else line + _("; not there now, it may lie elsewhere")
    if of.sort is Sort.REMNANT:
        said = _("left by interrupted work on {day}: {file}")
        return said.format(day=day(of.made), file=of.what)
    if of.sort is Sort.PACKAGE:
        said = _("package of {day}, for whom it was sealed to, and what opened that day: {file}")
        line = said.format(day=day(of.made), file=of.what)
        return line if of.there else line + _("; not there now, it may lie elsewhere")
    form, _space, number = of.what.partition(" ")
    given = ngettext(
        "{what} (number {number}) of {day}, given to {n} reader",
        "{what} (number {number}) of {day}, given to {n} readers",
        of.readers,
    )
    name = _(_SENT[form]) if form in _SENT else form
    return given.format(what=name, number=number, day=day(of.made), n=of.readers)


def left_behind(ways: Sequence[WayBack]) -> Iterator[str]:
    """Yield what lies outside the vault and stays as it is, whatever is changed in it."""
    outside = [way for way in ways if way.sort is not Sort.SLOT]
    if not outside:
        yield _("No backup and nothing sent is known that would hold what was here before.")
        return
    yield _("These stay as they are, and open as before:")
    yield from (f"- {way_back(way)}" for way in outside)


def copies_of_it(ways: Sequence[WayBack]) -> Iterator[str]:
    """Yield where else a record lies that is about to be erased."""
    if not ways:
        yield _(
            "No backup and nothing sent is known that holds it. Flash memory may keep remnants."
        )
        return
    yield _("These hold it too, and erasing does not reach them:")
    yield from (f"- {way_back(way)}" for way in ways)
