"""The month: every due thing on the day of the person's own clock, theirs or that of others."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.due import Due, Urgency, What
from safejournal.domain.records import Appointment, Checkin, Document, Threat, Trip
from safejournal.services import journal
from safejournal.services.calendar import day_of, month, month_weeks
from tests.services.exchanging import two
from tests.tui.silence.late import make_late
from tests.vault.journals import make_journal

BISHKEK = timezone(timedelta(hours=6))
NOW = datetime(2026, 5, 14, 10, 0, tzinfo=BISHKEK)


@given(st.dates(date(1901, 1, 1), date(2199, 12, 1)))
def test_a_month_is_whole_weeks_from_monday_to_sunday(day: date) -> None:
    """Every day of the month stands in it once, in order."""
    weeks = month_weeks(day)
    days = [each for week in weeks for each in week]
    assert all(len(week) == 7 and week[0].weekday() == 0 for week in weeks)
    assert days == sorted(set(days))
    assert {each for each in days if each.month == day.month and each.year == day.year} >= {day}
    assert days[0] <= day.replace(day=1) <= days[6]


def test_a_moment_falls_on_the_day_of_the_persons_clock() -> None:
    """Half past eight in the evening by UTC is the next day in Bishkek; a day stays that day."""
    late = Due(what=What.CHECKIN, at="2026-05-31T20:30+00:00")
    assert day_of(late, NOW) == date(2026, 6, 1)
    assert day_of(Due(what=What.PAPER_EXPIRES, at="2026-05-31"), NOW) == date(2026, 5, 31)


def test_far_off_things_are_there_and_done_ones_are_not(tmp_path: Path) -> None:
    """What `due` does not name yet stands in its month; a check-in that was done does not."""
    made = make_journal(tmp_path / "vault")
    made.clock.now = NOW
    with made.open() as vault:
        journal.record(vault, Document(title="Passport", expires="2028-02-29"))
        journal.record(vault, Threat(title="Calls", review_on="2026-05-12"))
        promised = ("2026-05-20T18:00+06:00", "2026-05-21T18:00+06:00")
        plans = tuple(Appointment(due=each) for each in promised)
        trip = journal.record(vault, Trip(title="Away", checkins=plans))
        done = Checkin(trip=trip.id, due=promised[0], done_at="2026-05-20T17:50+06:00")
        journal.record(vault, done)
        may, february = month(vault, NOW.date()), month(vault, date(2028, 2, 1))
    assert {day: [e.due.what for e in found] for day, found in may.due.items()} == {
        date(2026, 5, 12): [What.THREAT_REVIEW],
        date(2026, 5, 21): [What.CHECKIN],
    }
    assert may.due[date(2026, 5, 12)][0].urgency is Urgency.LATE
    (entry,) = february.due[date(2028, 2, 29)]
    assert entry.urgency is None


def test_the_check_ins_of_others_stand_in_it(tmp_path: Path) -> None:
    """Whom one waits for is seen beside one's own things."""
    with two(tmp_path) as pair:
        make_late(pair)
        found = month(pair.bela, pair.bela.clock().date())
        whats = [entry.due.what for entries in found.due.values() for entry in entries]
    assert What.AWAITED in whats
