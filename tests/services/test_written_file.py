"""A file that leaves the vault is whole, private and new, or it is not there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from safejournal.errors import Refused
from safejournal.services import written_file
from safejournal.services.written_file import PRIVATE, new_file
from tests.vault.children import environment

HALF = """
import sys, time
from pathlib import Path
from safejournal.services.written_file import new_file
with new_file(Path(sys.argv[1])) as file:
    file.write(b"half" * 100_000)
    file.flush()
    print("written", flush=True)
    time.sleep(60)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems leave a name beside")
def test_a_killed_process_leaves_nothing_of_a_file(tmp_path: Path) -> None:
    """Killed in the middle of writing: no file, and no half of one beside."""
    process = subprocess.Popen(
        [sys.executable, "-c", HALF, tmp_path / "out"],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert list(tmp_path.iterdir()) == []


def _no_links(*_what: object, **_how: object) -> None:
    raise PermissionError


@pytest.mark.parametrize("without", ["nothing", "links", "nameless files"])
def test_what_is_written_is_whole_private_and_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, without: str
) -> None:
    """Also where the system cannot write nameless files, or may not name them."""
    if without == "links":
        monkeypatch.setattr(os, "link", _no_links)
    if without == "nameless files":
        monkeypatch.setattr(written_file, "_nameless", lambda _folder: None)
    target = tmp_path / "out"
    with new_file(target) as file:
        file.write(b"x" * 100_000)
    assert target.read_bytes() == b"x" * 100_000
    assert target.stat().st_mode & 0o777 == PRIVATE
    assert list(tmp_path.iterdir()) == [target]


def _half(target: Path) -> None:
    with new_file(target, force=True) as file:
        file.write(b"new")
        raise ZeroDivisionError


def test_what_fails_leaves_what_was_there(tmp_path: Path) -> None:
    """An error inside, or a file of that name: nothing new, and the old one as it was."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with pytest.raises(Refused), new_file(target):
        raise AssertionError("nothing may be opened over a file that is there")
    with pytest.raises(ZeroDivisionError):
        _half(target)
    assert target.read_bytes() == b"old"
    with new_file(target, force=True) as file:
        file.write(b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]
