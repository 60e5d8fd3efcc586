"""The first screen: what is due, days left, what was left unfinished, what was written last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.due import Urgency, What
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _, ngettext
from safejournal.services import backups, drafts, journal, waiting
from safejournal.services.drafts import Draft
from safejournal.services.due import Awaited, DueItem, awaited, due_items
from safejournal.services.first_steps import Step
from safejournal.services.opening import Vault
from safejournal.services.recovery import Sheets, rehearsal_due
from safejournal.tui import acts
from safejournal.tui.first_steps import put_aside, step_rows, take
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Row, Rows
from safejournal.tui.text import MUTED, line, name
from safejournal.wording.amounts import records
from safejournal.wording.backups import age_line, is_stale
from safejournal.wording.due import how_far
from safejournal.wording.kinds import kind
from safejournal.wording.recovery import reminder
from safejournal.wording.times import day, day_short
from safejournal.wording.waiting import waiting_line
from safejournal.wording.words import word

if TYPE_CHECKING:
    from safejournal.services.stays import StayCount

LAST = 8
"""Records written last that are listed: what fits below a few due things in 24 lines."""

HIGH = 16
"""Lines from which on there is room for beauty; the style sheet's `-high` begins there too."""

WIDE = 60
"""Columns from which on the first line has room for all that it tells."""

HOW_FAR = 17
"""Cells of the column that says how far away a due thing is: `late by 12 days`."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many bundles of others on which nobody has decided."""

    count: int


Thing: TypeAlias = "Step | DueItem | Awaited | Sheets | StayCount | Waiting | Draft | Record"

_STYLES = {Urgency.LATE: "bold $error", Urgency.NOW: "bold $warning", Urgency.SOON: "$text"}
"""The words beside say the same: `late by 3 days`, `today`, `in 9 days`."""


class Today(Page[None]):
    """What is due, what is unfinished, what was written last."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("i", "check_in", _("Check in"), _("Do, postpone or cancel the marked check-in.")),
        key("delete", "discard", _("Throw away"), _("Throw the marked draft away; asks first.")),
        key("x", "put_aside", _("Put aside"), _("Offer the first steps no longer.")),
    ]

    _apart = True
    """Whether there is room for empty lines before headings."""

    def body(self) -> Iterable[Widget]:
        """Yield a line about the whole, and the list."""
        yield Static(id="whole", classes="note")
        yield Static(id="kept", classes="kept")
        yield Static(_first_words(), id="empty", classes="explained", markup=False)
        yield Rows[Thing]()

    def on_mount(self) -> None:
        """Show what there is, and say what was kept when the journal was last left."""
        kept = drafts.waiting(self.vault)
        self.query_one("#kept", Static).update(_kept(kept))
        self.set_class(bool(kept), "-kept")
        self.reload()

    def reload(self) -> None:
        """Read again what is due, unfinished and last written."""
        self._apart = self.app.size.height >= HIGH
        rows = self.query_one(Rows)
        options = list(self._options())
        rows.show(options, keep=rows.chosen)
        self.set_class(not journal.count(self.vault), "-empty")
        if options and self.focused is None:
            rows.focus()
        self.query_one("#whole", Static).update(self._whole())

    def _whole(self) -> Content:
        today = day(self.vault.clock().date().isoformat())
        count, age = journal.count(self.vault), backups.age(self.vault)
        saved = Content.styled(age_line(age), "$warning" if is_stale(age) else MUTED)
        if count and is_stale(age) and self.app.size.width < WIDE:
            return saved
        whole = Content.assemble(today, (f"  ·  {records(count)}", MUTED))
        return whole + Content("  ·  ") + saved if count else whole

    def _options(self) -> Iterator[Option]:
        now, vault = self.vault.clock(), self.vault
        parts = (
            (_("Due"), [*(_due_row(item, now) for item in due_items(vault)), *_rehearsal(vault)]),
            (_("Days in a country"), [_stay_row(each) for each in _counted(vault)]),
            (_("From others"), [*_awaited_rows(vault, now), *_waiting_rows(vault)]),
            (_("You were writing"), [_draft_row(draft, now) for draft in drafts.waiting(vault)]),
            (_("Written last"), [_record_row(r, now) for r in journal.last_written(vault, LAST)]),
            (_("First steps"), step_rows(vault)),
        )
        for heading, rows in parts:
            if rows:
                yield Heading(heading, apart=self._apart)
                yield from rows

    def on_resize(self) -> None:
        """Leave out what is only for beauty where there is little room, or put it back."""
        if self._apart != (self.app.size.height >= HIGH):
            self.reload()

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        thing = self.query_one(Rows).chosen
        if isinstance(thing, Draft):
            acts.go_on(self.shell, thing)
        elif isinstance(thing, DueItem):
            acts.open_record(self.shell, thing.record.id)
        elif isinstance(thing, Record):
            acts.open_record(self.shell, thing.id)
        elif isinstance(thing, Awaited):
            acts.open_walk(self.shell, thing.waiting)
        elif isinstance(thing, Waiting):
            acts.open_inbox(self.shell)
        elif isinstance(thing, Sheets):
            acts.ways_in(self.shell)
        elif isinstance(thing, Step):
            take(self.shell, thing)
        elif thing is not None:
            from safejournal.tui.guidance.stays import StayScreen

            self.app.push_screen(StayScreen(self.vault, thing))

    def action_check_in(self) -> None:
        """Do, postpone or cancel the marked check-in."""
        thing = self.query_one(Rows).chosen
        if isinstance(thing, DueItem):
            acts.check_in(self.shell, thing.record)

    def action_discard(self) -> None:
        """Ask, and throw the marked draft away."""
        from safejournal.tui.choose import sure
        from safejournal.tui.drafted import draft_name

        draft = self.query_one(Rows).chosen
        if not isinstance(draft, Draft):
            return
        question = sure(
            _("Throw this draft away?"),
            _("Throw it away, without trace"),
            _("Keep it"),
            draft_name(draft),
        )

        def answered(yes: bool | None) -> None:
            if yes:
                self._discard(draft)

        self.app.push_screen(question, answered)

    def _discard(self, draft: Draft) -> None:
        try:
            drafts.discard(self.vault, draft.id)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()

    def action_put_aside(self) -> None:
        """Offer the first steps no longer."""
        put_aside(self.shell, *Step)
        self.reload()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to throw away only what is a draft, and to do only what is a check-in."""
        if action == "put_aside":
            return isinstance(self.query_one(Rows).chosen, Step)
        if action == "check_in":
            thing = self.query_one(Rows).chosen
            return isinstance(thing, DueItem) and thing.due.what is What.CHECKIN
        if action == "discard":
            return isinstance(self.query_one(Rows).chosen, Draft)
        return super().check_action(action, parameters)

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()


def _kept(waiting: list[Draft]) -> Content:
    """Return the sentence about forms that were open when the journal was last left."""
    said = ngettext(
        "Kept from before: {n} unfinished form.",
        "Kept from before: {n} unfinished forms.",
        len(waiting),
    )
    return Content(said.format(n=len(waiting)))


def _due_row(item: DueItem, now: datetime) -> Option:
    far = Content.styled(how_far(item.due, item.urgency, now), _STYLES[item.urgency])
    what = f"  {word(item.due.what)}"
    if item.due.country:
        what += f", {item.due.country}"
    if "T" in item.due.at:
        what += f", {datetime.fromisoformat(item.due.at).astimezone(now.tzinfo):%H:%M}"
    name_and_what = Content.assemble(line(name(item.record)), (what, MUTED))
    at = day_short(item.due.at[: len("2026-05-01")])
    return Choice(Row(name_and_what, before=far, cells=HOW_FAR, after=at), item)


def _rehearsal(vault: Vault) -> list[Option]:
    """Return a row that asks for a rehearsal of the recovery sheets, when the last one is old."""
    sheets = rehearsal_due(vault)
    if sheets is None:
        return []
    return [Choice(Row(line(reminder(sheets)), before=_("rehearsal"), cells=HOW_FAR), sheets)]


def _counted(vault: Vault) -> list[StayCount]:
    """Return the counters that a known rule has days left for, or none."""
    if not journal.count(vault, journal.Filter(kinds=(Kind.TRIP,))):
        return []
    from safejournal.services.stays import stay_counts  # loads plans and the rules of states

    return [each for each in stay_counts(vault) if each.rule and (each.used or each.exceeded_on)]


def _stay_row(count: StayCount) -> Option:
    from safejournal.tui.guidance.stays import stay_row

    return Choice(stay_row(count, HOW_FAR), count)


def _awaited_rows(vault: Vault, now: datetime) -> list[Option]:
    """Return the check-ins that others promised: what is late or due soon."""
    found = awaited(vault)
    if not found:
        return []
    from safejournal.wording.silence import names_waited  # loads all of sharing

    known = names_waited(vault, [each.waiting for each in found])
    return [_awaited_row(each, known, now) for each in found]


def _awaited_row(item: Awaited, known: dict[str, str], now: datetime) -> Option:
    from safejournal.wording.silence import marked_waiting  # loads all of sharing

    far = Content.styled(how_far(item.due, item.urgency, now), _STYLES[item.urgency])
    at = item.due.moment().astimezone(now.tzinfo)
    what = f"  {at:%H:%M}, {word(item.due.what)}"
    called = marked_waiting(item.waiting, known)
    said = Content.assemble(line(called), (what, MUTED))
    if item.at_once:
        far = Content.styled(_("NOW"), _STYLES[Urgency.LATE])
        said = Content.assemble(line(called), ": ", _("asks for the steps at once"))
    on = day_short(at.date().isoformat())
    return Choice(Row(said, before=far, cells=HOW_FAR, after=on), item)


def _waiting_rows(vault: Vault) -> list[Option]:
    """Return the line about the inbox, if something waits there."""
    count = waiting.undecided(vault)
    if not count:
        return []
    said = Content.styled(waiting_line(count), "bold $warning")
    return [Choice(Row(said), Waiting(count))]


def _draft_row(draft: Draft, now: datetime) -> Option:
    from safejournal.tui.drafted import draft_name

    row = Row(
        line(draft_name(draft)), before=_written(draft.written_at, now), after=kind(draft.kind)
    )
    return Choice(row, draft)


def _record_row(record: Record, now: datetime) -> Option:
    return Choice(
        Row(line(name(record)), before=_written(record.written_at, now), after=kind(record.kind)),
        record,
    )


def _written(at: str, now: datetime) -> str:
    return day_short(datetime.fromisoformat(at).astimezone(now.tzinfo).date().isoformat())


def _first_words() -> str:
    return _(
        "Nothing is written here yet.\n\n"
        "What you write is sealed in the vault on this device. F1 tells the keys."
    )
