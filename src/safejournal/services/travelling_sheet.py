"""The sheet of paper that opens a package: a key as twenty-two words. It is kept nowhere."""

from __future__ import annotations

from pathlib import Path

from safejournal.content.wordlists import words
from safejournal.errors import NotFound, Refused
from safejournal.exchange import spoken
from safejournal.exchange.private_keys import (
    LARGEST_IDENTITY_FILE,
    PrivateIdentity,
    generate_age_key,
    read_identity_file,
)

SheetKey = PrivateIdentity
"""The key that stands on a sheet."""

SHEET_WORDS = spoken.SECRET


def new_sheet() -> SheetKey:
    """Return a key for a sheet of paper. It is kept nowhere."""
    return SheetKey(age=generate_age_key())


def sheet_words(secret: SheetKey, language: str) -> tuple[str, ...]:
    """Return its key as twenty-two words of a language (`en` or `ru`)."""
    return spoken.secret_words(secret.age, words({"ru": "russian"}.get(language, "english")))


def read_sheet(typed: str) -> SheetKey:
    """Return the key that was typed, its words or the line for age. Raises InputRejected."""
    if typed.strip().upper().startswith("AGE-SECRET-KEY-"):
        return read_identity_file("".join(typed.split()).encode())
    lists = {name: words(name) for name in ("english", "russian")}
    return SheetKey(age=spoken.read_secret_words(typed, lists))


def read_key_file(path: Path) -> SheetKey:
    """Return the key of a file for age. Raises NotFound, Refused or InputRejected."""
    try:
        with path.open("rb") as file:
            return read_identity_file(file.read(LARGEST_IDENTITY_FILE + 1))
    except FileNotFoundError:
        raise NotFound("There is no file at that place.") from None
    except OSError:
        raise Refused("This file cannot be read.") from None
