"""The past of a record: every version with its times, and what each one changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import journal
from safejournal.tui.changes import changes
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.reading import Reading
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.text import MUTED, line, name
from safejournal.wording.amounts import short
from safejournal.wording.fields import label
from safejournal.wording.portrait import portrait
from safejournal.wording.times import day, moment

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


class _Versions(Rows[Record]):
    BINDINGS: ClassVar[list[BindingType]] = [key("enter", "select", "", show=False)]


class History(Page[None]):
    """Every version of a record, the newest first; beside it, what the marked one changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("m", "unmask", _("Show hidden"), _("Show numbers and agreed words, or hide them.")),
    ]

    def __init__(self, vault: Vault, record: Record) -> None:
        super().__init__(vault, f"{name(record)} › {_('History')}")
        self._of = record
        self._past: list[Record] = []
        self._unmasked = False

    def body(self) -> Iterable[Widget]:
        """Yield the versions and what the marked one changed."""
        with Container(id="panes"):
            yield _Versions(id="versions")
            with Reading(id="side"):
                yield Static(id="changes")

    def on_mount(self) -> None:
        """Show the past."""
        self.query_one("#versions").focus()
        self.reload()

    def reload(self) -> None:
        """Read every version again."""
        self._past = journal.history(self.vault, self._of.id)
        versions = self.query_one("#versions", Rows)
        count = len(self._past)
        versions.show(
            (self._row(version, count - at) for at, version in enumerate(self._past)),
            keep=versions.chosen,
        )

    def _row(self, version: Record, number: int) -> Choice[Record]:
        written = moment(version.written_at, here=self.vault.clock())
        what = Content.assemble(f"{number}  ", line(written), (f"  {_what(version)}", MUTED))
        return Choice(Row(what), version)

    @on(Rows.OptionHighlighted, "#versions")
    def _moved(self) -> None:
        self._draw()

    def _draw(self) -> None:
        version = self.query_one("#versions", Rows).chosen
        if version is not None:
            self.query_one("#changes", Static).update(Portrait(list(self._said(version))))

    def _said(self, version: Record) -> Iterator[Said]:
        here = self.vault.clock()
        yield Said(label("written_at"), line(moment(version.written_at, here=here)))
        yield Said(label("sealed"), line(day(version.sealed)))
        yield Said(label("version"), line(short(version.version)))
        yield Said(label("author"), line(short(version.author)))
        yield Said("", Content(""))
        before = next((old for old in self._past if old.version in version.parents), None)
        yield from changes(before, version, unmask=self._unmasked)

    def action_unmask(self) -> None:
        """Show what is hidden, or hide it again."""
        self._unmasked = not self._unmasked
        self._draw()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to show what is hidden only where something is."""
        if action == "unmask":
            contents = [version.content for version in self._past if version.content]
            return any(each.masked for content in contents for each in portrait(content))
        return super().check_action(action, parameters)


def _what(version: Record) -> str:
    if version.erased:
        return _("erased")
    if version.content is None:
        return _("taken out")
    return _("first") if not version.parents else ""
