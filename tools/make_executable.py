"""Make a folder with the program that needs no Python, for machines of the kind that this runs on.

    python tools/make_executable.py OUT        makes OUT/linux-x86_64 (or macos-…, windows-…)

It needs an environment with what `requirements/executable.txt` locks (docs/kit.md says how), and
makes a folder with PyInstaller, never a single file: that would unpack itself into the folder for
temporary files at each start, and leave that behind when it is killed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from safejournal.process.unpacking import this_machine  # noqa: E402 - found there

WHOLE = ("safejournal", "textual", "rich", "pyrage", "sqlcipher3", "shamir_mnemonic", "segno")
"""Packages that are taken with all their modules and files: much is loaded by name, when needed."""

CODE = ("argon2", "click", "cryptography", "pygments")
"""Packages of which all modules are taken."""

TOLD = ("argon2-cffi", "click", "cryptography", "sqlcipher3", "textual")
"""Packages whose versions `doctor` tells."""


def main(words: list[str]) -> int:
    """Make the folder and return PyInstaller's exit code."""
    (out,) = words
    target = Path(out).resolve() / str(this_machine())
    working = target.with_name("working")
    command = [*_options(working, target.parent), str(ROOT / "tools" / "executable_entry.py")]
    code = subprocess.call(
        [sys.executable, "-m", "PyInstaller", *command],
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},  # for the processes it starts
    )
    shutil.rmtree(working, ignore_errors=True)
    if code == 0:
        (target.parent / "safejournal").rename(target)
    return code


def _options(working: Path, out: Path) -> Iterator[str]:
    yield from ("--noconfirm", "--onedir", "--console", "--name", "safejournal")
    yield from ("--paths", str(ROOT / "src"), "--distpath", str(out))
    yield from ("--workpath", str(working), "--specpath", str(working))
    for name in WHOLE:
        yield from ("--collect-all", name)
    for name in CODE:
        yield from ("--collect-submodules", name)
    for name in TOLD:
        yield from ("--copy-metadata", name)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
