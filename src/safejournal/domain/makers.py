"""Who made a pack that did not come with the program, as far as that is known here."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from safejournal.domain.values import dataclass


class Standing(StrEnum):
    """How far the maker of a pack is known."""

    OWN = "own"
    """The pack was signed by this journal itself."""
    COMPARED = "compared"
    """A contact's key, whose words were compared."""
    NOT_COMPARED = "not_compared"
    """A contact's key, whose words nobody has compared yet."""
    UNKNOWN = "unknown"
    """A key of nobody who is known here. Every item of the pack says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """Whose pack an item comes from. What is built in has none."""

    pack: str
    """The pack's id."""
    version: str
    standing: Standing
    contact: str | None = None
    """The id of the contact's record."""
    name: str = field(default="", repr=False)
    """What the journal calls the contact."""
