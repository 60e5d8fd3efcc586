"""Windows and macOS, as far as they can be held to anything on a machine that is neither."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import start
from tests.packaging.conftest import ROOT

POSIX_ONLY = ("fcntl", "termios", "tty", "pty", "resource", "pwd", "grp", "syslog", "_curses")
"""Modules that Windows has not."""

SIGNALS = ("SIGHUP", "SIGKILL", "SIGUSR1", "SIGUSR2", "SIGTSTP", "SIGCONT", "SIGSTOP", "SIGWINCH")
"""Signals that Windows has not."""

# What others wrote knows its way on Windows; it is loaded first, and only our imports are tried.
WITHOUT_POSIX = """
import asyncio, importlib, json, pkgutil, signal, subprocess, sys
import textual.app, textual.widgets, click, sqlcipher3, argon2, platformdirs, segno
posix_only, signals = json.loads(sys.argv[1])
for name in posix_only:
    sys.modules[name] = None
for name in signals:
    delattr(signal, name)
import safejournal
names = ["safejournal"]
names += [found.name for found in pkgutil.walk_packages(safejournal.__path__, "safejournal.")]
failed = {}
for name in names:
    try:
        importlib.import_module(name)
    except Exception as error:
        failed[name] = repr(error)
print(len(names))
sys.exit("\\n".join(f"{name}: {why}" for name, why in failed.items()) or 0)
"""


def test_every_module_imports_without_what_windows_lacks() -> None:
    """No module of ours needs a POSIX module or signal to be imported; only to be used."""
    absent = json.dumps([POSIX_ONLY, SIGNALS])
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_POSIX, absent],
        cwd=ROOT / "src",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20


@pytest.mark.parametrize("platform", ["linux", "win32", "darwin"])
def test_the_types_are_checked_for_every_platform(platform: str) -> None:
    """`start.py check`, which CI runs, reads the code as each of the three platforms would."""
    assert any(
        words[0] == "mypy" and words[words.index("--platform") + 1] == platform
        for _, words in start.CHECKS
        if "--platform" in words
    )
