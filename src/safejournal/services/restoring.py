"""Copies of a vault brought back: verified where they lie, restored into a new place, rehearsed.

Whatever needs a copy's key takes what the unlock child answered for it (`opening.try_secret`): the
backup is opened by the passphrase that opened the vault on the day when it was made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from safejournal.domain.values import dataclass
from safejournal.errors import StoreDamaged
from safejournal.services import anchors, beginning
from safejournal.services.anchors import Anchor
from safejournal.services.backups import no_stop
from safejournal.vault import chain, copies, replacing
from safejournal.vault.copies import Copy
from safejournal.vault.derivation import wipe
from safejournal.vault.store import Connection
from safejournal.vault.vault import Vault
from safejournal.vault.verification import Progress, Verified, silently

Stop = Callable[[], bool]

_TRIED = ".tried"
"""What the name of a rehearsal's folder ends in, beside the place of the vault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A copy was found whole, and this is where it stands."""

    verified: Verified
    anchor: Anchor
    digest: str
    """SHA-256 over the end of the chain and the digest and content of every version."""


@contextmanager
def opened(place: Path, answer: bytearray) -> Iterator[tuple[Copy, bytearray]]:
    """Yield a copy with its key, which is wiped afterwards, as the child's answer is at once.

    Raises Damaged, VaultTooNew, NotFound or Refused.
    """
    dek = bytearray(answer[1:])
    wipe(answer)
    try:
        with copies.open_copy(place, dek) as copy:
            yield copy, dek
    finally:
        wipe(dek)


def verify(
    place: Path,
    answer: bytearray,
    *,
    language: str = "en",
    progress: Progress = silently,
    stop: Stop = no_stop,
) -> Whole:
    """Check a backup, or a vault on a disk that takes no writing, without writing anything.

    Raises StoreDamaged naming what is broken; Refused when stopped.
    """
    with opened(place, answer) as (copy, _dek):
        return _whole(copy.connection, copies.verify_copy(copy, progress, stop), language)


def restore(
    file: Path, place: Path, answer: bytearray, *, language: str = "en", stop: Stop = no_stop
) -> Whole:
    """Make a vault out of a copy, where none stands, and check all of it before it stands there.

    It opens with what opens the copy. Raises Refused where something stands; Damaged.
    """
    beginning.refuse_taken(place)
    with opened(file, answer) as (copy, dek):
        verified = copies.restore(copy, place, dek, stop)
        return _whole(copy.connection, verified, language)


def rehearse(
    file: Path,
    beside: Path,
    answer: bytearray,
    now: Callable[[], datetime],
    *,
    language: str = "en",
    stop: Stop = no_stop,
) -> Whole:
    """Restore a backup, open what came of it, compare every digest, and throw it away.

    The trial vault lies beside `beside` meanwhile, encrypted as every vault; it needs as much room.
    Raises StoreDamaged when anything is not as in the backup.
    """
    tried = beside.parent / (beside.name + _TRIED)
    with opened(file, answer) as (copy, dek):
        replacing.throw_away(tried)  # what a kill left
        try:
            verified = copies.restore(copy, tried, dek, stop)
            wanted = _whole(copy.connection, verified, language)
            with Vault.open(tried, bytearray(dek), now) as vault, vault.reading() as connection:
                found = _whole(connection, verified, language)
        finally:
            replacing.throw_away(tried)
    if found != wanted:
        raise StoreDamaged("What was restored is not what the backup holds.")
    return found


def _whole(connection: Connection, verified: Verified, language: str) -> Whole:
    _, end = chain.end(connection)
    return Whole(
        verified=verified,
        anchor=anchors.anchor_of(connection, language),
        digest=_digest(connection, end),
    )


def _digest(connection: Connection, end: bytes) -> str:
    hasher = sha256(end)
    rows = connection.execute(
        "SELECT v.digest, c.salt, c.body FROM version v LEFT JOIN content c ON c.version = v.number"
        " ORDER BY v.digest"
    )
    for digest, salt, body in rows:
        hasher.update(digest)
        hasher.update(sha256((salt or b"") + (body or b"")).digest())
    return hasher.hexdigest()
