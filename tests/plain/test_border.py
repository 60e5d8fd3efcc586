"""Border mode in the line mode: prepared for a contact, armed by their two words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from safejournal.domain.records import Contact
from safejournal.errors import InputRejected
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.plain import border
from safejournal.plain.desk import Desk, Left
from safejournal.services import bordering, correspondents, identity, journal
from safejournal.services.opening import Vault
from tests.plain.scripted import Scripted
from tests.vault.journals import make_journal


def desk(vault: Vault, *answers: str) -> tuple[Desk, Scripted]:
    """Return a desk at which these answers are given."""
    talk = Scripted(answers)
    return Desk(talk, vault, None), talk  # type: ignore[arg-type]


def test_it_is_prepared_and_armed(tmp_path: Path) -> None:
    """An unknown key asks once; other words are refused; afterwards it locks."""
    file = tmp_path / "for-bela"
    with (
        make_journal(tmp_path / "friend").open() as friend,
        make_journal(tmp_path / "journal").open() as vault,
    ):
        alone, talk = desk(vault, "1")
        border.border(alone)
        assert "No contact has a key yet" in talk.shown.getvalue()
        contact = journal.record(vault, Contact(name="Bela Example")).id
        correspondents.add_key(vault, contact, identity.show(friend).contact_string)
        at, talk = desk(vault, "1", "1", "", "1", "1", "y", str(file))
        border.border(at)
        assert not file.exists()
        border.border(at)
        assert "Nothing has been taken away yet" in talk.shown.getvalue()
        target = io.BytesIO()
        source = io.BytesIO(file.read_bytes())
        age.unseal(read_header(source), source, target, identity.own_keys(friend).age_secret)
        lines = target.getvalue().decode().splitlines()
        confirm = next(line.strip() for line in lines if line.startswith("    "))
        wrong, _talk = desk(vault, "2", "two words")
        with pytest.raises(InputRejected):
            border.border(wrong)
        right, talk = desk(vault, "2", confirm, "y")
        with pytest.raises(Left):
            border.border(right)
        assert "except the contact's words" in talk.shown.getvalue()
        assert bordering.armed(vault)
