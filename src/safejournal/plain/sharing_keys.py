"""Keys in the line mode: one's own, a contact's, compared by their words, made on a card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, Refused, SafeJournalError
from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.plain.several import ask_new_file, ask_path
from safejournal.plain.talk import Talk
from safejournal.services import correspondents, identity, journal
from safejournal.services.correspondents import Key
from safejournal.services.written_file import new_file
from safejournal.wording.correspondents import change, how_to_compare, key_state, numbered
from safejournal.wording.errors import explain
from safejournal.wording.exchanged import exchange_lines
from safejournal.wording.names import shown_name

MOST = 500
"""Contacts that are listed."""

LARGEST_FILE = 16 * 1024
"""Bytes that are read of a file with a key."""


def own(desk: Desk) -> None:
    """Say the words and keys to hand over, and offer what can be done with them."""
    acts: list[tuple[str, Callable[[Desk], None]]] = [
        (_("Set what I am called in what I send"), _set_called),
        (_("The keys as forty-two words"), _say_typed),
        (_("Write the contact string into a file"), _write_string),
        (_("Write the QR code into a picture"), _write_picture),
    ]
    _say_own(desk)
    while True:
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), [name for name, _a in acts])
        if chosen is None:
            return
        acts[chosen][1](desk)


def _say_own(desk: Desk) -> None:
    shown = identity.show(desk.vault, language())
    desk.talk.say(_("The eight words, to be compared aloud:"))
    desk.talk.say_all(numbered(shown.words, 1))
    desk.talk.say(how_to_compare())
    desk.talk.say(_("Contact string:"))
    desk.talk.say(shown.contact_string)
    desk.talk.say(_("For age alone:"))
    desk.talk.say(shown.recipient)
    if shown.called:
        desk.talk.say(_("You are called “{name}” in what you send.").format(name=shown.called))


def _set_called(desk: Desk) -> None:
    name = desk.talk.ask(_("A pseudonym that your contacts know, Enter to go back: "))
    if name:
        identity.set_called(desk.vault, name)


def _say_typed(desk: Desk) -> None:
    desk.talk.say_all(numbered(identity.show(desk.vault, language()).typed, 1))


def _write_string(desk: Desk) -> None:
    string = identity.show(desk.vault).contact_string
    _write(desk.talk, "key.txt", f"{string}\n".encode())


def _write_picture(desk: Desk) -> None:
    _write(desk.talk, "key.png", identity.qr_png(identity.show(desk.vault).contact_string))


def _write(talk: Talk, name: str, content: bytes) -> None:
    warning = _("Nothing in it is secret, but it shows that you have such keys.")
    target = ask_new_file(talk, name, warning)
    if target is None:
        return
    with new_file(target) as file:
        file.write(content)
    talk.say(_("Written: {place}").format(place=target))


def of_contact(desk: Desk) -> None:
    """Let a contact be chosen, and offer what can be done with their keys."""
    wanted = journal.Filter(kinds=(Kind.CONTACT,))
    found = journal.browse(desk.vault, wanted, limit=MOST)
    if not found:
        desk.talk.say(_("No contact is written down yet."))
        return
    lines = [contact_line(desk, each) for each in found]
    chosen = desk.talk.choose(_("Whose keys? Number, or Enter to go back: "), lines)
    if chosen is not None:
        keys_of(desk, found[chosen])


def contact_line(desk: Desk, contact: Record) -> str:
    """Return a contact with how far their key may be believed: it is said wherever they are."""
    key = correspondents.key_of(desk.vault, contact.id)
    never = isinstance(contact.content, Contact) and contact.content.never_contact
    told = f"{shown_name(contact)} – {key_state(key)}"
    return f"{told} – {_('NEVER CONTACT')}" if never else told


def keys_of(desk: Desk, contact: Record) -> None:
    """Say how far a contact's keys may be believed, and offer what can be done."""
    acts: list[tuple[str, Callable[[Desk, Record], None]]] = [
        (_("Take in the key that they gave me"), _add),
        (_("Compare the words"), _compare),
        (_("Make a key card for them"), _make_card),
    ]
    while True:
        desk.talk.say()
        desk.talk.say_all(_about(desk, contact))
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), [name for name, _a in acts])
        if chosen is None:
            return
        try:
            acts[chosen][1](desk, contact)
        except SafeJournalError as error:
            desk.talk.say("\n".join(part for part in explain(error) if part))


def _about(desk: Desk, contact: Record) -> Iterator[str]:
    record = journal.show(desk.vault, contact.id)
    key = correspondents.key_of(desk.vault, contact.id)
    yield f"{shown_name(record)}: {key_state(key)}"
    if key is not None:
        if key.changed:
            yield _("Other keys counted before.")
        yield from _words(key)
    yield from exchange_lines(desk.vault, record)


def _words(key: Key) -> list[str]:
    return numbered(identity.compared_words(key.public, language()), 1)


def _add(desk: Desk, contact: Record) -> None:
    talk, vault = desk.talk, desk.vault
    talk.say(_("Their contact string, an age recipient, or forty-two words on one line."))
    typed = talk.ask(_("The key, + for a file, Enter to go back: "))
    if typed == "+":
        path = ask_path(talk, _("Path of the file, Enter to go back: "))
        typed = _read(path) if path is not None else ""
    if not typed:
        return
    try:
        talk.say(change(correspondents.add_key(vault, contact.id, typed)))
    except ConfirmationNeeded:
        _say_alarm(talk, correspondents.key_of(vault, contact.id), typed)
        if talk.ask_yes(_("They told me themselves: take the new one?")):
            talk.say(change(correspondents.add_key(vault, contact.id, typed, confirmed=True)))


def _say_alarm(talk: Talk, known: Key | None, typed: str) -> None:
    talk.say(_("ALARM: this is another key than before."))
    talk.say(
        _("Somebody may have put theirs in its place. Ask the contact by a way that you trust.")
    )
    if known is not None:
        talk.say(_("Until now:"))
        talk.say_all(_words(known))
    talk.say(_("New:"))
    talk.say_all(numbered(identity.compared_words(identity.read_key(typed), language()), 1))


def _read(path: Path) -> str:
    """Return the text of a file. Raises Refused where it is none, or cannot be read."""
    try:
        if not path.is_file():
            raise Refused(_("This is no plain file."))
        with path.open("rb") as file:
            return file.read(LARGEST_FILE).decode("utf-8", "replace").strip()
    except (OSError, ValueError):
        raise Refused(_("This file cannot be read.")) from None


def _compare(desk: Desk, contact: Record) -> None:
    key = correspondents.key_of(desk.vault, contact.id)
    if key is None:
        desk.talk.say(_("This contact has no key yet."))
        return
    desk.talk.say(how_to_compare())
    desk.talk.say_all(_words(key))
    if not desk.talk.ask_yes(_("Are all eight the same on both sides?")):
        desk.talk.say(_("Nothing was noted."))
        return
    how = desk.talk.ask(_("How were the words compared? "))
    desk.talk.say(key_state(correspondents.trust(desk.vault, contact.id, how)))


def _make_card(desk: Desk, contact: Record) -> None:
    talk, vault = desk.talk, desk.vault
    talk.say(
        _(
            "For a contact who cannot make one. It goes to them on paper, never over a wire. You "
            "could read what it opens, and so could whoever sees the screen now."
        )
    )
    had = correspondents.key_of(vault, contact.id) is not None
    question = _("They have a key already. Make a new one that takes its place?")
    if not talk.ask_yes(question if had else _("Make a key, and show it once?")):
        return
    card = correspondents.make_key_card(vault, contact.id, language(), confirmed=True)
    talk.say(_("The secret key. It is shown this once and kept nowhere:"))
    talk.say(card.secret)
    talk.say(_("Bundles for them are sealed to:"))
    talk.say(card.recipient)
    talk.say(_("Your eight words, by which they know that a bundle is yours:"))
    talk.say_all(numbered(card.sender_words, 1))
    talk.ask(_("Enter when it is copied. What stands above stays in this window: "))
