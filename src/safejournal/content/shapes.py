"""The shape of each item of a pack: which keys it must have, which it may, and which hold texts."""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """The keys of one kind of item."""

    needed: frozenset[str]
    optional: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    """Keys that hold one text per language."""

    @property
    def known(self) -> frozenset[str]:
        """Every key that may stand there."""
        return self.needed | self.optional


def _shape(needed: str, optional: str = "", texts: str = "") -> Shape:
    return Shape(frozenset(needed.split()), frozenset(optional.split()), frozenset(texts.split()))


SHAPES = {
    "pack": _shape("format id version languages reviewed title", texts="title"),
    "source": _shape("id publisher title date url"),
    "state": _shape("code name property", texts="name"),
    "property": _shape("name dated sources reviewed", "value for since until days per_days how"),
    "rule": _shape(
        "id mechanism severity per when why cases sources reviewed checklists", "unless", "why"
    ),
    "case": _shape(
        "id home host date places who mechanisms decisive confidence sources reviewed en", "ru"
    ),
    "case text": _shape(
        "title story known_before outcome", "helped might_have_helped contradictions"
    ),
    "checklist": _shape("id order title when item", texts="title when"),
    "item": _shape(
        "id do why sources reviewed", "cases stale_after_days applies_if never_if done_by", "do why"
    ),
    "lesson": _shape("id order title text sources reviewed", "cases", "title text"),
}

PROPERTIES = frozenset(
    "political_freedom refugee_convention eu_member dublin_associate wanted_list_groups "
    "security_ties ally_of ruled_by internal_id_entry stay_limit face_recognition "
    "missions_refuse_passports returns_documented extradition_treaty interpol_misuse "
    "pursues_abroad reaches_abroad council_of_europe".split()
)
"""What may be said of a state; docs/content-packs.md says what each means."""

DATED_LISTS = ("for",)
"""Keys of a property that name countries."""
