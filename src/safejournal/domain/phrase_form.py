"""The one form of a passphrase that keys are derived from.

What a person types depends on the layout that is on, on Caps Lock and on how a system composes й.
For a phrase of our word lists all of these end in the same form; anything else is the person's own
and is left as it was typed but for composition and white space. Part of the vault's format: once a
passphrase has been set, this module may never give another answer for it.

Standard library only and quick to import, since the unlock child uses it.
"""

from __future__ import annotations

from unicodedata import normalize

from safejournal.domain.layouts import cyrillic_keys, latin_keys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection


def canonical_form(typed: str, english: Collection[str], russian: Collection[str]) -> str:
    """Return the form of a passphrase that is hashed; "" when nothing but white space was typed.

    NFC, trimmed, one space between words. When every word is of the English list, or every one of
    the Russian list, typed with either layout on, with or without capitals: the keys that were
    pressed, as lower-case characters of the US layout. Otherwise case and script stay.
    """
    typed_words = normalize("NFC", typed).split()
    return (
        _as_keys(typed_words, _english_word, english)
        or _as_keys(typed_words, _russian_word, russian)
        or " ".join(typed_words)
    )


def is_list_phrase(typed: str, english: Collection[str], russian: Collection[str]) -> bool:
    """Tell whether every word is of one list: case and layout of such a phrase do not count."""
    typed_words = normalize("NFC", typed).split()
    return bool(
        _as_keys(typed_words, _english_word, english)
        or _as_keys(typed_words, _russian_word, russian)
    )


def _as_keys(typed_words: list[str], read: Callable[[str], str], known: Collection[str]) -> str:
    """Return the keys of a phrase whose words, once read, are all known; "" if one is not."""
    phrase = [read(word) for word in typed_words]
    return latin_keys(" ".join(phrase)) if all(word in known for word in phrase) else ""


def _english_word(typed: str) -> str:
    return latin_keys(typed).lower()


def _russian_word(typed: str) -> str:
    return cyrillic_keys(latin_keys(typed)).lower()
