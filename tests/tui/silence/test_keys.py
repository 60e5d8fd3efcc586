"""Every key of the screens of check-ins and silence, under every keyboard layout we promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from safejournal.services import journal, silence
from safejournal.tui.detail import Detail
from safejournal.tui.silence.walk import WalkScreen
from safejournal.tui.today import Today
from tests.services.exchanging import Two
from tests.tui.silence.late import make_late
from tests.tui.test_every_key import wrong_on
from tests.tui.test_keys import LAYOUTS


def _walk(pair: Two) -> Screen[Any]:
    make_late(pair)
    (found,) = silence.waiting(pair.bela)
    return WalkScreen(pair.bela, found)


MAKE: dict[type[Screen[Any]], Callable[[Two], Screen[Any]]] = {
    WalkScreen: _walk,
    Detail: lambda pair: Detail(pair.bela, journal.show(pair.bela, pair.anna_at_bela)),
    Today: lambda pair: Today(pair.bela),
}

ON: dict[type[Screen[Any]], dict[str, str]] = {
    WalkScreen: {"h": "heard", "o": "over"},
    Detail: {"i": "check_in"},
    Today: {"i": "check_in"},
}
"""What each key does on one screen alone."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", ON, ids=lambda screen: screen.__name__)
def test_every_key_does_its_act_on_every_layout(screen: type[Screen[Any]], layout: str) -> None:
    """Whichever layout is on, the key in the same place does the act of the table."""
    assert not wrong_on(screen, ON[screen], layout)


def test_both_acts_are_in_the_palette_and_in_the_help_of_every_screen() -> None:
    """They have no key of their own everywhere, and are found by their names."""
    from safejournal.tui.palette import WITHOUT_KEY

    assert {"check_in", "waiting"} <= {action for action, _name, _meaning in WITHOUT_KEY}
