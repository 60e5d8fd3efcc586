"""Contacts' keys: taken in, compared, and made for who has none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.errors import ConfirmationNeeded, InputRejected, Refused, WrongUsage
from safejournal.i18n import _, later

if TYPE_CHECKING:
    from safejournal.services.correspondents import Change, Key, KeyCard
    from safejournal.services.opening import Vault

_WAYS = {
    "voice": later("by voice"),
    "video": later("by video"),
    "in_person": later("in person"),
    "paper": later("with words on paper"),
}
"""How words are compared, for a command line in which no sentence of a person belongs."""


@click.group(cls=Acts, help=_("Take in a contact's key, and trust it."))
def contact() -> None:
    """Group the acts on contacts' keys."""


@contact.command(
    cls=Act,
    short_help=_("Take in the key that a contact gave you."),
    help=_(
        "Take in the key that a contact gave you: their contact string, an age recipient, or the"
        " forty-two words."
        "\n\nWithout FILE it is asked for on the terminal; `-` reads standard input. Another key"
        " than the one that is here is an alarm and needs a yes."
    ),
)
@click.argument("id_", metavar="ID")
@click.argument("file", required=False, metavar="[FILE|-]")
@yes
@click.pass_obj
def key(session: Session, id_: str, file: str | None) -> None:
    """Take in a contact's key."""
    text = _text(session, file)
    with session.vault() as vault:
        from safejournal.services import correspondents, journal

        found = journal.find_id(vault, id_)
        before = correspondents.key_of(vault, found)
        if text is None:
            text = session.ask_line(_("The contact string, or the forty-two words: "))
        try:
            change = correspondents.add_key(vault, found, text, confirmed=session.yes)
        except ConfirmationNeeded as needed:
            _alarm(before, text, needed)
            session.confirm(_("Put the new key in the old one's place?"))
            change = correspondents.add_key(vault, found, text, confirmed=True)
        now = correspondents.key_of(vault, found)
        answer(
            session,
            lambda: {"contact": found, "change": change.value} | key_document(now),
            lambda: folded(_key_lines(now, change)),
        )


def _text(session: Session, file: str | None) -> str | None:
    """Return what is in the file, without remarks; None when it is to be asked for."""
    if file is None:
        if not session.asks:
            raise WrongUsage("Give a FILE, or - for standard input.")
        return None
    if file == "-":
        text = read_words(session, "-")
    else:
        from safejournal.cli.input import read_document

        try:
            text = read_document(session, file).decode("utf-8")
        except UnicodeDecodeError:
            raise InputRejected("this is not UTF-8 text") from None
    return "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))


def _alarm(before: Key | None, text: str, needed: ConfirmationNeeded) -> None:
    from safejournal.services.identity import compared_words, read_key
    from safejournal.wording.errors import explain

    tell("! " + "\n".join(part for part in explain(needed) if part))
    for sentence, public in (
        (_("The words of the key that is here: {words}"), before.public if before else None),
        (_("The words of the new key: {words}"), read_key(text)),
    ):
        if public is not None:
            tell(sentence.format(words=" ".join(compared_words(public, i18n.language()))))


def _key_lines(now: Key | None, change: Change) -> Iterator[str]:
    from safejournal.wording import correspondents as said

    yield said.change(change)
    yield from _words_lines(now)
    yield said.key_state(now)


def _words_lines(key: Key | None) -> Iterator[str]:
    from safejournal.services.identity import compared_words
    from safejournal.wording.correspondents import numbered

    if key is not None:
        yield from numbered(compared_words(key.public, i18n.language()))


def key_document(key: Key | None) -> dict[str, Any]:
    """Return what is known of a contact's key, for --json."""
    if key is None:
        return {"recipient": None}
    from safejournal.services.identity import compared_words

    compared = {"on": key.compared.isoformat(), "how": key.how} if key.compared else None
    return {
        "recipient": key.public.age_recipient,
        "contact_string": key.public.contact_string,
        "words": list(compared_words(key.public, i18n.language())),
        "compared": compared,
        "verified": compared is not None and not key.disagrees,
        "made_here": key.made_here,
        "changed": key.changed,
        "disagrees": key.disagrees,
    }


@contact.command(
    cls=Act,
    short_help=_("Note that the words were compared."),
    help=_(
        "Note that the eight words of a contact's key were compared with them, today, and how."
        "\n\nThe words are shown and it is asked whether all agreed. With --yes nothing is asked;"
        " --how then says how, and `-` reads it from standard input."
    ),
)
@click.argument("id_", metavar="ID")
@click.option(
    "--how", type=click.Choice([*_WAYS, "-"]), help=_("How the words were compared; - reads it.")
)
@yes
@click.pass_obj
def trust(session: Session, id_: str, how: str | None) -> None:
    """Note that words were compared."""
    said = read_words(session, "-") if how == "-" else _(_WAYS[how]) if how else None
    with session.vault() as vault:
        from safejournal.services import correspondents, journal

        found = journal.find_id(vault, id_)
        before = correspondents.key_of(vault, found)
        if before is None:
            raise Refused("This contact has no key yet.")
        if not session.yes:
            _show_both(vault, before)
            session.confirm(_("Did you hear or see all eight from them, and did they agree?"))
        if said is None:
            asked = session.asks and not session.yes
            said = session.ask_line(_("How were they compared? ")) if asked else ""
        trusted = correspondents.trust(vault, found, said)
        answer(
            session,
            lambda: {"contact": found} | key_document(trusted),
            lambda: _trusted_lines(trusted),
        )


def _show_both(vault: Vault, key: Key) -> None:
    from safejournal.services import identity
    from safejournal.wording.correspondents import how_to_compare, numbered

    tell("\n".join(folded([how_to_compare()])))
    tell(_("Their key:"))
    tell("\n".join(_words_lines(key)))
    tell(_("Yours, which they compare:"))
    tell("\n".join(numbered(identity.show(vault, i18n.language()).words)))


def _trusted_lines(key: Key) -> Iterator[str]:
    from safejournal.wording.correspondents import key_state

    yield from _words_lines(key)
    yield key_state(key)


@click.command(
    cls=Act,
    short_help=_("Make a key for a contact who has none."),
    help=_(
        "Make an age key for a contact who has none, to be handed over on paper."
        "\n\nThe secret is shown this once, on a terminal or in --json, and not kept. Whoever makes"
        " a key card could have read what it opens. -o writes a page to be printed instead: the"
        " key as text and as a code for a camera, with your eight words."
    ),
)
@click.argument("id_", metavar="CONTACT")
@click.option("-o", "target", metavar="FILE", help=_("The new file: .html, .pdf or .txt."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@yes
@click.pass_obj
def keycard(session: Session, id_: str, target: str | None, *, force: bool) -> None:
    """Make a key card."""
    if target is None:
        session.refuse_public_secrets()
    with session.vault() as vault:
        from safejournal.services import correspondents, identity, journal

        found = journal.find_id(vault, id_)
        language = i18n.language()
        confirmed = session.yes
        if not confirmed and correspondents.key_of(vault, found) is not None:
            session.confirm(_("This contact has a key already. Put a new one in its place?"))
            confirmed = True
        if target is not None:
            _write_page(session, vault, found, target, confirmed=confirmed, force=force)
            return
        card = correspondents.make_key_card(vault, found, language, confirmed=confirmed)
        recipient = identity.show(vault).recipient
        answer(
            session,
            lambda: {
                "contact": found,
                "recipient": card.recipient,
                "secret": card.secret,
                "sender_words": list(card.sender_words),
                "sender_recipient": recipient,
                "practice": vault.practice,
            },
            lambda: _card_lines(card),
        )


def _write_page(
    session: Session, vault: Vault, contact: str, target: str, *, confirmed: bool, force: bool
) -> None:
    from safejournal.services.paper import write_keycard
    from safejournal.services.printing import form_of

    form, language = form_of(target), i18n.language()
    card = write_keycard(
        vault, contact, Path(target), form, language, confirmed=confirmed, force=force
    )
    if not session.json:
        tell(_("The page is the key: print it, hand it over, and delete the file."))
    answer(
        session,
        lambda: {
            "contact": contact,
            "recipient": card.recipient,
            "sender_words": list(card.sender_words),
            "format": form,
            "file": target,
        },
        lambda: [target],
    )


def _card_lines(card: KeyCard) -> Iterator[str]:
    from safejournal.services.identity import qr_drawing
    from safejournal.wording.correspondents import numbered

    yield from qr_drawing(card.secret).splitlines()
    yield ""
    yield _("The secret key. It is shown this once and kept nowhere:")
    yield card.secret
    yield _("Bundles for them are sealed to:")
    yield card.recipient
    yield _("Your eight words, by which they know that a bundle is yours:")
    yield from numbered(card.sender_words)
    yield _(
        "You made this key, so you could have read what it opens. Who gets the paper can open"
        " everything that is sealed to it."
    )
