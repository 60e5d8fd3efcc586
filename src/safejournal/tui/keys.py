"""Keys that work whichever keyboard layout is on.

A terminal sends characters, not keys: on a Russian layout the key `q` arrives as `й`, on a Persian
one as `ض`. Every letter that the app binds is therefore bound under the characters too that the
same key types on the layouts of `domain.layouts`. Function keys, Enter, Esc, Tab and the arrows are
the same everywhere, and they suffice for everything.
"""

from __future__ import annotations

from textual.binding import Binding
from textual.keys import _character_to_key as name_of_character

from safejournal.domain.layouts import aliases

_SHOWN = {
    "slash": "/",
    "enter": "Enter",
    "escape": "Esc",
    "tab": "Tab",
    "space": "Space",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "question_mark": "?",
    "delete": "Del",
}


_ALSO = {
    "/": (".", "ظ"),  # Cyrillic and Hebrew; Arabic
    "m": ("ئ",),  # Persian; on an Arabic layout that is z, which alone is bound nowhere
    **{str(digit): (chr(0x0660 + digit), chr(0x06F0 + digit)) for digit in range(10)},
}
"""What the table of layouts leaves out: signs, digits, and a letter that is unmistakable here."""

_ALSO_WITH_CTRL = {"q": ("/", ";"), "z": ("ئ",)}
"""Hebrew and Greek have a sign on q, Arabic a letter on z that is m in Persian (where Ctrl+M is
Enter). Bare, each would be the key of another act."""


def key(
    keys: str,
    action: str,
    label: str,
    meaning: str = "",
    *,
    show: bool = True,
    first: bool = False,
    display: str | None = None,
) -> Binding:
    """Return a binding of Latin keys (`e`, `f2,n`, `ctrl+l`) that works on every layout.

    `label` is a word for the last line of the screen, `meaning` a sentence for the help page.
    `first` is for the few keys that must work even while somebody is typing or a dialog is open.
    `display` stands for the keys on the last line, if the first of them shall not.
    """
    typed = dict.fromkeys(each for one in keys.split(",") for each in everywhere(one))
    return Binding(",".join(typed), action, label, show, display, priority=first, tooltip=meaning)


def everywhere(one: str) -> list[str]:
    """Return what Textual calls this key on each layout, the Latin name first."""
    before, _, last = one.rpartition("+")
    if len(last) != 1:
        return [one]
    modifier = f"{before}+" if before else ""
    also = (_ALSO_WITH_CTRL if before else _ALSO).get(last, ())
    return [modifier + name_of_character(each) for each in (last, *aliases(last), *also)]


def shown(name: str) -> str:
    """Return a key as it stands on a keyboard: `F1`, `Ctrl+L`, `/`, `e`."""
    before, _, last = name.rpartition("+")
    if before:
        return f"{before.capitalize()}+{shown(last).upper()}"
    return _SHOWN.get(last) or (last.upper() if len(last) > 1 else last)
