"""Words that nobody else writes, and a search for them in every form in which they could lie about.

Every canary of a run begins with the run's own mark, so one search finds whichever of them is
somewhere, and what stands behind the mark tells what was done with it.
"""

from __future__ import annotations

import base64
import json
import mmap
import os
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

READ_BACK = 40
"""Bytes after a mark that are told, so that somebody sees which canary it was."""

_ALIGNMENTS = 3
"""Places of a byte in a group of base64."""


def new_mark() -> str:
    """Return a mark that no file held before: letters of two alphabets, one of them composed."""
    return f"жирафйод{secrets.token_hex(5)}"


def forms(text: str) -> dict[str, bytes]:
    """Return everything that the text looks like to a program that writes it down in its own way.

    Besides text codings: escaped, backwards, taken apart, and folded as the search folds.
    """
    found = {
        name: text.encode(name)
        for name in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
    }
    plain = found["utf-8"]
    apart = unicodedata.normalize("NFD", text)
    found |= {
        "hexadecimal": plain.hex().encode(),
        "HEXADECIMAL": plain.hex().upper().encode(),
        "json": json.dumps(text)[1:-1].encode(),
        "backwards": text[::-1].encode(),
        "bytes backwards": plain[::-1],
        "taken apart": apart.encode(),
        "folded": "".join(c for c in apart if not unicodedata.combining(c)).encode(),
        "percent": "".join(f"%{byte:02X}" for byte in plain).encode(),
        "python": text.encode("unicode-escape"),
        "latin end": text.encode("ascii", "ignore"),
    }
    for before in range(_ALIGNMENTS):
        found[f"base64 {before}"] = _base64_inside(plain, before)
    return found


def _base64_inside(plain: bytes, before: int) -> bytes:
    """Return the letters of base64 that stand for the text alone when `before` bytes precede it."""
    coded = base64.b64encode(b"\0" * before + plain)
    first = -(-before * 8 // 6)
    last = (before + len(plain)) * 8 // 6
    return coded[first:last]


class Search:
    """A search for one or more texts in all their forms."""

    def __init__(self, *texts: str) -> None:
        self._needles = {needle for text in texts for needle in forms(text).values()}

    def in_bytes(self, data: bytes | mmap.mmap) -> list[bytes]:
        """Return what was found, each with some bytes behind it."""
        places = {place for needle in self._needles for place in _all_places(data, needle)}
        return [bytes(data[place : place + READ_BACK]) for place in sorted(places)]

    def in_file(self, path: Path) -> list[bytes]:
        """Return what was found in a file, however large."""
        with path.open("rb") as file:
            if not os.fstat(file.fileno()).st_size:
                return []
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return self.in_bytes(data)

    def in_files(self, paths: Iterable[Path]) -> dict[str, list[bytes]]:
        """Return what was found in files, and in their names, by path."""
        found = {}
        for path in paths:
            here = self.in_bytes(os.fsencode(path.name))
            with suppress(OSError, ValueError):  # gone meanwhile, or none to be mapped
                here += self.in_file(path)
            if here:
                found[str(path)] = here
        return found


def _all_places(data: bytes | mmap.mmap, needle: bytes) -> Iterator[int]:
    place = data.find(needle)
    while place >= 0:
        yield place
        place = data.find(needle, place + 1)


def files(*folders: Path, since: float = 0.0, but: Path | None = None) -> Iterator[Path]:
    """Yield the plain files below the folders that changed since then, except below `but`."""
    for folder in folders:
        for here, names, listed in os.walk(folder):
            if but is not None:
                names[:] = [name for name in names if Path(here, name) != but]
            for name in listed:
                path = Path(here, name)
                try:
                    if not path.is_symlink() and path.is_file() and path.stat().st_mtime >= since:
                        yield path
                except OSError:
                    continue
