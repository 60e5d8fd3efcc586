"""Forms, filled in: a record's content from answers, and answers from a record's content."""

from __future__ import annotations

import re
from datetime import datetime

from safejournal import codec
from safejournal.domain import answers
from safejournal.domain.forms import FORMS, Field
from safejournal.domain.records import Content, kind_of
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected


class FormInvalid(InputRejected):
    """Some fields cannot be read. `problems` says which, by path, and why; never what was typed."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {why}" for path, why in problems.items()))
        self.problems = problems


def fields(kind: Kind) -> tuple[Field, ...]:
    """Return what is asked about this kind, in order."""
    return FORMS[kind]


def read_answers(
    kind: Kind, given: dict[str, str], now: datetime, before: Content | None = None
) -> Content:
    """Return the content that the answers mean. Raises FormInvalid with every field at fault.

    What no form asks for (attachments) is taken over from `before`.
    """
    try:
        values = answers.read(FORMS[kind], given, now)
    except answers.AnswersInvalid as error:
        raise FormInvalid(error.problems) from None
    if before is not None and before.attachments:
        values["attachments"] = codec.content_to_builtins(before)["attachments"]
    try:
        return codec.content_from_builtins(kind, values)
    except InputRejected as error:
        raise FormInvalid(_by_path(error.sentence)) from None


def _by_path(sentence: str) -> dict[str, str]:
    """Split the codec's `$.path: why` so that a screen can show it beside the field."""
    found = re.fullmatch(r"\$\.?([^:]*): (.*)", sentence, re.DOTALL)
    return {found[1]: found[2]} if found else {"": sentence}


def write_answers(content: Content) -> dict[str, str]:
    """Return the answers that stand in the form when this content is edited."""
    return answers.write(FORMS[kind_of(content)], codec.content_to_builtins(content))
