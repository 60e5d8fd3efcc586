"""The library of guidance: documented cases, lessons, and the words that they are sorted by.

Needs no vault. Texts come in the language that is asked for, in English where one is missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where something was published."""

    publisher: str
    title: str
    date: str
    """As precise as it is known: `2024`, `2024-10-28`, or `read 2026-11` for a page without one."""
    url: str
    """To be shown as text; the program opens nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One documented case, known by its id alone: nobody is named."""

    id: str
    home: tuple[str, ...]
    """The pursuing state or states."""
    host: tuple[str, ...]
    """Where it happened."""
    date: str
    places: tuple[str, ...]
    who: tuple[str, ...]
    mechanisms: tuple[str, ...]
    decisive: str
    """The mechanism that decided it; one of `mechanisms`."""
    confidence: str
    title: str
    story: str
    known_before: tuple[str, ...]
    """What the person could have known beforehand."""
    helped: str
    """What helped; "" where nothing is known to have."""
    might_have_helped: str
    outcome: str
    contradictions: str
    """Where the sources disagree; "" where they do not."""
    sources: tuple[Source, ...]
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are wanted; an empty word wants any."""

    state: str = ""
    """A country's two letters, as home or as host."""
    place: str = ""
    mechanism: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseWords:
    """The words that occur in the library, for offering them as filters: the commonest first."""

    states: tuple[str, ...]
    places: tuple[str, ...]
    mechanisms: tuple[str, ...]
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A short lesson, in paragraphs."""

    id: str
    title: str
    paragraphs: tuple[str, ...] = field(repr=False)
    cases: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: str


def cases(language: str, wanted: CaseFilter = CaseFilter()) -> list[Case]:
    """Return the cases that the filter lets through, in the pack's order."""
    raise NotImplementedError


def case(case_id: str, language: str) -> Case:
    """Return one case; small letters do for its id. Raises NotFound."""
    raise NotImplementedError


def find_cases(words: str, language: str, wanted: CaseFilter = CaseFilter()) -> list[Case]:
    """Return the cases in which every word begins a word (in any language), folded as in search.

    Without words those that the filter lets through.
    """
    raise NotImplementedError


def case_words() -> CaseWords:
    """Return the words by which cases can be filtered."""
    raise NotImplementedError


def lessons(language: str) -> list[Lesson]:
    """Return the lessons, in the order in which they are told."""
    raise NotImplementedError


def lesson(lesson_id: str, language: str) -> Lesson:
    """Return one lesson. Raises NotFound."""
    raise NotImplementedError


def state_name(code: str, language: str) -> str:
    """Return a country's name, or its two letters where no pack names it."""
    raise NotImplementedError
