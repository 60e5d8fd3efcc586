"""Ways through the screens of sharing, for their tests."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from safejournal.tui.sharing.home import ACTS
from tests.tui.shell_app import app_of, rows, type_in, until, until_shown

LINES = [name for name, _about, _act in ACTS]
"""The lines of the first page; the number of each is its key."""


async def go_to(pilot: Pilot[Any], line: str) -> None:
    """Open one of the lines of the first page."""
    await pilot.press("c")
    await until_shown(pilot, "› Sharing", "My keys")
    await pilot.press(str(LINES.index(line) + 1))


async def paste(pilot: Pilot[Any], text: str) -> None:
    """Paste as a terminal does."""
    await type_in(pilot, f"\x1b[200~{text}\x1b[201~")


async def mark(pilot: Pilot[Any], name: str) -> None:
    """Move to a line of a list and mark it."""
    await to_line(pilot, name)
    await pilot.press("space")
    await pilot.pause()


async def to_line(pilot: Pilot[Any], name: str) -> None:
    """Move down to the line of a list in which this stands."""
    await pilot.press("home")
    for _ in range(60):
        await pilot.pause()
        lines = rows(app_of(pilot)).splitlines()
        if any(line.lstrip().startswith("▌") and name in line for line in lines):
            return
        await pilot.press("down")
    raise AssertionError(f"no line {name} in:\n{rows(app_of(pilot))}")


async def name_file(pilot: Pilot[Any], path: Path) -> None:
    """Answer a question for a file that is there."""
    await until(pilot, lambda: bool(pilot.app.screen.query("Query")))
    entry = pilot.app.screen.query_one("Query")
    vars(entry)  # an Input
    entry.value = str(path)  # type: ignore[attr-defined]
    await pilot.pause()
    await pilot.press("enter")


async def write_to(pilot: Pilot[Any], path: Path) -> None:
    """Answer a question for a new file."""
    await until_shown(pilot, "Write it into which")
    entry = pilot.app.screen.query_one("Input")
    entry.value = str(path)  # type: ignore[attr-defined]
    await pilot.press("enter")
