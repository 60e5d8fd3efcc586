"""What text may reach a terminal: everything that would command it, or hide, is made visible.

The law of this module: what `visible` returns cannot move the cursor, turn the direction of
reading, hide a word or stand for nothing on the screen; and text that people really write, from
Persian to emoji families, comes through unchanged. It judges a whole text: who holds one in pieces
joins them first, since only its neighbours tell whether a joiner is spelling or disguise.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, name, normalize

REPLACEMENT = "\ufffd"
"""Stands for what has no picture of its own."""

MARKS_SHOWN = 8
"""Combining marks in a row that are let through. Hebrew with cantillation has four, Tibetan six; a
tower of hundreds would cover the lines above and below it."""

MIXED = "(!) "
"""Put before a name that mixes scripts. Plain ASCII, so that every console shows it."""

_LOOKS_REMEMBERED = 2048

# These stay text until they are first used: to make the patterns takes 0.6 ms of every start.

# Where something may have to be replaced: all but letters, digits and what ASCII shows, and the
# four fillers that count as letters though nothing is seen of them.
_SUSPECT = r"[^ -~\w]|[\u115f\u1160\u3164\uffa0]"
_SUSPECT_IN_LINES = r"[^ -~\w\n\t]|[\u115f\u1160\u3164\uffa0]"
_PERHAPS_TOWER = rf"[^\w\x00-\x7f]{{{MARKS_SHOWN + 1},}}"

_PICTURES = {chr(code): chr(0x2400 + code) for code in range(0x20)} | {"\x7f": "\u2421"}

_COMMANDS = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_SEEN_FORMATS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd"
)
"""Format characters that are seen: Arabic and Kaithi signs that embrace the number after them."""

_UNSEEN = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0"  # joiners and fillers without a look
    "\ufe00-\ufe0d\ufdd0-\ufdef\ufff0-\ufff8"  # variants of signs; noncharacters; specials
    "\U000e0000-\U000e0fff]"  # tags and variants of Chinese names
)
"""Neither format nor control, and yet nothing is seen. Tags and variants are given up, although the
flags of three countries and some Japanese names use them: whole texts have been hidden in them."""

_LAST_TWO = 0xFFFE
"""The last two code points of every plane are noncharacters."""

_ZWNJ, _ZWJ = "\u200c", "\u200d"
_AS_SIGN, _AS_PICTURE = "\ufe0e", "\ufe0f"
_BY_NEIGHBOURS = frozenset({_ZWNJ, _ZWJ, _AS_SIGN, _AS_PICTURE, *"\u180b\u180c\u180d\u180e\u180f"})

_JOINING = (("\u0620", "\u109f"), ("\u1780", "\u17d3"), ("\u1820", "\u18aa"))
"""Arabic with Persian and Uyghur, Syriac, Indic scripts, Myanmar; Khmer; Mongolian: their spelling
needs joiners."""

_MIXABLE = frozenset({"LATIN", "CYRILLIC", "GREEK", "COPTIC", "ARMENIAN", "CHEROKEE"})
"""Scripts with letters that look alike, as their character names begin (after UTS 39)."""

_DANGLING_JOINER = r"[\u200c\u200d](?:[ .]|\Z)"


def visible(text: str, *, newlines: bool = False) -> str:
    r"""Return text that a terminal only shows, never longer than what came in.

    With `newlines`, `\n` and `\t` stay. A control character becomes its picture (`␛`), anything
    else that commands or hides becomes `REPLACEMENT`; so does what exceeds `MARKS_SHOWN` marks.
    """
    in_line = text.replace("\n", "").replace("\t", "") if newlines else text
    if in_line.isascii() and in_line.isprintable():
        return text
    suspect = _SUSPECT_IN_LINES if newlines else _SUSPECT
    return re.sub(suspect, _shown, re.sub(_PERHAPS_TOWER, _cut_marks, text))


def is_plain(text: str, *, newlines: bool = False) -> bool:
    """Tell whether a text may reach a terminal as it is."""
    return visible(text, newlines=newlines) == text


def marked_name(written: str) -> tuple[str, bool]:
    """Return a name as it may be shown, and whether it may pass for another one.

    That is so when one word mixes scripts whose letters look alike (Latin c, Cyrillic с), or ends
    in a joiner that nobody sees; such a name has `MIXED` before it. A name that is written wholly
    in another script is not told from its look-alike.
    """
    shown = visible(written)
    doubtful = bool(re.search(_DANGLING_JOINER, shown)) or _mixes_scripts(shown)
    return (MIXED + shown if doubtful else shown), doubtful


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    if character in _BY_NEIGHBOURS:
        return character if _is_spelling(found.string, found.start()) else REPLACEMENT
    return _look(character)


@lru_cache(_LOOKS_REMEMBERED)
def _look(character: str) -> str:
    if character in _PICTURES:
        return _PICTURES[character]
    commands = category(character) in _COMMANDS and character not in _SEEN_FORMATS
    nobody = ord(character) & _LAST_TWO == _LAST_TWO
    return REPLACEMENT if commands or nobody or re.match(_UNSEEN, character) else character


def _is_spelling(text: str, at: int) -> bool:
    """Tell whether a joiner or selector stands where writing needs it."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character in {_AS_SIGN, _AS_PICTURE}:
        return _has_two_looks(before)
    if character not in {_ZWNJ, _ZWJ}:
        return "\u1820" <= before <= "\u18aa"
    if _joins(before):  # at the end too, or a word would flicker while it is being typed
        return after in {"", " ", "."} or _joins(after)
    pictured = text[at - 2 : at - 1] if before == _AS_PICTURE else before
    return character == _ZWJ and _is_emoji(pictured) and _is_emoji(after)


def _joins(character: str) -> bool:
    return (
        any(first <= character <= last for first, last in _JOINING)
        and category(character)[0] in "LMN"
        and _look(character) == character
    )


def _is_emoji(character: str) -> bool:
    return "\u2190" <= character <= "\u2bff" or "\U0001f000" <= character <= "\U0001fbff"


def _has_two_looks(character: str) -> bool:
    return character != "" and (_is_emoji(character) or character in "#*0123456789©®‼⁉™ℹ〰〽㊗㊙")


def _cut_marks(found: re.Match[str]) -> str:
    kept, run = [], 0
    for character in found[0]:
        run = run + 1 if category(character) in {"Mn", "Mc", "Me", "Cf"} else 0
        if run <= MARKS_SHOWN:
            kept.append(character)
        elif run == MARKS_SHOWN + 1:
            kept.append(REPLACEMENT)
    return "".join(kept)


def _mixes_scripts(shown: str) -> bool:
    bare = "".join(c for c in normalize("NFKD", shown) if category(c) not in {"Mn", "Me", "Cf"})
    return any(len(set(map(_script, word)) & _MIXABLE) > 1 for word in re.findall(r"\w+", bare))


def _script(letter: str) -> str:
    return name(letter, "").split(" ", 1)[0]
