"""What stands on the screen when the window is too small to show anything else."""

from __future__ import annotations

from textual.geometry import Size
from textual.widgets import Static

from safejournal.i18n import _

NARROWEST, LOWEST = 40, 10
"""Cells and lines of the smallest window in which every screen can still be used."""


class Cover(Static):
    """One sentence over everything. What was being typed goes on underneath."""

    DEFAULT_CSS = """
    Cover {
        overlay: screen;
        position: absolute;
        width: 100vw;
        height: 100vh;
        background: $background;
        color: $text;
        content-align: center middle;
        text-align: center;
    }
    """

    def __init__(self) -> None:
        super().__init__(_("The window is too small."), markup=False)


def too_small(size: Size) -> bool:
    """Tell whether a window is too small."""
    return size.width < NARROWEST or size.height < LOWEST
