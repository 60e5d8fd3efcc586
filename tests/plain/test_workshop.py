"""Workshops in the line mode: a scenario led to its end, a role played, exercises, numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.content import scenarios as content
from safejournal.plain import session, workshop
from safejournal.plain.desk import Desk
from safejournal.services import measures, sitting
from safejournal.services.measures import Answer, Moment
from safejournal.services.opening import Vault
from safejournal.vault.derivation import Realm
from tests.plain.scripted import Scripted
from tests.vault.journals import make_journal

NAME = "two-neighbours"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Vault]:
    """Yield an open practice vault."""
    with make_journal(tmp_path / "practice", realm=Realm.PRACTICE).open() as vault:
        yield vault


def _said(vault: Vault, *typed: str) -> str:
    talk = Scripted(typed)
    desk = Desk(talk, vault, lambda _work, _arguments: pytest.fail("nothing secret is asked"))
    workshop.workshop(desk)
    return talk.shown.getvalue()


def test_a_scenario_is_led_to_its_end(practice: Vault) -> None:
    """Every step and inject is said in its turn; what comes is hidden until it is asked for."""
    scenario = content.read_shipped(NAME, "en")
    at = str(content.shipped().index(NAME) + 1)
    typed = [t for step in scenario.steps for t in (*["1"] * len(step.injects), "2", "5", "3")]
    said = _said(practice, "1", at, "3", *typed, "6", "The card lacked a number.", "7", *[""] * 4)
    for step in scenario.steps:
        assert step.do in said
        for inject in step.injects:
            assert said.count(inject.text) == 1
            assert inject.tests in said
    assert all(each.ask in said for each in scenario.questions)
    kept = sitting.now_running(practice)
    assert kept is not None
    assert kept.step == len(scenario.steps)
    assert sitting.notes(practice) == ["The card lacked a number."]
    assert "– The card lacked a number." in said


def test_a_role_is_played(practice: Vault) -> None:
    """One's own role and pages are said, and what a code brings; a wrong one tells nothing."""
    scenario = content.read_shipped(NAME, "en")
    at = str(content.shipped().index(NAME) + 1)
    code = scenario.codes()["call"]
    said = _said(practice, "1", at, "4", "2", "1", code, *[""] * 4)
    assert "Marat, the neighbour" in said
    assert "No card of this code is for you." in said
    assert "friendly caller" in said
    assert "somebody who knows a name" not in said
    kept = sitting.now_running(practice)
    assert kept is not None
    assert kept.shown == ("call",)


def test_exercises_and_numbers(practice: Vault, tmp_path: Path) -> None:
    """Procedures are judged; numbers are kept, and written out only for five people or more."""
    sitting.begin(practice, NAME)
    target = tmp_path / "numbers.txt"
    few = ["1", "1", "1", "1"]
    many = ["1", "7", "3", "0"]
    typed = ["3", "4", "n", "5", "y", "6", *few, "5", "6", *many, "5", str(target), "", "7", ""]
    said = _said(practice, *typed)
    assert said.count("The procedure does not hold yet.") == 3
    assert "Fewer than five people answered" in said
    assert "safejournal workshop reset" in said
    assert "The procedure holds: after the return everything was as before." in said
    scenario = content.read_shipped(NAME, "en")
    counts = measures.counted(practice, scenario, Moment.BEFORE)["words"]
    assert counts == {Answer.NOT_YET: 7, Answer.PARTLY: 3, Answer.YES: 0}
    written = target.read_text("utf-8")
    assert "not yet: 7" in written
    assert "PRACTICE" in written.splitlines()[0]


def test_every_question_of_practice_says_so(practice: Vault) -> None:
    """The word stands before each question, from the first to the last."""
    talk = Scripted(["6", "", "22"])
    desk = Desk(talk, practice, lambda _work, _arguments: pytest.fail("nothing secret is asked"))
    session.run(desk)
    asked = [line for line in talk.shown.getvalue().splitlines() if "«" in line]
    assert asked
    assert all(line.startswith("Practice. ") for line in asked)


def test_a_seat_begins_where_its_scenario_is(practice: Vault) -> None:
    """Who starts the line mode of a seat is in the role at once."""
    sitting.begin(practice, NAME, "traveller")
    talk = Scripted(["", "22"])
    desk = Desk(talk, practice, lambda _work, _arguments: pytest.fail("nothing secret is asked"))
    session.run(desk)
    assert "Aigul, who travels" in talk.shown.getvalue()
