"""Everything that can be done on a screen, and every record by its name: typed, or chosen."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.dom import DOMNode
from textual.fuzzy import Matcher
from textual.screen import ModalScreen, Screen
from textual.style import Style
from textual.widgets import Input
from textual.widgets.option_list import Option

from safejournal.domain.versions import Record
from safejournal.i18n import _, language, later
from safejournal.services import journal, search
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key, shown
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import MUTED, name
from safejournal.wording.kinds import kind

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

RECENT = 200
"""Records written last, whose names are compared letter by letter with what is typed."""

OFFERED = 20
"""Records offered at a time."""

KEYS = 8
"""Cells of the column of keys."""


LIKE = Style(bold=True, underline=True)
"""Letters that are like those that were typed."""

_BACK = "back"

WITHOUT_KEY = (
    ("check_in", later("Check in"), later("Do, postpone or cancel a check-in of a trip.")),
    ("waiting", later("Waiting for others"), later("Who is late, the steps, who has your cards.")),
    ("picture('timeline')", later("Timeline"), later("What happened when: closer, further.")),
    ("picture('patterns')", later("Patterns"), later("Which days and hours; more or fewer.")),
    ("picture('calendar')", later("Calendar"), later("What is due, month by month.")),
    ("share('inbox')", later("Inbox"), later("What others sent, held against what is here.")),
    ("share('open')", later("Open a file"), later("Look at what somebody sent; keep nothing.")),
    ("share('received')", later("Received"), later("Accepted records of others.")),
    ("share('send')", later("Send"), later("Give chosen things to somebody; seen first.")),
    ("share('sent')", later("Sent"), later("Who was given what, and what came back.")),
    ("share('keys')", later("My keys"), later("Eight words to compare, keys to hand over.")),
    ("on_paper", later("On paper"), later("A card or an emergency sheet on one printed page.")),
    ("dossier", later("Dossier"), later("A chronology for a lawyer or an asylum interview.")),
    ("workshop", later("Workshop"), later("Scenarios, exercises, before and after.")),
    ("verify", later("Verify"), later("Check that everything is kept as it was written.")),
    ("backup", later("Back up"), later("Copy everything into one verified file; restore drills.")),
    (
        "look_after('border')",
        later("Border mode"),
        later("Leave the only way back with a contact, and come back."),
    ),
    (
        "look_after('travel')",
        later("Travel with little"),
        later("Leave everything sealed elsewhere, go with a small journal, and come back."),
    ),
    (
        "look_after('panic_keys')",
        later("Destroying the keys"),
        later("Allow panic to destroy them, or call that off; what would remain."),
    ),
    ("compact", later("Compact"), later("Write the whole journal anew, and verify it.")),
    (
        "ways_in",
        later("Passphrase and recovery"),
        later("What opens the journal; recovery sheets made, tried, used."),
    ),
    (
        "look_after('machine')",
        later("This machine"),
        later("Which traces it keeps, and how to remove them."),
    ),
    ("limits", later("Limits"), later("What this does not protect you from.")),
    ("handbook", later("Handbook"), later("One short chapter for each task.")),
    ("settings", later("Settings"), later("When it locks, how it looks, which letters do what.")),
    ("idle", later("Lock after"), later("Set how long without a key until the journal locks.")),
)
"""What the whole app can do that has no key of its own: done a few times a year."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done: the action, on which node, and how it is told."""

    action: str
    node: DOMNode
    name: str
    meaning: str
    key: str


def acts_of(screen: Screen[object]) -> list[Act]:
    """Return what can be done on a screen, its own acts first; each says what it does."""
    order = [binding.action for binding in screen.app.BINDINGS if isinstance(binding, Binding)]
    found: dict[str, Act] = {}
    for node, binding, enabled, meaning in screen.active_bindings.values():
        if enabled and meaning and binding.action not in found:
            found[binding.action] = Act(
                binding.action, node, binding.description, meaning, shown(binding.key)
            )
    own = [act for act in found.values() if act.action not in order]
    own.sort(key=lambda act: act.action == _BACK)
    shared = [found[action] for action in dict.fromkeys(order) if action in found]
    rare = [Act(action, screen.app, _(name), _(told), "") for action, name, told in WITHOUT_KEY]
    return own + shared + (rare if not screen.is_modal else [])


class _Line(Input):
    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "submit", _("Do it"), _("Do what is marked.")),
    ]


class Palette(ModalScreen["Act | Record | None"]):
    """Asks what to do; dismisses with the act or the record that was chosen, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Do nothing.")),
        *(
            Binding(pressed, f"move('{how}')", show=False)
            for pressed, how in (
                ("down", "cursor_down"),
                ("up", "cursor_up"),
                ("pagedown", "page_down"),
                ("pageup", "page_up"),
            )
        ),
    ]

    def __init__(self, vault: Vault, acts: list[Act]) -> None:
        super().__init__(classes="dialog")
        self._vault, self._acts = vault, acts
        self._recent: list[tuple[str, Record]] = []
        self._shown: str | None = None
        """What the list was filled for."""
        self._entered = False
        """Whether Enter came before the list of what was typed."""

    def compose(self) -> ComposeResult:
        """Show the line to type in and what there is."""
        with Vertical(classes="card tall"):
            yield _Line(placeholder=_("What to do, or the name of a record"))
            yield Rows["Act | Record"]()
        yield KeyLine()

    def on_mount(self) -> None:
        """Show every act."""
        self.query_one(Rows).can_focus = False
        self._fill("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._entered = False
        self._fill(event.value.strip())

    @work(exclusive=True)
    async def _fill(self, typed: str) -> None:
        records = await asyncio.to_thread(self._records, typed) if typed else []
        self.query_one(Rows).show(self._options(typed, records))
        self._shown = typed
        if self._entered:
            self._choose()

    def _options(self, typed: str, records: list[Record]) -> Iterator[Option]:
        yield from (Choice(_act_row(act, typed), act) for act in _fitting(self._acts, typed))
        yield from (Choice(_act_row(act, typed), act) for act in self._filters(typed))
        lists = _checklists(typed, self._vault.clock().date(), self.app) if typed else []
        if lists:
            yield Heading(_("Checklists"))
        yield from (Choice(_act_row(act, typed), act) for act in lists)
        if records:
            yield Heading(_("Records"))
        yield from (Choice(_record_row(record, typed), record) for record in records)

    def _filters(self, typed: str) -> list[Act]:
        """Return the filters that were kept, by what they are called."""
        if not typed:
            return []
        from safejournal.services.filters import kept
        from safejournal.wording.filters import filter_about

        known = [
            Act(f"app.filter({at})", self.app, each.name, filter_about(each), "")
            for at, each in enumerate(kept(self._vault))
        ]
        return _fitting(known, typed)

    def _records(self, typed: str) -> list[Record]:
        """Return records that hold the words that were typed, then those with names like them."""
        if not self._recent:
            self._recent = [(name(r), r) for r in journal.last_written(self._vault, RECENT)]
        matcher = Matcher(typed)
        scored = [(matcher.match(called), record) for called, record in self._recent]
        scored.sort(key=lambda pair: -pair[0])
        like = [record for score, record in scored if score > 0]
        hits = [hit.record for hit in search.find(self._vault, typed, limit=OFFERED)]
        return list({record.id: record for record in [*hits, *like]}.values())[:OFFERED]

    @on(Input.Submitted)
    def _enter(self, event: Input.Submitted) -> None:
        """Choose from the list of what was typed, never from the one before: wait for it."""
        self._entered = self._shown != event.value.strip()
        if not self._entered:
            self._choose()

    @on(Rows.OptionSelected)
    def _choose(self) -> None:
        chosen = self.query_one(Rows).chosen
        if chosen is not None:
            self.dismiss(chosen)

    def action_move(self, how: str) -> None:
        """Move in the list while the line keeps the focus."""
        getattr(self.query_one(Rows), f"action_{how}")()


def _fitting(acts: list[Act], typed: str) -> list[Act]:
    if not typed:
        return acts
    matcher = Matcher(typed)
    scored = [(matcher.match(act.name), act) for act in acts]
    named = [act for score, act in sorted(scored, key=lambda pair: -pair[0]) if score > 0]
    meant = [act for act in acts if typed.casefold() in act.meaning.casefold()]
    return [*named, *(act for act in meant if act not in named)]


def _checklists(typed: str, today: date, app: DOMNode) -> list[Act]:
    """Return checklists by what happens: whoever is in a hurry types `knock`, or `detained`."""
    from safejournal.domain.matching import matches
    from safejournal.services.checklists import checklists
    from safejournal.wording.packs import marked

    return [
        Act(f"app.checklist('{each.id}')", app, marked(each.title, each.maker), each.when, "")
        for each in checklists(language(), today)
        if matches([each.title, each.when], typed)
    ]


def _act_row(act: Act, typed: str) -> Row:
    said = Content.assemble(_like(act.name, typed), (f"  {act.meaning}", MUTED))
    return Row(said, before=Content.styled(act.key, "$primary"), cells=KEYS)


def _record_row(record: Record, typed: str) -> Row:
    return Row(_like(name(record), typed), after=kind(record.kind))


def _like(text: str, typed: str) -> Content:
    return Matcher(typed, match_style=LIKE).highlight(text) if typed else Content(text)
