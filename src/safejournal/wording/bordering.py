"""Border mode, said to the person and to the contact who holds the way back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safejournal.i18n import _
from safejournal.services.bordering import Armed, Prepared
from safejournal.services.ways_back import Sort, WayBack
from safejournal.wording.ways_back import way_back


def for_the_contact() -> str:
    """Return what the sealed file says; `{phrase}` and `{confirm}` are filled in."""
    return _(
        "This is the way back into somebody's journal. They will not be able to open it without"
        " you.\n\n1. Now: tell them these two words, so that they know that you could open this:"
        "\n\n"
        "    {confirm}\n\n2. Keep this file and the key that opens it.\n\n3. When they have arrived"
        " and ask for it, and you have made sure that it is they and that nobody forces them (ask"
        " what only they know), read these ten words to them:\n\n    {phrase}\n"
    )


def prepared_lines(done: Prepared) -> Iterator[str]:
    """Yield what to do with the file."""
    yield _("The way back is sealed: {file}. Nothing has been taken away yet.").format(
        file=done.file
    )
    if not done.compared:
        yield _("The words of this contact's key were never compared: it may be another's key.")
    yield _("1. Give it to the contact. They open it with: age -d -i THEIR-KEY FILE")
    yield _("2. They tell you two words, which show that they could.")
    yield _("3. Then: border arm --confirmed. From then on only their ten words open the journal.")


def before_arming(ways: Sequence[WayBack]) -> Iterator[str]:
    """Yield what ends with arming, and what it does not reach."""
    yield _("These end now: {n} ways in; backups in reach are made anew.").format(
        n=sum(way.sort is Sort.SLOT for way in ways)
    )
    outside = [way for way in ways if way.sort is not Sort.SLOT]
    yield from (f"- {way_back(way)}" for way in outside)
    yield _("Sheets and phrases on paper open nothing any more. Without the contact all is lost.")


def armed_lines(done: Armed) -> Iterator[str]:
    """Yield what is so now, and no more than that."""
    if done.in_reach:
        yield _("A way is still in reach, so that this cannot be promised yet:")
        yield from (f"- {way_back(way)}" for way in done.in_reach)
        return
    yield _("Nothing here that the program knows of opens the journal, except the contact's words.")
    for way in done.out_of_reach:
        yield _("Out of reach: {way}").format(way=way_back(way))
    yield _("A disk may keep old copies of what was removed (docs/border.md).")
