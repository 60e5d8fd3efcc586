"""The first screen says what is due, what is unfinished, and what to do."""

from __future__ import annotations

from datetime import timedelta

from safejournal.domain import records as r
from safejournal.domain.words import Kind
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.tui.app import JournalApp
from safejournal.tui.form import FormScreen
from tests.tui.shell_app import (
    WIDE,
    Life,
    WatchedApp,
    begin_draft,
    until,
    until_shown,
)


async def test_an_empty_journal_says_what_to_do(vault: Vault) -> None:
    """Somebody who has just begun reads how the first record is written, and by which key."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Nothing is written here yet.")
    assert "Write the first record" in shown
    assert "F2 New" in shown


async def test_what_is_due_stands_on_top(vault: Vault, life: Life) -> None:
    """Late things first, each with how far away it is in words."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Written last")
    lines = [line for line in shown.splitlines() if "late by" in line or " in " in line]
    assert "late by 2 days" in lines[0]
    assert "Розыск" in lines[0]
    assert "in 3 days" in lines[1]
    assert "Вызовы через родных" in lines[1]
    assert "in 90 days" in lines[2]
    assert "Загранпаспорт" in lines[2]


async def test_a_check_in_that_is_due_now_says_when(vault: Vault) -> None:
    """A check-in has its hour beside it, in the time of this place."""
    due = (vault.clock() + timedelta(hours=3)).isoformat(timespec="minutes")
    journal.record(vault, r.Trip(title="Тбилиси", checkins=(r.Appointment(due=due),)))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Тбилиси")
    assert "check-in, 13:00" in shown


async def test_a_draft_is_named_and_enter_goes_on_writing(vault: Vault, life: Life) -> None:
    """What somebody was writing is offered again, and opens as it was left."""
    draft = begin_draft(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "You were writing", "Звонок с чужого номера")
        assert "1 unfinished form" in shown
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        assert isinstance(app.screen, FormScreen)
        assert app.screen.scratch.draft.id == draft.id


async def test_nothing_is_said_of_drafts_when_there_are_none(vault: Vault, life: Life) -> None:
    """The sentence about what was kept stands there only when something was."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Due")
    assert "unfinished" not in shown


async def test_a_draft_is_thrown_away_only_after_a_yes(vault: Vault) -> None:
    """Del asks; the answer that is marked first keeps the draft."""
    begin_draft(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "You were writing")
        await pilot.press("delete")
        await until_shown(pilot, "Throw this draft away?")
        await pilot.press("enter")
        await pilot.pause()
        assert len(drafts.waiting(vault)) == 1
        await pilot.press("delete", "down", "enter")
        await until(pilot, lambda: not drafts.waiting(vault))
        await until_shown(pilot, "Nothing is written here yet.")


async def test_masked_answers_never_name_a_draft(vault: Vault) -> None:
    """An agreed word that was typed first does not stand on the first screen."""
    answers = {"words.all_well": "купила хлеб"}
    drafts.keep(vault, drafts.begin(vault, Kind.CONTACT), answers)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Contact, just begun")
    assert "хлеб" not in shown


async def test_the_screen_tells_what_was_written_meanwhile(vault: Vault, life: Life) -> None:
    """Coming back from another screen, the list is the newest."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("f6")
        journal.record(vault, r.Note(title="Новое"))
        await pilot.press("f5")
        await until_shown(pilot, "Новое")


async def test_a_removed_record_comes_back_with_u(vault: Vault, life: Life) -> None:
    """Undo brings back what was taken out last, and says its name."""
    journal.remove(vault, life.note.id)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        assert "Meeting" not in await until_shown(pilot, "Written last")
        await pilot.press("u")
        await until_shown(pilot, "Meeting at the café")
        assert app.told == ["Brought back: Meeting at the café"]
        await pilot.press("u")
        await pilot.pause()
        assert app.told[-1] == "There is nothing to bring back."


async def test_the_place_of_the_highlight_is_kept(vault: Vault, life: Life) -> None:
    """Whoever comes back from a record finds the same line marked."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("down", "down", "enter")
        await until_shown(pilot, "Today › Загранпаспорт")
        await pilot.press("escape")
        shown = await until_shown(pilot, "Written last")
    (marked,) = [line for line in shown.splitlines() if line.startswith("▌")]
    assert "Загранпаспорт" in marked


def test_the_window_title_says_nothing() -> None:
    """Neither the program's name nor anything of the person stands in a title."""
    assert JournalApp.TITLE == "journal"
