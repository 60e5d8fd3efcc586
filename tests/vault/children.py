"""Programs of their own: what must be seen from outside, or may be killed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import safejournal

_PATH = os.pathsep.join(
    (str(Path(safejournal.__file__).parents[1]), str(Path(__file__).parents[2]))
)


def environment() -> dict[str, str]:
    """Return an environment in which a child finds the program and the tests."""
    return os.environ | {"PYTHONPATH": _PATH}


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    """Start a Python program; both its outputs and its input are pipes."""
    return subprocess.Popen(
        [sys.executable, "-c", script, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )


def said(script: str, *arguments: object) -> str:
    """Run a Python program to its end and return what it printed; it must not complain."""
    told = subprocess.run(
        [sys.executable, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        env=environment(),
        timeout=120,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    return told.stdout.strip()
