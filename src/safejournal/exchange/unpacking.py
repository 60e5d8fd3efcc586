"""The members of a bundle, held to its manifest one by one as they come out of the archive.

Runs twice over every foreign file, with the same code: in the jail over what age gave, and in the
session over what the jail gave back. Nothing may be believed before `finish` has returned. Only the
bytes of attachments, which nobody reads here, are hashed once: in the session, by `hashing`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field
from hashlib import sha256

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange import layout
from safejournal.exchange.container import Sink
from safejournal.exchange.excerpts import Excerpt, read_excerpt
from safejournal.exchange.manifest import Listed, Manifest, Proof, read_manifest
from safejournal.exchange.texts import check_plain

_PROOFS = {Proof.SIGNATURE: layout.SIGNATURE, Proof.CODE: layout.CODE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What was in a bundle, whole and consistent; who made it is another question."""

    manifest: Manifest
    manifest_bytes: bytes = field(repr=False)
    """Exactly what signature and codes stand over."""
    proof: bytes = field(repr=False)
    """The signature or the codes; empty where the sender is not shown."""
    instructions: str = field(repr=False)
    excerpts: tuple[bytes, ...] = field(repr=False)
    """Valid excerpts as they came."""
    read: tuple[Excerpt, ...] = field(repr=False)
    """What they say."""


class Unpacking:
    """A sink for one bundle's archive. Attachments go on to `files` piece by piece.

    Where they are not `hashing`, somebody else holds the attachments to the manifest's hashes.
    """

    def __init__(self, files: Sink | None = None, *, hashing: bool = True) -> None:
        self._files = files
        self._hashing = hashing
        self._expected: Iterator[Listed | str] = iter((*layout.FIRST, layout.MANIFEST))
        self._listed: Listed | str = ""
        self._name = ""
        self._kept = bytearray()
        self._hash = sha256()
        self._first: dict[str, bytes] = {}
        self._manifest: Manifest | None = None
        self._manifest_bytes = self._proof = b""
        self._excerpts: list[tuple[bytes, Excerpt]] = []
        self._unclaimed: set[str] = set()
        """Attachments that no record has named yet: each belongs to exactly one."""

    def begin(self, name: str, size: int) -> None:
        """Take note of the next member. Raises InputRejected unless it is this one's turn."""
        self._listed = next(self._expected, "")
        expected = self._listed if isinstance(self._listed, str) else self._listed.name
        if name != expected:
            raise InputRejected("a file is missing in it, or stands where none may")
        if size > _most(name) or (isinstance(self._listed, Listed) and size != self._listed.size):
            raise InputRejected("a file in it is not as large as its manifest says, or too large")
        self._name, self._kept, self._hash = name, bytearray(), sha256()
        if self._passes_on:
            self._files_begin(name, size)

    def data(self, piece: memoryview) -> None:
        """Take a piece of the member."""
        if self._hashed:
            self._hash.update(piece)
        if self._passes_on:
            if self._files is not None:
                self._files.data(piece)
        elif not self._name.startswith("pages/"):
            self._kept += piece

    def end(self) -> None:
        """Hold the complete member to what the manifest says of it."""
        listed = self._listed
        if isinstance(listed, Listed) and self._hashed and self._hash.hexdigest() != listed.sha256:
            raise InputRejected("a file in it is not the one that its manifest names")
        if self._passes_on:
            if self._files is not None:
                self._files.end()
            return
        self._take(self._name, bytes(self._kept))
        self._kept = bytearray()

    def finish(self) -> Unpacked:
        """Return what was in it. Raises InputRejected if anything that it names did not come."""
        if self._manifest is None or self._unclaimed or next(self._expected, None) is not None:
            raise InputRejected("a file is missing in it, or stands where none may")
        return Unpacked(
            manifest=self._manifest,
            manifest_bytes=self._manifest_bytes,
            proof=self._proof,
            instructions=check_plain(self._first[layout.INSTRUCTIONS_TEXT]),
            excerpts=tuple(document for document, _ in self._excerpts),
            read=tuple(excerpt for _, excerpt in self._excerpts),
        )

    @property
    def _hashed(self) -> bool:
        return self._hashing or not self._passes_on

    @property
    def _passes_on(self) -> bool:
        return self._name.startswith("files/")

    def _files_begin(self, name: str, size: int) -> None:
        if self._files is not None:
            self._files.begin(name, size)

    def _take(self, name: str, content: bytes) -> None:
        if name in layout.FIRST:
            self._first[name] = content
        elif name == layout.MANIFEST:
            self._read_manifest(content)
        elif name in _PROOFS.values():
            self._proof = content
        elif name.endswith(".txt"):
            check_plain(content)
        elif name.endswith(".json"):
            excerpt = read_excerpt(content)
            self._check_attached(excerpt)
            self._excerpts.append((content, excerpt))

    def _check_attached(self, excerpt: Excerpt) -> None:
        for each in excerpt.attached:
            if each.file not in self._unclaimed:
                raise InputRejected("a record in it names a file that is not there for it")
            self._unclaimed.discard(each.file)

    def _read_manifest(self, content: bytes) -> None:
        manifest = read_manifest(content)
        for listed in manifest.files[: len(layout.FIRST)]:
            if sha256(self._first[listed.name]).hexdigest() != listed.sha256:
                raise InputRejected("a file in it is not the one that its manifest names")
        proof = _PROOFS.get(manifest.proof)
        self._expected = iter((*((proof,) if proof else ()), *manifest.files[len(layout.FIRST) :]))
        self._manifest, self._manifest_bytes = manifest, content
        self._unclaimed = {each.name for each in manifest.files if each.name.startswith("files/")}


def _most(name: str) -> int:
    if name == layout.MANIFEST:
        return layout.LARGEST_MANIFEST
    if name in _PROOFS.values():
        return layout.LARGEST_PROOF
    return layout.most_bytes(name) or 1 << 62
