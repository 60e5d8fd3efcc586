"""Two people, two journals, the app alone: the whole story as they would live it.

Keys, words, a trip, a card, silence, evidence, a conflict, acknowledgement, replay, a changed key.
Nothing passes between the two but files and what they read aloud.
"""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from safejournal.domain.records import Contact, Incident
from safejournal.services import identity, journal, sharing, silence
from safejournal.services.opening import Vault
from safejournal.tui.sharing.bundle import BundleScreen
from safejournal.tui.sharing.entry import EntryScreen
from safejournal.tui.sharing.keys import KeysScreen
from safejournal.tui.silence.walk import WalkScreen
from tests.services.exchanging import BELA, kept, trip_with
from tests.tui.sharing.ways import go_to, mark, name_file, paste, to_line, write_to
from tests.tui.shell_app import WIDE, WatchedApp, app_of, rows, until, until_shown
from tests.vault.journals import Journal, make_journal


@dataclass
class Person:
    """Somebody with a journal, which is closed whenever nobody looks at it."""

    journal: Journal
    other: str = ""
    """What the other one is in it."""
    told: list[str] = field(default_factory=list)

    @asynccontextmanager
    async def at_the_app(self) -> AsyncIterator[tuple[Pilot[Any], Vault]]:
        """Open the journal in the app, and close it again afterwards."""
        with self.journal.open() as vault:
            app = WatchedApp(vault)
            async with app.run_test(size=WIDE) as pilot:
                await until_shown(pilot, "F5 Today")
                yield pilot, vault
            self.told = app.told


async def open_keys(pilot: Pilot[Any], name: str) -> None:
    """Open the keys of the one contact there is."""
    await pilot.press("f8")
    await until_shown(pilot, name)
    await to_line(pilot, name)
    await pilot.press("y")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, KeysScreen))


async def take_in_key(pilot: Pilot[Any], name: str, string: str) -> None:
    """Paste a contact's key."""
    await open_keys(pilot, name)
    await pilot.press("a")
    await until_shown(pilot, "How did their key come to you?")
    await pilot.press("1")
    await until_shown(pilot, "Their contact string")
    await paste(pilot, string)
    await pilot.press("f10")


async def words_of(person: Person) -> tuple[str, ...]:
    """Return the words that stand on somebody's own screen, read off there."""
    async with person.at_the_app() as (pilot, vault):
        await go_to(pilot, "My keys")
        words = identity.show(vault).words
        shown = await until_shown(pilot, *words)
        return tuple(word for word in words if word in shown)


async def compare(person: Person, name: str, string: str, aloud: tuple[str, ...]) -> None:
    """Take in the other's key, hold the words against those read aloud, and say how."""
    async with person.at_the_app() as (pilot, _vault):
        await take_in_key(pilot, name, string)
        shown = await until_shown(pilot, "UNVERIFIED")
        assert all(word in shown for word in aloud)
        await pilot.press("h")
        await until_shown(pilot, "Does their device show the same words?")
        await pilot.press("2")
        await until_shown(pilot, "words compared on 1 May 2026: by voice")


async def send(person: Person, tier: str, record: str, file: Path) -> None:
    """Give the other one something, step by step."""
    async with person.at_the_app() as (pilot, _vault):
        await go_to(pilot, "Send")
        await until_shown(pilot, "To whom?", "Reed")
        await mark(pilot, "Reed")
        await pilot.press("enter")
        await until_shown(pilot, "How much?")
        await to_line(pilot, tier)
        await pilot.press("enter")
        await until_shown(pilot, "Send › What?")
        if f"[x] {record}" not in rows(app_of(pilot)):
            await mark(pilot, record)
        await pilot.press("enter")
        await until_shown(pilot, "What leaves", "→")
        await pilot.press("f10")
        await write_to(pilot, file)
        await until_shown(pilot, "› Written", "Anchor")


@asynccontextmanager
async def taking_in(person: Person, file: Path) -> AsyncIterator[Pilot[Any]]:
    """Take a file in, and stay at what came."""
    async with person.at_the_app() as (pilot, _vault):
        await go_to(pilot, "Inbox")
        await until_shown(pilot, "› Inbox")
        await pilot.press("a")
        await name_file(pilot, file)
        await until(pilot, lambda: isinstance(app_of(pilot).screen, BundleScreen))
        await pilot.pause()
        yield pilot


async def read_first(pilot: Pilot[Any]) -> str:
    """Open the first record of what came; return all that stands on its page."""
    await pilot.press("tab", "enter")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, EntryScreen))
    return told(pilot)


def told(pilot: Pilot[Any]) -> str:
    """Return all that the page on top says, also below the window, in one line."""
    visual = app_of(pilot).screen.query_one("#told").visual  # type: ignore[attr-defined]
    return " ".join(" ".join(line.plain for line in visual.lines(76)).split())


def string_of(person: Person) -> str:
    """Return the contact string that somebody hands over."""
    with person.journal.open() as vault:
        return identity.show(vault).contact_string


def somebody(place: Path, contact: Contact) -> Person:
    """Make a journal in which the other one is written down."""
    person = Person(make_journal(place))
    with person.journal.open() as vault:
        person.other = kept(vault, contact)
    return person


async def test_the_whole_story_of_two_people_in_the_app(tmp_path: Path) -> None:
    """From the first exchange of keys to the alarm when one of them changes."""
    anna = somebody(tmp_path / "anna", BELA)
    bela = somebody(tmp_path / "bela", Contact(name="Anna"))
    await introduce(anna, bela)
    await card_and_silence(anna, bela, tmp_path / "card.age")
    await evidence(anna, bela, tmp_path)
    await replay(bela, tmp_path / "evidence.age")
    await conflict(anna, bela, tmp_path)
    await changed_key(bela, tmp_path)


async def introduce(anna: Person, bela: Person) -> None:
    """Both say what they are called, exchange keys, and read the words to each other."""
    async with anna.at_the_app() as (pilot, vault):
        await go_to(pilot, "My keys")
        await until_shown(pilot, "You are called")
        await pilot.press("e")
        await until_shown(pilot, "What are you called")
        await pilot.press(*"Birch", "enter")
        await until(pilot, lambda: identity.called(vault) == "Birch")
    await compare(anna, "Reed", string_of(bela), await words_of(bela))
    await compare(bela, "Anna", string_of(anna), await words_of(anna))


async def card_and_silence(anna: Person, bela: Person, file: Path) -> None:
    """A card of a trip; the hour passes; the steps are gone through one by one."""
    with anna.journal.open() as vault:
        kept(vault, trip_with(anna.other))
    await send(anna, "Card", "To the sea", file)
    async with taking_in(bela, file) as pilot:
        assert "From: Anna" in told(pilot)
        assert "Call the lawyer" in told(pilot)
    bela.journal.clock.forward(days=1, hours=3)
    async with bela.at_the_app() as (pilot, vault):
        await until_shown(pilot, "From others", "Anna", "late")
        await to_line(pilot, "Anna")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app_of(pilot).screen, WalkScreen))
        await until_shown(pilot, "Look for a newer card")
        await pilot.press("space", "space")
        await until(pilot, lambda: len(silence.log(vault, silence.waiting(vault)[0])) == 2)


async def evidence(anna: Person, bela: Person, place: Path) -> None:
    """An incident as evidence: accepted apart from Bela's own, and acknowledged."""
    with anna.journal.open() as vault:
        kept(vault, Incident(title="At the door", text="Two men, a grey car."))
    await send(anna, "Evidence", "At the door", place / "evidence.age")
    async with taking_in(bela, place / "evidence.age") as pilot:
        assert "Signed: anybody can check which key made it" in told(pilot)
        page = await read_first(pilot)
        assert "not yours to change" in page
        await pilot.press("a", "escape")
        await until_shown(pilot, "accepted")
        await pilot.press("r")
        await write_to(pilot, place / "receipt.age")
        await until(pilot, lambda: any("Send it back" in said for said in app_of(pilot).told))
    with bela.journal.open() as vault:
        assert journal.count(vault) == 1
    async with anna.at_the_app() as (pilot, vault):
        await go_to(pilot, "Inbox")
        await pilot.press("a")
        await name_file(pilot, place / "receipt.age")
        await until(pilot, lambda: any("Reed has looked" in said for said in app_of(pilot).told))
        await pilot.press("escape", "5")
        await until_shown(pilot, "Reed: accepted; their receipt came on")
        assert [each.purpose for each in sharing.sent(vault)] == ["evidence", "card"]


async def replay(bela: Person, file: Path) -> None:
    """The same file comes once more, and is known."""
    async with taking_in(bela, file) as pilot:
        assert "This very bundle has come before" in told(pilot)
        await pilot.press("escape")
        await until_shown(pilot, "[replayed]")


async def conflict(anna: Person, bela: Person, place: Path) -> None:
    """Two copies of Anna's journal go different ways; both are shown, and nothing decides."""
    copy = place / "copy"
    shutil.copytree(anna.journal.place, copy)
    away = Person(
        Journal(
            place=copy, dek=anna.journal.dek, realm=anna.journal.realm, clock=anna.journal.clock
        ),
        other=anna.other,
    )
    for person, words, name in ((anna, "On Monday.", "one"), (away, "On Tuesday.", "two")):
        with person.journal.open() as vault:
            (found,) = (each for each in journal.last_written(vault, 9) if each.kind == "incident")
            journal.revise(vault, found.id, Incident(title="At the door", text=words))
        await send(person, "Evidence", "At the door", place / f"{name}.age")
    async with taking_in(bela, place / "one.age") as pilot:
        assert "Newer: it replaces what is here" in await read_first(pilot)
    async with taking_in(bela, place / "two.age") as pilot:
        page = await read_first(pilot)
        assert "Conflicting: it says otherwise than what is here" in page
        assert page.index("On Tuesday.") < page.index("On Monday.")


async def changed_key(bela: Person, place: Path) -> None:
    """Somebody comes with another key in Anna's name: an alarm, and Enter keeps the old one."""
    other = somebody(place / "other", BELA)
    async with bela.at_the_app() as (pilot, _vault):
        await take_in_key(pilot, "Anna", string_of(other))
        await until_shown(pilot, "ALARM: this is another key than before.", "Until now:")
        await pilot.press("enter")
        await until_shown(pilot, "Keep the one that counts")
        await pilot.press("enter")
        await until_shown(pilot, "words compared on 1 May 2026")
    await compare(other, "Reed", string_of(bela), await words_of(bela))
    with other.journal.open() as vault:
        kept(vault, Incident(title="Come home"))
    await send(other, "Evidence", "Come home", place / "false.age")
    async with taking_in(bela, place / "false.age") as pilot:
        assert "The key that made it belongs to none of your contacts." in told(pilot)
        assert "From: nobody known" in told(pilot)
