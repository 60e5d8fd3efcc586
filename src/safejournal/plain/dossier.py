"""A dossier in the line mode: which records, for whom, said field by field; then a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.plain.several import ask_new_file
from safejournal.plain.sharing_giving import ask_readers, ask_what, confirmed, decide
from safejournal.services import dossier
from safejournal.services.sharing import Choice, Preview, Tier, neutral_name
from safejournal.wording.papers import dossier_lines, given_line
from safejournal.wording.telling import Told

FILE = "pages"
"""A name that tells nothing, for who names only a folder."""


class _Dossier:
    """A chronology that is about to leave."""

    def __init__(self, desk: Desk) -> None:
        self._vault = desk.vault
        self._seen: dossier.Dossier | None = None

    def look(self, choice: Choice, before: Preview | None = None) -> Preview:
        """Return what would stand in it by a choice."""
        del before
        self._seen = dossier.see(self._vault, choice)
        return self._seen.preview

    def lines(self, seen: Preview) -> Iterable[str]:
        """Return it as lines, with entries, gaps and what the digests show."""
        del seen
        return dossier_lines(self._vault, self._seen) if self._seen else ()


def make_dossier(desk: Desk) -> None:
    """Ask one thing after the other; Enter goes back, and nothing is written before the end."""
    choice: Choice | None = Choice(tier=Tier.EVIDENCE, language=language())
    choice = ask_what(desk, choice) if choice else None
    if choice is None:
        return
    ways = [
        _("In the clear: a file to print, or to take along"),
        _("Sealed: only its readers open it, with age"),
    ]
    way = desk.talk.choose(_("How shall it leave? Number, or Enter to go back: "), ways)
    choice = None if way is None else _readers(desk, choice) if way else choice
    seen = decide(desk, choice, _Dossier(desk)) if choice else None
    if seen is not None:
        _write(desk, seen.choice, seal=bool(way))


def _readers(desk: Desk, choice: Choice) -> Choice | None:
    readers = ask_readers(desk)
    if readers is None:
        return None
    if not readers.contacts and not readers.recipients:
        desk.talk.say(_("A dossier is sealed to keys, not to words."))
        return None
    return replace(choice, contacts=readers.contacts, recipients=readers.recipients)


def _write(desk: Desk, choice: Choice, *, seal: bool) -> None:
    if seal and not confirmed(desk, choice):
        return
    forms = [_("HTML: a page for a browser"), _("PDF: sheets of A4")]
    place = desk.talk.choose(_("In which form? Number, or Enter to write nothing: "), forms)
    if place is None:
        return
    form = dossier.FORMS[place]
    warning = _("What is written out lies in the clear: whoever finds the file can read it.")
    if seal:
        warning = _("It is sealed: only its readers can open it. Its name tells nothing.")
    target = ask_new_file(desk.talk, neutral_name() if seal else f"{FILE}.{form}", warning)
    if target is None:
        return
    how = dossier.How(form=form, seal=seal)
    told = Told(choice.language)
    made = dossier.write(desk.vault, choice, how, target, told, confirmed=True)
    desk.talk.say(_("Written: {place}").format(place=target))
    desk.talk.say(given_line(made.sent.number))
