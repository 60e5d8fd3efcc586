"""What can be done to all records that are marked in the journal."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import several
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.wording.amounts import records as so_many
from safejournal.wording.fields import label
from safejournal.wording.filters import changed

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

Act = Callable[["JournalApp", Sequence[str]], Awaitable[bool]]
"""Does something to records; tells whether the marks have done their service."""


async def act_on(app: JournalApp, records: Sequence[str]) -> bool:
    """Ask what to do to these records, and do it; tell whether it was done."""
    answers: list[Answer[Act]] = [
        Answer(_add_tag, _("Add a tag")),
        Answer(_take_tag, _("Take a tag off")),
        Answer(_link, _("Link with a record"), _("each of them with one that is chosen now")),
        Answer(_give, _("Send"), _("sealed, and seen field by field first")),
        Answer(_unmark, _("Take all marks off")),
    ]
    question = Choose(so_many(len(records)), answers)
    act = await app.push_screen_wait(question)
    if act is None:
        return False
    try:
        return await act(app, records)
    except SafeJournalError as error:
        app.say_error(error)
        return False


async def _add_tag(app: JournalApp, records: Sequence[str]) -> bool:
    tag = await app.push_screen_wait(Ask(_("Which tag?"), explained=_("A word or two.")))
    if not tag or not tag.strip():
        return False
    app.say(changed(several.add_tag(app.vault, records, tag)))
    return True


async def _take_tag(app: JournalApp, records: Sequence[str]) -> bool:
    answers = [Answer(each, each) for each in several.tags_of(app.vault, records)]
    if not answers:
        app.say(_("None of these records carries a tag."))
        return False
    tag = await app.push_screen_wait(Choose(_("Which tag?"), answers))
    if tag is None:
        return False
    app.say(changed(several.take_tag(app.vault, records, tag)))
    return True


async def _link(app: JournalApp, records: Sequence[str]) -> bool:
    from safejournal.tui.picker import RecordPicker

    other = await app.push_screen_wait(RecordPicker(app.vault, None))
    if other is None:
        return False
    question = Ask(label("links.as"), explained=_("A few words, or nothing."))
    meaning = await app.push_screen_wait(question)
    if meaning is None:
        return False
    app.say(changed(several.link(app.vault, records, other.id, meaning)))
    return True


async def _give(app: JournalApp, records: Sequence[str]) -> bool:
    from safejournal.tui.sharing import giving

    await giving.give(app, app.vault, records=tuple(records))
    return True


async def _unmark(_app: JournalApp, _records: Sequence[str]) -> bool:
    return True
