"""Whoever builds the program gets the very same file, so that a build can be checked by another."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT

EPOCH = "1767225600"
"""A moment that the builder is told: 2026-01-01 in UTC."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source as it is at one moment."""
    place = tmp_path_factory.mktemp("source")
    shutil.copytree(ROOT / "src", place / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy2(ROOT / name, place / name)
    return place


def build(source: Path, place: Path, mode: int, day: float, **settings: str) -> Path:
    """Build the wheel out of a copy whose files have this mode and this day; return the wheel."""
    shutil.copytree(source, place)
    for path in place.rglob("*"):
        if path.is_file():
            path.chmod(mode)
        os.utime(path, (day, day))
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place / "dist")],
        cwd=place,
        env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH} | settings,
        check=True,
        capture_output=True,
    )
    (wheel,) = (place / "dist").glob("*.whl")
    return wheel


def test_two_builds_of_the_wheel_are_the_same_to_the_last_bit(source: Path, tmp_path: Path) -> None:
    """In another folder, on another day, by another user, in another time zone and language."""
    one = build(source, tmp_path / "one", 0o644, 1.7e9, TZ="UTC", PYTHONHASHSEED="1", LANG="C")
    two = build(
        source,
        tmp_path / "a deeper" / "folder",
        0o600,
        1.5e9,
        TZ="Asia/Bishkek",
        PYTHONHASHSEED="2",
        LANG="ru_RU.UTF-8",
    )
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()
    with zipfile.ZipFile(one) as archive:
        assert {each.date_time[:3] for each in archive.infolist()} == {(2026, 1, 1)}
        assert "safejournal/__main__.py" in archive.namelist()


def test_another_source_makes_another_wheel(source: Path, tmp_path: Path) -> None:
    """The moment that the builder is told goes in, so that the sameness above says something."""
    one = build(source, tmp_path / "one", 0o644, 1.7e9)
    two = build(source, tmp_path / "two", 0o644, 1.7e9, SOURCE_DATE_EPOCH="1700000000")
    assert one.read_bytes() != two.read_bytes()
