"""A card on paper in the line mode: for whom, what, said field by field; then the page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from safejournal.domain.records import Contact
from safejournal.domain.words import Kind
from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.plain.several import ask_new_file
from safejournal.plain.sharing_giving import Bundle, ask_what, decide
from safejournal.plain.sharing_keys import MOST
from safejournal.services import folio, journal, paper
from safejournal.services.sharing import Choice, Preview
from safejournal.wording.names import shown_name
from safejournal.wording.papers import cost_lines, given_line
from safejournal.wording.sharing import tier, tier_about
from safejournal.wording.telling import Told

FILE = "page"
"""A name that tells nothing, for who names only a folder."""

_FORMS = ("text", "html", "pdf")
_ENDINGS = {"text": "txt", "html": "html", "pdf": "pdf"}


class _Paper(Bundle):
    """A page in the clear."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._vault = desk.vault

    def look(self, choice: Choice, before: Preview | None = None) -> Preview:
        """Return what would stand on it by a choice."""
        del before
        return paper.look(self._vault, choice)


def put_on_paper(desk: Desk) -> None:
    """Ask one thing after the other; Enter goes back, and nothing is made before the end."""
    choice = _for_whom(desk)
    choice = _tier(desk, choice) if choice else None
    choice = ask_what(desk, choice) if choice else None
    seen = decide(desk, choice, _Paper(desk)) if choice else None
    if seen is not None:
        _make(desk, seen.choice)


def _for_whom(desk: Desk) -> Choice | None:
    wanted = journal.Filter(kinds=(Kind.CONTACT,))
    contacts = journal.browse(desk.vault, wanted, limit=MOST)
    names = map(shown_name, contacts)
    place = desk.talk.choose(_("For whom? Number, or Enter to go back: "), names)
    if place is None:
        return None
    content = contacts[place].content
    if isinstance(content, Contact) and content.never_contact:
        desk.talk.say(_("This contact is marked as never to be contacted."))
        if not desk.talk.ask_yes(_("Make it all the same?")):
            return None
    return Choice(contacts=(contacts[place].id,), language=language())


def _tier(desk: Desk, choice: Choice) -> Choice | None:
    lines = [f"{tier(each)}: {tier_about(each)}" for each in paper.TIERS]
    place = desk.talk.choose(_("How much? Number, or Enter to go back: "), lines)
    return None if place is None else replace(choice, tier=paper.TIERS[place])


def _make(desk: Desk, choice: Choice) -> None:
    """Say the page and what having it may cost; then make it in the form that is wanted."""
    told = Told(choice.language)
    page = paper.see(desk.vault, choice, told).page
    desk.talk.say_all(_page(folio.as_text(page), choice.language))
    names = [
        _("Say it once more, with its number, to be copied by hand"),
        _("Write it as HTML"),
        _("Write it as PDF"),
    ]
    place = desk.talk.choose(_("Number, or Enter to make nothing: "), names)
    if place is None:
        return
    form, target = _FORMS[place], None
    if form != "text":
        warning = _("What is written out lies in the clear: whoever finds the file can read it.")
        target = ask_new_file(desk.talk, f"{FILE}.{_ENDINGS[form]}", warning)
        if target is None:
            return
    made = paper.print_out(desk.vault, choice, form, target, told, confirmed=True)
    if target is None:
        desk.talk.say()
        desk.talk.say_all(made.content.decode().splitlines())
    else:
        desk.talk.say(_("Written: {place}").format(place=target))
    desk.talk.say(given_line(made.sent.number))


def _page(text: str, spoken: str) -> Iterable[str]:
    return ("", _("The page, as it would be:"), *text.splitlines(), "", *cost_lines(spoken), "")
