"""Change the code in one small place at a time: a test must fail each time.

    python -m tests.campaigns.mutants --module vault/head --module vault/slots
    python -m tests.campaigns.mutants --sample 30       so many of each module, by chance

Comparisons, conditions, numbers and signs are turned, checks and calls left out. The changed module
stands in a copy of the program, so that the jail, which is a process of its own, meets it too. The
tests of the module run in a fork of a process that has the libraries loaded: no mutant costs more
than its tests. A place may say `# mutant: REASON` for one that nothing can tell from the original.

Of our own, since the kept tools (mutmut, cosmic-ray) start a whole pytest for every mutant.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import random
import secrets
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")
PATIENCE = 600
"""Seconds for the tests of a module as it is."""

LONGER = 5
"""How many times as long the tests of a mutant may take; one that never ends is killed then."""

TESTS = {
    "vault/head": "vault/test_head vault/test_independent_reader",
    "vault/slots": "vault/test_slots vault/test_independent_reader",
    "domain/disclosure": "domain/test_disclosure domain/test_tiers",
    "domain/visible": "domain/test_visible",
    "tui/choke": "tui/test_choke",
    "exchange/age": "exchange/test_age exchange/test_vectors exchange/test_jail",
    "exchange/age_header": "exchange/test_age_header exchange/test_age exchange/test_vectors",
    "exchange/authentication": "exchange/test_authentication exchange/test_independent_reader",
    "exchange/bech32": "exchange/test_bech32",
    "exchange/container": "exchange/test_container exchange/test_hostile",
    "exchange/excerpts": "exchange/test_excerpts exchange/test_hostile",
    "exchange/exif": "exchange/test_looking",
    "exchange/jail": "exchange/test_jail exchange/test_hostile",
    "exchange/keys": "exchange/test_keys exchange/test_authentication",
    "exchange/layout": "exchange/test_packing exchange/test_hostile exchange/test_container",
    "exchange/looking": "exchange/test_looking",
    "exchange/manifest": "exchange/test_manifest exchange/test_hostile",
    "exchange/opening": "exchange/test_authentication exchange/test_hostile",
    "exchange/packing": "exchange/test_packing exchange/test_independent_reader",
    "exchange/pictures": "exchange/test_looking",
    "exchange/private_keys": "exchange/test_keys exchange/test_age",
    "exchange/signature": "exchange/test_signature exchange/test_authentication",
    "exchange/spoken": "exchange/test_spoken exchange/test_keys",
    "exchange/unpacking": "exchange/test_hostile exchange/test_packing",
    "exchange/word": "exchange/test_word",
    "exchange/word_package": "exchange/test_word",
}
"""What is mutated, and the tests that must notice, the quick ones first."""

_OTHER = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE,
    ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult, ast.Mod: ast.Mult, ast.LShift: ast.RShift, ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd, ast.BitXor: ast.BitOr,
}  # fmt: skip


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield every node that is changed, and how; not annotations and decorators."""
    for node in _run(tree):
        if isinstance(node, ast.Compare) and type(node.ops[0]) in _OTHER:
            yield node, "comparison"
        elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in _OTHER:
            yield node, "operator"
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            yield node, "not"
        elif isinstance(node, ast.Constant) and type(node.value) in {int, bool}:
            yield node, "number"
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield node, "never"
        elif isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ):
            yield node, "left out"
        elif isinstance(node, ast.Return) and node.value is not None:
            yield node, "returns None"


def _run(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        return
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "type_params", "decorator_list"}:
            continue
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, ast.AST):
                yield from _run(each)


def change(node: ast.AST, how: str) -> None:
    """Change a node in place."""
    if how == "comparison" and isinstance(node, ast.Compare):
        node.ops = [_turned(node.ops[0]), *node.ops[1:]]
    elif how == "operator" and isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = _turned(node.op)
    elif how == "number" and isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
    elif how == "never" and isinstance(node, ast.If | ast.While | ast.IfExp):
        node.test = ast.Constant(value=False)
    elif how == "returns None" and isinstance(node, ast.Return):
        node.value = ast.Constant(value=None)
    elif how == "not" and isinstance(node, ast.UnaryOp):
        node.op, node.operand = ast.Not(), ast.UnaryOp(op=ast.Not(), operand=node.operand)
    elif how == "left out" and isinstance(node, ast.Raise | ast.Expr):
        node.__class__ = ast.Pass  # type: ignore[assignment]


def _turned(op: Any) -> Any:
    return _OTHER[type(op)]()


def mutants(source: str) -> list[tuple[int, str, str]]:
    """Return all changed sources of a module: line, how, and the whole text."""
    tree, lines, made = ast.parse(source), source.splitlines(), []
    for at, (node, how) in enumerate(places(tree)):
        line = getattr(node, "lineno", 1)
        if "# mutant:" in lines[line - 1]:
            continue
        copy = deepcopy(tree)
        change(list(places(copy))[at][0], how)
        made.append((line, how, ast.unparse(ast.fix_missing_locations(copy))))
    return made


def survives(tree: Path, module: str, patience: float = PATIENCE) -> bool:
    """Run the module's tests in a fork, on the copy; tell whether all of them passed."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        sys.path[:0] = [str(tree), str(ROOT)]
        os.environ["PYTHONPATH"] = f"{tree}{os.pathsep}{ROOT}"
        null = os.open(os.devnull, os.O_RDWR)
        for descriptor in (0, 1, 2):
            os.dup2(null, descriptor)
        import pytest

        tests = [str(ROOT / "tests" / f"{name}.py") for name in TESTS[module].split()]
        quiet = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:faulthandler"]
        code = 1
        with suppress(BaseException):
            code = int(pytest.main([*quiet, "-o", f"pythonpath={tree} {ROOT}", *tests]))
        os._exit(code)
    until = time.monotonic() + patience
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def hunt(module: str, tree: Path, sample: int, dice: random.Random) -> Counter[str]:
    """Try a module's mutants; print the survivors."""
    place = tree / "safejournal" / f"{module}.py"
    source, counted = place.read_text("utf-8"), Counter[str]()
    begun = time.monotonic()
    assert survives(tree, module), f"the tests of {module} fail without any change"
    patience = 10 + LONGER * (time.monotonic() - begun)
    every = mutants(source)
    chosen = every if not sample or len(every) <= sample else dice.sample(every, sample)
    for line, how, text in chosen:
        place.write_text(text, "utf-8")
        counted["mutants"] += 1
        if survives(tree, module, patience):
            counted["survivors"] += 1
            said = source.splitlines()[line - 1].strip()
            print(f"{module}:{line}: {how}: {said}", file=sys.stderr, flush=True)
    place.write_text(source, "utf-8")
    print(f"{module}: {dict(counted)} of {len(every)}", file=sys.stderr, flush=True)
    return counted


def main() -> int:
    """Run from a command line; fail where fewer than nine in ten are killed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--module", action="append", default=[], choices=sorted(TESTS))
    parser.add_argument("--sample", type=int, default=0, help="so many of each module")
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    wanted, begun = parser.parse_args(), time.monotonic()
    sys.dont_write_bytecode, os.environ["PYTHONDONTWRITEBYTECODE"] = True, "1"
    os.environ["CI"] = "1"  # the same examples of each property for each mutant
    import textual.app  # noqa: F401  all of these so that no fork loads them again

    dice, counted = random.Random(wanted.seed), Counter[str]()
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        tree = Path(folder)
        left_out = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / "src" / "safejournal", tree / "safejournal", ignore=left_out)
        for module in wanted.module or TESTS:
            counted += hunt(module, tree, wanted.sample, dice)
    killed = counted["mutants"] - counted["survivors"]
    told = {"seed": wanted.seed, "seconds": round(time.monotonic() - begun), "killed": killed}
    print(json.dumps(told | dict(counted)))
    return killed < 0.9 * counted["mutants"]


if __name__ == "__main__":
    sys.exit(main())
