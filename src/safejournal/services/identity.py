"""Who this vault is to others: its two keys, and the ways in which they are handed over."""

from __future__ import annotations

from dataclasses import field

from safejournal.content.wordlists import words
from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange import qr, spoken
from safejournal.exchange.keys import LONGEST_KEY_TEXT, PublicIdentity, read_contact_string
from safejournal.exchange.manifest import LONGEST_NAME
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.services.opening import Vault
from safejournal.vault import identity, settings

__all__ = [
    "PublicIdentity",
    "Shown",
    "called",
    "compared_words",
    "own_keys",
    "qr_drawing",
    "qr_png",
    "qr_svg",
    "read_key",
    "set_called",
    "show",
]

_LISTS = {"en": "english", "ru": "russian"}
_CALLED = "pseudonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a person hands over and compares. None of it is secret."""

    contact_string: str
    """Both keys on one line, for paste, a file or the QR code."""
    recipient: str
    """The age key alone, for somebody who has only age."""
    words: tuple[str, ...]
    """Eight, to be compared aloud."""
    typed: tuple[str, ...]
    """Forty-two, for somebody who can only type."""
    ssh_key: str
    """The signing key, for `ssh-keygen -Y verify`."""
    author: str
    practice: bool
    called: str = field(repr=False)
    """What the person is called in what they send; "" as long as they have not said."""


def own_keys(vault: Vault) -> PrivateIdentity:
    """Return the vault's keys. The age key is made, and kept, the first time."""
    with vault.reading() as connection:
        found, signing = identity.age_key(connection), identity.author_key(connection)
    if found is None:
        with vault.writing() as connection:
            found = identity.age_key_or_new(connection, generate_age_key)
    return PrivateIdentity(age=found, signing=signing, practice=vault.practice)


def show(vault: Vault, language: str = "en") -> Shown:
    """Return what to hand over, with the words in a language (`en` or `ru`)."""
    public = own_keys(vault).public
    return Shown(
        contact_string=public.contact_string,
        recipient=public.age_recipient,
        words=compared_words(public, language),
        typed=spoken.typed_words(public, words(_LISTS[language])),
        ssh_key=public.ssh_key,
        author=public.author,
        practice=public.practice,
        called=called(vault),
    )


def compared_words(public: PublicIdentity, language: str = "en") -> tuple[str, ...]:
    """Return the eight words of anybody's keys."""
    return spoken.compared_words(public, words(_LISTS[language]))


def read_key(text: str) -> PublicIdentity:
    """Return the keys that were pasted or typed: a contact string, `age1…`, or forty-two words.

    Raises InputRejected for a wrong letter or word, and for keys that protect nobody.
    """
    if len(text) > LONGEST_KEY_TEXT:
        raise InputRejected("this is too long for a key")
    if len(text.split()) == spoken.TYPED or len(text.replace(",", " ").split()) == spoken.TYPED:
        return spoken.read_typed_words(text, {name: words(name) for name in _LISTS.values()})
    return read_contact_string(text)


def called(vault: Vault) -> str:
    """Return what the person is called in what they send."""
    with vault.reading() as connection:
        found = settings.read(connection).get(_CALLED, "")
    return found if isinstance(found, str) else ""


def set_called(vault: Vault, pseudonym: str) -> None:
    """Set what the person is called in what they send. Raises InputRejected when it is too long."""
    name = " ".join(pseudonym.split())
    if len(name) > LONGEST_NAME:
        raise InputRejected(f"a name holds at most {LONGEST_NAME} characters")
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_CALLED: name})


def qr_drawing(text: str, *, dark_terminal: bool = True) -> str:
    """Return a contact string as a QR code, drawn in half blocks."""
    return qr.draw(text.upper(), dark_terminal=dark_terminal)


def qr_svg(text: str) -> bytes:
    """Return it as a picture for a page."""
    return qr.svg(text.upper())


def qr_png(text: str) -> bytes:
    """Return it as a picture."""
    return qr.png(text.upper())
