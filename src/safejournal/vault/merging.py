"""What was written on the way, added to the journal that stayed behind. Nothing is overwritten.

A record that went along began anew on the way, with a first version that has no parents. `Roots`
says which version at home that was; every later one is sealed again with the parents that it has at
home. An erasure on either side wins. What fits nowhere stands beside as another head, for a person
to decide.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from safejournal import codec
from safejournal.domain.records import Content
from safejournal.domain.travel import cut, mend
from safejournal.domain.versions import Version
from safejournal.errors import NotFound
from safejournal.vault import journal
from safejournal.vault.lightening import copy_files
from safejournal.vault.merging_rest import Rest, fact
from safejournal.vault.store import Connection


@dataclass(slots=True)
class Merged:
    """What came of it."""

    kept: int = 0
    """Records that had gone along and fit to what is at home."""
    versions: int = 0
    """Versions that were written on the way."""
    files: int = 0
    erased: int = 0
    """Records whose content was destroyed, on the way or at home."""
    unknown: int = 0
    """Records that had gone along as something which is not at home: an older copy is at home."""
    conflicts: int = 0
    """Records that have more than one head now."""
    others: int = 0
    """Rows of what was sent, received, typed and installed on the way."""


@dataclass(slots=True)
class _Root:
    """A record that went along: as it was at home, and as it went."""

    before: Content
    travelled: Content


class Merging:
    """One merging of a journal from the way (`source`) into the one that stayed (`into`)."""

    def __init__(self, source: Connection, into: Connection, now: datetime) -> None:
        self._source, self._into, self._now = source, into, now
        self._known: dict[bytes, bytes] = {}
        """Digests on the way, and what they are at home."""
        self._roots: dict[bytes, _Root] = {}
        self._conflicts_before = self._count_conflicts()
        self.merged = Merged()

    def run(self) -> Merged:
        """Do it, inside the caller's transaction."""
        present = self._both()
        for digest, version in journal.versions(self._source):
            self._take(digest, version, present)
        self._erase()
        self._take_files()
        self._mend()
        self.merged.others = Rest(self._source, self._into, self._known, self._is_erased).run()
        self.merged.conflicts = max(0, self._count_conflicts() - self._conflicts_before)
        return self.merged

    def _both(self) -> frozenset[str]:
        """Return the ids of the records that are here and there: those that went along."""
        there = {row[0] for row in self._source.execute("SELECT id FROM record")}
        here = {row[0] for row in self._into.execute("SELECT id FROM record")}
        return frozenset(each.hex() for each in there & here)

    # ------------------------------------------------------------------ versions

    def _take(self, digest: bytes, version: Version, present: frozenset[str]) -> None:
        envelope = version.envelope
        if not envelope.parents and envelope.record.hex() in present:
            at_home = self._at_home(version, present)
            if at_home is not None:
                self._known[digest] = at_home
                self.merged.kept += 1
                return
            self.merged.unknown += 1
        parents = (self._known.get(parent) for parent in envelope.parents)
        moved = replace(envelope, parents=tuple(sorted(each for each in parents if each)))
        self._known[digest] = moved.digest()
        if self._holds(moved.record, moved.digest()):
            return
        if self._is_erased(moved.record):
            version = replace(version, salt=None, body=None)
        journal.insert(self._into, replace(version, envelope=moved), self._now, beside=True)
        self.merged.versions += 1

    def _at_home(self, version: Version, present: frozenset[str]) -> bytes | None:
        """Return the version at home that went along as this one, the newest if several."""
        envelope = version.envelope
        erased = version.body is None or self._is_erased(envelope.record)
        for digest, body in self._versions_at_home(envelope.record):
            if erased:
                return digest  # which one it was no longer matters
            before = _content(version, body)
            travelled = _content(version, version.body)
            if before and travelled and cut(before, present) == travelled:
                self._roots.setdefault(envelope.record, _Root(before, travelled))
                return digest
        return None

    def _versions_at_home(self, record: bytes) -> list[tuple[bytes, bytes | None]]:
        rows = self._into.execute(
            "SELECT v.digest, c.body FROM version v JOIN record r ON r.number = v.record"
            " LEFT JOIN content c ON c.version = v.number WHERE r.id = ? ORDER BY v.number DESC",
            (record,),
        )
        return [(bytes(digest), body) for digest, body in rows]

    def _holds(self, record: bytes, digest: bytes) -> bool:
        return any(digest == each for each, _body in self._versions_at_home(record))

    def _is_erased(self, record: bytes) -> bool:
        try:
            return journal.newest(self._into, record).erased
        except NotFound:
            return False

    def _erase(self) -> None:
        """Destroy at home what was erased on the way."""
        rows = self._source.execute(
            "SELECT r.id FROM record r JOIN version v ON v.number = r.newest"
            " WHERE NOT EXISTS (SELECT 1 FROM content c WHERE c.version = v.number)"
        ).fetchall()
        for (record,) in rows:
            if journal.erase(self._into, record, self._now):
                self.merged.erased += 1

    def _take_files(self) -> None:
        rows = self._source.execute(
            "SELECT r.id, a.id FROM attachment a JOIN record r ON r.number = a.record"
            " ORDER BY a.number"
        ).fetchall()
        for record, attachment in rows:
            if not self._is_erased(record):
                copied = copy_files(self._source, self._into, record.hex(), [attachment.hex()])
                self.merged.files += copied

    def _mend(self) -> None:
        """Put the ids back that were cut before the journey, in records that were changed on it."""
        author = fact(self._into, "author")
        for record, root in self._roots.items():
            newest = journal.newest(self._into, record)
            if newest.content is None or newest.conflicts or newest.content == root.before:
                continue
            whole = mend(root.before, root.travelled, newest.content)
            if whole != newest.content:
                journal.seal(
                    self._into,
                    record=record,
                    kind=newest.kind,
                    body=codec.encode_content(whole),
                    parents=[bytes.fromhex(newest.version)],
                    author=author,
                    now=self._now,
                )

    def _count_conflicts(self) -> int:
        rows = self._into.execute("SELECT count(*) FROM record WHERE others IS NOT NULL")
        return int(next(iter(rows))[0])


def _content(version: Version, body: bytes | None) -> Content | None:
    if body is None or body == codec.REMOVED_BODY:
        return None
    return codec.decode_content(version.envelope.kind, body)
