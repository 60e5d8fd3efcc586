"""Copies of the journal that lie beside it for a while: opened from a package, restored, compared.

They are overwritten and gone afterwards; what a kill left is removed by the next act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from safejournal.errors import NotFound, Refused, StoreDamaged
from safejournal.exchange import jail
from safejournal.services import travelling, written_file
from safejournal.services.backups import Stop
from safejournal.vault import copies, private, replacing
from safejournal.vault.fingerprint import fingerprint
from safejournal.vault.vault import Vault

OPENED, TRIED, DRILL = ".opened", ".tried", ".drill"
"""What ends the names of the backup that was in a package, of the vault that it restores, and of
the vault of a practice run."""

_AGE = b"age-encryption.org/v1"
_BESIDES = ("backups", travelling.TRAVEL)
"""Settings that making a copy changes."""


@contextmanager
def beside(vault: Vault) -> Iterator[Path]:
    """Yield where a backup may lie for a while; it is overwritten and gone afterwards."""
    inner = vault.place.with_name(vault.place.name + OPENED)
    remove_opened(vault.place)  # what a kill left
    try:
        yield inner
    finally:
        remove_opened(vault.place)


def remove_opened(place: Path) -> None:
    """Overwrite and remove the backup beside a vault, also one that a kill left. Raises Refused."""
    remove_copy(place.with_name(place.name + OPENED))


def remove_copy(file: Path) -> None:
    """Overwrite the head of a backup, and remove the file, if it is there. Raises Refused."""
    try:
        if file.is_file():
            replacing.overwrite(file)
    except OSError as error:
        raise private.refusal(error) from None


def tidy_up(place: Path) -> None:
    """Remove what trials and practice runs left beside a vault, if they were killed."""
    drilled = place.with_name(place.name + DRILL)
    for each in (place, drilled):
        remove_opened(each)
        replacing.throw_away(each.with_name(each.name + TRIED))
    remove_copy(drilled.with_name(drilled.name + ".copy"))
    drilled.with_name(drilled.name + ".age").unlink(missing_ok=True)
    replacing.finish(drilled)
    replacing.throw_away(drilled)


def fingerprint_of(vault: Vault) -> str:
    """Return one digest over all that the journal holds, and what opens it."""
    with vault.reading() as connection:
        rows = fingerprint(connection, _BESIDES)
    return sha256(rows.encode() + b"".join(vault.head.slots)).hexdigest()


def compare(vault: Vault, inner: Path, stop: Stop) -> None:
    """Restore a backup into a vault that is thrown away, and hold it against this one."""
    tried = vault.place.with_name(vault.place.name + TRIED)
    replacing.throw_away(tried)  # what a kill left
    try:
        with vault.dek() as dek, copies.open_copy(inner, dek) as copy:
            copies.restore(copy, tried, dek, stop)
            same_slots = copy.head.slots == vault.head.slots
            key = bytearray(dek)
        with Vault.open(tried, key, vault.clock) as back, back.reading() as connection:
            found = fingerprint(connection, _BESIDES)
    finally:
        replacing.throw_away(tried)
    with vault.reading() as connection:
        if found != fingerprint(connection, _BESIDES) or not same_slots:
            raise StoreDamaged("What the package restores is not the journal.")


def unseal(package_file: Path, secret: str, target: Path) -> str:
    """Open a package in the jail into a new private file; return the digest of what was in it.

    Raises NotFound, InputRejected (NotForUs), Refused; nothing is left then.
    """
    hasher = sha256()
    try:
        with package_file.open("rb") as source, written_file.new_file(target) as file:
            jail.read_package(source, secret, _Heard(file, hasher.update))
    except FileNotFoundError:
        raise NotFound("There is no file at that place.") from None
    except OSError:
        raise Refused("This file cannot be read.") from None
    return hasher.hexdigest()


class _Heard:
    """Writes bytes on, and lets them be heard."""

    def __init__(self, file: BinaryIO, heard: Callable[[bytes], object]) -> None:
        self._file, self._heard = file, heard

    def write(self, data: bytes, /) -> None:
        self._heard(data)
        self._file.write(data)


def is_package(file: Path) -> bool:
    """Tell whether a file is sealed with age: a package, and not the backup that was in one."""
    with suppress(OSError), file.open("rb") as source:
        return source.read(len(_AGE)) == _AGE
    raise NotFound("There is no file at that place.")
