"""Writing the store anew, so that nothing erased is left between its pages."""

from __future__ import annotations

from collections.abc import Callable

from sqlcipher3 import dbapi2

from safejournal.errors import Refused
from safejournal.vault.derivation import wipe
from safejournal.vault.generation import Change, next_generation
from safejournal.vault.head import Head
from safejournal.vault.store import Connection
from safejournal.vault.vault import Vault
from safejournal.vault.verification import check_contents


def compact(vault: Vault, stop: Callable[[], bool] | None = None) -> None:
    """Move the vault into a new generation, verified before the old one is removed.

    Raises StoreDamaged or Refused with nothing changed; only when the disk fails at the very last
    step is the vault closed, and whole at the next unlocking.
    """
    with vault.dek() as dek:
        move(vault, vault.head.next(), bytearray(dek), stop=stop)


def move(
    vault: Vault,
    coming: Head,
    dek: bytearray,
    *,
    change: Change | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Move the vault into the generation that `coming` names, under that key; as `compact`.

    The key is the vault's from then on, or wiped. `change` is made in the copy, which is checked
    afterwards.
    """
    try:
        with vault.dek(), vault.reading() as connection:
            try:
                moved = next_generation(
                    connection,
                    vault.place,
                    coming,
                    dek,
                    vault.realm,
                    check=_check,
                    change=change,
                    stop=stop,
                )
            except Refused:
                if not _is_open(connection):
                    vault.close()
                raise
            vault.moved(moved, coming, dek)
    except BaseException:
        wipe(dek)
        raise


def _check(copy: Connection) -> None:
    check_contents(copy)


def _is_open(connection: Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except dbapi2.ProgrammingError:
        return False
    return True
