"""A whole workshop, played by script from a kit: as many practice vaults as there are chairs.

    python -m tests.packaging.room KIT [--people 15] [--together 2]

Every act is one command of the kit's own program, as a person would type it, in an empty home and,
where the system allows, in a namespace without a network. Each person makes a journal, exchanges
keys with a neighbour and compares the words, writes a trip with check-ins, hands over a card,
checks in once, and is silent; the neighbour goes through the steps; then the passphrase is
forgotten, and two neighbours' sheets open the journal again. Prints how long each act took.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.packaging.conftest import NO_NETWORK, works

AFTER = "2026-12-03"
"""A day on which the last check-in of the trip is overdue."""

TRIP: dict[str, Any] = {
    "title": "There and back",
    "plan": {
        "format": "safejournal-plan/1",
        "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "date": "2026-12-01"}],
    },
}
DUE = ("2026-12-01T18:00+06:00", "2026-12-02T18:00+06:00")
STEPS = ["Call the host", "Call the lawyer"]
NEEDED, SHEETS = 2, 3


@dataclass
class Room:
    """The kit's program, and how long each act took."""

    start: tuple[str, ...]
    place: Path
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def run(self, *words: str, given: str = "", secret: str = "") -> tuple[int, Any]:
        """Run one command and return its exit code and the JSON that it answered."""
        reading, writing = os.pipe()
        os.write(writing, secret.encode())
        os.close(writing)
        try:
            done = subprocess.run(
                [*self.start, "--json", "--passphrase-fd", str(reading), *words],
                input=given.encode(),
                capture_output=True,
                check=False,
                pass_fds=(reading,),
                cwd=self.place,
            )
        finally:
            os.close(reading)
        answer = json.loads(done.stdout) if done.stdout else done.stderr.decode()
        return done.returncode, answer

    @contextmanager
    def timing(self, act: str) -> Any:
        """Note how long an act takes."""
        before = time.monotonic()
        yield
        self.seconds[act].append(time.monotonic() - before)


@dataclass
class Person:
    """One chair: a practice vault and what its owner knows."""

    room: Room
    name: str
    passphrase: str = ""
    key: str = ""
    words: list[str] = field(default_factory=list)
    known: dict[str, str] = field(default_factory=dict)
    """The ids of neighbours' records, by name."""
    trip: str = ""
    cards: list[str] = field(default_factory=list)

    def tell(self, *words: str, given: str = "", expect: int = 0) -> Any:
        """Type a command, and return what it answered."""
        vault = ("--vault", self.name)
        code, answer = self.room.run(*vault, *words, given=given, secret=self.passphrase + "\n")
        assert code == expect, (self.name, words, code, answer)
        return answer

    def begin(self) -> None:
        """Make the practice vault, and read off its key and its eight words."""
        with self.room.timing("create"):
            _, made = self.room.run("demo", "--into", self.name)
            self.passphrase = made["passphrase"]
        with self.room.timing("identity"):
            shown = self.tell("identity")
        self.key, self.words = shown["contact_string"], shown["words"]
        assert shown["practice"] is True

    def meet(self, other: Person) -> None:
        """Take in a neighbour's key, and trust it once both read the same words aloud."""
        if other.name in self.known:
            return
        with self.room.timing("exchange keys"):
            contact = {"pseudonym": other.name, "roles": ["safety_contact"]}
            self.known[other.name] = self.tell("add", "contact", "-", given=json.dumps(contact))[
                "id"
            ]
            told = self.tell("contact", "key", self.known[other.name], "-", given=other.key)
        assert told["words"] == other.words
        with self.room.timing("compare words"):
            trusted = self.tell(
                "contact", "trust", self.known[other.name], "--how", "in_person", "--yes"
            )
        assert trusted["verified"]

    def plan(self, keeper: Person) -> None:
        """Write the trip, and write a card for the one who waits."""
        contact = self.known[keeper.name]
        due = [{"due": at, "with": contact, "grace_minutes": 60, "steps": STEPS} for at in DUE]
        with self.room.timing("write a trip"):
            self.trip = self.tell("add", "trip", "-", given=json.dumps(TRIP | {"checkins": due}))[
                "id"
            ]
        with self.room.timing("make a card"):
            self.tell(
                "export", "--to", contact, "--select", self.trip, "-o", f"{self.name}.card", "--yes"
            )
        self.cards.append(f"{self.name}.card")

    def take(self, sender: Person) -> None:
        """Receive the newest card and accept it; the sender notes the receipt."""
        receipt = f"{self.name}-{sender.name}-{len(sender.cards)}.receipt"
        with self.room.timing("receive and accept"):
            number = self.tell("receive", sender.cards[-1])["inbox"]
            self.tell("accept", str(number), "--receipt", receipt, "--yes")
        with self.room.timing("note a receipt"):
            assert sender.tell("receive", receipt)["receipt"]["accepted"] is True

    def check_in(self) -> None:
        """Be back on the first evening; the card that follows replaces the older one."""
        card = f"{self.name}.second.card"
        with self.room.timing("check in"):
            self.tell("--today", DUE[0][:10], "checkin", "done", self.trip, "-o", card)
        self.cards.append(card)

    def worry(self, silent: Person) -> None:
        """Find out who is silent, go through every step, and hand over."""
        contact = self.known[silent.name]
        with self.room.timing("steps of silence"):
            waiting = self.tell("--today", AFTER, "silence")["waiting"]
            (found,) = [each for each in waiting if each["contact"] == contact]
            assert [each["due"] for each in found["checkins"]] == [DUE[1]], "the second card counts"
            assert [each["text"] for each in found["steps"]][-len(STEPS) :] == STEPS
            for number in range(1, len(found["steps"]) + 1):
                self.tell("--today", AFTER, "silence", contact, "--step", str(number))
            self.tell("--today", AFTER, "silence", contact, "--end", "handed_over")

    def recover(self) -> None:
        """Give sheets to neighbours, forget the passphrase, come back with two of the sheets."""
        with self.room.timing("split"):
            made = self.tell("recovery", "split", "--of", str(SHEETS), "--need", str(NEEDED))
        chosen = f"a new one for {self.name} of six words"
        secret = "\n".join([made["sheets"][2], made["sheets"][0], chosen, ""])
        with self.room.timing("recover with two sheets"):
            code, answer = self.room.run(
                "--vault", self.name, "recovery", "join", secret=secret
            )  # fmt: skip
            assert code == 0, answer
        self.tell("list", expect=3)
        self.passphrase = chosen
        assert any(each["id"] == self.trip for each in self.tell("list", "trip"))


def neighbours(people: list[Person]) -> list[tuple[Person, Person]]:
    """Return who waits for whom: in pairs, and the last three in a ring where one is left over."""
    pairs = list(zip(people[::2], people[1::2], strict=False))
    if len(people) % 2 == 0:
        return [(a, b) for pair in pairs for a, b in (pair, pair[::-1])]
    *pairs, (first, second) = pairs
    ring = [(first, second), (second, people[-1]), (people[-1], first)]
    return [(a, b) for pair in pairs for a, b in (pair, pair[::-1])] + ring


def play(room: Room, count: int, together: int, travellers: int | None = None) -> None:
    """Play the whole workshop, with as many `travellers`, all unless told otherwise.

    An AssertionError names the first act that went otherwise.
    """
    people = [Person(room, f"chair-{number:02}") for number in range(1, count + 1)]
    waits = neighbours(people)[:travellers]
    away = [traveller for traveller, _ in waits]

    def all_at_once(act: Callable[[Any], None], of: Iterable[Any]) -> None:
        with ThreadPoolExecutor(together) as hands:
            list(hands.map(act, of))

    def meet(person: Person) -> None:
        for traveller, keeper in waits:
            if person is traveller:
                person.meet(keeper)
            if person is keeper:
                person.meet(traveller)

    def hand_over(pair: tuple[Person, Person]) -> None:
        pair[1].take(pair[0])

    all_at_once(Person.begin, people)
    all_at_once(meet, people)
    all_at_once(lambda pair: pair[0].plan(pair[1]), waits)
    for pair in waits:  # one stick goes round: two cannot use a vault at the same time
        hand_over(pair)
    all_at_once(Person.check_in, away)
    for pair in waits:
        hand_over(pair)
    all_at_once(lambda pair: pair[1].worry(pair[0]), waits)
    all_at_once(Person.recover, away)


def table(room: Room) -> str:
    """Return the times of each act, as rows of a table."""
    rows = ["| act | times | median s | longest s |", "|---|---|---|---|"]
    for act, seconds in room.seconds.items():
        middle, longest = statistics.median(seconds), max(seconds)
        rows.append(f"| {act} | {len(seconds)} | {middle:.2f} | {longest:.2f} |")
    return "\n".join(rows)


def from_kit(kit: Path, place: Path) -> Room:
    """Return a room that works with a kit, installed without a network into an empty home."""
    offline = NO_NETWORK if works(*NO_NETWORK) else ()
    room = Room((*offline, "sh", str(kit / "start.sh")), place)
    with room.timing("start from the kit for the first time"):
        subprocess.run([*room.start, "--version"], check=True, capture_output=True)
    return room


def main() -> None:
    """Play a workshop from a kit and print the times."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("kit", type=Path)
    asked.add_argument("--people", type=int, default=15)
    asked.add_argument("--together", type=int, default=os.cpu_count() or 1)
    chosen = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        for name in [name for name in os.environ if name.startswith(("XDG_", "SAFEJOURNAL"))]:
            del os.environ[name]
        os.environ["HOME"] = str(home)
        before = time.monotonic()
        room = from_kit(chosen.kit.resolve(), Path(folder))
        play(room, chosen.people, chosen.together)
        print(table(room))
        whole = time.monotonic() - before
        print(
            f"\n{chosen.people} vaults, {chosen.together} together: {whole:.0f} s", file=sys.stderr
        )


if __name__ == "__main__":
    main()
