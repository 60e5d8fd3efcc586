"""P4, P6 and P14: one command over a large journal, beside jrnl and keepassxc-cli."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial

from bench import peers
from bench.diaries import DIARIES, Diary
from bench.goals import Goal, Row, Run, Unit, at_least
from bench.processes import Command, peak, seconds
from bench.samples import Trial, in_turn
from bench.tree import NOW, Tree
from bench.vaults import LARGE, TYPED, Stock, stock
from bench.words import COMMON, text

WITH_KDF = 10
"""How much quicker it must be with our own derivation included."""


def document() -> bytes:
    """Return the record that is added, as JSON."""
    said = text(0, 1)
    return json.dumps({"title": said.title, "text": said.body}).encode()


def add(tree: Tree, of: Stock) -> Command:
    """Return the command that writes one record, its key handed over."""
    words = tree.keyed("--vault", str(of.place), "add", "note", "-")
    return Command(words=words, environment=tree.environment, given=document())


def add_typed(tree: Tree, of: Stock) -> Command:
    """Return the same, its key derived."""
    words = tree.program("--vault", str(of.place), "add", "note", "-")
    return Command(words=words, environment=tree.environment, given=document(), typed=TYPED)


def search(tree: Tree, of: Stock, word: str = COMMON) -> Command:
    """Return the command that finds a word, its key handed over."""
    words = tree.keyed("--vault", str(of.place), "search", word)
    return Command(words=words, environment=tree.environment)


def search_typed(tree: Tree, of: Stock) -> Command:
    """Return the same for the common word, its key derived."""
    words = tree.program("--vault", str(of.place), "search", COMMON)
    return Command(words=words, environment=tree.environment, typed=TYPED)


def diaries(run: Run, records: int = LARGE) -> dict[str, Diary]:
    """Return the files of the other programs that are here."""
    return {kind.name: kind(records, run.scratch) for kind in DIARIES if peers.find(kind.name)}


def adding(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P4 does."""
    of = stock(LARGE, tree).copy(run.scratch)
    return {
        "add": seconds(partial(add, tree, of)),
        "add, with KDF": seconds(partial(add_typed, tree, of)),
    }


def adding_rows(run: Run) -> Iterator[Row]:
    """Measure P4."""
    bounds = {"jrnl": 100, "keepassxc-cli": 200}
    trials = {**adding(run, NOW)}
    trials |= {name: seconds(other.add) for name, other in diaries(run).items()}
    yield from _beside("P4", "add", bounds, trials, run)


def searching(_run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P6 does."""
    of = stock(LARGE, tree)
    return {
        "search": seconds(partial(search, tree, of)),
        "search, with KDF": seconds(partial(search_typed, tree, of)),
    }


def searching_rows(run: Run) -> Iterator[Row]:
    """Measure P6."""
    bounds = {"jrnl": 100, "keepassxc-cli": 150}
    trials = {**searching(run, NOW)}
    trials |= {name: seconds(other.search) for name, other in diaries(run).items()}
    yield from _beside("P6", "search", bounds, trials, run)


def _beside(
    goal: str, act: str, bounds: dict[str, int], trials: dict[str, Trial], run: Run
) -> Iterator[Row]:
    taken = in_turn(trials, run.few())
    for name, ratio in bounds.items():
        note = "" if name in taken else f"{name} is missing"
        yield Row(
            goal=goal,
            what=f"{name} / `{act}` at 100,000",
            ours=taken[act],
            theirs=taken.get(name),
            bound=at_least(ratio),
            note=note,
        )
        yield Row(
            goal=goal,
            what=f"{name} / `{act}` at 100,000, our KDF included",
            ours=taken[f"{act}, with KDF"],
            theirs=taken.get(name),
            bound=at_least(WITH_KDF) if goal == "P4" else at_least(1),
            note=note,
        )


def memory(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P14 does."""
    of = stock(LARGE, tree).copy(run.scratch)
    return {"memory": peak(partial(add, tree, of), partial(search, tree, of))}


def memory_rows(run: Run) -> Iterator[Row]:
    """Measure P14."""
    trials = {**memory(run, NOW)}
    trials |= {name: peak(each.add, each.search) for name, each in diaries(run).items()}
    taken = in_turn(trials, 3, warm=0)
    for kind in DIARIES:
        yield Row(
            goal="P14",
            what=f"peak memory of {kind.name} / of `add` and `search` at 100,000",
            ours=taken["memory"],
            theirs=taken.get(kind.name),
            bound=at_least(6),
            unit=Unit.MEBIBYTES,
            note="" if kind.name in taken else f"{kind.name} is missing",
        )


GOALS = (
    Goal(name="P4", promise="add at 100,000", rows=adding_rows, acts=adding),
    Goal(name="P6", promise="search at 100,000", rows=searching_rows, acts=searching),
    Goal(name="P14", promise="memory at 100,000", rows=memory_rows, acts=memory),
)
