"""Keys as words: eight by which two people compare them aloud, forty-two by which they are typed.

    eight words       103 bits of a hash over both keys: who can forge them must try 2^103 keys
    forty-two words   both keys themselves, and 30 bits by which a wrong word is seen
    twenty-two words  one secret key, and 28 bits by which a wrong word is seen

Words are places in a list of 7,776, the English one or the Russian one; the places are part of the
format. The lists are handed in, since only the layer above knows them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from unicodedata import normalize

from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.errors import InputRejected
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.points import KEY_BYTES

COMPARED = 8
"""Words that two people compare."""

TYPED = 42
"""Words that hold both keys: 512 bits and the check make 542, and 42 words hold 542.8."""

SECRET = 22
"""Words that hold one key: 256 bits and the check make 284, and 22 words hold 284.3."""

LIST_LENGTH = 7776
_CHECK_BITS, _SECRET_CHECK_BITS = 30, 28
_COMPARED_LABEL = b"safejournal/1 identity words "
_TYPED_LABEL = b"safejournal/1 identity typed "
_SECRET_LABEL = b"safejournal/1 secret key typed "
_REALMS = {False: b"real ", True: b"practice "}

Lists = Mapping[str, Sequence[str]]
"""Each language's words, in the order that is part of the format."""


def compared_words(identity: PublicIdentity, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the eight words that two people read to each other."""
    keys = identity.recipient + (identity.signing or b"")
    digest = sha256(_COMPARED_LABEL + _REALMS[identity.practice] + keys).digest()
    return _words(int.from_bytes(digest, "big") % LIST_LENGTH**COMPARED, COMPARED, listed)


def typed_words(identity: PublicIdentity, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the words that hold both keys, for who can only type. ValueError without both."""
    if identity.signing is None:
        raise ValueError("these words hold two keys")
    keys = identity.recipient + identity.signing
    number = int.from_bytes(keys, "big") << _CHECK_BITS | _check(keys, practice=identity.practice)
    return _words(number, TYPED, listed)


def read_typed_words(text: str, lists: Lists) -> PublicIdentity:
    """Return the keys that forty-two words hold, of any list, typed with either layout on.

    Raises InputRejected when they are not that many, not of one list, or one of them is wrong.
    """
    number = _number(text, lists)
    data = (number >> _CHECK_BITS).to_bytes(2 * KEY_BYTES + 1, "big")  # one more than can be right
    keys, check = data[1:], number & (1 << _CHECK_BITS) - 1
    for practice in (False, True):
        if not data[0] and _check(keys, practice=practice) == check:
            try:
                return PublicIdentity(
                    recipient=keys[:KEY_BYTES], signing=keys[KEY_BYTES:], practice=practice
                )
            except ValueError as error:
                raise InputRejected(str(error)) from None
    raise InputRejected("one of these words is wrong, or two are swapped")


def secret_words(key: bytes, listed: Sequence[str]) -> tuple[str, ...]:
    """Return the words that hold a secret key of 32 bytes, for a sheet of paper."""
    number = int.from_bytes(key, "big") << _SECRET_CHECK_BITS | _secret_check(key)
    return _words(number, SECRET, listed)


def read_secret_words(text: str, lists: Lists) -> bytes:
    """Return the key that twenty-two words hold. Raises InputRejected as `read_typed_words`."""
    number = _number(text, lists, SECRET)
    data = (number >> _SECRET_CHECK_BITS).to_bytes(KEY_BYTES + 1, "big")
    key, check = data[1:], number & (1 << _SECRET_CHECK_BITS) - 1
    if data[0] or _secret_check(key) != check:
        raise InputRejected("one of these words is wrong, or two are swapped")
    return key


def _secret_check(key: bytes) -> int:
    digest = sha256(_SECRET_LABEL + key).digest()
    return int.from_bytes(digest, "big") >> 8 * len(digest) - _SECRET_CHECK_BITS


def _check(keys: bytes, *, practice: bool) -> int:
    digest = sha256(_TYPED_LABEL + _REALMS[practice] + keys).digest()
    return int.from_bytes(digest, "big") >> 8 * len(digest) - _CHECK_BITS


def _words(number: int, count: int, listed: Sequence[str]) -> tuple[str, ...]:
    places = []
    for _ in range(count):
        number, place = divmod(number, LIST_LENGTH)
        places.append(place)
    return tuple(listed[place] for place in reversed(places))


def _number(text: str, lists: Lists, count: int = TYPED) -> int:
    typed = normalize("NFC", text).lower()
    # A comma is a letter where Russian words are typed in Latin keys, and a comma elsewhere.
    for words in (typed.split(), typed.replace(",", " ").split()):
        for listed in lists.values():
            if len(words) == count and (places := _places(words, listed)):
                number = 0
                for place in places:
                    number = number * LIST_LENGTH + place
                return number
    raise InputRejected(f"keys are typed as {count} words of one list")


def _places(typed: Sequence[str], listed: Sequence[str]) -> list[int]:
    """Return where these words stand in a list, whichever layout was on; empty if one does not."""
    places = {word: place for place, word in enumerate(listed)}
    for read in (str, latin_keys, cyrillic_keys):
        if all(read(word) in places for word in typed):
            return [places[read(word)] for word in typed]
    return []
