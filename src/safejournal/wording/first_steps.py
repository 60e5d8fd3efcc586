"""The first steps in words, and what is said to somebody who writes their first record."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.services.first_steps import Step


def step_name(step: Step) -> str:
    """Return what is to be done."""
    return {
        Step.RECORD: _("Write the first record"),
        Step.CONTACT: _("Write down whom to call"),
        Step.BACKUP: _("Make a backup"),
        Step.LIMITS: _("Read what this does not protect you from"),
    }[step]


def step_about(step: Step) -> str:
    """Return why, in a few words."""
    return {
        Step.RECORD: _("what happened, or what you must not forget"),
        Step.CONTACT: _("and how, in an emergency"),
        Step.BACKUP: _("without one, a lost device is a lost journal"),
        Step.LIMITS: _("a page, at leisure"),
    }[step]


def about_first_record() -> str:
    """Return what stands above the form of the first record."""
    return _(
        "Your first record. One line is enough; everything else can stay empty or come later. "
        "F10 seals it. What you type is kept as you go."
    )


def after_first_record() -> str:
    """Return what is said once it is sealed."""
    return _("Sealed. F3 finds it by any word, e changes it, Ctrl+L locks the journal.")
