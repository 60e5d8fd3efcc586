"""Whether what is kept is what was written: pages, digests, commitments, chain, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from safejournal import codec
from safejournal.domain.versions import keeps_its_word
from safejournal.errors import StoreDamaged
from safejournal.vault import chain, journal
from safejournal.vault.folder import store_path
from safejournal.vault.store import Connection, check_pages, stoppable
from safejournal.vault.vault import Vault

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
    events = chain.check(connection)
    sealed, erased = _subjects(connection)
    versions = 0
    for digest, version in journal.versions(connection):
        versions += 1
        progress("versions", versions)
        if version.envelope.digest() != digest or not keeps_its_word(version):
            raise StoreDamaged(f"Version {digest.hex()} is not what was sealed.")
        if version.erased != (digest in erased):
            raise StoreDamaged(f"Version {digest.hex()} has lost its content without an erasure.")
        sealed.discard(digest)
    if sealed or versions != _count_sealed(connection):
        raise StoreDamaged("Versions are missing that the chain says were sealed.")
    _check_heads(connection)
    files = 0
    for attachment, wanted in _files(connection):
        files += 1
        progress("files", files)
        _check_file(connection, attachment, wanted)
    return Verified(events=events, versions=versions, erased=len(erased), files=files)


def _subjects(connection: Connection) -> tuple[set[bytes], set[bytes]]:
    sealed: set[bytes] = set()
    erased: set[bytes] = set()
    for link in chain.events(connection):
        if link.event is chain.Event.SEALED:
            sealed.add(link.subject)
        elif link.event is chain.Event.ERASED:
            erased.add(link.subject)
    return sealed, erased


def _count_sealed(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) FROM chain WHERE event = 'sealed'").fetchone()
    return int(row[0]) if row else 0


def _check_heads(connection: Connection) -> None:
    """Check that what each record shows as newest is a version that nothing of it replaces."""
    for (number,) in connection.execute("SELECT number FROM record").fetchall():
        rows = connection.execute(
            "SELECT digest, parents FROM version WHERE record = ?", (number,)
        ).fetchall()
        replaced = {parent for _, parents in rows for parent in journal.split(parents)}
        if {digest for digest, _ in rows} - replaced != set(journal.heads(connection, number)):
            raise StoreDamaged("A record does not show its newest version.")


def _files(connection: Connection) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for _, version in journal.versions(connection):
        if version.body is None or version.body == codec.REMOVED_BODY:
            continue
        content = codec.decode_content(version.envelope.kind, version.body)
        for attachment in content.attachments:
            if attachment.id not in seen:
                seen.add(attachment.id)
                yield attachment.id, attachment.sha256


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
