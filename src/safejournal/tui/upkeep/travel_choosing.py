"""What may stay: a list to mark in, by kind, by tag and one by one, counted as it is marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.travel import Wish
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.services import journal, search, travelling
from safejournal.services.opening import Vault
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.sharing.marking import Headed, Markable, Marking
from safejournal.tui.text import line, name
from safejournal.wording import travelling as wording
from safejournal.wording.kinds import kinds
from safejournal.wording.rows import time_of

MOST = 500
"""Records that are listed besides those that stay; a search finds the others."""


class StayingScreen(Page[None]):
    """Shows every record; what is marked stays on the device. Kept with every mark."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("f", "narrow", _("Find"), _("List only records with these words.")),
        key("o", "kind", _("Kinds"), _("Let a whole kind stay, or go.")),
        key("t", "tag", _("Tag"), _("Let what has a tag stay, or go.")),
        key("m", "marked", _("Fit"), _("Let what is marked as fit for travelling stay, or go.")),
        key("i", "identity", _("Keys"), _("Let your keys go along, or stay in the package.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Travel › What may stay?"))
        self._scale = travelling.Scale(())
        self._wish = travelling.wish(vault)
        self._found: frozenset[str] | None = None

    def body(self) -> Iterable[Widget]:
        """Yield the counts and the list."""
        yield Static(id="stays", classes="note")
        yield Static(id="goes", classes="status")
        yield Marking[str]()

    @property
    def marking(self) -> Marking[str]:
        """The list."""
        return self.query_one(Marking)

    def on_mount(self) -> None:
        """Show what there is, with the marks of the last choice."""
        self._scale = travelling.Scale(travelling.everything(self.vault))
        self._show()
        self.marking.focus()

    def _show(self) -> None:
        staying = self._scale.staying(self._wish)
        self.marking.marked = [each.id for each in staying]
        newest = {each.id for each in self._scale.records[-MOST:]}
        listed = newest | set(self.marking.marked) if self._found is None else self._found
        self.marking.list_lines(self._lines(listed))
        self._tell()

    def _lines(self, listed: Collection[str]) -> Iterator[Markable[str] | Headed]:
        for kind in Kind:
            of_kind = [
                each for each in self._scale.records if each.kind is kind and each.id in listed
            ]
            if of_kind:
                yield Headed(kinds(kind))
            for each in of_kind:
                yield Markable(each.id, line(name(each)), below=time_of(each))

    def _tell(self) -> None:
        here, gone = self._scale.piles(self._wish)
        identity = _("with your keys") if self._wish.identity else _("without your keys")
        stays = _("Stays: {pile}, {identity}.").format(
            pile=wording.counted(here), identity=identity
        )
        goes = _("Only in the package: {pile}").format(pile=wording.counted(gone))
        self.query_one("#stays", Static).update(line(stays))
        self.query_one("#goes", Static).update(line(goes))

    def _change(self, wish: Wish) -> None:
        self._wish = wish
        travelling.choose(self.vault, wish)
        self._show()

    @on(Marking.Marked)
    def _marked(self, event: Marking.Marked) -> None:
        one, wish = {str(event.thing)}, self._wish
        wish = replace(
            wish,
            records=wish.records | one if event.on else wish.records - one,
            without=wish.without - one if event.on else wish.without | one,
        )
        self._wish = wish
        travelling.choose(self.vault, wish)
        self._tell()

    @on(Marking.GoOn)
    def _go_on(self) -> None:
        self.dismiss(None)

    @work
    async def action_narrow(self) -> None:
        """Ask for words."""
        question = Ask(_("Only records with these words"), explained=_("Nothing: all of them."))
        typed = await self.app.push_screen_wait(question)
        if typed is not None:
            hits = search.find(self.vault, typed, limit=MOST) if typed.strip() else None
            self._found = None if hits is None else frozenset(hit.record.id for hit in hits)
            self._show()

    @work
    async def action_kind(self) -> None:
        """Ask which kind, and turn it."""
        answers = [Answer(each, kinds(each), self._how(each in self._wish.kinds)) for each in Kind]
        chosen = await self.app.push_screen_wait(Choose(_("Which kind?"), answers))
        if chosen is not None:
            self._change(replace(self._wish, kinds=self._wish.kinds ^ {chosen}))

    @work
    async def action_tag(self) -> None:
        """Ask which tag, and turn it."""
        tags = [tag for tag, _count in journal.tags(self.vault)]
        if not tags:
            self.shell.say(_("No record has a tag."))
            return
        answers = [Answer(each, each, self._how(each in self._wish.tags)) for each in tags]
        chosen = await self.app.push_screen_wait(Choose(_("Which tag?"), answers))
        if chosen is not None:
            self._change(replace(self._wish, tags=self._wish.tags ^ {chosen}))

    def _how(self, stays: bool) -> str:
        return _("stays") if stays else _("goes")

    def action_marked(self) -> None:
        """Let what is marked as fit stay, or go."""
        self._change(replace(self._wish, marked=not self._wish.marked))

    def action_identity(self) -> None:
        """Let the keys go along, or stay in the package."""
        self._change(replace(self._wish, identity=not self._wish.identity))
