"""The vaults that are measured: made once for each number of records, and copied to be written."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.filling import PASSPHRASE, content
from bench.places import kept
from bench.tree import NOW, Tree
from bench.words import DATA, text
from safejournal.vault import head, schema
from safejournal.vault.derivation import Cost
from safejournal.vault.folder import store_path

SMALL, MIDDLE, LARGE = 1_000, 10_000, 100_000
TYPED = f"{PASSPHRASE}\n".encode()
"""The passphrase as a script hands it over."""

_LAYOUT = 2
"""Raised when vaults change in something else than their tables."""

_TABLES = sha256((schema.TABLES + schema.DERIVED).encode()).hexdigest()[:8]
_MADE_NOW = f"{DATA}-{_LAYOUT}-{_TABLES}"
"""A vault is made anew when the texts or the tables changed, whether or not their version did."""


@dataclass(frozen=True, slots=True)
class Stock:
    """A vault full of invented records. Not to be written into: its copies are."""

    place: Path
    records: int

    @property
    def store_bytes(self) -> int:
        """The size of its database."""
        return store_path(self.place, self._head.generation).stat().st_size

    @property
    def cost(self) -> Cost:
        """What one derivation of its key costs."""
        return self._head.cost

    @property
    def _head(self) -> head.Head:
        return head.parse(head.read(self.place))

    @property
    def last_title(self) -> str:
        """The title of the record written last, which stands on the first screen."""
        return text(self.records - 1, self.records).title

    def text_bytes(self) -> int:
        """Return the bytes of what a person typed: titles, texts and tags."""
        return sum(
            text(number, self.records).size
            + sum(len(tag.encode()) for tag in content(number, self.records, None).tags)
            for number in range(self.records)
        )

    def copy(self, place: Path) -> Stock:
        """Return a copy of it below that folder."""
        to = place / f"vault-{self.records}-{len(list(place.iterdir()))}"
        shutil.copytree(self.place, to)
        return Stock(to, self.records)


def stock(records: int, tree: Tree = NOW) -> Stock:
    """Return the vault of so many records, making it if it is not there.

    An earlier commit makes its own: nothing was released, so that none reads another's.
    """
    made_by = _MADE_NOW if tree is NOW else f"{DATA}-{tree.name}"
    place = kept("vaults", made_by, str(records))
    if not place.exists():
        sys.stderr.write(f"bench: making a vault of {records:,} records ({tree.name})\n")
        unfinished = place.with_name(f"{records}.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        subprocess.run(
            [sys.executable, "-m", "bench.filling", str(unfinished), str(records)],
            env=tree.environment,
            check=True,
        )
        unfinished.rename(place)
    return Stock(place, records)
