"""Pictures of every screen as rows of text, at 80x24 and at 40x10.

They are looked at by people in every change of the screens: `pytest --snapshot-update` takes them
anew. Only invented people stand in them.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.widgets import Input

from safejournal.services.opening import Vault
from safejournal.tui.detail import Detail
from safejournal.tui.history import History
from safejournal.tui.rows import Rows
from safejournal.tui.working import Working
from tests.tui.shell_app import (
    NARROW,
    WIDE,
    Life,
    WatchedApp,
    app_of,
    begin_draft,
    fill,
    rows,
    until,
    until_shown,
)

Go = Callable[[Pilot[Any], Life], Awaitable[None]]


async def today(pilot: Pilot[Any], life: Life) -> None:
    """What is due, unfinished and written last."""
    await until_shown(pilot, "Due")


async def journal(pilot: Pilot[Any], life: Life) -> None:
    """All records."""
    await pilot.press("f6")
    await until_shown(pilot, "6 records")


async def filtered(pilot: Pilot[Any], life: Life) -> None:
    """One kind of them."""
    await pilot.press("f6", "2")
    await until_shown(pilot, "1 record", "Incidents")


async def searching(pilot: Pilot[Any], life: Life) -> None:
    """While somebody types."""
    await pilot.press("slash", *"мужч")
    await until_shown(pilot, "1 found")


async def tags(pilot: Pilot[Any], life: Life) -> None:
    """Which tag."""
    await pilot.press("f6", "t")
    await until_shown(pilot, "Which tag?", "слежка")


async def marked(pilot: Pilot[Any], life: Life) -> None:
    """What can be done to the records that are marked."""
    await pilot.press("f6")
    await until_shown(pilot, "6 records")
    await pilot.press("space", "space", "m")
    await until_shown(pilot, "2 records", "Add a tag")


async def settings(pilot: Pilot[Any], life: Life) -> None:
    """What can be set."""
    await pilot.press("f4", *"settings", "enter")
    await until_shown(pilot, "What do you want to set?")


async def detail(pilot: Pilot[Any], life: Life) -> None:
    """An incident to read."""
    pilot.app.push_screen(Detail(app_of(pilot).vault, life.incident))
    await until_shown(pilot, "Двое у подъезда", "→")


async def masked(pilot: Pilot[Any], life: Life) -> None:
    """A contact, with what is hidden."""
    pilot.app.push_screen(Detail(app_of(pilot).vault, life.contact))
    await until_shown(pilot, "Ласточка", "←")


async def history(pilot: Pilot[Any], life: Life) -> None:
    """Two versions of an incident."""
    pilot.app.push_screen(History(app_of(pilot).vault, life.incident))
    await until_shown(pilot, "History", "Sealed on")
    await pilot.pause()


async def kinds(pilot: Pilot[Any], life: Life) -> None:
    """What to write down."""
    await pilot.press("f2")
    await until_shown(pilot, "What do you want to write down?", "Note")


async def palette(pilot: Pilot[Any], life: Life) -> None:
    """What can be done."""
    await pilot.press("f4")
    await until(pilot, lambda: pilot.app.screen.query_one(Rows).option_count > 5)


async def palette_with_records(pilot: Pilot[Any], life: Life) -> None:
    """An act and a record that fit what was typed."""
    await pilot.press("f4", *"rot")
    await pilot.press(*["backspace"] * 3, *"двое")
    await until_shown(pilot, "Двое у подъезда", "Records")


async def help_keys(pilot: Pilot[Any], life: Life) -> None:
    """The keys."""
    await pilot.press("f1")
    await until_shown(pilot, "Keys here")


async def help_limits(pilot: Pilot[Any], life: Life) -> None:
    """The limits."""
    await pilot.press("f1", "tab")
    await until_shown(pilot, "What this does not protect")


async def removing(pilot: Pilot[Any], life: Life) -> None:
    """The one question before a record is taken out."""
    pilot.app.push_screen(Detail(app_of(pilot).vault, life.note))
    await until_shown(pilot, "Meeting at the café")
    await pilot.press("r")
    await until_shown(pilot, "Take this record out", "Keep it")


async def linking(pilot: Pilot[Any], life: Life) -> None:
    """A question answered with a line."""
    from safejournal.tui.ask import Ask

    pilot.app.push_screen(Ask("What it has to do with it", explained="A few words, or nothing."))
    await until(pilot, lambda: bool(pilot.app.screen.query(Input)))


async def working(pilot: Pilot[Any], life: Life) -> None:
    """Slow work, half done."""
    go_on = threading.Event()
    screen: Working[bool] = Working("Writing the file out", lambda _progress: go_on.wait(0.5))
    pilot.app.push_screen(screen)
    await until_shown(pilot, "Writing the file out")
    screen.on_working_went(Working.Went(7_000_000, 14_000_000))
    await until_shown(pilot, "50 %")


async def looks(pilot: Pilot[Any], life: Life) -> None:
    """How it shall look."""
    await pilot.press("f12")
    await until_shown(pilot, "How shall it look?")


async def dossier(pilot: Pilot[Any], life: Life) -> None:
    """What would stand in a chronology."""
    from safejournal.services import dossier as dossiers
    from safejournal.services.sharing import Choice
    from safejournal.tui.dossier import DossierPreview

    vault = app_of(pilot).vault
    pilot.app.push_screen(DossierPreview(vault, dossiers.see(vault, Choice(everything=True))))
    await until_shown(pilot, "What leaves", "entries")


SCREENS: tuple[Go, ...] = (
    today, journal, filtered, searching, tags, marked, settings, detail, masked, history, kinds,
    palette, palette_with_records, help_keys, help_limits, removing, linking, working, looks,
    dossier,
)  # fmt: skip


def steady(picture: str) -> str:
    """Return a picture without what chance made: the digits of ids, a scrollbar's fraction."""
    return re.sub(r"\b[0-9a-f]{8}\b", "xxxxxxxx", picture)


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
async def test_picture(
    vault: Vault, screen: Go, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The screen looks as it did when somebody last looked at it, and fits into its window."""
    life = fill(vault)
    begin_draft(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Due")
        await screen(pilot, life)
        await pilot.pause()
        picture = rows(app)
    lines = picture.splitlines()
    assert len(lines) <= size[1]
    assert max(map(len, lines)) <= size[0]
    assert steady(picture) == snapshot


@pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
async def test_picture_of_an_empty_journal(
    vault: Vault, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Whoever begins sees what to do, in a small window too."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Nothing is written here yet.")
        assert rows(app) == snapshot
