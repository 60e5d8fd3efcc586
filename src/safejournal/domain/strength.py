"""An honest estimate of a passphrase that a person chose.

It is an upper limit: a guesser may know more than our lists, and certainly more about the person. A
line of a song, a birthday of a friend or a favourite football team's score look better here than
they are. There are no rules of composition: rules make passphrases alike. Nothing is refused.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import pairwise
from math import log2
from unicodedata import normalize

from safejournal.domain.guessing import Cost, cost_for_attacker
from safejournal.domain.phrase_form import is_list_phrase
from safejournal.domain.pieces import Piece, Weakness, lowered, pieces
from safejournal.domain.values import dataclass
from safejournal.domain.vocabulary import Vocabulary, vocabulary

__all__ = ["Estimate", "Weakness", "estimate"]

ENOUGH_BITS = 50.0
"""Below it a passphrase is called guessable. Four words drawn by chance have 51.7 bits, and hold a
thousand graphics cards for some 90 years; one bit less halves the time."""

GOOD_BITS = 64.0
"""Five words drawn by chance. From here on no weakness of a part is worth a person's attention."""

LONGEST_LOOKED_AT = 200
"""Characters. What stands behind them can only add."""

NEXT_PIECE_BITS = 1.0
"""What kind of piece comes next, and whether one does."""

NEXT_CLASS_BITS = 2.0
"""Between letters, capitals, digits and signs in a row without an order: one of four follows."""

SENTENCE_BITS = 1.5
"""A character of a sentence. Shannon (1951) found people needed 0.6 to 1.3 bits for English, and
models of language need no more."""

FEWEST_WORDS_OF_A_SENTENCE = 3
_PUNCTUATION = ".,:;!?-…«»\"'()"

FUNCTION_WORDS = frozenset(
    "a an and are as at be but by for from he her his i in is it its me my no not of on or our she"
    " so than that the their they this to was we were what when with you your"
    " а без бы в во вы где да для до его ее если есть же за и из или их к как когда ко кто ли меня"
    " мне мой моя моё мои мы на над не нет ни но о об он она они от по под при про с свой свою себя"
    " со так там то тебя твой ты тут у уже что чтобы это я".split()
)
"""Words that hold sentences together. A phrase whose words are all of one list is none."""

SPACE_BITS = 1.0
LETTERS_OF_AN_ALPHABET = 5.0
"""Any script but Latin, about: 32 letters."""
DIGIT_BITS, LATIN_BITS, SIGN_BITS = log2(10), log2(26), log2(33)
OTHER_BITS = 8.0
"""Chinese characters and pictures: of thousands, the few hundred that are used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What a passphrase is worth at most."""

    bits: float
    """Binary logarithm of the guesses that find it for certain."""
    cost: Cost
    """What that means for an attacker with a thousand graphics cards, at the default memory."""
    warnings: tuple[Weakness, ...]
    """Empty when there is nothing to say."""


def estimate(
    passphrase: str,
    english: Collection[str],
    russian: Collection[str],
    common: Collection[str],
) -> Estimate:
    """Return what a passphrase costs a guesser who knows our lists and the habits of people.

    `common` is in order, the likeliest first. An empty passphrase is worth 0 bits.
    """
    words = normalize("NFC", passphrase).split()
    text = " ".join(words)
    looked_at = text[:LONGEST_LOOKED_AT]
    known = vocabulary(frozenset(english), frozenset(russian), tuple(common))
    drawn = is_list_phrase(text, english, russian)
    bits, weaknesses = _cheapest(lowered(looked_at) if drawn else looked_at, known)
    if drawn:
        bits = min(bits, _drawn_bits(words, max(len(english), len(russian))))
    elif _is_sentence(words) and len(looked_at) * SENTENCE_BITS < bits:
        bits, weaknesses = len(looked_at) * SENTENCE_BITS, [Weakness.SENTENCE]
    return Estimate(
        bits=bits,
        cost=cost_for_attacker(bits),
        warnings=_warnings(bits, weaknesses, cut=len(text) > LONGEST_LOOKED_AT),
    )


def _drawn_bits(words: list[str], list_length: int) -> float:
    """Return what words of one list are worth if drawn by chance, which we cannot know."""
    different = len({word.lower() for word in words})
    return different * log2(list_length) + (len(words) - different) * log2(len(words))


def _is_sentence(words: list[str]) -> bool:
    """Tell whether these are plain words, with one among them that only language needs."""
    bare = [word.strip(_PUNCTUATION).lower() for word in words]
    plain = len(words) >= FEWEST_WORDS_OF_A_SENTENCE and all(word.isalpha() for word in bare)
    return plain and not FUNCTION_WORDS.isdisjoint(bare)


def _warnings(bits: float, weaknesses: list[Weakness], *, cut: bool) -> tuple[Weakness, ...]:
    found = [Weakness.GUESSABLE] if bits < ENOUGH_BITS else []
    found += weaknesses if bits < GOOD_BITS else []
    found += [Weakness.CUT] if cut else []
    return tuple(dict.fromkeys(found))


def _cheapest(text: str, known: Vocabulary) -> tuple[float, list[Weakness]]:
    """Return the cheapest way to put a text together, and what is weak about its pieces."""
    ending: list[list[Piece]] = [[] for _ in range(len(text) + 1)]
    for piece in pieces(text, known):
        ending[piece.end].append(piece)
    best, last = [0.0], [Piece(0, 0, 0.0, None)]
    for end, letter_bits in enumerate(_letter_by_letter(text, known), 1):
        bits, piece = best[end - 1] + letter_bits, Piece(end - 1, end, letter_bits, None)
        for other in ending[end]:
            with_other = best[other.start] + other.bits + (NEXT_PIECE_BITS if other.start else 0)
            if with_other < bits:
                bits, piece = with_other, other
        best.append(bits)
        last.append(piece)
    return best[-1], _weaknesses(last)


def _weaknesses(last: list[Piece]) -> list[Weakness]:
    """Follow the cheapest way back to its beginning."""
    found: list[Weakness] = []
    end = len(last) - 1
    while end:
        weakness = last[end].weakness
        found = [weakness, *found] if weakness else found
        end = last[end].start
    return found


def _letter_by_letter(text: str, known: Vocabulary) -> list[float]:
    """Return the cost of each character for who has no better idea than to try them all."""
    found: list[float] = []
    for before, letter in pairwise(f" {text}"):
        bits = _class_bits(letter)
        if letter.isalpha() and (before.isalpha() or before == " "):
            bits = min(bits, known.letter_bits(before.lower().replace(" ", "\n"), letter.lower()))
        if " " not in (before, letter) and _class_of(before) != _class_of(letter):
            bits += NEXT_CLASS_BITS
        found.append(bits)
    return found


def _class_bits(letter: str) -> float:
    if letter == " ":
        return SPACE_BITS
    if letter.isdigit():
        return DIGIT_BITS
    if letter.isascii():
        return LATIN_BITS if letter.isalpha() else SIGN_BITS
    return LETTERS_OF_AN_ALPHABET if letter.isalpha() and letter < "\u2000" else OTHER_BITS


def _class_of(letter: str) -> str:
    if letter.isdigit():
        return "digit"
    if letter.isalpha():
        return "capital" if letter.isupper() else "letter"
    return "sign"
