"""The word lists that passphrases are made of and measured by. Where each comes from: SOURCES.md.

A word's index is part of no format: the lists may be corrected, but a word that was once proposed
must never leave them, or the phrases that hold it would open from one keyboard layout only.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

LANGUAGES = ("english", "russian")
"""The lists from which a passphrase may be drawn."""

_FOLDER = Path(__file__).parent / "wordlists"


@cache
def words(language: str) -> tuple[str, ...]:
    """Return the 7,776 words of a list in order of code point; `language` is one of `LANGUAGES`.

    Raises ValueError for any other language.
    """
    if language not in LANGUAGES:
        raise ValueError(f"there is no word list for it; there is one for {', '.join(LANGUAGES)}")
    return _lines(f"{language}.txt")


@cache
def common_words() -> tuple[str, ...]:
    """Return passwords, names, places and words that are guessed first, the likeliest first.

    The same form may stand in both scripts. Some are obscene: that is what people choose.
    """
    return _lines("common.txt")


def _lines(name: str) -> tuple[str, ...]:
    return tuple((_FOLDER / name).read_text(encoding="utf-8").split())
