"""The open vault: the one door to what is kept."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Self

from safejournal.errors import Refused, StoreDamaged
from safejournal.vault import chain, derived, folder, head, migrations, private, schema, ways_in
from safejournal.vault.derivation import Realm, wipe
from safejournal.vault.store import (
    Connection,
    close_held,
    create_store,
    hold,
    open_store,
    transaction,
    translated,
)
from safejournal.vault.ways_in import WayIn

Clock = Callable[[], datetime]


class _Supposed(Exception):
    """Ends what was only supposed."""


AUTHOR_BYTES = 16
"""A key id is the first 128 bits of SHA-256 over the Ed25519 public key."""


def create(
    place: Path,
    new_head: head.Head,
    dek: bytearray,
    realm: Realm,
    now: datetime,
    ways: Sequence[WayIn] = (),
) -> None:
    """Make a vault at `place`, with `new_head` as its ways in. Raises Refused where one stands.

    The tables, an author's key of its own and the first event of the chain are in it. Killed at any
    moment, either nothing stands at `place` or a whole vault does.
    """
    with folder.creating(place) as building:
        build(building, new_head, dek, realm, now, ways)


def build(
    building: Path,
    new_head: head.Head,
    dek: bytearray,
    realm: Realm,
    now: datetime,
    ways: Sequence[WayIn] = (),
    fill: Callable[[Connection], None] | None = None,
) -> None:
    """Make a vault in an empty folder that is to become one; `fill` writes its first records."""
    path = folder.store_path(building, new_head.generation)
    connection = create_store(path, new_head.store_key(dek, realm), version=schema.SCHEMA_VERSION)
    try:
        with transaction(connection):
            _fill(connection, new_head.vault_id, realm, now)
            if fill is not None:
                fill(connection)
    finally:
        connection.close()
    of_ways = ways_in.sealed(new_head, dek, realm, ways)
    head.replace(building, head.serialise(of_ways, dek, realm))


def _fill(connection: Connection, vault_id: bytes, realm: Realm, now: datetime) -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    for statement in schema.statements(schema.TABLES):
        connection.execute(statement)
    derived.make(connection)
    key = Ed25519PrivateKey.generate()
    facts = {
        "vault_id": vault_id,
        "realm": realm.value,
        "chain_id": os.urandom(16),
        "author_key": key.private_bytes_raw(),
        "author": key_id(key.public_key().public_bytes_raw()),
    }
    for name, value in facts.items():
        connection.execute("INSERT INTO meta (key, value) VALUES (?, ?)", (name, value))
    chain.begin(connection, facts["chain_id"], chain.day_of(now))


def key_id(public_key: bytes) -> bytes:
    """Return the 16 bytes by which an author is named in every version."""
    return hashlib.sha256(public_key).digest()[:AUTHOR_BYTES]


class Vault:
    """An open vault. Close it, or leave its `with`; the DEK is wiped then."""

    def __init__(
        self,
        place: Path,
        of_head: head.Head,
        dek: bytearray,
        realm: Realm,
        connection: Connection,
        held: folder.Lock,
        clock: Clock,
    ) -> None:
        self.place = place
        self.head = of_head
        self.realm = realm
        self.clock = clock
        self._dek = dek
        self._held = held
        self._connection = connection
        self._guard = threading.RLock()
        hold(connection)
        self.author = self.fact("author")

    @classmethod
    def open(cls, place: Path, dek: bytearray, clock: Clock) -> Self:
        """Open the vault with its DEK, which is the vault's from now on.

        Raises VaultInUse, NotFound, HeadDamaged, StoreDamaged, VaultTooNew or Refused.
        """
        held = folder.lock(place)
        try:
            raw = head.read(place)
            of_head, realm = head.parse(raw), head.authenticate(raw, dek)
            path = folder.store_path(place, of_head.generation)
            key = of_head.store_key(dek, realm)
            connection = open_store(path, key, newest=schema.SCHEMA_VERSION)
        except BaseException:
            wipe(dek)
            held.release()
            raise
        try:
            older = migrations.is_older(connection)
            if older:
                connection, of_head = migrations.migrate(connection, place, of_head, dek, realm)
            with translated():
                vault = cls(place, of_head, dek, realm, connection, held, clock)
                vault._settle(keep_old=older)
        except BaseException:
            connection.close()
            wipe(dek)
            held.release()
            raise
        return vault

    def _settle(self, *, keep_old: bool) -> None:
        """Check that the store is this vault's own; make what is derived anew if it is stale."""
        if self.fact("vault_id") != self.head.vault_id or self.fact("realm") != self.realm.value:
            raise StoreDamaged("This database belongs to another vault.")
        with self.reading() as connection:
            chain.check_end(connection)
            stale = derived.is_stale(connection)
        if stale:
            self.rebuild_derived()
        if not keep_old:
            folder.clean(self.place, self.head.generation)
        if folder.is_unfinished(self.place):
            from safejournal.vault import replacing

            replacing.finish(self.place)

    def rebuild_derived(self) -> None:
        """Make the list and the search index anew. Nothing can be lost by it."""
        with self.writing() as connection:
            derived.rebuild(connection)

    @property
    def practice(self) -> bool:
        """Tell whether this is a practice vault: a mark that no one can change."""
        return self.realm is Realm.PRACTICE

    def fact(self, name: str) -> bytes:
        """Return a fact about the vault itself. Raises StoreDamaged when it is missing."""
        with self.reading() as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (name,)).fetchone()
        if row is None:
            raise StoreDamaged("The journal has lost a fact about itself.")
        return bytes(row[0])

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield the connection for reading; other threads wait."""
        with self._guard, self._told_apart(), translated():
            yield self._opened()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Yield the connection inside one transaction: all of it becomes durable, or none.

        What writes inside it is a part of it, and whatever a part raises undoes that part alone.
        """
        with self._guard, self._told_apart(), transaction(self._opened()):
            yield self._connection

    @contextmanager
    def supposing(self) -> Iterator[None]:
        """Undo at the end whatever is written inside: to look at what an act would come to."""
        with suppress(_Supposed), self.writing():
            yield
            raise _Supposed

    @contextmanager
    def _told_apart(self) -> Iterator[None]:
        """Tell a disk that was taken out from a damaged store: SQLCipher calls both damage.

        Whoever is told of damage puts an older backup over a journal that is whole.
        """
        try:
            yield
        except StoreDamaged:
            if not head.is_readable(self.place):
                raise private.disk_failed() from None
            raise

    def _opened(self) -> Connection:
        if self.closed:
            raise Refused("The journal is locked.")
        return self._connection

    @property
    def closed(self) -> bool:
        """Tell whether the vault has been closed."""
        return not self._dek

    def ways_in(self) -> tuple[WayIn, ...]:
        """Return every way into the vault, as its head lists them."""
        with self.dek() as dek:
            return ways_in.read(self.head, dek, self.realm)

    def change_ways(self, changed: head.Head, ways: Sequence[WayIn]) -> None:
        """Put a head with other slots, and the list of them, in the present one's place.

        All of it or nothing, and two waits for the disk whatever the vault's size. Raises Refused
        with nothing changed; see `head.replace`.
        """
        with self.dek() as dek:
            changed = ways_in.sealed(changed, dek, self.realm, ways)
            head.replace(self.place, head.serialise(changed, dek, self.realm))
            self.head = changed

    @contextmanager
    def dek(self) -> Iterator[bytearray]:
        """Yield the data encryption key for a change of the ways in."""
        with self._guard:
            self._opened()
            yield self._dek

    def moved(self, connection: Connection, to_head: head.Head, dek: bytearray) -> None:
        """Take over the next generation and its key after it has become the vault."""
        wipe(self._dek)
        hold(connection)
        self._connection, self.head, self._dek = connection, to_head, dek

    def close(self) -> None:
        """Close the store, wipe the key, give the lock back. May be called twice."""
        with self._guard:
            if self.closed:
                return
            wipe(self._dek)
            self._dek.clear()
            close_held(self._connection)
            self._held.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
