"""P5: how adding and searching grow with the journal, as commands and inside a session."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from bench.commands import add, search
from bench.goals import Goal, Row, Run, at_most
from bench.processes import seconds
from bench.samples import Sample, Trial, in_turn
from bench.tree import NOW, Tree
from bench.vaults import LARGE, SMALL, stock
from bench.words import RARE
from bench.workers import session

_ACTS = {
    "add": "`add`, whole process",
    "search": "`search`, whole process, 20 hits",
    "save": "save in a session",
    "find_rare": "search in a session, 20 hits",
    "latest": "newest 200 of the list in a session",
}
_TOLD = {"find_common": "search in a session, 1 hit at 1,000 and 50 of 100 hits at 100,000"}
"""Not judged: what is found grows, and finding is not all of it."""


def growing(run: Run, tree: Tree, sizes: tuple[int, ...] = (SMALL, LARGE)) -> Mapping[str, Trial]:
    """Return what P5 does, in journals of these sizes in turn."""
    copies = {size: stock(size, tree).copy(run.scratch) for size in sizes}
    command_copies = {size: stock(size, tree).copy(run.scratch) for size in sizes}
    sessions = {
        size: run.closing.enter_context(session(tree, copy.place)) for size, copy in copies.items()
    }
    trials: dict[str, Trial] = {}
    for act in (*_ACTS, *_TOLD):
        for size in sizes:
            if act == "add":
                trial = seconds(partial(add, tree, command_copies[size]))
            elif act == "search":
                trial = seconds(partial(search, tree, command_copies[size], RARE))
            else:
                trial = sessions[size].does(act)
            trials[f"{act} {size:,}"] = trial
    return trials


def growth_rows(run: Run) -> Iterator[Row]:
    """Measure P5."""
    taken = in_turn(growing(run, NOW), run.rounds)
    for act, what in (_ACTS | _TOLD).items():
        yield Row(
            goal="P5",
            what=f"{what}: 100,000 / 1,000 records",
            ours=_of(taken, act, LARGE),
            theirs=_of(taken, act, SMALL),
            bound=at_most(1.2) if act in _ACTS else None,
        )


def _of(taken: dict[str, Sample], act: str, size: int) -> Sample:
    return taken[f"{act} {size:,}"]


GOALS = (Goal(name="P5", promise="growth", rows=growth_rows, acts=growing),)
