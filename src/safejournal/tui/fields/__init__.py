"""The fields that forms are made of: one widget for each way of asking."""

from __future__ import annotations

from safejournal.domain.forms import Ask, Field
from safejournal.tui.fields.control import Control, Known
from safejournal.tui.fields.items import Items
from safejournal.tui.fields.line import Line, Time
from safejournal.tui.fields.linked import Linked
from safejournal.tui.fields.mark import Mark
from safejournal.tui.fields.paragraph import Paragraph
from safejournal.tui.fields.question import Question
from safejournal.tui.fields.word import Word
from safejournal.tui.fields.words import Words

_CONTROLS: dict[Ask, type[Control]] = {
    Ask.LINE: Line,
    Ask.TEXT: Paragraph,
    Ask.WHEN: Time,
    Ask.DAY: Time,
    Ask.MOMENT: Time,
    Ask.CHOICE: Word,
    Ask.CHOICES: Words,
    Ask.COUNTRY: Word,
    Ask.COUNTRIES: Words,
    Ask.TAGS: Words,
    Ask.NUMBER: Line,
    Ask.YES_NO: Word,
    Ask.MARK: Mark,
    Ask.RECORD: Linked,
    Ask.ITEMS: Items,
}


def control_for(field: Field, known: Known, answer: str = "", *, within: str = "") -> Control:
    """Return the widget in which this field is answered.

    `within` is the path of the lists that the field's form stands in, by which wording names it.
    """
    path = f"{within}.{field.path}" if within else field.path
    return _CONTROLS[field.ask](field, path, known, answer)


__all__ = ["Control", "Items", "Known", "Linked", "Question", "control_for"]
