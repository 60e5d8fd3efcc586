"""The last line of a screen when it has little room."""

from __future__ import annotations

import pytest
from textual.content import Content

from safejournal.tui.keyline import fitted

HINTS = {
    "save": Content("F10 Save"),
    "throw_away": Content("Ctrl+D Throw away"),
    "lock": Content("Ctrl+L Lock"),
    "back": Content("Esc Leave"),
    "help": Content("F1 Help"),
}


@pytest.mark.parametrize("width", [200, 80, 60, 45, 38, 30])
def test_how_to_lock_and_to_get_help_is_told_as_long_as_it_fits(width: int) -> None:
    """Closing the journal must not be looked for when somebody comes in."""
    line = str(fitted(HINTS, width))
    assert len(line) <= width
    assert "Ctrl+L Lock" in line
    assert "F1 Help" in line


def test_where_one_key_has_room_it_is_the_one_that_tells_the_others() -> None:
    """F1 lists every key."""
    assert str(fitted(HINTS, 10)).strip() == "F1 Help"
