"""A page to read that scrolls by the line, and hands the focus on where it ends."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.containers import VerticalScroll

from safejournal.tui.keys import key


class Reading(VerticalScroll, can_focus=True):
    """Scrolls; at its end, one more step down goes to what stands below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("j", "scroll_down", "", show=False),
        key("k", "scroll_up", "", show=False),
        key("home", "scroll_home", "", show=False),
        key("end", "scroll_end", "", show=False),
    ]

    def action_scroll_down(self) -> None:
        """Scroll on, or leave downwards."""
        if self.scroll_offset.y >= self.max_scroll_y:
            self.screen.focus_next()
        else:
            super().action_scroll_down()
