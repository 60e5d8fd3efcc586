"""Kazakh and Kyrgyz on their own keyboards: typed, found, listed, and no key lost on the way."""

from __future__ import annotations

import pytest
from textual.keys import _character_to_key

from safejournal.domain.records import Contact
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.keys import everywhere
from tests.tui.shell_app import WIDE, WatchedApp, rows, type_in, until_shown

NAMES = ("Азат", "Алма", "Әлия", "Борис", "Өмүр", "Петр", "Үсөн", "Яна")
"""In the order in which a Kazakh or Kyrgyz reader looks for them."""

KAZAKH_DIGITS = {"2": "ә", "4": "ң", "5": "ғ", "8": "ү", "9": "ұ", "0": "қ"}
"""What the row of digits gives on the Kazakh layout (xkeyboard-config 2.35, `kz`). The keys 3, 6
and 7 give і and signs that are other keys elsewhere: there the arrows and Enter choose."""


@pytest.mark.parametrize(("digit", "letter"), KAZAKH_DIGITS.items())
def test_a_digit_is_its_key_on_the_kazakh_layout_too(digit: str, letter: str) -> None:
    """Whoever has that layout on and presses the key of an answer's number chooses it."""
    assert _character_to_key(letter) in everywhere(digit)


def test_the_key_of_the_slash_searches_on_the_kazakh_layout_too() -> None:
    """It gives № there."""
    assert _character_to_key("№") in everywhere("/")


async def test_names_are_typed_found_and_listed(vault: Vault) -> None:
    """Typed letter by letter as a terminal sends them, on either keyboard."""
    for name in reversed(NAMES):
        journal.record(vault, Contact(name=name))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due" if "Due" in rows(app) else "Written last")
        for typed in ("үсөн", "усон", "ӘЛИЯ", "алия"):
            await pilot.press("f3")
            await type_in(pilot, typed)
            found = await until_shown(pilot, "1 found")
            assert typed in found
            assert ("Үсөн" in found) == typed.startswith(("ү", "у"))
            await pilot.press("escape")
        await pilot.press("f8")
        shown = await until_shown(pilot, "Азат", "Яна")
    places = [shown.index(name) for name in NAMES]
    assert places == sorted(places)
