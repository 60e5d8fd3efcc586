"""Whole vaults with a journal in them, opened with a key that nothing was stretched for."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from safejournal.vault import folder
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE
from safejournal.vault.store import Connection, open_store
from safejournal.vault.vault import Vault
from tests.vault.vaults import CHEAPEST

BEGINNING = datetime(2026, 5, 1, 12, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = BEGINNING

    def __call__(self) -> datetime:
        """Return the moment at which it stands."""
        return self.now

    def forward(self, **by: float) -> None:
        """Move it on."""
        self.now += timedelta(**by)


@dataclass(kw_only=True)
class Journal:
    """A vault on the disk, and everything that opens it."""

    place: Path
    dek: bytes
    realm: Realm
    clock: Clock = field(default_factory=Clock)

    def open(self) -> Vault:
        """Open it, as after unlocking."""
        return Vault.open(self.place, bytearray(self.dek), self.clock)

    @property
    def head(self) -> Head:
        """Its head, as it lies on the disk."""
        from safejournal.vault.head import parse, read

        return parse(read(self.place))

    @property
    def store(self) -> Path:
        """Where its database lies."""
        return folder.store_path(self.place, self.head.generation)

    @contextmanager
    def tampering(self) -> Iterator[Connection]:
        """Open the database past every check, as somebody would who has the key."""
        connection = open_store(
            self.store, self.head.store_key(self.dek, self.realm), newest=1_000_000
        )
        connection.set_authorizer(None)
        try:
            yield connection
        finally:
            connection.close()


def make_journal(place: Path, *, realm: Realm = Realm.REAL) -> Journal:
    """Make an empty journal."""
    dek = secrets.token_bytes(DEK_SIZE)
    vaults.create(place, Head.new(CHEAPEST), bytearray(dek), realm, BEGINNING)
    return Journal(place=place, dek=dek, realm=realm)
