"""Fetch the wheels that a kit for workshops is made of, and make the kit.

`python3 start.py kit` runs this, in an environment that can print PDFs. Only here does anything
reach for a network, by pip, and only for wheels whose digests are locked: `workshop kit`, which it
hands its arguments on to, opens no connection. What was fetched once stays in `wheels/`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from safejournal.domain.wheels import MACHINES, PYTHONS, Lacking, Machine, chosen, locked
from safejournal.domain.wheels import pip_platforms as platforms
from safejournal.process.unpacking import digests

ROOT = Path(__file__).parents[1]
WHEELS = ROOT / "wheels"
"""Not `wheelhouse`, which `start.py` would take for its only source from then on."""

LOCK = ROOT / "requirements" / "run.txt"

PIP = ("download", "--quiet", "--no-deps", "--require-hashes", "--only-binary", ":all:")


def main(words: list[str]) -> int:
    """Fetch what is missing, then make a kit as `words` say; return the exit code."""
    WHEELS.mkdir(exist_ok=True)
    for machine, python in lacking():
        sys.stderr.write(f"Fetching the wheels for {machine}, Python 3.{python}.\n")
        if code := fetch(machine, python):
            sys.stderr.write("They could not be fetched; the kit would lack them.\n")
            return code
    command = ["-I", "-m", "safejournal", "workshop", "kit", "--wheels", str(WHEELS), *words]
    return subprocess.call([sys.executable, *command])


def lacking() -> Iterator[tuple[Machine, int]]:
    """Yield each machine and Python for which a wheel is missing."""
    locks = locked(LOCK.read_text("utf-8"))
    for machine in MACHINES:
        for python in PYTHONS:
            try:
                chosen(locks, dict(digests(WHEELS)), machine, python)
            except Lacking:
                yield machine, python


def fetch(machine: Machine, python: int) -> int:
    """Let pip download the locked wheels for one machine and Python; return its exit code."""
    asked = [word for name in platforms(machine) for word in ("--platform", name)]
    asked += ["--python-version", f"3.{python}", "--implementation", "cp"]
    command = [*PIP, "--requirement", str(LOCK), "--dest", str(WHEELS), *asked]
    return subprocess.call([sys.executable, "-I", "-m", "pip", *command])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
