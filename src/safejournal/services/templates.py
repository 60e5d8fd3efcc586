"""What is worth noting of an incident: questions for its sort, to be answered in its text.

They are asked, not judged: an answer that is missing says nothing about the person or the incident.
"""

from __future__ import annotations

from safejournal.content.templates import EVERY, incidents
from safejournal.domain.values import dataclass
from safejournal.domain.words import Category
from safejournal.services.guidance import Source, sources_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question, and the guidance that says so; without any, it is our own inference."""

    text: str
    sources: tuple[Source, ...] = ()


def questions(category: Category, language: str) -> list[Asked]:
    """Return the questions of a sort of incident, then those of every incident."""
    found = [*incidents().get(category.value, ()), *incidents()[EVERY]]
    return [
        Asked(text=each.get(language, each["en"]), sources=sources_of({"sources": (), **each}))
        for each in found
    ]


def outline(category: Category, language: str, present: str = "") -> str:
    """Return a text with the questions below what stands in it, each with room for an answer.

    What stands in it already is not asked again.
    """
    wanted = [each.text for each in questions(category, language) if each.text not in present]
    return "\n\n".join([*([present.rstrip()] if present.strip() else []), *wanted])


def answered(present: str, question: str, answer: str) -> str:
    """Return a text with one question and its answer below what stands in it."""
    return "\n\n".join([*([present.rstrip()] if present.strip() else []), f"{question}\n{answer}"])
