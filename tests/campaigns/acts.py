"""What a person does with a journal, act by act.

A `Writer` does an act and says that it is done only once it is durable; what must be left is held
against that by tests/campaigns/left.py. The campaigns that kill, cut the power
and let calls fail differ only in what they do to the writer.
"""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safejournal.domain.records import Note
from safejournal.domain.words import Kind
from safejournal.services import (
    attachments,
    backups,
    drafts,
    journal,
    opening,
    receiving,
    rekeying,
    sharing,
    slots,
    ways_in,
)
from safejournal.services.sharing import Choice, Tier
from safejournal.vault import compaction, migrations, schema
from safejournal.vault.derivation import wipe
from safejournal.vault.head import Head
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from safejournal.vault.store import Connection
from safejournal.vault.vault import Vault
from tests.campaigns.left import Acknowledged, stick
from tests.services.exchanging import kept, two
from tests.vault.journals import Journal

WORDS = "слово "
FILE_BYTES = 90_000
"""Of a file that is taken in: some pages of their own, and no more to verify than need be."""

Say = Callable[[str, Any], None]


# ---------------------------------------------------------------- the world in which it happens


class AnySteps(dict[int, migrations.Step]):
    """A step from every schema to the next: as often as one likes, a vault can be brought up."""

    def __missing__(self, version: int) -> migrations.Step:
        def step(copy: Connection) -> None:
            copy.execute(f"INSERT INTO meta (key, value) VALUES ('step {version}', x'01')")

        return step


def quick_stretch(of_head: Head, typed: bytearray) -> bytearray:
    """Stand in for Argon2, whose price nobody here must pay thousands of times."""
    made = hashlib.sha256(of_head.salt + bytes(typed)).digest()
    wipe(typed)
    return bytearray(made)


def prepare() -> None:
    """Make this process one in which a year of acts takes seconds: no Argon2, endless schemas."""
    opening.stretched_from = quick_stretch
    migrations.STEPS = AnySteps()


@dataclass(frozen=True)
class World:
    """What lies around the journals of a campaign, made once."""

    folder: Path
    template: Journal
    """A journal that knows somebody, with one passphrase."""
    passphrase: bytes
    """What stretching made of it."""

    @property
    def file(self) -> Path:
        """A file to take in."""
        return self.folder / "file"

    @property
    def bundle(self) -> Path:
        """Evidence that somebody sent."""
        return self.folder / "bundle.age"

    def journal(self, name: str) -> Journal:
        """Return a fresh journal, beside an empty stick."""
        place = self.folder / name
        shutil.copytree(self.template.place, place)
        stick(place).mkdir()
        return Journal(place=place, dek=self.template.dek, realm=self.template.realm)


def make_world(folder: Path) -> World:
    """Make the template, a file, and a bundle for its owner."""
    (folder / "file").write_bytes(os.urandom(FILE_BYTES))
    stretched = secrets.token_bytes(32)
    with two(folder) as pair:
        given = kept(pair.anna, Note(title="given", text=WORDS * 50))
        choice = Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=(given,))
        target = folder / "bundle.age"
        sharing.export(pair.anna, choice, target)
        bela = pair.bela
        backups_at = stick(bela.place)
        backups_at.mkdir()
        with bela.dek() as dek:
            slot = seal_slot(bela.head, SlotKind.PASSPHRASE, dek, stretched)
            made = Journal(place=bela.place, dek=bytes(dek), realm=bela.realm)
        ways_in.put_slot(bela, SlotKind.PASSPHRASE, slot)
    shutil.rmtree(backups_at)
    return World(folder, made, stretched)


# ---------------------------------------------------------------- what is done


class Writer:
    """One life of the program."""

    def __init__(self, made: Journal, known: Acknowledged, world: World, say: Say) -> None:
        self.made, self.world, self.say = made, world, say
        self.ways = [bytes.fromhex(each) for each in known.ways]
        self.dice = random.Random(0)
        schema.SCHEMA_VERSION = known.schema
        self.vault: Vault = made.open()
        self.ids = [found.id for found in journal.browse(self.vault) if found.kind is Kind.NOTE]
        self.draft = drafts.begin(self.vault, Kind.NOTE)
        if backups.place(self.vault) is None:
            backups.set_place(self.vault, stick(made.place), keep=2)

    def write(self) -> None:
        """Write a record."""
        made = journal.record(self.vault, Note(title="n", text=WORDS * self.dice.randint(1, 900)))
        self.ids.append(made.id)
        self.say("version", [made.id, made.version])

    def change(self) -> None:
        """Write another version."""
        if self.ids:
            chosen = self.dice.choice(self.ids)
            made = journal.revise(self.vault, chosen, Note(title="m", text=secrets.token_hex(99)))
            self.say("version", [made.id, made.version])

    def attach(self) -> None:
        """Take a file in."""
        if self.ids:
            made = attachments.attach(self.vault, self.dice.choice(self.ids), self.world.file)
            self.say("version", [made.id, made.version])

    def remove(self) -> None:
        """Take a record out."""
        if self.ids:
            made = journal.remove(self.vault, self.ids[-1])
            self.ids.pop()
            self.say("version", [made.id, made.version])

    def erase(self) -> None:
        """Destroy a record's content."""
        if self.ids:
            self.say("begin", ["erased", self.ids[-1]])
            journal.erase(self.vault, self.ids[-1])
            self.say("erased", self.ids.pop())

    def keep_draft(self) -> None:
        """Type into a form."""
        text = secrets.token_hex(self.dice.randint(1, 400))
        self.say("begin", ["draft", self.draft.id, text])
        drafts.keep(self.vault, self.draft, {"text": text})
        self.say("draft", [self.draft.id, text])

    def compact(self) -> None:
        """Write the store anew."""
        compaction.compact(self.vault)
        self.say("compacted", None)

    def migrate(self) -> None:
        """Be a program one version later."""
        self.say("begin", ["schema", schema.SCHEMA_VERSION + 1])
        schema.SCHEMA_VERSION += 1
        self.vault.close()
        self.vault = self.made.open()
        self.say("migrated", None)

    def back_up(self) -> None:
        """Write a backup; the oldest of three goes."""
        self.say("begin", ["backup"])
        backups.back_up_in_place(self.vault)
        there = [each.file for each in backups.remembered(self.vault) if each.there]
        self.say("backup", there[-2:])

    def receive(self) -> None:
        """Take a bundle in; the jail reads it."""
        self.say("begin", ["received"])
        receiving.receive(self.vault, self.world.bundle)
        self.say("received", None)

    def change_slot(self) -> None:
        """Change the passphrase, in place of every other one."""
        typed = secrets.token_bytes(12)
        self._begin_ways(self._stretched(typed))
        ways_in.replace_passphrase(self.vault, bytearray(typed), None)
        self._say_ways()

    def add_slot(self) -> None:
        """Let one more passphrase open it, unless there are three."""
        if len(self.ways) < 3:
            typed = secrets.token_bytes(12)
            self._begin_ways(self.ways + self._stretched(typed))
            slots.add(self.vault, bytearray(typed), None)
            self._say_ways()

    def revoke_slot(self) -> None:
        """Take the last way in away."""
        if len(self.ways) > 1:
            with self.vault.dek():
                opened = open_slots(self.vault.head, self.ways[0]).index
                gone = open_slots(self.vault.head, self.ways[-1]).index
            self._begin_ways(self.ways[:-1])
            slots.revoke(self.vault, gone, opened)
            self._say_ways()

    def rekey(self) -> None:
        """Give the vault a new key, which the first passphrase opens."""
        opened = open_slots(self.vault.head, self.ways[0]).index
        self._begin_ways(self.ways[:1])
        rekeying.rekey(self.vault, opened, bytearray(self.ways[0]), None)
        self._say_ways()

    def _stretched(self, typed: bytes) -> list[bytes]:
        return [bytes(quick_stretch(self.vault.head, bytearray(typed)))]

    def _begin_ways(self, coming: list[bytes]) -> None:
        self._coming = coming
        self.say("begin", ["ways", [each.hex() for each in coming]])

    def _say_ways(self) -> None:
        self.ways = self._coming
        with self.vault.dek() as dek:
            self.made.dek = bytes(dek)
        self.say("ways", [each.hex() for each in self.ways])


SMALL = ("write",) * 6 + ("change",) * 4 + ("keep_draft",) * 3 + ("attach", "erase", "remove")
LARGE = (
    "compact",
    "back_up",
    "migrate",
    "receive",
    "rekey",
    "change_slot",
    "add_slot",
    "revoke_slot",
)
ACTS = tuple(dict.fromkeys((*SMALL, *LARGE)))
"""Everything that is done. Travel-light, return and border mode join here as they are proven."""
