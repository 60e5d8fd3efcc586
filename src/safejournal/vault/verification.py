"""Whether what is kept is what was written: pages, digests, commitments, chain, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import groupby
from operator import itemgetter

from safejournal import codec
from safejournal.domain.values import dataclass
from safejournal.domain.versions import DIGEST_BYTES, commit, digest_of
from safejournal.domain.words import Kind
from safejournal.errors import StoreDamaged
from safejournal.vault import chain, journal
from safejournal.vault.folder import store_path
from safejournal.vault.store import Connection, check_pages, stoppable
from safejournal.vault.vault import Vault

_VERSIONS = (
    "SELECT r.id, r.kind, v.parents, v.author, v.written_at, v.commitment, c.salt, c.body, v.digest"
    " FROM version v JOIN record r ON r.number = v.record LEFT JOIN content c"
    " ON c.version = v.number ORDER BY v.number"
)
_TOLD_EVERY = 500

_ATTACHED = b'"attachments":['
"""How files stand in a body, which is canonical: no other body need be read as a record."""

Stop = Callable[[], bool]
Progress = Callable[[str, int], None]
"""Called with the name of the step (pages, chain, versions, files) and how far it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at and found whole."""

    events: int
    versions: int
    erased: int
    files: int


def verify(vault: Vault, progress: Progress, stop: Stop | None = None) -> Verified:
    """Check everything. Raises StoreDamaged naming what is broken; Refused when stopped."""
    with vault.reading() as connection, stoppable(connection, stop):
        progress("pages", 0)
        check_pages(connection, store_path(vault.place, vault.head.generation))
        return check_contents(connection, progress)


def silently(_step: str, _done: int) -> None:
    """Show no progress."""


def check_contents(connection: Connection, progress: Progress = silently) -> Verified:
    """Check chain, versions and files of a store, whichever copy of it this is."""
    progress("chain", 0)
    events, sealed, erased = _subjects(connection)
    versions = 0
    attached: dict[str, str] = {}
    for row in connection.execute(_VERSIONS):
        record, kind, parents, author, written_at, commitment, salt, body, digest = row
        versions += 1
        if versions % _TOLD_EVERY == 1:
            progress("versions", versions)
        if len(parents) > DIGEST_BYTES:
            parents = b"".join(sorted(journal.split(parents)))
        made = digest_of(record, kind, parents, author, written_at, commitment)
        if made != digest or not _keeps_its_word(salt, body, commitment):
            raise StoreDamaged(f"Version {digest.hex()} is not what was sealed.")
        if (body is None) != (digest in erased):
            raise StoreDamaged(f"Version {digest.hex()} has lost its content without an erasure.")
        sealed.discard(digest)
        if body is not None and _ATTACHED in body:
            attached.update(_files(kind, body))
    if sealed or versions != _count_sealed(connection):
        raise StoreDamaged("Versions are missing that the chain says were sealed.")
    _check_heads(connection)
    for files, (attachment, wanted) in enumerate(attached.items(), start=1):
        progress("files", files)
        _check_file(connection, attachment, wanted)
    return Verified(events=events, versions=versions, erased=len(erased), files=len(attached))


def _subjects(connection: Connection) -> tuple[int, set[bytes], set[bytes]]:
    """Return how many events the chain has, and the digests that it says were sealed and erased."""
    events = 0
    sealed: set[bytes] = set()
    erased: set[bytes] = set()
    for event, subject in chain.checked(connection):
        events += 1
        if event == chain.Event.SEALED:
            sealed.add(subject)
        elif event == chain.Event.ERASED:
            erased.add(subject)
    return events, sealed, erased


def _count_sealed(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) FROM chain WHERE event = 'sealed'").fetchone()
    return int(row[0]) if row else 0


def _check_heads(connection: Connection) -> None:
    """Check that what each record shows as newest is a version that nothing of it replaces."""
    rows = connection.execute(
        "SELECT v.record, v.digest, v.parents, v.number = r.newest, r.others"
        " FROM version v JOIN record r ON r.number = v.record"
        # a record of one version that is shown, which is most of them, needs no look
        " WHERE NOT (v.parents = x'' AND v.number = r.newest AND r.others IS NULL AND NOT EXISTS"
        "  (SELECT 1 FROM version w WHERE w.record = v.record AND w.number <> v.number))"
        " ORDER BY v.record"
    )
    for _, versions in groupby(rows, key=itemgetter(0)):
        there: set[bytes] = set()
        replaced: set[bytes] = set()
        shown: set[bytes] = set()
        for _, digest, parents, is_newest, others in versions:
            there.add(digest)
            replaced.update(journal.split(parents))
            shown.update([digest] if is_newest else [], journal.split(others or b""))
        if there - replaced != shown:
            raise StoreDamaged("A record does not show its newest version.")


def _keeps_its_word(salt: bytes | None, body: bytes | None, commitment: bytes) -> bool:
    """Tell whether the body is what was committed to; an erased one has neither salt nor body."""
    if salt is None or body is None:
        return salt is None and body is None
    return commit(salt, body) == commitment


def _files(kind: str, body: bytes) -> Iterator[tuple[str, str]]:
    """Yield the id and hash of every file that a version holds."""
    content = codec.decode_content(Kind(kind), body)
    yield from ((attachment.id, attachment.sha256) for attachment in content.attachments)


def _check_file(connection: Connection, attachment: str, wanted: str) -> None:
    hasher = sha256()
    rows = connection.execute(
        "SELECT c.data FROM chunk c JOIN attachment a ON a.number = c.attachment"
        " WHERE a.id = ? ORDER BY c.place",
        (bytes.fromhex(attachment),),
    )
    for (data,) in rows:
        hasher.update(data)
    if hasher.hexdigest() != wanted:
        raise StoreDamaged(f"Attachment {attachment} is not the file that was taken in.")
