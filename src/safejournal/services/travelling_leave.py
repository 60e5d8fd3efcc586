"""Leaving with little: a small new journal stands where the whole one stood.

Only once the package is proven, holds the journal as it is now, and its contact has told the code.
Every way back is counted first; those in reach are removed before the whole journal is, so that
none is left of which nobody knows any more. Killed at any moment, the whole journal is still here,
or it is in a package that was restored once and found whole.
"""

from __future__ import annotations

import secrets
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from safejournal.domain.travel import cut
from safejournal.domain.values import dataclass
from safejournal.errors import CannotUnlock, Refused
from safejournal.services import opening, travelling, travelling_trial, ways_back
from safejournal.services.travelling_package import Package, check_code, is_present, package
from safejournal.services.ways_back import Sort, WayBack
from safejournal.vault import folder, head, private, replacing, ways_in
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import wipe
from safejournal.vault.head import Head
from safejournal.vault.lightening import Kept, filling
from safejournal.vault.schema import SCHEMA_VERSION
from safejournal.vault.slots import DEK_SIZE, SlotKind, open_slots, seal_slot
from safejournal.vault.store import open_store
from safejournal.vault.vault import Vault
from safejournal.vault.verification import check_contents

_KEPT_SETTINGS = ("idle_minutes", "look", "letters_move", "keys")
"""Settings that go along: they tell of the person's eyes and fingers, and of nothing else."""

_WITH_IDENTITY = ("pseudonym",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """What is so after leaving."""

    stays: int
    """Records in the small journal."""
    removed: tuple[str, ...]
    """Backups that were in reach, and are removed."""
    in_reach: tuple[str, ...]
    """Places where something of the whole journal still lies: then nothing may be promised."""
    out_of_reach: tuple[WayBack, ...]
    package: Package


def check_ready(vault: Vault) -> Package:
    """Return the proven package, or raise why nobody may leave yet.

    Refused when there is no package, it was not proven, the journal has changed since, or the sheet
    lies in reach.
    """
    sealed = package(vault)
    if sealed is None:
        raise Refused("No package has been sealed.", hint="travel-light seal")
    if not sealed.restored:
        raise Refused("The package was not proven to restore.", hint="Seal it again.")
    if not is_present(vault, sealed):
        raise Refused(
            "The journal, or what opens it, has changed since the package was sealed.",
            hint="Seal it again: travel-light seal.",
        )
    if sealed.page_there:
        raise Refused(
            "The sheet still lies here as a file: whoever finds it opens the package.",
            hint="Print it or move it to where it stays, then delete the file.",
        )
    return sealed


def check(vault: Vault, code: str = "") -> tuple[Package, list[WayBack]]:
    """Return the package that is ready and every way back.

    Raises as `check_ready`; InputRejected when the contact's code is another.
    """
    sealed = check_ready(vault)
    if sealed.code:
        check_code(vault, sealed, code)
    return sealed, ways_back.ways_back(vault)


def way_in(vault: Vault, typed: bytearray, digest: bytes | None = None) -> tuple[Head, bytearray]:
    """Return head and key of the vault that leaves, opened by a new passphrase, which is wiped.

    Raises Refused where that opens the whole journal, with the keyfile (its digest) or without: old
    copies on the disk would open with it.
    """
    _refuse_old(vault, bytearray(typed), digest)
    coming, dek = new_head(vault), bytearray(secrets.token_bytes(DEK_SIZE))
    stretched = opening.stretched_from(coming, typed)
    slot = seal_slot(coming, SlotKind.PASSPHRASE, dek, stretched)
    wipe(stretched)
    return coming.with_slot(0, slot), dek


def _refuse_old(vault: Vault, typed: bytearray, digest: bytes | None) -> None:
    stretched = opening.stretched_from(vault.head, typed)
    try:
        wipe(open_slots(vault.head, stretched, digest).dek)
    except CannotUnlock:
        return
    finally:
        wipe(stretched)
    raise Refused(
        "This opens the whole journal. The one that travels needs a passphrase of its own.",
        hint="A disk may keep old copies, which the old passphrase would open.",
    )


def new_head(vault: Vault) -> Head:
    """Return the head of the vault that leaves, without a way in. The package knows its id."""
    known = travelling.told(vault).get("leaves")
    if not isinstance(known, str):
        raise Refused("No package has been sealed.", hint="travel-light seal")
    return replace(Head.new(vault.head.cost), vault_id=bytes.fromhex(known))


def leave(vault: Vault, coming: Head, dek: bytearray, code: str = "") -> Left:
    """Put the small journal in the whole one's place, and destroy that. `vault` is closed then.

    `coming` is `new_head` with its way in at slot 0, sealed for `dek`. Raises as `check`; Refused
    when a backup in reach cannot be removed, or the disk does not let us: the journal is here then.
    """
    sealed, ways = check(vault, code)
    chosen = travelling.wish(vault)
    records = travelling.staying(vault, chosen)
    present = frozenset(record.id for record in records)
    kept = [
        Kept(record=each.id, kind=each.kind, content=cut(each.content, present))
        for each in records
        if each.content is not None
    ]
    place = vault.place
    travelling_trial.tidy_up(place)
    names = (*_KEPT_SETTINGS, *(_WITH_IDENTITY if chosen.identity else ()))
    now = vault.clock()
    listed = ways_in.listed((SlotKind.PASSPHRASE,), now)
    with replacing.replacing(place) as building, vault.reading() as connection:
        fill = filling(connection, kept, now, identity=chosen.identity, settings_kept=names)
        vaults.build(building, coming, dek, vault.realm, now, listed, fill)
        _prove_opens(building, dek, vault, len(kept))
        removed = _remove_backups(ways)  # last, so that a full disk takes none away
        if sys.platform == "win32":
            vault.close()
    vault.close()
    return Left(
        stays=len(kept),
        removed=tuple(removed),
        in_reach=tuple(map(str, _remains(place))),
        out_of_reach=tuple(way for way in ways if _stays(way, sealed)),
        package=sealed,
    )


def _prove_opens(building: Path, dek: bytearray, like: Vault, records: int) -> None:
    """Open what was built as any vault, and check all of it, before it takes the place."""
    raw = head.read(building)
    of_head, realm = head.parse(raw), head.authenticate(raw, dek)
    path = folder.store_path(building, of_head.generation)
    connection = open_store(path, of_head.store_key(dek, realm), newest=SCHEMA_VERSION)
    try:
        if check_contents(connection).versions != records or realm is not like.realm:
            raise Refused("The small journal did not come out whole; nothing was changed.")
    finally:
        connection.close()


def _remove_backups(ways: list[WayBack]) -> list[str]:
    """Remove the backups in reach, each one's head overwritten first."""
    removed = []
    for way in ways:
        if way.sort is Sort.BACKUP and way.there:
            try:
                replacing.overwrite(Path(way.what))
            except OSError as error:
                said = private.refusal(error)
                raise Refused(
                    "A backup in reach cannot be removed, so the journal is still here.",
                    hint=said.sentence,
                ) from None
            removed.append(way.what)
    return removed


def _remains(place: Path) -> list[Path]:
    """Return what of the whole journal could not be removed."""
    old = (folder.beside(place), place.with_name(place.name + folder.OLD))
    return [each for each in old if each.exists()]


def _stays(way: WayBack, sealed: Package) -> bool:
    if way.sort is Sort.PACKAGE:
        return way.what != sealed.file
    return way.sort is Sort.SENT or (way.sort is Sort.BACKUP and not way.there)


def document(done: Left) -> dict[str, Any]:
    """Return what is so after leaving, for the process that asked the child (`from_document`)."""
    return {
        "stays": done.stays,
        "removed": list(done.removed),
        "in_reach": list(done.in_reach),
        "out_of_reach": [asdict(way) for way in done.out_of_reach],
        "package": asdict(done.package) | {"code": "", "same": ""},
    }


def from_document(told: dict[str, Any]) -> Left:
    """Return what `document` told."""
    ways = (WayBack(**way | {"sort": Sort(way["sort"])}) for way in told["out_of_reach"])
    return Left(
        stays=told["stays"],
        removed=tuple(told["removed"]),
        in_reach=tuple(told["in_reach"]),
        out_of_reach=tuple(ways),
        package=Package(**told["package"]),
    )


__all__ = ["Head", "Left", "check", "document", "from_document", "leave", "new_head", "way_in"]
