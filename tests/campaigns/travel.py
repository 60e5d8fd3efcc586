"""Killed on leaving with little and on returning: all is here, or the package holds all of it.

    python -m tests.campaigns.travel --runs 1000 --every 5

The traveller and what must be left of the journal are those of tests/services/travelling_steps.py.
Both ways are killed at random moments, and in front of their calls to the kernel.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import secrets
import shutil
import signal
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.campaigns.acts import prepare
from tests.campaigns.kernel import KILL, Call, watch
from tests.campaigns.kill import MEMORY
from tests.services.travelling_steps import Way

LONGEST_LIFE = 0.7
"""Seconds: once there and back."""

SAID = "said"


def at_random(folder: Path, runs: int, dice: random.Random) -> Counter[str]:
    """Kill at random moments of a vault that goes and comes again and again."""
    way, counted = Way(folder), Counter[str]()
    for _ in range(runs):
        reader, child = _traveller(way)
        time.sleep(dice.random() * LONGEST_LIFE)
        os.kill(child, signal.SIGKILL)
        with os.fdopen(reader) as lines:
            for line in lines:
                act, _, told = line.rstrip("\n").partition(" ")
                way.heard(act, told)
                counted["acts"] += 1
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the traveller ended by itself"
        counted[f"then {way.check()}"] += 1
        counted["kills"] += 1
    return counted


def _traveller(way: Way) -> tuple[int, int]:
    """Start a process that goes and comes; return where it says what it did, and its number."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:

        def say(act: str, told: str) -> None:
            os.write(writer, f"{act} {told}\n".encode())

        try:
            while True:
                way.step(say)
        finally:
            os._exit(3)
    os.close(writer)
    return reader, child


def at_calls(folder: Path, every: int) -> Counter[str]:
    """Kill in front of the calls of the way there, and of the way back."""
    counted = Counter[str]()
    disk = folder / "disk"
    disk.mkdir()
    way = Way(disk)
    for step in ("leaving", "returning"):
        kept = folder / step
        shutil.copytree(disk, kept)
        here, away = set(way.at_home), set(way.on_the_way)
        calls = _killed(way, folder, -1)
        for at in range(0, calls, every):
            shutil.rmtree(disk)
            shutil.copytree(kept, disk)
            way.at_home, way.on_the_way = set(here), set(away)
            _killed(way, folder, at)
            counted[f"{step}, then {way.check()}"] += 1
            counted["kills"] += 1
        counted[f"calls of {step}"] = calls
        shutil.rmtree(disk)
        shutil.copytree(kept, disk)
        way.at_home, way.on_the_way = set(here), set(away)
        way.step(way.heard)
        way.check()
    return counted


def _killed(way: Way, folder: Path, at: int) -> int:
    """Go one step and be killed in front of that call; return how many there were."""
    said, seen = folder / SAID, [0]
    disk = str(folder / "disk")

    def go() -> None:
        with said.open("ab", buffering=0) as file:

            def say(act: str, told: str) -> None:
                file.write(f"{act} {told}".encode())

            way.step(say)

    def decide(call: Call) -> int:
        if call.path == str(said):
            if call.name == "write":
                act, _, told = call.data().decode().partition(" ")
                way.heard(act, told)
        elif call.path.startswith(disk) or call.target.startswith(disk):
            seen[0] += 1
            return KILL if seen[0] - 1 == at else 0
        return 0

    watch(go, folder, decide)
    return seen[0]


def main() -> int:
    """Run from a command line and print what was counted; the first loss raises."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--every", type=int, default=0, help="one call in so many; 0 for none")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    wanted, begun = parser.parse_args(), time.monotonic()
    prepare()
    counted = Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        (Path(name) / "random").mkdir()
        counted += at_random(Path(name) / "random", wanted.runs, random.Random(wanted.seed))
        if wanted.every:
            counted += at_calls(Path(name), wanted.every)
    counted["seconds"] = round(time.monotonic() - begun)
    print(json.dumps({"seed": wanted.seed, "lost": 0, "inconsistent": 0} | dict(counted)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
