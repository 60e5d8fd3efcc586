"""What may reach a terminal, over every character there is."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safejournal.domain.visible import (
    MARKS_SHOWN,
    MIXED,
    REPLACEMENT,
    is_plain,
    marked_name,
    visible,
)
from tests.domain.characters import EVERY_CHARACTER

NAMED = (
    "\u061c\u200b\u200e\u200f\u2028\u2029\u2060\ufeff\xad\x7f"
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufff9\ufffa\ufffb"
)
"""Those that attackers are known to use: directions, zero width, separators, annotations."""

TAGS = "".join(map(chr, range(0xE0000, 0xE0080)))
SEEN_FORMATS = "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u0890\u0891\u08e2\U000110bd\U000110cd"
JOINERS = "\u200c\u200d"

TRICKY = st.sampled_from(
    [
        *(NAMED + JOINERS),
        *"\ufe0e\ufe0f\ufe00\u180b\u180e\n\t\r\x1b\x9b\0 .aя❤👩🏽🚀1هیکक\u094dᠮ\u17b4\u0301",
        *("\u0301" * MARKS_SHOWN, "\U000e0041", "\U000e0101", "\ud800", "\uffff", "\u1160"),
    ]
)
ANY_TEXT = st.lists(st.one_of(TRICKY, st.characters()), max_size=40).map("".join)


def is_forbidden(character: str, *, newlines: bool) -> bool:
    """Tell what no terminal may ever get, from the tables of Unicode."""
    if newlines and character in "\n\t":
        return False
    if character in SEEN_FORMATS + JOINERS:
        return False
    code = ord(character)
    return (
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
        or character in NAMED + TAGS
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xFE00 <= code <= 0xFE0D
        or 0xE0000 <= code <= 0xE0FFF
    ) and not "\u180b" <= character <= "\u180f"


@pytest.mark.parametrize(
    ("before", "after", "newlines"),
    [("", "", False), ("a", "b", True), ("ه", "ی", False), ("👩", "🚀", True)],
)
def test_no_character_comes_through_that_commands_or_hides(
    before: str, after: str, newlines: bool
) -> None:
    """Each character there is, alone and between letters or pictures, is made visible."""
    for character in EVERY_CHARACTER:
        shown = visible(before + character + after, newlines=newlines)
        kept = shown == before + character + after
        assert kept or not shown.isascii()
        assert kept != is_forbidden(character, newlines=newlines) or character in JOINERS + (
            "\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufe0e\ufe0f"
            "\u180b\u180c\u180d\u180e\u180f\ufff0\ufff1\ufff2\ufff3\ufff4\ufff5\ufff6\ufff7\ufff8"
        ), hex(ord(character))


@pytest.mark.parametrize("newlines", [False, True])
@given(text=ANY_TEXT)
@example(text="👩\ufe0f\u200d\ufe0f🚀")
@example(text="ک\u200c\nه\u200d\x1b")
@example(text="क" + "\u094d" * 7 + "\u200d" * 9 + "क")
def test_any_text_comes_out_harmless_short_and_final(newlines: bool, text: str) -> None:
    """Whatever stands side by side: nothing forbidden, never longer, and shown twice as once."""
    shown = visible(text, newlines=newlines)
    assert not [c for c in shown if is_forbidden(c, newlines=newlines)]
    assert len(shown) <= len(text)
    assert visible(shown, newlines=newlines) == shown
    assert is_plain(shown, newlines=newlines)
    assert is_plain(text, newlines=newlines) == (shown == text)


@given(ANY_TEXT)
def test_joiners_are_never_side_by_side(text: str) -> None:
    """No run of invisible characters, in which something could be written, is let through."""
    shown = visible(text)
    for first, second in pairwise(shown):
        assert not (first in JOINERS and second in JOINERS)
        assert not (first in JOINERS and second in "\ufe0e\ufe0f")


@pytest.mark.parametrize(
    "text",
    [
        "Plain ASCII, with ~ and \\ and {}.",
        "Сегодня у подъезда — чёрная машина № 5, «наши» фото…",
        "Қазақстан, өлкө, Ұлытау, һүҙ",
        "می\u200cخواهم به خانه\u200cام بروم",
        "۱۴۰۳ ه\u200d.ق",
        "مُراقَبَةُ المَنْزِلِ، كـتاب",
        "שָׁלוֹם וּבְרָכָה בְּרֵאשִׁ֖ית",
        "हिन्दी में क्\u200dष और शक्\u200cति",
        "ශ්\u200dරී ලංකා",
        "ผู้ใหญ่บ้านถูกจับ",
        "ကျွန်တော်",
        "ᠮᠣᠩᠭᠣᠯ ᠪᠠᠶᠢᠨ\u180eᠠ",
        "བོད་སྐད་ ཧཱུྃ",
        "我今天看到警察",
        "경찰이 왔다",
        "cafe\u0301 Vie\u0323\u0302t",
        "👨\u200d👩\u200d👧\u200d👦 👩🏽\u200d🚀 🏳\ufe0f\u200d🌈 ❤\ufe0f\u200d🔥",
        "1\ufe0f\u20e3 🇰🇿 ©\ufe0f",
        "👨\u200d👩\u200d👧\u200d👦" * 20,
        "→ ½ € ™ ␛ \u00a0 \u3000",
    ],
)
def test_what_people_write_comes_through_unchanged(text: str) -> None:
    """Joiners, marks and selectors that writing needs are kept in every script we know of."""
    assert visible(text) == text
    assert is_plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("a\x7fb\0c", "a␡b␀c"),
        ("one\ntwo\tthree\r\n", "one␊two␉three␍␊"),
        ("\x9b31m", "\ufffd31m"),
        ("user\u202egpj.exe", "user\ufffdgpj.exe"),
        ("pass\u00adword a\u200bb", "pass\ufffdword a\ufffdb"),
        ("a\u200db я\u200cя", "a\ufffdb я\ufffdя"),
        ("🏴\U000e0067\U000e007f", "🏴\ufffd\ufffd"),
        ("葛\U000e0100 x\ufe0f A\ufe01", "葛\ufffd x\ufffd A\ufffd"),
        ("❤\ufe0f\ufe0f", "❤\ufe0f\ufffd"),
        ("می\u200c\u200cخ", "می\ufffd\ufffdخ"),
        ("\u200cمن", "\ufffdمن"),
        ("a\u3164b\u115f", "a\ufffdb\ufffd"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_what_commands_or_hides_is_seen(text: str, shown: str) -> None:
    """A control shows its own picture, so that a person can name it; the rest a replacement."""
    assert visible(text) == shown


def test_lines_stay_lines_when_asked_for() -> None:
    """Only the line feed and the tab stay; a carriage return could overwrite the line."""
    assert visible("one\ntwo\tthree\r\n", newlines=True) == "one\ntwo\tthree␍\n"


def test_a_tower_of_marks_is_cut_and_the_cut_is_seen() -> None:
    """A letter carries as many marks as any script needs; the rest is one replacement."""
    tower = "a" + "\u0301\u0316" * 60_000
    assert visible(tower + "b") == tower[: 1 + MARKS_SHOWN] + REPLACEMENT + "b"
    assert is_plain(tower[: 1 + MARKS_SHOWN])


@pytest.mark.parametrize(
    "name",
    [
        "Aigerim Example",
        "Иван Петров",
        "Ivan Петров",
        "Жан-Поль",
        "PR-отдел",
        "O'Neil",
        "Ґалаґан Ӏиса",
        "Zoé Łukasz ß",
        "کاوه می\u200cخواهد",
        "山田 ハナコ",
        "Anna2",
        "",
    ],
)
def test_an_honest_name_is_not_marked(name: str) -> None:
    """Names in one script, and in several scripts word by word, stand as they are."""
    assert marked_name(name) == (name, False)


@pytest.mark.parametrize(
    "name", ["Ивaн", "Аlice", "Αnna", "O\u0301лег", "ＡннА", "𝐀лия", "Аpм", "علی\u200c"]
)
def test_a_name_that_mixes_scripts_is_marked(name: str) -> None:
    """One Latin letter among Cyrillic ones, however dressed up, shows before the name."""
    assert marked_name(name) == (MIXED + name, True)


def test_a_marked_name_is_visible_itself() -> None:
    """What hides inside a name is shown, whether the name is marked or not."""
    assert marked_name("An\u202ena") == ("An\ufffdna", False)
