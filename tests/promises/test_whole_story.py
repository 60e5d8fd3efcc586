"""Two people, two homes, the program as its own process: the whole story on the command line.

Keys, words, a trip, a card, silence, evidence, a conflict, acknowledgement, replay, a changed key.
Nothing is shared between the two but the files that one gives to the other.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.programs import PROGRAM
from tests.terminal import ROOT

PASSPHRASES = {"anna": "violet anchor lamp seven river", "bela": "correct horse battery staple"}
REFUSED, REJECTED = 1, 5


@dataclass
class Person:
    """Somebody with a home of their own, and nothing of anybody else's."""

    name: str
    home: Path
    today: str = "2026-05-01"

    def call(self, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
        """Run the program in this home, the passphrase in a pipe that nothing else can read."""
        read, write = os.pipe()
        os.write(write, f"{PASSPHRASES[self.name]}\n".encode())
        os.close(write)
        command = [sys.executable, "-c", PROGRAM, *arguments, "--today", self.today]
        done = subprocess.run(
            [*command, "--json", "--passphrase-fd", str(read)],
            input=stdin.encode(),
            capture_output=True,
            pass_fds=(read,),
            cwd=self.home,
            env={
                "HOME": str(self.home),
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT / "src"),
                "LANG": "C.UTF-8",
                "TZ": "UTC",
            },
            check=False,
        )
        os.close(read)
        return done

    def __call__(self, *arguments: str, stdin: str = "") -> Any:
        """Return what the program answers; it must do what it was asked to."""
        done = self.call(*arguments, stdin=stdin)
        assert done.returncode == 0, (arguments, done.stderr.decode())
        return json.loads(done.stdout)

    def refuses(self, code: int, *arguments: str, stdin: str = "") -> str:
        """Return the sentence with which the program ends with this code and does nothing."""
        done = self.call(*arguments, stdin=stdin)
        assert (done.returncode, done.stdout) == (code, b""), (arguments, done.stderr.decode())
        return done.stderr.decode()

    def add(self, kind: str, **content: object) -> str:
        """Write a record down and return its id."""
        found: str = self("add", kind, "-", stdin=json.dumps(content))["id"]
        return found

    def file(self, name: str) -> str:
        """Return a file in this home."""
        return str(self.home / name)

    def hand(self, name: str, to: Person) -> str:
        """Give a file to somebody: the only way between the two."""
        shutil.copy(self.file(name), to.file(name))
        return to.file(name)


@dataclass
class Story:
    """What both know as it goes on: each other's ids, and the ids of what Anna wrote."""

    place: Path
    anna: Person
    bela: Person
    bela_at_anna: str = ""
    anna_at_bela: str = ""
    trip: str = ""
    incident: str = ""

    def evidence(self, sender: Person, record: str, name: str) -> str:
        """Let Anna, on whichever machine, give Bela a record as evidence."""
        file = sender.file(name)
        sender(*_AS_EVIDENCE, "--to", self.bela_at_anna, "--select", record, "-o", file)
        return sender.hand(name, self.bela)

    def marks(self, number: int) -> list[str]:
        """Return what Bela must know of a bundle in her inbox by now."""
        found: list[str] = next(e["marks"] for e in self.bela("inbox") if e["inbox"] == number)
        return found


_AS_EVIDENCE = ("export", "--tier", "evidence")


def somebody(place: Path, name: str) -> Person:
    """Make a home with a journal in it, as cheaply as the program allows."""
    person = Person(name, place / name)
    person.home.mkdir(parents=True)
    made = person("init", "--kdf-memory", "64", "--no-recovery")
    assert Path(made["vault"]).is_relative_to(person.home)
    return person


def acquaint(one: Person, other: Person, contact: str) -> None:
    """Let one take in the other's key, compare the words, and say so."""
    shown = other("identity")
    taken = one("contact", "key", contact, "-", stdin=shown["contact_string"])
    assert taken["words"] == shown["words"]
    assert taken["verified"] is False
    one.refuses(REFUSED, "contact", "trust", contact)
    assert one("contact", "trust", contact, "--how", "voice", "--yes")["verified"] is True


def keys(story: Story) -> None:
    """Both give their keys, compare the words, and say so."""
    anna, bela = story.anna, story.bela
    assert anna("identity", "--called", "-", stdin="Birch")["called"] == "Birch"
    story.bela_at_anna = anna.add(
        "contact",
        name="Bela Example",
        pseudonym="Reed",
        roles=["safety_contact"],
        channels=[{"kind": "Signal", "value": "+1 555 0100", "use": "when_safe"}],
        challenge={"question": "Which tree stood there?", "answer": "the pear tree"},
        words={"all_well": "sunny", "under_duress": "cloudy"},
    )
    agreed = {"all_well": "sunny", "under_duress": "cloudy"}  # aloud, each for themselves
    story.anna_at_bela = bela.add("contact", name="Anna", words=agreed)
    acquaint(anna, bela, story.bela_at_anna)
    acquaint(bela, anna, story.anna_at_bela)


def card(story: Story) -> None:
    """Anna sees what would leave, then it leaves; Bela looks at it, takes it in and thanks her."""
    anna, bela = story.anna, story.bela
    steps = ["Call the lawyer", "Wait a day"]
    promised = {"due": "2026-05-02T18:00+05:00", "with": story.bela_at_anna, "steps": steps}
    story.trip = anna.add("trip", title="To the sea", checkins=[promised | {"grace_minutes": 60}])
    seen = anna("export", "--to", story.bela_at_anna, "--preview")
    assert (seen["tier"], seen["to"][0]["verified"]) == ("card", True)
    sent = anna("export", "--to", story.bela_at_anna, "-o", anna.file("card.age"))
    file = anna.hand("card.age", bela)
    shown = bela("open", file)
    assert "Call the lawyer" in shown["instructions"]
    assert shown["marks"] == []
    for never in ("cloudy", "sunny", "pear tree", "To the sea"):
        assert never not in json.dumps(shown)
    came = bela("receive", file)
    assert came["contact"] == story.anna_at_bela
    receipt = bela.file("receipt.age")
    assert bela("accept", str(came["inbox"]), "--receipt", receipt)["receipt"] == receipt
    told = anna("receive", bela.hand("receipt.age", anna))["receipt"]
    assert told == {
        "bundle": sent["bundle"],
        "known": False,
        "accepted": True,
        "contact": story.bela_at_anna,
    }
    (reader,) = anna("sent", story.trip)["sent"][0]["to"]
    assert reader["accepted"] is not None


def silence(story: Story) -> None:
    """Nobody hears of Anna, so Bela takes the steps one by one. Then a newer card comes."""
    anna, bela = story.anna, story.bela
    (early,) = bela("silence", story.anna_at_bela)["waiting"]
    anna.today = bela.today = "2026-05-03"
    (late,) = bela("silence", story.anna_at_bela)["waiting"]
    assert (early["stage"], late["stage"]) == ("ahead", "late")
    steps = [step["text"] for step in late["steps"]]
    place = steps.index("Call the lawyer")
    assert place < steps.index("Wait a day")
    noted = ("silence", story.anna_at_bela, "-", "--step", str(place + 1), "--came", "done")
    (walking,) = bela(*noted, stdin="She has not heard either.")["waiting"]
    kept = walking["steps"][place]["noted"]
    assert kept["remark"] == "She has not heard either."
    assert kept["at"].startswith("2026-05-03")
    (held,) = anna("silence")["holders"]
    assert (held["contact"], held["current"]) == (story.bela_at_anna, True)
    assert held["arrived"] is not None
    done = anna("checkin", "done", story.trip, "-", "-o", anna.file("later.age"), stdin="sunny\n")
    (written,) = done["cards"]
    assert written["contact"] == story.bela_at_anna
    came = bela("receive", anna.hand("later.age", bela))
    assert came["marks"] == []
    standings = {record["standing"] for record in came["records"]}
    assert standings <= {"newer", "other_part", "unchanged"}
    bela("accept", str(came["inbox"]))
    for word, meant in (("sunny", "all_well"), ("cloudy", "under_duress")):
        heard = ("silence", story.anna_at_bela, "-", "--heard", "right")
        assert bela(*heard, stdin=word)["word"] == meant
    (over,) = bela("silence", story.anna_at_bela)["waiting"]
    assert (over["number"], over["checkins"]) == (written["number"], [])


def evidence(story: Story) -> None:
    """A record leaves as it was sealed, signed; at Bela's it is nobody's to change."""
    anna, bela = story.anna, story.bela
    told = {"title": "A car", "text": "It stood there twice.", "category": "surveillance"}
    story.incident = anna.add("incident", **told)
    anna.add("note", title="canary", confidential=True)
    came = bela("receive", story.evidence(anna, story.incident, "1.age"))
    (record,) = came["records"]
    assert (came["proof"], record["standing"], record["extent"]) == ("signature", "new", "whole")
    assert record["fields"] == told
    bela("accept", str(came["inbox"]))
    bela.refuses(REFUSED, "edit", story.incident, "-", stdin="{}")


def conflict(story: Story) -> None:
    """Anna's home is copied and both copies go on: nobody can say which of them is right."""
    anna, bela = story.anna, story.bela
    twin = Person("anna", story.place / "twin" / "anna", today=anna.today)
    shutil.copytree(anna.home, twin.home)
    for person, text in ((anna, "Twice, in the morning."), (twin, "Three times.")):
        now = person("show", story.incident)
        person("edit", story.incident, "-", stdin=json.dumps(now | {"text": text}))
    came = bela("receive", story.evidence(anna, story.incident, "2.age"))
    assert came["records"][0]["standing"] == "newer"
    came = bela("receive", story.evidence(twin, story.incident, "3.age"))
    assert came["records"][0]["standing"] == "conflicting"


def replay(story: Story) -> None:
    """The same file comes again: it says so, and goes only after a yes. Others cannot open it."""
    again = story.bela("receive", story.bela.file("1.age"))
    assert "replayed" in again["marks"]
    story.bela.refuses(REFUSED, "discard", str(again["inbox"]))
    story.bela("discard", str(again["inbox"]), "--yes")
    third = somebody(story.place / "third", "bela")
    third.refuses(REJECTED, "open", story.bela.hand("1.age", third))


def key_change(story: Story) -> None:
    """Anna has a new machine: an unknown key, then an alarm, then words compared anew."""
    bela = story.bela
    new = somebody(story.place / "new", "anna")
    there = new.add("contact", name="Bela")
    new("contact", "key", there, "-", stdin=bela("identity")["contact_string"])
    new("contact", "trust", there, "--yes")
    note = new.add("note", title="It is me, on another machine")
    new(*_AS_EVIDENCE, "--to", there, "--select", note, "-o", new.file("4.age"))
    came = bela("receive", new.hand("4.age", bela))
    assert came["marks"] == ["sender_unknown"]
    key = new("identity")["contact_string"]
    take = ("contact", "key", story.anna_at_bela, "-")
    assert "another key" in bela.refuses(REFUSED, *take, stdin=key)
    changed = bela(*take, "--yes", stdin=key)
    assert (changed["change"], changed["verified"]) == ("changed", False)
    assert story.marks(came["inbox"]) == ["never_compared"]
    answer = (*_AS_EVIDENCE, "--to", story.anna_at_bela, "--select", bela.add("note", title="x"))
    bela.refuses(REFUSED, *answer, "-o", bela.file("x.age"))
    bela("contact", "trust", story.anna_at_bela, "--how", "in_person", "--yes")
    assert story.marks(came["inbox"]) == []


def nothing_too_much(story: Story) -> None:
    """What was never to leave is in nothing that came to Bela, and both journals are sound."""
    everything = json.dumps(story.bela("inbox"))
    for secret in ("cloudy", "sunny", "pear tree", "canary", "To the sea"):
        assert secret not in everything
    for person in (story.anna, story.bela):
        assert person.call("verify").returncode == 0


@pytest.mark.slow
def test_two_people_play_the_whole_story(tmp_path: Path) -> None:
    """Every chapter changes what it says, and what may not happen is refused with its code."""
    story = Story(tmp_path, somebody(tmp_path, "anna"), somebody(tmp_path, "bela"))
    for chapter in (keys, card, silence, evidence, conflict, replay, key_change, nothing_too_much):
        chapter(story)
