"""Threats, thought through in five steps, with the incidents that belong to each beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from safejournal.domain.records import Threat, Weight
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _, later, ngettext
from safejournal.services import journal
from safejournal.tui import acts
from safejournal.tui.form import FormScreen
from safejournal.tui.keys import key
from safejournal.tui.panes import Panes
from safejournal.tui.portrait import Said
from safejournal.tui.rows import Choice, Row, Rows
from safejournal.tui.text import line, name, prose
from safejournal.wording.fields import label
from safejournal.wording.times import day, when_short

NEXT = {
    "facts": later("The facts are not written down yet."),
    "pattern": later("The pattern is not thought through yet."),
    "objective": later("The objective is not thought through yet."),
    "who": later("Who is behind it is not thought through yet."),
    "conclusion": later("No conclusion is drawn yet."),
}
"""The five steps in their order, and what is said of the first that is still to be taken."""


class ThreatsScreen(Panes):
    """Every threat, what its next step is, and its incidents."""

    KIND = Kind.THREAT
    EMPTY = later(
        "No threat is written down yet.\n\nA threat is thought through in five steps: facts, "
        "pattern, objective, who, conclusion. Press Ins to begin with one."
    )

    CSS = (
        Panes.CSS
        + """
    ThreatsScreen {
        #incidents { height: auto; max-height: 8; }
        #heading { text-style: bold; color: $primary; margin-top: 1; }
    }
    """
    )

    BINDINGS: ClassVar[list[BindingType]] = [
        key("i", "incident", _("Incident"), _("Write down an incident that belongs to it.")),
        key("p", "picture", _("Picture"), _("Its incidents over time, beside the five steps.")),
    ]

    def side(self) -> Iterable[Widget]:
        """Yield the steps of a threat, and its incidents."""
        yield from super().side()
        yield Static(id="heading")
        yield Rows[str](id="incidents")

    def row(self, record: Record) -> Row:
        """Return the line of a threat: its name, and which step is next."""
        return Row(line(name(record)), below=line(_next_of(record)))

    def show(self, record: Record) -> None:
        """Show the five steps and the incidents."""
        incidents = [
            r for r in journal.pointing_at(self.vault, record.id) if r.kind is Kind.INCIDENT
        ]
        self.tell(_head(record), _said(record))
        self.query_one("#heading", Static).update(_counted(len(incidents)))
        rows = self.query_one("#incidents", Rows)
        rows.show(_incident_row(incident) for incident in incidents)
        rows.display = bool(incidents)

    @on(Rows.OptionSelected, "#incidents")
    def _incident_chosen(self, event: Rows.OptionSelected) -> None:
        if isinstance(event.option, Choice):
            acts.open_record(self.shell, event.option.thing)

    def action_incident(self) -> None:
        """Write down an incident that belongs to the marked threat."""
        if self.chosen is not None:
            preset = {"threat": self.chosen.id}
            self.app.push_screen(FormScreen(self.vault, Kind.INCIDENT, preset=preset))

    def action_picture(self) -> None:
        """Show the incidents of the marked threat over time."""
        from safejournal.tui.pictures.threat import ThreatPicture

        if self.chosen is not None:
            self.app.push_screen(ThreatPicture(self.vault, self.chosen))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer an incident and a picture only for a threat."""
        if action in ("incident", "picture") and self.is_mounted:
            return self.chosen is not None
        return super().check_action(action, parameters)


def _next_of(record: Record) -> str:
    """Return which step is next, or when it is to be thought through again."""
    threat = cast(Threat, record.content)
    for step, sentence in NEXT.items():
        if not getattr(threat, step).strip():
            return _(sentence)
    if threat.review_on is None:
        return _("No day is set for thinking it through again.")
    return _("To be thought through again on {day}.").format(day=day(threat.review_on))


def _head(record: Record) -> Iterator[Content]:
    yield line(name(record)).stylize("bold")
    yield Content.styled(_next_of(record), "bold $warning")


def _said(record: Record) -> Iterator[Said]:
    threat = cast(Threat, record.content)
    for step in NEXT:
        text = getattr(threat, step)
        yield Said(label(step), prose(text) if text.strip() else Content(_("– not yet")))
    for path, weight in (("likelihood", threat.likelihood), ("impact", threat.impact)):
        if weight is not None:
            yield Said(label(path), line(_weighed(weight)))
    if threat.measures.strip():
        yield Said(label("measures"), prose(threat.measures))


def _weighed(weight: Weight) -> str:
    level = _("{level} of 5").format(level=weight.level)
    return f"{level}: {weight.reason}" if weight.reason.strip() else level


def _counted(incidents: int) -> Content:
    if not incidents:
        return Content(_("No incident belongs to it yet."))
    counted = ngettext("{n} incident belongs to it", "{n} incidents belong to it", incidents)
    return Content(counted.format(n=incidents))


def _incident_row(incident: Record) -> Choice[str]:
    happened = when_short(incident.content.when) if incident.content else ""
    return Choice(Row(line(name(incident)), before=happened or "–"), incident.id)
