"""Every call to the kernel in every act: the program is killed in front of it, or it fails.

    python -m tests.campaigns.calls --kill
    python -m tests.campaigns.calls --fail [--act compact] [--every 7]

Each trial begins from the same vault. The calls of an act are counted once; then the act is done
again for each of them: killed there, or told of an error, once or from there on (a disk stays
full). A failing act must say so in one of the program's own errors, which are never damage; the
next act in the same session must work or be refused; and what was acknowledged must be there.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safejournal.errors import SafeJournalError, StoreDamaged
from tests.campaigns.acts import ACTS, World, Writer, make_world, prepare
from tests.campaigns.kernel import KILL, Call, watch
from tests.campaigns.kill import MEMORY
from tests.campaigns.left import Acknowledged, check, stick
from tests.vault.journals import Journal

OPENING = "open"
"""The act that comes before every other: unlocking, up to where a draft can be typed."""

DENIED = ("EIO", "EACCES", "EMFILE")
FAULTS = {
    "open": DENIED,
    "openat": DENIED,
    "creating": (*DENIED, "ENOSPC", "EROFS"),
    "write": ("EIO", "ENOSPC"),
    "pwrite64": ("EIO", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO", "ENOSPC"),
    "ftruncate": ("EIO", "EROFS"),
    "fchmod": ("EIO", "EROFS"),
    "flock": ("ENOLCK",),
    "read": ("EIO",),
    "pread64": ("EIO",),
    "newfstatat": ("EIO", "EACCES"),
    "fstat": (),  # answers from what the kernel holds, whatever becomes of the disk
}
CHANGING_NAMES = ("EIO", "ENOSPC", "EROFS", "EACCES")
"""What renaming, linking and removing may answer, and whatever else is not named above."""

SAID = "said"


@dataclass
class Trial:
    """One act that was tried, and what came of it."""

    calls: list[tuple[str, str]] = field(default_factory=list)
    """What was asked for: names and files."""
    done: bool = False
    told: str = ""
    """The error, by its class, that the act raised."""
    raised: str = ""
    """What else it raised, and where: never anything."""
    unsaid: int = 0
    """Whether it was refused, and had happened all the same."""


@dataclass
class Bench:
    """A vault that can be put back as it was, and the acts that are tried on it."""

    world: World
    made: Journal
    known: Acknowledged
    kept: Path

    def put_back(self) -> tuple[Journal, Acknowledged]:
        """Return the vault as it was at first, with what was acknowledged of it."""
        for place in (self.made.place, stick(self.made.place)):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(self.kept / place.name, place)
        return deepcopy(self.made), deepcopy(self.known)

    def trial(self, act: str, at: int, word: int, *, on: bool = False) -> Trial:
        """Do the act, with this word at the call of that number (and all later ones, with `on`)."""
        made, known = self.put_back()
        seen, counting = Trial(), [act == OPENING]
        said = self.world.folder / SAID

        def decide(call: Call) -> int:
            if call.path == str(said):
                if call.name == "write":
                    _hear(call, known, seen, counting, act)
                return 0
            if not counting[0] or not _errors(call):
                return 0
            seen.calls.append((_kind(call), call.path))
            now = len(seen.calls) - 1
            hit = now == at or (on and now > at and errno.errorcode.get(word) in _errors(call))
            return word if hit else 0

        ended = watch(
            lambda: _be(act, made, known, self.world, said),
            self.world.folder,
            decide,
            looking=word != KILL,
        )
        assert ended in ({0, -9} if word == KILL else {0}), f"it ended with {ended}"
        check(made, known)
        seen.unsaid = known.unsaid
        return seen


def _hear(call: Call, known: Acknowledged, seen: Trial, counting: list[bool], act: str) -> None:
    what, told = json.loads(call.data())
    if what == "trying":
        counting[0] = told == act
    elif what == "told":
        seen.told = told
    elif what == "raised":
        seen.raised = told
    elif what == "done":
        seen.done = True
        counting[0] = False
    else:
        known.take(what, told)


def _be(act: str, made: Journal, known: Acknowledged, world: World, said: Path) -> None:
    """Be the program: open, do the act, and then, whatever came of it, write once more."""
    with said.open("ab", buffering=0) as file:

        def say(what: str, told: Any) -> None:
            file.write(json.dumps([what, told]).encode())

        writer = None
        try:
            say("trying", OPENING)
            writer = Writer(made, known, world, say)
            writer.dice = random.Random(7)
            say("trying", act)
            if act != OPENING:
                getattr(writer, act)()
            say("done", None)
        except SafeJournalError as error:
            say("told", type(error).__name__)
            if writer is None:
                return
        except Exception as error:  # noqa: BLE001  what no front end would understand
            say("raised", _where(error))
            return
        try:
            writer.write()
        except SafeJournalError as error:
            say("after", type(error).__name__)


def _where(error: BaseException) -> str:
    """Return what was raised, and the last line of ours that it came through."""
    ours = [
        at for at in traceback.extract_tb(error.__traceback__) if "/safejournal/" in at.filename
    ]
    last = ours[-1] if ours else None
    place = f"{last.filename.partition('/safejournal/')[2]}, {last.name}" if last else "the test"
    return f"{type(error).__name__} in {place}"


def _kind(call: Call) -> str:
    if call.name == "newfstatat" and call.path.endswith("/"):
        return "fstat"
    creating = call.name.startswith("open") and call.flags & (os.O_CREAT | os.O_RDWR | os.O_WRONLY)
    return "creating" if creating else call.name


def _errors(call: Call) -> tuple[str, ...]:
    return FAULTS.get(_kind(call), CHANGING_NAMES)


def bench(folder: Path) -> Bench:
    """Make the vault that every trial begins from: a bit of everything in it, and a backup."""
    prepare()
    world = make_world(folder)
    made, known = world.journal("journal"), Acknowledged(ways=[world.passphrase.hex()])
    writer = Writer(made, known, world, known.take)
    for act in (
        "write",
        "write",
        "attach",
        "keep_draft",
        "add_slot",
        "back_up",
        "back_up",
        "erase",
        "write",
    ):
        getattr(writer, act)()
    writer.vault.close()
    check(made, known)
    kept = folder / "kept"
    for place in (made.place, stick(made.place)):
        shutil.copytree(place, kept / place.name)
    return Bench(world, made, known, kept)


def kill_everywhere(on: Bench, acts: list[str], every: int) -> Counter[str]:
    """Kill in front of each call; return what was counted."""
    counted = Counter[str]()
    for act in acts:
        points = len(on.trial(act, -1, KILL).calls)
        assert points, act
        counted["acts"] += 1
        for at in range(0, points, every):
            on.trial(act, at, KILL)
            counted["kills"] += 1
        _progress(act, points, counted)
    return counted


def fail_everywhere(on: Bench, acts: list[str], every: int, *, sticky: bool) -> Counter[str]:
    """Let each call fail in every way that it may; return what was counted.

    With `every`, of the page writes and reads only one in so many, and one error at each call.
    """
    counted, chance = Counter[str](), random.Random(2026)
    for act in acts:
        calls = on.trial(act, -1, 0).calls
        counted["acts"] += 1
        counted["points"] += len(calls)
        for at, (kind, _) in enumerate(calls):
            if every > 1 and kind in {"pwrite64", "pread64", "read", "newfstatat"} and at % every:
                continue
            names = FAULTS.get(kind, CHANGING_NAMES)
            for name in names if every == 1 else [chance.choice(names)]:
                for stays in (False, True) if sticky else (chance.random() < 0.5,):
                    _fail(on, act, at, name, stays, counted)
        _progress(act, len(calls), counted)
    return counted


def _fail(on: Bench, act: str, at: int, name: str, stays: bool, counted: Counter[str]) -> None:
    counted["faults"] += 1
    where = f"{act}: call {at}, {name}{' from there on' * stays}"
    try:
        tried = on.trial(act, at, getattr(errno, name), on=stays)
    except (AssertionError, SafeJournalError) as error:
        found = f"{type(error).__name__}: {error}"
    else:
        found = _fault_of(tried, at, counted)
    if found:
        counted["faults found"] += 1
        print(f"{where}: {found}", file=sys.stderr, flush=True)


def _fault_of(tried: Trial, at: int, counted: Counter[str]) -> str:
    """Return what the program did wrong, or nothing."""
    counted["went on" if tried.done else "refused"] += 1
    counted["refused, and yet done"] += tried.unsaid > 0
    if tried.raised or not (tried.done or tried.told):
        return tried.raised or "neither done nor refused"
    if tried.told == StoreDamaged.__name__:
        if tried.calls[at][0] != "pread64":
            return f"{tried.calls[at]} is called damage"
        counted["an unreadable page is called damage"] += 1
    return ""


def _progress(act: str, points: int, counted: Counter[str]) -> None:
    print(act, points, dict(counted), file=sys.stderr, flush=True)


def main() -> int:
    """Run from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--fail", action="store_true")
    parser.add_argument("--act", action="append", default=[])
    parser.add_argument("--every", type=int, default=1, help="only one page in so many")
    wanted = parser.parse_args()
    acts, begun = wanted.act or [OPENING, *ACTS], time.monotonic()
    counted = Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        on = bench(Path(folder))
        if wanted.kill:
            counted += kill_everywhere(on, acts, wanted.every)
        if wanted.fail:
            counted += fail_everywhere(on, acts, wanted.every, sticky=wanted.every == 1)
    counted["seconds"] = round(time.monotonic() - begun)
    print(json.dumps({"faults found": 0} | dict(sorted((+counted).items()))))
    return counted["faults found"] > 0


if __name__ == "__main__":
    sys.exit(main())
