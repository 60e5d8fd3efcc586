"""What a query marks in the text that a person wrote, and what is cut out to show it."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safejournal.domain import matching
from safejournal.domain.fold import fold, letters, query_tokens
from safejournal.domain.matching import (
    ELLIPSIS,
    NARROWEST,
    Excerpt,
    excerpt,
    marks,
    matches,
    matches_inside,
)

LETTERS = "аёйқі иbcß éЗ\u0301\u0306\u200c\u00ad\u0640الشرطةمة警京北 경찰ก\u0e34हि1٣ \n.-"
TEXT = st.text(st.one_of(st.sampled_from(LETTERS), st.characters(exclude_categories=["Cs"])))
QUERY = st.text(st.sampled_from(LETTERS), min_size=1, max_size=6)


def marked(text: str, query: str, *, inside: bool = False) -> list[str]:
    """Return the pieces of the text that are marked."""
    return [text[a:b] for a, b in marks(text, query, inside=inside)]


def cells(text: str) -> int:
    """Return how wide a text stands in a terminal."""
    silent = {"Mn", "Me", "Cf"}
    wide = {"W", "F"}
    return sum(
        0
        if unicodedata.category(c) in silent
        else 2
        if unicodedata.east_asian_width(c) in wide
        else 1
        for c in text
    )


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Зелёный автомобиль у дома", "зеленый", ["Зелёный"]),
        ("Зеле\u0308ный автомобиль", "зелё", ["Зеле\u0308"]),
        ("Подозрительные машины, машинист", "машина", ["машин", "машин"]),
        ("машина", "машина", ["машина"]),
        ("Иван Иванов", "ИВАНОВ", ["Иванов"]),
        ("Қазақ тілі", "казак", ["Қазақ"]),
        ("Große Straße", "strasse", ["Straße"]),
        ("Straße", "stras", ["Straß"]),
        ("الشرطة أوقفتني", "شرطة", ["شرطة"]),
        ("الشرطة أوقفتني", "الشرطة", ["شرطة"]),
        ("الشرطة أوقفتني", "الش", ["الش"]),
        ("مُراقَبة المنزل", "مراقبة منزل", ["مُراقَبة", "منزل"]),
        ("می\u200cخواهم بروم", "میخواهم", ["می\u200cخواهم"]),
        ("كـتاب", "كتا", ["كـتا"]),
        ("我今天看到警察在跟踪我", "跟踪我", ["跟踪我"]),
        ("去北京了，京民北", "北京", ["北京"]),
        ("국가경찰이", "경찰", ["경찰"]),
        ("국가경찰이", "경차", ["경찰"]),
        ("हिन्दी हनद", "हि", ["हि"]),
        ("plan plan b", "plan b", ["plan", "plan", "b"]),
        ("it's so", "s", ["s", "s"]),
        ("unplanned plan", "plan", ["plan"]),
        ("١٢٣ 123", "12", ["١٢", "12"]),
        ("nothing", "zzz", []),
        ("nothing", "-*-", []),
        ("", "a", []),
    ],
)
def test_marks_fall_on_what_was_written(text: str, query: str, expected: list[str]) -> None:
    """Marks stand on whole original characters, with the marks and silent letters they carry."""
    assert marked(text, query) == expected


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("unplanned plan", "plan", ["plan", "plan"]),
        ("автомашина", "машины", ["машин"]),
        ("+7 (701) 123-45-67", "7011234567", ["701) 123-45-67"]),
        ("A 123 BC", "23", ["23"]),
        ("1 then 2", "12", []),
        ("京民北", "北京", []),
    ],
)
def test_inside_finds_in_the_middle(text: str, query: str, expected: list[str]) -> None:
    """The slower search finds inside words, and a number however its digits are grouped."""
    assert marked(text, query, inside=True) == expected
    assert matches_inside([text], query) == bool(expected)


@pytest.mark.parametrize(
    ("fields", "query", "expected"),
    [
        (["去北京了"], "北京", True),
        (["京民北"], "北京", False),
        (["北", "京"], "北京", False),
        (["Black car", "seen in Oslo"], "oslo car", True),
        (["Black car", "seen in Oslo"], "oslo bus", False),
        (["scar"], "car", False),
        (["anything"], "", False),
        (["anything"], "?!", False),
        ([], "car", False),
    ],
)
def test_a_record_matches_when_every_word_is_in_some_field(
    fields: list[str], query: str, expected: bool
) -> None:
    """Words may stand in different fields; characters of one Chinese word may not."""
    assert matches(fields, query) is expected


def test_a_query_of_signs_is_taken_literally() -> None:
    """What is syntax for a search engine or a regular expression is a mere separator here."""
    assert matches(["see .* and (a|b)"], ".*") is False
    assert marked("a|b and (c)", "(a|b) c)") == ["a", "b", "a", "c"]


@given(TEXT, QUERY)
@example("ﷺ", "صلى الله")
def test_marks_are_ordered_and_hold_something(text: str, query: str) -> None:
    """Marks come in order, apart from one another, inside the text, and never empty."""
    for inside in (False, True):
        edges = [edge for span in marks(text, query, inside=inside) for edge in span]
        assert edges == sorted(set(edges))
        assert all(0 <= edge <= len(text) for edge in edges)


@given(TEXT, QUERY)
def test_what_matches_is_marked_and_what_is_marked_matches(text: str, query: str) -> None:
    """A row shown for one word has a mark, and a mark is never there without a match."""
    word = (query.split() or [""])[0]
    if len(letters(word).split()) == 1:
        assert matches([text], word) == bool(marks(text, word))
        assert matches_inside([text], word) == bool(marks(text, word, inside=True))


@given(TEXT, QUERY)
def test_the_index_proposes_all_that_matches(text: str, query: str) -> None:
    """Whatever `matches` accepts, the index finds by the tokens of the query: nothing is missed."""
    if matches([text], query):
        held = fold(text).split()
        for token in query_tokens(query):
            assert any(word.startswith(token) for word in held)


@given(TEXT, QUERY)
def test_matching_at_word_starts_is_matching_inside(text: str, query: str) -> None:
    """The slow search finds at least what the quick one finds."""
    assert not matches([text], query) or matches_inside([text], query)


@given(TEXT, QUERY, st.integers(-5, 60))
def test_an_excerpt_fits_and_shows_the_first_mark(text: str, query: str, width: int) -> None:
    """An excerpt is one line, never too wide, with its first mark on what was found first."""
    found = marks(text, query)
    shown = excerpt(text, query, width)
    assert cells(shown.text) <= max(width, NARROWEST)
    assert "\n" not in shown.text
    assert all(0 <= a < b <= len(shown.text) for a, b in shown.marks)
    if found and cells(text[found[0][0]]):
        first = shown.text[slice(*shown.marks[0])]
        assert text[slice(*found[0])].replace("\n", " ").startswith(first)


def test_an_excerpt_is_cut_between_words_around_the_find() -> None:
    """The find stands inside its sentence, with more of it after than before."""
    text = "We walked home past the market. Then a black car stopped beside us and waited there."
    shown = excerpt(text, "car", 40)
    assert shown == Excerpt(text="…a black car stopped beside us and…", marks=((9, 12),))


def test_a_short_text_is_shown_whole() -> None:
    """Nothing is cut that fits, and line breaks become spaces."""
    assert excerpt("one\ntwo", "two", 20) == Excerpt(text="one two", marks=((4, 7),))


def test_an_excerpt_without_a_find_is_the_beginning() -> None:
    """A row that was found by another field still shows how its text begins."""
    assert excerpt("word " * 50, "other", 20) == Excerpt(text="word word word…", marks=())


def test_an_excerpt_near_the_end_uses_the_whole_line() -> None:
    """When the text ends soon after the find, what precedes it fills the line."""
    shown = excerpt("alpha beta gamma delta epsilon zeta end", "end", 24)
    assert shown.text == "…delta epsilon zeta end"


def test_an_excerpt_of_wide_characters_counts_cells() -> None:
    """Chinese takes two cells a character, and is cut anywhere, having no spaces."""
    shown = excerpt("我" * 40 + "警察" + "我" * 40, "警察", 20)
    assert shown.text == ELLIPSIS + "我" * 3 + "警察" + "我" * 4 + ELLIPSIS
    assert shown.text[slice(*shown.marks[0])] == "警察"


def test_a_find_longer_than_the_line_is_cut() -> None:
    """An endless word is shown from its beginning as far as the line goes."""
    shown = excerpt("x" * 500, "x" * 400, 10)
    assert shown == Excerpt(text="xxxxxxxx…", marks=((0, 8),))


def test_an_excerpt_tells_nothing_when_printed_by_accident() -> None:
    """The person's words stay out of `repr`."""
    assert "secret" not in repr(excerpt("secret words", "secret", 20))


def test_what_is_taken_for_narrow_is() -> None:
    """No character that is skipped over at once is a mark, or takes two cells."""
    narrow = filter(matching._NARROW.fullmatch, map(chr, range(sys.maxunicode)))
    assert {matching._cells(character) for character in narrow} == {1}
