"""An error of the family, said to a person: one sentence, and what to do next."""

from __future__ import annotations

import re

from safejournal.errors import InputRejected, SafeJournalError
from safejournal.i18n import _
from safejournal.wording.problems import in_language, problem, problem_at

_AT_PATH = re.compile(r"\$?\.?([A-Za-z_][\w.\[\]]*): (.+)", re.DOTALL)
"""A reason with the path it is about, as the codec says it."""


def explain(error: SafeJournalError) -> tuple[str, str]:
    """Return the sentence and the hint (or "") in the language that is spoken."""
    return _sentence(error), in_language(error.hint) if error.hint else ""


def _sentence(error: SafeJournalError) -> str:
    found: dict[str, str] | None = getattr(error, "problems", None)
    if found:
        return _("Not accepted. {why}").format(
            why="; ".join(problem_at(path, why) for path, why in found.items())
        )
    if isinstance(error, InputRejected) and (named := _AT_PATH.fullmatch(error.sentence)):
        return f"{named[1]}: {problem(named[2])}"
    sentence = in_language(error.sentence)
    whole = sentence[:1].upper() + sentence[1:]
    return whole if whole.endswith((".", "!", "?", "…")) else f"{whole}."
