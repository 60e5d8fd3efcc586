"""Pictures of the screens of sharing as rows of text, at 80x24 and at 40x10.

Ids and numbers are new in every run, and are put out of the picture; keys have tests of their own.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from safejournal.domain.records import Incident, Note
from safejournal.services import inbox, receiving, sharing
from safejournal.services.sharing import Choice, Tier
from tests.services.exchanging import LAWYER, Two, kept, trip_with
from tests.tui.sharing.ways import go_to, mark
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until_shown

Go = Callable[[Pilot[Any], Two], Awaitable[None]]


def _evidence(pair: Two, title: str) -> Path:
    file = pair.file(sharing.neutral_name())
    note = kept(pair.anna, Note(title=title, text="A grey car stood there."))
    choice = Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=(note,))
    sharing.export(pair.anna, choice, file)
    return file


async def first_page(pilot: Pilot[Any], pair: Two) -> None:
    """All there is, with something that waits."""
    receiving.receive(pair.bela, _evidence(pair, "What I saw"))
    await pilot.press("c")
    await until_shown(pilot, "My keys")


async def to_whom(pilot: Pilot[Any], pair: Two) -> None:
    """Who shall read it."""
    kept(pair.bela, LAWYER)
    await go_to(pilot, "Send")
    await until_shown(pilot, "To whom?", "Anna")
    await mark(pilot, "Anna")


async def how_much(pilot: Pilot[Any], pair: Two) -> None:
    """The three tiers."""
    await to_whom(pilot, pair)
    await pilot.press("enter")
    await until_shown(pilot, "How much?")


async def what(pilot: Pilot[Any], pair: Two) -> None:
    """Which records."""
    kept(pair.bela, Note(title="Secret", confidential=True))
    kept(pair.bela, trip_with(pair.anna_at_bela))
    await how_much(pilot, pair)
    await pilot.press("end", "enter")
    await until_shown(pilot, "Send › What?", "marked")


async def preview(pilot: Pilot[Any], pair: Two) -> None:
    """What leaves and what stays."""
    kept(pair.bela, Incident(title="With Vera Counsel", text="Vera Counsel was there."))
    await how_much(pilot, pair)
    await pilot.press("end", "enter")
    await until_shown(pilot, "Send › What?")
    await mark(pilot, "With Vera")
    await pilot.press("enter")
    await until_shown(pilot, "What leaves", "→")


async def the_inbox(pilot: Pilot[Any], pair: Two) -> None:
    """What came, once and again."""
    file = _evidence(pair, "What I saw")
    receiving.receive(pair.bela, file)
    receiving.receive(pair.bela, file)
    await go_to(pilot, "Inbox")
    await until_shown(pilot, "Evidence – Anna")


async def a_bundle(pilot: Pilot[Any], pair: Two) -> None:
    """One of them."""
    receiving.receive(pair.bela, _evidence(pair, "What I saw"))
    await go_to(pilot, "Inbox")
    await until_shown(pilot, "Evidence – Anna")
    await pilot.press("enter")
    await until_shown(pilot, "What I saw")


async def a_foreign_record(pilot: Pilot[Any], pair: Two) -> None:
    """A record of somebody else's."""
    await a_bundle(pilot, pair)
    await pilot.press("tab", "enter")
    await until_shown(pilot, "› From others", "Evidence")


async def received(pilot: Pilot[Any], pair: Two) -> None:
    """What was accepted."""
    receiving.receive(pair.bela, _evidence(pair, "What I saw"))
    inbox.accept(pair.bela, 1)
    await go_to(pilot, "Received")
    await until_shown(pilot, "From: Anna")


SCREENS: tuple[Go, ...] = (
    first_page, to_whom, how_much, what, preview, the_inbox, a_bundle,
    a_foreign_record, received,
)  # fmt: skip


def steady(picture: str) -> str:
    """Return a picture without what keys, ids and numbers have made of it."""
    picture = re.sub(r"\b([Nn])umber \d+", r"\1umber N", picture)
    return re.sub(r"\b[0-9a-f]{8}\b", "xxxxxxxx", picture)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
async def test_picture(
    pair: Two, screen: Go, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The screen looks as it did when somebody last looked at it, and fits into its window."""
    app = WatchedApp(pair.bela)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Written last")
        await screen(pilot, pair)
        await pilot.pause()
        picture = rows(app)
    lines = picture.splitlines()
    assert len(lines) <= size[1]
    assert max(map(len, lines)) <= size[0]
    assert steady(picture) == snapshot
