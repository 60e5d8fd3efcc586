"""The pictures in the README and the handbook are those of the program as it is."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest

from safejournal.services import handbook

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs" / "pictures"
SHOWN = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def test_the_pictures_are_those_of_today(tmp_path: Path) -> None:
    """`python3 docs/pictures/draw.py` was run after the last change of what is drawn."""
    drawing = runpy.run_path(str(PICTURES / "draw.py"))
    drawing["draw_all"](tmp_path)
    for drawn in sorted(tmp_path.glob("*.svg")):
        assert (PICTURES / drawn.name).read_bytes() == drawn.read_bytes(), drawn.name


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_picture_that_is_shown_is_there(language: str) -> None:
    """A reader of the files meets no empty frame, and each picture has its words."""
    for chapter_id in handbook.CHAPTERS:
        path = handbook.file(chapter_id, language)
        for shown in SHOWN.findall(path.read_text(encoding="utf-8")):
            assert (path.parent / shown).resolve().is_relative_to(PICTURES)
            assert (path.parent / shown).exists(), shown
    for shown in SHOWN.findall((ROOT / "README.md").read_text(encoding="utf-8")):
        assert (ROOT / shown).exists(), shown
