"""Opening a foreign bundle: through the jail, read again here, and who made it."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import BinaryIO

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange import authentication, signature
from safejournal.exchange.container import Archive, Sink
from safejournal.exchange.jail import Agreed, Secret, read_foreign
from safejournal.exchange.keys import PublicIdentity
from safejournal.exchange.manifest import Proof
from safejournal.exchange.private_keys import PrivateIdentity
from safejournal.exchange.unpacking import Unpacked, Unpacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a bundle shows of who made it."""

    sender: PublicIdentity | None
    """The keys that made it; None where that is not shown, or not to this reader."""
    forwarded: bool
    """Whether it was sealed by its maker to others, and not to this reader."""


Watch = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all; what it raises stops the work whole."""


def unwatched(done: int, whole: int) -> None:
    """Be told, and say nothing."""


class _Watched:
    """Tells of every piece before it is read on."""

    def __init__(self, into: Archive, watch: Watch, size: int) -> None:
        self._into, self._watch, self._size = into, watch, size
        self._done = 0

    def write(self, piece: bytes) -> None:
        self._watch(min(self._done, self._size), self._size)
        self._done += len(piece)
        self._into.write(piece)


def open_bundle(
    source: BinaryIO,
    secret: Secret,
    agreed: Agreed,
    files: Sink | None = None,
    watch: Watch = unwatched,
) -> Unpacked:
    """Return what is in a foreign file, read in the jail and read again here.

    Attachments go to `files`, which must keep nothing if this raises. Raises InputRejected
    (NotForUs for another's) and ConfirmationNeeded as `read_foreign` does.
    """
    unpacking = Unpacking(files)
    archive = Archive(unpacking)
    size = os.fstat(source.fileno()).st_size
    read_foreign(source, secret, _Watched(archive, watch, size), agreed)
    archive.finish()
    return unpacking.finish()


def who_made(unpacked: Unpacked, reader: PrivateIdentity | None) -> Shown:
    """Return who made a bundle, as far as this reader can see. Without keys of one's own, None.

    Raises InputRejected when it claims a sender whose signature or code is false.
    """
    manifest = unpacked.manifest
    named = manifest.identity
    known = reader.public.age_recipient if reader else ""
    forwarded = bool(manifest.recipients) and bool(known) and known not in manifest.recipients
    if named is None:
        return Shown(sender=None, forwarded=forwarded)
    if manifest.proof is Proof.SIGNATURE:
        signer = signature.verify(
            unpacked.proof, unpacked.manifest_bytes, practice=manifest.practice
        )
        if signer != named.signing:
            raise InputRejected("it is signed by another key than that of the sender it names")
        return Shown(sender=named, forwarded=forwarded)
    if reader is None or forwarded:
        return Shown(sender=None, forwarded=forwarded)
    bundle = bytes.fromhex(manifest.bundle)
    realm_reader = PrivateIdentity(age=reader.age, practice=manifest.practice)
    authentication.check(
        unpacked.proof, unpacked.manifest_bytes, bundle, realm_reader, named.recipient
    )
    return Shown(sender=named, forwarded=forwarded)
