"""What a person does with a journal, act by act, and what must be left of it whatever happens.

A `Writer` does an act and says that it is done only once it is durable; `Acknowledged` holds all
that was ever said; `check` opens what is left and compares. The campaigns that kill, cut the power
and let calls fail differ only in what they do to the writer.
"""

from __future__ import annotations

import hashlib
import os
import random
import secrets
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safejournal.domain.records import Note
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import CannotUnlock, NotFound, VaultInUse
from safejournal.services import (
    attachments,
    backups,
    drafts,
    inbox,
    journal,
    opening,
    receiving,
    rekeying,
    sharing,
    slots,
    ways_in,
)
from safejournal.services.sharing import Choice, Tier
from safejournal.vault import compaction, head, migrations, schema
from safejournal.vault.derivation import wipe
from safejournal.vault.head import Head, parse
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from safejournal.vault.store import Connection
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.services.exchanging import kept, two
from tests.vault.journals import Journal

FIRST_SCHEMA = schema.SCHEMA_VERSION
WORDS = "слово "
FILE_BYTES = 90_000
"""Of a file that is taken in: some pages of their own, and no more to verify than need be."""

PATIENCE = 2.0

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


def stick(place: Path) -> Path:
    """Return where a journal's backups go."""
    return place.with_name(place.name + "-stick")


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


# ---------------------------------------------------------------- what was called done


@dataclass
class Acknowledged:
    """Everything that a writer has ever called durable."""

    versions: dict[str, list[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)
    """What opens it, stretched: all of these, and nothing that was among them before."""
    gone: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)
    """Files that were called done, until they went for newer ones."""
    received: int = 0
    schema: int = FIRST_SCHEMA
    begun: list[list[Any]] = field(default_factory=list)
    """What was begun and not acknowledged, or refused: it may have happened or not."""
    unsaid: int = 0
    """How many of these were found to have happened."""

    def take(self, act: str, told: Any) -> None:
        """Note one acknowledgement."""
        if act == "begin":
            self.begun.append(told)
            self.schema = told[1] if told[0] == "schema" else self.schema
            return
        if self.begun and self.begun[-1][0] == act:
            self.begun.pop()
        if act == "version":
            self.versions.setdefault(told[0], []).append(told[1])
        elif act == "erased":
            self.erased.add(told)
        elif act == "draft":
            self.drafts[told[0]] = told[1]
        elif act == "ways":
            self.gone |= set(self.ways) - set(told)
            self.ways = told
        elif act == "backup":
            self.backups = set(told)
        elif act == "received":
            self.received += 1


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


# ---------------------------------------------------------------- what must be left


def check(
    made: Journal,
    known: Acknowledged,
    whole: set[str] | None = None,
    *,
    verifying: Callable[[Vault], object] = lambda vault: verify(vault, silently),
) -> None:
    """Open what is left, compare it with all that was acknowledged, and learn what is there now.

    Raises AssertionError, or whatever the program does with a vault that it finds damaged. Backups
    named in `whole` (by path, length and time) were checked before and are not read again.
    """
    schema.SCHEMA_VERSION = known.schema
    _check_ways(made, known)
    with _opened(made) as vault:
        verifying(vault)
        for record_id, versions in known.versions.items():
            past = _history(vault, record_id)
            assert set(versions) <= {each.version for each in past}, (
                "an acknowledged version is lost"
            )
            if record_id in known.erased:
                assert all(each.erased for each in past), "an erasure is undone"
            elif any(each.erased for each in past):
                assert ["erased", record_id] in known.begun, "content is lost"
                known.erased.add(record_id)
                known.unsaid += 1
        _check_drafts(vault, known)
        _check_backups(vault, known, set() if whole is None else whole)
        received = len(inbox.bundles(vault))
        most = known.received + known.begun.count(["received"])
        assert known.received <= received <= most, "a bundle that was taken in is lost"
        known.received = received
    known.begun = []


def _opened(made: Journal) -> Vault:
    """Open a vault whose last writer was killed, perhaps while it was starting another program.

    Until that program runs (its `exec`), it holds what the writer held.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return made.open()
        except VaultInUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.001)


def _history(vault: Vault, record_id: str) -> list[Record]:
    try:
        return journal.history(vault, record_id)
    except NotFound:
        return []


def _check_drafts(vault: Vault, known: Acknowledged) -> None:
    there = {draft.id: draft.answers["text"] for draft in drafts.waiting(vault)}
    for draft_id, text in known.drafts.items():
        allowed = {text, *(each[2] for each in known.begun if each[:2] == ["draft", draft_id])}
        assert there.get(draft_id) in allowed, "an acknowledged draft is lost"
        known.unsaid += there[draft_id] != text
    known.drafts = there


def _check_backups(vault: Vault, known: Acknowledged, whole: set[str]) -> None:
    """What bears the name of a backup is one, whole; of those that were done the last is there."""
    paths = {str(path): path for path in stick(vault.place).glob("*.backup")}
    changed = rekeying.rekeyed_at(vault)
    for path in paths.values():
        seen = path.stat()
        mark = f"{path} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns}"
        if changed is None and mark not in whole:
            backups.check(vault, path)
            whole.add(mark)
    begun = ["backup"] in known.begun
    there = set(paths)
    assert begun or known.backups <= there, "a backup that was done is gone"
    assert not known.backups or known.backups & there, "no backup is left"
    known.backups &= there


def _check_ways(made: Journal, known: Acknowledged) -> None:
    """All ways in open that should, to one key; what was revoked opens nothing any more."""
    of_head = parse(head.read(made.place))
    allowed = [known.ways, *(each[1] for each in known.begun if each[0] == "ways")]
    opening_now = {}
    for stretched in {*known.gone, *(way for ways in allowed for way in ways)}:
        try:
            opening_now[stretched] = bytes(open_slots(of_head, bytes.fromhex(stretched)).dek)
        except CannotUnlock:
            continue
    found = [ways for ways in allowed if set(ways) == set(opening_now)]
    assert found, "the ways in are not those acknowledged"
    assert len(set(opening_now.values())) == 1, "two ways in lead to two keys"
    made.dek = next(iter(opening_now.values()))
    known.unsaid += found[0] is not known.ways
    known.ways = list(found[0])
