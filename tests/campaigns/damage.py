"""Every way in which a vault's files may be altered: seen, or without any effect; never a fall.

    python -m tests.campaigns.damage

The head bit by bit and length by length; the store page by page: bits, cuts, pages swapped, put
back to an older state, or taken from another vault; strange files beside it. After each the vault
is opened and verified as a person would. What is not refused must be the journal, whole.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import secrets
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from safejournal.domain.records import Note
from safejournal.errors import SafeJournalError
from safejournal.services import drafts, journal
from safejournal.vault.derivation import Realm
from safejournal.vault.head import HEAD_SIZE, Head, authenticate, parse, serialise
from safejournal.vault.slots import DEK_SIZE, SlotKind, open_slots, seal_slot
from safejournal.vault.verification import silently, verify
from tests.campaigns.acts import Writer, make_world, prepare
from tests.campaigns.kill import MEMORY
from tests.campaigns.left import Acknowledged
from tests.vault.damage import PAGE, changed_pages, pages, replayed, swapped
from tests.vault.journals import Journal, make_journal
from tests.vault.vaults import CHEAPEST

Files = dict[str, bytes]
Damaged = Iterator[tuple[str, Files]]
"""What was done, and the vault's files after it."""

SALT_BYTES = 16
"""At the store's beginning: nobody reads it, the key brings its own."""

EDGE = 512

DRAFT = "older draft"
"""Drafts are in no chain: an older state of one may be put back."""

ROLLBACK = "as a whole older copy"
"""Which only an anchor shows. It is one already when the only page left of now is one of drafts."""


@dataclass
class Known:
    """A vault, its files of now and of before, and those of another one."""

    made: Journal
    now: Files
    before: Files
    other: Files
    store: str
    content: tuple[str, str]
    content_before: tuple[str, str]

    def with_store(self, content: bytes) -> Files:
        """Return the files with another store."""
        return self.now | {self.store: content}


def head_bits() -> Counter[str]:
    """Flip each bit of a head, and cut it at each length; nothing may open."""
    dek, bare = secrets.token_bytes(DEK_SIZE), Head.new(CHEAPEST)
    slot = seal_slot(bare, SlotKind.PASSPHRASE, dek, _stand_in(bare))
    raw = serialise(bare.with_slot(5, slot), dek, Realm.REAL)
    assert _opens(raw) == ""
    counted = Counter[str]()
    for bit in range(HEAD_SIZE * 8):
        altered = bytearray(raw)
        altered[bit // 8] ^= 1 << bit % 8
        _count_head(bytes(altered), "bits of the head", counted)
    for length in range(HEAD_SIZE):
        _count_head(raw[:length], "lengths of the head", counted)
    return counted


def _stand_in(of_head: Head) -> bytes:
    """Return what stands for Argon2, which depends on salt and cost too."""
    return hashlib.sha256(b"passphrase" + of_head.opening()[24:]).digest()


def _count_head(raw: bytes, what: str, counted: Counter[str]) -> None:
    counted[what] += 1
    counted["faults found"] += _opens(raw) == ""


def _opens(raw: bytes) -> str:
    try:
        of_head = parse(raw)
        authenticate(raw, open_slots(of_head, _stand_in(of_head)).dek)
    except SafeJournalError as error:
        return type(error).__name__
    return ""


def make(folder: Path) -> Known:
    """Make a vault with a past, remember its files, and write on."""
    prepare()
    world = make_world(folder)
    made, known = world.journal("journal"), Acknowledged(ways=[world.passphrase.hex()])
    writer = Writer(made, known, world, known.take)
    for act in ("write", "write", "attach", "keep_draft", "write", "erase", "change", "write"):
        getattr(writer, act)()
    writer.vault.close()
    before, content_before = _files(made.place), _content(made)
    writer = Writer(made, known, world, known.take)
    for act in ("change", "keep_draft", "remove", "write", "erase"):
        getattr(writer, act)()
    writer.vault.close()
    another = _another(folder / "another")
    now, content = _files(made.place), _content(made)
    return Known(made, now, before, another, made.store.name, content, content_before)


def _another(place: Path) -> Files:
    other = make_journal(place)
    with other.open() as vault:
        for _ in range(12):
            journal.record(vault, Note(title="other", text=secrets.token_hex(2_000)))
    return _files(other.place)


def _files(place: Path) -> Files:
    return {each.name: each.read_bytes() for each in place.iterdir() if each.is_file()}


def _content(made: Journal) -> tuple[str, str]:
    """Return everything that a person would find in it: the journal, and what is unfinished."""
    with made.open() as vault:
        verify(vault, silently)
        told = [journal.history(vault, each.id) for each in journal.browse(vault, limit=1_000)]
        return repr(told), repr(drafts.waiting(vault))


def flips(known: Known, each: int, dice: random.Random) -> Damaged:
    """Flip bits of every page."""
    store = known.now[known.store]
    for page in range(pages(store)):
        for _ in range(each):
            at = page * PAGE + dice.randrange(SALT_BYTES if page == 0 else 0, PAGE)
            altered = bytearray(store)
            altered[at] ^= 1 << dice.randrange(8)
            yield "bits of pages", known.with_store(bytes(altered))


def cuts(known: Known, _each: int, _dice: random.Random) -> Damaged:
    """Cut the store at every sector, and lengthen it."""
    store = known.now[known.store]
    for length in range(0, len(store), EDGE):
        yield "cuts", known.with_store(store[:length])
    for more in (b"x", bytes(EDGE), bytes(PAGE), secrets.token_bytes(PAGE), store[-PAGE:]):
        yield "additions", known.with_store(store + more)


def moves(known: Known, _each: int, dice: random.Random) -> Damaged:
    """Swap pages, and put one in another's place."""
    store = known.now[known.store]
    count = pages(store)
    for page in range(1, count):
        yield "swaps", known.with_store(swapped(store, page, page + 1))
        source = dice.randrange(1, count + 1)
        if source != page:
            yield "pages moved", known.with_store(replayed(store, store, page, source=source))


def older(known: Known, _each: int, _dice: random.Random) -> Damaged:
    """Put pages back to what they were, one by one, and all but one.

    Not all of them: a whole older copy is seen only with an anchor, as the threat model says.
    """
    now, before = known.now[known.store], known.before[known.store]
    changed = changed_pages(before, now)
    assert changed
    for page in changed:
        yield "pages put back", known.with_store(replayed(now, before, page))
    for left in changed:
        content = now
        for page in changed:
            content = content if page == left else replayed(content, before, page)
        yield "all pages but one put back", known.with_store(content)


def transplants(known: Known, _each: int, _dice: random.Random) -> Damaged:
    """Put pages, the store and the head of another vault in the place of this one's."""
    store, other = known.now[known.store], known.other[known.store]
    for page in range(1, min(pages(store), pages(other)) + 1):
        yield "pages of another vault", known.with_store(replayed(store, other, page))
    yield "another vault's store", known.with_store(other)
    head = bytearray(known.now["head"])
    head[-1] ^= 1
    yield "a forged head", known.now | {"head": bytes(head)}


def sidecars(known: Known, _each: int, dice: random.Random) -> Damaged:
    """Put strange files beside what is whole."""
    journals = (
        b"",
        b"x",
        bytes(PAGE),
        dice.randbytes(3 * PAGE),
        known.now[known.store][: 4 * PAGE],
    )
    for content in journals:
        yield "journals", known.now | {f"{known.store}-journal": content}
    for name in (f"{known.store}-wal", f"{known.store}-shm", "head.new", "store.00000007", "x"):
        for content in (b"", b"x", dice.randbytes(2 * PAGE), known.now["head"]):
            yield "strange files", known.now | {name: content}
    for name in ("head", known.store):
        yield "files missing", {each: held for each, held in known.now.items() if each != name}


WAYS: tuple[Callable[[Known, int, random.Random], Damaged], ...] = (
    flips,
    cuts,
    moves,
    older,
    transplants,
    sidecars,
)


def look(known: Known, files: Files) -> str:
    """Open and verify; return the refusal, "" for the whole journal, or what went wrong."""
    place = known.made.place
    shutil.rmtree(place)
    place.mkdir(0o700)
    for name, content in files.items():
        (place / name).write_bytes(content)
        (place / name).chmod(0o600)
    try:
        found = _content(known.made)
    except SafeJournalError as error:
        return type(error).__name__
    except Exception as error:  # noqa: BLE001  that is what is looked for
        return f"fault: {error!r}"
    if found[0] == known.content_before[0]:
        return ROLLBACK
    if found[0] != known.content[0]:
        return "fault: another journal, and nobody noticed"
    return "" if found == known.content else DRAFT


def main() -> int:
    """Run from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--flips", type=int, default=16, help="of each page of the store")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--store-only", action="store_true", help="leave the head's bits out")
    wanted, begun = parser.parse_args(), time.monotonic()
    dice = random.Random(wanted.seed)
    counted = Counter[str]() if wanted.store_only else head_bits()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        known = make(Path(folder))
        counted["pages of the store"] = pages(known.now[known.store])
        for way in WAYS:
            for what, files in way(known, wanted.flips, dice):
                outcome = look(known, files)
                counted[what] += 1
                counted["without effect"] += not outcome
                counted[outcome] += outcome in {DRAFT, ROLLBACK}
                if outcome.startswith("fault"):
                    counted["faults found"] += 1
                    print(what, outcome, file=sys.stderr, flush=True)
    seconds = round(time.monotonic() - begun)
    print(json.dumps({"seed": wanted.seed, "faults found": 0, "seconds": seconds} | dict(+counted)))
    return counted["faults found"] > 0


if __name__ == "__main__":
    sys.exit(main())
