"""The first hour: what a new journal offers, the first record, and the limits, always findable."""

from __future__ import annotations

import re

from safejournal.domain.records import Note
from safejournal.domain.words import Kind
from safejournal.services import first_steps, journal
from safejournal.services.first_steps import GROWN, Step
from safejournal.services.opening import Vault
from safejournal.tui import places
from safejournal.tui.form import FormScreen
from safejournal.tui.help import Help
from safejournal.tui.today import Today
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, rows, until, until_shown


async def test_the_first_record_is_led_to(vault: Vault) -> None:
    """Enter alone leads to it; a sentence says that one line is enough; after it, what is next."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Nothing is written here yet.", "▌ Write the first record")
        await pilot.press("enter")
        await until_shown(pilot, "What do you want to write down?")
        await pilot.press("2")
        await until_shown(pilot, "Your first record. One line is enough")
        await pilot.press(*"Call", "f10")
        await until(pilot, lambda: isinstance(app.screen, Today))
        assert any("F3 finds it" in told for told in app.told)
        await until_shown(pilot, "Write down whom to call")
        assert "Write the first record" not in rows(app)
        app.push_screen(FormScreen(vault, Kind.NOTE))
        await until_shown(pilot, "New: Note")
        assert "Your first record" not in rows(app)
    assert first_steps.waiting(vault) == [Step.CONTACT, Step.BACKUP, Step.LIMITS]


async def test_the_limits_are_read_once_and_found_always(vault: Vault) -> None:
    """Their step goes once they were opened; F4 leads there for ever, in a small window too."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await until_shown(pilot, "Write the first record")
        await pilot.press("end", "enter")
        await until(pilot, lambda: isinstance(app.screen, Help))
        await until_shown(pilot, "What this does not protect")
        await pilot.press("escape")
        await until(pilot, lambda: Step.LIMITS not in first_steps.waiting(vault))
        await pilot.press("f4", *"limits", "enter")
        await until_shown(pilot, "What this does not protect")


async def test_the_steps_are_put_aside(vault: Vault, life: Life) -> None:
    """The key x puts them all away, and they stay away."""
    app = WatchedApp(vault)
    async with app.run_test(size=(80, 30)) as pilot:
        await until_shown(pilot, "First steps", "Make a backup")
        await pilot.press("end", "x")
        await until(pilot, lambda: "First steps" not in rows(app))
    assert first_steps.waiting(vault) == []


def test_a_grown_journal_is_told_nothing(vault: Vault) -> None:
    """Whoever has written twenty records knows how."""
    for number in range(GROWN):
        assert first_steps.waiting(vault)
        journal.record(vault, Note(title=f"{number}"))
    assert not first_steps.waiting(vault)


async def test_a_quick_note_is_one_key(vault: Vault, life: Life) -> None:
    """The key q opens the form of a note from any place, й on a Russian keyboard too."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f8")
        await until_shown(pilot, "Ласточка")
        await pilot.press("й")
        await until_shown(pilot, "New: Note")
        await pilot.press(*"grey car", "f10")
        await until(pilot, lambda: not isinstance(app.screen, FormScreen))
    assert journal.last_written(vault, 1)[0].content == Note(title="grey car")


async def test_no_screen_of_an_empty_journal_is_at_a_loss(vault: Vault) -> None:
    """Each place and list says what it is for and names a key that goes on from there."""
    lists = ("share('inbox')", "share('sent')", "waiting", "picture('patterns')")
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        for action in (*(f"go('{place}')" for place in places.SCREENS), *lists):
            await app.run_action(action)
            await until_shown(pilot, "F1 Help")
            await pilot.pause()
            body = "\n".join(rows(app).splitlines()[1:-1])
            assert re.search(r"\b(F\d+|Ins|[acq1-5]|\+)\b|▌ ", body), (action, body)
            while len(app.screen_stack) > 1:
                app.pop_screen()
                await pilot.pause()
