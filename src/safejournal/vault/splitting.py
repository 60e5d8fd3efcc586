"""A recovery secret cut into sheets of words, of which any k give it back (SLIP-39).

The one door to `shamir_mnemonic`. Its makers wrote it to check other programs by and warn against
handing it secrets: it hardens nothing, and wipes nothing. So this is called only in the short-lived
child that asks for secrets, on a machine that nobody else computes on, and nobody believes what it
gives before the vault's own head has opened with it. See docs/adr/008.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import field
from itertools import combinations, islice

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected, Refused
from safejournal.vault.derivation import wipe

SECRET_SIZE = 16
"""Bytes. 128 bits are as much as the ten words of a recovery phrase, and behind the same Argon2;
256 would be thirty-three words a sheet instead of twenty, copied and typed by tired people."""

WORDS = 20
"""Words of a sheet, which follow from the size."""

LEAST_NEEDED = 2
"""One sheet that opens alone is a recovery phrase; SLIP-39 forbids several such."""

MOST_SHEETS = 16
"""SLIP-39 has four bits for a sheet's number."""

LETTERS = 4
"""By its first four letters every word of the list is known."""

_NO_STRETCHING = 0
"""SLIP-39's own exponent. It would slow down guesses at a password that we do not use."""

_CHECKED_SUBSETS = 300
"""Of the sets of k sheets, so many are joined before any sheet is shown: all of them for up to ten
sheets, and beyond that each sheet several times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet, as it was made or typed."""

    number: int
    """From 1."""
    need: int
    """Sheets of its set that are needed."""
    set_id: int
    """By chance, the same on all sheets of one set and on no other (of 32,768)."""
    words: tuple[str, ...] = field(repr=False)


def new_secret() -> bytearray:
    """Return a new recovery secret. The caller wipes it."""
    return bytearray(secrets.token_bytes(SECRET_SIZE))


def as_typed(secret: bytes | bytearray) -> bytearray:
    """Return the secret as somebody would type it at the prompt: 32 hexadecimal digits.

    Any program for SLIP-39 gives these digits, so that sheets open a vault without ours too.
    """
    return bytearray(secret.hex().encode("ascii"))


def split(secret: bytes | bytearray, *, need: int, of: int) -> list[Sheet]:
    """Return that many sheets, of which any `need` give the secret back, tried before returned.

    Raises Refused for numbers that cannot be meant, and if sheets did not give the secret back.
    """
    if not LEAST_NEEDED <= need <= of <= MOST_SHEETS:
        raise Refused("At least 2 sheets are needed, and there are at most 16.")
    from shamir_mnemonic import generate_mnemonics

    (made,) = generate_mnemonics(1, [(need, of)], bytes(secret), iteration_exponent=_NO_STRETCHING)
    sheets = [read_sheet(each.split()) for each in made]
    for some in _subsets(sheets, need):
        joined = join(some)
        same = joined == secret
        wipe(joined)
        if not same:
            raise Refused("The sheets did not fit together. Nothing was changed.")
    return sheets


def _subsets(sheets: Sequence[Sheet], need: int) -> Iterator[Sequence[Sheet]]:
    """Yield sets of `need` sheets: all of them if they are few, and each sheet in any case."""
    yield from islice(combinations(sheets, need), _CHECKED_SUBSETS)
    around = [*sheets, *sheets]
    yield from (around[at : at + need] for at in range(len(sheets)))


def word(typed: str) -> str | None:
    """Return the word of the list that these letters stand for: itself, or its first four."""
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP, WORDLIST

    letters = typed.casefold()
    if letters in WORD_INDEX_MAP:
        return letters
    if len(letters) < LETTERS:
        return None
    return next((each for each in WORDLIST if each.startswith(letters)), None)


def read_sheet(words: Sequence[str]) -> Sheet:
    """Return the sheet that these words are. Raises InputRejected, which repeats none of them."""
    from shamir_mnemonic import MnemonicError, Share

    if len(words) != WORDS:
        raise InputRejected(f"a sheet has {WORDS} words")
    try:
        share = Share.from_mnemonic(" ".join(words))
    except MnemonicError:
        place = doubtful(words)
        more = f"; number {place} may be another one" if place else ""
        raise InputRejected(f"the words of this sheet do not fit together{more}") from None
    # Nobody's sheets of another make: an exponent of 15 alone would compute for minutes.
    if (share.group_count, share.iteration_exponent, share.extendable) != (1, _NO_STRETCHING, True):
        raise InputRejected("this is not a sheet of ours")
    if share.member_threshold < LEAST_NEEDED:
        raise InputRejected("this is not a sheet of ours")
    return Sheet(
        number=share.index + 1,
        need=share.member_threshold,
        set_id=share.identifier,
        words=tuple(words),
    )


def doubtful(words: Sequence[str]) -> int | None:
    """Return the place (from 1) of the only word that can be wrong; None if there is no such.

    The checksum of a sheet finds up to three wrong words, so that one can be told by trying.
    """
    from shamir_mnemonic.constants import CUSTOMIZATION_STRING_EXTENDABLE, RADIX
    from shamir_mnemonic.rs1024 import verify_checksum
    from shamir_mnemonic.wordlist import WORD_INDEX_MAP

    if any(each not in WORD_INDEX_MAP for each in words):
        return None
    indices = [WORD_INDEX_MAP[each] for each in words]
    for place, kept in enumerate(indices):
        for tried in range(RADIX):
            indices[place] = tried
            if verify_checksum(indices, CUSTOMIZATION_STRING_EXTENDABLE):
                return place + 1
        indices[place] = kept
    return None


class Gathering:
    """Sheets that come one after the other, until there are enough of one set."""

    def __init__(self) -> None:
        self._sheets: dict[int, Sheet] = {}
        self._set: tuple[int, int] | None = None

    def add(self, sheet: Sheet) -> None:
        """Take a sheet. Raises InputRejected for one that is there already, or of another set."""
        if self._set not in (None, (sheet.set_id, sheet.need)):
            raise InputRejected("this sheet belongs to another set than those before it")
        before = self._sheets.get(sheet.number)
        if before is not None and before.words == sheet.words:
            raise InputRejected("this sheet is there already")
        if before is not None:
            raise InputRejected("this sheet belongs to another set than those before it")
        self._set = (sheet.set_id, sheet.need)
        self._sheets[sheet.number] = sheet

    @property
    def count(self) -> int:
        """How many are there."""
        return len(self._sheets)

    @property
    def left(self) -> int | None:
        """How many are still needed; None before the first, which says it."""
        return None if self._set is None else self._set[1] - len(self._sheets)

    def secret(self) -> bytearray:
        """Return what the sheets give together; see `join`."""
        return join(tuple(self._sheets.values()))


def join(sheets: Sequence[Sheet]) -> bytearray:
    """Return the secret that these sheets give. The caller wipes it, and tries it on the head.

    Raises InputRejected for sheets that are too few, too many, or do not belong together.
    """
    from shamir_mnemonic import MnemonicError, combine_mnemonics

    try:
        return bytearray(combine_mnemonics([" ".join(sheet.words) for sheet in sheets]))
    except MnemonicError:
        raise InputRejected("these sheets do not give anything together") from None
