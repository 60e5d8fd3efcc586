"""`checkin`, `silence` and what `due` says of others: two journals, through the command line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from safejournal.services import correspondents, identity, receiving, sharing
from safejournal.services.sharing import Choice
from tests.cli.calling import Cli
from tests.vault.journals import make_journal

WORDS = {"all_well": "sunny", "under_duress": "cloudy"}
CHALLENGE = {"question": "Which tree?", "answer": "the pear tree"}
DUE = "2026-05-02T18:00+05:00"


@dataclass
class Pair:
    """Two command lines whose owners have compared words, and a trip with a check-in."""

    anna: Cli
    bela: Cli
    bela_at_anna: str
    anna_at_bela: str
    trip: str
    place: Path

    def give(self, file: Path) -> None:
        """Let Bela take a bundle in."""
        with self.bela.journal.open() as vault:
            receiving.receive(vault, file)

    def first_card(self) -> None:
        """Let Anna make the first card, and Bela take it in."""
        file = self.place / "first.age"
        with self.anna.journal.open() as vault:
            sharing.export(vault, Choice(contacts=(self.bela_at_anna,)), file)
        self.give(file)


def added(cli: Cli, kind: str, **content: object) -> str:
    """Add a record and return its id."""
    called = cli("add", kind, "-", "--json", stdin=json.dumps(content))
    assert called.code == 0, called.err
    found: str = called.json["id"]
    return found


def made(place: Path) -> Pair:
    """Return two people and their trip."""
    anna, bela = Cli(make_journal(place / "anna")), Cli(make_journal(place / "bela"))
    bela_at_anna = added(anna, "contact", name="Bela", words=WORDS)
    anna_at_bela = added(bela, "contact", name="Anna", words=WORDS, challenge=CHALLENGE)
    for mine, contact, theirs in ((anna, bela_at_anna, bela), (bela, anna_at_bela, anna)):
        with theirs.journal.open() as vault:
            key = identity.show(vault).contact_string
        with mine.journal.open() as vault:
            correspondents.add_key(vault, contact, key)
            correspondents.trust(vault, contact, "by voice")
    steps = ["Ask the neighbour", "Call the lawyer"]
    checkins = [{"due": DUE, "with": bela_at_anna, "grace_minutes": 60, "steps": steps}]
    trip = added(anna, "trip", title="To the sea", checkins=checkins)
    return Pair(anna, bela, bela_at_anna, anna_at_bela, trip, place)


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Return Anna and Bela, the first card given."""
    found = made(tmp_path)
    found.first_card()
    return found


def waited(pair: Pair) -> Any:
    """Return the one trip that Bela waits for."""
    (found,) = pair.bela("silence", "--json").json["waiting"]
    return found


def test_a_card_is_due_and_late_at_its_contact(pair: Pair) -> None:
    """With the contact, the moment and the number of the card; an array, like all that is due."""
    (due,) = pair.bela("due", "--json").json
    assert due == {
        "what": "awaited",
        "at": DUE,
        "grace_minutes": 60,
        "urgency": "soon",
        "record": pair.anna_at_bela,
        "kind": "contact",
        "name": "Anna",
        "trip": pair.trip,
        "number": waited(pair)["number"],
        "marks": [],
    }
    pair.bela.today = "2026-05-03"
    assert pair.bela("due", "--json").json[0]["urgency"] == "late"
    told = "late by 1 day: check-in that you wait for, 2 May 2026, 18:00 (UTC+5); for you 13:00"
    assert f"{told} (UTC): Anna" in pair.bela("due").text
    found = waited(pair)
    assert (found["stage"], found["checkins"][0]["seconds"]) == ("late", 22 * 3600)
    assert [each["from"] for each in found["steps"]] == ["program", "card", "card"]


def test_a_contact_who_was_removed_is_still_called_by_name(pair: Pair) -> None:
    """In `due` and `silence`, as last known and marked; once erased, as they call themselves."""
    with pair.anna.journal.open() as vault:
        identity.set_called(vault, "Birch")
    again = pair.place / "again.age"
    with pair.anna.journal.open() as vault:
        sharing.export(vault, Choice(contacts=(pair.bela_at_anna,)), again)
    pair.give(again)
    assert pair.bela("remove", pair.anna_at_bela, "--yes", "--json").code == 0
    pair.bela.today = "2026-05-03"
    for command in ("due", "silence"):
        assert "Anna (removed)" in pair.bela(command).text
    assert pair.bela("due", "--json").json[0]["name"] == "Anna (removed)"
    assert pair.bela("remove", pair.anna_at_bela, "--erase", "--yes", "--json").code == 0
    for command in ("due", "silence"):
        told = pair.bela(command).text
        assert "Birch" in told
        assert "(removed)" not in told


@pytest.mark.parametrize("word", ["cloudy", "sunny"])
def test_a_card_that_asks_for_its_steps_at_once_says_so(pair: Pair, word: str) -> None:
    """After the word for duress, at its contact: in `due` and `silence`; and nothing at its sender.

    After the other word nothing of the kind is said to anybody.
    """
    card = pair.place / "next.age"
    said = pair.anna("checkin", "postpone", pair.trip, "-", "-o", str(card),
                     stdin=f"2026-05-02 20:00\n{word}\n")  # fmt: skip
    assert said.code == 0, said.err
    pair.give(card)
    told = "NOW: their card asks for its steps at once"
    duress = word == "cloudy"
    assert (f"{told}: Anna" in pair.bela("due").text) is duress
    assert (told in pair.bela("silence").text) is duress
    assert any(each.get("at_once", False) for each in pair.bela("due", "--json").json) is duress
    assert any(each["at_once"] for each in waited(pair)["checkins"]) is duress
    for command in ("due", "silence", "sent"):
        assert "at once" not in pair.anna(command).text
        assert "at_once" not in json.dumps(pair.anna(command, "--json").json)
    assert "at once" not in said.text


def test_a_missed_check_in_is_late_and_not_asked_for_at_once(pair: Pair) -> None:
    """Its card promised it while it was still ahead."""
    pair.bela.today = "2026-05-03"
    assert "late by 1 day" in pair.bela("due").text
    assert "at once" not in pair.bela("due").text


def test_a_card_that_does_not_count_is_named_with_its_reason(tmp_path: Path) -> None:
    """Its number in the inbox and why it does not count; nobody is told that there is none."""
    pair = made(tmp_path)
    with make_journal(tmp_path / "other").open() as other:
        key = identity.show(other).contact_string
    with pair.bela.journal.open() as vault:
        correspondents.add_key(vault, pair.anna_at_bela, key, confirmed=True)
    pair.first_card()
    (found,) = pair.bela("silence", "--json").json["undecided"]
    assert (found["inbox"], found["contact"]) == (1, pair.anna_at_bela)
    assert found["marks"] == ["key_changed"]
    text = " ".join(pair.bela("silence").text.split())
    assert "! Bundle 1 of the inbox [KEY CHANGED] asks to be waited by too." in text
    assert "No card" not in text
    refused = pair.bela("silence", pair.anna_at_bela)
    assert refused.code == 1
    assert "Bundle 1 of the inbox [KEY CHANGED]" in " ".join(refused.err.split())


def test_an_unverified_key_is_said_wherever_its_card_is_due(pair: Pair) -> None:
    """Beside the name in `due` and among its marks, as in `silence`."""
    with pair.bela.journal.open() as vault, vault.writing() as connection:
        connection.execute("UPDATE correspondent SET compared = NULL")
        connection.execute("""UPDATE received SET marks = '["never_compared"]'""")
    (due,) = pair.bela("due", "--json").json
    assert due["marks"] == ["never_compared"]
    assert "Anna [unverified key]" in pair.bela("due").text


def test_an_unverified_key_is_said_wherever_something_was_given(tmp_path: Path) -> None:
    """In `sent`, in `silence` beside the card they hold, and on the trip; not once compared."""
    pair = made(tmp_path)
    with make_journal(tmp_path / "cyril").open() as cyril:
        key = identity.show(cyril).contact_string
    with pair.anna.journal.open() as vault:
        correspondents.add_key(vault, pair.bela_at_anna, key, confirmed=True)
        choice = Choice(contacts=(pair.bela_at_anna,))
        sharing.export(vault, choice, tmp_path / "card.age", confirmed=True)
    asked = (("sent",), ("silence",), ("show", pair.trip))
    for each in asked:
        assert "Bela [key not compared]" in pair.anna(*each).text
    with pair.anna.journal.open() as vault:
        correspondents.trust(vault, pair.bela_at_anna, "by voice")
    for each in asked:
        assert "Bela" in pair.anna(*each).text
        assert "not compared" not in pair.anna(*each).text


def test_a_check_in_writes_a_card_that_takes_over(pair: Pair) -> None:
    """One JSON document; the record, the file; at the contact nothing is promised any more."""
    file = pair.place / "second.age"
    called = pair.anna("checkin", "done", pair.trip[:8], "-o", str(file), "--json")
    assert called.code == 0, called.err
    told = called.json
    assert (told["kind"], told["missing"], told["without_key"]) == ("checkin", [], [])
    (card,) = told["cards"]
    assert (card["contact"], card["file"]) == (pair.bela_at_anna, str(file))
    shown = pair.anna("show", told["id"], "--json").json
    assert (shown["trip"], shown["due"], shown["done_at"]) == (
        pair.trip,
        DUE,
        "2026-05-01T12:00:00Z",
    )
    assert "word" not in shown
    assert pair.anna("due", "--json").json == []
    pair.give(file)
    found = waited(pair)
    assert (found["number"], found["checkins"], found["stage"]) == (card["number"], [], None)
    assert pair.anna("checkin", "done", pair.trip).code == 1


def test_it_is_postponed_and_cancelled(pair: Pair) -> None:
    """The moment comes as a person says it, from standard input; every new trip version tells."""
    first, second = pair.place / "a.age", pair.place / "b.age"
    moved = pair.anna(
        "checkin", "postpone", pair.trip, "-", "-o", str(first), stdin="tomorrow 20:00\n"
    )
    assert moved.code == 0, moved.err
    pair.give(first)
    assert [each["due"] for each in waited(pair)["checkins"]] == ["2026-05-02T20:00Z"]
    wrong = pair.anna("checkin", "postpone", pair.trip, "-", stdin="yesterday 20:00\n")
    assert wrong.code == 5
    assert pair.anna("checkin", "postpone", pair.trip, "--json").code == 2
    cancelled = pair.anna("checkin", "cancel", pair.trip, "-o", str(second), "--json")
    assert cancelled.json["kind"] == "trip"
    pair.give(second)
    assert waited(pair)["checkins"] == []
    assert "checkins" not in pair.anna("show", pair.trip, "--json").json


@pytest.mark.parametrize("act", ["done", "postpone", "cancel"])
@pytest.mark.parametrize("way", ["typed", "piped", "json"])
def test_after_either_word_the_answers_are_the_same(tmp_path: Path, act: str, way: str) -> None:
    """Both streams and all that can be asked afterwards, but for ids and numbers, by chance."""
    answers = []
    for place, word in (("one", "sunny"), ("two", "cloudy")):
        pair = made(tmp_path / place)
        pair.first_card()
        lines = f"tomorrow 20:00\n{word}\n" if act == "postpone" else f"{word}\n"
        file = str(pair.place / "second.age")
        lines += "y\n" if way == "typed" else ""
        piped = [] if way == "typed" else ["-"]
        more = ["--json"] if way == "json" else []
        called = pair.anna(
            "checkin",
            act,
            pair.trip,
            *piped,
            "-o",
            file,
            *more,
            stdin=lines,
            terminal=way == "typed",
        )
        assert called.code == 0, called.err
        told = [called.out.decode(), called.err]
        told += [
            pair.anna(*asked, "--json").text
            for asked in (["list"], ["due"], ["history", pair.trip], ["silence"])
        ]
        assert word not in called.out.decode() + called.err
        answers.append(neutral("\n".join(told), pair))
        pair.give(Path(file))
        stage = waited(pair)["stage"]
        assert stage == ("late" if word == "cloudy" else "ahead" if act == "postpone" else None)
    assert answers[0] == answers[1]


def neutral(text: str, pair: Pair) -> str:
    """Return a text without what differs from one journal to the next by chance."""
    text = text.replace(str(pair.place), "PLACE").replace(pair.trip, "TRIP")
    text = text.replace(pair.bela_at_anna, "BELA")
    text = re.sub(r"age1[a-z0-9]+", "KEY", text)
    text = re.sub(r"[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}\b", "ID", text)
    return re.sub(r"\b\d{6,7}\b", "N", text)


def test_a_card_is_seen_before_anything_is_written(pair: Pair) -> None:
    """`--preview` writes nothing, and is the same whatever word comes with it.

    On a terminal a no after it changes nothing. What --keep-back names stays. It does not tell that
    words are agreed.
    """
    before = pair.anna("list", "--json").out + pair.anna("sent", "--json").out
    call, step = ("checkin", "done", pair.trip), "checkins[0].steps[0]"
    seen = [
        pair.anna(*call, "-", "--preview", "--json", stdin=f"{word}\n")
        for word in ("sunny", "cloudy", "")
    ]
    assert len({each.out for each in seen}) == 1
    (card,) = seen[0].json["cards"]
    stays = {each["field"]: each["why"] for cut in card["records"] for each in cut["stays"]}
    assert stays["checkins[0].due"] == "over"
    assert not any(each.startswith("words") for each in stays)
    later = pair.anna("checkin", "postpone", pair.trip, "-", "--preview", stdin="tomorrow 20:00\n")
    assert "Check-ins promised 1, Due: 2 May 2026, 20:00" in later.text
    no = pair.anna(*call, stdin="sunny\nn\n", terminal=True)
    assert (no.code, "It says that no check-in is promised any more." in no.err) == (1, True)
    assert pair.anna("list", "--json").out + pair.anna("sent", "--json").out == before
    assert list(pair.place.glob("*.age")) == [pair.place / "first.age"]
    kept = pair.anna(
        "checkin", "postpone", pair.trip, "-", "--keep-back", f"{pair.trip}:{step}",
        "-o", str(pair.place), stdin="tomorrow 20:00\n",
    )  # fmt: skip
    assert kept.code == 0, kept.err
    pair.give(next(each for each in pair.place.glob("*.age") if each.name != "first.age"))
    asked = [each["text"] for each in waited(pair)["steps"] if each["from"] == "card"]
    assert asked == ["Call the lawyer"]


def test_on_a_terminal_the_word_is_asked_for_and_a_wrong_one_refused(pair: Pair) -> None:
    """It says which check-in, and who gets a card; with a wrong word nothing is kept."""
    file = str(pair.place / "second.age")
    wrong = pair.anna("checkin", "done", pair.trip, "-o", file, stdin="rainy\n", terminal=True)
    assert wrong.code == 1
    assert "Check-in: 2 May 2026, 18:00 (UTC+5)" in wrong.err
    assert "- Bela: gets a new card" in wrong.err
    assert "This is no word that is agreed" in wrong.err
    assert pair.anna("list", "checkin", "--json").json == []
    assert not Path(file).exists()


def test_unverified_words_need_a_yes(tmp_path: Path) -> None:
    """Without one, and without anybody to ask, it is refused and nothing is kept."""
    pair = made(tmp_path)
    with pair.anna.journal.open() as vault:
        other = tmp_path / "cyril"
        with make_journal(other).open() as cyril:
            key = identity.show(cyril).contact_string
        correspondents.add_key(vault, pair.bela_at_anna, key, confirmed=True)
    call = ("checkin", "done", pair.trip, "-o", str(tmp_path / "x.age"))
    refused = pair.anna(*call, "--json")
    assert (refused.code, refused.out) == (1, b"")
    assert pair.anna("list", "checkin", "--json").json == []
    assert pair.anna(*call, "--json", "--yes").code == 0


def test_steps_are_noted_one_by_one_and_resumed(pair: Pair) -> None:
    """By number, with what came of it and a remark; the word is compared and not kept."""
    pair.bela.today = "2026-05-03"
    assert pair.bela("silence", pair.anna_at_bela, "--step", "1").code == 0
    noted = pair.bela(
        "silence", pair.anna_at_bela, "-", "--step", "2", "--came", "not_reached", "--json",
        stdin="engaged",
    ).json  # fmt: skip
    steps = noted["waiting"][0]["steps"]
    assert [each["noted"] and each["noted"]["came"] for each in steps] == [
        "done",
        "not_reached",
        None,
    ]
    assert steps[1]["noted"]["remark"] == "engaged"
    assert steps[1]["noted"]["at"] == "2026-05-03T12:00:00Z"
    heard = pair.bela(
        "silence", pair.anna_at_bela, "-", "--heard", "right", "--json", stdin="cloudy"
    )
    assert heard.json == {"answer": "right", "word": "under_duress"}
    said = pair.bela("silence", pair.anna_at_bela, "-", "--heard", "right", stdin="sunny").text
    assert "you may end the steps" in said
    text = pair.bela("silence", pair.anna_at_bela).text
    assert "2. Ask the neighbour" in text
    assert "   3 May 2026, 12:00: not reached. engaged" in text
    assert "Ask them: Which tree?" in text
    assert "the pear tree" not in text
    assert pair.bela("silence", pair.anna_at_bela, "--end", "handed_over").code == 0
    assert waited(pair)["begun"] is None
    (note,) = pair.bela("list", "note", "--json").json
    assert "others go on with it" in note["text"]
    assert pair.bela("silence", pair.anna_at_bela, "--end", "heard").code == 1


def test_the_sender_is_told_who_has_which_card(pair: Pair) -> None:
    """A number, no receipt; and that it is old once the trip has changed."""
    (holder,) = pair.anna("silence", "--json").json["holders"]
    assert (holder["contact"], holder["trip"], holder["current"]) == (
        pair.bela_at_anna,
        pair.trip,
        True,
    )
    assert "To the sea: Bela: card number " in pair.anna("silence").text
    shown = pair.anna("show", pair.trip, "--json").json
    own = {key: shown[key] for key in ("title", "checkins")}
    pair.anna("edit", pair.trip, "-", stdin=json.dumps(own | {"title": "Elsewhere"}))
    assert pair.anna("silence", "--json").json["holders"][0]["current"] is False
    assert "OLD: the trip has changed since" in pair.anna("silence").text


def test_what_somebody_else_wrote_commands_no_terminal(tmp_path: Path) -> None:
    """Steps in a card are text of others: shown as signs, also in JSON and among what was done."""
    hostile = "\x1b]0;PWNED\x07\u202e\x9b31m"
    pair = made(tmp_path)
    checkins = [{"due": DUE, "with": pair.bela_at_anna, "steps": [f"Call {hostile}"]}]
    own = json.dumps({"title": "To the sea", "checkins": checkins})
    assert pair.anna("edit", pair.trip, "-", stdin=own).code == 0
    pair.first_card()
    pair.bela.today = "2026-05-03"
    answers = [
        pair.bela("silence", pair.anna_at_bela),
        pair.bela("silence", pair.anna_at_bela, "--step", "2"),
        pair.bela("silence", "--json"),
        pair.bela("due"),
    ]
    for each in answers:
        assert each.code == 0
        assert not set(each.text + each.err) & set("\x1b\x07\u202e\x9b")
    assert "PWNED" in answers[0].text


def test_wrong_uses_are_told_apart(pair: Pair) -> None:
    """Two notes at once, no contact, a step that is not there, nobody waited for."""
    assert pair.bela("silence", "--step", "1").code == 2
    assert pair.bela("silence", pair.anna_at_bela, "--step", "1", "--end", "other").code == 2
    assert pair.bela("silence", pair.anna_at_bela, "--step", "9").code == 1
    assert pair.anna("silence", pair.bela_at_anna).code == 1
    assert "nobody is waited for" in pair.anna("silence").text
    assert pair.anna("checkin", "done", pair.bela_at_anna).code == 1
