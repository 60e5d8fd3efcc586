"""Every promise of the threat model names tests, and the tests exist."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def promises() -> list[str]:
    """Return the rows of the table of promises."""
    text = (ROOT / "docs" / "threat-model.md").read_text(encoding="utf-8")
    table = text.split("## Promises")[1].split("## What is not promised")[0]
    return [row for row in table.splitlines() if re.match(r"\| \d+ \|", row)]


def named_tests() -> set[str]:
    """Return the name of every test in the suite."""
    return {
        name
        for path in (ROOT / "tests").rglob("test_*.py")
        for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))
    }


def test_every_promise_is_held_by_a_test() -> None:
    """A promise without a test is not one."""
    rows = promises()
    assert len(rows) >= 15
    there = named_tests()
    for row in rows:
        named = re.findall(r"`(test_\w+)`", row)
        assert named, row
        assert set(named) <= there, set(named) - there
