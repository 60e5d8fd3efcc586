"""The case library: all of it is there, in both languages, sourced, and it names no person."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from safejournal import content
from safejournal.domain.plan_words import PersonRole
from safejournal.domain.rules import MECHANISMS

BASE = Path(content.__file__).parent / "packs" / "base"
HERE = Path(__file__).parent

LIBRARY = """
AZ-GE-01 AZ-GE-02 BH-RS-01 BY-RU-01 CN-KZ-01 CN-LA-01 CN-MA-01 HK-XX-01 IR-AE-01 NI-CR-01 RU-AM-02
RU-AM-03 RU-DE-01 RU-KG-01 RU-KZ-01 RU-KZ-03 RU-KZ-05 RU-KZ-06 RU-KZ-07 RU-KZ-08 RU-KZ-10 RU-LV-01
RU-RS-01 RU-TH-01 RW-AE-01 SA-RET-01 SA-TR-01 TJ-AT-01 TJ-DE-01 TJ-DE-03 TJ-PL-01 TJ-RU-01 TM-TR-01
TR-KG-01 TR-MD-01 UG-KE-01 UZ-KZ-01 UZ-KZ-02 VN-TH-01
""".split()
PLACES = set(
    "airport border_crossing consulate_embassy court detention_centre home hostel_hotel "
    "military_base online police_station street transit_flight transit_station"
    " unknown venue".split()
)
ALWAYS_SAID = ("title", "story", "helped", "might_have_helped", "outcome")
TEXTS = {*ALWAYS_SAID, "known_before", "contradictions"}
DATE = r"\d{4}(-\d\d(-\d\d)?)?"
SHORTEST_NAME = 4
"""Letters. Shorter names are also the beginnings of ordinary words."""


def read(path: Path) -> dict[str, Any]:
    """Give one file of the pack."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


CASES: list[dict[str, Any]] = [
    case for path in sorted((BASE / "cases").glob("*.toml")) for case in read(path)["case"]
]
SOURCES: list[dict[str, str]] = read(BASE / "sources-cases.toml")["source"]
LEFT_OUT = {
    digest
    for line in (HERE / "names_left_out.txt").read_text(encoding="ascii").splitlines()
    if not line.startswith("#")
    for digest in line.split()
}


def texts_of(case: dict[str, Any], language: str) -> Iterator[str]:
    """Give every text of a case in one language."""
    for value in case[language].values():
        yield from [value] if isinstance(value, str) else value


def digest(word: str) -> str:
    """Give the name under which a name is kept."""
    return hashlib.sha256(word.encode()).hexdigest()[:16]


def names_in(text: str, left_out: set[str]) -> set[str]:
    """Give the words of the text that begin like a name that was left out."""
    return {
        word
        for word in re.findall(r"[^\W\d_]+", text.lower())
        if any(digest(word[:end]) in left_out for end in range(SHORTEST_NAME, len(word) + 1))
    }


def test_every_case_of_the_library_is_there_once() -> None:
    """Nothing was left out, and nothing stands twice."""
    assert sorted(case["id"] for case in CASES) == sorted(LIBRARY)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
class TestEveryCase:
    """What the reader of a case may rely on."""

    def test_has_both_languages_whole(self, case: dict[str, Any]) -> None:
        """Both say the same things: what is in one language stands in the other, item for item."""
        for language in ("en", "ru"):
            assert set(case[language]) == TEXTS
            assert all(case[language][name].strip() for name in ALWAYS_SAID)
        assert len(case["en"]["known_before"]) == len(case["ru"]["known_before"]) > 0
        assert bool(case["en"]["contradictions"]) == bool(case["ru"]["contradictions"])

    def test_has_russian_in_russian(self, case: dict[str, Any]) -> None:
        """No text of the Russian side was left in English, and none of the other in Russian."""
        assert all(re.search("[а-яё]", text) for text in texts_of(case, "ru") if text)
        assert not any(re.search("[а-яё]", text.lower()) for text in texts_of(case, "en"))

    def test_has_tidy_sentences(self, case: dict[str, Any]) -> None:
        """Joined lines leave no double spaces, and each text ends as a sentence does."""
        for language in ("en", "ru"):
            for text in texts_of(case, language):
                assert text == " ".join(text.split())
                assert (
                    not text or text == case[language]["title"] or text.endswith((".", "».", "'."))
                )

    def test_tells_its_story_in_two_to_five_sentences(self, case: dict[str, Any]) -> None:
        """A tired person reads it in one breath or two."""
        for language in ("en", "ru"):
            sentences = re.split(r"(?<=\.) (?=[\w«'])", case[language]["story"])
            assert 2 <= len(sentences) <= 5

    def test_uses_words_of_closed_lists(self, case: dict[str, Any]) -> None:
        """The mechanisms, roles and places can be searched for, since no other words occur."""
        assert set(case["mechanisms"]) <= set(MECHANISMS)
        assert case["decisive"] in case["mechanisms"]
        assert set(case["who"]) <= set(PersonRole)
        assert set(case["places"]) <= PLACES
        assert case["places"]
        assert case["confidence"] in {"high", "medium", "low"}
        states = [*case["home"], *case["host"]]
        assert case["home"]
        assert case["host"]
        assert all(re.fullmatch("[A-Z]{2}", state) for state in states)

    def test_is_dated_reviewed_and_sourced(self, case: dict[str, Any]) -> None:
        """Each case leads to pages that a person can open."""
        assert_a_date(case["date"])
        assert case["reviewed"] >= date(2026, 11, 24)
        assert case["sources"]
        assert set(case["sources"]) <= {source["id"] for source in SOURCES}

    def test_names_no_person(self, case: dict[str, Any]) -> None:
        """A case is named by its id; the people in it are told of in general words."""
        for language in ("en", "ru"):
            for text in texts_of(case, language):
                assert not names_in(text, LEFT_OUT)

    def test_promises_no_safety(self, case: dict[str, Any]) -> None:
        """No word here tells a person that they are out of danger, and none counts chances."""
        said = " ".join([*texts_of(case, "en"), *texts_of(case, "ru")]).lower()
        assert not re.search(
            r"\b(un)?safe(ly|ty|r|st)?\b|безопасн|\bodds\b|\bchances?\b|шанс", said
        )


def assert_a_date(text: str) -> None:
    """A year, a month or a day that is in the calendar."""
    assert re.fullmatch(DATE, text)
    assert date.fromisoformat(text + "-01-01"[len(text) - 4 :]) <= date(2026, 11, 24)


def test_the_sources_are_whole_and_used() -> None:
    """Publisher, title, date and address are there, each once, and each is named by a case."""
    used = {source for case in CASES for source in case["sources"]}
    assert len({source["id"] for source in SOURCES}) == len(SOURCES)
    assert len({source["url"] for source in SOURCES}) == len(SOURCES)
    for source in SOURCES:
        assert set(source) == {"id", "publisher", "title", "date", "url"}
        assert re.fullmatch("[a-z0-9-]+", source["id"])
        assert source["publisher"]
        assert source["title"]
        assert re.match("https?://", source["url"])
        assert_a_date(source["date"])
    assert used == {source["id"] for source in SOURCES}


@pytest.mark.parametrize("language", ["en", "ru"])
def test_nothing_in_the_pack_names_a_person(language: str) -> None:
    """Neither a text, a title of a source nor its address, whose words often spell a name."""
    whole = json.loads((BASE.parent / "base.json").read_text(encoding="utf-8"))
    for kind in ("cases", "checklists", "lessons", "rules"):
        for text in texts_within(whole[kind], language):
            assert not names_in(text, LEFT_OUT), text
    for name, source in whole["sources"].items():
        for text in (name, *source.values()):
            assert not names_in(unquote(text), LEFT_OUT), name


def texts_within(value: Any, language: str) -> Iterator[str]:
    """Give every text of one language, and what has no language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from texts_within(each, language)
    elif isinstance(value, dict):
        for key, each in value.items():
            if key == language or key not in ("en", "ru"):
                yield from texts_within(each, language)


def test_a_name_would_be_found_in_any_case_and_ending() -> None:
    """The search for names finds one when it is there, also with an ending of its language."""
    left_out = {digest("zzyzxov"), digest("ыъэвск")}
    assert names_in("Then Zzyzxov's friend, and ыъэвская.", left_out) == {"zzyzxov", "ыъэвская"}
    assert not names_in("Then a friend came.", left_out)
    assert len(LEFT_OUT) > 100


def test_the_library_agrees_with_what_the_assessment_is_measured_by() -> None:
    """The expectations beside the plans and the library tell the same mechanisms of a case."""
    expected = read(HERE.parent / "cases" / "expected.toml")["cases"]
    told = {
        case["id"]: {"mechanisms": case["mechanisms"], "decisive": case["decisive"]}
        for case in CASES
    }
    assert told == expected
