"""Bytes as text that can be read aloud, typed and checked: Bech32 (BIP 173) and Bech32m (BIP 350).

age writes its keys in Bech32. Our contact strings are Bech32m, which also sees letters that were
inserted or lost; beyond 90 characters three wrong letters are always found, more almost always.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

BECH32, BECH32M = 1, 0x2BC830A3
"""What a checksum comes to in the two forms."""

LONGEST = 1023
"""Characters up to which the checksum keeps its promise."""

_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6
_BYTE, _LETTER = 8, 5  # bits
_TEXT = re.compile(rf"([a-z0-9-]{{1,83}})1([{_LETTERS}]{{{_CHECKSUM},}})")


def encode(prefix: str, data: bytes, form: int) -> str:
    """Return the data as text in lower case."""
    letters = list(_regroup(data, _BYTE, _LETTER))
    checked = _remainder((*_spread(prefix), *letters, *[0] * _CHECKSUM)) ^ form
    checksum = [checked >> _LETTER * (_CHECKSUM - 1 - i) & 31 for i in range(_CHECKSUM)]
    return f"{prefix}1" + "".join(_LETTERS[value] for value in (*letters, *checksum))


def decode(text: str, form: int) -> tuple[str, bytes]:
    """Return the prefix and the data of a text that is all in lower or all in upper case.

    Raises ValueError, without quoting the text, for anything that `encode` would not have written.
    """
    found = _TEXT.fullmatch(text.lower() if text.isupper() else text)
    if found is None or len(text) > LONGEST:
        raise ValueError("this is no key: it holds letters that no key has, or is cut")
    prefix, values = found[1], [_LETTERS.index(letter) for letter in found[2]]
    if _remainder((*_spread(prefix), *values)) != form:
        raise ValueError("a letter of this key is wrong, or some are missing")
    data = bytes(_regroup(values[:-_CHECKSUM], _LETTER, _BYTE))
    if encode(prefix, data, form) != found[0]:
        raise ValueError("this key is not written as keys are")
    return prefix, data


def _spread(prefix: str) -> Iterator[int]:
    yield from (ord(letter) >> 5 for letter in prefix)
    yield 0
    yield from (ord(letter) & 31 for letter in prefix)


def _remainder(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << _LETTER ^ value
        for bit, term in enumerate(_GENERATOR):
            if top >> bit & 1:
                check ^= term
    return check


def _regroup(values: Iterable[int], of: int, into: int) -> Iterator[int]:
    """Cut groups of bits into groups of another size. Letters fill their last group with zeros."""
    waiting, bits = 0, 0
    for value in values:
        waiting, bits = waiting << of | value, bits + of
        while bits >= into:
            bits -= into
            yield waiting >> bits
            waiting &= (1 << bits) - 1
    if bits and into == _LETTER:
        yield waiting << into - bits
