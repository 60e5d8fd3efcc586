"""What is due, in a few words."""

from __future__ import annotations

from datetime import datetime

from safejournal.domain.due import Due, Urgency
from safejournal.i18n import _, language
from safejournal.wording.amounts import days
from safejournal.wording.times import day, moment
from safejournal.wording.words import word


def due(of: Due, urgency: Urgency, now: datetime) -> str:
    """Return what is due and when, as `late by 3 days: check-in, 14 March 2025, 18:00`."""
    what = word(of.what)
    if of.country:
        from safejournal.services.names import state_name  # nobody waits for it on other days

        what = f"{what}, {state_name(of.country, language())}"
    at = moment(of.at, here=now) if "T" in of.at else day(of.at)
    return f"{how_far(of, urgency, now)}: {what}, {at}"


def how_far(of: Due, urgency: Urgency, now: datetime) -> str:
    """Return how far away it is: `in 3 days`, `today`, `late by 2 days`, `late`."""
    away = (of.moment().astimezone(now.tzinfo).date() - now.date()).days
    if "T" not in of.at:
        away = (of.moment().date() - now.date()).days
    if urgency is Urgency.LATE:
        return _("late by {days}").format(days=days(-away)) if away < 0 else word(urgency)
    return _("in {days}").format(days=days(away)) if away > 0 else word(Urgency.NOW)
