"""The other programs: where they are, and how they come here. The table names a missing one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from bench.places import PEERS, kept

LISTED = Path(__file__).with_name("peers.txt")
DEBIAN = {"keepassxc-cli": "keepassxc", "age": "age", "gpg": "gnupg", "strace": "strace"}
"""Programs that Debian packs, with the name of the package."""

_LEDGER = "installed-by-bench"


def listed() -> dict[str, list[str]]:
    """Return what is asked of pip for each program."""
    lines = LISTED.read_text("utf-8").splitlines()
    asked = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: wanted.split() for name, _, wanted in asked}


@cache
def find(name: str) -> str | None:
    """Return the path of a program, installing it if that can be done; None where it is missing."""
    return _by_debian(name) if name in DEBIAN else _by_pip(name)


def python_of(name: str) -> str:
    """Return the Python of a program that pip installed."""
    return str(PEERS / name / "bin" / "python")


def _by_debian(name: str) -> str | None:
    if shutil.which(name) is None and shutil.which("apt-get") and os.geteuid() == 0:
        sys.stderr.write(f"bench: installing {DEBIAN[name]}\n")
        _quietly(["apt-get", "install", "--yes", "--no-install-recommends", DEBIAN[name]])
    return shutil.which(name)


def _by_pip(name: str) -> str | None:
    place, asked = PEERS / name, " ".join(listed()[name])
    ledger = place / _LEDGER
    if not ledger.exists() or ledger.read_text("utf-8") != asked:
        sys.stderr.write(f"bench: installing {asked}\n")
        venv.create(place, with_pip=True, clear=True)
        if not _quietly([python_of(name), "-m", "pip", "install", *listed()[name]]):
            return None
        ledger.write_text(asked, "utf-8")
    return str(place / "bin" / name)


def _quietly(command: Sequence[str]) -> bool:
    settings = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(command, env=settings, capture_output=True, check=False)
    if done.returncode:
        sys.stderr.write(done.stderr.decode(errors="replace")[-400:] + "\n")
    return done.returncode == 0


def home_of(name: str) -> dict[str, str]:
    """Return the environment in which a program runs, with a home of its own."""
    home = kept("homes", name)
    home.mkdir(exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
