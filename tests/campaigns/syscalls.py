"""A walk by chance through the app, in a world without a network; the kernel says what was asked.

    python -m tests.campaigns.syscalls --actions 2000

Keys are pressed by chance: places, dialogs, forms, letters, and whatever they lead to. The app runs
under strace, in a network namespace of its own (`unshare --net`), and under a filter that kills
whoever asks for a socket other than a local one. Locked or ended by a key, it is opened again.
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
from collections import Counter
from pathlib import Path

from tests.promises import program
from tests.promises.conftest import tracing
from tests.promises.hostile import TEXT, fill, lay_out_files
from tests.promises.program import Journal, Session
from tests.promises.test_network import CONTROL, LOCAL, families, reached

KEYS = (
    *(getattr(program, f"F{number}") for number in range(1, 13)),
    *[program.UP, program.DOWN, program.TAB, program.ENTER, program.ESCAPE] * 3,
    *[each.encode() for each in "eahmlrtuicps0123456789 "],
    "слово".encode(),
    b"\x12",
)
PAUSE = 0.03
"""Seconds that the app is given for each key at least: what comes of it is read meanwhile."""

KILLING = """
import ctypes, struct
from safejournal.process import seccomp as s
code = b"".join([
    s._step(s._LOAD, s._AT_NUMBER), s._step(s._EQUAL, 41, 0, 4),
    s._step(s._LOAD, s._AT_FIRST_ARGUMENT), s._step(s._EQUAL, s._AF_UNIX, 2, 0),
    s._step(s._EQUAL, s._AF_UNSPEC, 1, 0), s._step(s._RETURN, s._KILL),
    s._step(s._RETURN, s._ALLOW),
])
s._install(ctypes.CDLL(None, use_errno=True), code)
"""
"""The second family is asked for by the program itself, to try its own filter."""


def walk(journal: Journal, home: Path, actions: int, dice: random.Random) -> Counter[str]:
    """Press so many keys; return what was counted. An app that the filter killed is a fault."""
    counted = Counter[str]()
    while counted["actions"] < actions:
        counted["openings"] += 1
        with journal.session(size=(24, 80), HOME=str(home)) as app:
            app.unlock()
            app.see("F2")
            _press_on(app, actions, dice, counted)
            if app.process.poll() == -signal.SIGSYS:
                counted["faults found"] += 1
                print("the filter killed it", file=sys.stderr)
    return counted


def _press_on(app: Session, actions: int, dice: random.Random, counted: Counter[str]) -> None:
    while counted["actions"] < actions and app.process.poll() is None:
        try:
            app.send(dice.choice(KEYS))
        except OSError:  # it has just ended
            return
        counted["actions"] += 1
        app.drain(PAUSE)
        if app.output.endswith(b"Passphrase: "):
            return


def main() -> int:
    """Run from a command line and print what was counted."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--actions", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--reaching", action="store_true", help="the control, which must fail")
    wanted, begun = parser.parse_args(), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        home, trace = Path(folder), Path(folder) / "trace"
        os.environ["HOME"] = folder
        for each in ("DATA", "CONFIG", "STATE", "CACHE"):
            os.environ[f"XDG_{each}_HOME"] = folder
        os.environ["XDG_RUNTIME_DIR"] = folder
        words = (*tracing(trace)[:-2], "-A", "-o", str(trace))
        journal = Journal(home / "vault", before=words)
        journal.prelude = CONTROL if wanted.reaching else KILLING
        with journal.make() as vault:
            fill(vault, TEXT, lay_out_files(home))
        counted = walk(journal, home, wanted.actions, random.Random(wanted.seed))
        calls = trace.read_text("utf-8", "replace")
    counted["calls for a local socket"] = len(calls.splitlines())
    counted["faults found"] += len(families(calls) - LOCAL) + len(reached(calls))
    counted["seconds"] = round(time.monotonic() - begun)
    told = {"seed": wanted.seed, "without a network": str("unshare" in words), "faults found": 0}
    print(json.dumps(told | dict(+counted)))
    return counted["faults found"] > 0


if __name__ == "__main__":
    sys.exit(main())
