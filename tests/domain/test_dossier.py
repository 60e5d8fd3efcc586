"""A chronology keeps three times apart, marks what is missing, and invents nothing."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.dossier import GAP_DAYS, Dated, Gap, chronology
from safejournal.domain.times import When

WRITTEN = "2026-05-01T12:00:00Z"


def entry(name: str, happened: When | None, written: str = WRITTEN) -> Dated:
    """Return an entry under a name."""
    return Dated(record=name, happened=happened, written=written, first_written=written)


def order(*entries: Dated) -> list[str | int]:
    """Return the names in their order, with the days of each gap between them."""
    found = chronology(entries)
    told = [each.days if isinstance(each, Gap) else each.record for each in found.dated]
    return [*told, *(f"?{each.record}" for each in found.undated)]


def test_entries_stand_in_the_order_in_which_things_happened() -> None:
    """Not in that of writing; what may have begun earlier comes first."""
    assert order(
        entry("c", When(at="2025-03-03T21:40+06:00")),
        entry("a", When(day="2025-03-01")),
        entry("b", When(about="2025-03")),
        entry("d", When(start="2025-03-04", end="2025-03-09")),
    ) == ["a", "b", "c", "d"]


def test_a_time_that_nobody_knows_is_put_nowhere() -> None:
    """Unknown and unsaid times stand apart, in the order of writing."""
    assert order(
        entry("b", When(unknown=True), "2026-02-02T00:00:00Z"),
        entry("a", None, "2026-01-01T00:00:00Z"),
        entry("c", When(day="2026-03-03")),
    ) == ["c", "?a", "?b"]


def test_a_stretch_without_entries_is_marked_with_its_days() -> None:
    """From the day after the last entry to the day before the next one."""
    found = chronology([entry("a", When(day="2025-01-01")), entry("b", When(day="2025-04-01"))])
    assert found.gaps == (Gap(date(2025, 1, 2), date(2025, 3, 31)),)
    assert found.gaps[0].days == 89


def test_a_month_without_entries_is_no_gap_yet() -> None:
    """One day more is."""
    first = date(2025, 1, 1)
    near, far = first + timedelta(days=GAP_DAYS), first + timedelta(days=GAP_DAYS + 1)
    for day, gaps in ((near, 0), (far, 1)):
        found = chronology(
            [entry("a", When(day="2025-01-01")), entry("b", When(day=day.isoformat()))]
        )
        assert len(found.gaps) == gaps


def test_what_lasted_covers_its_whole_stretch() -> None:
    """No gap lies inside a detention of a year, nor after a shorter entry within it."""
    assert order(
        entry("held", When(start="2024-01-01", end="2024-12-31")),
        entry("visit", When(day="2024-02-01")),
        entry("free", When(day="2025-01-05")),
    ) == ["held", "visit", "free"]


def test_a_gap_that_may_be_none_is_not_marked() -> None:
    """About 2024 covers all of 2024: nothing is claimed that is not known."""
    assert order(entry("a", When(about="2024")), entry("b", When(day="2025-01-15"))) == ["a", "b"]


def test_how_long_after_it_was_written_counts_from_the_latest_that_it_may_mean() -> None:
    """And is not known where the time is not."""
    assert entry("a", When(day="2026-04-21")).written_after == 9
    assert entry("a", When(about="2026-04")).written_after == 0
    assert entry("a", When(unknown=True)).written_after is None
    assert entry("a", None).written_after is None


TIMES = (
    st.none()
    | st.builds(When, unknown=st.just(True))
    | st.builds(lambda day: When(day=day.isoformat()), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
)


@given(st.lists(TIMES, max_size=12))
def test_no_entry_is_lost_and_no_gap_overlaps_one(times: list[When | None]) -> None:
    """Whatever is chosen comes out once; gaps and entries never share a day."""
    entries = [entry(str(n), when) for n, when in enumerate(times)]
    found = chronology(entries)
    assert sorted(each.record for each in found.entries) == sorted(each.record for each in entries)
    for gap in found.gaps:
        assert gap.days >= GAP_DAYS
        for each in found.dated:
            if isinstance(each, Dated) and each.happened is not None:
                assert not gap.first <= each.happened.earliest().date() <= gap.last
