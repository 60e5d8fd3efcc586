"""What a draft is called: the first words of what somebody was writing."""

from __future__ import annotations

from safejournal.domain.forms import FORMS, Ask
from safejournal.domain.visible import visible
from safejournal.i18n import _
from safejournal.services.drafts import Draft
from safejournal.wording.kinds import kind

LONGEST = 72
"""Characters of a name made out of what stands in a draft."""


def draft_name(draft: Draft) -> str:
    """Return a draft's one-line name. Masked answers never stand in it; it is never empty."""
    for field in FORMS[draft.kind]:
        words = " ".join(draft.answers.get(field.path, "").split())
        if words and field.ask in (Ask.LINE, Ask.TEXT) and not field.masked:
            return visible(words[:LONGEST])
    return _("{kind}, just begun").format(kind=kind(draft.kind))
