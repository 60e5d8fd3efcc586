"""Processes that stay open and do one act at a time, so that two can take turns."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Self

from bench.samples import Trial
from bench.tree import NOW, Tree


class Worker:
    """A process that answers each line with the seconds that its act took."""

    def __init__(self, tree: Tree, *words: str) -> None:
        self._words = words
        self._process = subprocess.Popen(
            [sys.executable, "-m", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=tree.environment,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def does(self, *words: str) -> Trial:
        """Return a trial that has it do this act."""
        return lambda: float(self.says(*words))

    def says(self, *words: str) -> str:
        """Have it do this act, and return its answer."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\t".join(words) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            sys.exit(f"bench: {' '.join(self._words)} fell at {' '.join(words)}")
        return answer.rstrip("\n")


def session(tree: Tree, place: Path) -> Worker:
    """Return an unlocked session over a vault."""
    return Worker(tree, "bench.session", str(place))


def bare(place: Path, records: int) -> Worker:
    """Return a bare database of so many rows."""
    return Worker(NOW, "bench.bare", str(place), str(records))
