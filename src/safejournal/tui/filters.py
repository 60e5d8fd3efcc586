"""Filters of the journal that were kept under a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import filters
from safejournal.services.filters import Kept
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.listing import Wanted
from safejournal.wording.filters import filter_about

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

_KEEP, _DROP = "keep", "drop"


async def choose(app: JournalApp, present: Wanted) -> Wanted | None:
    """Ask which filter shall hold; None where none was chosen. Keeps and drops them too."""
    found = filters.kept(app.vault)
    answers: list[Answer[Kept | str]] = [
        Answer(each, each.name, filter_about(each)) for each in found
    ]
    if present.first() != Wanted():
        answers.append(Answer(_KEEP, _("Keep what is shown now under a name")))
    if found:
        answers.append(Answer(_DROP, _("Drop a filter")))
    explained = "" if answers else _("Search, or show one kind or one tag; then keep that here.")
    chosen = await app.push_screen_wait(Choose(_("Which filter?"), answers, explained=explained))
    try:
        if chosen == _KEEP:
            await _keep(app, present)
        elif chosen == _DROP:
            await _drop(app, found)
    except SafeJournalError as error:
        app.say_error(error)
    return wanted(chosen) if isinstance(chosen, Kept) else None


def wanted(kept: Kept) -> Wanted:
    """Return what the journal then shows."""
    return Wanted(query=kept.query, kind=kept.kind, tag=kept.tag, inside=kept.inside).first()


async def _keep(app: JournalApp, shown: Wanted) -> None:
    made = Kept(name="", query=shown.query, kind=shown.kind, tag=shown.tag, inside=shown.inside)
    question = Ask(_("What is this filter called?"), explained=filter_about(made))
    name = await app.push_screen_wait(question)
    if name is None or not name.strip():
        return
    filters.keep(
        app.vault,
        Kept(name=name, query=made.query, kind=made.kind, tag=made.tag, inside=made.inside),
    )
    app.say(_("Kept."))


async def _drop(app: JournalApp, found: list[Kept]) -> None:
    answers = [Answer(each.name, each.name, filter_about(each)) for each in found]
    name = await app.push_screen_wait(Choose(_("Drop which filter?"), answers))
    if name is not None:
        filters.drop(app.vault, name)
