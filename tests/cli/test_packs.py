"""`pack`: what is in use, and what is said to somebody who writes one."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from safejournal.content.builtin import base
from tests.cli.calling import Cli

BASE = Path(__file__).parents[2] / "src" / "safejournal" / "content" / "packs" / "base"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the built-in pack as its makers write it."""
    return Path(shutil.copytree(BASE, tmp_path / "pack"))


def test_the_packs_in_use_are_listed(cli: Cli) -> None:
    """With where each comes from, and how much it holds."""
    (listed,) = cli("pack", "list", "--json").json
    assert (listed["id"], listed["origin"]) == ("base", "built_in")
    assert listed["items"]["cases"] == len(base().cases)
    assert cli("pack", "show", "base", "--json").json == listed
    assert "comes with the program" in cli("pack", "list").text
    assert f"Checklists: {len(base().checklists)}" in cli("pack", "show", "base").text
    assert cli("pack", "show", "no-such").code == 1
    assert cli.asked == []


def test_a_pack_without_a_fault_is_said_to_have_none(cli: Cli, folder: Path) -> None:
    """And exit 0."""
    assert cli("pack", "validate", str(folder), "--json").json == {"valid": True, "problems": []}
    assert cli("pack", "validate", str(folder)).code == 0


def test_every_fault_is_told_with_file_line_and_reason(cli: Cli, folder: Path) -> None:
    """All of them, in a form that editors understand; exit 5."""
    lesson = folder / "lessons" / "limits.toml"
    lines = lesson.read_text().replace("reviewed = ", "# reviewed = ").splitlines()
    lesson.write_text("\n".join(lines) + "\n")
    rule = folder / "rules" / "arrest.toml"
    rule.write_text(rule.read_text().replace('per = "leg"', 'per = "moon"', 1))
    told = cli("pack", "validate", str(folder), "--json")
    assert told.code == 5
    assert told.json["valid"] is False
    files = {each["file"] for each in told.json["problems"]}
    assert files == {"lessons/limits.toml", "rules/arrest.toml"}
    assert all(each["line"] > 0 and each["reason"] for each in told.json["problems"])
    said = cli("pack", "validate", str(folder))
    assert said.code == 5
    assert said.text.splitlines()[0].startswith("lessons/limits.toml:")


def test_a_pack_is_compiled_unsigned_and_says_so(cli: Cli, folder: Path, tmp_path: Path) -> None:
    """The same bytes as the built-in one is made of; a faulty one is not built."""
    target = tmp_path / "out.json"
    built = cli("pack", "build", str(folder), "-o", str(target), "--json").json
    assert built == {"file": str(target), "bytes": target.stat().st_size, "signed": False}
    assert target.read_bytes() == BASE.with_suffix(".json").read_bytes()
    assert cli("pack", "build", str(folder), "-o", str(target)).code == 1
    again = cli("pack", "build", str(folder), "-o", str(target), "--force")
    assert "not signed" in again.err
    (folder / "pack.toml").write_text('format = "something else"\n')
    refused = cli("pack", "build", str(folder), "-o", str(tmp_path / "other.json"))
    assert refused.code == 5
    assert "pack.toml:" in refused.err
    assert not (tmp_path / "other.json").exists()


def test_a_folder_without_a_pack_is_not_found(cli: Cli, tmp_path: Path) -> None:
    """Neither validated nor built."""
    for words in (["validate", str(tmp_path)], ["build", str(tmp_path), "-o", str(tmp_path / "o")]):
        called = cli("pack", *words)
        assert (called.code, called.out) == (1, b"")


def test_nothing_is_installed_before_it_can_be_checked(cli: Cli, tmp_path: Path) -> None:
    """One clear sentence, and nothing changed."""
    called = cli("pack", "install", str(tmp_path / "x.json"))
    assert (called.code, called.out) == (1, b"")
    assert len(called.err.strip().splitlines()) == 1
    assert [each["id"] for each in json.loads(cli("pack", "list", "--json").out)] == ["base"]
