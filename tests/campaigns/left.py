"""What must be left of a journal whatever happened: all that was ever acknowledged.

`Acknowledged` holds what a writer called durable, and what it began and did not; `check` opens what
is left and compares.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from safejournal.domain.versions import Record
from safejournal.errors import CannotUnlock, NotFound, VaultInUse
from safejournal.services import backups, drafts, inbox, journal, rekeying
from safejournal.vault import head, schema
from safejournal.vault.head import parse
from safejournal.vault.slots import open_slots
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import Journal

FIRST_SCHEMA = schema.SCHEMA_VERSION

PATIENCE = 2.0
"""Seconds for a program that a killed writer was just starting."""


def stick(place: Path) -> Path:
    """Return where a journal's backups go."""
    return place.with_name(place.name + "-stick")


@dataclass
class Acknowledged:
    """Everything that a writer has ever called durable."""

    versions: dict[str, list[str]] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    drafts: dict[str, str] = field(default_factory=dict)
    ways: list[str] = field(default_factory=list)
    """What opens it, stretched: all of these, and nothing that was among them before."""
    gone: set[str] = field(default_factory=set)
    backups: set[str] = field(default_factory=set)
    """Files that were called done, until they went for newer ones."""
    received: int = 0
    schema: int = FIRST_SCHEMA
    begun: list[list[Any]] = field(default_factory=list)
    """What was begun and not acknowledged, or refused: it may have happened or not."""
    unsaid: int = 0
    """How many of these were found to have happened."""

    def take(self, act: str, told: Any) -> None:
        """Note one acknowledgement."""
        if act == "begin":
            self.begun.append(told)
            self.schema = told[1] if told[0] == "schema" else self.schema
            return
        if self.begun and self.begun[-1][0] == act:
            self.begun.pop()
        if act == "version":
            self.versions.setdefault(told[0], []).append(told[1])
        elif act == "erased":
            self.erased.add(told)
        elif act == "draft":
            self.drafts[told[0]] = told[1]
        elif act == "ways":
            self.gone |= set(self.ways) - set(told)
            self.ways = told
        elif act == "backup":
            self.backups = set(told)
        elif act == "received":
            self.received += 1


def check(
    made: Journal,
    known: Acknowledged,
    whole: set[str] | None = None,
    *,
    verifying: Callable[[Vault], object] = lambda vault: verify(vault, silently),
) -> None:
    """Open what is left, compare it with all that was acknowledged, and learn what is there now.

    Raises AssertionError, or whatever the program does with a vault that it finds damaged. Backups
    named in `whole` (by path, length and time) were checked before and are not read again.
    """
    schema.SCHEMA_VERSION = known.schema
    _check_ways(made, known)
    with _opened(made) as vault:
        verifying(vault)
        for record_id, versions in known.versions.items():
            past = _history(vault, record_id)
            assert set(versions) <= {each.version for each in past}, (
                "an acknowledged version is lost"
            )
            if record_id in known.erased:
                assert all(each.erased for each in past), "an erasure is undone"
            elif any(each.erased for each in past):
                assert ["erased", record_id] in known.begun, "content is lost"
                known.erased.add(record_id)
                known.unsaid += 1
        _check_drafts(vault, known)
        _check_backups(vault, known, set() if whole is None else whole)
        received = len(inbox.bundles(vault))
        most = known.received + known.begun.count(["received"])
        assert known.received <= received <= most, "a bundle that was taken in is lost"
        known.received = received
    known.begun = []


def _opened(made: Journal) -> Vault:
    """Open a vault whose last writer was killed, perhaps while it was starting another program.

    Until that program runs (its `exec`), it holds what the writer held.
    """
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return made.open()
        except VaultInUse:
            if time.monotonic() > until:
                raise
            time.sleep(0.001)


def _history(vault: Vault, record_id: str) -> list[Record]:
    try:
        return journal.history(vault, record_id)
    except NotFound:
        return []


def _check_drafts(vault: Vault, known: Acknowledged) -> None:
    there = {draft.id: draft.answers["text"] for draft in drafts.waiting(vault)}
    for draft_id, text in known.drafts.items():
        allowed = {text, *(each[2] for each in known.begun if each[:2] == ["draft", draft_id])}
        assert there.get(draft_id) in allowed, "an acknowledged draft is lost"
        known.unsaid += there[draft_id] != text
    known.drafts = there


def _check_backups(vault: Vault, known: Acknowledged, whole: set[str]) -> None:
    """What bears the name of a backup is one, whole; of those that were done the last is there."""
    paths = {str(path): path for path in stick(vault.place).glob("*.backup")}
    changed = rekeying.rekeyed_at(vault)
    for path in paths.values():
        seen = path.stat()
        mark = f"{path} {seen.st_ino} {seen.st_size} {seen.st_mtime_ns}"
        if changed is None and mark not in whole:
            backups.check(vault, path)
            whole.add(mark)
    begun = ["backup"] in known.begun
    there = set(paths)
    assert begun or known.backups <= there, "a backup that was done is gone"
    assert not known.backups or known.backups & there, "no backup is left"
    known.backups &= there


def _check_ways(made: Journal, known: Acknowledged) -> None:
    """All ways in open that should, to one key; what was revoked opens nothing any more."""
    of_head = parse(head.read(made.place))
    allowed = [known.ways, *(each[1] for each in known.begun if each[0] == "ways")]
    opening_now = {}
    for stretched in {*known.gone, *(way for ways in allowed for way in ways)}:
        try:
            opening_now[stretched] = bytes(open_slots(of_head, bytes.fromhex(stretched)).dek)
        except CannotUnlock:
            continue
    found = [ways for ways in allowed if set(ways) == set(opening_now)]
    assert found, "the ways in are not those acknowledged"
    assert len(set(opening_now.values())) == 1, "two ways in lead to two keys"
    made.dek = next(iter(opening_now.values()))
    known.unsaid += found[0] is not known.ways
    known.ways = list(found[0])
