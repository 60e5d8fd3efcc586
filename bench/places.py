"""Where the harness keeps what it makes: nothing of it belongs to the repository."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".bench"
"""Vaults, files of other programs and older revisions: made once, used again."""

PEERS = ROOT / ".venv-peers"
"""An environment for each other program that is installed by pip."""


def kept(*parts: str) -> Path:
    """Return a path below `KEPT`, whose folder is there afterwards."""
    place = KEPT.joinpath(*parts)
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


@contextmanager
def scratch() -> Iterator[Path]:
    """Yield an empty folder on the same disk as everything else, gone afterwards."""
    place = Path(mkdtemp(dir=kept("scratch", "here").parent))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
