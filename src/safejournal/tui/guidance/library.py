"""Lists to look something up in: a line to type words into, what is shown, and what was found."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from safejournal.i18n import _
from safejournal.tui.journal import Sought
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Rows
from safejournal.tui.text import MUTED


class Library(Page[None]):
    """Subclasses say what there is for some words, and open what is chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f3,/", "search", _("Search"), _("Type words that stand in it.")),
        key("escape", "everything", _("Show all"), _("Stop searching and filtering.")),
        key("escape", "back", _("Back"), _("Leave this screen.")),
    ]

    typed = ""
    """What is sought."""

    def body(self) -> Iterable[Widget]:
        """Yield the line to search in, what is shown, and the list."""
        yield Sought(placeholder=_("Search: the beginning of any word"), select_on_focus=False)
        yield Static(id="shown", classes="status")
        yield Rows[str]()

    def on_mount(self) -> None:
        """Show everything."""
        self.reload()
        self.rows.focus()

    @property
    def rows(self) -> Rows[str]:
        """The list, whose rows stand for ids."""
        return self.query_one(Rows)

    def reload(self) -> None:
        """Look up again what is sought."""
        found = list(self.found())
        self.rows.show(found, keep=self.rows.chosen)
        self.query_one("#shown", Static).update(Content.styled(self.status(len(found)), MUTED))
        self.refresh_bindings()

    def found(self) -> Iterable[Choice[str]]:
        """Yield a row for what fits."""
        raise NotImplementedError

    def status(self, count: int) -> str:
        """Return the line that says what is shown."""
        raise NotImplementedError

    def open(self, chosen: str) -> None:
        """Open what was chosen."""
        raise NotImplementedError

    @property
    def narrowed(self) -> bool:
        """Tell whether less than everything is shown."""
        return bool(self.typed.strip())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self.typed = event.value
        self.reload()

    @on(Sought.Left)
    def _left_line(self) -> None:
        self.rows.focus()

    @on(Rows.OptionSelected)
    def _chosen(self) -> None:
        chosen = self.rows.chosen
        if chosen is not None:
            self.open(chosen)

    def action_search(self) -> None:
        """Type what is sought."""
        self.query_one(Sought).focus()

    def action_everything(self) -> None:
        """Show everything again."""
        self.query_one(Sought).value = self.typed = ""
        self.widen()
        self.reload()

    def widen(self) -> None:
        """Take filters away."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show everything while less is shown; then the way back."""
        if action in ("everything", "back"):
            return self.narrowed is (action == "everything")
        return super().check_action(action, parameters)
