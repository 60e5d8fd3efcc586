"""Every key of the screens of check-ins and silence, under every keyboard layout we promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

from safejournal.services import journal, silence
from safejournal.tui.app import JournalApp
from safejournal.tui.detail import Detail
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.silence.waiting import WaitingScreen
from safejournal.tui.silence.walk import WalkScreen
from safejournal.tui.today import Today
from tests.services.exchanging import Two
from tests.tui.shell_app import WatchedApp
from tests.tui.silence.late import make_late
from tests.tui.test_keys import EVERYWHERE, LAYOUTS, RAW, pressed, under


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
async def test_every_key_does_its_act_on_every_layout(
    pair: Two, screen: type[Screen[Any]], layout: str
) -> None:
    """Whichever layout is on, the key in the same place does the same."""

    class On(WatchedApp):
        def on_mount(self) -> None:
            super().on_mount()
            self.push_screen(MAKE[screen](pair))

        def _check_action_state(self, *_what: object) -> bool:
            return True  # what is offered only now and then is pressed too

    keys = ON[screen] if screen is not WalkScreen else {**EVERYWHERE, **ON[screen]}
    found = await pressed(On(pair.bela), {key: under(layout, key) for key in keys})
    wrong = {key: found[key] for key in keys if found[key][:1] != [keys[key]]}
    assert not wrong


@pytest.mark.parametrize("screen", [WalkScreen, WaitingScreen], ids=lambda s: s.__name__)
def test_no_key_means_two_things(screen: type[Screen[Any]]) -> None:
    """No character that some layout types stands for two acts."""
    meant: dict[str, str] = {}
    for holder in (screen, JournalApp):
        for binding in holder.BINDINGS:
            assert isinstance(binding, Binding)
            for key in {*binding.key.split(",")} - {"escape"}:
                assert meant.setdefault(key, binding.action) == binding.action, key


@pytest.mark.parametrize("screen", [WalkScreen, WaitingScreen, Unseen], ids=lambda s: s.__name__)
def test_no_letter_is_the_only_way(screen: type[Screen[Any]]) -> None:
    """Each act of a screen is in the palette, which F4 opens and arrows and Enter work in."""
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        assert binding.tooltip or binding.key.split(",")[0] in RAW


def test_both_acts_are_in_the_palette_and_in_the_help_of_every_screen() -> None:
    """They have no key of their own everywhere, and are found by their names."""
    from safejournal.tui.palette import WITHOUT_KEY

    assert {"check_in", "waiting"} <= {action for action, _name, _meaning in WITHOUT_KEY}
