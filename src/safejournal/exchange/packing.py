"""Making a bundle: its parts in their order, the manifest over them, the archive around them.

Everything that is made here is read back by the reader's own code while it is written; what that
would refuse never becomes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import field, replace
from hashlib import sha256

from safejournal.domain.values import dataclass
from safejournal.exchange import layout
from safejournal.exchange.container import Archive, Member, write
from safejournal.exchange.manifest import Listed, Manifest, Proof, write_manifest
from safejournal.exchange.unpacking import Unpacking

_PROOFS = {Proof.SIGNATURE: layout.SIGNATURE, Proof.CODE: layout.CODE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """An attachment on its way out: what is known of it, and its bytes when they are needed."""

    name: str
    size: int
    sha256: str
    content: Iterable[bytes] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """All parts of a bundle."""

    manifest: Manifest
    """Without its files."""
    read_me: bytes = field(repr=False)
    guide_page: bytes = field(repr=False)
    guide_text: bytes = field(repr=False)
    pages: tuple[bytes, ...] = field(default=(), repr=False)
    entries: tuple[tuple[bytes, bytes], ...] = field(default=(), repr=False)
    """Of each record the text and the excerpt."""
    files: tuple[Outgoing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A bundle that is ready to be sealed."""

    manifest: Manifest
    manifest_bytes: bytes = field(repr=False)
    archive: Iterator[bytes] = field(repr=False)
    """Its bytes, once. Raises InputRejected at the end rather than give what no reader takes."""


def pack(parcel: Parcel, prove: Callable[[bytes], bytes] | None) -> Packed:
    """Put a bundle together. `prove` gives signature or codes over the manifest's bytes."""
    small = _small_files(parcel)
    listed = [Listed(name=n, size=len(b), sha256=sha256(b).hexdigest()) for n, b in small]
    large = [Listed(name=f.name, size=f.size, sha256=f.sha256) for f in parcel.files]
    manifest = replace(parcel.manifest, files=(*listed, *large))
    document = write_manifest(manifest)
    first, rest = small[: len(layout.FIRST)], small[len(layout.FIRST) :]
    first.append((layout.MANIFEST, document))
    if prove is not None:
        first.append((_PROOFS[manifest.proof], prove(document)))
    members = [Member(name, len(content), (content,)) for name, content in (*first, *rest)]
    members += [Member(each.name, each.size, each.content) for each in parcel.files]
    return Packed(manifest=manifest, manifest_bytes=document, archive=_read_back(write(members)))


def _small_files(parcel: Parcel) -> list[tuple[str, bytes]]:
    found = list(
        zip(layout.FIRST, (parcel.read_me, parcel.guide_page, parcel.guide_text), strict=True)
    )
    found += [(layout.page(number), page) for number, page in enumerate(parcel.pages, 1)]
    for number, (text, excerpt) in enumerate(parcel.entries, 1):
        found += [(layout.entry_text(number), text), (layout.entry(number), excerpt)]
    return found


def _read_back(archive: Iterator[bytes]) -> Iterator[bytes]:
    unpacking = Unpacking()
    reader = Archive(unpacking)
    for piece in archive:
        reader.write(piece)
        yield piece
    reader.finish()
    unpacking.finish()
