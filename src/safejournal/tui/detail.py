"""One record to read: its times, its fields, what it is tied to; what is hidden until asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal import config
from safejournal.domain.records import Attachment, ChecklistRun, Contact, Link, Threat, Trip
from safejournal.domain.records import Content as Base
from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import attachments, journal
from safejournal.tui import acts
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.portrait import Portrait, Said, said
from safejournal.tui.reading import Reading
from safejournal.tui.references import Pointer, Reference, references, rows
from safejournal.tui.rows import Rows
from safejournal.tui.text import line, name, prose
from safejournal.tui.upkeep import erasing
from safejournal.tui.working import Working
from safejournal.wording.exchanged import exchange_lines
from safejournal.wording.fields import label
from safejournal.wording.kinds import kind
from safejournal.wording.portrait import Line, portrait
from safejournal.wording.times import moment, when

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

_TIMES = ("when", "learned")
"""Fields that stand on top, with the time of writing: three times, never taken for one another."""

BROAD = 110
"""Columns from which on what a record is tied to stands beside it."""

_ABOVE = ("title", *_TIMES)


_ONLY_OF: dict[str, type[Base] | tuple[type[Base], ...]] = {
    "assess": Trip,
    "check_in": Trip,
    "picture": (Trip, Threat),
    "work_through": ChecklistRun,
    "keys": Contact,
}
"""What can be done with one kind of record alone."""


class _Tied(Rows[Reference]):
    def action_cursor_up(self) -> None:
        """Go up; from the first line, back to the page."""
        if self.highlighted:
            super().action_cursor_up()
        else:
            self.screen.focus_previous()


class Detail(Page[None]):
    """A record, field by field; what it is tied to stands below, or beside where it is wide."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide"), (BROAD, "-broad")]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "tied", _("Links"), _("Go to what this record is tied to."), show=False),
        key("s", "assess", _("Assess"), _("Hold this trip against what happened to others.")),
        key("i", "check_in", _("Check in"), _("Do, postpone or cancel its next check-in.")),
        key("p", "picture", _("Picture"), _("This trip on a map, or this threat over time.")),
        key("o", "work_through", _("Go on"), _("Go on with this checklist.")),
        key("e", "edit", _("Change"), _("Change this record. What it was stays in its history.")),
        key("h", "history", _("History"), _("Show every version, and what each changed.")),
        key("l", "link", _("Link"), _("Tie this record to another one.")),
        key("a", "attach", _("Attach"), _("Take a file into the vault.")),
        key("delete", "take_off", _("Take off"), _("Take the marked file off this record.")),
        key("m", "unmask", _("Show hidden"), _("Show numbers and agreed words, or hide them.")),
        key("y", "keys", _("Keys"), _("Show this contact's keys, and compare the words.")),
        key("d", "give", _("Send"), _("Give this record to somebody, sealed; seen first.")),
        key("r", "remove", _("Remove"), _("Take this record out; u brings it back.")),
    ]

    def __init__(self, vault: Vault, record: Record) -> None:
        super().__init__(vault, name(record))
        self.record = record
        self._unmasked = False

    def body(self) -> Iterable[Widget]:
        """Yield the page and, below, what the record is tied to."""
        with Reading(id="page"):
            yield Static(id="portrait")
        yield _Tied(id="tied")

    def on_mount(self) -> None:
        """Show the record."""
        self.query_one("#page").focus()
        self.reload()

    def reload(self) -> None:
        """Read the record again: it may have been changed."""
        try:
            self.record = journal.show(self.vault, self.record.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self._draw()
        self.refresh_bindings()

    def _draw(self) -> None:
        content = self.record.content
        lines = list(portrait(content, unmask=self._unmasked)) if content else []
        found = references(self.vault, self.record, lines)
        ids = [each.record for each in found if isinstance(each, Pointer)]
        known = journal.show_all(self.vault, ids)
        names = {record_id: name(record) for record_id, record in known.items()}
        self.query_one("#portrait", Static).update(Portrait(list(self._said(lines, names))))
        tied = self.query_one("#tied", Rows)
        tied.show(rows(found, known), keep=tied.chosen)
        tied.display = bool(found)

    def _said(self, lines: list[Line], names: dict[str, str]) -> Iterator[Said]:
        record = self.record
        yield Said(kind(record.kind), line(name(record)).stylize("bold"))
        if record.conflicts:
            beside = _("There is another version beside this one: h shows both.")
            yield Said("", Content.styled(beside, "bold $warning"))
        yield from self._times()
        yield Said("", Content(""))
        shown = [each for each in lines if not each.path.startswith("links")]
        yield from said([each for each in shown if each.path not in _ABOVE], names)
        given = "\n".join(exchange_lines(self.vault, record))
        if given:
            yield Said("", Content(""))
            yield Said(_("Sharing"), prose(given))

    def _times(self) -> Iterator[Said]:
        content = self.record.content
        for path in _TIMES:
            time = getattr(content, path, None)
            if time is not None:
                yield Said(label(path), line(when(time)))
        written = moment(self.record.written_at, here=self.vault.clock())
        yield Said(label("written_at"), line(written))

    @on(Rows.OptionSelected)
    def _follow(self) -> None:
        reference = self.query_one("#tied", Rows).chosen
        if isinstance(reference, Pointer):
            acts.open_record(self.shell, reference.record)
        elif isinstance(reference, Attachment):
            self._save_out(reference)

    def action_tied(self) -> None:
        """Go to what this record is tied to."""
        self.query_one("#tied").focus()

    def action_edit(self) -> None:
        """Open the form over this record."""
        acts.open_form(self.shell, self.record.kind, record=self.record)

    def action_assess(self) -> None:
        """Hold this trip against the guidance."""
        acts.assess(self.shell, record=self.record)

    def action_picture(self) -> None:
        """Show this trip on a map, or this threat over time."""
        from safejournal.tui.pictures.ways import picture_of

        self.app.push_screen(picture_of(self.vault, self.record))

    def action_check_in(self) -> None:
        """Do, postpone or cancel the next check-in of this trip."""
        acts.check_in(self.shell, self.record)

    def action_work_through(self) -> None:
        """Go on with this checklist."""
        acts.work_through(self.shell, self.record)

    def action_keys(self) -> None:
        """Show this contact's keys."""
        acts.open_keys(self.shell, self.record)

    def action_give(self) -> None:
        """Begin to give this record to somebody."""
        acts.give(self.shell, self.record)

    def action_history(self) -> None:
        """Show every version."""
        from safejournal.tui.history import History

        self.app.push_screen(History(self.vault, self.record))

    def action_unmask(self) -> None:
        """Show what is hidden, or hide it again."""
        self._unmasked = not self._unmasked
        self._draw()

    def action_attach(self) -> None:
        """Ask for a file and take it in."""
        from safejournal.tui.attach import AttachDialog

        self.app.push_screen(AttachDialog(self.vault, self.record))

    @work
    async def action_take_off(self) -> None:
        """Ask once, and take the marked file off."""
        from safejournal.services import attachments
        from safejournal.tui.choose import sure

        marked = self._marked_file()
        earlier = _("Earlier versions still hold it.")
        question = sure(_("Take it off?"), _("Take it off"), _("Keep it"), earlier)
        if marked is None or not await self.app.push_screen_wait(question):
            return
        try:
            attachments.detach(self.vault, self.record.id, marked.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    def _marked_file(self) -> Attachment | None:
        tied = self.query_one("#tied", Rows)
        return tied.chosen if tied.has_focus and isinstance(tied.chosen, Attachment) else None

    @work
    async def action_remove(self) -> None:
        """Ask once, and take the record out, or destroy what it says."""
        answers = (
            Answer("", _("Keep it")),
            Answer("out", _("Take it out")),
            Answer("erase", _("Destroy its content"), _("of all versions, for good")),
        )
        explained = _("Its history stays in the vault, and u brings it back.")
        question = _("Take this record out of the journal?")
        how = await self.app.push_screen_wait(Choose(question, answers, explained=explained))
        try:
            if not how or (how == "erase" and not await erasing.erase(self.shell, self.record)):
                return
            if how == "erase":
                self.dismiss(None)
                return
            journal.remove(self.vault, self.record.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self.shell.say(_("Taken out. u brings it back."))
        self.dismiss(None)

    @work
    async def action_link(self) -> None:
        """Ask for another record, and what it has to do with this one."""
        from safejournal.tui.picker import RecordPicker

        other = await self.app.push_screen_wait(RecordPicker(self.vault, None))
        if other is None or self.record.content is None:
            return
        question = Ask(label("links.as"), explained=_("A few words, or nothing."))
        meaning = await self.app.push_screen_wait(question)
        if meaning is None:
            return
        link = Link(to=other.id, meaning=meaning.strip())
        content = replace(self.record.content, links=(*self.record.content.links, link))
        try:
            journal.revise(self.vault, self.record.id, content, base=self.record.version)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    @work
    async def _save_out(self, attachment: Attachment) -> None:
        question = Ask(
            _("Write this file out of the vault?"),
            explained=_(
                "It will lie on the disk in the clear, for anybody to read. Deleting it later does "
                "not surely destroy it. Esc writes nothing. Where to?"
            ),
            typed=str(Path("~") / line(attachment.name).plain.replace("/", "_")),
        )
        typed = await self.app.push_screen_wait(question)
        if not typed or not typed.strip():
            return
        target = _path(typed)
        does = partial(_save, self.vault, self.record.id, attachment.id, target)
        if await self.app.push_screen_wait(Working(_("Writing the file out"), does)):
            self.shell.say(_("Written, in the clear: {place}").format(place=target), serious=True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what makes sense for this record."""
        if action in ("edit", "link", "attach", "remove", "give"):
            return self.record.content is not None
        if action in _ONLY_OF:
            return isinstance(self.record.content, _ONLY_OF[action])
        if action == "take_off":
            return self.is_mounted and self._marked_file() is not None
        if action == "tied":
            return self.query_one("#tied").display
        if action == "unmask":
            content = self.record.content
            return content is not None and any(each.masked for each in portrait(content))
        return super().check_action(action, parameters)


def _save(
    vault: Vault, record: str, attachment: str, target: Path, progress: attachments.Progress
) -> Attachment:
    return attachments.save(vault, record, attachment, target, progress=progress)


def _path(typed: str) -> Path:
    try:
        return config.typed_path(typed)
    except RuntimeError:  # ~somebody, who is not on this machine
        return Path(typed.strip())
