"""The handbook in the app: found from the help and the palette, read, and turned over."""

from __future__ import annotations

import pytest

from safejournal.i18n import speaking
from safejournal.services import handbook
from safejournal.services.opening import Vault
from safejournal.tui.handbook import ChapterScreen, HandbookScreen, told
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, until, until_shown


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_chapter_is_found_from_the_help(vault: Vault, size: tuple[int, int]) -> None:
    """F1, Enter, a word of the fear, Enter: it is read, the next one follows, Esc leads back."""
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await pilot.press("f1", "enter")
        await until(pilot, lambda: isinstance(app.screen, HandbookScreen))
        await pilot.press("f3", *"laptop", "enter", "enter")
        await until_shown(pilot, "They took my laptop")
        await pilot.press("enter")
        await until_shown(pilot, "Practising, alone or in a room")
        assert isinstance(app.screen, ChapterScreen)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HandbookScreen))


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_mark_of_markdown_is_left(language: str) -> None:
    """What is shown is to be read by people who never heard of it."""
    with speaking(language):
        for each in handbook.chapters(language):
            shown = told(each.text).plain
            assert not any(mark in shown for mark in ("**", "`", "## ")), each.id
