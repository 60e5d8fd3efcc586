"""What foreign text must keep to, besides being text: nothing that stops a machine for minutes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import category

from safejournal.domain.visible import visible
from safejournal.errors import InputRejected

MOST_MARKS = 30
"""Combining marks in a row. No writing has ten; to put 120,000 in order takes eleven seconds."""

_PERHAPS_TOWER = re.compile(rf"[^\w\x00-\x7f]{{{MOST_MARKS + 1},}}")
_ESCAPED = b"\\u"
_MARKS = {"Mn", "Mc", "Me", "Cf"}


def check_document(document: bytes, value: object) -> None:
    """Raise InputRejected if any text in a JSON document, which reads as `value`, is such a tower.

    A run of marks stands in the document as it stands in the text, unless it was escaped: nearly
    every document is cleared by one look at the whole.
    """
    if _ESCAPED in document or not (
        document.isascii() or _PERHAPS_TOWER.search(document.decode("utf-8", "replace")) is None
    ):
        check_texts(value)


def check_texts(value: object) -> None:
    """Raise InputRejected if any text among these plain values is a tower of marks."""
    if isinstance(value, str):
        if not value.isascii():
            _check_marks(value)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            check_texts(key)
            check_texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            check_texts(inner)


def _check_marks(text: str) -> None:
    for found in _PERHAPS_TOWER.finditer(text):
        run = 0
        for character in found[0]:
            run = run + 1 if category(character) in _MARKS else 0
            if run > MOST_MARKS:
                raise InputRejected("a text holds more marks over one letter than any writing has")


def check_plain(content: bytes) -> str:
    """Return a text file of a bundle. Raises InputRejected for controls and what hides in text.

    Whoever opens a bundle by hand looks at these files in a terminal, which no filter guards.
    """
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise InputRejected("a text in it is not UTF-8") from None
    if not text.isascii():
        _check_marks(text)
    if visible(text, newlines=True) != text:
        raise InputRejected("a text in it holds characters that command a terminal, or hide")
    return text
