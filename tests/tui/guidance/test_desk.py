"""A trip on the desk: what cannot be read counts as not said, and as little as possible is lost."""

from __future__ import annotations

import pytest

from safejournal.domain.answers import items_text
from safejournal.domain.records import Trip
from safejournal.domain.words import Kind
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.services.trips import asked
from safejournal.tui.guidance.desk import Desk, lay_out, take_up
from tests.tui.guidance.exile import Exile


def draft_of(vault: Vault, **answers: str) -> Desk:
    """Return a desk with a draft on it."""
    told = {path.replace("__", "."): answer for path, answer in answers.items()}
    return Desk(vault, draft=drafts.keep(vault, drafts.begin(vault, Kind.TRIP), told))


def test_only_the_answer_at_fault_is_left_out(vault: Vault) -> None:
    """A country that is none takes no other answer about the person with it."""
    desk = draft_of(
        vault, plan__person__home_state="nowhere", plan__person__lives_in="KG", plan__purpose="work"
    )
    assert desk.unreadable == ("plan.person.home_state",)
    assert desk.plan.person is not None
    assert (desk.plan.person.home_state, desk.plan.person.lives_in) == (None, "KG")
    assert desk.plan.purpose == "work"


def test_several_answers_may_be_at_fault(vault: Vault) -> None:
    """Each of them is named; the rest is read."""
    desk = draft_of(
        vault,
        plan__purpose="x",
        plan__person__lives_in="nowhere",
        plan__legs=items_text([{"date": "some day"}]),
        title="T",
    )
    assert set(desk.unreadable) == {"plan.purpose", "plan.person.lives_in", "plan.legs"}
    assert desk.content.title == "T"


@pytest.mark.parametrize(
    ("path", "answer", "wrong"),
    [
        ("person.home_state", "nowhere", {"plan.person.home_state"}),
        ("person.home_state", "KG", set()),
        ("legs[0].from.airport", "almaty", {"from.airport"}),
        ("legs[0].from.airport", "ALA", set()),
        ("companions[1].age", "old", {"age"}),
        ("companions[1].age", "8", set()),
        ("legal", items_text([{"checked": "some day"}]), {"plan.legal[0].checked"}),
    ],
)
def test_a_problem_is_told_at_the_field_of_the_question(
    vault: Vault, path: str, answer: str, wrong: set[str]
) -> None:
    """Whatever depth it has in the trip, and whatever else cannot be read there."""
    desk = draft_of(vault, plan__purpose="nonsense")
    field = asked(path)
    assert field is not None
    assert set(desk.check(path, field, {field.field.path: answer})) == wrong


def test_a_problem_that_was_there_before_blames_no_new_answer(vault: Vault) -> None:
    """Where another answer about the person cannot be read, a good one is still taken."""
    desk = draft_of(vault, plan__person__lives_in="nowhere")
    field = asked("person.home_state")
    assert field is not None
    assert desk.check("person.home_state", field, {field.field.path: "RU"}) == {}


def test_what_was_left_is_taken_up_again(vault: Vault, exile: Exile) -> None:
    """A draft of a trip is found by the trip, and by the desk it came from."""
    desk = lay_out(vault, exile.trip)
    desk.answer("companions", "none")
    desk.scratch.write()
    assert lay_out(vault, exile.trip).plan.companions == ()
    assert take_up(vault, desk).plan.companions == ()
    desk.scratch.discard()
    assert take_up(vault, desk).plan.companions is None


def test_sealing_keeps_what_no_question_asked(vault: Vault, exile: Exile) -> None:
    """A new version says what the one before said, and the answers; its history holds both."""
    desk = lay_out(vault, exile.trip)
    desk.answer("companions", "none")
    sealed = desk.seal().content
    before = exile.trip.content
    assert isinstance(sealed, Trip)
    assert isinstance(before, Trip)
    assert sealed.plan is not None
    assert before.plan is not None
    assert sealed.plan.legs == before.plan.legs
    assert sealed.plan.companions == ()
    assert len(journal.history(vault, exile.trip.id)) == 2


def test_a_new_trip_is_sealed_as_one_record(vault: Vault) -> None:
    """From nothing said to one answer, sealed once."""
    desk = Desk(vault)
    assert not desk.changed
    desk.answer("purpose", "work")
    record = desk.seal()
    assert record.kind is Kind.TRIP
    assert journal.count(vault) == 1
