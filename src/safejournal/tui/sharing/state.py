"""How far a contact's key may be believed: loud where it may not, and in words everywhere."""

from __future__ import annotations

from textual.content import Content

from safejournal.services.correspondents import Key
from safejournal.wording.correspondents import key_state


def state(found: Key | None) -> Content:
    """Return how far a key may be believed, loud where it may not."""
    told = key_state(found)
    if found is None:
        return Content.styled(told, "bold")
    if found.disagrees:
        return Content.styled(told, "bold $error")
    return Content.styled(told, "bold" if found.compared or found.made_here else "bold $warning")
