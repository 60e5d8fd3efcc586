"""The register of facts: rules and checklists name them, and nothing else is ever evaluated."""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.facts.answers import Answer
from safejournal.domain.facts.view import View

Fact = Callable[[View], Answer]

FACTS: dict[str, Fact] = {}
"""Every fact by its name. The name is stable: packs of others rely on it."""

OF_A_STRETCH: set[str] = set()
"""Facts that look at one leg or stay; the others give the same answer for the whole plan."""

OF_A_PLACE: set[str] = set()
"""Facts of a stretch that look at one of its places. A rule that names several of them speaks of
one and the same place."""


def fact(ask: Fact) -> Fact:
    """Register a fact about the person and the whole plan, under its own name."""
    FACTS[ask.__name__] = ask
    return ask


def fact_of_stretch(ask: Fact) -> Fact:
    """Register a fact about one leg or stay, under its own name."""
    OF_A_STRETCH.add(ask.__name__)
    return fact(ask)


def fact_of_place(ask: Fact) -> Fact:
    """Register a fact about one place of a leg or stay, under its own name."""
    OF_A_PLACE.add(ask.__name__)
    return fact_of_stretch(ask)
