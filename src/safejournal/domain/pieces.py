"""The pieces that a passphrase falls into for somebody who guesses, and what each costs.

A piece is a stretch that is guessed as a whole. Its cost is the binary logarithm of how many such
pieces are tried before it. Costs are deliberately low: who chooses is told too little, never too
much. After the idea of zxcvbn (Wheeler, USENIX Security 2016), for people with two keyboards.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from itertools import pairwise, starmap
from math import comb, log2

from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.values import dataclass
from safejournal.domain.vocabulary import Vocabulary


class Weakness(StrEnum):
    """Why a passphrase is guessed sooner than its length suggests."""

    GUESSABLE = "guessable"
    """The whole costs less than four words drawn by chance."""
    COMMON = "common"
    """A word, name or password that many people choose."""
    OTHER_LAYOUT = "other_layout"
    """A word typed with the other keyboard layout on."""
    LOOK_ALIKES = "look_alikes"
    """Signs in place of letters, as in p@ssw0rd."""
    BACKWARDS = "backwards"
    WALK = "walk"
    """Keys that lie side by side."""
    SEQUENCE = "sequence"
    """As 12345 or абвгд."""
    REPEAT = "repeat"
    """Something that stood there before."""
    DATE = "date"
    PHONE = "phone"
    ONE_WORD = "one_word"
    """A word that is in no list of ours, but looks like one that is in a dictionary."""
    SENTENCE = "sentence"
    """Words in an order that language gives them; found at once if it is printed somewhere."""
    CUT = "cut"
    """Only the beginning was looked at."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a passphrase, from `start` to before `end`."""

    start: int
    end: int
    bits: float
    weakness: Weakness | None


TRICK_BITS = 1.0
"""What one well-known disguise (the other layout, look-alikes, backwards) costs who tries it."""

COMMON_BITS = 11.0
"""Words cheaper than this are called common: the first thousand or so of the list."""

SHORTEST_WORD, LONGEST_WORD = 3, 25
SHORTEST_WALK = SHORTEST_SEQUENCE = 3
SHORTEST_REPEAT = 2
TURN_BITS = 3.0
"""A turn of a walk over the keyboard: where it is, and into which of six directions."""
OBVIOUS_START_BITS = 1.6
"""A sequence that starts at an end of the alphabet or of the digits."""

DATE_BITS = log2(366 * 100)
YEAR_BITS = log2(140)
"""Years of living people, and of plans."""
DAY_BITS = log2(366) + 1
SEPARATOR_BITS = 1.6
PHONE_BITS = log2(10**9)
"""A mobile number of a country that the attacker knows: nine digits that are free."""

DICTIONARY_BITS, DICTIONARY_BITS_A_LETTER = 22.0, 3.2
"""Four million forms of words, more than both languages' dictionaries hold; fewer of short ones."""
SHORTEST_UNKNOWN, LONGEST_UNKNOWN = 5, 22
WORDLIKE_BITS = 4.6
"""Cost a letter, on average, below which letters look like a word: measured, nine long words of ten
in dictionaries lie below, and five in a thousand rows of ten letters drawn by chance."""

_ROWS = ("`1234567890-=", "\0qwertyuiop[]\\", "\0asdfghjkl;'", "\0zxcvbnm,./")
_PLACES = {key: (x, y) for y, row in enumerate(_ROWS) for x, key in enumerate(row) if key != "\0"}
_UNSHIFTED = str.maketrans('~!@#$%^&*()_+{}|:"<>?', "`1234567890-=[]\\;',./")
_STEPS = {(1, 0), (-1, 0), (0, 1), (0, -1), (1, -1), (-1, 1)}
"""From a key to those that touch it, on rows that are each set a little to the right."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_UNKNOWN = f"{{{SHORTEST_UNKNOWN},{LONGEST_UNKNOWN}}}"
_LETTERS = re.compile(f"[a-z]{_UNKNOWN}|[а-яё]{_UNKNOWN}")

_LOOK_ALIKES = str.maketrans("4@310$578!9", "aaeiosstbig")
_LOOK_ALIKES_RUSSIAN = str.maketrans("@0346", "аозчб")

_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
_BETWEEN = r"[./ -]?"
_DATES = tuple(
    (re.compile(f"(?=({shape}))"), bits)
    for shape, bits in (
        (f"{_DAY}{_BETWEEN}{_MONTH}{_BETWEEN}(?:{_YEAR}|\\d\\d)", DATE_BITS),
        (f"{_MONTH}{_BETWEEN}{_DAY}{_BETWEEN}(?:{_YEAR}|\\d\\d)", DATE_BITS),
        (f"{_YEAR}{_BETWEEN}{_MONTH}{_BETWEEN}{_DAY}", DATE_BITS),
        (r"19\d\d|20[0-3]\d", YEAR_BITS),
        (r"(?:[0-2]\d|3[01])[./-]?(?:0\d|1[0-2])", DAY_BITS),
    )
)
_PHONE = re.compile(
    r"(?=((?:\+\d{1,3}|[078])[ (-]{0,2}\d{2,3}[ )-]{0,2}\d{2,3}[ -]?\d{2}[ -]?\d{2,3}))"
)


def pieces(text: str, known: Vocabulary) -> Iterator[Piece]:
    """Yield every piece that can be seen in a passphrase; they overlap."""
    lower = lowered(text)
    yield from _words(text, lower, known)
    yield from _long_words(text, lower, known)
    yield from _walks(lower)
    yield from _sequences(lower)
    yield from _repeats(lower)
    yield from _dates(lower)
    for found in _PHONE.finditer(lower):
        yield Piece(found.start(1), found.end(1), PHONE_BITS, Weakness.PHONE)


def lowered(text: str) -> str:
    """Return a text in lower case, of the same length even where one letter would become two."""
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _words(text: str, lower: str, known: Vocabulary) -> Iterator[Piece]:
    readings = _readings(lower)
    for start in range(len(lower)):
        for end in range(start + SHORTEST_WORD, min(start + LONGEST_WORD, len(lower)) + 1):
            for reading, disguise in readings:
                stretch = reading[start:end]
                word = stretch[::-1] if disguise is Weakness.BACKWARDS else stretch
                bits = known.bits.get(word)
                if bits is not None:
                    why = disguise or (Weakness.COMMON if bits < COMMON_BITS else None)
                    bits += (TRICK_BITS if disguise else 0) + _case_bits(text[start:end])
                    yield Piece(start, end, bits, why)


def _readings(lower: str) -> list[tuple[str, Weakness | None]]:
    """Return a text as it is and as it may be meant, letter for letter."""
    meant = [
        (cyrillic_keys(lower), Weakness.OTHER_LAYOUT),
        (latin_keys(lower), Weakness.OTHER_LAYOUT),
        (lower.translate(_LOOK_ALIKES), Weakness.LOOK_ALIKES),
        (lower.translate(_LOOK_ALIKES_RUSSIAN), Weakness.LOOK_ALIKES),
    ]
    return [
        (lower, None),
        (lower, Weakness.BACKWARDS),
        *((reading, why) for reading, why in meant if reading != lower),
    ]


def _case_bits(stretch: str) -> float:
    """Return what capitals add: one bit where people put them, else the number of ways."""
    capitals = sum(c.isupper() for c in stretch)
    if not capitals:
        return 0.0
    if stretch.isupper() or (capitals == 1 and (stretch[0].isupper() or stretch[-1].isupper())):
        return 1.0
    few = min(capitals, len(stretch) - capitals)
    return log2(sum(comb(len(stretch), count) for count in range(1, max(few, 1) + 1)))


def _long_words(text: str, lower: str, known: Vocabulary) -> Iterator[Piece]:
    """Yield stretches that no list has but that read like words, as typed or as meant."""
    for reading, disguise in _readings(lower):
        for found in _LETTERS.finditer(reading) if disguise is not Weakness.BACKWARDS else ():
            word, (start, end) = found[0], found.span()
            if sum(starmap(known.letter_bits, pairwise(f"\n{word}"))) < WORDLIKE_BITS * len(word):
                bits = min(DICTIONARY_BITS, DICTIONARY_BITS_A_LETTER * len(word))
                bits += (TRICK_BITS if disguise else 0) + _case_bits(text[start:end])
                yield Piece(start, end, bits, Weakness.ONE_WORD)


def _walks(lower: str) -> Iterator[Piece]:
    places = [_PLACES.get(key) for key in latin_keys(lower).translate(_UNSHIFTED)]
    steps = [(b[0] - a[0], b[1] - a[1]) if a and b else None for a, b in pairwise(places)]
    for start, end in _runs([step in _STEPS for step in steps], SHORTEST_WALK):
        turns = sum(a != b for a, b in pairwise(steps[start : end - 1]))
        bits = log2(len(_PLACES)) + log2(end - start) + turns * TURN_BITS
        yield Piece(start, end, bits, Weakness.WALK)


def _sequences(lower: str) -> Iterator[Piece]:
    steps = [ord(b) - ord(a) if a.isalnum() and b.isalnum() else 0 for a, b in pairwise(lower)]
    for step in (1, -1, 2, -2):
        for start, end in _runs([found == step for found in steps], SHORTEST_SEQUENCE):
            first = OBVIOUS_START_BITS if lower[start] in "az019ая" else log2(len(_ALPHABET))
            yield Piece(start, end, first + log2(end - start) + 1, Weakness.SEQUENCE)


def _runs(holds: list[bool], shortest: int) -> Iterator[tuple[int, int]]:
    """Yield start and end of stretches whose every step holds: those that begin or end one."""
    start = 0
    for at, held in enumerate([*holds, False]):
        if held:
            continue
        end = at + 1
        yield from ((start, part) for part in range(start + shortest, end + 1))
        yield from ((part, end) for part in range(start + 1, end - shortest + 1))
        start = end


def _repeats(lower: str) -> Iterator[Piece]:
    longest = [0] * (len(lower) + 1)
    for distance in range(1, len(lower)):
        run = 0
        for at in range(len(lower) - 1, distance - 1, -1):
            run = run + 1 if lower[at] == lower[at - distance] else 0
            longest[at] = max(longest[at], run)
    for at, length in enumerate(longest):
        if length >= SHORTEST_REPEAT:
            yield Piece(at, at + length, log2(at) + log2(length), Weakness.REPEAT)


def _dates(lower: str) -> Iterator[Piece]:
    for shape, bits in _DATES:
        for found in shape.finditer(lower):
            separated = SEPARATOR_BITS if not found[1].isdigit() else 0.0
            yield Piece(found.start(1), found.end(1), bits + separated, Weakness.DATE)
