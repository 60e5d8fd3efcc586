"""What a person reads of keys: their own, a contact's, and how far each may be believed."""

from __future__ import annotations

from collections.abc import Sequence

from safejournal.i18n import _, later
from safejournal.services.correspondents import Change, Key
from safejournal.wording.times import day

_CHANGES = {
    Change.FIRST: later("The key is taken in. Compare the eight words before you trust it."),
    Change.SAME: later("This is the key that is here already."),
    Change.CHANGED: later("The new key takes the old one's place. Compare its eight words."),
}

_HOW_TO_COMPARE = later(
    "Read the words to each other by voice, over a call in which you know each other, or side by"
    " side. All eight must be the same, in the same order."
)


def how_to_compare() -> str:
    """Return how two people compare their words."""
    return _(_HOW_TO_COMPARE)


def change(of: Change) -> str:
    """Return what became of a contact's key."""
    return _(_CHANGES[of])


def key_state(key: Key | None) -> str:
    """Return how far a contact's key may be believed, in one line. Unverified is always said."""
    if key is None:
        return _("no key")
    if key.disagrees:
        return _("ALARM: the record names another key than the one that was taken in")
    if key.made_here:
        return _("key card made here: its maker could have read what it opens")
    if key.compared is None:
        return _("UNVERIFIED: the words were never compared")
    on = day(key.compared.isoformat())
    if key.how:
        return _("words compared on {day}: {how}").format(day=on, how=key.how)
    return _("words compared on {day}").format(day=on)


def key_state_short(key: Key | None) -> str:
    """Return it in a word or two, for a list."""
    if key is None:
        return _("no key")
    if key.disagrees:
        return _("KEY CHANGED")
    if key.made_here:
        return _("key card")
    return _("compared") if key.compared else _("UNVERIFIED")


def numbered(words: Sequence[str], columns: int = 4) -> list[str]:
    """Return words with their numbers, some to a line: `1 apple    2 river`."""
    cells = [f"{place:2} {word}" for place, word in enumerate(words, 1)]
    width = max(map(len, cells), default=0) + 2
    rows = [cells[at : at + columns] for at in range(0, len(cells), columns)]
    return ["".join(cell.ljust(width) for cell in row).rstrip() for row in rows]
