"""Every key of every screen, under every keyboard layout that we promise."""

from __future__ import annotations

import pytest
from textual.keys import _character_to_key
from textual.screen import Screen

from safejournal.domain.layouts import _LETTER_KEYS, _LETTERS
from safejournal.services.opening import Vault
from safejournal.tui.detail import Detail
from safejournal.tui.history import History
from safejournal.tui.journal import Journal
from safejournal.tui.keys import shown
from safejournal.tui.today import Today
from tests.tui.shell_app import WIDE, Life, WatchedApp, type_in

LAYOUTS = {
    name: dict(zip(_LETTER_KEYS, letters, strict=True)) for name, letters in _LETTERS.items()
}
"""What each letter key gives, by layout."""

SLASH = {"ru": ".", "uk": ".", "kk": "№", "ky": ".", "he": ".", "ar": "ظ"}
"""What the key `/` gives where it is not `/`."""

DIGITS = {"fa": "۰۱۲۳۴۵۶۷۸۹", "ar": "٠١٢٣٤٥٦٧٨٩"}

RAW = {
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~",
    "f11": "\x1b[23~", "f12": "\x1b[24~",
    "escape": "\x1b", "delete": "\x1b[3~", "enter": "\r",
}  # fmt: skip
"""What terminals send for keys that no layout changes."""

SIGNS = {"he": {"q": "/", "w": "'"}, "el": {"q": ";"}}
"""What letter keys give that is no letter."""

EVERYWHERE = {
    "f1": "help", "?": "help", "f2": "new", "n": "new", "f3": "find", "/": "find",
    "f4": "command_palette", "ctrl+p": "command_palette", "f5": "go('today')",
    "f6": "go('journal')", "f7": "go('threats')", "f8": "go('contacts')",
    "f9": "go('documents')", "f11": "go('guidance')", "g": "go('guidance')", "f12": "look",
    "c": "sharing", "u": "undo", "ctrl+l": "lock", "ctrl+q": "quit",
    "ctrl+z": "suspend_process",
    "enter": "select", "j": "cursor_down", "k": "cursor_up",
}  # fmt: skip
"""What each key does on every screen that has a list."""

ON: dict[type[Screen[None]], dict[str, str]] = {
    Today: {"delete": "discard", "escape": "back"},
    Journal: {
        "t": "tag", "i": "inside", "escape": "everything",
        **{str(number): f"only({number})" for number in range(10)},
    },
    Detail: {
        "e": "edit", "h": "history", "l": "link", "a": "attach", "m": "unmask", "r": "remove",
        "y": "keys", "d": "give",
        "escape": "back", "enter": "tied", "j": "scroll_down", "k": "scroll_up",
    },
    History: {"m": "unmask", "escape": "back"},
}  # fmt: skip
"""What each key does on one screen alone."""


PRESSED = (Journal, Detail)
"""Where every key is really pressed; of the other screens, `test_every_key` reads the bindings."""


def under(layout: str, key: str) -> str:
    """Return what a terminal sends when this key is pressed on this layout."""
    before, _, last = key.rpartition("+")
    if last in RAW:
        return RAW[last]
    if last.isalpha():
        last = SIGNS.get(layout, {}).get(last, LAYOUTS[layout][last])
    elif last.isdigit() and layout in DIGITS:
        last = DIGITS[layout][int(last)]
    elif last == "/":
        last = SLASH.get(layout, "/")
    return f"\x1b[{ord(last)};5u" if before == "ctrl" else last


async def pressed(app: WatchedApp, raw: dict[str, str]) -> dict[str, list[str]]:
    """Press keys one after the other; return the actions that each of them ran."""
    ran: list[str] = []
    found = {}

    async def note(action: object, _namespace: object = None) -> bool:
        ran.append(str(action))
        return True

    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        app.run_action = note  # type: ignore[method-assign, assignment]
        for key, sent in raw.items():
            ran.clear()
            await type_in(pilot, sent)
            if sent == "\x1b":
                await pilot.press("escape")
            found[key] = list(ran)
    return found


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", PRESSED, ids=lambda screen: screen.__name__)
async def test_every_key_does_its_act_on_every_layout(
    vault: Vault, life: Life, screen: type[Screen[None]], layout: str
) -> None:
    """Whichever layout is on, the key in the same place does the same."""

    class On(WatchedApp):
        def on_mount(self) -> None:
            super().on_mount()
            if screen in (Detail, History):
                self.push_screen(screen(vault, life.contact))
            elif screen is Journal:
                self.switch_mode("journal")

        def _check_action_state(self, *_what: object) -> bool:
            return True  # what is offered only now and then is pressed too

    keys = EVERYWHERE | ON[screen]
    found = await pressed(On(vault), {key: under(layout, key) for key in keys})
    wrong = {key: found[key] for key in keys if found[key][:1] != [keys[key]]}
    assert not wrong


def test_keys_are_shown_as_they_stand_on_a_keyboard() -> None:
    """The last line and the help name keys as a person reads them off."""
    names = ("f1", "ctrl+l", "slash", "e", "escape", "enter", "pagedown")
    assert [shown(name) for name in names] == ["F1", "Ctrl+L", "/", "e", "Esc", "Enter", "PgDn"]


def test_a_terminal_names_foreign_letters_as_we_do() -> None:
    """Our names of aliases are those that Textual gives to the characters when they arrive."""
    for letters in LAYOUTS.values():
        for letter in letters.values():
            assert letter == " " or _character_to_key(letter)
