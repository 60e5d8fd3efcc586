"""Contacts' keys: a first one, the same again, another one (an alarm), words, key cards."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from safejournal.domain.records import Contact, Note, Verification
from safejournal.errors import ConfirmationNeeded, InputRejected, Refused
from safejournal.exchange.manifest import Proof
from safejournal.exchange.private_keys import read_identity_file
from safejournal.services import correspondents, identity, journal
from safejournal.services.correspondents import Change
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.exchange.people import Somebody
from tests.services.exchanging import Two
from tests.vault.journals import make_journal


def add(pair: Two, key: str, **options: bool) -> Change:
    """Let Anna take in a key for Bela."""
    return correspondents.add_key(pair.anna, pair.bela_at_anna, key, **options)


def test_a_first_key_is_taken_and_compared_with_nobody(strangers: Two) -> None:
    """It stands in the record too, and nothing says that it was compared."""
    shown = identity.show(strangers.bela)
    assert add(strangers, shown.contact_string) is Change.FIRST
    key = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert key is not None
    assert (key.public.contact_string, key.compared) == (shown.contact_string, None)
    content = journal.show(strangers.anna, strangers.bela_at_anna).content
    assert isinstance(content, Contact)
    assert (content.recipient, content.verified) == (shown.recipient, None)
    assert content.name == "Bela Example"


def test_comparing_the_words_is_noted_with_day_and_way(strangers: Two) -> None:
    """In the record and beside the key; the same key given again changes nothing of it."""
    add(strangers, " ".join(identity.show(strangers.bela).typed))
    key = correspondents.trust(strangers.anna, strangers.bela_at_anna, "by  voice\n")
    assert key.compared is not None
    assert (key.compared.isoformat(), key.how) == ("2026-05-01", "by voice")
    content = journal.show(strangers.anna, strangers.bela_at_anna).content
    assert isinstance(content, Contact)
    assert content.verified == Verification(on="2026-05-01", how="by voice")
    assert add(strangers, identity.show(strangers.bela).contact_string) is Change.SAME
    again = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert again == key


@pytest.mark.parametrize("which", ["both keys", "age key only", "other signing key"])
def test_another_key_is_an_alarm(strangers: Two, which: str) -> None:
    """Refused until it is confirmed; then what was compared before counts no more."""
    bela, other = identity.show(strangers.bela), Somebody().public
    add(strangers, bela.contact_string)
    correspondents.trust(strangers.anna, strangers.bela_at_anna, "by voice")
    key = other.contact_string
    if which == "age key only":
        key = other.age_recipient
    elif which == "other signing key":
        key = replace(identity.read_key(bela.contact_string), signing=other.signing).contact_string
    with pytest.raises(ConfirmationNeeded, match="another key"):
        add(strangers, key)
    before = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert before is not None
    assert before.compared is not None
    assert add(strangers, key, confirmed=True) is Change.CHANGED
    after = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert after is not None
    assert (after.compared, after.changed) == (None, True)
    content = journal.show(strangers.anna, strangers.bela_at_anna).content
    assert isinstance(content, Contact)
    assert content.verified is None


def test_a_key_that_was_edited_into_the_record_is_an_alarm(strangers: Two) -> None:
    """What the screen shows and what is sealed to must be one thing."""
    add(strangers, identity.show(strangers.bela).contact_string)
    record = journal.show(strangers.anna, strangers.bela_at_anna)
    assert isinstance(record.content, Contact)
    changed = replace(record.content, recipient=Somebody().public.age_recipient)
    journal.revise(strangers.anna, record.id, changed)
    key = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert key is not None
    assert key.disagrees
    with pytest.raises(Refused, match="another key"):
        correspondents.trust(strangers.anna, strangers.bela_at_anna, "by voice")


def test_keys_that_cannot_be_this_contact_s_are_refused(strangers: Two) -> None:
    """One's own, another contact's, those of practice, those that protect nobody."""
    other = journal.record(strangers.anna, Contact(name="Chris")).id
    correspondents.add_key(strangers.anna, other, identity.show(strangers.bela).contact_string)
    for key, error in (
        (identity.show(strangers.anna).contact_string, Refused),
        (identity.show(strangers.bela).contact_string, Refused),
        (Somebody(practice=True).public.contact_string, InputRejected),
        ("age1" + "q" * 58, InputRejected),
        ("hello", InputRejected),
    ):
        with pytest.raises(error):
            add(strangers, key)
    assert correspondents.key_of(strangers.anna, strangers.bela_at_anna) is None


def test_a_real_key_is_refused_by_a_practice_vault(tmp_path: Path) -> None:
    """And the other way round, so that nobody plays with somebody real."""
    with make_journal(tmp_path / "p", realm=Realm.PRACTICE).open() as vault:
        contact = journal.record(vault, Contact(name="x")).id
        with pytest.raises(InputRejected, match="do not go together"):
            correspondents.add_key(vault, contact, Somebody().public.contact_string)
        correspondents.add_key(vault, contact, Somebody(practice=True).public.contact_string)


def test_only_a_contact_has_a_key(vault: Vault) -> None:
    """Any other record, and one that was removed, is refused."""
    note = journal.record(vault, Note(title="x")).id
    with pytest.raises(Refused, match="no contact"):
        correspondents.add_key(vault, note, Somebody().public.contact_string)


def test_a_recipient_that_was_written_into_the_record_counts(vault: Vault) -> None:
    """Whoever keeps a contact through another program has a key, compared if the record says so."""
    public = Somebody().bare
    contact = Contact(name="x", recipient=public.age_recipient)
    one = journal.record(vault, contact).id
    key = correspondents.key_of(vault, one)
    assert key is not None
    assert (key.public, key.compared) == (public, None)
    seen = replace(contact, verified=Verification(on="2026-04-01", how="in person"))
    other = correspondents.key_of(vault, journal.record(vault, seen).id)
    assert other is not None
    assert other.compared is not None
    trusted = correspondents.trust(vault, one, "by voice")
    assert trusted.compared is not None
    with vault.reading() as connection:
        match = correspondents.whose(connection, public, Proof.CODE)
    assert (match.contact, match.compared) == (one, True)
    nothing = journal.record(vault, Contact(name="y", recipient="see letter")).id
    assert correspondents.key_of(vault, nothing) is None


def test_a_key_card_gives_a_key_once_and_keeps_no_secret(strangers: Two) -> None:
    """The contact can open with it; the vault remembers that it made it, and not the secret."""
    card = correspondents.make_key_card(strangers.anna, strangers.bela_at_anna)
    secret = read_identity_file(card.secret.encode())
    assert secret.public.age_recipient == card.recipient
    assert card.secret not in repr(card)
    assert card.sender_words == identity.show(strangers.anna).words
    key = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert key is not None
    assert key.made_here
    with strangers.anna.reading() as connection:
        tables = [
            name
            for (name,) in connection.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
            )
        ]
        for table in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    assert value != secret.age
                    assert card.secret not in str(value)
    with pytest.raises(ConfirmationNeeded):
        correspondents.make_key_card(strangers.anna, strangers.bela_at_anna)


def test_erasing_a_contact_takes_their_keys_away(strangers: Two) -> None:
    """Nothing is left that says whose key this was."""
    shown = identity.show(strangers.bela)
    add(strangers, shown.contact_string)
    journal.erase(strangers.anna, strangers.bela_at_anna)
    public = identity.read_key(shown.contact_string)
    with strangers.anna.reading() as connection:
        assert correspondents.whose(connection, public, Proof.CODE).contact is None
