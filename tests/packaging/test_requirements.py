"""What is installed is exactly what was chosen, and no file tells whom it was fetched from."""

from __future__ import annotations

import re
import tomllib

import pytest

from tests.packaging.conftest import ROOT

ENTRY = re.compile(r"^([a-z0-9-]+)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Return the versions that a requirement file names."""
    return dict(ENTRY.findall((ROOT / "requirements" / f"{name}.txt").read_text()))


def chosen() -> tuple[dict[str, str], dict[str, str]]:
    """Return what pyproject.toml chooses for the program, and for its tests."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    test = project["dependency-groups"]["test"]
    return dict(entry.split("==") for entry in run), dict(entry.split("==") for entry in test)


def test_the_lists_hold_what_was_chosen() -> None:
    """A version changed in pyproject.toml and not in the lists, or the other way, is noticed."""
    run, test = chosen()
    assert run.items() <= pins("run").items()
    assert test.items() <= pins("test").items()


def test_the_tests_run_with_what_the_program_runs_with() -> None:
    """The tests' list holds the program's own, version for version."""
    assert pins("run").items() <= pins("test").items()


def test_what_builds_the_program_is_fixed_too() -> None:
    """The build backend is pinned, and locked by hash among what CI installs."""
    (backend,) = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    name, _, version = backend.partition("==")
    assert pins("test")[name] == version


def test_the_extra_adds_to_what_the_program_runs_with() -> None:
    """The list for printing PDFs holds the program's own and the extra, as the tests' list does."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    extra = dict(entry.split("==") for entry in project["project"]["optional-dependencies"]["pdf"])
    assert pins("run").items() | extra.items() <= pins("pdf").items() <= pins("test").items()


def test_an_executable_is_made_of_what_the_program_runs_with() -> None:
    """The list for making one holds the program's own, version for version, and the maker."""
    groups = tomllib.loads((ROOT / "pyproject.toml").read_text())["dependency-groups"]
    maker = dict(entry.split("==") for entry in groups["executable"])
    assert pins("run").items() | maker.items() <= pins("executable").items()


@pytest.mark.parametrize("name", ["run", "test", "pdf", "executable"])
def test_every_requirement_is_fixed_by_hash(name: str) -> None:
    """Each entry is a version with hashes; there are no addresses and no options of pip."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    entries = re.split(r"\n(?=\S)", text.strip().replace("\\\n", ""))
    assert len(entries) > 10
    for entry in entries:
        assert re.fullmatch(
            r"[a-z0-9-]+==\S+( ; [^\n@/]+?)?(\s+--hash=sha256:[0-9a-f]{64})+", entry
        ), entry
