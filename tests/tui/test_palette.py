"""The palette lists what can be done and finds records; the help tells the keys and the limits."""

from __future__ import annotations

import re

import pytest
from textual.widgets import Input

from safejournal.domain import records as r
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from safejournal.tui.detail import Detail
from safejournal.tui.form import FormScreen
from safejournal.tui.help import Help
from safejournal.tui.palette import Palette, acts_of
from safejournal.tui.rows import Rows
from safejournal.wording.limits import LIMITS
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, rows, type_in, until, until_shown


async def test_it_lists_every_act_of_the_screen(vault: Vault, life: Life) -> None:
    """All acts that the screen offers stand in the palette, each with its key and meaning."""
    app = WatchedApp(vault)
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(Detail(vault, life.contact))
        await until_shown(pilot, "Ласточка")
        acts = acts_of(app.screen)
        await pilot.press("f4")
        shown = await until_shown(pilot, "What to do")
        for _page in range(2):
            await pilot.press("pagedown")
            await pilot.pause()
            shown += rows(app)  # there are more than fit
    names = {"edit", "history", "link", "attach", "unmask", "remove", "lock", "undo", "look"}
    assert names <= {act.action for act in acts}
    assert all(act.name in shown for act in acts)


async def test_an_act_is_done_by_typing_and_enter(vault: Vault, life: Life) -> None:
    """A few letters and Enter do what the act's own key does."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("ctrl+p", *"new")
        await until_shown(pilot, "Write a new record")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))


async def test_an_act_of_the_screen_below_reaches_that_screen(vault: Vault, life: Life) -> None:
    """Acts are done where they were listed, not on the palette."""
    app = WatchedApp(vault)
    async with app.run_test(size=(80, 40)) as pilot:
        app.push_screen(Detail(vault, life.contact))
        await until_shown(pilot, "••••")
        await pilot.press("f4", *"show hidden", "enter")
        await until_shown(pilot, "купила хлеб")


async def test_a_record_is_opened_by_letters_of_its_name(vault: Vault, life: Life) -> None:
    """Letters in the right order are enough, also of a word in the middle."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f4", *"загпасп")
        await until_shown(pilot, "Records", "Загранпаспорт")
        await pilot.press("enter")
        await until_shown(pilot, "› Загранпаспорт")


async def test_a_record_is_found_by_its_text_too(vault: Vault, life: Life) -> None:
    """Whoever remembers a word of the text but not the name finds it as well."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f4", *"этаже")
        await until_shown(pilot, "Двое у подъезда")


async def test_a_record_written_long_ago_is_found(vault: Vault, life: Life) -> None:
    """Also what is not among the last ones, whose names are compared letter by letter."""
    for number in range(220):
        journal.record(vault, r.Note(title=f"Note {number}"))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f4", *"подъезд")
        await until_shown(pilot, "Двое у подъезда")


async def test_escape_does_nothing(vault: Vault, life: Life) -> None:
    """Whoever opened it by mistake is where they were."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        before = await until_shown(pilot, "Written last")
        await pilot.press("f4", "escape")
        await until(pilot, lambda: not isinstance(app.screen, Palette))
        assert rows(app) == before


async def test_it_works_with_arrows_alone_in_a_small_window(vault: Vault, life: Life) -> None:
    """Forty columns, ten lines, no letter typed: the second act is chosen and done."""
    app = WatchedApp(vault)
    async with app.run_test(size=NARROW) as pilot:
        await until_shown(pilot, "Due")
        await pilot.press("f4")
        await until(pilot, lambda: app.screen.query_one(Rows).option_count > 5)
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Choose))


@pytest.mark.parametrize("word", ["screenshot", "Screenshot", "maximize", "theme"])
async def test_nothing_of_textual_is_offered(vault: Vault, life: Life, word: str) -> None:
    """No picture of the screen can be saved from the palette, nor anything else foreign done."""
    app = WatchedApp(vault)
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("f4", *word)
        await pilot.pause(0.1)
        assert app.screen.query_one(Rows).option_count == 0
        assert not list(app.get_system_commands(app.screen))


async def test_f1_tells_the_keys_of_the_screen_below(vault: Vault, life: Life) -> None:
    """Each key with what it does; Esc leads back."""
    app = WatchedApp(vault)
    async with app.run_test(size=(100, 40)) as pilot:
        app.push_screen(Detail(vault, life.contact))
        await until_shown(pilot, "Ласточка")
        await pilot.press("f1")
        shown = await until_shown(pilot, "Keys here", "What it was stays in its")
        assert re.search(r"h +History +Show every version", shown)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Detail))


async def test_f1_works_in_forms_and_dialogs(vault: Vault, life: Life) -> None:
    """Help is everywhere, also where letters are typed and where a question is asked."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f2", "f1")
        await until_shown(pilot, "Keys here", "Take the marked answer.")
        await pilot.press("escape", "1")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await pilot.press("f1")
        await until_shown(pilot, "Keys here", "Seal what stands in the form.")


async def test_the_second_page_says_what_this_does_not_protect_from(
    vault: Vault, life: Life
) -> None:
    """The limits are one key away from everywhere, and can be read to their end."""
    app = WatchedApp(vault)
    async with app.run_test(size=(80, 60)) as pilot:
        await pilot.press("f1", "tab")
        shown = await until_shown(pilot, "What this does not protect you from")
        assert isinstance(app.screen, Help)
    said = " ".join(re.sub("[│\n]", " ", shown).split())
    assert all(" ".join(sentence.split()) in said for sentence in LIMITS)


def test_no_limit_tells_anybody_that_they_are_safe() -> None:
    """The word stands in no sentence about a person."""
    assert not [sentence for sentence in LIMITS if re.search(r"\bsafe\b", sentence)]


async def test_nothing_that_was_typed_is_offered_again(vault: Vault, life: Life) -> None:
    """The palette keeps no history: each time it opens empty, and Up brings no earlier words."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f4", *"загран")
        await until_shown(pilot, "Загранпаспорт")
        await pilot.press("escape", "f4")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await pilot.press("up")
        assert app.screen.query_one(Input).value == ""
        assert "загран" not in rows(app)


async def test_enter_waits_for_the_list_of_what_was_typed(vault: Vault, life: Life) -> None:
    """Whoever types quickly gets what they typed, never what stood first in the list before."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, Palette))
        await type_in(pilot, "look\r")
        await until(pilot, lambda: isinstance(app.screen, Choose))
        assert "How shall it look?" in rows(app)
