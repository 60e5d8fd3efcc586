"""The command line in another language, down to what click says by itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ENGLISH = re.compile(r"\b(Usage|Options|Commands|Show this message|Missing|No such)\b")


def _said(*arguments: str, home: Path) -> str:
    called = subprocess.run(
        [sys.executable, "-m", "safejournal", "--lang", "ru", *arguments],
        env=os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return called.stdout + called.stderr


@pytest.mark.parametrize(
    "line",
    ["--help", "list --help", "checklist --help", "xlist", "show", "list --nothing", "add x y"],
)
def test_click_speaks_russian_too(tmp_path: Path, line: str) -> None:
    """Help and every complaint about a command that was put wrongly are in one language."""
    said = _said(*line.split(), home=tmp_path)
    assert re.search("[а-яё]{4}", said)
    assert not ENGLISH.search(said), said


def test_an_error_from_below_is_said_in_russian(tmp_path: Path) -> None:
    """The layers that speak no language are heard in the one that is spoken."""
    said = _said("--vault", str(tmp_path / "nowhere"), "list", home=tmp_path)
    assert "На этом месте нет журнала." in said
