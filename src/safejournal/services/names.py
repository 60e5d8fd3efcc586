"""What the guidance calls things, by their ids: all that an assessment needs of the library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.content.library import library
from safejournal.content.packs import text_in

if TYPE_CHECKING:
    from safejournal.domain.makers import Maker


def state_name(code: str, language: str) -> str:
    """Return a country's name, or its two letters where no pack names it."""
    found = library().state_name(code)
    return code if found is None else text_in(found, language)


def checklist_title(checklist_id: str, language: str) -> str:
    """Return a checklist's title, or its id where the guidance no longer has it."""
    found = library().name("checklists", checklist_id)
    return checklist_id if found is None else text_in(found, language)


def case_place(case_id: str) -> tuple[tuple[str, ...], str] | None:
    """Return the states where a case happened, and its year; None for one that is not here."""
    found = library().name("cases", case_id)
    return None if found is None else (tuple(found[0]), found[1])


def maker_of(item_id: str) -> Maker | None:
    """Return whose pack an item (a case, a checklist, a rule) is from; None for a built-in one."""
    return library().maker(item_id)
