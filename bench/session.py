"""An unlocked session that does one act whenever it is told to, and says how long it took.

    python -m bench.session PLACE

Lines in, seconds out: `save`, `find RARE`, `find COMMON`, `latest`, ... It stands for the app with
nothing drawn: what is measured is the service, the codec and the vault.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from bench.filling import content
from bench.keyed import DEK
from bench.words import COMMON, RARE
from safejournal.domain.words import Kind
from safejournal.services import attachments, drafts, journal, search
from safejournal.vault.authorizer import allow_attaching, deny_escapes
from safejournal.vault.store import store_uri, written_key
from safejournal.vault.vault import Vault

SCREENFUL = 50
"""Hits that the app asks for while somebody types."""


class Session:
    """The acts, each a method of its own name."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault
        self._written = 0
        self._last = ""
        self._draft: drafts.Draft | None = None
        self.make_ready()

    def nothing(self) -> None:
        """Do nothing: what is left is opening and closing."""

    def save(self) -> None:
        """Write a new record."""
        self._last = journal.record(self._vault, self._next).id

    def revise(self) -> None:
        """Write another version of the record written last."""
        journal.revise(self._vault, self._last, self._next)

    def make_ready(self) -> None:
        """Invent what is written next: that is not what is measured."""
        self._written += 1
        self._next = content(self._written, 1, None)

    def remove(self) -> None:
        """Take out the record written last."""
        journal.remove(self._vault, self._last)

    def erase(self) -> None:
        """Destroy the record written last."""
        journal.erase(self._vault, self._last)

    def draft(self) -> None:
        """Keep what stands in an open form."""
        self._draft = self._draft or drafts.begin(self._vault, Kind.NOTE)
        drafts.keep(self._vault, self._draft, {"title": f"unfinished {self._written}"})

    def attach(self, source: str) -> None:
        """Take a file in beside the record written last."""
        attachments.attach(self._vault, self._last, Path(source))

    def give_back(self, target: str) -> None:
        """Write the file taken in last out of the vault."""
        found = journal.show(self._vault, self._last).content
        assert found is not None, "it was attached just now"
        attached = found.attachments[-1].id
        attachments.save(self._vault, self._last, attached, Path(target), force=True)

    def find_rare(self) -> None:
        """Find a word that stands in twenty records."""
        assert search.find(self._vault, RARE, limit=SCREENFUL)

    def find_common(self) -> None:
        """Find a word that stands in one record of a thousand."""
        assert search.find(self._vault, COMMON, limit=SCREENFUL)

    def latest(self) -> None:
        """Read the newest page of the list."""
        assert journal.browse(self._vault)

    def export(self, target: str) -> None:
        """Copy the whole store as SQLCipher does it alone: nothing checked, nothing synced."""
        key = written_key(self._vault.head.store_key(DEK, self._vault.realm))
        place = Path(target)
        place.touch(0o600)
        with self._vault.reading() as connection:
            allow_attaching(connection)
            connection.execute("ATTACH ? AS bare KEY ?", (store_uri(place), key))
            connection.execute("PRAGMA bare.journal_mode=OFF").fetchall()
            connection.execute("PRAGMA bare.synchronous=OFF")
            connection.execute("SELECT sqlcipher_export('bare')").fetchall()
            connection.execute("DETACH bare")
            deny_escapes(connection)

    def back_up(self, target: str) -> None:
        """Make a backup: the whole store copied, opened again, and all of it checked."""
        from safejournal.services import backups  # earlier commits have none

        backups.back_up(self._vault, Path(target), force=True)


def main(place: str) -> None:
    """Open the vault, and do what each line says until there is none."""
    with Vault.open(Path(place), bytearray(DEK), lambda: datetime.now().astimezone()) as vault:
        session = Session(vault)
        for line in sys.stdin:
            name, *words = line.rstrip("\n").split("\t")
            act: Callable[..., None] = getattr(session, name)
            begun = time.perf_counter()
            act(*words)
            sys.stdout.write(f"{time.perf_counter() - begun}\n")
            sys.stdout.flush()
            session.make_ready()


if __name__ == "__main__":
    main(sys.argv[1])
