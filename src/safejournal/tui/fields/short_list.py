"""Lists inside a form: a few lines high, with the pointer by which rows are known everywhere."""

from __future__ import annotations

from safejournal.tui import text
from safejournal.tui.rows import Choice, Row, Rows


class ShortList(Rows[str]):
    """A list that grows with its rows up to so many lines."""

    def __init__(self, highest: int) -> None:
        super().__init__()
        # The app's style sheet gives lists all the room there is, and would win over one of ours.
        self.styles.height = "auto"
        self.styles.max_height = highest


def row(said: str) -> Choice[str]:
    """Return a row that says this. Made visible here, since it may be a person's words."""
    return Choice(Row(text.line(said)), said)
