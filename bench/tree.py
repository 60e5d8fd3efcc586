"""The source that is measured: this folder's, or that of an earlier commit beside it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.places import ROOT, kept


@dataclass(frozen=True, slots=True)
class Tree:
    """One state of the program."""

    name: str
    source: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a program of this tree is started with: our own settings, nobody else's."""
        kept_from_here = ("PATH", "HOME", "TMPDIR", "SAFEJOURNAL_ENV")
        settings = {name: os.environ[name] for name in kept_from_here if name in os.environ}
        return settings | {
            "LANG": "C.UTF-8",
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "PYTHONPATH": os.pathsep.join((str(self.source), str(ROOT))),
        }

    def program(self, *words: str) -> list[str]:
        """Return what starts the program as it is installed."""
        return [sys.executable, "-m", "safejournal", *words]

    def keyed(self, *words: str) -> list[str]:
        """Return what starts it with the key handed over, so that nothing is derived."""
        return [sys.executable, "-m", "bench.keyed", *words]


NOW = Tree("now", ROOT / "src")


def tree_of(revision: str) -> Tree:
    """Return the tree of a commit, laid out once beside everything else. Ends if there is none."""
    git = ["git", "-C", str(ROOT), "-c", "safe.directory=*"]
    asked = subprocess.run(
        [*git, "rev-parse", "--verify", "--short", f"{revision}^{{commit}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode != 0:
        sys.exit(f"bench: there is no commit {revision} here.")
    name = asked.stdout.strip()
    place = kept("revisions", name)
    if not place.exists():
        unfinished = place.with_name(f"{name}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir()
        packed = subprocess.run([*git, "archive", name, "src"], capture_output=True, check=True)
        subprocess.run(["tar", "-x", "-C", unfinished], input=packed.stdout, check=True)
        unfinished.rename(place)
    return Tree(name, place / "src")
