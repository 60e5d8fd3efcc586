"""Text folded for search: what differs only in case, marks, letter form or keyboard becomes one.

The index holds `fold(text)`; a query is cut by `query_tokens` into plain words, each to be quoted
and looked up as the beginning of a word. What the index finds may be a little too much (北京 also
finds 京民北); `matching` holds each row found against the original text, more exactly.

Every character is folded by itself. So a folded text can be followed back to the original, and a
row of 120,000 combining marks, over which normalising the whole text takes 11 s, costs nothing.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import category, combining, decimal, normalize

FOLD_VERSION = 1
"""Raised whenever a text folds differently than before; the vault then builds its index anew."""

MOST_TOKENS = 32
"""Words of a query that the index is asked for: more than anybody types, and well below the depth
at which SQLite refuses an expression. `matching` still asks for all of them."""

_MOST_REMEMBERED = 20_000
"""Characters whose folded form is kept: two scripts of thousands, yet no more than 3 MB when
somebody sends every character there is."""

# Letters that Unicode does not take apart, but that a person types for one another: those that are
# missing on a Russian, Arabic or English keyboard, and those whose form is only a habit of writing.
_JOINED = str.maketrans(
    {
        # Kazakh, Kyrgyz, Tatar, Bashkir, Tajik, Uzbek, Sakha: the letter a Russian keyboard has
        "ә": "а", "ғ": "г", "қ": "к", "ҡ": "к", "ҝ": "к", "ң": "н", "ҥ": "н", "ө": "о", "ұ": "у",
        "ү": "у", "һ": "х", "ҳ": "х", "і": "и", "җ": "ж", "ҷ": "ч", "ҹ": "ч", "ҙ": "з", "ҫ": "с",
        "ҕ": "г", "ӏ": "1", "ґ": "г", "є": "е", "ѓ": "г", "ӡ": "з", "ӕ": "ае",
        # Latin letters with a stroke, and those that English keyboards lack
        "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ə": "e", "æ": "ae",
        "œ": "oe", "þ": "th", "ŋ": "n",
        # Arabic, Persian, Urdu, Kurdish: one letter, several code points or endings
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ے": "ي", "ک": "ك", "ڪ": "ك", "ة": "ه", "ۃ": "ه", "ہ": "ه",
        "ھ": "ه", "ە": "ه",
        # Hebrew letters at the end of a word, which stand inside it once another letter is typed
        "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ",
    }
)  # fmt: skip

# Signs that Unicode would take apart into letters ("№5" must be found by 5, not by no5).
_SEPARATORS = frozenset("№™℠℡")

# Patterns stay text until they are first used: to make one takes up to 0.4 ms of every start.

# Nothing that is seen or said: tatweel, fillers, variation selectors. (Format characters go too.)
_SILENT = (
    "[\u0640\u034f\u115f\u1160\u3164\uffa0\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0f"
    "\U000e0100-\U000e01ef]"
)

# Ranges of the scripts in which any letter may begin a word.
_UNSPACED = (
    "\u0e01-\u0eff\u1000-\u109f\u1780-\u17d3\u1980-\u19df"  # Thai, Lao, Myanmar, Khmer, Tai Lue
    "\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff"  # Hangul, taken apart into its letters
    "\u3005\u3007\u3040-\u312f\u31f0-\u31ff"  # Japanese, Bopomofo
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"  # Chinese
)

_WORD_OPENS = _UNSPACED.replace("\u1100-\u11ff", "\u1100-\u115f").replace("\ud7b0-\ud7ff", "")
_FIRST_UNSPACED = _UNSPACED[0]

# Vowel signs and joined consonants of Indic scripts stay in `letters` and are left out of the
# index, whose tokenizer would cut words at them; so do the letters that it does not know.
_NOT_INDEXED = r"[^\w ]|[\u19b0-\u19c0\u19c8\u19c9\u1cf2\u1cf3]"

ARTICLE = r"(?:[وفبك]?ال|[وف]?لل)(?=[\u0620-\u06ff]{3})"
"""The Arabic article, with what is written together with it, before at least three letters more."""

_LEADING_ARTICLE = rf"\A{ARTICLE}"
_AFTER_ARTICLE = rf"(?<!\S){ARTICLE}(\w+)"

# What changes at the end of a Russian noun or adjective, after four letters that stay (й is folded,
# so it stands here as и). Endings on a consonant are kept, or Иванов would find every Иван.
_RUSSIAN_ENDING = (
    "(?<=[а-я]{4})(?:[аяыи]ми|[оеы]го|[ое]му|ая|яя|[оеыи][еи]|ую|юю|и[яюие]|[аеиоуыэюяь])"
    r"\Z"
)


class _Letters(dict[int, str]):
    """The folded form of each character met so far, by its code point: `translate` asks for it."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        if len(self) < _MOST_REMEMBERED:
            self[code] = folded
        return folded


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower() if character.isalnum() else " "
    if re.match(_SILENT, character) or category(character) == "Cf":
        return ""
    if character in _SEPARATORS:
        return " "
    bare = "".join(c for c in normalize("NFKD", character) if not combining(c))
    return "".join(map(_word_part, bare.casefold().translate(_JOINED)))


def _word_part(character: str) -> str:
    if re.match(_SILENT, character):
        return ""
    digit = decimal(character, None)
    if digit is not None:
        return str(digit)
    return character if character.isalnum() or category(character) in {"Mn", "Mc"} else " "


_LETTERS = _Letters()


def letters_of(text: str) -> list[str]:
    """Return, for each character of the text, what it folds to: nothing, one letter or several.

    What separates words folds to a space. Joined together, this is what `matching` looks into.
    """
    return [_LETTERS[ord(character)] for character in text]


def letters(text: str) -> str:
    """Return the folded letters of a text, words apart by spaces, unspaced scripts left whole."""
    return text.translate(_LETTERS)


def fold(text: str) -> str:
    """Return the words of a text for the index, separated by spaces.

    Holds nothing but what FTS5's `unicode61` takes for letters and digits, and spaces. A word with
    an Arabic article stands there twice, with it and without: so it is found both ways, and while
    the article is being typed. Never raises.
    """
    words = _cut(letters(text))
    return words if words.isascii() else " ".join([words, *re.findall(_AFTER_ARTICLE, words)])


@lru_cache(maxsize=1)
def query_words(query: str) -> tuple[tuple[str, str], ...]:
    """Return the words of a query as `letters` of a text hold them, each in stem and ending.

    The stem alone is what must begin a word of the text; the Arabic article is left out of it.
    """
    return tuple(dict.fromkeys(map(_stem_and_ending, letters(query).split())))


def query_tokens(query: str) -> tuple[str, ...]:
    """Return what to ask the index for: every token is a plain word, to be quoted, as a prefix.

    Empty when the query holds no letter and no digit. At most `MOST_TOKENS`. Never raises.
    """
    tokens = _cut(" ".join(stem for stem, _ in query_words(query))).split()
    return tuple(dict.fromkeys(tokens))[:MOST_TOKENS]


@lru_cache(maxsize=_MOST_REMEMBERED)
def joined(before: str, after: str) -> bool:
    """Tell whether two folded letters that stand side by side belong to one word."""
    return " " not in _cut(before + after)


def _stem_and_ending(word: str) -> tuple[str, str]:
    if word.isascii():
        return word, ""
    bare = re.sub(_LEADING_ARTICLE, "", word)
    stem = re.sub(_RUSSIAN_ENDING, "", bare)
    return stem, bare[len(stem) :]


def _cut(folded: str) -> str:
    """Leave out what the index cannot hold, and stand every unspaced character by itself."""
    if folded.isascii():
        return folded
    plain = re.sub(_NOT_INDEXED, "", folded)
    return _word_edge().sub(" ", plain) if max(plain, default="") >= _FIRST_UNSPACED else plain


@cache
def _word_edge() -> re.Pattern[str]:
    """Match between two letters that are words apart. Made when first met: it costs 2 ms."""
    return re.compile(f"(?=[{_WORD_OPENS}])|(?<=[{_UNSPACED}])(?=[^{_UNSPACED} ])")
