"""What another version of a record says, before a person's own is put on top of it."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.forms import FORMS, Field
from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import forms
from safejournal.tui.choose import Choose, sure
from safejournal.tui.fields import Known
from safejournal.tui.fields.said import said
from safejournal.wording.fields import label
from safejournal.wording.times import moment

_LONGEST = 60
"""Characters of an answer that are shown: enough to recognise it by."""


def overtaken(newest: Record, answers: dict[str, str], known: Known) -> Choose[bool]:
    """Return the question whether these answers shall go on top of a version written meanwhile."""
    differences = "\n".join(_differences(newest, answers, known))
    when = moment(newest.written_at, here=known.now())
    explained = _(
        "Another version was written on {when}. It says:\n{differences}\nIt stays in the history."
    )
    return sure(
        _("This record has been changed meanwhile. Put yours on top?"),
        _("Put mine on top"),
        _("Go on editing"),
        explained.format(when=when, differences=differences),
    )


def _differences(newest: Record, answers: dict[str, str], known: Known) -> Iterator[str]:
    if newest.content is None:
        yield _("It has been removed. Saving puts it back.")
        return
    theirs = forms.write_answers(newest.content)
    for field in FORMS[newest.kind]:
        other, mine = theirs.get(field.path, ""), answers.get(field.path, "")
        if other.strip() != mine.strip():
            yield f"{label(field.path)}: {_short(field, other, known)}"


def _short(field: Field, answer: str, known: Known) -> str:
    if not answer.strip():
        return _("nothing")
    told = said(field, answer, known)
    return told if len(told) <= _LONGEST else f"{told[:_LONGEST]}…"
