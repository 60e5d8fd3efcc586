"""One bundle of the inbox: what to beware of, what to do first, and each record to decide on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, language, ngettext
from safejournal.services import inbox, sharing
from safejournal.services.inbox import Bundle, Entry
from safejournal.services.opening import Vault
from safejournal.tui.choose import sure
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.rows import Choice
from safejournal.tui.sharing import foreign
from safejournal.tui.sharing.entry import EntryScreen
from safejournal.tui.sharing.opened import contact_name
from safejournal.tui.sharing.together import Together
from safejournal.tui.sharing.written import in_the_clear, write_file
from safejournal.tui.text import MUTED, line, prose
from safejournal.tui.working import Report
from safejournal.wording.amounts import size
from safejournal.wording.bundles import titled
from safejournal.wording.received import standing
from safejournal.wording.telling import Told


class BundleScreen(Article):
    """The instructions, and below them the records and files."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("a", "accept", _("Accept all"), _("Accept every record, as theirs and not your own.")),
        key("delete", "discard", _("Discard"), _("Delete the whole bundle for good; asks first.")),
        key("r", "receipt", _("Receipt"), _("Write a receipt, so that the sender knows.")),
    ]

    def __init__(self, vault: Vault, bundle: Bundle) -> None:
        super().__init__(vault, _("Inbox › From others"))
        self._bundle = bundle

    def reload(self) -> None:
        """Read the bundle again."""
        try:
            self._bundle = inbox.bundle(self.vault, self._bundle.number)
        except SafeJournalError:  # it was discarded
            self.dismiss(None)
            return
        super().reload()
        self.refresh_bindings()

    def told(self) -> Visual:
        """Return what to beware of, whose it is, and what they want to be read first."""
        came = self._bundle
        contact = contact_name(self.vault, came.contact)
        return Together(
            foreign.heading(came.manifest, came.sender, contact, came.marks),
            Block(Content("")),
            Block(prose(came.instructions)),
        )

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the records, then the files."""
        for entry in self._bundle.entries:
            taken = _("accepted") if entry.accepted else _("not decided")
            said = Content.assemble(
                line(titled(entry.excerpt)),
                (f"  {standing(entry.standing)}", "bold"),
                (f", {taken}", MUTED),
            )
            yield Choice(Block(said), entry)
        for name, amount in self._bundle.files:
            told = _("{name} ({size}): write it out").format(name=name, size=size(amount))
            yield Choice(Block(line(told)), name)

    def follow(self, way: object) -> None:
        """Open a record; write a file out."""
        if isinstance(way, Entry):
            self.app.push_screen(EntryScreen(self.vault, self._bundle, way))
        elif isinstance(way, str):
            self._save(way)

    @work
    async def _save(self, name: str) -> None:
        def put(target: object, _report: Report) -> None:
            inbox.save_file(self.vault, self._bundle.number, name, target)  # type: ignore[arg-type]

        explained = _("Nobody here has looked into it: what it really is, another program shows.")
        done = await write_file(
            self.shell,
            name.rpartition("/")[2],
            put,
            explained=f"{explained} {in_the_clear()}",
            working=_("Writing the file out"),
        )
        if done is not None:
            self.shell.say(_("Written, in the clear: {place}").format(place=done[0]), serious=True)

    def action_accept(self) -> None:
        """Accept every record."""
        try:
            count = inbox.accept(self.vault, self._bundle.number)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        said = ngettext(
            "{n} record accepted, as theirs.", "{n} records accepted, as theirs.", count
        )
        self.shell.say(said.format(n=count))
        self.reload()

    @work
    async def action_discard(self) -> None:
        """Ask, and delete."""
        question = sure(
            _("Discard this whole bundle?"),
            _("Delete it for good"),
            _("Keep it"),
            _("Its number is remembered, so that a replay is known."),
        )
        if not await self.app.push_screen_wait(question):
            return
        try:
            inbox.discard(self.vault, self._bundle.number)
        except SafeJournalError as error:
            self.shell.say_error(error)
        else:
            self.shell.say(_("Discarded."))
        self.reload()

    @work
    async def action_receipt(self) -> None:
        """Ask where, and write."""

        def put(target: object, _report: Report) -> sharing.Sent:
            return inbox.receipt(
                self.vault,
                self._bundle.number,
                target,  # type: ignore[arg-type]
                Told(language()),
                language=language(),
            )

        explained = _("A small sealed file that says which bundle arrived. Send it back to them.")
        done = await write_file(
            self.shell, sharing.neutral_name(), put, explained=explained, working=_("Sealing")
        )
        if done is not None:
            self.shell.say(_("Written: {place}. Send it back.").format(place=done[0]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a receipt only where somebody is shown to thank."""
        if action == "receipt":
            return self._bundle.sender is not None
        if action == "accept":
            return any(entry.accepted is None for entry in self._bundle.entries)
        return super().check_action(action, parameters)
