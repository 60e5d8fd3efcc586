"""Coming back: the journal from the package, with what was written on the way added to it.

The package is only read. What comes of it is built beside the small journal, checked whole, and
takes its place in one step. Killed at any moment, the small journal is here, or the whole one.
"""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from safejournal.domain.values import dataclass
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.services import backups, restoring, travelling
from safejournal.vault import copies, replacing
from safejournal.vault.copies import Copy
from safejournal.vault.merging import Merged, Merging
from safejournal.vault.store import Connection, transaction
from safejournal.vault.vault import Vault
from safejournal.vault.verification import Verified, check_contents


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What is so after the return."""

    merged: Merged
    verified: Verified
    left: tuple[str, ...]
    """Backups that were made on the way: they open with the passphrase of the way."""


def come_back(
    vault: Vault, file: Path, answer: bytearray, *, older: bool = False
) -> tuple[Returned, bytearray]:
    """Put the whole journal in the place of the small one, with all that was written since.

    `file` is the backup that was in the package, `answer` what the child gave for it, which is
    wiped. Returns the key of the whole journal too; `vault` is closed then. Raises Refused for
    another journal's backup, ConfirmationNeeded for an older one unless `older`, Damaged.
    """
    with restoring.opened(file, answer) as (copy, dek):
        copies.verify_copy(copy)
        _refuse_unfit(vault, copy, older=older)
        left = tuple(each.file for each in backups.remembered(vault) if each.there)
        found: list[Merged] = []
        with replacing.replacing(vault.place) as building, vault.reading() as source:
            check_contents(source)

            def change(into: Connection) -> None:
                with transaction(into):
                    found.append(_merge(source, into, vault))

            verified = copies.restore_in(copy, building, dek, change=change)
            if sys.platform == "win32":
                vault.close()
        vault.close()
        return Returned(merged=found[0], verified=verified, left=left), bytearray([0]) + dek


def _merge(source: Connection, into: Connection, vault: Vault) -> Merged:
    before = _count(into)
    merged = Merging(source, into, vault.clock()).run()
    if _count(into) < before + merged.versions:
        raise Refused("Not everything came together; nothing was changed.")
    travelling.note_in(into, leaves=None, package=None)
    return merged


def _count(connection: Connection) -> int:
    return int(next(iter(connection.execute("SELECT count(*) FROM version")))[0])


def _refuse_unfit(vault: Vault, copy: Copy, *, older: bool) -> None:
    """Raise where what is in the package is not what this journal was left from."""
    if copy.head.vault_id == vault.head.vault_id:
        raise Refused(
            "This is a backup of the journal that is open, not of one it was left from.",
            hint="To go back to a backup, restore it into a new place.",
        )
    if copy.realm is not vault.realm:
        raise Refused("A practice journal and one's own do not go together.")
    if travelling.of_store(copy.connection).get("leaves") == vault.head.vault_id.hex():
        return
    if not _share_records(vault, copy):
        raise Refused("This package is of another journal: no record of this one is in it.")
    if not older:
        raise ConfirmationNeeded(
            "This is not the package that this journal was left with: an older one, or a later.",
            hint="If there is no other, --older takes it; what differs stands side by side then.",
        )


def _share_records(vault: Vault, copy: Copy) -> bool:
    with vault.reading() as connection:
        here = {row[0] for row in connection.execute("SELECT id FROM record")}
    there = {row[0] for row in copy.connection.execute("SELECT id FROM record")}
    return bool(here & there)


def document(done: Returned) -> dict[str, Any]:
    """Return what is so after the return, as a program reads it (`from_document` reads it back)."""
    return asdict(done)


def from_document(told: dict[str, Any]) -> Returned:
    """Return what `document` told."""
    return Returned(
        merged=Merged(**told["merged"]),
        verified=Verified(**told["verified"]),
        left=tuple(told["left"]),
    )
