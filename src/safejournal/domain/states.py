"""What is known of states: dated properties with their sources, as plain values from the packs.

A property that is not here is "not said". Nothing is said of a state in code: which states share
lists, protect or hand over follows from properties alone, and a state that is not known to protect
is never taken to protect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from typing import Any

from safejournal.domain.airways import Way
from safejournal.domain.values import dataclass

Property = Mapping[str, Any]
"""`value` (or `for`, `days` …), `dated`, `sources`, `reviewed`; see docs/content-packs.md."""

Ground = tuple[str, str]
"""A state and the name of one of its properties: why an answer about a place came out as it did."""

SEARCH_GROUPS = "wanted_list_groups"
TIES = "security_ties"

PROTECTIVE_UNIONS = ("eu_member", "dublin_associate")
"""Bound by the asylum law of the European Union or associated with it, under a common court."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """All that a plan is held against besides itself."""

    states: Mapping[str, Mapping[str, Property]] = field(default_factory=dict)
    neighbours: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Land borders, both ways."""
    under_path: Callable[[str, str], Way | None] = lambda _from, _to: None
    """The states under the shortest air path between two airports, or None for an unknown one."""

    def said(self, state: str | None, name: str) -> Property | None:
        """Return what is said of a state under this name, or None: not said."""
        return self.states.get(state or "", {}).get(name)

    def value(self, state: str | None, name: str) -> Any:  # noqa: ANN401 - as the pack wrote it
        """Return the value of a property, or None: not said."""
        said = self.said(state, name)
        return None if said is None else said.get("value")

    def ruler(self, state: str | None) -> str | None:
        """Return the state whose police and courts reach there: itself, but for territories."""
        return self.value(state, "ruled_by") or state

    def same_state(self, one: str | None, other: str | None) -> bool:
        """Tell whether two codes stand for one state (a territory and its ruler)."""
        return one is not None and self.ruler(one) == self.ruler(other)

    def protects(self, state: str | None) -> tuple[bool | None, tuple[Ground, ...]]:
        """Tell whether a state is known to keep exiles from their pursuer.

        Yes for members of the EU and the states bound by its asylum rules; else for those rated
        free that are parties to the refugee convention without limits. No when one of the two is
        known to fail. None when too little is said: never to be read as yes.
        """
        if state is None:
            return None, ()
        for union in PROTECTIVE_UNIONS:
            if self.value(state, union):
                return True, ((state, union),)
        rated = self.value(state, "political_freedom")
        party = self.value(state, "refugee_convention")
        if rated == "free" and party == "full":
            return True, ((state, "political_freedom"), (state, "refugee_convention"))
        grounds = []
        if rated not in (None, "free"):
            grounds.append((state, "political_freedom"))
        if party not in (None, "full"):
            grounds.append((state, "refugee_convention"))
        return (False if grounds else None), tuple(grounds)

    def shares_lists(self, state: str | None, home: str | None) -> tuple[Ground, ...]:
        """Return why the police of this state search for the home state's wanted, if they do."""
        return self._common(SEARCH_GROUPS, state, home)

    def tied(self, state: str | None, home: str | None) -> tuple[Ground, ...]:
        """Return why the services of two states work hand in hand, if that is known."""
        return (
            self._common(TIES, state, home)
            + self.shares_lists(state, home)
            + self.names(state, "ally_of", home)
            + self.names(home, "ally_of", state)
            + self.names(state, "extradition_treaty", home)
            + self.names(home, "extradition_treaty", state)
        )

    def borders(self, state: str | None, home: str | None) -> bool:
        """Tell whether the two share a land border."""
        return self.ruler(home) in {
            self.ruler(each) for each in self.neighbours.get(state or "", ())
        }

    def names(self, state: str | None, name: str, other: str | None) -> tuple[Ground, ...]:
        """Return the ground when a property of a state names the other one (`for`)."""
        said = self.said(state, name)
        if state is None or other is None or said is None:
            return ()
        named = any(self.same_state(each, other) for each in said.get("for", ()))
        return ((state, name),) if named else ()

    def _common(self, name: str, one: str | None, other: str | None) -> tuple[Ground, ...]:
        ours, theirs = (set(self.value(self.ruler(each), name) or ()) for each in (one, other))
        if one is None or other is None or not ours & theirs:
            return ()
        return tuple((each, name) for each in (self.ruler(one), self.ruler(other)) if each)
