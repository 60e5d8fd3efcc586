"""Run the campaigns one after the other and print a row for each, as docs/assurance.md has them.

    python3 start.py campaign                     all of them, as large as they are published
    python3 start.py campaign kill power          some
    python3 start.py campaign --scale 0.01        a hundredth of the counts
    python3 start.py campaign --list

Each is a command of its own, which prints what it counted as one JSON object, and fails when it
found something; its controls must fail. A row tells what ran, and nothing that did not.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import secrets
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEADING = (
    "| campaign | command | counted | found | controls | seconds | seed | begun (UTC), load |\n"
    "|---|---|---|---|---|---|---|---|"
)
NOT_COUNTED = {"seed", "seconds", "lost", "inconsistent", "faults found"}
OF_A_FAULT = 4_000
"""Letters of what a command said last that are shown when it failed."""

FOUND = ("lost", "inconsistent", "faults found")


@dataclass(frozen=True)
class Campaign:
    """What one row of the table runs."""

    name: str
    words: tuple[str, ...]
    """After `python -m`: a module of the campaigns or pytest, and its arguments."""
    counts: tuple[tuple[str, int], ...] = ()
    """Options that say how much, as published."""
    controls: tuple[tuple[str, ...], ...] = ()
    """The same module with other arguments: each must find something."""
    seeded: bool = False

    def command(self, scale: float, seed: int) -> list[str]:
        """Return what is run."""
        words = [*self.words]
        for option, count in self.counts:
            words += [option, str(max(1, round(count * scale)))]
        return [*words, *(["--seed", str(seed)] if self.seeded else [])]


OURS = "tests.campaigns"
TESTS = ("pytest", "-q", "-p", "no:cacheprovider")

CAMPAIGNS = (
    Campaign(
        "kill",
        (f"{OURS}.kill",),
        counts=(("--runs", 30_000),),
        controls=((f"{OURS}.kill", "--runs", "30", "--premature"),),
        seeded=True,
    ),
    Campaign("kill at every call", (f"{OURS}.calls", "--kill")),
    Campaign(
        "travel-light and return",
        (f"{OURS}.travel", "--every", "1"),
        counts=(("--runs", 3_000),),
        seeded=True,
    ),
    Campaign(
        "power",
        (f"{OURS}.power",),
        counts=(("--states", 20_000),),
        controls=(
            (f"{OURS}.power", "--states", "500", "--without", "files"),
            (f"{OURS}.power", "--states", "500", "--without", "folders"),
        ),
        seeded=True,
    ),
    Campaign("faults", (f"{OURS}.calls", "--fail")),
    Campaign("full disk, pulled stick", (*TESTS, "tests/promises/test_full_disk.py")),
    Campaign("damage", (f"{OURS}.damage",), counts=(("--flips", 64),), seeded=True),
    Campaign("model", (f"{OURS}.model",), counts=(("--steps", 200_000),)),
    Campaign("fuzz", (f"{OURS}.fuzz",), counts=(("--seconds", 1_800),)),
    Campaign("hostile", (f"{OURS}.hostile",)),
    Campaign("canaries", (*TESTS, "tests/promises/test_canaries.py")),
    Campaign(
        "memory",
        (
            *TESTS,
            "tests/promises/test_memory.py",
            "tests/vault/test_memory.py",
            "tests/campaigns/memory_states.py",
        ),
    ),
    Campaign("panic", (*TESTS, "tests/promises/test_panic.py")),
    Campaign(
        "syscalls",
        (f"{OURS}.syscalls",),
        counts=(("--actions", 2_000),),
        controls=((f"{OURS}.syscalls", "--actions", "5", "--reaching"),),
        seeded=True,
    ),
    Campaign("clocks and instances", (*TESTS, "tests/promises/test_clocks.py")),
    Campaign("mutants", (f"{OURS}.mutants",)),
)


def run(campaign: Campaign, scale: float, seed: int) -> tuple[str, bool]:
    """Run one campaign and its controls; return its row, and whether all was as it must be."""
    words = campaign.command(scale, seed)
    begun, clock = f"{datetime.now(UTC):%Y-%m-%d %H:%M}", time.monotonic()
    load = os.getloadavg()[0]
    done = _python(words)
    seconds = round(time.monotonic() - clock)
    caught = [_python([*control]).returncode != 0 for control in campaign.controls]
    if done.returncode:
        print(done.stdout[-OF_A_FAULT:], file=sys.stderr, flush=True)
    counted = _counted(done.stdout)
    found = sum(int(counted.get(name, 0)) for name in FOUND) or (
        "fails" * bool(done.returncode) or 0
    )
    told = ", ".join(
        f"{value:,} {name}" if isinstance(value, int) else f"{name} {value}"
        for name, value in counted.items()
        if name not in NOT_COUNTED
    )
    cells = (
        campaign.name,
        f"`python -m {' '.join(words)}`",
        told,
        found,
        f"{sum(caught)} of {len(caught)} caught" if caught else "inside",
        seconds,
        counted.get("seed", ""),
        f"{begun}, {load:.1f}",
    )
    return "| " + " | ".join(map(str, cells)) + " |", not done.returncode and all(caught)


def _python(words: list[str]) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(ROOT / "src"), str(ROOT)))
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )


def _counted(said: str) -> dict[str, int | str]:
    """Return what a command counted: its last line, or what pytest says at its end."""
    lines = said.strip().splitlines()
    try:
        return dict(json.loads(lines[-1]))
    except (IndexError, ValueError):
        told = re.findall(r"(\d+) (passed|failed|skipped|xfailed)", lines[-1] if lines else "")
        return {name: int(number) for number, name in told}


def machine() -> str:
    """Return one line on what it ran on."""
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") >> 30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{os.cpu_count()} x {names[0] if names else platform.machine()}, {memory} GiB, {system}"


def main() -> int:
    """Run what is asked for; return how many campaigns were not as they must be."""
    parser = argparse.ArgumentParser(prog="start.py campaign")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--scale", type=float, default=1.0, help="of the published counts")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    parser.add_argument("--list", action="store_true", help="say what would run")
    wanted = parser.parse_args()
    unknown = set(wanted.names) - {each.name for each in CAMPAIGNS}
    if unknown:
        parser.error(f"no such campaign: {', '.join(unknown)}; see --list")
    chosen = [each for each in CAMPAIGNS if not wanted.names or each.name in wanted.names]
    if wanted.list:
        for each in chosen:
            print(f"{each.name:26} {' '.join(each.command(wanted.scale, wanted.seed))}")
        return 0
    print(f"{machine()}\n\n{HEADING}", flush=True)
    wrong = 0
    for each in chosen:
        row, good = run(each, wanted.scale, wanted.seed)
        print(row, flush=True)
        wrong += not good
    return wrong


if __name__ == "__main__":
    sys.exit(main())
