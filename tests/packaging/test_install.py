"""`pip install .`, as pipx does it too: the command, the program's data, and nothing else."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import safejournal
from tests.packaging.conftest import ROOT

PACKAGE = ROOT / "src" / "safejournal"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory, wheelhouse: Path) -> Path:
    """An environment made by `pip install .`, with the wheelhouse as the only source."""
    place = tmp_path_factory.mktemp("installed")
    project = place / "project"
    leave_out = shutil.ignore_patterns("__pycache__", ".*", "tests", "wheelhouse", "build", "dist")
    shutil.copytree(ROOT, project, ignore=leave_out)
    subprocess.run([sys.executable, "-I", "-m", "venv", place / "env"], check=True)
    closed = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheelhouse), "PIP_CONFIG_FILE": os.devnull}
    done = subprocess.run(
        [place / "env" / "bin" / "python", "-I", "-m", "pip", "install", "--quiet", "."],
        cwd=project,
        env=os.environ | closed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return place / "env"


def files_of(package: Path) -> set[Path]:
    """Return what a package holds, compiled files aside."""
    found = {file.relative_to(package) for file in package.rglob("*") if file.is_file()}
    return {file for file in found if file.suffix != ".pyc"}


@pytest.mark.slow
def test_pip_install_gives_the_command(installed: Path) -> None:
    """After `pip install .` there is a `safejournal` command that knows its version."""
    done = subprocess.run(
        [installed / "bin" / "safejournal", "--version"],
        env={name: value for name, value in os.environ.items() if name != "PYTHONPATH"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert safejournal.__version__ in done.stdout


@pytest.mark.slow
def test_pip_install_brings_the_programs_data_and_no_tests(installed: Path) -> None:
    """Word lists, style sheets and catalogues come along, file for file; the tests stay here."""
    site = next(installed.glob("lib/python*/site-packages"))
    assert files_of(site / "safejournal") == files_of(PACKAGE)
    assert not (site / "tests").exists()


def test_the_version_is_told_once_and_the_same() -> None:
    """What pip shows and what the program shows is one version."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["version"] == safejournal.__version__


def test_the_commands_entry_exists() -> None:
    """The `safejournal` command leads to a function that is there."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    module, _, function = project["scripts"]["safejournal"].partition(":")
    spec = importlib.util.find_spec(module)
    assert spec is not None
    assert spec.origin is not None
    assert f"\ndef {function}(" in Path(spec.origin).read_text()
