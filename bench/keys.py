"""P7: from a key to the painted result, while somebody types what they look for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle

from bench.goals import Goal, Row, Run, at_most
from bench.samples import Sample, Trial, in_turn
from bench.terminal import Terminal
from bench.tree import NOW, Tree
from bench.vaults import LARGE, SMALL, stock
from bench.words import vocabulary

FIND = "\x1bOR"  # F3
BACKSPACE = "\x7f"
PLACEHOLDER = "Search"
_LETTERS = 4
_RANK = 30
"""Of the word that is typed: common, but not one of those that stand in every text."""


def typed() -> str:
    """Return the keys of one turn: the beginning of a word, letter by letter, and back again."""
    word = next(word for word in vocabulary()[_RANK:] if len(word) >= _LETTERS)
    return word[:_LETTERS] + BACKSPACE * _LETTERS


class Typist:
    """Somebody at the search line of the app."""

    def __init__(self, terminal: Terminal) -> None:
        terminal.settled()
        terminal.send(FIND)
        terminal.until(PLACEHOLDER)
        terminal.settled()
        self._terminal = terminal
        self._keys = cycle(typed())

    def press(self) -> float:
        """Type the next key; return the seconds until all that follows from it is painted."""
        begun = self._terminal.send(next(self._keys))
        return self._terminal.settled() - begun


def typing(run: Run, tree: Tree, sizes: tuple[int, ...] = (SMALL, LARGE)) -> Mapping[str, Trial]:
    """Return what P7 does, in journals of these sizes in turn."""
    return {f"key {size:,}": _at(run, tree, size).press for size in sizes}


def _at(run: Run, tree: Tree, size: int) -> Typist:
    of = stock(size, tree).copy(run.scratch)
    command = tree.keyed("--vault", str(of.place))
    terminal = run.closing.enter_context(Terminal(command, tree.environment))
    terminal.until(of.last_title)
    return Typist(terminal)


def key_rows(run: Run) -> Iterator[Row]:
    """Measure P7."""
    keys = len(typed())
    taken = in_turn(typing(run, NOW), keys * run.few(5), warm=keys)
    large, small = taken[f"key {LARGE:,}"], taken[f"key {SMALL:,}"]
    yield _row("any key of a word typed and taken back", large, small, judged=True)
    for at, place in enumerate(("first", "second", "third", "fourth")):
        what = f"the {place} letter"
        yield _row(what, _every(large, at, keys), _every(small, at, keys), judged=False)


def _row(what: str, large: Sample, small: Sample, *, judged: bool) -> Row:
    return Row(
        goal="P7",
        what=f"key to painted result, {what}: 100,000 / 1,000 records",
        ours=large,
        theirs=small,
        bound=at_most(1.5) if judged else None,
    )


def _every(sample: Sample, at: int, of: int) -> Sample:
    return Sample(sample.values[at::of])


GOALS = (Goal(name="P7", promise="key to painted result", rows=key_rows, acts=typing),)
