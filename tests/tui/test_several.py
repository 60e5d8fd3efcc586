"""Marking several records of the journal, acting on all of them, and filters that are kept."""

from __future__ import annotations

from safejournal.services import filters, journal
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from safejournal.tui.journal import Journal
from safejournal.tui.sharing.readers import ReadersScreen
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, rows, until, until_shown


async def test_several_are_marked_tagged_linked_and_given(vault: Vault, life: Life) -> None:
    """Space marks, m acts on all that are marked; giving leads through the preview of sharing."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records")
        await pilot.press("space", "down", "space")
        shown = await until_shown(pilot, "2 marked", "[x]", "[ ]")
        assert shown.count("[x]") == 2
        await pilot.press("m")
        await until_shown(pilot, "Add a tag", "2 records")
        await pilot.press("1", *"осень", "enter")
        await until(pilot, lambda: app.told == ["2 records changed."])
        await until(pilot, lambda: "marked" not in rows(app))
        assert ("осень", 2) in journal.tags(vault)
        await pilot.press("home", "space", "m")
        await until_shown(pilot, "Link with a record")
        await pilot.press("3", *"ласт")
        await until_shown(pilot, "Ласточка", "Contact")
        await pilot.press("enter")
        await until_shown(pilot, "A few words, or nothing.")
        await pilot.press("enter")
        await until(pilot, lambda: len(app.told) == 2)
        await pilot.press("space", "ь", "4")
        await until(pilot, lambda: isinstance(app.screen, ReadersScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Journal))


async def test_a_tag_is_taken_off_and_escape_takes_marks_off(vault: Vault, life: Life) -> None:
    """Only tags that they carry are offered; the first Esc takes the marks off, no more."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f6", "2")
        await until_shown(pilot, "1 record")
        await pilot.press("space")
        await until_shown(pilot, "1 marked")
        await pilot.press("m", "2")
        await until_shown(pilot, "Which tag?", "слежка")
        await pilot.press("2")
        await until(pilot, lambda: app.told == ["1 record changed."])
        assert journal.tags(vault) == [("дом", 1)]
        await until(pilot, lambda: isinstance(app.screen, Journal))
        await pilot.press("space")
        await until_shown(pilot, "1 marked")
        await pilot.press("escape")
        await until(pilot, lambda: "marked" not in rows(app))
        assert "Incidents" in rows(app)


async def test_a_filter_is_kept_used_and_dropped(vault: Vault, life: Life) -> None:
    """What is shown now is kept under a name; F6, f, and it is shown again; so is it dropped."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("slash", *"двое", "enter", "2")
        await until_shown(pilot, "1 found", "Incidents")
        await pilot.press("f")
        await until_shown(pilot, "Which filter?", "Keep what is shown now")
        await pilot.press("1", *"men at the door", "enter")
        await until(pilot, lambda: bool(filters.kept(vault)))
        await pilot.press("escape")
        await until_shown(pilot, "6 records")
        await pilot.press("f")
        await until_shown(pilot, "men at the door", "Incidents · “двое”")
        await pilot.press("1")
        await until_shown(pilot, "1 found", "Incidents")
        await pilot.press("f8", "f4", *"men at")
        await until_shown(pilot, "men at the door", "Incidents · “двое”")
        await pilot.press("enter")
        await until_shown(pilot, "1 found", "Incidents")
        await pilot.press("escape", "f", "2")
        await until_shown(pilot, "Drop which filter?")
        await pilot.press("1")
        await until(pilot, lambda: not filters.kept(vault))


async def test_a_wide_window_tells_the_marked_record_beside_the_list(
    vault: Vault, life: Life
) -> None:
    """At 160 columns its text stands beside; hidden numbers stay hidden; at 80 there is no pane."""
    app = WatchedApp(vault)
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "6 records", "wanted in the home state")
        await pilot.press("4")
        shown = await until_shown(pilot, "1 record", "lawyer", "Signal")
        assert "010203" not in shown
        await pilot.press("0")
        await pilot.resize_terminal(*WIDE)
        await until(pilot, lambda: "wanted in the home state" not in rows(app))


async def test_an_empty_journal_says_what_to_do(vault: Vault) -> None:
    """No bare list: what will stand there, and which key begins."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await pilot.press("f6")
        await until_shown(pilot, "F2 writes the first record.")
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, Choose))


async def test_the_mouse_does_what_keys_do(vault: Vault, life: Life) -> None:
    """A click on a place, a row or a hint of the last line; a wide record has two panes."""
    app = WatchedApp(vault)
    async with app.run_test(size=(160, 45)) as pilot:
        await until_shown(pilot, "Due")
        await pilot.click(offset=(14, 0))
        await until_shown(pilot, "6 records")
        lines = rows(app).splitlines()
        await pilot.click(offset=(20, next(y for y, t in enumerate(lines) if "Двое у" in t)))
        await until_shown(pilot, "› Двое у подъезда", "│ ")
        lines = rows(app).splitlines()
        assert any("Title" in line or "Двое" in line for line in lines)
        page, tied = app.screen.query_one("#page"), app.screen.query_one("#tied")
        assert page.region.right <= tied.region.x
        await pilot.click(offset=(lines[-1].index("F1 Help"), 44))
        await until_shown(pilot, "Keys here")
