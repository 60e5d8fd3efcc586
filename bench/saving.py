"""P8 and P11: what a save costs over the least that it can cost, and a change of the passphrase."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from bench import peers, syncs
from bench.asking import derivation
from bench.goals import Goal, Row, Run, Unit, at_most
from bench.processes import Command
from bench.samples import Sample, Trial, in_turn
from bench.tree import NOW, Tree
from bench.vaults import LARGE, MIDDLE, SMALL, TYPED, Stock, stock
from bench.workers import bare, session

MOST_SYNCS, MOST_DERIVATIONS = 4, 2
"""Of a change of the passphrase."""


def saves(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P8 does."""
    copy = stock(MIDDLE, tree).copy(run.scratch)
    return {"save": run.closing.enter_context(session(tree, copy.place)).does("save")}


def save_rows(run: Run) -> Iterator[Row]:
    """Measure P8."""
    least = run.closing.enter_context(bare(run.scratch / "bare", MIDDLE))
    taken = in_turn({**saves(run, NOW), "bare": least.does("commit")}, run.rounds * 5)
    yield Row(
        goal="P8",
        what="durable save of a record at 10,000 / one bare SQLCipher commit of its text",
        ours=taken["save"],
        theirs=taken["bare"],
        bound=at_most(2.0),
    )


def change(tree: Tree, of: Stock) -> float:
    """Return the seconds of a change of the passphrase, as a command."""
    words = tree.program("--vault", str(of.place), "passphrase", "change")
    return Command(words=words, environment=tree.environment, typed=TYPED * 2).seconds()


def changes(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P11 does."""
    return {
        f"passphrase change {size:,}": partial(change, tree, stock(size, tree).copy(run.scratch))
        for size in (SMALL, LARGE)
    }


def change_rows(run: Run) -> Iterator[Row]:
    """Measure P11."""
    trials: dict[str, Trial] = {"KDF": partial(derivation, stock(SMALL))}
    trials |= changes(run, NOW)
    taken = in_turn(trials, run.few(5))
    for size in (SMALL, LARGE):
        yield Row(
            goal="P11",
            what=f"passphrase change at {size:,}, whole process / two KDF runs",
            ours=taken[f"passphrase change {size:,}"],
            theirs=taken["KDF"].times(2),
        )
    if peers.find("strace") is None:
        yield Row(goal="P11", what="derivations and syncs", note="strace is missing")
        return
    counted = syncs.of_passphrase_change(run, LARGE)
    figures = {
        "derivations of a passphrase change": (counted.derivations, MOST_DERIVATIONS),
        "waits for the disk of a passphrase change": (counted.syncs, MOST_SYNCS),
    }
    for what, (ours, most) in figures.items():
        yield Row(
            goal="P11",
            what=f"{what} at 100,000 / the {most} allowed",
            ours=Sample((float(ours),)),
            theirs=Sample((float(most),)),
            bound=at_most(1.0),
            unit=Unit.TIMES,
        )


GOALS = (
    Goal(name="P8", promise="a durable save", rows=save_rows, acts=saves),
    Goal(name="P11", promise="a change of the passphrase", rows=change_rows, acts=changes),
)
