"""What others sent, in the line mode: looked at, taken in, accepted or discarded, acknowledged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from safejournal.errors import ConfirmationNeeded, InputRejected, SafeJournalError
from safejournal.i18n import _, language, ngettext
from safejournal.plain.desk import Desk
from safejournal.plain.several import ask_new_file, ask_path, choose_several
from safejournal.services import inbox as kept
from safejournal.services import journal, receiving, sharing
from safejournal.services.inbox import Bundle
from safejournal.services.receiving import Agreed, Came, Opened
from safejournal.wording.bundles import (
    bundle_lines,
    bundle_row,
    entry_line,
    excerpt_lines,
    heading_lines,
    instruction_lines,
    standing_line,
)
from safejournal.wording.errors import explain
from safejournal.wording.names import shown_name
from safejournal.wording.received import receipt_known
from safejournal.wording.telling import Told

ASK_WORDS = "safejournal.plain.bundle_passphrase:ask"

T = TypeVar("T")

_BY_WORDS = "this was sealed with a passphrase"
"""How the reason begins for which six words are asked."""


def look(desk: Desk) -> None:
    """Say what is in a file, instructions first. Nothing of it is kept."""
    path = ask_path(desk.talk, _("Path of the file, Enter to go back: "))
    if path is None:
        return

    def does(agreed: Agreed, words: str) -> Opened:
        return receiving.open_with_vault(desk.vault, path, agreed=agreed, passphrase=words)

    opened = _read(desk, path, does)
    if opened is None:
        return
    name = _name(desk, opened.contact)
    desk.talk.say_all(heading_lines(opened.manifest, opened.sender, name, opened.marks))
    desk.talk.say()
    desk.talk.say_all(instruction_lines(opened.instructions))
    for excerpt in opened.excerpts:
        desk.talk.say()
        desk.talk.say_all(excerpt_lines(excerpt, opened.sender))
    desk.talk.say(_("Nothing of this was kept."))


def receive(desk: Desk) -> None:
    """Take a file into the inbox, apart from one's own records; or take note of a receipt."""
    path = ask_path(desk.talk, _("Path of the file, Enter to go back: "))
    if path is None:
        return

    def does(agreed: Agreed, words: str) -> Came:
        return receiving.receive(desk.vault, path, agreed=agreed, passphrase=words)

    came = _read(desk, path, does)
    if came is None:
        return
    if came.bundle is not None:
        _decide(desk, came.bundle.number)
        return
    reader = _name(desk, came.contact) or _("its reader")
    looked = came.acknowledged is not None and came.acknowledged.accepted
    told = _("{name} has it and has accepted it.") if looked else _("{name} has it.")
    desk.talk.say(told.format(name=reader))
    if came.known:
        desk.talk.say(receipt_known())


def _read(desk: Desk, path: Path, does: Callable[[Agreed, str], T]) -> T | None:
    """Read a foreign file; what it asks of the machine is agreed to by the person, or it is not."""
    agreed, words = Agreed(), ""
    while True:
        try:
            return does(agreed, words)
        except ConfirmationNeeded as needed:
            desk.talk.say("\n".join(part for part in explain(needed) if part))
            if not desk.talk.ask_yes(_("Read it all the same?")):
                return None
            large = not agreed.large and receiving.is_large(path)
            agreed = replace(agreed, large=True) if large else replace(agreed, memory=True)
        except InputRejected as error:
            if not error.sentence.startswith(_BY_WORDS) or words:
                raise
            words = _ask_words(desk)
            if not words:
                return None


def _ask_words(desk: Desk) -> str:
    """Return the six words, typed in a process of their own."""
    child = desk.start(ASK_WORDS, language().encode("ascii"))
    try:
        typed = child.wait()
    finally:
        child.stop()
    words = " ".join(typed.decode("utf-8", "replace").split())
    typed[:] = bytes(len(typed))
    return words


def inbox(desk: Desk) -> None:
    """Let a bundle be chosen and decided on."""
    while True:
        found = kept.bundles(desk.vault)
        if not found:
            desk.talk.say(_("Nothing has come."))
            return
        here = desk.vault.clock()
        rows = [bundle_row(each, _name(desk, each.contact), here) for each in found]
        chosen = desk.talk.choose(_("Number to open, Enter to go back: "), rows)
        if chosen is None:
            return
        _decide(desk, found[chosen].number)


def accepted(desk: Desk) -> None:
    """Say the accepted records of others, and let one be read."""
    found = kept.accepted(desk.vault)
    if not found:
        desk.talk.say(_("Nothing of others was accepted yet. What came waits in the inbox."))
        return
    lines = [f"{entry_line(came, entry)} – {_whose(desk, came)}" for came, entry in found]
    while True:
        chosen = desk.talk.choose(_("Number to read it, Enter to go back: "), lines)
        if chosen is None:
            return
        came, entry = found[chosen]
        desk.talk.say_all(bundle_lines(desk.vault, came, [entry], _name(desk, came.contact)))


def _whose(desk: Desk, came: Bundle) -> str:
    if (name := _name(desk, came.contact)) is not None:
        return name
    return _("not shown") if came.sender is None else _("an unknown key")


def _decide(desk: Desk, number: int) -> None:
    """Say a bundle, and offer what can be done with it until it is gone or left."""
    acts: list[tuple[str, Callable[[Desk, Bundle], None]]] = [
        (_("Read its records"), _read_records),
        (_("Accept all, as theirs and not my own"), _accept_all),
        (_("Accept some"), _accept_some),
        (_("Discard some"), _discard_some),
        (_("Discard the whole bundle"), _discard),
        (_("Write a receipt for its sender"), _receipt),
        (_("Write a file out"), _save),
    ]
    came = kept.bundle(desk.vault, number)
    desk.talk.say_all(bundle_lines(desk.vault, came, (), _name(desk, came.contact)))
    while True:
        desk.talk.say()
        for entry in came.entries:
            desk.talk.say(standing_line(came, entry))
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), [name for name, _a in acts])
        if chosen is None:
            return
        try:
            acts[chosen][1](desk, came)
        except SafeJournalError as error:
            desk.talk.say("\n".join(part for part in explain(error) if part))
        still = [each for each in kept.bundles(desk.vault) if each.number == number]
        if not still:
            return
        came = still[0]


def _read_records(desk: Desk, came: Bundle) -> None:
    desk.talk.say_all(bundle_lines(desk.vault, came, came.entries, _name(desk, came.contact)))


def _accept_all(desk: Desk, came: Bundle) -> None:
    _say_accepted(desk, kept.accept(desk.vault, came.number))


def _say_accepted(desk: Desk, count: int) -> None:
    said = ngettext("{n} record accepted, as theirs.", "{n} records accepted, as theirs.", count)
    desk.talk.say(said.format(n=count))


def _some(desk: Desk, came: Bundle) -> list[int]:
    lines = [entry_line(came, entry) for entry in came.entries]
    places = choose_several(desk.talk, _("Which? Numbers, or Enter for none: "), lines)
    return [came.entries[place].number for place in places]


def _accept_some(desk: Desk, came: Bundle) -> None:
    if entries := _some(desk, came):
        _say_accepted(desk, kept.accept(desk.vault, came.number, entries))


def _discard_some(desk: Desk, came: Bundle) -> None:
    entries = _some(desk, came)
    if entries and desk.talk.ask_yes(_("Delete them for good?")):
        kept.discard(desk.vault, came.number, entries)
        desk.talk.say(_("Discarded."))


def _discard(desk: Desk, came: Bundle) -> None:
    desk.talk.say(_("Its number is remembered, so that a replay is known."))
    if desk.talk.ask_yes(_("Delete this whole bundle for good?")):
        kept.discard(desk.vault, came.number)
        desk.talk.say(_("Discarded."))


def _receipt(desk: Desk, came: Bundle) -> None:
    warning = _("A small sealed file that says which bundle arrived. Send it back to them.")
    target = ask_new_file(desk.talk, sharing.neutral_name(), warning)
    if target is not None:
        kept.receipt(desk.vault, came.number, target, Told(language()), language=language())
        desk.talk.say(_("Written: {place}").format(place=target))


def _save(desk: Desk, came: Bundle) -> None:
    if not came.files:
        desk.talk.say(_("There is no file in it."))
        return
    names = [name for name, _size in came.files]
    chosen = desk.talk.choose(_("Number of the file, Enter to go back: "), names)
    if chosen is None:
        return
    warning = _("What is written out lies in the clear: whoever finds the file can read it.")
    target = ask_new_file(desk.talk, names[chosen].rpartition("/")[2], warning)
    if target is not None:
        kept.save_file(desk.vault, came.number, names[chosen], target)
        desk.talk.say(_("Written: {place}").format(place=target))


def _name(desk: Desk, contact: str | None) -> str | None:
    """Return what a contact is called; None for nobody known."""
    if contact is None:
        return None
    found = journal.show_all(desk.vault, [contact]).get(contact)
    return shown_name(found) if found is not None else None
