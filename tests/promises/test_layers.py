"""Who may know whom. What a layer cannot import, it cannot do behind the person's back."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "safejournal"
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"][
    "contracts"
]

PLANTED = [
    ("layers", "domain/planted.py", "from safejournal import codec"),
    ("layers", "vault/planted.py", "from safejournal.process import hardening"),
    ("layers", "wording/planted.py", "def late():\n    from safejournal.cli import main"),
    ("layers", "cli/planted.py", "import safejournal.tui"),
    ("layers", "helpers.py", "'a module that no layer knows'"),
    ("domain", "domain/planted.py", "import os"),
    ("domain", "domain/planted.py", "import time"),
    ("domain", "domain/planted.py", "import secrets"),
    ("domain", "domain/planted.py", "from safejournal import i18n"),
    ("front-ends", "tui/planted.py", "def late():\n    from safejournal.vault import vault"),
    ("front-ends", "cli/planted.py", "from safejournal import codec"),
    ("front-ends", "plain/planted.py", "from safejournal.process import hardening"),
    ("sqlcipher", "services/planted.py", "import sqlcipher3"),
    ("sqlcipher", "vault/planted.py", "import sqlite3"),
    ("argon2", "vault/planted.py", "from argon2 import low_level"),
    ("sheets", "plain/planted.py", "def late():\n    import shamir_mnemonic"),
    ("age", "vault/planted.py", "import pyrage"),
    ("reportlab", "services/planted.py", "def late():\n    import reportlab"),
    ("textual", "cli/planted.py", "from textual.app import App"),
    ("textual", "plain/planted.py", "from rich import print"),
    ("click", "plain/planted.py", "import click"),
    ("network", "tui/planted.py", "import webbrowser"),
    ("network", "process/planted.py", "def late():\n    import socket"),
    ("network", "services/planted.py", "from urllib.request import urlopen"),
]
"""A contract, and what somebody might add one day that it must not let through."""


def lint(source: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Check the contracts (all, if none is named) against the package below `source`."""
    words = ["--no-cache", "--config", str(ROOT / "pyproject.toml")]
    for contract in contracts:
        words += ["--contract", contract]
    return subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import *; lint_imports_command()", *words],
        env=os.environ | {"PYTHONPATH": str(source), "NO_COLOR": "1"},
        cwd=source,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_contract_is_kept() -> None:
    """The layers, the doors and the ban on the network hold for the program as it stands."""
    done = lint(ROOT / "src")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"Contracts: {len(CONTRACTS)} kept, 0 broken." in done.stdout


@pytest.mark.parametrize(("contract", "file", "code"), PLANTED)
def test_a_planted_violation_is_found(tmp_path: Path, contract: str, file: str, code: str) -> None:
    """One forbidden import, even inside a function, breaks the contract that forbids it."""
    source = tmp_path / "src"
    shutil.copytree(PACKAGE, source / "safejournal", ignore=shutil.ignore_patterns("__pycache__"))
    (source / "safejournal" / file).write_text(code + "\n")
    done = lint(source, contract)
    assert done.returncode == 1, done.stdout + done.stderr
    if file.endswith("planted.py"):
        assert "planted ->" in done.stdout.replace("\n", " ")
    assert "Contracts: 0 kept, 1 broken." in done.stdout


def test_every_contract_has_a_planted_violation() -> None:
    """No contract stands there that was never seen to fail."""
    assert {contract["id"] for contract in CONTRACTS} == {contract for contract, *_ in PLANTED}


def test_the_domain_asks_no_clock() -> None:
    """No function of the domain asks what time or day it is: both are handed in."""
    asked = [
        f"{file.name}:{node.lineno}"
        for file in (PACKAGE / "domain").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
        if isinstance(node.value, ast.Name | ast.Attribute)
        if ast.unparse(node.value) in {"datetime", "date", "datetime.datetime", "datetime.date"}
    ]
    assert asked == []


IMPORT_ALL = """
import importlib, pkgutil, sys
module = importlib.import_module(sys.argv[1])
for found in pkgutil.walk_packages(getattr(module, "__path__", []), sys.argv[1] + "."):
    importlib.import_module(found.name)
print(*{name.partition(".")[0] for name in sys.modules})
"""


def loaded_by(module: str) -> set[str]:
    """Return the top-level modules that a fresh Python holds after importing all of `module`."""
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL, module],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [
        ("safejournal.cli", {"textual", "rich", "asyncio"}),
        ("safejournal.plain", {"textual", "rich", "click", "asyncio"}),
        ("safejournal.services", {"textual", "rich", "click", "argon2", "pyrage"}),
        ("safejournal.domain", {"sqlcipher3", "cryptography", "textual", "click"}),
        ("safejournal.vault", {"textual", "rich", "click", "asyncio", "pyrage"}),
        ("safejournal.process", {"sqlcipher3", "textual", "click", "asyncio", "dataclasses"}),
        ("safejournal.__main__", {"sqlcipher3", "textual", "click", "asyncio"}),
    ],
)
def test_a_layer_loads_no_more_than_it_needs(module: str, unwanted: set[str]) -> None:
    """What the contracts say about the code holds for the running program: quick, and little."""
    assert loaded_by(module) & unwanted == set()


def test_the_tracer_of_loaded_modules_sees_them() -> None:
    """The front end that draws does load Textual, so the test above would see it elsewhere."""
    assert "textual" in loaded_by("safejournal.tui")


@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["list"], ["add", "note", "-"], ["add", "--help"]]
)
def test_a_command_of_the_plain_command_line_loads_no_textual(command: list[str]) -> None:
    """A command answers without the time, and the code, of an app that it does not show."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "safejournal", *command],
        cwd=ROOT / "src",
        input="",
        capture_output=True,
        text=True,
        check=False,
    )
    assert "an error of its own" not in done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if "|" in line}
    assert "safejournal.cli" in loaded
    assert {name for name in loaded if name.partition(".")[0] in {"textual", "rich"}} == set()
