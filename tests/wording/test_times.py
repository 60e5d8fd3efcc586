"""Times read as they were meant, in the language that was chosen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given

from safejournal import i18n
from safejournal.domain.due import Due, Urgency, What
from safejournal.domain.times import When
from safejournal.wording import times
from safejournal.wording.due import due, how_far
from tests.domain.contents import whens


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Speak English before and after."""
    i18n.use("en")
    yield
    i18n.use("en")


CASES = [
    (None, "", ""),
    (When(unknown=True), "not known", "?"),
    (When(day="2025-03-14"), "14 March 2025", "14 Mar 2025"),
    (When(at="2025-03-14T21:40+06:00"), "14 March 2025, 21:40 (UTC+6)", "14 Mar 2025"),
    (When(at="2025-03-14T21:40Z"), "14 March 2025, 21:40 (UTC)", "14 Mar 2025"),
    (When(at="2025-03-14T21:40-03:30"), "14 March 2025, 21:40 (UTC-3:30)", "14 Mar 2025"),
    (When(about="2024"), "about 2024", "~2024"),
    (When(about="2024-05"), "about May 2024", "~May 2024"),
    (When(about="2024-05-01"), "about 1 May 2024", "~1 May 2024"),
    (
        When(start="2025-03-14", end="2025-03-16"),
        "14 March 2025 to 16 March 2025",
        "14 Mar 2025",
    ),
    (
        When(start="2025-03-14T18:00+06:00", end="2025-03-14T23:00+06:00"),
        "14 March 2025, evening",
        "14 Mar 2025",
    ),
    (
        When(start="2025-03-14T23:00+06:00", end="2025-03-15T05:00+06:00"),
        "14 March 2025, night",
        "14 Mar 2025",
    ),
    (
        When(start="2025-03-14T18:10+06:00", end="2025-03-14T18:30+06:00"),
        "14 March 2025, 18:10 to 18:30 (UTC+6)",
        "14 Mar 2025",
    ),
    (
        When(start="2025-03-14T18:10+06:00", end="2025-03-15T01:30+06:00"),
        "14 March 2025, 18:10 (UTC+6) to 15 March 2025, 01:30 (UTC+6)",
        "14 Mar 2025",
    ),
]


@pytest.mark.parametrize(("when", "long", "short"), CASES)
def test_a_time_reads_as_it_was_meant(when: When | None, long: str, short: str) -> None:
    """Approximate stays approximate, and what is not known says so."""
    assert times.when(when) == long
    assert times.when_short(when) == short


def test_russian_months_come_from_our_own_table() -> None:
    """The machine's locale has no say, and the month stands in the right case."""
    i18n.use("ru")
    assert times.day("2025-03-14") == "14 марта 2025"
    assert times.day_short("2025-03-14") == "14 мар 2025"


def test_a_time_that_the_program_set_is_shown_where_the_person_is() -> None:
    """The offset is evidence only in times that a person wrote."""
    here = datetime(2026, 5, 1, tzinfo=timezone(timedelta(hours=6)))
    assert times.moment("2025-03-14T21:40:00Z", here=here) == "15 March 2025, 03:40"


@given(whens())
def test_every_time_reads_as_something(when: When) -> None:
    """Whatever the shape, there is one line in both languages."""
    for language in i18n.LANGUAGES:
        i18n.use(language)
        assert times.when(when).strip()
        assert times.when_short(when).strip()
        assert "\n" not in times.when(when)


NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "urgency", "said"),
    [
        ("2026-05-04", Urgency.SOON, "in 3 days"),
        ("2026-05-02", Urgency.SOON, "in 1 day"),
        ("2026-05-01", Urgency.NOW, "today"),
        ("2026-04-28", Urgency.LATE, "late by 3 days"),
        ("2026-05-01T10:00Z", Urgency.LATE, "late"),
    ],
)
def test_what_is_due_says_how_far_away_it_is(at: str, urgency: Urgency, said: str) -> None:
    """Days are counted as a person counts them, not in spans of 24 hours."""
    item = Due(what=What.PAPER_EXPIRES, at=at)
    assert how_far(item, urgency, NOW) == said
    assert due(item, urgency, NOW).startswith(f"{said}: document runs out, ")
