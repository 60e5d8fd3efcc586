"""The mark of practice on every screen, in every question and before every answer."""

from __future__ import annotations

from safejournal.i18n import _


def band() -> str:
    """Return the words of the band."""
    return _("PRACTICE – nothing here is real")


def question_mark() -> str:
    """Return what stands before each question of the line mode."""
    return _("Practice. ")
