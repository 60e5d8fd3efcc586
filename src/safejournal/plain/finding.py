"""Search in the line mode."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.plain import looking
from safejournal.plain.desk import PAGE, Desk
from safejournal.plain.talk import number_in
from safejournal.services.search import Hit, find
from safejournal.wording.excerpts import marked
from safejournal.wording.rows import row

INSIDE = "*"
"""Before the words: look in the middle of words too."""


def search(desk: Desk) -> None:
    """Ask for words, say what was found, open what is chosen; other words begin a new search."""
    desk.talk.say(_("A word begins with what you type; * before it looks inside words too."))
    hits: list[Hit] = []
    question = _("Look for: ")
    while typed := desk.talk.ask(question):
        place = number_in(typed, len(hits))
        if place is not None:
            looking.look(desk, hits[place].record.id)
            continue
        inside = typed.startswith(INSIDE)
        hits = find(desk.vault, typed.removeprefix(INSIDE), limit=PAGE, inside=inside)
        _say(desk, hits)
        question = _("Number to open, other words to look for, Enter to go back: ")


def _say(desk: Desk, hits: list[Hit]) -> None:
    if not hits:
        desk.talk.say(_("Nothing was found."))
    for number, hit in enumerate(hits, 1):
        desk.talk.say(f"{number}. {row(hit.record, desk.vault)}")
        if hit.excerpt is not None:
            desk.talk.say(f"   {marked(hit.excerpt)}")
