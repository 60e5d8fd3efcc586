"""What the guidance calls things, by their ids: all that an assessment needs of the library."""

from __future__ import annotations

from safejournal.content.builtin import base
from safejournal.content.packs import text_in


def state_name(code: str, language: str) -> str:
    """Return a country's name, or its two letters where no pack names it."""
    found = base().states.get(code)
    return code if found is None else text_in(found["name"], language)


def checklist_title(checklist_id: str, language: str) -> str:
    """Return a checklist's title, or its id where the guidance no longer has it."""
    found = next((each for each in base().checklists if each["id"] == checklist_id), None)
    return checklist_id if found is None else text_in(found["title"], language)
