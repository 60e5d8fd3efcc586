"""This machine, in the app: what it keeps, and how that is removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.services.opening import Vault
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, until_shown


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_traces_are_told_with_their_remedy(
    vault: Vault, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chosen in the palette by its name; a page that scrolls, with nothing to be answered."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".bash_history").write_text("python3 start.py\n")
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f4", *"this machine", "enter")
        await until_shown(pilot, "This machine", "Python")
        await pilot.press("end")
        await until_shown(pilot, "anchor")
        await pilot.press("up", "home")
        await until_shown(pilot, "Program: ")
