"""The practice vault that a newcomer looks at first."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from safejournal.domain.words import Kind
from safejournal.errors import CannotUnlock
from safejournal.services import drafts, journal, opening
from safejournal.services.demo import PASSPHRASE, make_demo
from safejournal.services.due import due_items
from safejournal.services.search import find
from safejournal.vault.verification import silently, verify
from tests.vault.journals import BEGINNING


def test_the_demo_is_a_practice_vault_with_a_believable_half_year(tmp_path: Path) -> None:
    """Thirty records and more, of all kinds, linked, in two languages, over half a year; whole."""
    made = make_demo(tmp_path / "demo", BEGINNING)
    answer = opening.try_secret(made.place, bytearray(PASSPHRASE.encode()), None)
    with opening.open_vault(made.place, answer, lambda: BEGINNING) as vault:
        assert vault.practice
        records = journal.browse(vault)
        assert len(records) >= 30
        assert set(Counter(record.kind for record in records)) == set(Kind)
        linked = [r for r in records if r.content and r.content.links]
        assert len(linked) >= 9
        assert all(
            journal.show(vault, link.to) for r in linked if r.content for link in r.content.links
        )
        text = " ".join(r.content.title + r.content.text for r in records if r.content)
        assert any("а" <= letter <= "я" for letter in text)
        assert any("a" <= letter <= "z" for letter in text)
        days = sorted(record.sealed for record in records)
        assert days[0] < "2025-12-01"
        assert len(set(days)) > 20
        assert len(due_items(vault)) >= 4
        assert len(drafts.waiting(vault)) == 1
        assert find(vault, "зеленая")
        assert verify(vault, silently).files == 1


def test_only_its_own_passphrase_opens_it(tmp_path: Path) -> None:
    """It is a vault like any other."""
    made = make_demo(tmp_path / "demo", BEGINNING)
    with pytest.raises(CannotUnlock):
        opening.try_secret(made.place, bytearray(b"another"), None)
