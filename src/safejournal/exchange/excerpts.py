"""An excerpt: what leaves of one version of one record, and which version that was.

A `whole` excerpt carries the version's salt: whoever holds it can compute the version's digest and
so see that nothing was left out. A `cut` one carries none, so that nobody can try guesses of what
was left out against the digest.
"""

from __future__ import annotations

import hmac
from dataclasses import field
from datetime import UTC
from enum import StrEnum
from hashlib import sha256
from typing import Any

from safejournal import codec
from safejournal.domain.checks import check_id, check_length
from safejournal.domain.records import Content
from safejournal.domain.times import parse_day, parse_moment, write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.versions import SALT_BYTES, commit, digest_of
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected
from safejournal.exchange.layout import LARGEST_ENTRY
from safejournal.exchange.texts import check_document

_DIGEST_DIGITS = 64


class Extent(StrEnum):
    """How much of a version leaves."""

    WHOLE = "whole"
    CUT = "cut"


class Form(StrEnum):
    """In which form an attachment leaves."""

    ORIGINAL = "original"
    CLEANED = "cleaned"


def _check_digest(value: str) -> None:
    if len(value) != _DIGEST_DIGITS or value.strip("0123456789abcdef"):
        raise ValueError("a digest is 64 hexadecimal digits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attached:
    """An attachment that is in the bundle."""

    id: str
    file: str
    """Its name in the bundle."""
    form: Form

    def __post_init__(self) -> None:
        check_id(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """What leaves of one version."""

    record: str
    kind: Kind
    version: str
    """Digest of the version that it is cut from."""
    parents: tuple[str, ...] = ()
    author: str
    written_at: str
    sealed: str
    """The day on which that version entered its author's chain."""
    extent: Extent
    fields: dict[str, Any] = field(repr=False)
    """As in the record's JSON, and valid content of its kind."""
    sha256: str = field(repr=False)
    """Over the canonical JSON of `fields`."""
    salt: str | None = field(default=None, repr=False)
    replaced: tuple[str, ...] = ()
    """Paths of the fields in which names of other people were put out of sight."""
    attached: tuple[Attached, ...] = ()

    def __post_init__(self) -> None:
        check_id(self.record)
        check_id(self.author)
        parse_moment(self.written_at)
        parse_day(self.sealed)
        for digest in (self.version, *self.parents, self.sha256):
            _check_digest(digest)
        for values in (self.parents, self.replaced, self.attached):
            check_length(values)
        if (self.extent is Extent.WHOLE) != (self.salt is not None):
            raise ValueError("the salt comes with what is whole, and with nothing else")

    def content(self) -> Content:
        """Return the fields as content of their kind. Raises InputRejected for what is none."""
        return codec.read_content(self.kind, self.fields)


def fields_hash(fields: dict[str, Any]) -> str:
    """Return SHA-256 over the canonical JSON of an excerpt's fields."""
    return sha256(codec.canonical(fields)).hexdigest()


def computed_version(excerpt: Excerpt, body: bytes) -> str:
    """Return the digest of the version if a whole excerpt, with this body, is what it says."""
    return digest_of(
        bytes.fromhex(excerpt.record),
        excerpt.kind.value,
        bytes.fromhex("".join(sorted(excerpt.parents))),
        bytes.fromhex(excerpt.author),
        int(parse_moment(excerpt.written_at).timestamp()),
        commit(bytes.fromhex(excerpt.salt or ""), body),
    ).hex()


def write_excerpt(excerpt: Excerpt) -> bytes:
    """Return an excerpt as canonical JSON. Raises InputRejected for what no reader would take."""
    document = codec.encode(excerpt)
    read_excerpt(document)
    return document


def read_excerpt(document: bytes) -> Excerpt:
    """Return the excerpt in a bundle. Raises InputRejected with the path of what is wrong.

    Also where its hash is not that of its fields, or a whole one is not the version that it names.
    """
    value = codec.parse(document, largest=LARGEST_ENTRY)
    check_document(document, value)
    excerpt = codec.read(value, Excerpt)
    excerpt.content()
    body = codec.canonical(excerpt.fields)
    if not hmac.compare_digest(sha256(body).hexdigest(), excerpt.sha256):
        raise InputRejected("$.sha256: not the hash of these fields")
    if excerpt.extent is Extent.WHOLE:
        _check_whole(excerpt, body)
    return excerpt


def _check_whole(excerpt: Excerpt, body: bytes) -> None:
    salt = excerpt.salt or ""
    if len(salt) != 2 * SALT_BYTES or salt.strip("0123456789abcdef"):
        raise InputRejected("$.salt: a salt is 64 hexadecimal digits")
    if excerpt.written_at != write_moment(parse_moment(excerpt.written_at).astimezone(UTC)):
        raise InputRejected("$.written_at: not written as the program writes it")
    if computed_version(excerpt, body) != excerpt.version:
        raise InputRejected("$.version: this is not the whole of the version that it names")
