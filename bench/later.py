"""P10 and P16: named, and not measurable before the parts that they are about are there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bench.goals import Goal, Row, Run

_WAITING = {
    "P10": "attachments of 512 MiB into a bundle and back through the jail / age",
    "P16": "a received bundle of 2,000 records, verified and compared / decrypting and decoding",
}


def _rows(name: str) -> Callable[[Run], Iterator[Row]]:
    def rows(_run: Run) -> Iterator[Row]:
        yield Row(goal=name, what=_WAITING[name], note="not measurable yet: it is being written")

    return rows


GOALS = tuple(Goal(name=name, promise=what, rows=_rows(name)) for name, what in _WAITING.items())
