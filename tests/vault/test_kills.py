"""Killed at any moment of a change of the ways in or of the generation, one whole vault is left."""

from __future__ import annotations

import signal
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from safejournal.vault import folder
from safejournal.vault.head import SLOT_COUNT, authenticate, parse, read
from safejournal.vault.slots import open_slots
from safejournal.vault.store import check_pages
from tests.vault.children import said, start
from tests.vault.vaults import Made, add, count, listing, make

KILLED_AT = """
import os, pathlib, signal, sys
from pathlib import Path
from safejournal.vault import folder, generation, head, slots
from safejournal.vault.store import open_store

act, place, dek, after = sys.argv[1], Path(sys.argv[2]), bytes.fromhex(sys.argv[3]), sys.argv[4]
steps = 0

def step():
    global steps
    steps += 1
    if steps == int(after):
        os.kill(os.getpid(), signal.SIGKILL)

def killing(module, name):
    do = getattr(module, name)
    def done(*args, **kwargs):
        step()
        answer = do(*args, **kwargs)
        step()
        return answer
    setattr(module, name, done)

of_head = head.parse(head.read(place))
realm = head.authenticate(head.read(place), dek)
connection = open_store(
    folder.store_path(place, of_head.generation), of_head.store_key(dek, realm), newest=1)
for module, name in ((os, "open"), (os, "fsync"), (os, "close"), (pathlib.Path, "replace"),
                     (pathlib.Path, "unlink"), (generation, "open_store"),
                     (generation, "check_copied"), (generation, "_attach"), (generation, "_fill")):
    killing(module, name)
print("go", flush=True)
if act == "move":
    generation.next_generation(connection, place, of_head.next(), dek, realm)
else:
    slot = slots.seal_slot(of_head, slots.SlotKind.RECOVERY, dek, b"N" * 32)
    head.replace(place, head.serialise(of_head.with_slot(int(act), slot), dek, realm))
print(steps)
"""
MOMENTS = 20


def restored(place: Path, files: dict[str, bytes]) -> None:
    """Put a folder back to what it was."""
    for file in place.iterdir():
        file.unlink()
    for name, content in files.items():
        (place / name).write_bytes(content)
        (place / name).chmod(0o600)


def opened(made: Made, rows: int) -> Made:
    """Open as a person would after a kill: everything whole, leftovers gone; say what it is now."""
    with folder.lock(made.place):
        raw = read(made.place)
        now = replace(made, head=parse(raw))
        assert authenticate(raw, made.dek) is made.realm
        with closing(now.open()) as connection:
            check_pages(connection, now.store)
            assert count(connection) == rows
            add(connection, range(rows, rows + 1))
        folder.clean(made.place, now.head.generation)
    names = {file.name for file in made.place.iterdir()}
    assert names <= {"head", "lock", now.store.name, f"{now.store.name}-journal"}
    return now


def after_each_step(act: object, made: Made) -> list[Made]:
    """Kill the act before and after each call that touches the disk; return what was left."""
    original = listing(made.place)
    steps = int(said(KILLED_AT, act, made.place, made.dek.hex(), 0).split()[1])
    left = []
    for after in range(1, steps + 1):
        restored(made.place, original)
        child = start(KILLED_AT, act, made.place, made.dek.hex(), after)
        child.communicate()
        assert child.returncode == -signal.SIGKILL
        left.append(opened(made, rows=3))
    return left


def test_moving_to_the_next_generation(made: Made) -> None:
    """Before one moment it is the old vault, after it the new one, never anything between."""
    left = [now.head.generation for now in after_each_step("move", made)]
    assert left == sorted(left)
    assert set(left) == {1, 2}
    assert len(left) > 40


def test_changing_a_way_in(made: Made) -> None:
    """The head is the old one or the new one; the passphrase opens it in either case."""
    used = open_slots(made.head, made.stretched).index
    added = (used + 1) % SLOT_COUNT
    new_way_there = []
    for now in after_each_step(added, made):
        assert open_slots(now.head, made.stretched).index == used
        new_way_there.append(now.head.slots[added] != made.head.slots[added])
    assert new_way_there == sorted(new_way_there)
    assert set(new_way_there) == {False, True}


def test_moving_at_random_moments(tmp_path: Path) -> None:
    """Also inside SQLCipher's own writing, where no step of ours can be named."""
    made = make(tmp_path / "vault", rows=300)
    original = listing(made.place)
    seen = set()
    for n in range(MOMENTS):
        restored(made.place, original)
        child = start(KILLED_AT, "move", made.place, made.dek.hex(), 0)
        assert child.stdout is not None
        assert child.stdout.readline() == "go\n"
        time.sleep(0.002 * n)
        child.kill()
        child.communicate()
        seen.add(opened(made, rows=300).head.generation)
    assert seen <= {1, 2}
