"""Exactly what would leave, and what stays and why: seen, and decided on, field by field."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import ClassVar, TypeAlias

from textual import on, work
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.records import Attachment
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import LEAVING, Choice, Cut, FileSeen, Form, Leaf, Preview
from safejournal.tui.choose import sure
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.picker import RecordPicker
from safejournal.tui.rows import Choice as RowOf
from safejournal.tui.rows import Heading, Rows
from safejournal.tui.sharing import turning
from safejournal.tui.tell import Tell
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording.kinds import kind
from safejournal.wording.preview import (
    by_key,
    called_line,
    meant,
    meant_line,
    names_in,
    promise_lines,
    reader_lines,
    total_line,
)
from safejournal.wording.sharing import (
    file_line,
    leaf_line,
    leaf_text,
    proof,
    tier,
    trace,
    where,
    why,
)

SIGN = 3
"""Cells of the sign before a line: what leaves has an arrow, what stays a dash."""

LONGEST_LINE = 240
"""Characters of a field that its line shows; Enter shows all of it."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One value of a record."""

    record: str
    path: str


@dataclass(frozen=True, slots=True)
class FileSpot:
    """One file of a record."""

    record: str
    attachment: str


Thing: TypeAlias = "Spot | FileSpot"


class _Things(Rows[Thing]):
    BINDINGS: ClassVar[list[BindingType]] = [
        key(
            "enter",
            "select",
            _("All of it"),
            _("Show all of this field, as it would leave."),
            show=False,
        ),
    ]


class PreviewScreen(Page["Preview | None"]):
    """The preview; dismisses with what the person agreed to, or None to go back."""

    SCOPED_CSS = False
    CSS = """
    PreviewScreen .note { height: auto; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f10,ctrl+s", "agree", _("Write it"), _("Go on: seal what has an arrow here.")),
        key("space", "turn", _("Leave/stay"), _("Let this leave, or let it stay.")),
        key("a", "as_written", _("As written"), _("Leave other people's names in this text.")),
        key("p", "person", _("By name"), _("Choose who may go by name, or no more.")),
        key("o", "original", _("Original"), _("Let this file leave with all that it holds.")),
        key("v", "only", _("Leaving"), _("Show only what leaves, or everything.")),
        key("l", "language", _("Language"), _("Write the pages in English, or in Russian.")),
    ]

    def __init__(self, vault: Vault, seen: Preview, heading: str = "") -> None:
        super().__init__(vault, heading or _("Send › What leaves"))
        self._seen = seen
        self._only_leaving = False
        self._files: dict[FileSpot, Attachment] = {}
        self._names: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """Yield what holds for the whole, and the list."""
        yield Static(id="whole", classes="note")
        yield _Things()

    @property
    def rows(self) -> Rows[Thing]:
        """The list."""
        return self.query_one(Rows)

    def on_mount(self) -> None:
        """Show it."""
        self._show(self._seen)
        self.rows.focus()

    def _show(self, seen: Preview) -> None:
        self._seen = seen
        self._names = names_in(self.vault, seen, sharing.readers(self.vault, seen.choice))
        at, rows = self.rows.highlighted, self.rows
        rows.show(list(self._options()), keep=rows.chosen)
        if rows.chosen is None and at is not None and at < rows.option_count:
            rows.highlighted = at
        self.query_one("#whole", Static).update(self._whole())
        self.refresh_bindings()

    def _whole(self) -> Content:
        """Return who would read it, how much leaves, and what would show who made it."""
        seen = self._seen
        readers = sharing.readers(self.vault, seen.choice)
        told = list(reader_lines(readers, self._names, self.vault.clock()))
        told += promise_lines(seen, self.vault.clock())
        much = f"{tier(seen.choice.tier)} ({seen.choice.language}). {total_line(seen)}"
        if self.app.size.height >= HIGH:
            told += [much, called_line(seen), proof(seen.proof)]
        else:  # what was given before stands indented, and gives way
            told = [*(each for each in told if not each.startswith(" ")), much]
        return Content("\n").join(map(line, told))

    def _options(self) -> Iterator[Option]:
        for at, cut in enumerate(self._seen.cuts):
            rows = [*self._leaves(cut), *self._files_of(cut)]
            if rows or not self._only_leaving:
                called = self._names.get(cut.given.id, "")
                heading = f"{called} ({kind(cut.given.kind)})"
                yield Heading(heading, apart=at > 0 and self.app.size.height >= HIGH)
                yield from rows

    def _leaves(self, cut: Cut) -> Iterator[RowOf[Thing]]:
        for leaf in cut.leaves:
            if self._only_leaving and leaf.why not in LEAVING:
                continue
            said = leaf_line(cut.given.kind, leaf, self._names)
            if len(said) > LONGEST_LINE:
                said = f"{said[:LONGEST_LINE].rstrip()}… ({_('Enter shows all')})"
            meant = meant_line(self.vault, self._seen.choice, leaf, by_key)
            below = line(f"! {meant}").plain if meant else ""
            yield RowOf(
                Block(line(said), before=_sign(leaf.why in LEAVING), cells=SIGN, below=below),
                Spot(cut.given.id, leaf.path),
            )

    def _files_of(self, cut: Cut) -> Iterator[RowOf[Thing]]:
        now = {each.attachment.id: each for each in self._seen.files if each.record == cut.given.id}
        for each in now.values():
            self._files[FileSpot(each.record, each.attachment.id)] = each.attachment
        for spot, attachment in self._files.items():
            if spot.record == cut.given.id:
                found = now.get(spot.attachment)
                if found is not None and not (self._only_leaving and found.form is None):
                    told = "; ".join(map(trace, found.traces))
                    said, leaves = line(file_line(found)), found.form is not None
                    yield RowOf(
                        Block(said, before=_sign(leaves), cells=SIGN, below=line(told).plain), spot
                    )
                elif found is None and not self._only_leaving:
                    kept = _("{name}: it stays: you kept it back").format(name=attachment.name)
                    yield RowOf(Block(line(kept), before=_sign(False), cells=SIGN), spot)

    # What is marked.

    def _leaf(self) -> tuple[Kind, Leaf] | None:
        spot = self.rows.chosen
        if not isinstance(spot, Spot):
            return None
        for cut in self._seen.cuts:
            if cut.given.id == spot.record:
                found = next((each for each in cut.leaves if each.path == spot.path), None)
                return (cut.given.kind, found) if found else None
        return None

    def _file(self) -> FileSeen | None:
        spot = self.rows.chosen
        if not isinstance(spot, FileSpot):
            return None
        return next((e for e in self._seen.files if e.attachment.id == spot.attachment), None)

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    @on(Rows.OptionSelected)
    def _selected(self) -> None:
        self.action_whole()

    def action_whole(self) -> None:
        """Show all of the marked field or file."""
        found, file = self._leaf(), self._file()
        if found is not None:
            of, leaf = found
            meant = meant_line(self.vault, self._seen.choice, leaf, by_key)
            text = leaf_text(of, leaf, self._names) + (f"\n\n{meant}" if meant else "")
            self.app.push_screen(Tell(where(leaf.path), text))
        elif file is not None:
            told = "\n".join([file_line(file), *(f"- {trace(each)}" for each in file.traces)])
            self.app.push_screen(Tell(file.attachment.name, told))

    # What is decided.

    def action_turn(self) -> None:
        """Let what is marked leave, or stay."""
        spot, found = self.rows.chosen, self._leaf()
        if isinstance(spot, FileSpot):
            self._decide(turning.turn_file(self.vault, self._seen.choice, *_ids(spot)))
        elif isinstance(spot, Spot) and found is not None:
            turned = turning.turn_leaf(self._seen.choice, spot.record, found[1])
            if turned is None:
                self.shell.say(why(found[1].why))
            else:
                self._decide(turned)

    def action_as_written(self) -> None:
        """Leave names in the marked text as they are, or put them out of sight again."""
        spot, found = self.rows.chosen, self._leaf()
        if isinstance(spot, Spot) and found is not None:
            self._decide(turning.as_written(self._seen.choice, spot.record, found[1]))

    def action_language(self) -> None:
        """Write the pages in the other language."""
        other = "en" if self._seen.choice.language == "ru" else "ru"
        self._decide(replace(self._seen.choice, language=other))

    def action_only(self) -> None:
        """Show only what leaves, or everything."""
        self._only_leaving = not self._only_leaving
        self._show(self._seen)

    @work
    async def action_person(self) -> None:
        """Let who is meant in the marked text go by name; else ask who may, or may no more."""
        found, choice = self._leaf(), self._seen.choice
        people = meant(self.vault, choice, found[1]) if found is not None else []
        if len(people) != 1:
            person = await self.app.push_screen_wait(RecordPicker(self.vault, Kind.CONTACT))
            people = [] if person is None else [person]
        for each in people:
            self._decide(turning.by_name(choice, each.id))

    @work
    async def action_original(self) -> None:
        """Ask, with what the file tells, whether its original shall leave."""
        file = self._file()
        if file is None:
            return
        if file.form is not Form.ORIGINAL:
            told = "\n".join(f"- {trace(each)}" for each in file.traces)
            question = sure(
                _("Shall the original of this file leave?"),
                _("The original leaves, with all that it holds"),
                _("It does not"),
                told,
            )
            if not await self.app.push_screen_wait(question):
                return
        self._decide(turning.original(self._seen.choice, file.attachment.id))

    def look_again(self, choice: Choice) -> Preview:
        """Return what would leave by another choice. Runs in a thread."""
        return sharing.preview(self.vault, choice, before=self._seen)

    @work(exclusive=True)
    async def _decide(self, choice: Choice) -> None:
        try:
            seen = await asyncio.to_thread(self.look_again, choice)
        except SafeJournalError as error:
            self.shell.say_error(error)
        else:
            self._show(seen)

    def action_agree(self) -> None:
        """Go on with what stands here."""
        if self._seen.leaving:
            self.dismiss(self._seen)
        else:
            self.shell.say(_("Nothing leaves yet: nothing would be written."))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what makes sense for the marked line."""
        if not self.is_mounted:
            return super().check_action(action, parameters)
        if action == "as_written":
            found = self._leaf()
            return found is not None and turning.has_names(self._seen.choice, found[1])
        if action == "original":
            return self._file() is not None
        if action == "turn":
            return self.rows.chosen is not None
        return super().check_action(action, parameters)


def _sign(leaves: bool) -> Content:
    return Content.styled("→ ", "bold $primary") if leaves else Content("– ")


def _ids(spot: FileSpot) -> tuple[str, str]:
    return spot.record, spot.attachment
