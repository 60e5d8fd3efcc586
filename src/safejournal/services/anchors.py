"""Anchors: six words by which somebody elsewhere can hold a journal to its past.

    word 1       names the chain           7,776 possibilities: 12.9 bits
    words 2..6   the end of the chain      the first 64 bits of the hash of its last event

The folder put back to an older genuine state looks whole from within. Who kept an anchor outside
(on paper, with a contact) sees it: the end that was then is not in the chain that is there now. The
words are drawn from the English list or the Russian one by their places in it, so those places are
part of this format; a test holds both lists to what they were.
"""

from __future__ import annotations

import re
from datetime import UTC, date
from enum import StrEnum
from hashlib import sha256
from unicodedata import normalize

from safejournal.content.wordlists import words
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.services.opening import Vault
from safejournal.vault import chain
from safejournal.vault.store import Connection

WORDS = 6
_END_BYTES = 8
_END_WORDS = WORDS - 1
_CHAIN_LABEL = b"safejournal/1 anchor"
_LISTS = {"en": "english", "ru": "russian"}
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Standing(StrEnum):
    """What an anchor says about the journal that is open."""

    PRESENT = "present"
    """The journal stands exactly where it stood when the anchor was taken."""
    EARLIER = "earlier"
    """It stood there once, and has grown since: nothing of that past is lost or changed."""
    ANOTHER = "another"
    """The anchor names another journal."""
    UNKNOWN = "unknown"
    """It was never there: it was put back to an older state, or the anchor is not its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The end of the chain, to be kept outside."""

    words: tuple[str, ...]
    digest: str
    """All 256 bits of the end, in hexadecimal: the same anchor for programs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What came of holding an anchor against the journal."""

    standing: Standing
    days: int = 0
    """For `EARLIER`: how many days ago the journal stood there."""
    events: int = 0
    """For `EARLIER`: how many events have entered the chain since."""


def anchor(vault: Vault, language: str = "en") -> Anchor:
    """Return the anchor of the journal as it stands, in the words of a language."""
    with vault.reading() as connection:
        return anchor_of(connection, language)


def anchor_of(connection: Connection, language: str = "en") -> Anchor:
    """Return the anchor of an open store, whichever copy of the journal it is."""
    _, end = chain.end(connection)
    return Anchor(words=_words(chain.chain_id(connection), end, language), digest=end.hex())


def compare(vault: Vault, text: str) -> Compared:
    """Hold an anchor, six words of either list or the digest, against the journal.

    Raises InputRejected when the text is no anchor.
    """
    digest = text.strip().lower()
    if _DIGEST.fullmatch(digest):
        return _find(vault, bytes.fromhex(digest))
    language, places = _read(text)
    with vault.reading() as connection:
        ours = _chain_place(chain.chain_id(connection))
    if places[0] != ours:
        return Compared(standing=Standing.ANOTHER)
    number = 0
    for place in places[1:]:
        number = number * len(words(_LISTS[language])) + place
    if number >= 1 << (8 * _END_BYTES):
        return Compared(standing=Standing.UNKNOWN)
    return _find(vault, number.to_bytes(_END_BYTES, "big"))


def _find(vault: Vault, wanted: bytes) -> Compared:
    """Look for the last event whose hash begins like this."""
    place, day = 0, 0
    with vault.reading() as connection:
        count, _ = chain.end(connection)
        for link in chain.events(connection):
            if link.hash.startswith(wanted):
                place, day = link.seq, link.day
    if not place:
        return Compared(standing=Standing.UNKNOWN)
    if place == count:
        return Compared(standing=Standing.PRESENT)
    today = (vault.clock().astimezone(UTC).date() - date(1970, 1, 1)).days
    days = max(0, today - day)
    return Compared(standing=Standing.EARLIER, days=days, events=count - place)


def _words(chain_id: bytes, end: bytes, language: str) -> tuple[str, ...]:
    listed = words(_LISTS.get(language, "english"))
    number, places = int.from_bytes(end[:_END_BYTES], "big"), []
    for _ in range(_END_WORDS):
        number, place = divmod(number, len(listed))
        places.append(place)
    return tuple(listed[place] for place in (_chain_place(chain_id), *reversed(places)))


def _chain_place(chain_id: bytes) -> int:
    """Return the place in the list of the word that names a chain."""
    named = sha256(_CHAIN_LABEL + chain_id).digest()
    return int.from_bytes(named, "big") % len(words("english"))


def _read(text: str) -> tuple[str, list[int]]:
    """Return the list that six words are of, and their places in it."""
    typed = normalize("NFC", text).lower().split()
    for language, read in (("en", latin_keys), ("ru", cyrillic_keys)):
        places = {word: place for place, word in enumerate(words(_LISTS[language]))}
        # With the other layout on, a comma may be a letter.
        meant = [
            next((one for one in (word, read(word), word.strip(",")) if one in places), "")
            for word in typed
        ]
        if len(meant) == WORDS and all(meant):
            return language, [places[word] for word in meant]
    raise InputRejected("an anchor is six words of one list, or 64 hexadecimal digits")
