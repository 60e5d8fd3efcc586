"""The list of all records: filtered, searched while somebody types, quick with thousands."""

from __future__ import annotations

import threading

import pytest

from safejournal.domain import records as r
from safejournal.domain.times import When
from safejournal.domain.versions import Record
from safejournal.errors import Refused
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui import journal as screen
from safejournal.tui.form import FormScreen
from safejournal.tui.journal import Journal, Sought
from safejournal.tui.listing import FIRST_HITS, Found, Wanted, look_up
from safejournal.tui.rows import Rows
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, day, rows, until, until_shown


async def test_every_record_stands_there_newest_first(vault: Vault, life: Life) -> None:
    """Without a filter all are shown, in the order in which things happened."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        shown = await until_shown(pilot, "6 records", "all kinds")
    assert shown.index("Двое у подъезда") < shown.index("Meeting at the café")


@pytest.mark.parametrize(
    ("typed", "found"),
    [("мужч", "Двое у подъезда"), ("МУЖЧИН спраш", "Двое у подъезда"), ("meet", "Meeting")],
)
async def test_typing_finds_by_the_beginnings_of_words(
    vault: Vault, life: Life, typed: str, found: str
) -> None:
    """One word, in any script and case, is enough; the others vanish."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *typed)
        shown = await until_shown(pilot, "1 found", found)
    assert "Загранпаспорт" not in shown


async def test_what_was_found_is_marked(vault: Vault, life: Life) -> None:
    """The letters that were found are underlined, in the name and in the text below it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"двое")
        await until_shown(pilot, "1 found")
        await pilot.pause()
        painted = app.screen._compositor.render_strips()
    marked = {
        segment.text.strip()
        for strip in painted
        for segment in strip
        if segment.style is not None and segment.style.underline
    }
    assert {"Двое", "двое"} <= marked


async def test_masked_words_find_without_being_shown(vault: Vault, life: Life) -> None:
    """The number of a paper finds the paper, but no line of the list shows it."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"1234567")
        shown = await until_shown(pilot, "1 found", "Загранпаспорт")
    assert "1234567" not in shown.split("1 found")[1]


async def test_inside_words_is_asked_for(vault: Vault, life: Life) -> None:
    """The middle of a word finds nothing until it is asked for; the line says which holds."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"жчин")
        await until_shown(pilot, "0 found", "beginnings of words")
        await pilot.press("enter", "i")
        await until_shown(pilot, "1 found", "inside words too", "Двое у подъезда")


async def test_a_number_shows_one_kind_and_zero_all(vault: Vault, life: Life) -> None:
    """The kinds are numbered as in the list that F2 opens."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        await pilot.press("4")
        shown = await until_shown(pilot, "1 record", "Contacts", "Ласточка")
        assert "Двое у подъезда" not in shown
        await pilot.press("0")
        await until_shown(pilot, "6 records", "all kinds")


async def test_a_tag_narrows_list_and_search(vault: Vault, life: Life) -> None:
    """A tag is chosen from those in use, and holds while searching too."""
    journal.record(vault, r.Note(title="Двое в кафе"))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "7 records")
        await pilot.press("t")
        await until_shown(pilot, "Which tag?", "слежка")
        await pilot.press("3")
        await until_shown(pilot, "1 record", "#слежка")
        await pilot.press("slash", *"двое")
        shown = await until_shown(pilot, "1 found")
        assert "Двое у подъезда" in shown
        assert "Двое в кафе" not in shown


async def test_escape_shows_everything_again(vault: Vault, life: Life) -> None:
    """One key leads back from any search and filter."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6", "4")
        await until_shown(pilot, "1 record")
        await pilot.press("slash", *"зз")
        await until_shown(pilot, "0 found")
        await pilot.press("escape", "escape")
        await until_shown(pilot, "6 records", "all kinds")
        assert app.screen.query_one(Sought).value == ""


async def test_search_is_reached_from_anywhere(vault: Vault, life: Life) -> None:
    """F3 leads to the line for searching from inside a record too."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Journal))
        await pilot.press("f3", *"meet")
        await until_shown(pilot, "1 found")


async def test_typing_goes_on_while_a_search_takes_its_time(
    vault: Vault, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow look-up holds up no key; of what was typed meanwhile only the last is looked up."""
    looked: list[str] = []
    go_on = threading.Event()

    def slow(of: Vault, wanted: Wanted) -> Found:
        looked.append(wanted.query)
        if wanted.query == "к":
            go_on.wait(20)
        return look_up(of, wanted)

    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        monkeypatch.setattr(screen, "look_up", slow)
        await pilot.press("slash", *"к")
        await until(pilot, lambda: looked == ["к"])
        await pilot.press("backspace", *"meet")
        assert app.screen.query_one(Sought).value == "meet"
        go_on.set()
        await until_shown(pilot, "1 found", "Meeting")
    assert looked == ["к", "meet"]


async def test_a_search_that_fails_says_why_and_leaves_the_list(
    vault: Vault, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pulled stick is one sentence; what was shown stays, and the next key tries again."""

    def failing(_vault: Vault, wanted: Wanted) -> Found:
        if wanted.query == "c":
            raise Refused("The disk cannot be read.")
        return look_up(vault, wanted)

    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        monkeypatch.setattr(screen, "look_up", failing)
        await pilot.press("slash", "c")
        await until(pilot, lambda: bool(app.told))
        assert app.told == ["The disk cannot be read."]
        assert "Двое у подъезда" in rows(app)
        await pilot.press("a")
        await until_shown(pilot, "1 found")


async def test_thousands_are_read_a_page_at_a_time(vault: Vault) -> None:
    """At first one page is in the list; the next ones come as somebody moves down."""
    for number in range(450):
        journal.record(vault, r.Note(title=f"Note {number}", when=When(day=day(-number))))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "450 records", "Note 0")
        listed = app.screen.query_one(Rows)
        assert listed.option_count == journal.PAGE
        await pilot.press("end")
        await until(pilot, lambda: listed.option_count == 2 * journal.PAGE)
        assert isinstance(listed.chosen, Record)
        assert listed.chosen.content is not None
        assert listed.chosen.content.title == "Note 199"
        await pilot.press("end")
        await until(pilot, lambda: listed.option_count == 450)


async def test_a_search_looks_first_for_a_screenful(vault: Vault) -> None:
    """Of many hits a few are looked for while somebody types, more when they are scrolled to."""
    for number in range(FIRST_HITS + 30):
        journal.record(vault, r.Note(title=f"дождь {number}"))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"дождь")
        await until_shown(pilot, f"{FIRST_HITS}+ found")
        await pilot.press("enter", "end")
        await until_shown(pilot, f"{FIRST_HITS + 30} found")


async def test_a_narrow_window_shows_time_and_name(vault: Vault, life: Life) -> None:
    """Forty columns and ten lines are enough to search."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("slash", *"двое")
        shown = await until_shown(pilot, "12 May 2026", "Двое у подъезда")
    assert all(len(line) <= NARROW[0] for line in shown.splitlines())


async def test_a_form_that_is_open_is_not_closed_by_a_search(vault: Vault, life: Life) -> None:
    """F3 leads to the journal, but over no form: what was being written stays where it is."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        await pilot.press("f2", "1")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("f3")
        await until(pilot, lambda: bool(app.told))
        assert isinstance(app.screen, FormScreen)
        assert app.told == ["A form is open in the journal. Esc leaves it; what you typed is kept."]
