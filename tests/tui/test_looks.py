"""Every look can be read: by computation, without colour, on sixteen colours, in a small window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.color import Color
from textual.screen import Screen
from textual.strip import Strip

from safejournal.services.opening import Vault
from safejournal.services.settings import LOOKS
from safejournal.tui import places
from safejournal.tui.ask import Ask
from safejournal.tui.choose import sure
from safejournal.tui.cover import Cover
from safejournal.tui.detail import Detail
from safejournal.tui.help import Help
from safejournal.tui.history import History
from safejournal.tui.palette import Palette
from safejournal.tui.theme import MONOCHROME, THEMES
from safejournal.tui.working import Working
from tests.tui.contrast import READABLE, TEXT, contrast
from tests.tui.shell_app import (
    NARROW,
    WIDE,
    Life,
    WatchedApp,
    fill,
    new_journal,
    rows,
    until,
    until_shown,
)

COLOURED = [theme for theme in THEMES.values() if theme.name != MONOCHROME]

PAIRS = (
    ("text", "background", TEXT),
    ("text-muted", "background", TEXT),
    ("text-primary", "background", TEXT),
    ("text-warning", "background", TEXT),
    ("text-error", "background", TEXT),
    ("text", "panel", TEXT),
    ("text-muted", "panel", READABLE),
    ("text-primary", "panel", READABLE),
    ("text-warning", "panel", READABLE),
    ("block-cursor-foreground", "block-cursor-background", TEXT),
    ("found", "found-ground", TEXT),
    ("practice", "practice-ground", TEXT),
    ("input-cursor-foreground", "input-cursor-background", TEXT),
    ("input-selection-foreground", "input-selection-background", READABLE),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background", TEXT),
)
"""Letters and the ground they stand on, and the contrast between them."""


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_pair_of_colours_can_be_read(theme: Any) -> None:
    """Text has at least 7:1, anything else that is read at least 4.5:1, in every look."""
    variables = {**theme.to_color_system().generate(), **theme.variables}
    poor = {}
    for letters, ground, least in PAIRS:
        found = contrast(Color.parse(variables[letters]), Color.parse(variables[ground]))
        if found < least:
            poor[letters, ground] = round(found, 2)
    assert not poor


def _painted(app: WatchedApp) -> list[Strip]:
    return app.screen._compositor.render_strips()


def _letters(strips: list[Strip]) -> list[tuple[str, Any]]:
    return [(s.text, s.style) for strip in strips for s in strip if s.text.strip()]


@pytest.mark.parametrize("look", [look for look in LOOKS if look != MONOCHROME])
async def test_sixteen_colours_lose_no_letter(vault: Vault, life: Life, look: str) -> None:
    """Brought down to sixteen colours, as on a console, no letter has the colour of its ground."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.theme = look
        for place in places.SCREENS:
            app.switch_mode(place)
            await pilot.pause(0.1)
            for text, style in _letters(_painted(app)):
                ink, ground = (
                    RichColor.downgrade(c, ColorSystem.STANDARD).number
                    for c in (style.color, style.bgcolor)
                )
                assert ink != ground, (place, text)


async def test_the_look_without_colours_has_none(vault: Vault, life: Life) -> None:
    """Only the terminal's own two; the chosen row is reversed, what was found underlined."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.theme = MONOCHROME
        await pilot.press("slash", *"двое", "enter")
        await until_shown(pilot, "1 found")
        await pilot.pause()
        letters = _letters(_painted(app))
    colours = {c for _text, style in letters for c in (style.color, style.bgcolor) if c is not None}
    assert all(colour.is_default for colour in colours)
    (chosen,) = {bool(style.reverse) for text, style in letters if "Incident" in text}
    assert chosen
    assert any(style.underline and text == "Двое" for text, style in letters)


async def test_no_color_means_the_look_without_colours(
    vault: Vault, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """NO_COLOR in the environment is honoured from the first picture on."""
    monkeypatch.setenv("NO_COLOR", "1")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due")
        assert app.theme == MONOCHROME
        letters = _letters(_painted(app))
    assert all(style.color is None or style.color.is_default for _text, style in letters)


async def test_the_chosen_row_is_known_without_colour(vault: Vault, life: Life) -> None:
    """A bar stands before it; it moves with it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Due")
        assert "▌ late by 2 days" in shown
        await pilot.press("down")
        assert "▌ in 3 days" in await until_shown(pilot, "▌ in 3 days")


async def test_a_look_is_chosen_and_stays(vault: Vault, life: Life) -> None:
    """F12 asks; the look holds on every screen, and the next time too."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f12", "3")
        await until(pilot, lambda: app.theme == "contrast")
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        assert app.theme == "contrast"
    assert WatchedApp(vault).theme == "contrast"


def _dialogs(vault: Vault, life: Life) -> list[Screen[Any]]:
    from safejournal.tui.attach import AttachDialog
    from safejournal.tui.form import FormScreen
    from safejournal.tui.picker import RecordPicker

    return [
        Detail(vault, life.incident),
        History(vault, life.incident),
        sure("Sure?", "Yes", "No"),
        Ask("What?"),
        Palette(vault, []),
        Help([]),
        Working("Working", lambda _progress: None),
        FormScreen(vault, life.note.kind),
        RecordPicker(vault, None),
        AttachDialog(vault, life.note),
    ]


BAND = "PRACTICE – nothing here is real"


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_practice_journal_says_so_on_every_screen(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """The first line of each place, page and dialog is the band; nothing covers it."""
    with new_journal(tmp_path / "practice", practice=True).open() as vault:
        life = fill(vault)
        app = WatchedApp(vault)
        async with app.run_test(size=size) as pilot:
            for place in places.SCREENS:
                app.switch_mode(place)
                await pilot.pause(0.05)
                assert BAND in rows(app).splitlines()[0], place
            for screen in _dialogs(vault, life):
                app.push_screen(screen)
                await pilot.pause(0.05)
                assert BAND in rows(app).splitlines()[0], screen
                if app.screen is screen:
                    app.pop_screen()


async def test_a_real_journal_has_no_band(vault: Vault, life: Life) -> None:
    """The band is the mark of practice alone."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        assert "PRACTICE" not in await until_shown(pilot, "Due")


@pytest.mark.parametrize("size", [(39, 24), (80, 9), (10, 3)])
async def test_a_window_that_is_too_small_says_only_that(
    vault: Vault, life: Life, size: tuple[int, int]
) -> None:
    """Below forty columns or ten lines one sentence covers everything until there is room."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due")
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: bool(app.screen.query(Cover)))
        await pilot.pause()
        words = " ".join(rows(app).split())
        assert words == "The window is too small."[: len(words)]
        await pilot.press("f6")
        await until(pilot, lambda: bool(app.screen.query(Cover)))
        await pilot.resize_terminal(*WIDE)
        await until_shown(pilot, "6 records")
        await pilot.press("f5")
        await until_shown(pilot, "Written last")


async def test_what_is_typed_goes_on_below_the_cover(vault: Vault, life: Life) -> None:
    """A window made too small while somebody types loses no letter."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"дв")
        await pilot.resize_terminal(20, 5)
        await until(pilot, lambda: bool(app.screen.query(Cover)))
        await pilot.press(*"ое")
        await pilot.resize_terminal(*WIDE)
        await until_shown(pilot, "двое", "1 found")
