"""P13: from a folder on a stick to the running program, on a machine that has only Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import count
from pathlib import Path

from bench.goals import Goal, Row, Run, Unit, at_most
from bench.places import ROOT, kept
from bench.processes import Command
from bench.samples import Trial, in_turn

_HANDED_ON = ("start.py", "src", "requirements")


def wheelhouse() -> Path | None:
    """Return a folder with every wheel that is needed, or None where they cannot be fetched."""
    wanted = ROOT / "requirements" / "run.txt"
    place = kept("wheels", sha256(wanted.read_bytes()).hexdigest()[:8])
    if not place.exists():
        words = ["download", "--require-hashes", "--no-deps", "--only-binary", ":all:"]
        words += ["--requirement", str(wanted)]
        unfinished = place.with_suffix(".new")
        command = [sys.executable, "-m", "pip", *words, "--dest", str(unfinished)]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            return None
        unfinished.rename(place)
    return place


def installs(scratch: Path, wheels: Path) -> Trial:
    """Return a trial that copies the folder and starts the program there for the first time."""
    numbers = count()

    def trial() -> float:
        place = scratch / f"received-{next(numbers)}"
        place.mkdir()
        for name in _HANDED_ON:
            _copy(ROOT / name, place / name)
        (place / "wheelhouse").symlink_to(wheels)
        command = [_python(), str(place / "start.py"), "--version"]
        seconds = Command(words=command, environment=_offline()).seconds()
        shutil.rmtree(place)
        return seconds

    return trial


def environments(scratch: Path) -> Trial:
    """Return a trial that makes an empty environment."""
    numbers = count()

    def trial() -> float:
        place = scratch / f"empty-{next(numbers)}"
        command = [_python(), "-m", "venv", str(place)]
        seconds = Command(words=command, environment=_offline()).seconds()
        shutil.rmtree(place)
        return seconds

    return trial


def install_rows(run: Run) -> Iterator[Row]:
    """Measure P13."""
    wheels = wheelhouse()
    if wheels is None:
        yield Row(goal="P13", what="offline install", note="the wheels could not be fetched")
        return
    trials = {"install": installs(run.scratch, wheels), "venv": environments(run.scratch)}
    taken = in_turn(trials, run.few())
    yield Row(
        goal="P13",
        what="`start.py` with a wheelhouse, to the program's first word / `python -m venv`",
        ours=taken["install"],
        theirs=taken["venv"],
        bound=at_most(3.0),
        unit=Unit.SECONDS,
    )


def _python() -> str:
    """Return the Python that environments are made from, not the one of an environment."""
    return str(Path(sys.executable).resolve())


def _offline() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "LANG": "C.UTF-8"}


def _copy(source: Path, to: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, to)


GOALS = (Goal(name="P13", promise="an offline install", rows=install_rows),)
