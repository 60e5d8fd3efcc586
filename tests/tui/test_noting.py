"""What to note of an incident, in its form."""

from __future__ import annotations

from safejournal.domain.words import Kind
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from safejournal.tui.form import FormScreen
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, until, until_shown


async def test_the_questions_of_a_sort_are_put_into_the_text(vault: Vault, life: Life) -> None:
    """Ctrl+T asks for the sort where it is not known, shows the questions, and puts them in."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        form = FormScreen(vault, Kind.INCIDENT)
        app.push_screen(form)
        await until_shown(pilot, "New: Incident")
        await pilot.press(*"Car", "ctrl+е")
        await until_shown(pilot, "What sort of incident was it?")
        await pilot.press("3")
        await until_shown(pilot, "What to note: surveillance", "Face, clothes, gait?")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is form)
        answers = form.sheet.answers()
    assert answers["category"] == "surveillance"
    assert answers["title"] == "Car"
    assert "Face, clothes, gait? Car: make, colour, number?" in answers["text"]


async def test_the_text_stays_as_it_is_where_that_is_wanted(vault: Vault, life: Life) -> None:
    """Esc and the second answer change nothing, in a small window too; notes have no such key."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        form = FormScreen(vault, Kind.INCIDENT, record=life.incident)
        app.push_screen(form)
        await until_shown(pilot, "Change: Incident")
        before = form.sheet.answers()
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        await pilot.press("2")
        await until(pilot, lambda: app.screen is form)
        assert form.sheet.answers() == before
        app.push_screen(FormScreen(vault, Kind.NOTE))
        await until_shown(pilot, "New: Note")
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(app.screen, FormScreen)
