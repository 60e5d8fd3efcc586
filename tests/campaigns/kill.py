"""Kill the program at random moments and see that nothing it acknowledged is lost.

    python -m tests.campaigns.kill --runs 1000

Each run forks a writer that works on a vault and acknowledges every act only once it is durable,
kills it with SIGKILL at a random moment, opens what is left, and checks it against all that was
ever acknowledged. A vault lives through many runs. `--premature` is the control: the writer then
acknowledges before the commit, and a loss must be found.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safejournal.domain.records import Note
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import CannotUnlock, NotFound
from safejournal.services import attachments, backups, drafts, journal, rekeying
from safejournal.vault import head, ways_in
from safejournal.vault.compaction import compact
from safejournal.vault.head import parse
from safejournal.vault.journal import seal
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import Journal, make_journal

LONGEST_LIFE = 0.06
"""Seconds that a writer lives after its first act: some twenty acts, or half a compaction."""

LONG_LIFE = 0.6
"""Seconds that one life in a few lasts at most, so that backups and compactions come to an end."""

SHORT_LIVES = 0.8
"""The share of lives that are short."""

MOST_RECORDS = 150
"""Above this a fresh vault is begun, so that checking everything each time stays quick."""

Said = Callable[[str, Any], None]


@dataclass
class Acknowledged:
    """Everything that a writer has ever called durable."""

    versions: dict[str, list[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)
    stretched: str = ""
    backups: set[str] = field(default_factory=set)
    """Files that were called done, until they went for newer ones."""
    beginning: list[Any] = field(default_factory=list)
    """What was begun last and not acknowledged: it may have happened or not."""

    def take(self, act: str, told: Any) -> None:
        """Note one acknowledgement."""
        if act == "begin":
            self.beginning = told
            return
        self.beginning = []
        if act == "version":
            self.versions.setdefault(told[0], []).append(told[1])
        elif act == "erased":
            self.erased.add(told)
        elif act == "draft":
            self.drafts[told[0]] = told[1]
        elif act == "slot":
            self.stretched = told
        elif act == "backup":
            self.backups = set(told)


class Writer:
    """One life of the program: random acts until it is killed."""

    def __init__(self, vault: Vault, say: Said, file: Path, dice: random.Random) -> None:
        self.vault, self.say, self.file, self.dice = vault, say, file, dice
        self.ids = [found.id for found in journal.browse(vault)]
        self.draft = drafts.begin(vault, Kind.NOTE)
        self.stretched = b""
        self.stick = vault.place.with_name(vault.place.name + "-stick")
        if backups.place(vault) is None:
            self.stick.mkdir(exist_ok=True)
            backups.set_place(vault, self.stick, keep=2)

    def live(self) -> None:
        """Do one thing after another."""
        acts = [self.write] * 6 + [self.change] * 4 + [self.attach, self.erase, self.remove]
        acts += [self.keep_draft] * 3 + [self.compact, self.change_slot, self.back_up, self.rekey]
        while True:
            self.dice.choice(acts)()

    def write(self) -> None:
        """Write a record."""
        kept = journal.record(
            self.vault, Note(title="n", text="слово " * self.dice.randint(1, 900))
        )
        self.ids.append(kept.id)
        self.say("version", [kept.id, kept.version])

    def change(self) -> None:
        """Write another version."""
        if self.ids:
            chosen = self.dice.choice(self.ids)
            kept = journal.revise(self.vault, chosen, Note(title="m", text=secrets.token_hex(99)))
            self.say("version", [kept.id, kept.version])

    def attach(self) -> None:
        """Take a file in."""
        if self.ids:
            kept = attachments.attach(self.vault, self.dice.choice(self.ids), self.file)
            self.say("version", [kept.id, kept.version])

    def remove(self) -> None:
        """Take a record out."""
        if self.ids:
            kept = journal.remove(self.vault, self.ids.pop())
            self.say("version", [kept.id, kept.version])

    def erase(self) -> None:
        """Destroy a record's content."""
        if self.ids:
            chosen = self.ids.pop()
            self.say("begin", ["erase", chosen])
            journal.erase(self.vault, chosen)
            self.say("erased", chosen)

    def keep_draft(self) -> None:
        """Type into a form."""
        text = secrets.token_hex(self.dice.randint(1, 400))
        self.say("begin", ["draft", self.draft.id, text])
        drafts.keep(self.vault, self.draft, {"text": text})
        self.say("draft", [self.draft.id, text])

    def compact(self) -> None:
        """Write the store anew."""
        compact(self.vault)
        self.say("compacted", None)

    def back_up(self) -> None:
        """Write a backup; the oldest of three goes."""
        self.say("begin", ["backup"])
        backups.back_up_in_place(self.vault)
        there = [each.file for each in backups.remembered(self.vault) if each.there]
        self.say("backup", there[-2:])

    def change_slot(self) -> None:
        """Change the passphrase, with what Argon2 would have made of it."""
        stretched = secrets.token_bytes(32)
        self.say("begin", ["slot", stretched.hex()])
        with self.vault.writing() as connection:
            ways_in.write(connection, ways_in.listed((SlotKind.PASSPHRASE,), self.vault.clock()))
        with self.vault.dek() as dek:
            slot = seal_slot(self.vault.head, SlotKind.PASSPHRASE, dek, stretched)
            changed = self.vault.head.with_slot(0, slot)
            head.replace(self.vault.place, head.serialise(changed, dek, self.vault.realm))
            self.vault.head = changed
        self.stretched = stretched
        self.say("slot", stretched.hex())

    def rekey(self) -> None:
        """Give the vault a new key, which the last passphrase opens."""
        if self.stretched:
            self.say("begin", ["rekey"])
            rekeying.rekey(self.vault, 0, bytearray(self.stretched), None)
            self.say("rekeyed", None)


class PrematureWriter(Writer):
    """The control: it says that a record is kept before it is."""

    def live(self) -> None:
        """Write one record after another, and acknowledge each too early."""
        while True:
            new_id = secrets.token_bytes(16)
            with self.vault.writing() as connection:
                version = seal(
                    connection,
                    record=new_id,
                    kind=Kind.NOTE,
                    body=b'{"title":"too early"}',
                    parents=(),
                    author=self.vault.author,
                    now=self.vault.clock(),
                )
                self.say("version", [new_id.hex(), version.hex()])
                time.sleep(LONGEST_LIFE / 10)


def life(made: Journal, file: Path, seed: int, writing: type[Writer]) -> Iterator[tuple[str, Any]]:
    """Let one writer live and be killed; yield what it acknowledged."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:

            def say(act: str, told: Any) -> None:
                os.write(writer, json.dumps([act, told]).encode() + b"\n")

            vault = made.open()
            say("opened", None)
            writing(vault, say, file, random.Random(seed)).live()
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as lines:
        heard = lines.read(1)
        longest = LONGEST_LIFE if random.random() < SHORT_LIVES else LONG_LIFE
        time.sleep(random.random() * longest)
        os.kill(child, signal.SIGKILL)
        heard += lines.read()
    os.waitpid(child, 0)
    for line in heard.split(b"\n")[:-1]:
        act, told = json.loads(line)
        yield act, told


def check(made: Journal, known: Acknowledged) -> None:
    """Open what the kill left and compare it with all that was acknowledged."""
    _take_key(made, known)
    with made.open() as vault:
        verify(vault, silently)
        for record_id, versions in known.versions.items():
            past = _history(vault, record_id)
            there = {version.version for version in past}
            assert set(versions) <= there, "an acknowledged version is lost"
            erasing = known.beginning == ["erase", record_id]
            if record_id in known.erased:
                assert all(version.erased for version in past), "an erasure is undone"
            elif not erasing:
                assert not any(version.erased for version in past), "content is lost"
        _check_drafts(vault, known)
        _check_backups(vault, known)


def _history(vault: Vault, record_id: str) -> list[Record]:
    try:
        return journal.history(vault, record_id)
    except NotFound:
        return []


def _check_drafts(vault: Vault, known: Acknowledged) -> None:
    there = {draft.id: draft.answers["text"] for draft in drafts.waiting(vault)}
    for draft_id, text in known.drafts.items():
        allowed = {text}
        if known.beginning[:2] == ["draft", draft_id]:
            allowed.add(known.beginning[2])
        assert there.get(draft_id) in allowed, "an acknowledged draft is lost"


def _check_backups(vault: Vault, known: Acknowledged) -> None:
    """What bears the name of a backup is one, whole; of those that were done the last is there."""
    stick = vault.place.with_name(vault.place.name + "-stick")
    there = {str(path) for path in stick.glob("*.backup")}
    changed = rekeying.rekeyed_at(vault)
    for path in there:
        if changed is None:
            backups.check(vault, Path(path))
    begun = known.beginning == ["backup"]
    assert begun or known.backups <= there, "a backup that was done is gone"
    assert not known.backups or known.backups & there, "no backup is left"


def _take_key(made: Journal, known: Acknowledged) -> None:
    """One of the two passphrases opens, never none; it opens to the vault's key, old or new."""
    wanted = [known.stretched] + (known.beginning[1:] if known.beginning[:1] == ["slot"] else [])
    for stretched in filter(None, wanted):
        try:
            opened = open_slots(parse(head.read(made.place)), bytes.fromhex(stretched))
        except CannotUnlock:
            continue
        made.dek = bytes(opened.dek)
        known.stretched = stretched
        return
    assert not known.stretched, "no passphrase opens any more"


def campaign(runs: int, seed: int, folder: Path, writing: type[Writer] = Writer) -> dict[str, int]:
    """Run so many lives; return what was counted. Raises AssertionError at the first loss."""
    counted = {"runs": 0, "acts": 0, "vaults": 0, "killed_with_journal": 0}
    dice = random.Random(seed)
    file = folder / "file"
    file.write_bytes(os.urandom(700_000))
    made, known = None, Acknowledged()
    for number in range(runs):
        if made is None or len(known.versions) > MOST_RECORDS:
            made, known = make_journal(folder / f"journal{number}"), Acknowledged()
            counted["vaults"] += 1
        for act, told in life(made, file, dice.getrandbits(64), writing):
            known.take(act, told)
            counted["acts"] += act not in {"begin", "opened"}
        journals = made.place.glob("store.*-journal")
        counted["killed_with_journal"] += any(path.stat().st_size for path in journals)
        check(made, known)
        known.beginning = []
        with made.open() as vault:
            known.drafts = {d.id: d.answers["text"] for d in drafts.waiting(vault)}
            known.erased |= {i for i in known.versions if journal.history(vault, i)[0].erased}
        counted["runs"] += 1
    return counted


def main() -> int:
    """Run the campaign from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--premature", action="store_true", help="the control, which must fail")
    wanted = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        writing = PrematureWriter if wanted.premature else Writer
        counted = campaign(wanted.runs, wanted.seed, Path(folder), writing)
    counted["seconds"] = round(time.monotonic() - begun)
    print(json.dumps({"seed": wanted.seed, "lost": 0, "inconsistent": 0, **counted}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
