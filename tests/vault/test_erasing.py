"""Erasing, seen by an examiner who has the passphrase and reads every page of the store."""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.domain.words import Kind
from safejournal.services import attachments, drafts, journal
from safejournal.vault.vault import Vault
from tests.vault import independent_reader
from tests.vault.journals import Journal, make_journal

CANARY = "зебра-zebracanary"
WORD = b"zebracanar"
"""As the body, the index and a draft hold it; the index may keep a word without its last letter."""


def pages(made: Journal) -> bytes:
    """Return every page of the store, decrypted by the independent reader."""
    key = bytes(made.head.store_key(made.dek, made.realm))
    return independent_reader.decrypted(made.store.read_bytes(), key)


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    """A journal with ordinary records before and after the one that is to go."""
    return make_journal(tmp_path / "journal")


def fill(vault: Vault, count: int) -> None:
    """Write ordinary records."""
    for number in range(count):
        journal.record(vault, Note(title=f"ordinary {number}", text="other words " * 30))


def test_no_page_holds_a_word_of_what_was_erased(made: Journal, tmp_path: Path) -> None:
    """Body, older versions, index, draft, file, tag, link word: nothing is left in any page."""
    (tmp_path / "file").write_bytes(CANARY.encode() * 50_000)
    with made.open() as vault:
        fill(vault, 60)
        kept = journal.record(vault, Note(title=CANARY, text=f"{CANARY} " * 40, tags=(CANARY,)))
        journal.revise(vault, kept.id, Note(title="second", text=f"{CANARY} " * 900))
        attachments.attach(vault, kept.id, tmp_path / "file")
        draft = drafts.begin(vault, kept.kind, record=kept.id, base=kept.version)
        drafts.keep(vault, draft, {"text": f"{CANARY} typed"})
        fill(vault, 60)
    assert WORD in pages(made), "the control: it must be seen while it is there"
    with made.open() as vault:
        journal.erase(vault, kept.id)
    assert WORD not in pages(made)


def test_a_discarded_draft_and_a_changed_title_leave_no_word(made: Journal) -> None:
    """A draft goes without trace; a replaced version's words leave the index."""
    with made.open() as vault:
        fill(vault, 30)
        draft = drafts.begin(vault, Kind.NOTE)
        for end in range(1, 40):
            drafts.keep(vault, draft, {"text": f"{CANARY} " * end})
        fill(vault, 30)
    assert WORD in pages(made)
    with made.open() as vault:
        drafts.discard(vault, draft.id)
    assert WORD not in pages(made)


def test_no_journal_beside_the_store_keeps_what_was_erased(made: Journal) -> None:
    """The sidecar of a commit is cut to nothing when the commit is done."""
    with made.open() as vault:
        kept = journal.record(vault, Note(title=CANARY))
        journal.erase(vault, kept.id)
        for sidecar in made.place.glob("*-journal"):
            assert sidecar.stat().st_size == 0
