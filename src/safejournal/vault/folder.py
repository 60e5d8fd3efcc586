"""The vault's folder: whose it is, who may look in, who has it open."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self


class Note(StrEnum):
    """What `doctor` should say about the place of a vault."""

    NO_MODES = "no_modes"
    NETWORK = "network"


class Lock:
    """The vault's lock while it is held. Release it, leave its `with`, or end the process."""

    def release(self) -> None:
        """Give the lock back. May be called twice."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


@contextmanager
def creating(path: Path) -> Iterator[Path]:
    """Yield a new private folder to build a vault in; at the end it is renamed to `path`, whole.

    Refused where something stands (an empty folder of one's own is taken). A killed creation
    leaves nothing under `path`. The database must be closed by then; open the vault afterwards.
    """
    raise NotImplementedError
    yield path


def lock(path: Path) -> Lock:
    """Check the folder (NotFound, Refused) and take its lock. Raises VaultInUse if it is held."""
    raise NotImplementedError


def notes(path: Path) -> frozenset[Note]:
    """Return what the file system under a vault cannot do."""
    raise NotImplementedError


def store_path(path: Path, generation: int) -> Path:
    """Return where the database of that generation lies."""
    raise NotImplementedError


def clean(path: Path, generation: int) -> None:
    """Remove what interrupted work left. Only after head and store of `generation` opened well."""
    raise NotImplementedError
