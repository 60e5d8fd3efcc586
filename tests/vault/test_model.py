"""The vault against a plain Python model of it, through random acts, kills and compactions."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from safejournal.domain.records import Content, Note, kind_of
from safejournal.domain.versions import Record
from safejournal.services import attachments, drafts, journal
from safejournal.services.search import find
from safejournal.vault.compaction import compact
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.domain.contents import contents
from tests.vault.journals import Journal, make_journal

RUNS, STEPS = 40, 50
"""Runs, and acts in each: 2,000. `python -m tests.campaigns.model` does as many as one likes."""


MEMORY = Path("/dev/shm")
"""A disk on which syncing costs nothing: here nothing loses power."""

WRITTEN = contents().map(lambda content: replace(content, attachments=()))
"""What a person can write: files come in by `attach` alone."""


class JournalMachine(RuleBasedStateMachine):
    """Whatever is done, in whatever order, the journal holds what the model holds."""

    ids = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
        self.made: Journal = make_journal(self.folder / "journal")
        self.vault: Vault = self.made.open()
        self.pasts: dict[str, list[Content | None]] = {}
        self.erased: set[str] = set()
        self.drafts: dict[str, dict[str, str]] = {}

    def teardown(self) -> None:
        """Close, and throw the folder away."""
        self.vault.close()
        shutil.rmtree(self.folder)

    def _alive(self, record_id: str) -> bool:
        return record_id not in self.erased and self.pasts[record_id][-1] is not None

    @rule(target=ids, content=WRITTEN)
    def write(self, content: Content) -> str:
        """Write a new record down."""
        if content == type(content)():
            content = Note(title="x")
        kept = journal.record(self.vault, content)
        self.pasts[kept.id] = [content]
        return kept.id

    @rule(record_id=ids, content=WRITTEN)
    def change(self, record_id: str, content: Content) -> None:
        """Write another version."""
        before = next((c for c in self.pasts[record_id] if c is not None), None)
        if record_id in self.erased or before is None or content == type(content)():
            return
        if kind_of(content) is kind_of(before):
            journal.revise(self.vault, record_id, content)
            self.pasts[record_id].append(content)

    @rule(record_id=ids)
    def remove(self, record_id: str) -> None:
        """Take a record out."""
        if self._alive(record_id):
            journal.remove(self.vault, record_id)
            self.pasts[record_id].append(None)

    @rule(record_id=ids)
    def bring_back(self, record_id: str) -> None:
        """Put it back."""
        if record_id not in self.erased and self.pasts[record_id][-1] is None:
            journal.bring_back(self.vault, record_id)
            self.pasts[record_id].append([c for c in self.pasts[record_id] if c is not None][-1])

    @rule(record_id=ids)
    def erase(self, record_id: str) -> None:
        """Destroy its content."""
        journal.erase(self.vault, record_id)
        self.erased.add(record_id)

    @rule(record_id=ids, data=st.binary(max_size=600_000))
    def attach(self, record_id: str, data: bytes) -> None:
        """Take a file in, and save it out again."""
        if not self._alive(record_id):
            return
        source = self.folder / "file"
        source.write_bytes(data)
        kept = attachments.attach(self.vault, record_id, source)
        assert kept.content is not None
        self.pasts[record_id].append(kept.content)
        target = self.folder / secrets.token_hex(4)
        attachments.save(self.vault, record_id, kept.content.attachments[-1].id, target)
        assert BytesIO(target.read_bytes()).getvalue() == data

    @rule(text=st.text(max_size=30), old=st.booleans())
    def keep_draft(self, text: str, old: bool) -> None:
        """Type into a form."""
        waiting = drafts.waiting(self.vault)
        draft = waiting[0] if old and waiting else drafts.begin(self.vault, kind_of(Note()))
        drafts.keep(self.vault, draft, {"title": text})
        self.drafts[draft.id] = {"title": text}

    @rule()
    def lock_and_unlock(self) -> None:
        """Close and open."""
        self.vault.close()
        self.vault = self.made.open()

    @rule()
    def kill(self) -> None:
        """End as a killed process does: nothing is closed, only the lock falls."""
        copy = self.folder / secrets.token_hex(4)
        shutil.copytree(self.made.place, copy)
        self.vault.close()
        shutil.rmtree(self.made.place)
        copy.rename(self.made.place)
        self.vault = self.made.open()

    @rule()
    def compact(self) -> None:
        """Write the store anew."""
        compact(self.vault)

    @rule()
    def verify(self) -> None:
        """Look at everything."""
        found = verify(self.vault, silently)
        assert found.versions == sum(map(len, self.pasts.values()))

    @invariant()
    def everything_is_there(self) -> None:
        """What the journal lists is what the model holds, and the drafts are as typed."""
        listed = {found.id: found.content for found in journal.browse(self.vault, limit=1_000)}
        assert listed == {i: past[-1] for i, past in self.pasts.items() if self._alive(i)}
        assert {d.id: d.answers for d in drafts.waiting(self.vault)} == self.drafts

    @invariant()
    def pasts_are_whole(self) -> None:
        """Every version ever acknowledged is in the history, erased ones without content."""
        for record_id, past in self.pasts.items():
            told: list[Record] = journal.history(self.vault, record_id)
            seen = [version.content for version in reversed(told)]
            assert seen == ([None] * len(past) if record_id in self.erased else past)

    @invariant()
    def search_agrees(self) -> None:
        """A word of a living title finds it; an erased record is found by nothing."""
        for record_id, past in list(self.pasts.items())[-2:]:
            last = past[-1]
            if last is not None and last.title.isalnum() and last.title.isascii():
                found = {hit.record.id for hit in find(self.vault, last.title, limit=1_000)}
                assert (record_id in found) == self._alive(record_id)


TestJournal = JournalMachine.TestCase
TestJournal.settings = settings(
    max_examples=RUNS,
    stateful_step_count=STEPS,
    deadline=None,
)
