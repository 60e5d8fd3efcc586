"""A draft, said to a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from safejournal.domain.answers import items_in
from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.i18n import _, ngettext
from safejournal.services.drafts import Draft
from safejournal.wording.amounts import short
from safejournal.wording.fields import label
from safejournal.wording.kinds import kind
from safejournal.wording.portrait import MASK
from safejournal.wording.times import moment

_NAME_LENGTH = 60
"""Characters of what stands in a draft that a list shows."""


def draft_line(draft: Draft, here: datetime) -> str:
    """Return the line of a list: beginning of the id, kind, when it was left, how it begins."""
    written = moment(draft.written_at, here=here)
    what = _("change of {id}").format(id=short(draft.record)) if draft.record else _("new")
    return f"{short(draft.id)}  {kind(draft.kind)}, {what}, {written}  {_beginning(draft)}".rstrip()


def draft_lines(draft: Draft) -> Iterator[str]:
    """Yield each answer that stands in a draft, as it was typed; masked ones hidden."""
    for field in FORMS[draft.kind]:
        text = draft.answers.get(field.path, "")
        if text:
            yield f"{label(field.path)}: {MASK if field.masked else _said(field, text)}"


def _said(field: Field, text: str) -> str:
    """Return an answer as it was typed; of a list only how many entries it has."""
    if field.ask is not Ask.ITEMS:
        return text
    count = len(items_in(text))
    return ngettext("{n} entry", "{n} entries", count).format(n=count)


def _beginning(draft: Draft) -> str:
    """Return the first words of the first answer that is not masked."""
    for field in FORMS[draft.kind]:
        words = " ".join(draft.answers.get(field.path, "").split())
        if words and not field.masked and field.ask is not Ask.ITEMS:
            return words if len(words) <= _NAME_LENGTH else words[:_NAME_LENGTH] + "…"
    return ""
