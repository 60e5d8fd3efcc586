"""Facts about preparations, for what a checklist shows as done. None ever removes a warning."""

from __future__ import annotations

from safejournal.domain.facts.answers import Answer, among
from safejournal.domain.facts.register import fact
from safejournal.domain.facts.view import View


def _prepared(view: View, word: str) -> Answer:
    return among("preparations", view.plan.preparations, frozenset({word}))


@fact
def lawyer_ready(view: View) -> Answer:
    """A lawyer is found and agreed with."""
    return _prepared(view, "lawyer_ready")


@fact
def power_of_attorney_signed(view: View) -> Answer:
    """A power of attorney is signed."""
    return _prepared(view, "power_of_attorney_signed")


@fact
def check_in_agreed(view: View) -> Answer:
    """Check-ins are agreed."""
    return _prepared(view, "check_in_agreed")


@fact
def silence_plan_agreed(view: View) -> Answer:
    """What others do when the person falls silent is agreed."""
    return _prepared(view, "silence_plan_agreed")


@fact
def companion_plan(view: View) -> Answer:
    """There is a plan for the companions."""
    return _prepared(view, "companion_plan")


@fact
def device_cleaned(view: View) -> Answer:
    """The devices carry little."""
    return _prepared(view, "device_cleaned")


@fact
def documents_copied(view: View) -> Answer:
    """Copies of the papers lie elsewhere."""
    return _prepared(view, "documents_copied")


@fact
def interim_measure_folder(view: View) -> Answer:
    """The folder for an interim measure is prepared."""
    return _prepared(view, "interim_measure_folder")


@fact
def onward_country_ready(view: View) -> Answer:
    """A third state is ready to take the person in."""
    return _prepared(view, "onward_country_ready")


@fact
def host_country_advice_taken(view: View) -> Answer:
    """Advice on the law of the host state was taken."""
    return _prepared(view, "host_country_advice_taken")
