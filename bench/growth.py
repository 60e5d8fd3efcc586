"""The picture of growth: a command and an act in a session, ours and others', from 1,000 on."""

from __future__ import annotations

from bench.commands import diaries
from bench.goals import Run
from bench.growing import growing
from bench.places import ROOT
from bench.plot import Points, picture
from bench.processes import seconds
from bench.samples import Trial, in_turn
from bench.tree import NOW
from bench.vaults import LARGE, MIDDLE, SMALL, stock

PICTURE = ROOT / "docs" / "pictures" / "growth.svg"
HUGE = 1_000_000
_NAMES = {
    "add": "safejournal add",
    "search": "safejournal search",
    "save": "save in a session",
    "find_rare": "search in a session",
}
_ROUNDS, _ROUNDS_OF_OTHERS = 7, 1


def draw(run: Run, *, huge: bool) -> str:
    """Measure, draw, and return how far. A million records take minutes to make, and 1.5 GB."""
    sizes = (SMALL, MIDDLE, LARGE, HUGE) if huge else (SMALL, MIDDLE, LARGE)
    lines = _ours(run, sizes) | _theirs(run, (SMALL, MIDDLE, LARGE))
    PICTURE.write_text(picture(lines, "How long an act takes as the journal grows"), "utf-8")
    return f"Ours up to {sizes[-1]:,} records, the others up to {LARGE:,}."


def _ours(run: Run, sizes: tuple[int, ...]) -> dict[str, Points]:
    for size in sizes:
        stock(size)
    taken = in_turn(growing(run, NOW, sizes), _ROUNDS)
    return {
        name: {size: taken[f"{act} {size:,}"].median for size in sizes}
        for act, name in _NAMES.items()
    }


def _theirs(run: Run, sizes: tuple[int, ...]) -> dict[str, Points]:
    trials: dict[str, Trial] = {}
    for size in sizes:
        for name, diary in diaries(run, size).items():
            trials[f"{name} add {size}"] = seconds(diary.add)
            trials[f"{name} search {size}"] = seconds(diary.search)
    taken = in_turn(trials, _ROUNDS_OF_OTHERS)
    names = dict.fromkeys(key.rpartition(" ")[0] for key in trials)
    return {name: {size: taken[f"{name} {size}"].median for size in sizes} for name in names}
