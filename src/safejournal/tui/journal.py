"""All records, newest first: filtered by kind and tag, searched while somebody types."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services.journal import tags
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.beside import Beside
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keys import key
from safejournal.tui.listing import Found, Wanted, look_up, rows
from safejournal.tui.page import Page
from safejournal.tui.rows import Rows
from safejournal.tui.text import MUTED, line
from safejournal.wording.amounts import records
from safejournal.wording.kinds import kinds

_ALL = 0

BROAD = 110
"""Columns from which on the marked record is told beside the list."""


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

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide"), (BROAD, "-broad")]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "mark", _("Mark"), _("Mark this record, or take the mark off.")),
        key("m", "marked", _("With marked"), _("Tag, link or send all records that are marked.")),
        key("f", "filter", _("Filters"), _("Use a filter that was kept, or keep this one.")),
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

    def __init__(self, vault: Vault, heading: str = "") -> None:
        super().__init__(vault, heading)
        self._marked: dict[str, None] = {}

    def body(self) -> Iterable[Widget]:
        """Yield the line to search in, what is shown, the list, and the record that is marked."""
        yield Sought(placeholder=_("Search: the beginning of any word"), select_on_focus=False)
        yield Static(id="shown", classes="status", markup=False)
        yield Static(_nothing_yet(), id="empty", classes="explained", markup=False)
        with Horizontal(id="both"):
            yield Rows[Record]()
            yield Beside()

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
        listed.show(rows(found, self._marked), keep=listed.chosen if same else None)
        self.set_class(found.count == 0 and found.wanted.first() == Wanted(), "-empty")
        self._tell()

    def _tell(self) -> None:
        if self._shown is not None:
            said = status(self._shown, len(self._marked))
            self.query_one("#shown", Static).update(said)
        self._show_beside()
        self.refresh_bindings()

    @on(Rows.OptionHighlighted)
    def _show_beside(self) -> None:
        if self.size.width >= BROAD:
            self.query_one(Beside).tell(self.vault, self.query_one(Rows).chosen)

    def on_resize(self) -> None:
        """Tell of the marked record where there is room."""
        self._show_beside()

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

    def action_mark(self) -> None:
        """Mark the record, or take the mark off, and go on to the next."""
        record = self.query_one(Rows).chosen
        if record is None or self._shown is None:
            return
        if record.id in self._marked:
            del self._marked[record.id]
        else:
            self._marked[record.id] = None
        self._draw_marks()
        self.query_one(Rows).action_cursor_down()

    def _draw_marks(self) -> None:
        if self._shown is not None:
            listed = self.query_one(Rows)
            listed.show(rows(self._shown, self._marked), keep=listed.chosen)
        self._tell()

    @work(exclusive=True, group="marked")
    async def action_marked(self) -> None:
        """Ask what to do with the records that are marked, and do it."""
        from safejournal.tui import several

        if await several.act_on(self.shell, list(self._marked)):
            self._marked.clear()
        self.reload()

    @work(exclusive=True, group="marked")
    async def action_filter(self) -> None:
        """Ask which filter shall hold."""
        from safejournal.tui import filters

        wanted = await filters.choose(self.shell, self._wanted)
        if wanted is not None:
            self.show_wanted(wanted)

    def show_wanted(self, wanted: Wanted) -> None:
        """Show these records, with the words that find them in the line."""
        with self.prevent(Input.Changed):
            self.query_one(Sought).value = wanted.query
        self.query_one(Rows).focus()
        self._want(wanted)

    def action_everything(self) -> None:
        """Take the marks off; without any, show every record again."""
        if self._marked:
            self._marked.clear()
            self._draw_marks()
            return
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
            return bool(self._marked) or self._wanted.first() != Wanted()
        if action == "marked":
            return bool(self._marked)
        if action == "inside":
            return self._wanted.searching
        return super().check_action(action, parameters)


def _nothing_yet() -> str:
    return _(
        "Everything that you write down will stand here, the latest first, and is found by the "
        "beginning of any word in it.\n\nF2 writes the first record."
    )


def status(found: Found, marked: int = 0) -> Content:
    """Return the line that says what is shown."""
    wanted, parts = found.wanted, []
    if marked:
        parts.append(_("{n} marked").format(n=marked))
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
