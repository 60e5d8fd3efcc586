"""Shows every payload in one kind of widget: `python -m tests.tui.choke_app KIND`."""

from __future__ import annotations

import safejournal.tui  # noqa: F401 isort: skip (first: it cleans the environment)
import sys
from collections.abc import Callable, Iterable
from typing import NoReturn

from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from textual import widgets
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import ListItem
from textual.widgets.selection_list import Selection

from safejournal.process import endings
from safejournal.tui.hardened import HardenedApp
from tests.tui.payloads import TEXTS

LINES = "\n".join(TEXTS)


def table() -> Widget:
    """Return a table with payloads in its head, its row labels and its cells."""
    shown: widgets.DataTable[str] = widgets.DataTable()
    shown.add_columns(TEXTS[0], "b")
    for text in TEXTS:
        shown.add_row(text, "x", label=text)
    return shown


def tree() -> Widget:
    """Return an open tree."""
    shown: widgets.Tree[None] = widgets.Tree("root")
    for text in TEXTS:
        shown.root.add_leaf(text)
    shown.root.expand()
    return shown


def framed(text: str) -> Widget:
    """Return a widget with the payload in both edges of its frame."""
    shown = widgets.Static("x")
    shown.styles.border = ("solid", "red")
    shown.border_title = shown.border_subtitle = text
    return shown


def hovered() -> Widget:
    """Return a widget that shows the payloads when the mouse is over it."""
    shown = widgets.Static("hover")
    shown.tooltip = LINES
    return shown


def rich_table() -> Widget:
    """Return a table of Rich's."""
    shown = Table(title="t")
    for text in TEXTS:
        shown.add_row(text)
    return widgets.Static(shown)


KINDS: dict[str, Callable[[], Iterable[Widget]]] = {
    "static": lambda: map(widgets.Static, TEXTS),
    "static of text": lambda: (widgets.Static(Text(text)) for text in TEXTS),
    "label": lambda: map(widgets.Label, TEXTS),
    "button": lambda: (widgets.Button(text, compact=True) for text in TEXTS),
    "checkbox": lambda: (widgets.Checkbox(text, compact=True) for text in TEXTS),
    "link": lambda: map(widgets.Link, TEXTS),
    "pretty": lambda: map(widgets.Pretty, TEXTS),
    "input": lambda: (widgets.Input(text, compact=True) for text in TEXTS),
    "placeholder": lambda: (widgets.Input(placeholder=text, compact=True) for text in TEXTS),
    "text area": lambda: [widgets.TextArea(LINES)],
    "text area placeholder": lambda: [widgets.TextArea(placeholder=LINES)],
    "code": lambda: [widgets.TextArea.code_editor(LINES)],
    "data table": lambda: [table()],
    "tree": lambda: [tree()],
    "option list": lambda: [widgets.OptionList(*TEXTS)],
    "option list of text": lambda: [widgets.OptionList(*map(Text, TEXTS))],
    "list view": lambda: [widgets.ListView(*(ListItem(widgets.Label(text)) for text in TEXTS))],
    "selection list": lambda: [
        widgets.SelectionList(*(Selection(text, at) for at, text in enumerate(TEXTS)))
    ],
    "select": lambda: [widgets.Select([(text, text) for text in TEXTS], prompt=TEXTS[0])],
    "radio set": lambda: [widgets.RadioSet(*TEXTS)],
    "collapsible": lambda: (widgets.Collapsible(title=text) for text in TEXTS),
    "tabs": lambda: (widgets.Tabs(*part) for part in (TEXTS[:8], TEXTS[8:16], TEXTS[16:])),
    "frame": lambda: map(framed, TEXTS),
    "rich table": lambda: [rich_table()],
    "rich panel": lambda: (widgets.Static(Panel("x", title=text)) for text in TEXTS),
    "rich link": lambda: (widgets.Static(Text(text, style="link http://evil/")) for text in TEXTS),
    "markdown": lambda: [widgets.Markdown("\n".join(f"* {text}" for text in TEXTS))],
    "log": lambda: [widgets.Log()],
    "rich log": lambda: [widgets.RichLog(markup=True, wrap=True)],
    "footer": lambda: [widgets.Footer()],
    "header": lambda: [widgets.Header()],
    "tooltip": lambda: [hovered()],
    "toast": list,
    "palette": list,
    "help": list,
}


SLOW = ("palette", "tooltip", "header")
"""What waits before it is shown, or shows one after another."""


class Shows(HardenedApp):
    """Shows the payloads in the widget that was asked for."""

    CSS = """
        Screen { overflow: hidden; }
        Toast { height: 1; padding: 0; }
        Select > SelectOverlay { max-height: 60; }
        * { scrollbar-size: 0 0; }
    """

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def compose(self) -> ComposeResult:
        """Show the widgets."""
        yield from KINDS[self.kind]()

    def on_mount(self) -> None:
        """Show what no widget shows by itself, and end a little later."""
        if shows := getattr(self, f"show_{self.kind.replace(' ', '_')}", None):
            self.call_after_refresh(shows)
        self.set_timer(1.2 if self.kind in SLOW else 0.4, self.end)

    def show_log(self) -> None:
        """Write into the log."""
        self.query_one(widgets.Log).write_lines(TEXTS)

    def show_rich_log(self) -> None:
        """Write into the log."""
        self.query_one(widgets.RichLog).write(LINES)

    def show_select(self) -> None:
        """Open the list."""
        self.query_one(widgets.Select).expanded = True

    def show_toast(self) -> None:
        """Notify, with and without a title."""
        for number, text in enumerate(TEXTS):
            self.notify(text, title=text if number % 2 else "")

    def show_footer(self) -> None:
        """Give the keys hostile names."""
        for number, text in enumerate(TEXTS):
            binding = Binding(f"f{number + 1}", f"x{number}", text, tooltip=text)
            self._bindings._add_binding(binding)
        self.refresh_bindings()

    def show_help(self) -> None:
        """Show the panel of keys."""
        self.show_footer()
        self.action_show_help_panel()

    def show_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    def show_header(self, at: int = 0) -> None:
        """Show each payload as the title in turn."""
        self.title = self.sub_title = TEXTS[at]
        if at + 1 < len(TEXTS):
            self.set_timer(0.03, lambda: self.show_header(at + 1))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer acts with hostile names."""
        del screen
        for text in TEXTS:
            yield SystemCommand(text, text, self.bell)


def main() -> NoReturn:
    """Be the session."""
    endings.quiet_stderr()
    app = Shows(sys.argv[1])
    app.session()
    if app.ending != "end":
        endings.fall()
    endings.end(0)


if __name__ == "__main__":
    main()
