"""`case` and `lesson`: the library, without a vault."""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.content.builtin import base
from tests.cli.calling import Cli, speaking


@pytest.fixture
def nowhere(tmp_path: Path) -> str:
    """Return a place where no vault stands."""
    return str(tmp_path / "none")


def test_cases_are_listed_and_filtered(cli: Cli, nowhere: str) -> None:
    """An array of whole cases; each filter narrows it."""
    every = cli("case", "list", "--json", vault=nowhere).json
    assert [each["id"] for each in every] == list(base().cases)
    narrow = cli("case", "list", "--state", "kz", "--place", "airport", "--json", vault=nowhere)
    assert 0 < len(narrow.json) < len(every)
    for each in narrow.json:
        assert "KZ" in each["home"] + each["host"]
        assert "airport" in each["places"]
    said = cli("case", "list", "--who", "deserter", "--mechanism", "abduction", vault=nowhere)
    assert "RU-KZ-08" in said.text
    assert cli.asked == []


def test_a_word_that_no_case_has_is_wrong_usage(cli: Cli, nowhere: str) -> None:
    """With the words that there are: an empty list would read as a place without cases."""
    called = cli("case", "list", "--place", "airprot", vault=nowhere)
    assert (called.code, called.out) == (2, b"")
    assert "airport" in called.err


def test_a_case_is_shown_with_its_sources(cli: Cli, nowhere: str) -> None:
    """In the language asked for; by its id in letters of any size."""
    shown = cli("case", "show", "ru-kz-01", "--json", vault=nowhere).json
    assert shown["id"] == "RU-KZ-01"
    assert all(each["url"] for each in shown["sources"])
    with speaking("ru"):
        said = cli("case", "show", "RU-KZ-01", vault=nowhere).text
    assert "Алматы" in said
    for each in shown["sources"]:
        assert each["url"].split("/")[2].removeprefix("www.") in said
    assert cli("case", "show", "RU-XX-99", vault=nowhere).code == 1


def test_words_to_look_for_stay_out_of_the_command_line(cli: Cli, nowhere: str) -> None:
    """They are asked for, or read from standard input; with neither it is wrong usage."""
    named = cli("case", "search", "Алматы", "--json", vault=nowhere).json
    assert "RU-KZ-01" in [each["id"] for each in named]
    piped = cli("case", "search", "-", "--json", stdin="Алматы\n", vault=nowhere).json
    asked = cli("case", "search", stdin="Алматы\n", terminal=True, vault=nowhere)
    assert piped == named
    assert "Look for: " in asked.err
    assert "RU-KZ-01" in asked.text
    assert cli("case", "search", "--json", vault=nowhere).code == 2
    assert cli("case", "search", "zzzz", "--json", vault=nowhere).json == []


def test_lessons_are_listed_and_read(cli: Cli, nowhere: str) -> None:
    """Each with its sources and the day of its review."""
    listed = cli("lesson", "list", "--json", vault=nowhere).json
    assert len(listed) == len(base().lessons)
    for each in listed:
        said = cli("lesson", "show", each["id"], vault=nowhere).text
        assert said.startswith(each["title"])
        assert "Reviewed: " in said
    assert cli("lesson", "show", listed[0]["id"], "--json", vault=nowhere).json == listed[0]
    assert cli("lesson", "show", "no-such", vault=nowhere).code == 1
