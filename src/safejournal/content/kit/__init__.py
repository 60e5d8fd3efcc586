"""What goes into a kit for workshops besides the program: sentences, start scripts, digests."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

_HERE = Path(__file__).parent

_SCRIPTS = {
    "start.sh": ("start.sh", "Start.command"),  # macOS opens the latter by a double click
    "start.cmd": ("start.cmd",),
    "verify.sh": ("verify.sh",),
}
_WINDOWS = ".cmd"


class Python(NamedTuple):
    """A package of Python as python.org hands it out."""

    name: str
    version: str
    system: str
    processor: str
    sha256: str
    source: str
    """Where the digest was read, and when."""


def texts(language: str) -> Mapping[str, str]:
    """Return the sentences that are printed, by name, in `en` or `ru`."""
    found: Mapping[str, str] = _read("texts.toml")[language]
    return found


def pythons() -> list[Python]:
    """Return the packages of Python whose digests are known."""
    return [Python(**each) for each in _read("pythons.toml")["python"]]


def scripts() -> Iterator[tuple[str, bytes]]:
    """Yield the scripts of a kit, by their names there. Windows reads only its own line ends."""
    for kept, names in _SCRIPTS.items():
        content = (_HERE / kept).read_bytes()
        for name in names:
            yield name, content.replace(b"\n", b"\r\n") if name.endswith(_WINDOWS) else content


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_HERE / name).read_text("utf-8"))
