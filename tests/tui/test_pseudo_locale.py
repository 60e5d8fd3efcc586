"""A language with longer words pushes no control and no key off any screen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.shell_app import NARROW, WIDE

ROOT = Path(__file__).parents[2]

BROAD = (160, 45)
"""Cells of a wide window, where lists have a second pane."""

LAID_OUT_OTHERWISE = {
    "CardPreview": "a preview; that of a bundle is laid out",
    "GivenScreen": "a page to read; others are laid out",
    "ItemScreen": "a form; those of every kind are laid out",
    "OfferScreen": "a page to read; it needs a signed pack",
    "OpenedScreen": "a list of records; it needs a foreign file",
    "SentBundle": "a page to read; others are laid out",
    "StepScreen": "a page to read; others are laid out",
    "Working": "a bar and one line; it is in the pictures",
    "_OpenedRecord": "an entry of a bundle; that of the inbox is laid out",
}
"""Screens that the walk does not reach, and why that does not matter."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "spoken"),
    [(WIDE, ()), (NARROW, ()), (NARROW, ("ru", "monochrome")), (BROAD, ("ru",))],
    ids=["80x24", "40x10", "40x10-ru", "160x45-ru"],
)
def test_words_push_nothing_off_a_screen(
    tmp_path: Path, size: tuple[int, int], spoken: tuple[str, ...]
) -> None:
    """Every screen, within the window, its keys told, each control seen.

    In a language 40 % longer than English, and in Russian, without colours and where it is wide.

    A new screen that needs more than the vault is to be added to `tests.tui.pseudo`.
    """
    command = [sys.executable, "-m", "tests.tui.pseudo", str(tmp_path), *map(str, size), *spoken]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr[-2000:]
    excused = {f"not laid out: {name}" for name in LAID_OUT_OTHERWISE}
    assert [line for line in done.stdout.splitlines() if line not in excused] == []
