"""P9 and P12: how large a vault is, and what a copy costs that was looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from pathlib import Path

from bench.goals import Goal, Row, Run, Unit, at_most
from bench.samples import Sample, Trial, in_turn
from bench.tree import NOW, Tree
from bench.vaults import LARGE, stock
from bench.workers import Worker, session

_MIB = 1 << 20


def size_rows(_run: Run) -> Iterator[Row]:
    """Measure P9."""
    of = stock(LARGE)
    yield Row(
        goal="P9",
        what="the vault of 100,000 records / titles, texts and tags in it",
        ours=Sample((of.store_bytes / _MIB,)),
        theirs=Sample((of.text_bytes() / _MIB,)),
        bound=at_most(2.0),
        unit=Unit.MEBIBYTES,
    )


def copies(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P12 does."""
    return {"verified backup": _into_new_files(_opened(run, tree), "back_up", run.scratch)}


def copy_rows(run: Run) -> Iterator[Row]:
    """Measure P12."""
    export = _into_new_files(_opened(run, NOW), "export", run.scratch)
    taken = in_turn({**copies(run, NOW), "export": export}, run.few())
    yield Row(
        goal="P12",
        what="verified backup of 100,000 records / a bare `sqlcipher_export` of them",
        ours=taken["verified backup"],
        theirs=taken["export"],
        bound=at_most(2.5),
        unit=Unit.SECONDS,
    )


def _opened(run: Run, tree: Tree) -> Worker:
    copy = stock(LARGE, tree).copy(run.scratch)
    return run.closing.enter_context(session(tree, copy.place))


def _into_new_files(worker: Worker, act: str, place: Path) -> Trial:
    """Return a trial that copies into a file that is not there yet and is gone afterwards."""
    numbers = count()

    def trial() -> float:
        target = place / f"{act}-{id(worker)}-{next(numbers)}"
        seconds = worker.does(act, str(target))()
        target.unlink()
        return seconds

    return trial


GOALS = (
    Goal(name="P9", promise="size", rows=size_rows),
    Goal(name="P12", promise="a verified copy", rows=copy_rows, acts=copies),
)
