"""P1 to P3: the prompt, the first picture, and what comes after Enter."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from bench import peers
from bench.filling import PASSPHRASE
from bench.goals import Goal, Row, Run, at_least, at_most
from bench.places import ROOT
from bench.processes import Command
from bench.samples import Trial, in_turn
from bench.terminal import Terminal
from bench.tree import NOW, Tree
from bench.vaults import MIDDLE, SMALL, Stock, stock

PROMPT = "Passphrase: "
EMPTY = "MARKER"
PAUSE = 1.5
"""Seconds in which somebody has typed a passphrase, at the least."""

_EMPTY_APP = f"""
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("{EMPTY}")
Empty().run()
"""

_STRETCH = """
import sys, time
from pathlib import Path
from safejournal.vault import head
from safejournal.vault.derivation import stretch
found = head.parse(head.read(Path(sys.argv[1])))
begun = time.perf_counter()
stretch(bytearray(32), found.salt, found.cost)
print(time.perf_counter() - begun)
"""


def painted(command: list[str], environment: dict[str, str], text: str) -> float:
    """Return the seconds from starting a program until a text stands on its screen."""
    with Terminal(command, environment) as terminal:
        return terminal.until(text) - terminal.begun


def nothing() -> float:
    """Return the seconds of a Python that does nothing, on the same kind of terminal."""
    with Terminal([sys.executable, "-c", "pass"], NOW.environment) as terminal:
        return terminal.until_end() - terminal.begun


def empty_app() -> float:
    """Return the seconds until an app of one word stands on the screen."""
    return painted([sys.executable, "-c", _EMPTY_APP], NOW.environment, EMPTY)


def derivation(of: Stock) -> float:
    """Return the seconds that the key of a vault takes, alone."""
    words = [sys.executable, "-c", _STRETCH, str(of.place)]
    return float(Command(words=words, environment=NOW.environment).output())


def enter_to_list(tree: Tree, of: Stock, pause: float) -> float:
    """Return the seconds from Enter to the painted list, after a pause at the prompt."""
    with Terminal(tree.program("--vault", str(of.place)), tree.environment) as terminal:
        terminal.until(PROMPT)
        time.sleep(pause)
        begun = terminal.send(f"{PASSPHRASE}\r")
        return terminal.until(of.last_title) - begun


def prompts(_run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P1 does."""
    place = ("--vault", str(stock(SMALL, tree).place))
    return {"prompt": partial(painted, tree.program(*place), tree.environment, PROMPT)}


def prompt_rows(run: Run) -> Iterator[Row]:
    """Measure P1."""
    place = ("--vault", str(stock(SMALL).place))
    isolated = [sys.executable, "-I", "-m", "safejournal", *place]
    python = str(Path(sys.executable).resolve())  # the one that made the environment
    through = [python, str(ROOT / "start.py"), *place]
    taken = in_turn(
        {
            "pass": nothing,
            "prompt": partial(painted, isolated, NOW.environment, PROMPT),
            "through": partial(painted, through, NOW.environment, PROMPT),
        },
        run.rounds,
    )
    yield Row(
        goal="P1",
        what="passphrase prompt on the screen / `python -c pass`",
        ours=taken["prompt"],
        theirs=taken["pass"],
        bound=at_most(1.6),
    )
    yield Row(
        goal="P1",
        what="the same through `start.py`",
        ours=taken["through"],
        theirs=taken["pass"],
    )


def frames(_run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P2 does."""
    of = stock(MIDDLE, tree)
    command = tree.keyed("--vault", str(of.place))
    return {"first frame": partial(painted, command, tree.environment, of.last_title)}


def frame_rows(run: Run) -> Iterator[Row]:
    """Measure P2."""
    trials = {"empty": empty_app, **frames(run, NOW)}
    others = {"posting": ("Collection", 3.5), "harlequin": ("Query Editor", 5.0)}
    for name, (text, _) in others.items():
        if found := peers.find(name):
            trials[name] = partial(painted, [found], peers.home_of(name), text)
    taken = in_turn(trials, run.rounds)
    yield Row(
        goal="P2",
        what="first frame, 10,000 records / an empty Textual app",
        ours=taken["first frame"],
        theirs=taken["empty"],
        bound=at_most(1.25),
    )
    for name, (_, ratio) in others.items():
        yield Row(
            goal="P2",
            what=f"{name} / first frame",
            ours=taken["first frame"],
            theirs=taken.get(name),
            bound=at_least(ratio),
            note="" if name in taken else f"{name} is missing",
        )


def entries(_run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P3 does."""
    of = stock(MIDDLE, tree)
    return {
        "Enter to list, at once": partial(enter_to_list, tree, of, 0.0),
        "Enter to list, after a pause": partial(enter_to_list, tree, of, PAUSE),
    }


def entry_rows(run: Run) -> Iterator[Row]:
    """Measure P3."""
    of = stock(MIDDLE)
    trials: dict[str, Trial] = {"KDF": partial(derivation, of), "empty": empty_app}
    trials |= entries(run, NOW)
    taken = in_turn(trials, run.few(5))
    limit = taken["KDF"].plus(taken["empty"])
    for when in ("at once", "after a pause"):
        yield Row(
            goal="P3",
            what=f"Enter to painted list at 10,000, typed {when} / KDF + empty Textual app",
            ours=taken[f"Enter to list, {when}"],
            theirs=limit,
            bound=at_most(1.0),
        )


GOALS = (
    Goal(name="P1", promise="the prompt stands", rows=prompt_rows, acts=prompts),
    Goal(name="P2", promise="the first frame", rows=frame_rows, acts=frames),
    Goal(name="P3", promise="Enter to list", rows=entry_rows, acts=entries),
)
