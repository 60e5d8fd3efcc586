"""The first steps on the screen of today: each opens where it is done."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets.option_list import Option

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import first_steps
from safejournal.services.first_steps import Step
from safejournal.services.opening import Vault
from safejournal.tui import acts, steering
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import MUTED, line
from safejournal.wording.first_steps import after_first_record, step_about, step_name
from safejournal.wording.kinds import kind, meant_for

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

BEGINNING = (Kind.INCIDENT, Kind.NOTE, Kind.CONTACT, Kind.DOCUMENT)
"""What people begin with; the other kinds are offered by F2."""


def step_rows(vault: Vault) -> list[Option]:
    """Return a row for each step that is not done; once something is written, for the next one."""
    steps = first_steps.waiting(vault)
    return list(_rows(steps if Step.RECORD in steps else steps[:1]))


def _rows(steps: list[Step]) -> Iterator[Option]:
    for step in steps:
        said = Content.assemble(line(step_name(step)), (f"  {step_about(step)}", MUTED))
        yield Choice(Row(said), step)


def take(app: JournalApp, step: Step) -> None:
    """Do a step."""
    if step is Step.RECORD:
        _first_record(app)
    elif step is Step.CONTACT:
        acts.open_form(app, Kind.CONTACT)
    elif step is Step.BACKUP:
        acts.back_up(app)
    else:
        put_aside(app, step)
        steering.open_help(app, limits=True)


def put_aside(app: JournalApp, *steps: Step) -> None:
    """Offer steps no longer."""
    try:
        first_steps.put_aside(app.vault, *steps)
    except SafeJournalError as error:
        app.say_error(error)


def _first_record(app: JournalApp) -> None:
    from safejournal.tui.choose import Answer, Choose

    def chosen(of: Kind | None) -> None:
        if of is not None:
            acts.open_form(app, of, then=sealed)

    def sealed(_record: Record) -> None:
        app.say(after_first_record())

    answers = [Answer(of, kind(of), meant_for(of)) for of in BEGINNING]
    app.push_screen(Choose(_("What do you want to write down?"), answers), chosen)
