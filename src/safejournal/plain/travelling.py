"""Travelling with little, in the line mode: chosen, sealed, proven, left, and come back to."""

from __future__ import annotations

import json
from typing import Any

from safejournal.config import typed_path
from safejournal.domain.travel import Wish
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.i18n import _
from safejournal.plain.aside import KEY_ANSWER, aside
from safejournal.plain.desk import Act, Desk, Ending, Left
from safejournal.plain.several import choose_several
from safejournal.services import correspondents, journal, search
from safejournal.services import travelling as services
from safejournal.services.verifying import until_interrupted
from safejournal.wording import travelling as wording
from safejournal.wording.kinds import kinds
from safejournal.wording.names import name_of

_WORK = "safejournal.plain.travelling_secrets:"

_OFFERED = 20
"""Records that are listed for one search."""


def travel(desk: Desk) -> None:
    """Say where things stand, and offer the steps."""
    from safejournal.services import travelling_package

    sealed = travelling_package.package(desk.vault)
    present = sealed is not None and travelling_package.is_present(desk.vault, sealed)
    _say_preview(desk, named=False)
    desk.talk.say(wording.package_line(sealed, present=present))
    acts: tuple[tuple[str, Act], ...] = (
        (_("Choose what may stay"), choose),
        (_("Name what stays"), lambda at: _say_preview(at, named=True)),
        (_("Practise on a copy"), drill),
        (_("Seal everything to a contact"), seal_to_contact),
        (_("Seal everything to a sheet of paper"), seal_to_sheet),
        (_("Leave with little"), leave),
        (_("Come back"), come_back),
        (_("Open a package for somebody"), open_for_other),
        (_("What an examiner can still see"), _say_what_shows),
    )
    chosen = desk.talk.choose(_("Number, or Enter: "), [name for name, _act in acts])
    if chosen is not None:
        acts[chosen][1](desk)


def _say_preview(desk: Desk, *, named: bool) -> None:
    identity = services.wish(desk.vault).identity
    seen = services.preview(desk.vault)
    desk.talk.say_all(wording.preview_lines(seen, identity=identity, named=named))


def _say_what_shows(desk: Desk) -> None:
    desk.talk.say_all(f"- {_(each)}" for each in wording.WHAT_SHOWS)


def choose(desk: Desk) -> None:
    """Ask what may stay, one thing after the other."""
    talk, vault = desk.talk, desk.vault
    marked = talk.ask_yes(_("Shall what is marked as fit for travelling stay?"))
    places = choose_several(talk, _("Whole kinds? Numbers, or Enter: "), map(kinds, Kind))
    tags = [name for name, _count in journal.tags(vault)]
    tagged = choose_several(talk, _("With a tag? Numbers, or Enter: "), tags) if tags else []
    wanted = Wish(
        marked=marked,
        kinds=frozenset(list(Kind)[place] for place in places),
        tags=frozenset(tags[place] for place in tagged),
        records=frozenset(_single(desk)),
    )
    staying = services.staying(vault, wanted)
    gone = choose_several(
        talk, _("Which of these go all the same? Numbers, or Enter: "), map(name_of, staying)
    )
    services.choose(
        vault,
        Wish(
            marked=wanted.marked,
            kinds=wanted.kinds,
            tags=wanted.tags,
            records=wanted.records,
            without=frozenset(staying[place].id for place in gone),
            identity=talk.ask_yes(_("Shall your keys go along?")),
        ),
    )
    _say_preview(desk, named=True)


def _single(desk: Desk) -> set[str]:
    """Ask for words until there are none; return the records that were picked by them."""
    found: set[str] = set()
    while words := desk.talk.ask(_("Single records: words of one, or Enter: ")):
        hits = [hit.record for hit in search.find(desk.vault, words, limit=_OFFERED)]
        picked = choose_several(desk.talk, _("Numbers, or Enter: "), map(name_of, hits))
        found.update(hits[place].id for place in picked)
    return found


def seal_to_contact(desk: Desk) -> None:
    """Seal everything to a contact's key."""
    from safejournal.services import travelling_package

    contacts = correspondents.with_keys(desk.vault)
    if not contacts:
        desk.talk.say(_("No contact has a key yet: a package is sealed to one, or to a sheet."))
        return
    chosen = desk.talk.choose(_("Who is to hold it? Number: "), map(name_of, contacts))
    if chosen is None:
        return
    contact = contacts[chosen].id
    key = correspondents.key_of(desk.vault, contact)
    question = _("The words of this key were never compared. Seal it all the same?")
    if key is not None and key.compared is None and not desk.talk.ask_yes(question):
        return
    file = desk.talk.ask(_("File for the package: "))
    if file:
        desk.talk.say(_("Sealing, opening, restoring and comparing …"))
        sealed = travelling_package.seal_to_contact(desk.vault, contact, typed_path(file))
        desk.talk.say_all(wording.sealed_lines(sealed))


def seal_to_sheet(desk: Desk) -> None:
    """Seal everything to a sheet, which is shown in a process of its own."""
    from safejournal.services.travelling_package import from_document

    file = desk.talk.ask(_("File for the package: "))
    if not file:
        return
    page = desk.talk.ask(_("A file to print the sheet from, or Enter to copy it by hand: "))
    more = {"file": str(typed_path(file)), "force": False}
    more |= {"page": str(typed_path(page)) if page else None}
    told = _told(desk, "seal_to_sheet", **more)
    if told is not None:
        desk.talk.say_all(wording.sealed_lines(from_document(told)))


def leave(desk: Desk) -> None:
    """Leave: the passphrase of today and one for the way are asked in a process of their own."""
    from safejournal.services import travelling_leave

    code = desk.talk.ask(_("The code that the contact told you, or Enter for a sheet: "))
    travelling_leave.check(desk.vault, code)
    told = _told(desk, "leave", code=code, yes=False)
    if told is not None:
        desk.talk.say_all(wording.left_lines(travelling_leave.from_document(told)))
        raise Left(Ending.LOCKED)


def come_back(desk: Desk) -> None:
    """Put everything together again."""
    from safejournal.services import travelling_return

    file = desk.talk.ask(_("The package, or what the contact opened of it: "))
    if not file:
        return
    older = desk.talk.ask_yes(_("Is it an older one, because there is no other?"))
    more = {"file": str(typed_path(file)), "identity": None, "older": older}
    told = _told(desk, "come_back", **more)
    if told is not None:
        desk.talk.say_all(wording.returned_lines(travelling_return.from_document(told)))


def open_for_other(desk: Desk) -> None:
    """Open a package that somebody sealed to this vault, and say its code."""
    from safejournal.services import travelling_package

    file = desk.talk.ask(_("The package: "))
    into = desk.talk.ask(_("Where shall the file in it go? ")) if file else ""
    if file and into:
        code = travelling_package.open_for_other(desk.vault, typed_path(file), typed_path(into))
        desk.talk.say_all(wording.opened_lines(code, into))


def drill(desk: Desk) -> None:
    """Go the whole way on a copy; Ctrl+C stops it."""
    from safejournal.services import travelling_drill

    with until_interrupted() as stop:
        try:
            done = travelling_drill.drill(
                desk.vault, told=lambda step: desk.talk.say(wording.drill_step(step)), stop=stop
            )
        except Refused:
            if not stop():
                raise
            desk.talk.say(_("Stopped."))
            return
    desk.talk.say_all(wording.drilled_lines(done))


def _told(desk: Desk, work: str, **more: object) -> dict[str, Any] | None:
    """Have the work done aside; return what it told, or None when the person stopped it."""
    made = aside(desk, f"{_WORK}{work}", **more)
    if made is None:
        desk.talk.say(_("Nothing was changed."))
        return None
    found: dict[str, Any] = json.loads(bytes(made[KEY_ANSWER:]))
    return found
