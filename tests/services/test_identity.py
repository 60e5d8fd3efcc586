"""A vault's own keys: made once, kept, handed over in every form, and never mixed with practice."""

from __future__ import annotations

from pathlib import Path

import pyrage
import pytest

from safejournal.errors import InputRejected
from safejournal.services import identity
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.vault.journals import Journal, make_journal


def test_the_age_key_is_made_once_and_stays(journal: Journal) -> None:
    """Opened again, and after compaction, it is the same; before it is needed there is none."""
    from safejournal.vault import identity as stored
    from safejournal.vault.compaction import compact

    with journal.open() as vault:
        with vault.reading() as connection:
            assert stored.age_key(connection) is None
        first = identity.show(vault)
        compact(vault)
        assert identity.show(vault) == first
    with journal.open() as vault:
        assert identity.show(vault) == first


def test_the_author_of_versions_is_the_one_that_is_handed_over(vault: Vault) -> None:
    """Whoever holds the contact string recognises the author of every excerpt."""
    shown = identity.show(vault)
    assert shown.author == vault.author.hex()
    assert identity.read_key(shown.contact_string).author == shown.author


@pytest.mark.parametrize("language", ["en", "ru"])
def test_every_form_that_is_handed_over_is_read(vault: Vault, language: str) -> None:
    """One line, capitals from a QR code, forty-two words; and eight words, equal on both sides."""
    shown = identity.show(vault, language)
    read = identity.read_key(shown.contact_string)
    for form in (shown.contact_string.upper(), " ".join(shown.typed), ", ".join(shown.typed)):
        assert identity.read_key(form) == read
    assert identity.compared_words(read, language) == shown.words
    assert len(shown.words) == 8
    assert identity.read_key(shown.recipient).recipient == read.recipient


def test_the_private_key_is_the_one_of_the_public_key(vault: Vault) -> None:
    """What others seal to the recipient, age opens with the secret."""
    keys = identity.own_keys(vault)
    secret = pyrage.x25519.Identity.from_str(keys.age_secret)
    assert str(secret.to_public()) == identity.show(vault).recipient
    assert keys.age_secret not in repr(keys)


def test_a_practice_vault_has_keys_of_practice(tmp_path: Path) -> None:
    """They say so in the contact string itself, and in other words."""
    with make_journal(tmp_path / "p", realm=Realm.PRACTICE).open() as vault:
        shown = identity.show(vault)
        assert shown.practice
        assert shown.contact_string.startswith("sjp1")
        assert identity.read_key(" ".join(shown.typed)).practice


def test_what_one_is_called_is_kept_and_bounded(vault: Vault) -> None:
    """On one line, and short enough for a card."""
    assert identity.called(vault) == ""
    identity.set_called(vault, "  Birch \n tree ")
    assert identity.show(vault).called == "Birch tree"
    with pytest.raises(InputRejected):
        identity.set_called(vault, "x" * 201)
    assert identity.called(vault) == "Birch tree"


def test_a_key_that_is_too_long_is_refused(vault: Vault) -> None:
    """A megabyte pasted by mistake is no key."""
    with pytest.raises(InputRejected, match="too long"):
        identity.read_key("sj1" + "q" * 1_000_000)


def test_the_qr_code_is_given_for_terminal_page_and_paper(vault: Vault) -> None:
    """Three forms of one contact string."""
    text = identity.show(vault).contact_string
    assert "█" in identity.qr_drawing(text)
    assert identity.qr_svg(text).startswith(b"<svg")
    assert identity.qr_png(text).startswith(b"\x89PNG")
