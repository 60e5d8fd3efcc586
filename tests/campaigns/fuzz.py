"""Fuzz every reader of what others made, led by the code that is reached.

    python -m tests.campaigns.fuzz --seconds 1800 [--target head] [--corpus FOLDER]

Needs atheris (requirements/fuzz.txt); tests/fuzz holds the targets, and the suite gives each some
inputs without it. Each target runs in a process of its own and prints one line: inputs tried, edges
of our code reached, inputs that reached something new, and faults. An input that makes a fault is
written into the corpus folder as `crash-…`; the corpus is kept between runs if the folder is named,
and its shortest inputs in the repository (tests/fuzz/corpus) with `--keep`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from random import Random

from tests.fuzz.kept import keep

MEMORY_MIB = 2048
LONGEST = 1 << 17
"""Bytes of an input: an archive is at least half of that."""

SLOWEST = 30
"""Seconds that one input may take before it counts as a fault."""


def fuzz(name: str, folder: Path, seconds: int) -> None:
    """Be the process that fuzzes one target. Does not return."""
    import atheris

    with atheris.instrument_imports(include=["safejournal"], enable_loader_override=False):
        from tests.fuzz import kept
        from tests.fuzz.targets import TARGETS
    target = TARGETS[name]
    for at, seed in enumerate([*target.seeds(), *kept.load(name)]):
        (folder / f"seed-{at}").write_bytes(seed)

    def changed(data: bytes, most: int, seed: int) -> bytes:
        chance = Random(seed)
        blind = atheris.Mutate(data, most) if chance.random() < 0.3 else data
        return target.changed(blind, chance)[:most]

    options = [
        f"-max_total_time={seconds}",
        f"-rss_limit_mb={MEMORY_MIB}",
        f"-max_len={LONGEST}",
        f"-timeout={SLOWEST}",
        f"-artifact_prefix={folder}/",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(folder)], target.one, custom_mutator=changed)
    atheris.Fuzz()


def report(name: str, folder: Path, seconds: int, counted: Counter[str]) -> bool:
    """Run one target and print its line; return whether it held."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.campaigns.fuzz", "--child", name, str(folder)]
    done = subprocess.run(
        [*command, "--seconds", str(seconds)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(("src", "."))},
    )
    said = done.stdout + done.stderr
    runs = re.findall(r"number_of_executed_units: (\d+)", said) or re.findall(r"#(\d+)\t", said)
    reached = re.findall(r"cov: (\d+) ft: (\d+) corp: (\d+)", said)[-1:] or [("?", "?", "?")]
    faults = len(list(folder.glob("crash-*")) + list(folder.glob("timeout-*")))
    edges, _features, kept = reached[0]
    tried = int(runs[-1]) if runs else 0
    counted["readers"] += 1
    counted["inputs"] += tried
    counted["faults found"] += faults
    print(f"| {name} | {tried:,} | {edges} | {kept} | {faults} |", flush=True)
    if faults or done.returncode:
        print(said[-3000:], file=sys.stderr, flush=True)
    return not faults and not done.returncode


def main() -> int:
    """Fuzz one target or all, one after the other; return how many did not hold."""
    asked = argparse.ArgumentParser(prog="tests.campaigns.fuzz")
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--target", action="append", default=[])
    asked.add_argument("--corpus", type=Path)
    asked.add_argument("--keep", action="store_true", help="the shortest inputs, in the repository")
    asked.add_argument("--child", nargs=2)
    given = asked.parse_args()
    if given.child:
        fuzz(given.child[0], Path(given.child[1]), given.seconds)
    from tests.fuzz.targets import TARGETS

    print("| reader | inputs | edges reached | inputs kept | faults |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        root = given.corpus or Path(folder)
        names, counted = given.target or list(TARGETS), Counter[str]()
        held = [report(n, root / n, given.seconds, counted) for n in names]
        for name in names if given.keep else []:
            keep(name, [each.read_bytes() for each in (root / name).iterdir()])
    print(json.dumps({"faults found": 0, "seconds each": given.seconds} | dict(counted)))
    return held.count(False)


if __name__ == "__main__":
    sys.exit(main())
