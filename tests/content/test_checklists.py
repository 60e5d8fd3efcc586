"""The checklists of the program: all that were asked for, and the same in both languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from safejournal import content

BASE = Path(content.__file__).parent / "packs" / "base"
FEWEST, MOST = 5, 12
"""Items of a checklist: fewer teach nothing, more are not worked through in fear."""

CASE = re.compile(r"\b[A-Z]{2}-[A-Z]{2,3}-\d\d\b")
ASKED_FOR = {
    "before-any-border", "internal-id-entry", "passport-confiscated", "passport-cancelled",
    "passport-expiring", "passport-refused", "warrant-suspected", "warrant-known-home",
    "warrant-known-regional", "warrant-known-interpol", "regional-wanted-list-states",
    "airport-and-transit", "flight-path", "child-travels", "companion-travels", "companion-taken",
    "lodging-and-registration", "knock-at-the-door", "detained-first-hour", "detained-first-day",
    "extradition-custody", "asylum-while-detained", "interim-measures-folder",
    "invitation-or-acquaintance", "consulate-summons", "relatives-questioned",
    "surveillance-noticed", "device-before-border", "device-after-seizure",
    "check-in-and-silence", "loved-one-silent", "deserters", "journalists", "coming-home",
    "after-incident",
}  # fmt: skip


def read(path: Path, table: str) -> list[dict[str, Any]]:
    """Give the items of one table of a file."""
    found: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))[table]
    return found


CHECKLISTS = [
    each
    for path in sorted((BASE / "checklists").glob("*.toml"))
    for each in read(path, "checklist")
]
ITEMS = [
    pytest.param(item, id=f"{checklist['id']}/{item['id']}")
    for checklist in CHECKLISTS
    for item in checklist["item"]
]
LESSONS = [
    pytest.param(each, id=each["id"])
    for path in sorted((BASE / "lessons").glob("*.toml"))
    for each in read(path, "lesson")
]


def said(item: dict[str, Any], language: str) -> str:
    """Give an item's advice and its reason."""
    return f"{item['do'][language]}\n{item['why'][language]}"


def numbers(text: str) -> set[str]:
    """Give the numbers of a text, thousands written either way."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[,\u00a0 ](?=\d{3}\b)", "", text)))


def test_every_checklist_asked_for_is_there() -> None:
    """Nobody in one of the named troubles opens the program and finds no list for it."""
    assert {each["id"] for each in CHECKLISTS} >= ASKED_FOR


@pytest.mark.parametrize("checklist", CHECKLISTS, ids=lambda each: each["id"])
def test_a_checklist_can_be_worked_through(checklist: dict[str, Any]) -> None:
    """A checklist is neither a slogan nor a book."""
    assert FEWEST <= len(checklist["item"]) <= MOST


def test_checklists_stand_in_one_order() -> None:
    """No two checklists claim the same place in the list."""
    orders = [each["order"] for each in CHECKLISTS]
    assert len(set(orders)) == len(orders)


@pytest.mark.parametrize("item", ITEMS)
def test_both_languages_give_the_same_facts(item: dict[str, Any]) -> None:
    """Days, numbers and cases of an item are the same whichever language is read."""
    assert numbers(said(item, "en")) == numbers(said(item, "ru"))


@pytest.mark.parametrize("item", ITEMS)
def test_an_inference_is_called_one_in_both_languages(item: dict[str, Any]) -> None:
    """What the makers concluded themselves is marked for every reader, not for some."""
    assert ("inference" in said(item, "en")) == ("наш вывод" in said(item, "ru").lower())


@pytest.mark.parametrize("item", ITEMS)
def test_a_case_that_an_item_names_can_be_opened(item: dict[str, Any]) -> None:
    """Every case in the words of an item stands in its list, from which the case is opened."""
    assert set(CASE.findall(said(item, "en"))) <= set(item.get("cases", ()))


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_names_the_same_cases_in_both_languages(lesson: dict[str, Any]) -> None:
    """A lesson tells of the same people whichever language is read, and lists them."""
    listed = set(lesson.get("cases", ()))
    assert set(CASE.findall(lesson["text"]["en"])) == listed
    assert set(CASE.findall(lesson["text"]["ru"])) == listed
