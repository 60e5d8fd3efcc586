"""The command: which goals, against whom, and what is written down.

python3 start.py bench                 every goal, the counts and the picture; rewrites the page
python3 start.py bench P1 P8           some of them; rewrites their rows
python3 start.py bench --quick P5      few rounds, to try; writes nothing down
python3 start.py bench P4 --against REV      that goal at another commit and now, in turn
python3 start.py bench --rounds 9      everything in ten minutes, with wider brackets
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack

from bench import (
    advising,
    asking,
    commands,
    giving,
    growing,
    growth,
    installing,
    keeping,
    keys,
    machine,
    peers,
    report,
    saving,
    syncs,
)
from bench.goals import Goal, Row, Run
from bench.places import scratch
from bench.samples import in_turn
from bench.tree import NOW, Tree, tree_of

_GROUPS = (asking, commands, growing, keys, saving, keeping, installing, advising, giving)
GOALS: dict[str, Goal] = {
    goal.name: goal
    for goal in sorted(
        (goal for group in _GROUPS for goal in group.GOALS), key=lambda goal: int(goal.name[1:])
    )
}
SYNCS, GROWTH = "syncs", "growth"
"""What is run beside the goals: the counts of waiting for the disk, and the picture."""

ROUNDS, QUICK = 15, 3
"""How often each is measured: enough for a median that stays, and enough to try."""


def main(arguments: list[str]) -> int:
    """Run what is asked for; return 1 when a goal was missed."""
    asked = _parse(arguments)
    with scratch() as place, ExitStack() as closing:
        run = Run(QUICK if asked.quick else asked.rounds, place, closing)
        if asked.against is not None:
            return compare(run, asked.names or list(GOALS), tree_of(asked.against))
        names = asked.names or [*GOALS, SYNCS, GROWTH]
        held = judge(run, [name for name in names if name in GOALS], write=not asked.quick)
        if SYNCS in names:
            count_syncs(run, write=not asked.quick)
        if GROWTH in names and not asked.quick:
            drawn = growth.draw(run, huge=asked.million)
            report.write(GROWTH, [f"{drawn} Drawn {machine.today()}, load {machine.load():.1f}."])
    return 0 if held else 1


def _parse(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="start.py bench", description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*GOALS, SYNCS, GROWTH, []])
    parser.add_argument("--against", metavar="REV", help="compare with another commit")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each is measured")
    parser.add_argument("--quick", action="store_true", help="few rounds, nothing written down")
    parser.add_argument("--million", action="store_true", help="draw up to a million records")
    return parser.parse_args(arguments)


def judge(run: Run, names: list[str], *, write: bool) -> bool:
    """Measure goals against what they are held to; return whether all of them are reached."""
    held = True
    for name in names:
        rows = _with_a_run_of_its_own(run, GOALS[name].rows)
        load = machine.load()
        lines = [report.cells(row, f"{machine.today()}, load {load:.1f}") for row in rows]
        _say(lines)
        held = held and not any(row.held is False for row in rows)
        if write:
            report.write("machine", machine.facts())
            report.write_rows(lines, list(GOALS))
    return held


def _with_a_run_of_its_own(run: Run, rows: Callable[[Run], Iterable[Row]]) -> list[Row]:
    """Return the rows of a goal, with all that it made gone before the next one begins."""
    with scratch() as place, ExitStack() as closing:
        return list(rows(Run(run.rounds, place, closing)))


def compare(run: Run, names: list[str], before: Tree) -> int:
    """Measure goals at another commit and now, in turn."""
    for name in names:

        def rows(own: Run, name: str = name) -> Iterable[Row]:
            then, now = (GOALS[name].acts(own, tree) for tree in (before, NOW))
            trials = {f"{act} then": trial for act, trial in then.items()}
            trials |= {f"{act} now": trial for act, trial in now.items()}
            taken = in_turn(trials, own.few(5))
            for act in now:
                yield Row(
                    goal=name,
                    what=f"{act}: now / {before.name}",
                    ours=taken[f"{act} now"],
                    theirs=taken[f"{act} then"],
                )

        measured = _with_a_run_of_its_own(run, rows)
        _say([report.cells(row, machine.today()) for row in measured])
        if not measured:
            _say([f"| {name} | compares nothing of ours with an earlier state |"])
    return 0


def count_syncs(run: Run, *, write: bool) -> None:
    """Count how often each act waits for the disk."""
    if peers.find("strace") is None:
        _say(["strace is missing: nothing was counted"])
        return
    lines = ["| act | waits for the disk |", "|---|---|"]
    lines += [f"| {act} | {times} |" for act, times in syncs.of_acts(run).items()]
    _say(lines)
    if write:
        report.write(SYNCS, lines)


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
