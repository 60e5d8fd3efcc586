"""The house is kept so that one person, alone, can read all of it before trusting it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from safejournal.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]

LONGEST_MODULE = 400
"""Lines: more is not one concept, and nobody reads it in one sitting."""

LONGEST_FUNCTION = 50
"""Lines, with its docstring: what fits a screen."""

NAMES_OF_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}
"""A module called so says nothing of what it holds, and therefore comes to hold anything."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules(*folders: str) -> Iterator[Path]:
    """Yield the modules below these folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def shipped() -> list[Path]:
    """Return all that runs outside the tests."""
    return [ROOT / "start.py", *modules("src", "bench", "tools")]


def too_long(file: Path) -> Iterator[str]:
    """Yield what in this module is longer than the house allows."""
    text = file.read_text(encoding="utf-8")
    lines = len(text.splitlines())
    if lines > LONGEST_MODULE:
        yield f"{file.name}: {lines} lines"
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > LONGEST_FUNCTION:
                yield f"{file.name}: {node.name}, {lines} lines"


def test_no_module_and_no_function_is_too_long() -> None:
    """What outgrows a screen or a sitting holds a second concept, which wants its own name."""
    files = shipped()
    assert len(files) > 1
    assert [found for file in files for found in too_long(file)] == []


def test_what_is_too_long_is_found(tmp_path: Path) -> None:
    """One line more than allowed is seen, in a function and in a module."""
    fits = "def act() -> None:\n" + "    pass\n" * (LONGEST_FUNCTION - 1)
    file = tmp_path / "planted.py"
    file.write_text(fits + "\n" * (LONGEST_MODULE - LONGEST_FUNCTION))
    assert list(too_long(file)) == []
    file.write_text(fits + "    pass\n" + "\n" * (LONGEST_MODULE - LONGEST_FUNCTION))
    assert list(too_long(file)) == ["planted.py: 401 lines", "planted.py: act, 51 lines"]


def test_every_module_is_named_for_what_it_holds() -> None:
    """No file or folder of code, tests included, has a name under which anything would fit."""
    named = {part for file in modules("src", "bench", "tools", "tests") for part in words(file)}
    assert named & NAMES_OF_NOTHING == set()
    assert "utils" in words(ROOT / "tests" / "mail_utils.py")


def words(file: Path) -> set[str]:
    """Return the words in a module's name and in those of its folders."""
    inside = file.relative_to(ROOT).with_suffix("")
    return {word for part in inside.parts for word in part.strip("_").split("_")}


def test_the_first_page_names_every_command() -> None:
    """Whoever reads the README alone knows of every act that the command line has."""
    table = [line for line in (ROOT / "README.md").read_text().splitlines() if "` `" in line]
    named = [name for line in table for name in re.findall("`([a-z-]+)`", line)]
    assert sorted(named) == sorted(COMMANDS)
