"""Seats of a workshop, what runs in them, and the reset after which nothing is left."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from safejournal.content import scenarios as content
from safejournal.domain.records import Contact, Note
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.services import (
    backups,
    demo,
    drills,
    identity,
    journal,
    measures,
    opening,
    recovery,
    resetting,
    scenario_papers,
    scenarios,
    seats,
    sitting,
    written_file,
)
from safejournal.services.drills import Point
from safejournal.services.measures import Answer, Moment
from safejournal.services.opening import Vault, open_vault
from safejournal.services.resetting import Looked, Sort
from safejournal.vault.derivation import Realm
from tests.vault.journals import make_journal

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=6)))
NAME = "two-neighbours"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a machine of its own: a home, a folder of data, one for passing things."""
    for name, folder in (("HOME", "home"), ("XDG_DATA_HOME", "data"), ("TMPDIR", "passing")):
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(name, str(tmp_path / folder))
    yield tmp_path
    written_file.watch(None)


def enter(place: Path) -> Vault:
    """Open a practice vault with the passphrase that everybody knows."""
    answer = opening.try_secret(place, bytearray(demo.PASSPHRASE.encode()), None)
    return open_vault(place, answer, lambda: NOW)


def left(found: list[Looked]) -> dict[Sort, tuple[str, ...]]:
    """Return what was left, by its sort, where anything was."""
    return {each.sort: each.left for each in found if each.left}


def test_a_seat_holds_what_its_role_knows_in_its_language() -> None:
    """In the realm of practice, with the scenario running; taken again, it goes on."""
    seat = seats.take(NAME, "traveller", "ru", NOW)
    assert seat.made
    with enter(seat.place) as vault:
        assert vault.practice
        names = {each.content.title or each.content.name for each in journal.browse(vault)}  # type: ignore[union-attr]
        assert names == {"Дана, адвокат", "Мужчина на остановке"}
        running = sitting.now_running(vault)
        assert running is not None
        assert (running.scenario, running.role) == (NAME, "traveller")
        sitting.keep(vault, sitting.Sitting(scenario=NAME, role="traveller", step=3))
    again = seats.take(NAME, "traveller", "ru", NOW)
    assert not again.made
    with enter(again.place) as vault:
        running = sitting.now_running(vault)
        assert running is not None
        assert running.step == 3


@pytest.mark.parametrize("name", content.shipped())
def test_every_role_of_every_scenario_can_be_seated(tmp_path: Path, name: str) -> None:
    """What a scenario says lies in somebody's journal can be written there, in both languages."""
    for language in ("en", "ru"):
        scenario = content.read_shipped(name, language)
        for number, role in enumerate(scenario.vaults):
            made = make_journal(tmp_path / f"{language}{number}", realm=Realm.PRACTICE)
            made.clock.now = NOW
            with made.open() as vault:
                story = [seats.as_story(e) for e in scenario.records if e.role == role.id]
                demo.tell(vault, NOW, {"record": story})
                assert journal.count(vault) == len(story)


def test_there_is_no_seat_for_somebody_who_is_not_there(tmp_path: Path) -> None:
    """Nor of an unknown scenario, and nothing is made then."""
    for named, role in (("none", ""), (NAME, "nobody"), (str(tmp_path), "")):
        with pytest.raises(NotFound):
            seats.take(named, role, "en", NOW)
    assert not seats.folder().exists()


def test_a_folder_of_ones_own_is_run_before_it_is_signed(tmp_path: Path) -> None:
    """It is signed with the keys of the practice vault, and found again there by its id."""
    scenarios.make_template(tmp_path / "own")
    seat = seats.take(str(tmp_path / "own"), "", "en", NOW)
    with enter(seat.place) as vault:
        running = sitting.now_running(vault)
        assert running is not None
        assert sitting.scenario_of(running, "ru").title == "Мой сценарий"
    (tmp_path / "own" / "scenario.toml").write_text("", "utf-8")
    with pytest.raises(InputRejected):
        seats.take(str(tmp_path / "own"), "contact", "en", NOW)


def test_nothing_of_a_workshop_belongs_into_a_journal_of_ones_own(tmp_path: Path) -> None:
    """Running, exercises and numbers are refused there, and nothing is written."""
    scenario = content.read_shipped(NAME, "en")
    with make_journal(tmp_path / "own").open() as vault:
        for act in (
            lambda: sitting.begin(vault, NAME),
            lambda: sitting.note(vault, sitting.Sitting(scenario=NAME), scenario, "x"),
            lambda: drills.giving(vault),
            lambda: drills.keeping(vault),
            lambda: drills.forget(vault),
            lambda: measures.answer(vault, scenario, Moment.BEFORE, "words", Answer.YES),
            lambda: measures.sheet(vault, scenario),
        ):
            with pytest.raises(Refused, match="practice journal"):
                act()
        assert sitting.now_running(vault) is None
        assert journal.count(vault) == 0


# -------------------------------------------------------------------- reset

CANARY = "канарейка-двадцать-два"


def _play(machine: Path) -> list[Path]:
    """Do what a day of practice does; return what was written, the seats last."""
    seat = seats.take(NAME, "traveller", "en", NOW)
    lead = seats.take("the-whole-story", "", "en", NOW)
    stick = machine / "stick"
    stick.mkdir()
    with enter(seat.place) as vault:
        journal.record(vault, Note(title=CANARY, text=CANARY))
        identity.set_called(vault, CANARY)
        backups.back_up(vault, stick / "backup")
    with enter(lead.place) as vault:
        scenario = content.read_shipped("the-whole-story", "en")
        running = sitting.now_running(vault)
        assert running is not None
        sitting.note(vault, running, scenario, CANARY)
        written = stick / "numbers.txt"
        with written_file.new_file(written) as file:
            file.write(CANARY.encode())
    papers = scenario_papers.write_packet(scenario, machine / "papers", "text")
    seats.note_files(papers)
    made = demo.make_demo(machine / "elsewhere", NOW)
    seats.note_vault(made.place)
    killed = machine / "passing" / "tmpabc" / "practice"
    killed.parent.mkdir()
    demo.make_demo(killed, NOW)
    (seats.folder() / "environment").mkdir()
    (seats.folder() / "environment" / "python").write_text(CANARY, "utf-8")
    return [stick / "backup", written, *papers, made.place, killed, seat.place, lead.place]


def _everything(machine: Path) -> list[Path]:
    return [path for path in machine.rglob("*") if path.is_file()]


def test_reset_leaves_nothing(machine: Path) -> None:
    """No file of the day is left, no canary anywhere on the machine, and the list says so."""
    with make_journal(machine / "own").open() as vault:
        journal.record(vault, Note(title="mine"))
    before = {path: path.read_bytes() for path in _everything(machine)}
    made = _play(machine)
    assert all(path.exists() for path in made)
    found = resetting.reset()
    assert left(found) == {}
    removed = {place for each in found for place in each.removed}
    assert {str(path) for path in made} <= removed
    assert {path: path.read_bytes() for path in _everything(machine)} == before
    assert not any(CANARY.encode() in content for content in before.values())
    assert not seats.folder().exists()


def test_reset_again_finds_nothing(machine: Path) -> None:
    """Also where there never was a workshop."""
    del machine
    found = resetting.reset()
    assert left(found) == {}
    assert not any(each.removed for each in found)


def test_reset_never_touches_what_it_does_not_know_again(machine: Path) -> None:
    """A journal of one's own in the place of a seat, and a file that was changed, stay."""
    seat = seats.take(NAME, "traveller", "en", NOW, machine / "place")
    papers = scenario_papers.write_packet(content.read_shipped(NAME, "en"), machine / "p", "text")
    seats.note_files(papers)
    papers[0].write_text("mine now", "utf-8")
    shutil.rmtree(seat.place)
    own = make_journal(seat.place)
    with own.open() as vault:
        journal.record(vault, Note(title="mine"))
    found = resetting.reset()
    with own.open() as vault:
        assert journal.count(vault) == 1
    assert papers[0].read_text("utf-8") == "mine now"
    assert left(found) == {Sort.FILES: (str(papers[0]),)}
    assert not any(path.exists() for path in papers[1:])


def test_what_belongs_to_the_person_is_told_and_left(machine: Path) -> None:
    """The shell's history, recent documents, and what lies in the wastebasket."""
    home = machine / "home"
    history = home / ".bash_history"
    history.write_text("ls\nsafejournal workshop run x\nsh start.sh\n", "utf-8")
    papers = scenario_papers.write_packet(content.read_shipped(NAME, "en"), machine / "p", "text")
    seats.note_files(papers)
    recent = home / ".local" / "share" / "recently-used.xbel"
    recent.parent.mkdir(parents=True)
    recent.write_text(f"<bookmark href='file:///{papers[0].name}'/>", "utf-8")
    basket = home / ".local" / "share" / "Trash" / "files" / "place"
    basket.parent.mkdir(parents=True)
    demo.make_demo(machine / "place", NOW).place.rename(basket)
    found = left(resetting.reset())
    assert found == {
        Sort.HISTORY: (f"{history} (2)",),
        Sort.RECENT: (f"{recent} ({papers[0].name})",),
        Sort.WASTE: (str(basket),),
    }
    assert history.read_text("utf-8").count("\n") == 3


def test_an_open_seat_is_left_and_told(machine: Path) -> None:
    """Nothing is taken from under somebody who is still writing."""
    del machine
    seat = seats.take(NAME, "traveller", "en", NOW, seats.folder().parent / "place")
    with enter(seat.place):
        assert left(resetting.reset()) == {Sort.VAULTS: (str(seat.place),)}
        assert seat.place.exists()


def test_without_a_workshop_practice_leaves_no_list(machine: Path) -> None:
    """What `demo` writes into a folder that is gone afterwards is noted nowhere."""
    made = demo.make_demo(machine / "passing" / "practice", NOW)
    with enter(made.place) as vault:
        backups.back_up(vault, machine / "backup")
    assert not seats.folder().exists()


# -------------------------------------------------------------------- exercises


def test_the_forgotten_passphrase_and_two_neighbours(machine: Path) -> None:
    """Forgotten, it opens nothing; any two of three sheets lead back to a new one."""
    del machine
    seat = seats.take(NAME, "traveller", "en", NOW)
    with enter(seat.place) as vault:
        with pytest.raises(Refused, match="no recovery sheets"):
            drills.forget(vault)
        with vault.dek() as dek:
            sheets, slot = recovery.make_sheets(seat.place, dek, need=2, of=3)
        recovery.keep_sheets(vault, slot, need=2, of=3)
        drills.forget(vault)
        assert _done(drills.recovering(vault)) == [Point.SHEETS, Point.FORGOTTEN]
    with pytest.raises(Exception, match="opens"):
        enter(seat.place)
    gathering = recovery.Gathering()
    for each in (sheets[0], sheets[2]):
        gathering.add(each)
    answer = recovery.open_by_sheets(seat.place, gathering)
    new = recovery.sealed_passphrase(seat.place, answer[1:], bytearray(b"a new one"), None)
    with open_vault(seat.place, answer, lambda: NOW) as vault:
        recovery.keep_passphrase(vault, new, with_keyfile=False)
        stands = drills.recovering(vault)
        assert drills.holds(stands)


def _done(of: list[drills.Stand]) -> list[Point]:
    return [each.point for each in of if each.done]


def test_the_pair_exercise_sees_what_was_done(tmp_path: Path) -> None:
    """Keys, words and cards, each as soon as the vault shows it."""
    from tests.services.exchanging import evidence, received, two

    with two(tmp_path / "pair", acquainted=False, realm=Realm.PRACTICE) as pair:
        assert _done(drills.giving(pair.anna)) == []
    with two(tmp_path / "known", realm=Realm.PRACTICE) as pair:
        assert _done(drills.giving(pair.anna)) == [Point.KEY, Point.COMPARED]
        note = journal.record(pair.anna, Note(title="x")).id
        received(pair, evidence(pair, note))
        assert drills.holds(drills.giving(pair.anna))
        assert _done(drills.keeping(pair.bela)) == [Point.KEY, Point.COMPARED, Point.CAME]
        assert not drills.holds(drills.keeping(pair.bela))


def test_numbers_name_nobody(machine: Path) -> None:
    """Only counts of five people or more are written out, and nothing else of the vault is."""
    del machine
    scenario = content.read_shipped(NAME, "en")
    seat = seats.take(NAME, "", "en", NOW)
    with enter(seat.place) as vault:
        journal.record(vault, Contact(name=CANARY))
        measures.answer(vault, scenario, Moment.BEFORE, "words", Answer.PARTLY)
        assert measures.own(vault, scenario, Moment.BEFORE) == {"words": Answer.PARTLY}
        with pytest.raises(Refused, match="Nothing"):
            measures.sheet(vault, scenario)
        few = {Answer.YES: 4, Answer.PARTLY: 0, Answer.NOT_YET: 0}
        measures.count(vault, scenario, Moment.BEFORE, "words", few)
        with pytest.raises(Refused, match="Fewer than five"):
            measures.sheet(vault, scenario)
        measures.count(vault, scenario, Moment.BEFORE, "words", few | {Answer.PARTLY: 3})
        told = scenario_papers.made(measures.sheet(vault, scenario), "text").decode()
        assert "yes: 4" in told
        assert CANARY not in told
        with pytest.raises(Refused):
            measures.count(vault, scenario, Moment.BEFORE, "words", {Answer.YES: -1})
        with pytest.raises(Refused):
            measures.answer(vault, scenario, Moment.BEFORE, "other", Answer.YES)


def test_a_code_brings_what_it_stands_for_and_nothing_else(machine: Path) -> None:
    """A wrong code, and one for somebody else, are equally unknown."""
    del machine
    scenario = content.read_shipped(NAME, "en")
    codes = scenario.codes()
    seat = seats.take(NAME, "traveller", "en", NOW)
    with enter(seat.place) as vault:
        running = sitting.now_running(vault)
        assert running is not None
        for code in ("", "abcd", "0000", codes["late"]):
            with pytest.raises(NotFound, match="No card"):
                sitting.receive(vault, running, scenario, code)
        running = sitting.keep(vault, sitting.Sitting(scenario=NAME, role="neighbour"))
        running, inject = sitting.receive(vault, running, scenario, f" {codes['late']} ")
        assert inject.id == "late"
        assert running.shown == ("late",)
