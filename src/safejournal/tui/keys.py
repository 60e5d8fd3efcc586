"""Keys that work whichever keyboard layout is on.

A terminal sends characters, not keys: on a Russian layout the key `q` arrives as `й`, on a Persian
one as `ض`. Every letter that the app binds is therefore bound under the characters too that the
same key types on the layouts of `domain.layouts`. Function keys, Enter, Esc, Tab and the arrows are
the same everywhere, and they suffice for everything.
"""

from __future__ import annotations

from textual.binding import Binding
from textual.keys import _character_to_key as name_of_character

from safejournal.domain.layouts import aliases, latin_letter

_SHOWN = {
    "slash": "/",
    "plus": "+",
    "minus": "-",
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


_KAZAKH = {2: "ә", 4: "ң", 5: "ғ", 8: "ү", 9: "ұ", 0: "қ"}
"""What the row of digits gives on the Kazakh layout; 3, 6 and 7 give what is another key elsewhere
(і, comma, full stop)."""

_ALSO = {
    "/": (".", "ظ", "№"),  # Cyrillic and Hebrew; Arabic; Kazakh
    "m": ("ئ",),  # Persian; on an Arabic layout that is z, which alone is bound nowhere
    **{
        str(digit): (chr(0x0660 + digit), chr(0x06F0 + digit), *_KAZAKH.get(digit, ""))
        for digit in range(10)
    },
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

    The same act on the same keys is the same on every screen: whoever changes its letter changes
    it everywhere. What is `first` keeps its keys for ever.
    """
    typed = dict.fromkeys(each for one in keys.split(",") for each in everywhere(one))
    act = None if first else f"{action} {keys}"
    return Binding(
        ",".join(typed), action, label, show, display, priority=first, tooltip=meaning, id=act
    )


def with_letter(act: str, letter: str) -> str:
    """Return the keys of an act with a letter in the place of its own; its other keys stay."""
    own = act.rpartition(" ")[2].split(",")
    kept = [letter if len(one) == 1 else one for one in own]
    if letter not in kept:
        kept.append(letter)
    return ",".join(dict.fromkeys(each for one in kept for each in everywhere(one)))


def letter_of(character: str | None) -> str | None:
    """Return the Latin letter on the key that gave a character; None where that is none."""
    return latin_letter(character) if character is not None and len(character) == 1 else None


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
