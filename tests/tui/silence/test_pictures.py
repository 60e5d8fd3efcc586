"""Pictures of the screens of check-ins and silence as rows of text, at 80x24 and at 40x10."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from safejournal.services import silence
from safejournal.services.silence import Outcome
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.silence.waiting import WaitingScreen
from safejournal.tui.silence.walk import WalkScreen
from tests.services.exchanging import Two
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, rows, until, until_shown
from tests.tui.silence.late import LATE, agree_words, make_late, set_clock

Go = Callable[[Pilot[Any], Two], Awaitable[None]]


async def first(pilot: Pilot[Any], pair: Two) -> None:
    """Who is late, on the first screen."""
    await until_shown(pilot, "From others")


async def waiting(pilot: Pilot[Any], pair: Two) -> None:
    """Everybody who is waited for."""
    pilot.app.push_screen(WaitingScreen(app_of(pilot).vault))
    await until_shown(pilot, "LATE")


async def walk(pilot: Pilot[Any], pair: Two) -> None:
    """The steps, before anything is done."""
    (found,) = silence.waiting(pair.bela)
    pilot.app.push_screen(WalkScreen(pair.bela, found))
    await until_shown(pilot, "Look for a newer")


async def under_way(pilot: Pilot[Any], pair: Two) -> None:
    """The steps, two of them noted."""
    (found,) = silence.waiting(pair.bela)
    newer, lawyer, _wait = silence.steps(pair.bela, found, "en")
    silence.note(pair.bela, found, newer)
    silence.note(pair.bela, found, lawyer, Outcome.NOT_REACHED, "engaged")
    (found,) = silence.waiting(pair.bela)
    pilot.app.push_screen(WalkScreen(pair.bela, found))
    await until_shown(pilot, "Wait a day")


async def step(pilot: Pilot[Any], pair: Two) -> None:
    """What came of a step."""
    await walk(pilot, pair)
    await pilot.press("enter")
    await until_shown(pilot, "What came of it?")


async def heard(pilot: Pilot[Any], pair: Two) -> None:
    """How they answered."""
    await walk(pilot, pair)
    await pilot.press("h")
    await until_shown(pilot, "How did they answer?")


async def follows(pilot: Pilot[Any], pair: Two) -> None:
    """What follows from the word for duress."""
    await heard(pilot, pair)
    await pilot.press("1")
    await until(pilot, lambda: isinstance(pilot.app.screen, Unseen))
    await pilot.press(*"cloudy", "enter")
    await until_shown(pilot, "What follows")


async def checking_in(pilot: Pilot[Any], pair: Two) -> None:
    """What can be done with a check-in."""
    await until_shown(pilot, "To the sea")
    await pilot.press("home", "i")
    await until_shown(pilot, "gets a new card")


async def word(pilot: Pilot[Any], pair: Two) -> None:
    """The agreed word."""
    await checking_in(pilot, pair)
    await pilot.press("1")
    await until(pilot, lambda: isinstance(pilot.app.screen, Unseen))


AT_BELA: list[Go] = [first, waiting, walk, under_way, step, heard, follows]
AT_ANNA: list[Go] = [checking_in, word]


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
@pytest.mark.parametrize("go", [*AT_BELA, *AT_ANNA], ids=lambda go: go.__name__)
async def test_a_picture(
    pair: Two, go: Go, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Each screen looks as it was looked at."""
    make_late(pair)
    agree_words(pair)
    set_clock(pair.bela, LATE)
    app = WatchedApp(pair.bela if go in AT_BELA else pair.anna)
    async with app.run_test(size=size) as pilot:
        await go(pilot, pair)
        await pilot.pause()
        assert _steady(rows(app)) == snapshot


def _steady(screen: str) -> str:
    """Return a screen without the numbers of cards, which are by chance."""
    return re.sub(r"\b\d{6,7}\b", lambda found: "0" * len(found[0]), screen)
