"""Inputs that once reached something new: what fuzzing begins from, and the suite runs again.

One file for each reader: its inputs, shortest first, compressed together.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parent / "corpus"

MOST_BYTES = 24_000
"""Of a reader's file: the repository must stay small."""

LONGEST = 1 << 17
"""Bytes of an input that is kept: as long as any that is tried."""

FRESH = {"proof"}
"""Readers whose inputs are made with keys that are others in each run."""

_LENGTH = struct.Struct(">I")


def load(name: str) -> list[bytes]:
    """Return what is kept for a reader."""
    path = FOLDER / name
    held, made = zlib.decompress(path.read_bytes()) if path.exists() else b"", []
    while held:
        (length,) = _LENGTH.unpack_from(held)
        made.append(held[_LENGTH.size : _LENGTH.size + length])
        held = held[_LENGTH.size + length :]
    return made


def keep(name: str, inputs: Iterable[bytes]) -> None:
    """Keep as many of the inputs as there is room for."""
    if name in FRESH:
        return
    chosen = sorted(
        {each for each in inputs if len(each) <= LONGEST}, key=lambda each: (len(each), each)
    )
    while len(packed := _packed(chosen)) > MOST_BYTES:
        chosen = chosen[: len(chosen) * 9 // 10]
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / name).write_bytes(packed)


def _packed(inputs: list[bytes]) -> bytes:
    return zlib.compress(b"".join(_LENGTH.pack(len(each)) + each for each in inputs), 9)
