"""The last line of every screen: the keys that do something now, as many as fit."""

from __future__ import annotations

from textual.content import Content
from textual.dom import DOMNode
from textual.geometry import Size
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from safejournal.i18n import _
from safejournal.tui.keys import shown

_BETWEEN = "  "
_PINNED = ("lock", "back", "help")
"""Actions at the right end."""

_GIVE_WAY = {"back": 2, "lock": 0}
"""Those of them that are left out, in this order, where there is no room for so many hints of the
screen's own acts; help, which tells all, never. The way back is Esc everywhere; how to lock must
not be looked for when somebody comes in."""

_BACK = {"dismiss(None)": "back"}
"""How dialogs go back."""


class KeyLine(Widget):
    """The keys of the screen and of what has the focus; F1 stays when the others do not fit."""

    ALLOW_SELECT = False
    auto_links = False
    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 1;
        background: $panel;
        color: $text-muted;
    }
    """

    def on_mount(self) -> None:
        """Repaint whenever other keys apply."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, _screen: Screen[object]) -> None:
        self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """Take the whole line."""
        return container.width

    def render(self) -> Content:
        """Return the line."""
        return fitted(self._hints(), self.content_size.width)

    def _addressed(self, action: str, node: DOMNode) -> str:
        """Return an action with whose it is: a click on this line would take it for its own."""
        if "." in action.partition("(")[0]:
            return action
        whose = {self.app: "app", self.screen: "screen"}.get(node, "focused")
        return f"{whose}.{action}"

    def _hints(self) -> dict[str, Content]:
        found: dict[str, Content] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            action = _BACK.get(binding.action, binding.action.removeprefix("app."))
            if binding.show and active.enabled and action not in found:
                name = binding.key_display or shown(binding.key)
                clicked = self._addressed(binding.action, active.node)
                found[action] = _hint(name, binding.description, clicked)
        if self.screen.is_modal:  # the app's keys are not told of there, but this one works
            found.setdefault("help", _hint("F1", _("Help"), "app.help"))
        return found


def fitted(hints: dict[str, Content], width: int) -> Content:
    """Return as many hints (by action) as fit into the width, the pinned ones at the right end."""
    pinned = {action: hints[action] for action in _PINNED if action in hints}
    left = [hint for action, hint in hints.items() if action not in _PINNED]
    for action, own in _GIVE_WAY.items():
        if _joined([*left[:own], *pinned.values()]).cell_length > width:
            pinned.pop(action, None)
    right = _joined([*pinned.values()])
    while left and _joined([*left, right]).cell_length > width:
        left.pop()
    line = _joined(left)
    return line.pad_right(max(0, width - line.cell_length - right.cell_length)) + right


def _joined(hints: list[Content]) -> Content:
    return Content(_BETWEEN).join(hint for hint in hints if hint)


def _hint(name: str, word: str, action: str) -> Content:
    clicked = Style.from_meta({"@click": action})
    return Content.assemble((name, "bold $primary"), " ", word).stylize(clicked)
