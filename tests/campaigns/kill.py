"""Kill the program at random moments and see that nothing it acknowledged is lost.

    python -m tests.campaigns.kill --runs 1000

Each run forks a writer that works on a vault and acknowledges every act only once it is durable,
kills it with SIGKILL at a random moment, opens what is left, and checks it against all that was
ever acknowledged. A vault lives through many runs. What a kill leaves lies in the kernel's memory
whatever the disk: so the vaults lie on a disk in memory where there is one, and runs are quick.
`--premature` is the control: the writer then acknowledges before the commit, and a loss must be
found.
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
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safejournal.domain.words import Kind
from safejournal.vault.journal import seal
from tests.campaigns.acts import LARGE, SMALL, Say, World, Writer, make_world, prepare
from tests.campaigns.left import Acknowledged, check
from tests.vault.journals import Journal

LONGEST_LIFE = 0.03
"""Seconds that a writer lives at most, opening included: some ten acts, or half a compaction."""

LONG_LIFE = 0.3
"""Seconds that one life in a few lasts at most, so that backups and compactions come to an end."""

SHORT_LIVES = 0.85
"""The share of lives that are short."""

MOST_RECORDS = 60
"""Above this a fresh vault is begun, so that checking everything each time stays quick."""

MEMORY = Path("/dev/shm")
"""A disk on which syncing costs nothing."""

TOLD_EVERY = 1000


def premature(writer: Writer, say: Say) -> None:
    """Be the control: write one record after another, and acknowledge each too early."""
    while True:
        new_id = secrets.token_bytes(16)
        with writer.vault.writing() as connection:
            version = seal(
                connection,
                record=new_id,
                kind=Kind.NOTE,
                body=b'{"title":"too early"}',
                parents=(),
                author=writer.vault.author,
                now=writer.vault.clock(),
            )
            say("version", [new_id.hex(), version.hex()])
            time.sleep(LONGEST_LIFE / 10)


def live(made: Journal, known: Acknowledged, world: World, say: Say, seed: int) -> None:
    """Do one thing after another until the end."""
    writer = Writer(made, known, world, say)
    writer.dice = random.Random(seed)
    while True:
        act = writer.dice.choice(SMALL if writer.dice.random() < 0.7 else LARGE)
        say("trying", act)
        getattr(writer, act)()


def life(
    made: Journal, known: Acknowledged, world: World, dice: random.Random, early: bool
) -> Iterator[tuple[str, Any]]:
    """Let one writer live and be killed; yield what it said."""
    reader, writer = os.pipe()
    seed = dice.getrandbits(64)
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:

            def say(act: str, told: Any) -> None:
                os.write(writer, json.dumps([act, told]).encode() + b"\n")

            say("trying", "open")
            if early:
                premature(Writer(made, known, world, say), say)
            live(made, known, world, say, seed)
        except BaseException:  # noqa: BLE001  a child's whole life: nothing may reach the parent's code
            traceback.print_exc()
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader, "rb", buffering=0) as lines:
        heard = lines.read(1)
        longest = LONGEST_LIFE if dice.random() < SHORT_LIVES else LONG_LIFE
        time.sleep(dice.random() * longest)
        os.kill(child, signal.SIGKILL)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os.set_blocking(lines.fileno(), False)  # what the writer started may hold the pipe open
        while more := lines.read(1 << 16):
            heard += more
    assert ended == -signal.SIGKILL, "the writer ended by itself"
    for line in heard.split(b"\n")[:-1]:
        act, told = json.loads(line)
        yield act, told


def campaign(runs: int, seed: int, folder: Path, *, early: bool = False) -> Counter[str]:
    """Run so many lives; return what was counted. Raises AssertionError at the first loss."""
    prepare()
    world, dice, counted = make_world(folder), random.Random(seed), Counter[str]()
    made, known, whole = None, Acknowledged(), set[str]()
    for number in range(runs):
        if made is None or len(known.versions) > MOST_RECORDS:
            made = world.journal(f"journal{number}")
            known, whole = Acknowledged(ways=[world.passphrase.hex()]), set()
            counted["vaults"] += 1
        last = ""
        for act, told in life(made, known, world, dice, early):
            last = told if act == "trying" else last
            if act != "trying":
                known.take(act, told)
                counted["acts"] += act != "begin"
        counted[f"in {last}"] += 1
        journals = made.place.glob("store.*-journal")
        counted["inside a commit"] += any(path.stat().st_size for path in journals)
        try:
            check(made, known, whole)
        except BaseException:
            print(
                f"run {number}, in {last}, begun {[each[0] for each in known.begun]}",
                file=sys.stderr,
            )
            raise
        counted["runs"] += 1
        if counted["runs"] % TOLD_EVERY == 0:
            print(dict(counted), file=sys.stderr, flush=True)
    return counted


def main() -> int:
    """Run the campaign from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--premature", action="store_true", help="the control, which must fail")
    wanted = parser.parse_args()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        counted = campaign(wanted.runs, wanted.seed, Path(folder), early=wanted.premature)
    seconds = round(time.monotonic() - begun)
    told = {"seed": wanted.seed, "lost": 0, "inconsistent": 0, "seconds": seconds}
    print(json.dumps(told | dict(sorted((+counted).items()))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
