"""The library of guidance: documented cases, lessons, and the words that they are sorted by.

Needs no vault. Texts come in the language that is asked for, in English where one is missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import Any

from safejournal.content.library import library
from safejournal.content.packs import LANGUAGE, text_in
from safejournal.domain.makers import Maker
from safejournal.domain.values import dataclass
from safejournal.errors import NotFound
from safejournal.services.names import state_name

LANGUAGES = ("en", "ru")
"""In which a case is searched, whichever is spoken."""


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
    maker: Maker | None = None
    """Whose pack it is from; None for what is built in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases are wanted; an empty word wants any."""

    state: str = ""
    """A country's two letters, as home or as host."""
    place: str = ""
    mechanism: str = ""
    who: str = ""

    def lets_through(self, found: Case) -> bool:
        """Tell whether a case is wanted."""
        return (
            self.state.upper() in ("", *found.home, *found.host)
            and self.place in ("", *found.places)
            and self.mechanism in ("", *found.mechanisms)
            and self.who in ("", *found.who)
        )


ALL_CASES = CaseFilter()


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
    maker: Maker | None = None
    """Whose pack it is from; None for what is built in."""


def cases(language: str, wanted: CaseFilter = ALL_CASES) -> list[Case]:
    """Return the cases that the filter lets through, in the pack's order."""
    told = (_case(each, language) for each in library().cases.values())
    return [each for each in told if wanted.lets_through(each)]


def case(case_id: str, language: str) -> Case:
    """Return one case; small letters do for its id. Raises NotFound."""
    return _case(library().case(case_id), language)


def find_cases(words: str, language: str, wanted: CaseFilter = ALL_CASES) -> list[Case]:
    """Return the cases in which every word begins a word (in any language), folded as in search.

    Without words those that the filter lets through.
    """
    from safejournal.domain.matching import matches

    found = cases(language, wanted)
    if not words.strip():
        return found
    raw = library().cases
    return [each for each in found if matches([*_searched(raw[each.id])], words)]


def case_words() -> CaseWords:
    """Return the words by which cases can be filtered."""
    told = library().cases.values()
    return CaseWords(
        states=_commonest(state for each in told for state in {*each["home"], *each["host"]}),
        places=_commonest(word for each in told for word in each["places"]),
        mechanisms=_commonest(word for each in told for word in each["mechanisms"]),
        who=_commonest(word for each in told for word in each["who"]),
    )


def lessons(language: str) -> list[Lesson]:
    """Return the lessons, in the order in which they are told."""
    return [_lesson(each, language) for each in library().lessons]


def lesson(lesson_id: str, language: str) -> Lesson:
    """Return one lesson. Raises NotFound."""
    found = next((each for each in library().lessons if each["id"] == lesson_id.strip()), None)
    if found is None:
        raise NotFound("There is no lesson of this id.")
    return _lesson(found, language)


def sources_of(item: Mapping[str, Any]) -> tuple[Source, ...]:
    """Return the sources of an item of the pack, in its own order."""
    known = library().sources
    return tuple(Source(**known[each]) for each in item["sources"])


def _case(raw: Mapping[str, Any], language: str) -> Case:
    told = raw[LANGUAGE] | raw.get(language, {})
    return Case(
        id=raw["id"],
        home=tuple(raw["home"]),
        host=tuple(raw["host"]),
        date=raw["date"],
        places=tuple(raw["places"]),
        who=tuple(raw["who"]),
        mechanisms=tuple(raw["mechanisms"]),
        decisive=raw["decisive"],
        confidence=raw["confidence"],
        title=told["title"],
        story=told["story"].strip(),
        known_before=tuple(told["known_before"]),
        helped=told.get("helped", ""),
        might_have_helped=told.get("might_have_helped", ""),
        outcome=told["outcome"],
        contradictions=told.get("contradictions", ""),
        sources=sources_of(raw),
        reviewed=raw["reviewed"],
        maker=library().maker(raw["id"]),
    )


def _lesson(raw: Mapping[str, Any], language: str) -> Lesson:
    paragraphs = text_in(raw["text"], language).strip().split("\n\n")
    return Lesson(
        id=raw["id"],
        title=text_in(raw["title"], language),
        paragraphs=tuple(" ".join(each.split()) for each in paragraphs),
        cases=tuple(raw.get("cases", ())),
        sources=sources_of(raw),
        reviewed=raw["reviewed"],
        maker=library().maker(raw["id"]),
    )


def _searched(raw: Mapping[str, Any]) -> Iterable[str]:
    """Yield all texts of a case, in every language, its words, and the names of its states."""
    yield " ".join([raw["id"], *raw["places"], *raw["who"], *raw["mechanisms"]])
    for language in LANGUAGES:
        for text in raw.get(language, {}).values():
            yield text if isinstance(text, str) else "\n".join(text)
        for code in (*raw["home"], *raw["host"]):
            yield state_name(code, language)


def _commonest(words: Iterable[str]) -> tuple[str, ...]:
    counted = Counter(words)
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))
