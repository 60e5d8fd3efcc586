"""All records, newest first: filtered by kind and tag, searched while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services.journal import tags
from safejournal.tui import acts
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keys import key
from safejournal.tui.listing import Found, Wanted, look_up, rows
from safejournal.tui.page import Page
from safejournal.tui.rows import Rows
from safejournal.tui.text import MUTED, line
from safejournal.wording.amounts import records
from safejournal.wording.kinds import kinds

_ALL = 0


class Sought(Input):
    """The line in which somebody types what they look for."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("down,enter", "leave", _("To the list"), _("Go to what was found.")),
        key("escape", "clear", _("Clear"), _("Stop searching.")),
    ]

    class Left(Message):
        """The person goes on to the list; `cleared` when they have stopped searching."""

        def __init__(self, *, cleared: bool) -> None:
            super().__init__()
            self.cleared = cleared

    def action_leave(self) -> None:
        """Go to what was found."""
        self.post_message(self.Left(cleared=False))

    def action_clear(self) -> None:
        """Stop searching."""
        self.value = ""
        self.post_message(self.Left(cleared=True))


class Journal(Page[None]):
    """The list of all records."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("t", "tag", _("Tag"), _("Show only records with a tag.")),
        key("i", "inside", _("Inside words"), _("Search in the middle of words too, or not.")),
        key("escape", "everything", _("Show all"), _("Stop searching and filtering.")),
        key("0", "only(0)", _("Kind"), _("Show every kind of record again."), display="0-9"),
        *(
            key(str(n), f"only({n})", kinds(of), _("Show only this kind."), show=False)
            for n, of in enumerate(Kind, start=1)
        ),
    ]

    @dataclass
    class Ready(Message):
        """A look-up has ended."""

        found: Found | None

    _wanted = Wanted()
    _shown: Found | None = None
    _looking = False
    """One look-up at a time: when it ends, the next is for what is wanted by then."""

    def body(self) -> Iterable[Widget]:
        """Yield the line to search in, what is shown, and the list."""
        yield Sought(placeholder=_("Search: the beginning of any word"), select_on_focus=False)
        yield Static(id="shown", classes="status", markup=False)
        yield Rows[Record]()

    def on_mount(self) -> None:
        """Show the newest records."""
        self.query_one(Rows).focus()
        self.reload()

    def reload(self) -> None:
        """Look up again what is wanted."""
        self._want(self._wanted)

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        if not self._looking:
            self._looking = True
            self._look_up(wanted)

    @work(thread=True)
    def _look_up(self, wanted: Wanted) -> None:
        try:
            found = look_up(self.vault, wanted)
        except SafeJournalError as error:
            self.app.call_later(self.shell.say_error, error)
            self.post_message(self.Ready(None))
        else:
            self.post_message(self.Ready(found))

    def on_journal_ready(self, event: Ready) -> None:
        """Show what was found, unless something else is wanted by now."""
        self._looking = False
        if event.found is None:
            return
        if event.found.wanted != self._wanted:
            self._want(self._wanted)
            return
        self._show(event.found)

    def _show(self, found: Found) -> None:
        before, self._shown = self._shown, found
        listed = self.query_one(Rows)
        same = before is not None and before.wanted.first() == found.wanted.first()
        listed.show(rows(found), keep=listed.chosen if same else None)
        self.query_one("#shown", Static).update(status(found))
        self.refresh_bindings()

    @on(Rows.NearEnd)
    def _near_end(self) -> None:
        shown = self._shown
        if shown is not None and not shown.whole and shown.wanted == self._wanted:
            self._want(self._wanted.more())

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._want(replace(self._wanted, query=event.value).first())

    @on(Sought.Left)
    def _left_line(self) -> None:
        self.query_one(Rows).focus()

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        record = self.query_one(Rows).chosen
        if record is not None:
            acts.open_record(self.shell, record.id)

    def action_search(self) -> None:
        """Type what is sought."""
        self.query_one(Sought).focus()

    def action_only(self, number: int) -> None:
        """Show one kind, or all for 0."""
        of = None if number == _ALL else list(Kind)[number - 1]
        self._want(replace(self._wanted, kind=of).first())

    def action_inside(self) -> None:
        """Search in the middle of words too, or no longer."""
        self._want(replace(self._wanted, inside=not self._wanted.inside).first())

    def action_everything(self) -> None:
        """Show every record again."""
        self.query_one(Sought).value = ""
        self._want(Wanted())

    def action_tag(self) -> None:
        """Ask for a tag."""
        answers = [Answer("", _("Any tag"))]
        answers += [Answer(tag, tag, records(count)) for tag, count in tags(self.vault)]

        def chosen(tag: str | None) -> None:
            if tag is not None:
                self._want(replace(self._wanted, tag=tag or None).first())

        self.app.push_screen(Choose(_("Which tag?"), answers), chosen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show all only where not all is shown."""
        if action == "everything":
            return self._wanted.first() != Wanted()
        if action == "inside":
            return self._wanted.searching
        return super().check_action(action, parameters)


def status(found: Found) -> Content:
    """Return the line that says what is shown."""
    wanted, parts = found.wanted, []
    if found.count is None:
        more = "" if found.whole else "+"
        parts.append(_("{n} found").format(n=f"{len(found.rows)}{more}"))
    else:
        parts.append(records(found.count))
    parts.append(kinds(wanted.kind) if wanted.kind else _("all kinds"))
    if wanted.tag:
        parts.append(f"#{line(wanted.tag).plain}")
    if wanted.searching:
        parts.append(_("inside words too") if wanted.inside else _("beginnings of words"))
    return Content("  ·  ").join(parts).stylize(MUTED)
