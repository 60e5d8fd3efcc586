"""One walk through the whole app, traced, which several promises are held against."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.promises.hostile import TEXT, fill, lay_out_files
from tests.promises.program import Journal
from tests.promises.tour import Tour
from tests.tui.payloads import LABELLED

TRACED = "socket,socketpair,connect,bind,listen,accept,accept4,sendto,sendmsg,sendmmsg"
"""Calls by which a program reaches others, or lets itself be reached."""

WIDE_AS_A_WALL = (60, 600)
"""Lines and columns: every payload of a field stands in one row of the screen."""


@dataclass(frozen=True)
class Walk:
    """What the terminal got at every station, and what the kernel was asked for meanwhile."""

    stations: dict[str, bytes]
    calls: str | None
    """None where tracing is not allowed."""


def tracing(file: Path) -> tuple[str, ...]:
    """Return the words that trace a program in a world without a network; none where they fail."""
    words = ("strace", "-f", "--seccomp-bpf", "-qq", "-e", f"trace={TRACED}", "-o", str(file))
    for before in (("unshare", "--map-root-user", "--net", *words), words):
        if shutil.which(before[0]) and shutil.which("strace"):
            tried = subprocess.run([*before, "true"], capture_output=True, check=False)
            if tried.returncode == 0:
                return before
    return ()


@pytest.fixture(scope="session")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Walk through the whole app once, for all workers of a run."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    kept, trace = shared / "walk.json", shared / "walk.trace"
    with (shared / "walk-turn").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not kept.exists():
            home = shared / "walk"
            home.mkdir()
            stations = _walk(home, tracing(trace))
            kept.write_text(json.dumps({n: sent.decode("latin-1") for n, sent in stations.items()}))
    stations = {n: sent.encode("latin-1") for n, sent in json.loads(kept.read_text()).items()}
    return Walk(stations, trace.read_text("utf-8", "replace") if trace.exists() else None)


def _walk(home: Path, before: tuple[str, ...]) -> dict[str, bytes]:
    journal = Journal(home / "vault", before=before)
    with journal.make() as vault:
        fill(vault, TEXT, lay_out_files(home))
    with journal.session(size=WIDE_AS_A_WALL, HOME=str(home)) as app:
        app.unlock()
        return Tour(app, sought="PWNED", last=list(LABELLED)[-1]).go()
