"""Sealed versions: the immutable values that a journal is the growing set of.

A version's *commitment* is HMAC-SHA256 under its own random salt over its body; its *digest* is
SHA-256 over its envelope, which holds the commitment and never the body. Erasing destroys body and
salt: the digest stays valid, and nobody can try names against it (a bare hash of a short body gives
it away to guessing). See docs/vault-format.md for the exact bytes.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections.abc import Iterable

from safejournal.domain.records import Content
from safejournal.domain.values import dataclass, field
from safejournal.domain.words import Kind

SALT_BYTES = 32
DIGEST_BYTES = 32
_VERSION_LABEL = b"safejournal/1 version"
_LENGTH = struct.Struct(">I").pack
_MOMENT = struct.Struct(">q").pack
_MOMENT_LENGTH = _LENGTH(8)
_COMMITMENT_LABEL = b"safejournal/1 body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stays of a version for ever, even when its content is erased."""

    record: bytes
    """The record's id, 16 bytes."""
    kind: Kind
    parents: tuple[bytes, ...]
    """Digests of the versions this one replaces: none for a first version, two for a merge."""
    author: bytes
    """Key id of the vault that wrote it, 16 bytes."""
    written_at: int
    """Seconds since 1970, UTC."""
    commitment: bytes

    def digest(self) -> bytes:
        """Return the version's digest: SHA-256 over every field, each with its length."""
        return digest_of(
            self.record,
            self.kind.value,
            b"".join(sorted(self.parents)),
            self.author,
            self.written_at,
            self.commitment,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A sealed version: its envelope, and its content unless that has been erased."""

    envelope: Envelope
    salt: bytes | None = field(repr=False)
    body: bytes | None = field(repr=False)
    """Canonical JSON, exactly as committed to; None once erased."""

    @property
    def erased(self) -> bool:
        """Tell whether the content has been destroyed."""
        return self.body is None


def digest_of(
    record: bytes, kind: str, parents: bytes, author: bytes, written_at: int, commitment: bytes
) -> bytes:
    """Return the digest of a version's envelope; `parents` are sorted and joined.

    Written out in one piece, since a verification does it for every version there is.
    """
    named = kind.encode("ascii", "replace")
    told = (
        _VERSION_LABEL,
        _LENGTH(len(record)), record,
        _LENGTH(len(named)), named,
        _LENGTH(len(parents)), parents,
        _LENGTH(len(author)), author,
        _MOMENT_LENGTH, _MOMENT(written_at),
        _LENGTH(len(commitment)), commitment,
    )  # fmt: skip
    return hashlib.sha256(b"".join(told)).digest()


def commit(salt: bytes, body: bytes) -> bytes:
    """Return the commitment to a body under this version's own 32-byte salt."""
    return hmac.digest(salt, _COMMITMENT_LABEL + body, "sha256")


def keeps_its_word(version: Version) -> bool:
    """Tell whether the body is the one that the envelope committed to. An erased one cannot lie."""
    if version.body is None or version.salt is None:
        return version.body is None and version.salt is None
    made = commit(version.salt, version.body)
    return hmac.compare_digest(made, version.envelope.commitment)


def heads(envelopes: Iterable[Envelope]) -> frozenset[bytes]:
    """Return the digests that no other of these versions names as a parent.

    One head is the normal case. Two or more are a conflict, to be shown to a person.
    """
    seen = list(envelopes)
    replaced = {parent for envelope in seen for parent in envelope.parents}
    return frozenset(digest for e in seen if (digest := e.digest()) not in replaced)


def merge(ours: Iterable[Version], theirs: Iterable[Version]) -> dict[bytes, Version]:
    """Return the union of two sets of versions by digest. An erasure wins over content.

    Merging is a union: the order in which copies meet does not matter, and meeting twice changes
    nothing.
    """
    merged: dict[bytes, Version] = {}
    for version in (*ours, *theirs):
        digest = version.envelope.digest()
        known = merged.get(digest)
        if known is None or version.erased:
            merged[digest] = version
    return merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record as a person sees it: one version's content, and what the program set."""

    id: str
    """32 hexadecimal digits."""
    kind: Kind
    version: str
    """The digest of this version, 64 hexadecimal digits."""
    parents: tuple[str, ...]
    author: str
    written_at: str
    """When this version was written (UTC)."""
    sealed: str
    """The UTC day on which this version entered the chain."""
    content: Content | None
    """None when this version removes the record, or has been erased."""
    erased: bool = False
    conflicts: tuple[str, ...] = ()
    """Digests of other heads: versions that exist beside this one and replace nothing of it."""

    @property
    def removed(self) -> bool:
        """Tell whether this version takes the record out of the journal (its past stays)."""
        return self.content is None and not self.erased
