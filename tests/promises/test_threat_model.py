"""Every promise of the threat model names tests, and the tests exist."""

from __future__ import annotations

import re
from pathlib import Path

from tests.campaigns.__main__ import CAMPAIGNS

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


def test_every_promise_has_its_figures_or_stands_among_those_of_the_suite_alone() -> None:
    """docs/assurance.md names each promise once; a campaign that it names exists."""
    text = (ROOT / "docs" / "assurance.md").read_text(encoding="utf-8")
    mapped = text.split("### Promises and the campaigns")[1].split("\n#")[0]
    table, _, alone = mapped.partition("Held by the tests of the suite alone:")
    rows = re.findall(r"^\| ([\d, ]+) \| (.+) \|$", table, re.MULTILINE)
    numbers = [int(each) for row, _ in rows for each in row.split(",")]
    numbers += [int(each) for each in re.findall(r"\d+", alone)]
    assert sorted(numbers) == sorted(int(row.split("|")[1]) for row in promises())
    known = {name for each in CAMPAIGNS for name in each.name.split(", ")}
    assert {name for _, told in rows for name in told.split(", ")} <= known
