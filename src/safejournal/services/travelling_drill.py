"""A practice run: seal, prove, leave and return, all of it on a copy that is thrown away.

It takes four times the journal's room for a while, asks for no secret and changes nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import field

from safejournal.domain.values import dataclass
from safejournal.errors import Refused
from safejournal.services import (
    travelling,
    travelling_leave,
    travelling_package,
    travelling_return,
    travelling_sheet,
    travelling_trial,
)
from safejournal.services.backups import Stop, no_stop
from safejournal.services.travelling import Preview
from safejournal.vault import copies, settings
from safejournal.vault.fingerprint import fingerprint
from safejournal.vault.slots import DEK_SIZE
from safejournal.vault.vault import Vault

STEPS = ("copied", "sealed", "proven", "left", "returned", "compared")
"""What is told, one after the other, as it is done."""

Told = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drilled:
    """What came of it."""

    seen: Preview
    stayed: int = field(default=0)
    """Records that were in the small journal."""
    package: int = 0
    """Bytes of the package."""
    same: bool = False
    """Whether after the return everything was as before."""


def drill(vault: Vault, *, told: Told = lambda _step: None, stop: Stop = no_stop) -> Drilled:
    """Go the whole way on a throwaway copy. Raises Refused when stopped, StoreDamaged."""
    travelling_trial.tidy_up(vault.place)
    try:
        return _Drill(vault, told, stop).run()
    finally:
        travelling_trial.tidy_up(vault.place)


class _Drill:
    def __init__(self, vault: Vault, told: Told, stop: Stop) -> None:
        self._vault, self._told, self._stop = vault, told, stop
        name = vault.place.name + travelling_trial.DRILL
        self._place = vault.place.with_name(name)
        self._package, self._backup = (
            vault.place.with_name(name + ending) for ending in (".age", ".copy")
        )

    def run(self) -> Drilled:
        seen = travelling.preview(self._vault)
        with self._vault.dek() as dek:
            key = bytes(dek)
        before = self._copy(key)
        self._tell("copied")
        stayed, size, small, secret = self._leave(key)
        after = self._return(key, small, secret)
        self._tell("returned")
        same = before == after
        self._tell("compared")
        return Drilled(seen=seen, stayed=stayed, package=size, same=same)

    def _tell(self, step: str) -> None:
        self._told(step)
        if self._stop():
            raise Refused("Stopped before it was finished; nothing was changed.")

    def _copy(self, key: bytes) -> str:
        """Make a copy of the journal; return its fingerprint."""
        with self._vault.reading() as connection:
            copies.write_backup(
                connection, self._vault.head, key, self._vault.realm, self._backup, self._stop
            )
        with copies.open_copy(self._backup, key) as copy:
            copies.restore(copy, self._place, key, self._stop)
        travelling_trial.remove_copy(self._backup)
        with Vault.open(self._place, bytearray(key), self._vault.clock) as vault:
            return _fingerprint(vault)

    def _leave(self, key: bytes) -> tuple[int, int, bytes, str]:
        """Seal, prove and leave; return what stayed, the package's size, and the two keys."""
        sheet = travelling_sheet.new_sheet()
        vault = Vault.open(self._place, bytearray(key), self._vault.clock)
        with vault:
            _forget_backups(vault)
            sealed = travelling_package.seal_to_sheet(vault, sheet, self._package, stop=self._stop)
            self._tell("sealed")
            travelling_package.prove(vault, sheet.age_secret, stop=self._stop)
            self._tell("proven")
            small = bytearray(secrets.token_bytes(DEK_SIZE))
            kept = bytes(small)
            done = travelling_leave.leave(vault, travelling_leave.new_head(vault), small)
            self._tell("left")
        return done.stays, sealed.size, kept, sheet.age_secret

    def _return(self, key: bytes, small: bytes, secret: str) -> str:
        """Come back, and return the fingerprint of what is there then."""
        with (
            Vault.open(self._place, bytearray(small), self._vault.clock) as vault,
            travelling_trial.beside(vault) as inner,
        ):
            travelling_trial.unseal(self._package, secret, inner)
            travelling_return.come_back(vault, inner, bytearray([0]) + key)
        with Vault.open(self._place, bytearray(key), self._vault.clock) as back:
            return _fingerprint(back)


def _fingerprint(vault: Vault) -> str:
    with vault.reading() as connection:
        return fingerprint(connection, ("backups", travelling.TRAVEL))


def _forget_backups(vault: Vault) -> None:
    """Let the copy know of no backups: leaving would remove those of the journal itself."""
    with vault.writing() as connection:
        found = settings.read(connection)
        found.pop("backups", None)
        settings.write(connection, found)
