"""What was looked up: cases, lists, notices; when, how, by whom, and how old the answer is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets.option_list import Option

from safejournal.domain.records import Legal
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services.legal_log import Check, legal_log
from safejournal.services.opening import Vault
from safejournal.tui import acts
from safejournal.tui.guidance.block import Block
from safejournal.tui.keys import key
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Heading, Rows
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.times import day
from safejournal.wording.words import word

AGE = 15
"""Cells of the column of ages: `OLD: 120 days`."""


class LegalLogScreen(Page[None]):
    """The latest look at each matter. What was not found is never told as good news."""

    SCOPED_CSS = False
    CSS = """
    LegalLogScreen .lead { padding: 1 2; color: $text-muted; }
    LegalLogScreen.-low .lead { display: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        key("a,insert", "add", _("Add a check"), _("Write down a new look at the marked matter.")),
        key("f", "follows", _("What follows"), _("What it changes for trips, and whom to tell.")),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Legal log"))

    def body(self) -> Iterable[Widget]:
        """Yield what the log is, and the list."""
        yield Static(Content(_lead()), classes="lead")
        yield Static(Content(_first_words()), id="empty", classes="explained")
        yield Rows[Check]()

    def on_mount(self) -> None:
        """Show it."""
        self.reload()
        self.rows.focus()
        self.call_after_refresh(self.rows.show_from_above)

    @property
    def rows(self) -> Rows[Check]:
        """The list."""
        return self.query_one(Rows)

    def reload(self) -> None:
        """Read again what was looked up."""
        try:
            checks = legal_log(self.vault)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        at = self.rows.highlighted
        self.rows.show(list(_options(checks, apart=self.app.size.height >= HIGH)))
        if at is not None and at < self.rows.option_count:
            self.rows.highlighted = at
        self.set_class(not checks, "-empty")
        self.refresh_bindings()

    @on(Rows.OptionSelected)
    def _open(self) -> None:
        if self.rows.chosen is not None:
            acts.open_record(self.shell, self.rows.chosen.record.id)

    @on(Rows.OptionHighlighted)
    def _moved(self) -> None:
        self.refresh_bindings()

    def action_add(self) -> None:
        """Write down a new look, of the marked matter if one is marked."""
        today = self.vault.clock().date().isoformat()
        acts.open_form(self.shell, Kind.LEGAL, preset=again(self.rows.chosen, today))

    def action_follows(self) -> None:
        """Show what follows from the marked matter."""
        from safejournal.tui.guidance.alert import open_alert

        if self.rows.chosen is not None:
            open_alert(self.shell, self.vault, self.rows.chosen.record)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what follows only where something stands against the person."""
        if action == "follows":
            chosen = self.rows.chosen
            return chosen is not None and not chosen.nothing_found
        return super().check_action(action, parameters)


def again(check: Check | None, today: str) -> Mapping[str, str]:
    """Return what stands already in the form for a new look. What it will find does not."""
    if check is None:
        return {"checked": today}
    of = _legal(check)
    known = {"jurisdiction": of.jurisdiction or "", "reference": of.reference, "checked": today}
    if of.legal is not None and not check.nothing_found:
        known["legal"] = of.legal.value
    return {path: answer for path, answer in known.items() if answer}


def _options(checks: list[Check], *, apart: bool) -> Iterable[Option]:
    against = [each for each in checks if not each.nothing_found]
    nothing = [each for each in checks if each.nothing_found]
    if against:
        yield Heading(_("Stands against you"), apart=False)
        yield from map(_row, against)
    if nothing:
        yield Heading(_("Looked for, not found: a list is a snapshot"), apart=apart)
        yield from map(_row, nothing)


def _row(of: Check) -> Choice[Check]:
    age = Content.styled(_age(of), "bold $warning" if of.stale else "$text")
    matter = line(_matter(of)).stylize("bold")
    return Choice(Block(matter, before=age, cells=AGE, below=line(_how(of)).plain), of)


def _age(of: Check) -> str:
    if of.days is None:
        return _("NO DATE")
    ago = days(of.days) if of.days else _("today")
    return _("OLD: {days}").format(days=ago) if of.stale else ago


def _matter(of: Check) -> str:
    legal = _legal(of)
    what = _("not found") if of.nothing_found else word(of.kind) if of.kind else _("not said")
    told = [what, state(of.jurisdiction) if of.jurisdiction else _("country not said")]
    return ", ".join([*told, *filter(None, [legal.reference, legal.title])])


def _how(of: Check) -> str:
    legal = _legal(of)
    told = [_("looked up {day}").format(day=day(legal.checked))] if legal.checked else []
    by = _("by {who}").format(who=legal.checked_by) if legal.checked_by else ""
    told += [legal.checked_how, by, legal.result]
    if legal.next_check:
        told.append(_("next on {day}").format(day=day(legal.next_check)))
    return " · ".join(filter(None, told))


def _legal(of: Check) -> Legal:
    return cast(Legal, of.record.content)


def _lead() -> str:
    return _(
        "When each matter was last looked up. “Not found” means that a name was not on one list on "
        "one day, and never that nothing is there."
    )


def _first_words() -> str:
    return _(
        "Nothing was looked up yet.\n\na writes down a check: what was looked for, where, when, "
        "how, and by whom."
    )
