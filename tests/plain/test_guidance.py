"""Guidance in the line mode: assessed, answered, worked through, warned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from safejournal.domain.records import ChecklistRun, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import ItemState, Kind
from safejournal.plain.desk import Desk
from safejournal.plain.session import run
from safejournal.services import documents, drafts
from safejournal.services import journal as journals
from safejournal.services.opening import Vault
from tests.plain.scripted import Scripted
from tests.services.foreign import nothing_added, signed
from tests.vault.journals import Journal, make_journal

PLAN = {
    "format": "safejournal-plan/1",
    "person": {"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor"},
    "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "mode": "road",
              "date": "2026-06-01", "stay_days": 3}],
}  # fmt: skip
GUIDANCE, QUIT = "3", "18"


def _add(vault: Vault, kind: Kind, **content: object) -> Record:
    return journals.record(vault, documents.read_new(kind, json.dumps(content).encode()))


@pytest.fixture
def trip(journal: Journal) -> Record:
    """Return a trip that is planned, in a journal that is closed again."""
    with journal.open() as vault:
        _add(vault, Kind.CONTACT, pseudonym="The lawyer", roles=["lawyer"])
        return _add(vault, Kind.TRIP, title="To Almaty", plan=PLAN)


def _talk(journal: Journal, *typed: str) -> str:
    talk = Scripted([GUIDANCE, *typed])
    run(Desk(talk, journal.open(), _no_child))  # type: ignore[arg-type]
    return talk.shown.getvalue()


def _no_child(_work: str, _arguments: bytes) -> None:
    raise AssertionError("no process is started here")


def test_an_open_question_is_answered_where_it_stands(journal: Journal, trip: Record) -> None:
    """It is assessed again at once, what is new is said, and leaving keeps the answer."""
    case_against_me = ("1", "1", "+", "1", "RU", "", "")
    said = _talk(journal, "1", "1", *case_against_me, "", "", QUIT)
    assert "It cannot be said yet" in said
    assert "What stands against me:" in said
    assert "Stop and get advice first.\nNew: STOP: arrest after a look into a wanted list" in said
    assert "Your answers are kept." in said
    with journal.open() as vault:
        content = journal_content(vault, trip)
        assert content.plan is not None
        assert [each.kind for each in content.plan.legal or ()] == ["criminal_case"]
        assert drafts.waiting(vault) == []


def journal_content(vault: Vault, of: Record) -> Trip:
    """Return the trip as it stands."""
    content = journals.show(vault, of.id).content
    assert isinstance(content, Trip)
    return content


def test_none_is_an_answer_to_a_question_inside_a_leg(journal: Journal, trip: Record) -> None:
    """Asked and there is none is kept apart from not said, also of stops and dangerous places."""
    said = _talk(journal, "1", "1", "1", "8", "none", "1", "8", "none", "", "", QUIT)
    assert "Does leg 1 come near a border" in said
    with journal.open() as vault:
        content = journal_content(vault, trip)
        assert content.plan is not None
        assert content.plan.legs is not None
        assert (content.plan.legs[0].near, content.plan.legs[0].via) == ((), ())


def test_an_answer_waits_as_a_draft_when_the_person_breaks_off(
    journal: Journal, trip: Record
) -> None:
    """Ctrl+C, a silence, a lost terminal: nothing that was typed is lost, or sealed unasked."""
    _talk(journal, "1", "1", "1", "1", "none", "five minutes")
    with journal.open() as vault:
        (draft,) = drafts.waiting(vault)
        assert draft.answers["plan.legal"] == "none"
        assert journals.show(vault, trip.id).version == trip.version


def test_a_new_trip_may_leave_everything_open(journal: Journal) -> None:
    """The form asks in order, ends at any time, and what was left open becomes questions."""
    said = _talk(journal, "1", "1", "Somewhere", "!", "", "", "", QUIT)
    assert "It cannot be said yet" in said
    assert "Which state might pursue you?" in said
    assert "Not checked, since no program without a network can:" in said


def test_a_checklist_is_begun_from_a_finding_and_worked_through(
    journal: Journal, trip: Record, tmp_path: Path
) -> None:
    """Ticked, set aside, remarked upon and written out; the run is a record with its history."""
    with journal.open() as vault:
        legal = {"legal": [{"kind": "criminal_case", "state": "RU"}]}
        changed = documents.read_new(Kind.TRIP, json.dumps({"plan": PLAN | legal}).encode())
        journals.revise(vault, trip.id, changed)
    steps = ("1", "1", "2", "3", "3", "4", "asked", "7", "2")
    out = str(tmp_path / "list.html")
    said = _talk(journal, "1", "1", "3", "1", *steps, "9", out, "", "", "", QUIT)
    assert "1 done, 6 open; 1 not for me" in said
    assert f"Written: {out}" in said
    assert "My remark: asked" in Path(out).read_text()
    with journal.open() as vault:
        (run_,) = journals.browse(vault, journals.Filter(kinds=(Kind.CHECKLIST_RUN,)))
        assert isinstance(run_.content, ChecklistRun)
        assert run_.content.links[0].to == trip.id
        assert [each.state for each in run_.content.items[:3]] == [
            ItemState.DONE, ItemState.NOT_FOR_ME, ItemState.OPEN
        ]  # fmt: skip
        assert run_.content.items[2].note == "asked"
        assert len(journals.history(vault, run_.id)) == 4


def test_a_warrant_that_is_written_down_warns_at_once(journal: Journal, trip: Record) -> None:
    """What changes for each trip, what to work through, whom to tell; the plan may take it up."""
    warrant = ["", "2", "RU", "!"]
    said = _talk(journal, "3", "y", *warrant, "", "y", "", "", QUIT)
    assert "wanted in the home state: this changes what is planned." in said
    assert "* STOP: arrest after a look into a wanted list" in said
    assert "- Wanted in your own country (warrant-known-home)" in said
    assert said.partition("Tell:")[2].lstrip("\n- ").splitlines()[0].endswith("The lawyer")
    with journal.open() as vault:
        content = journal_content(vault, trip)
        assert content.plan is not None
        assert [each.kind for each in content.plan.legal or ()] == ["wanted_home"]


def test_nothing_found_is_never_read_out_as_clear(journal: Journal, trip: Record) -> None:
    """It raises no alarm, and the log says what it does not mean."""
    nothing = ["", "19", "RU", "", "2026-03-01", "!"]
    said = _talk(journal, "3", "y", *nothing, "", "3", "", "", QUIT)
    assert "this changes what is planned" not in said
    told = "nothing found, which never means that there is nothing, Russia: OLD: looked up on"
    assert told in " ".join(said.split())


def test_the_library_is_read_out(journal: Journal) -> None:
    """Cases are found by words of any language, and lessons by their titles."""
    said = _talk(journal, "5", "Қазақстан", "5", "Казахстан", "1", "", "6", "1", "", "", QUIT)
    assert "No case." in said
    assert "What could be known beforehand:" in said
    assert "How wanted lists work" in said
    assert "Sources:" in said


def test_days_of_stay_are_said_with_their_rule(journal: Journal) -> None:
    """How many are used and left, and as of when the rule is known."""
    with journal.open() as vault:
        leg = PLAN["legs"][0] | {"date": "2026-04-22", "stay_days": 20}  # type: ignore[index]
        _add(vault, Kind.TRIP, title="There", plan=PLAN | {"legs": [leg]})
    said = " ".join(_talk(journal, "4", "", QUIT).split())
    assert "Kazakhstan: 10 days used, 80 days left; the last day is 20 July 2026." in said
    assert "The rule, as of 2023-01-19: 90 days within any 180 days." in said


def test_a_pack_is_installed_marked_and_taken_out(journal: Journal, tmp_path: Path) -> None:
    """The file is named, the words are said, and only a plain yes takes it into use."""
    file = tmp_path / "mine.sjpack"
    with make_journal(tmp_path / "maker").open() as maker:
        file.write_bytes(signed(tmp_path / "folder", maker))
    with nothing_added():
        said = _talk(journal, "7", "2", str(file), "", "2", str(file), "y", "", "6", "", "", QUIT)
        assert "Words of its maker:" in said
        assert "In use now; everything from it is marked." in said
        assert said.count("[pack mine, UNKNOWN MAKER]") >= 4
        said = _talk(journal, "7", "2", "y", "", "", QUIT)
        assert "Removed." in said
        assert "2. Take a pack of somebody into use" in said
        assert "no such file" in _talk(journal, "7", "2", str(tmp_path / "x"), "", "", QUIT)
