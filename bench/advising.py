"""P15: holding a trip against the guidance, of which there is four times as much as today."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from bench.asking import nothing
from bench.goals import Goal, Row, Run, at_most
from bench.processes import Command
from bench.samples import Trial, in_turn
from bench.tree import NOW, Tree
from safejournal.content.builtin import digests, names_of
from safejournal.content.packs import compile_members

RULES, CASES = 500, 1_000
PLAN = {
    "format": "safejournal-plan/1",
    "person": {"home_state": "RU", "roles": ["activist"], "lives_in": "KG"},
    "legs": [{"mode": "road", "from": {"country": "KG"}, "to": {"country": "KZ"}}],
    "purpose": "tourism",
}
"""A trip that many rules speak of."""


def grown(pack: Mapping[str, Any]) -> dict[str, Any]:
    """Return a pack with as many rules and cases as are wanted, by saying some of them again."""
    numbers = count()
    rules = [
        {**rule, "id": f"{rule['id']}-{next(numbers)}"}
        for rule in islice(cycle(pack["rules"]), RULES)
    ]
    cases = dict(pack["cases"])
    for name, case in islice(cycle(pack["cases"].items()), CASES - len(cases)):
        cases[f"{name}-{next(numbers)}"] = case
    return {**pack, "rules": rules, "cases": cases}


def with_much_guidance(tree: Tree, place: Path) -> Tree:
    """Return a copy of the program that holds such a pack."""
    source = place / "grown"
    shutil.copytree(tree.source, source, ignore=shutil.ignore_patterns("__pycache__"))
    content = source / "safejournal" / "content"
    packed = content / "packs" / "base.json"
    compiled = compile_members(grown(json.loads(packed.read_bytes())))
    packed.write_bytes(compiled)
    packed.with_name("names.json").write_bytes(names_of(compiled))
    code = content / "builtin.py"
    known = f"DIGESTS = {digests(compiled)}"
    code.write_text(
        re.sub(r"DIGESTS = \{.*?\}", known, code.read_text("utf-8"), flags=re.DOTALL), "utf-8"
    )
    return Tree(tree.name, source)


def assessing(run: Run, tree: Tree) -> Mapping[str, Trial]:
    """Return what P15 does."""
    plan = run.scratch / "plan.json"
    plan.write_text(json.dumps(PLAN), "utf-8")
    much = with_much_guidance(tree, run.scratch)
    act = Command(words=much.program("assess", str(plan)), environment=much.environment)
    return {"assess": act.seconds}


def advice_rows(run: Run) -> Iterator[Row]:
    """Measure P15."""
    taken = in_turn({"pass": nothing, **assessing(run, NOW)}, run.rounds)
    yield Row(
        goal="P15",
        what=f"`assess` with {RULES} rules and {CASES:,} cases / `python -c pass`",
        ours=taken["assess"],
        theirs=taken["pass"],
        bound=at_most(5.0),
    )


GOALS = (Goal(name="P15", promise="advice", rows=advice_rows, acts=assessing),)
