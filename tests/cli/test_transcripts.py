"""Whole sessions with the command line, as text files in `transcripts/`.

A line that begins with `$ ` is a command, `< ` is a line of its standard input, `> ` a line of
standard output, `! ` one of standard error; `exit N` is its exit code, 0 if nothing is said. Where
`!` lines are left out, standard error does not matter. `tests/transcripts.py` says what `…` and
`{name}` are.
"""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.cli.calling import Cli
from tests.transcripts import Names, check

FOLDER = Path(__file__).parent / "transcripts"


@dataclass
class Step:
    """One command and what is expected of it."""

    command: str
    given: list[str] = field(default_factory=list)
    out: list[str] = field(default_factory=list)
    err: list[str] = field(default_factory=list)
    code: int = 0


def steps(path: Path) -> list[Step]:
    """Read a session."""
    found: list[Step] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "$":
            found.append(Step(rest))
        elif mark == "exit":
            found[-1].code = int(rest)
        elif mark in ("<", ">", "!"):
            into = {"<": found[-1].given, ">": found[-1].out, "!": found[-1].err}[mark]
            into.append(rest)
        elif line and mark != "#":
            raise AssertionError(f"{path.name}: what is this line? {line}")
    return found


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_session_goes_as_it_is_written_down(path: Path, cli: Cli, tmp_path: Path) -> None:
    """Every command answers what stands there, on the stream that it stands for, with that code."""
    names = Names()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8 a photograph")
    for step in steps(path):
        command = names.fill(step.command).replace("FOLDER", str(tmp_path))
        given = "\n".join([*map(names.fill, step.given), ""]) if step.given else ""
        called = cli(*shlex.split(command), stdin=given)
        assert called.code == step.code, (step.command, called.err)
        check(step.out, called.text.splitlines(), names)
        if step.err:
            check(step.err, called.err.splitlines(), names)
