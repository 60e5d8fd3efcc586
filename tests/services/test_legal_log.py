"""What was looked up, how old it is, and what runs out."""

from __future__ import annotations

import json

import pytest

from safejournal.domain.due import LEGAL_AGES_AFTER, Urgency, What
from safejournal.domain.records import Legal, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import LegalKind
from safejournal.services import journal
from safejournal.services.assessing import read_plan
from safejournal.services.due import due_items
from safejournal.services.legal_log import legal_log
from safejournal.services.opening import Vault
from safejournal.services.stays import stay_counts
from safejournal.wording.legal import check_line
from safejournal.wording.stays import stay_line
from tests.vault.journals import Journal


@pytest.fixture(name="journal_")
def _journal(journal: Journal) -> Journal:  # the module of that name is in the way
    return journal


WANTED, NOTHING = LegalKind.WANTED_HOME, LegalKind.NONE_FOUND


def _looked_up(
    vault: Vault,
    day: str | None,
    kind: LegalKind = WANTED,
    *,
    reference: str = "",
    next_check: str | None = None,
) -> Record:
    content = Legal(
        legal=kind, jurisdiction="RU", checked=day, reference=reference, next_check=next_check
    )
    return journal.record(vault, content)


def test_the_log_holds_the_latest_check_of_each_matter(vault: Vault) -> None:
    """A kind in a country under a reference; what stands against the person comes first."""
    _looked_up(vault, "2026-01-05")
    last = _looked_up(vault, "2026-04-28")
    _looked_up(vault, "2026-03-05")
    other = _looked_up(vault, "2026-04-01", reference="No. 5")
    nothing = _looked_up(vault, "2026-04-30", NOTHING)
    log = legal_log(vault)
    assert [each.record.id for each in log] == [other.id, last.id, nothing.id]
    assert [each.days for each in log] == [30, 3, 1]
    assert [len(each.earlier) for each in log] == [0, 2, 0]
    assert [each.nothing_found for each in log] == [False, False, True]


def test_a_check_grows_old_visibly(journal_: Journal) -> None:
    """After a month, after the day set for the next look, and at once where no day was noted."""
    with journal_.open() as vault:
        _looked_up(vault, "2026-05-01")
        _looked_up(vault, "2026-05-01", LegalKind.SUMMONS, next_check="2026-05-03")
        _looked_up(vault, None, LegalKind.EXIT_BAN)
        stale = {each.kind: each.stale for each in legal_log(vault)}
        assert stale == {WANTED: False, LegalKind.SUMMONS: False, LegalKind.EXIT_BAN: True}
        journal_.clock.forward(days=3)
        assert {each.kind for each in legal_log(vault) if not each.stale} == {WANTED}
        journal_.clock.forward(days=LEGAL_AGES_AFTER.days - 2)
        assert all(each.stale for each in legal_log(vault))
        assert all("OLD" in check_line(each) for each in legal_log(vault))


def test_nothing_found_is_never_said_as_clear(vault: Vault) -> None:
    """However fresh the look is."""
    _looked_up(vault, "2026-05-01", NOTHING)
    (check,) = legal_log(vault)
    assert "never means that there is nothing" in check_line(check)


def test_an_old_check_is_due_until_somebody_looks_again(journal_: Journal) -> None:
    """Not beforehand, and not once a later check of the same matter is written down."""
    with journal_.open() as vault:
        _looked_up(vault, "2026-05-01")
        journal_.clock.forward(days=LEGAL_AGES_AFTER.days - 1)
        assert due_items(vault) == []
        journal_.clock.forward(days=2)
        (item,) = due_items(vault)
        assert (item.due.what, item.urgency) == (What.LEGAL_STALE, Urgency.LATE)
        _looked_up(vault, "2026-06-01")
        assert due_items(vault) == []


def test_a_day_set_for_the_next_look_goes_before_the_month(vault: Vault) -> None:
    """And one that a later look replaced is not asked for."""
    _looked_up(vault, "2026-01-01", next_check="2026-05-09")
    (item,) = due_items(vault)
    assert (item.due.what, item.due.at) == (What.LEGAL_CHECK, "2026-05-09")
    _looked_up(vault, "2026-04-30")
    assert due_items(vault) == []


# ---------------------------------------------------------------- stays


def _stay(vault: Vault, country: str, *legs: tuple[str, int | None], **person: object) -> Record:
    person = {"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor"} | person
    told = []
    for day, length in legs:
        leg = {"from": {"country": "KG"}, "to": {"country": country}, "date": day}
        told.append(leg if length is None else leg | {"stay_days": length})
    said = {"format": "safejournal-plan/1", "person": person, "legs": told}
    return journal.record(vault, Trip(title="There", plan=read_plan(json.dumps(said).encode())))


def test_days_are_counted_once_however_often_they_are_written_down(vault: Vault) -> None:
    """Two trips that overlap are one stay; days that left the window no longer count."""
    first = _stay(vault, "KZ", ("2026-04-01", 10))
    second = _stay(vault, "KZ", ("2026-04-05", 10))
    _stay(vault, "KZ", ("2025-06-01", 5))
    (count,) = stay_counts(vault)
    assert (count.used, count.left, count.there, count.last_day) == (14, 76, False, None)
    assert {first.id, second.id} <= {each.id for each in count.trips}


def test_a_stay_that_runs_out_is_due(journal_: Journal) -> None:
    """Two weeks ahead, with its country; on the day after the last it is late."""
    with journal_.open() as vault:
        trip = _stay(vault, "KZ", ("2026-05-01", None))
        assert due_items(vault) == []
        journal_.clock.forward(days=76)
        (item,) = due_items(vault)
        assert (item.due.what, item.due.at, item.due.country) == (
            What.STAY_ENDS,
            "2026-07-29",
            "KZ",
        )
        assert (item.urgency, item.record.id) == (Urgency.SOON, trip.id)
        journal_.clock.forward(days=14)
        (item,) = due_items(vault)
        assert (item.urgency, item.due.at) == (Urgency.LATE, "2026-07-29")
        (count,) = stay_counts(vault)
        assert (count.used, count.left) == (91, 0)


def test_a_plan_that_takes_too_many_days_says_when(vault: Vault) -> None:
    """Before the person sets out."""
    _stay(vault, "KZ", ("2026-05-02", 100))
    (count,) = stay_counts(vault)
    assert (count.used, count.left, count.there) == (0, 90, False)
    assert count.exceeded_on is not None
    assert count.exceeded_on.isoformat() == "2026-07-31"
    assert "longer than the rule allows" in stay_line(count)


def test_where_no_rule_is_known_nothing_is_promised(vault: Vault) -> None:
    """Another country, or a nationality that the rule does not name."""
    _stay(vault, "TR", ("2026-04-20", 5))
    _stay(vault, "KZ", ("2026-04-20", 5), home_state="CN")
    for count in stay_counts(vault):
        assert (count.rule, count.left, count.last_day, count.used) == (None, None, None, 5)
        assert "no rule on stays is known here, so ask there" in stay_line(count)
    assert due_items(vault) == []


def test_days_at_home_and_under_another_status_are_not_counted(vault: Vault) -> None:
    """A rule on visitors binds visitors: not citizens, residents or refugees where they live."""
    _stay(vault, "RU", ("2026-04-20", 5))
    _stay(vault, "KZ", ("2026-04-20", 5), lives_in="KZ", status_abroad="refugee")
    _stay(vault, "DE", ("2026-04-20", 5), other_nationalities=["DE"])
    assert stay_counts(vault) == []
    _stay(vault, "KZ", ("2026-04-20", 5), lives_in="KZ", status_abroad="asylum_refused")
    assert [each.country for each in stay_counts(vault)] == ["KZ"]
