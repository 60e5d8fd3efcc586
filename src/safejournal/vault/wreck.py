"""A damaged store, asked row by row: what answers is kept, what does not is known by its number.

SQLCipher gives a connection up for good at the first page whose HMAC fails, so each such answer
costs a new one. Nothing is written; the damaged file stays as it is.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.domain.versions import Envelope, Version, keeps_its_word
from safejournal.domain.words import Kind
from safejournal.errors import Damaged, StoreDamaged
from safejournal.vault import folder
from safejournal.vault.attachments import CHUNK_BYTES
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.journal import split
from safejournal.vault.store import Connection, look_wreck
from safejournal.vault.trouble import translated

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is left of one version."""

    number: int
    record: str | None = None
    """The record's id; None when the row that names it is lost."""
    kind: str | None = None
    written_at: int | None = None
    sealed: int | None = None
    digest: str | None = None
    body: bytes | None = field(default=None, repr=False)
    erased: bool = False
    proven: bool = False
    """Whether envelope and body are what was sealed, as their digests show."""


class Wreck:
    """A damaged store, open for questions."""

    def __init__(self, store: Path, key: bytes) -> None:
        self._store, self._key = store, key
        self._connection: Connection = self._opened()

    def _opened(self) -> Connection:
        return look_wreck(self._store, bytearray(self._key))

    def ask(self, sql: str, parameters: Sequence[object] = ()) -> list[Row] | None:
        """Return the rows, or None when a page on the way to them is lost."""
        try:
            with translated():
                return self._connection.execute(sql, parameters).fetchall()
        except StoreDamaged:
            self._connection.close()
            self._connection = self._opened()
            return None

    def number(self, sql: str) -> int:
        """Return the one number that is asked for, or 0."""
        rows = self.ask(sql)
        return int(rows[0][0] or 0) if rows else 0

    def last(self) -> int:
        """Return the number of the last version that may be there.

        Each has at least one event, so that the end of the chain bounds them all.
        """
        ends = self.ask("SELECT value FROM meta WHERE key = 'chain_end'")
        if ends and len(ends[0][0]) >= struct.calcsize(">Q"):
            return int(struct.unpack_from(">Q", ends[0][0])[0])
        return max(
            self.number("SELECT max(number) FROM version"),
            self.number("SELECT max(seq) FROM chain"),
            self.number("SELECT max(version) FROM content"),
        )

    def version(self, number: int) -> Found | None:
        """Return what is left of a version; None when there never was one of that number."""
        rows, content = self._rows(number)
        if rows == [] and content == []:
            return None
        salt, body = content[0] if content else (None, None)
        if not rows:
            return Found(number=number, body=body)
        found = _found(number, rows[0], body)
        if content == [] and self._was_erased(number):
            return replace(found, erased=True)
        return replace(found, proven=_is_whole(rows[0], salt, body))

    def _rows(self, number: int) -> tuple[list[Row] | None, list[Row] | None]:
        """Return envelope and content, each of them None when it cannot be read."""
        envelope = self.ask(
            "SELECT r.id, r.kind, v.parents, v.author, v.written_at, v.commitment, v.digest,"
            " v.sealed FROM version v LEFT JOIN record r ON r.number = v.record"
            " WHERE v.number = ?",
            (number,),
        )
        content = self.ask("SELECT salt, body FROM content WHERE version = ?", (number,))
        return envelope, content

    def _was_erased(self, number: int) -> bool:
        rows = self.ask(
            "SELECT 1 FROM chain WHERE version = ? AND event = 'erased' LIMIT 1", (number,)
        )
        return bool(rows)

    def file(self, attachment: str, size: int) -> Iterator[bytes | None]:
        """Yield the pieces of a file in their order; None for each that is lost."""
        numbers = self.ask(
            "SELECT number FROM attachment WHERE id = ?", (bytes.fromhex(attachment),)
        )
        for place in range(-(-size // CHUNK_BYTES)):
            rows = None
            if numbers:
                rows = self.ask(
                    "SELECT data FROM chunk WHERE attachment = ? AND place = ?",
                    (numbers[0][0], place),
                )
            yield rows[0][0] if rows else None

    def drafts(self) -> list[Row]:
        """Return kind and answers of the forms that were open, as far as they can be read."""
        return self.ask("SELECT kind, answers FROM draft") or []

    def close(self) -> None:
        """Close it."""
        self._connection.close()


def _found(number: int, row: Row, body: bytes | None) -> Found:
    record, kind, _parents, _author, written_at, _commitment, digest, sealed = row
    return Found(
        number=number,
        record=record.hex() if record else None,
        kind=kind,
        written_at=written_at,
        sealed=sealed,
        digest=digest.hex(),
        body=body,
    )


def _is_whole(row: Row, salt: bytes | None, body: bytes | None) -> bool:
    """Tell whether envelope and body are what was sealed."""
    record, kind, parents, author, written_at, commitment, digest, _sealed = row
    if record is None or body is None:
        return False
    envelope = Envelope(
        record=record,
        kind=Kind(kind),
        parents=tuple(split(parents)),
        author=author,
        written_at=written_at,
        commitment=commitment,
    )
    version = Version(envelope=envelope, salt=salt, body=body)
    return bool(envelope.digest() == digest) and keeps_its_word(version)


def open_wreck(place: Path, of_head: Head, dek: bytes | bytearray) -> Wreck:
    """Open what is left of a vault's store, or of a backup.

    `of_head` may be that of a backup of the same vault, where the vault's own is lost. Raises
    StoreDamaged when a page that lists the tables cannot be read: then nothing can.
    """
    stores = [place] if place.is_file() else _stores(place, of_head)
    for store in stores:
        for realm in Realm:
            generation = of_head.generation if store == place else int(store.suffix[1:], 16)
            key = _key(of_head, generation, dek, realm)
            with suppress(Damaged):
                return Wreck(store, bytes(key))
    raise StoreDamaged(
        "Nothing can be read: a page that lists the tables is lost, or the key is another.",
        hint="Restore the last good backup.",
    )


def _stores(place: Path, of_head: Head) -> list[Path]:
    """Return the stores of a folder: the one that the head names first, then the latest."""
    named = folder.store_path(place, of_head.generation)
    others = [path for path in place.glob("store.*") if not path.name.endswith("-journal")]
    return sorted(others, key=lambda path: (path == named, path.name), reverse=True)


def _key(of_head: Head, generation: int, dek: bytes | bytearray, realm: Realm) -> bytearray:
    named = replace(of_head, generation=generation)
    return named.backup_key(dek, realm) if named.is_of_backup else named.store_key(dek, realm)
