"""Contacts' keys: taken in, compared, changed only knowingly; key cards for those who have none."""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from safejournal import codec
from safejournal.domain.records import Contact, Verification
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, InputRejected, Refused
from safejournal.exchange.keys import PublicIdentity, read_contact_string
from safejournal.exchange.manifest import Proof
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.services import journal as records
from safejournal.services.identity import compared_words, own_keys, read_key
from safejournal.services.opening import Vault
from safejournal.vault import correspondents, journal
from safejournal.vault.store import Connection

LONGEST_HOW = 500
"""Characters of how words were compared."""


class Change(StrEnum):
    """What became of a contact's key."""

    FIRST = "first"
    SAME = "same"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """The keys of a contact, and how far they may be believed."""

    contact: str
    public: PublicIdentity
    compared: date | None
    """The day on which the words were compared; None if nobody has."""
    how: str = field(repr=False)
    made_here: bool = False
    """Whether this vault made them for a key card."""
    changed: bool = False
    """Whether other keys counted before."""
    disagrees: bool = False
    """Whether the contact's record names another recipient than the one that was taken in: an
    alarm, since what is seen and what is sealed to would differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCard:
    """A key made for a contact, to be handed over on paper. Shown once; the secret is not kept."""

    secret: str = field(repr=False)
    """`AGE-SECRET-KEY-1…`, the line that goes into a file for age."""
    recipient: str
    sender_words: tuple[str, ...]
    """The eight words of this vault, by which the contact knows whom bundles come from."""


def key_of(vault: Vault, contact: str) -> Key | None:
    """Return the keys of a contact; None where there are none. Raises NotFound."""
    with vault.reading() as connection:
        record = journal.newest(connection, bytes.fromhex(contact))
        return _key(connection, record, practice=vault.practice)


def with_keys(vault: Vault) -> list[Record]:
    """Return the contacts to whom something can be sealed."""
    contacts = records.browse(vault, records.Filter(kinds=(Kind.CONTACT,)))
    return [each for each in contacts if key_of(vault, each.id) is not None]


def has_key_card(vault: Vault, contact: str) -> bool:
    """Tell whether the keys that count for a contact were made here, for a key card."""
    with vault.reading() as connection:
        kept = correspondents.present(connection, contact)
    return kept is not None and kept.made_here


def _key(connection: Connection, record: Record, *, practice: bool) -> Key | None:
    content = _contact(record)
    kept = correspondents.present(connection, record.id)
    if kept is None:
        return _key_from_record(record.id, content)
    public = PublicIdentity(
        recipient=kept.recipient, signing=kept.signing, practice=practice and bool(kept.signing)
    )
    return Key(
        contact=record.id,
        public=public,
        compared=kept.compared,
        how=kept.how,
        made_here=kept.made_here,
        changed=bool(correspondents.former(connection, record.id)),
        disagrees=content.recipient.strip() != public.age_recipient,
    )


def _key_from_record(contact: str, content: Contact) -> Key | None:
    """Return the key that a person wrote into the record by hand."""
    try:
        public = read_contact_string(content.recipient)
    except InputRejected:
        return None
    verified = content.verified
    return Key(
        contact=contact,
        public=public,
        compared=date.fromisoformat(verified.on) if verified else None,
        how=verified.how if verified else "",
    )


def _contact(record: Record) -> Contact:
    if not isinstance(record.content, Contact):
        raise Refused("This record is no contact, or was removed.")
    return record.content


def add_key(vault: Vault, contact: str, text: str, *, confirmed: bool = False) -> Change:
    """Take in the key that a contact gave: a contact string, `age1…`, or forty-two words.

    Another key than the one that counts is an alarm: ConfirmationNeeded unless `confirmed`. A new
    key has been compared with nobody. Raises InputRejected for keys that protect nobody, Refused
    for one's own, another contact's, or those of practice in a vault of one's own.
    """
    public = read_key(text)
    own = own_keys(vault).public
    with vault.writing() as connection:
        record = journal.newest(connection, bytes.fromhex(contact))
        present = _key(connection, record, practice=vault.practice)
        _refuse_misplaced(connection, contact, public, own)
        if present is not None and present.public == public and not present.disagrees:
            return Change.SAME
        if present is not None and not confirmed:
            raise ConfirmationNeeded(
                "This contact has another key already.",
                hint="Ask them, by a way that you trust, whether they have a new one; then compare"
                " the words.",
            )
        _take(vault, connection, record, public, made_here=False)
    return Change.FIRST if present is None else Change.CHANGED


def _refuse_misplaced(
    connection: Connection, contact: str, public: PublicIdentity, own: PublicIdentity
) -> None:
    if public.signing is not None and public.practice != own.practice:
        raise InputRejected("practice keys and keys of one's own do not go together")
    if own.recipient == public.recipient or own.signing == public.signing:
        raise Refused("This is the key of this vault itself.")
    for kept in correspondents.having(connection, public.recipient, public.signing):
        if kept.contact != contact and kept.replaced is None:
            raise Refused("This key is that of another contact.")


def _take(
    vault: Vault,
    connection: Connection,
    record: Record,
    public: PublicIdentity,
    *,
    made_here: bool,
) -> None:
    now = vault.clock()
    correspondents.put(
        connection, record.id, public.recipient, public.signing, now, made_here=made_here
    )
    content = replace(_contact(record), recipient=public.age_recipient, verified=None)
    _seal(vault, connection, record, content)


def _seal(vault: Vault, connection: Connection, record: Record, content: Contact) -> None:
    if content != record.content:
        journal.seal(
            connection,
            record=bytes.fromhex(record.id),
            kind=record.kind,
            body=codec.encode_content(content),
            parents=[bytes.fromhex(v) for v in (record.version, *record.conflicts)],
            author=vault.author,
            now=vault.clock(),
        )


def trust(vault: Vault, contact: str, how: str) -> Key:
    """Note that the words of a contact's keys were compared today, and how.

    The front end has shown the words and asked. Raises Refused where there is no key, where it was
    made here (there is nobody to compare with), or where record and key disagree.
    """
    said = " ".join(how.split())[:LONGEST_HOW]
    with vault.writing() as connection:
        record = journal.newest(connection, bytes.fromhex(contact))
        key = _key(connection, record, practice=vault.practice)
        if key is None:
            raise Refused("This contact has no key yet.")
        if key.disagrees:
            raise Refused("The record of this contact names another key than the one taken in.")
        if correspondents.present(connection, contact) is None:
            public, now = key.public, vault.clock()
            correspondents.put(connection, contact, public.recipient, public.signing, now)
        correspondents.note_compared(connection, contact, vault.clock(), said)
        on = vault.clock().date().isoformat()
        content = replace(_contact(record), verified=Verification(on=on, how=said))
        _seal(vault, connection, record, content)
        found = _key(
            connection, journal.newest(connection, bytes.fromhex(contact)), practice=vault.practice
        )
    if found is None:
        raise Refused("This contact has no key yet.")
    return found


def make_key_card(
    vault: Vault, contact: str, language: str = "en", *, confirmed: bool = False
) -> KeyCard:
    """Make an age key for a contact who has none, to be handed over on paper.

    The secret is returned once and not kept; whoever made it could have read what it opens, and the
    card says so. ConfirmationNeeded where the contact has a key already, unless `confirmed`.
    """
    made = PrivateIdentity(age=generate_age_key())
    own = own_keys(vault).public
    with vault.writing() as connection:
        record = journal.newest(connection, bytes.fromhex(contact))
        if _key(connection, record, practice=vault.practice) is not None and not confirmed:
            raise ConfirmationNeeded("This contact has a key already; a new one takes its place.")
        _take(vault, connection, record, made.public, made_here=True)
    return KeyCard(
        secret=made.age_secret,
        recipient=made.public.age_recipient,
        sender_words=compared_words(own, language),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whose keys these are, among the contacts."""

    contact: str | None
    """None if they are nobody's."""
    compared: bool = False
    author_known: bool = False
    """Whether the signing key is that contact's too, and so what is written under it."""
    changed: bool = False
    """Only one of the two keys is that contact's, or both were theirs once and are no more."""


def whose(connection: Connection, public: PublicIdentity, proof: Proof) -> Match:
    """Return the contact whose keys these are, as far as the proof goes.

    A code is made with the age key, a signature with the signing key; the other of the two is only
    named. Of a contact who gave an age key alone, a signature therefore shows nothing.
    """
    found = correspondents.having(connection, public.recipient, public.signing)
    for kept in found:
        both = kept.signing is not None and kept.signing == public.signing
        enough = both or (kept.signing is None and proof is Proof.CODE)
        if kept.replaced is None and kept.recipient == public.recipient and enough:
            compared = kept.compared is not None
            return Match(contact=kept.contact, compared=compared, author_known=both)
    if found:
        return Match(contact=found[0].contact, changed=True)
    return Match(contact=None)
