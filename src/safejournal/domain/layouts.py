"""Which characters one key gives on which keyboard: one table, by the key's place.

Standard library only and quick to import: the prompt, which may stand on the screen before the rest
of the program is loaded, asks here. Letters as xkeyboard-config 2.35 gives them; Armenian is the
phonetic layout, Georgian the one in the order of QWERTY.
"""

from __future__ import annotations

import unicodedata

_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_LATIN_SHIFTED = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"

_LETTER_KEYS = "qwertyuiopasdfghjklzxcvbnm"

_LETTERS = {
    "ru": "йцукенгшщзфывапролдячсмить",
    "uk": "йцукенгшщзфівапролдячсмить",
    "kk": "йцукенгшщзфывапролдячсмить",  # its own nine letters stand in the row of digits
    "ky": "йцукенгшщзфывапролдячсмить",  # ө, ү and ң stand beside, or behind AltGr
    "fa": "ضصثقفغعهخحشسیبلاتنمظطزرذدئ",
    "ar": "ضصثقفغعهخحشسيبلاتنمئءؤرﻻىة",
    "he": " 'קראטוןםפשדגכעיחלךזסבהנמצ",
    "el": ";ςερτυθιοπασδφγηξκλζχψωβνμ",
    "ka": "ქწერტყუიოპასდფგჰჯკლზხცვბნმ",
    "hy": "քոերտըւիօպասդֆգհյկլզղցվբնմ",
}
"""What each letter key gives without Shift. What is no letter there is nobody's alias."""

_LETTERS_SHIFTED = {
    "ka": " ჭ ღთ      შ    ჟ  ძ ჩ    ",  # Georgian has no capitals: Shift gives other letters
    "el": "  ΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ",  # ς has no capital of its own
}
"""What Shift gives where that is not the capital. Persian, Arabic and Hebrew give marks, or letters
that another of these layouts has without Shift, and so have no aliases of capitals."""

_WITHOUT_CAPITALS = frozenset({"fa", "ar", "he"})

_TO_LATIN = str.maketrans(_RUSSIAN + _RUSSIAN.upper(), _LATIN + _LATIN_SHIFTED)
_TO_RUSSIAN = str.maketrans(_LATIN + _LATIN_SHIFTED, _RUSSIAN + _RUSSIAN.upper())

_SCRIPTS = frozenset({"LATIN", "CYRILLIC", "GREEK", "ARABIC", "HEBREW", "ARMENIAN", "GEORGIAN"})
"""Scripts of these layouts, as the names of their characters begin."""


def latin_keys(text: str) -> str:
    """Return text with each Russian letter replaced by what its key gives on the US layout.

    Other characters stay: a text typed with the Latin layout on is returned as it is.
    """
    return text.translate(_TO_LATIN)


def cyrillic_keys(text: str) -> str:
    """Return text with each key of the US layout replaced by its Russian letter: the reverse."""
    return text.translate(_TO_RUSSIAN)


def aliases(key: str) -> tuple[str, ...]:
    """Return what the key of a Latin letter gives under the other layouts, for key bindings.

    A capital stands for the key with Shift. A letter that two layouts have on different keys
    (Persian and Arabic ئ) is in no answer: it would do one act here and another there.
    Anything but one Latin letter has no aliases.
    """
    return _ALIASES.get(key, ())


def latin_letter(character: str) -> str | None:
    """Return the Latin letter of the key that gives this character on any of these layouts.

    None for what is no letter here, or stands on different keys of two layouts.
    """
    if character.isascii() and character.isalpha():
        return character
    return next((key for key, letters in _ALIASES.items() if character in letters), None)


def mixed_scripts(text: str) -> bool:
    """Tell whether letters of two scripts stand in a text: a layout was changed on the way.

    Asked at a passphrase prompt, where nobody sees what was typed. Digits, signs and scripts that
    none of these layouts types are not looked at.
    """
    letters = {c for c in text if c.isalpha()}
    return len({unicodedata.name(c, "").partition(" ")[0] for c in letters} & _SCRIPTS) > 1


def _collect_aliases() -> dict[str, tuple[str, ...]]:
    owners: dict[str, str] = {}
    for key, letter in _typed():
        owners[letter] = key if owners.setdefault(letter, key) == key else ""
    found: dict[str, list[str]] = {}
    for letter, key in owners.items():
        found.setdefault(key, []).append(letter)
    return {key: tuple(letters) for key, letters in found.items() if key}


def _typed() -> list[tuple[str, str]]:
    """List each letter key, with and without Shift, beside each letter that it gives."""
    typed: list[tuple[str, str]] = []
    for layout, letters in _LETTERS.items():
        typed += zip(_LETTER_KEYS, letters, strict=True)
        if layout not in _WITHOUT_CAPITALS:
            shifted = _LETTERS_SHIFTED.get(layout) or letters.upper()
            typed += zip(_LETTER_KEYS.upper(), shifted, strict=True)
    return [(key, letter) for key, letter in typed if letter.isalpha()]


_ALIASES = _collect_aliases()
