"""The traces that a machine keeps: found, told by their place, and never repeated."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from safejournal.services import traces
from safejournal.services.findings import Finding, Matter, State
from safejournal.wording.doctor import findings


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a home of nobody, in which the machine is looked at."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for variable, _name in traces.TERMINALS:
        monkeypatch.delenv(variable, raising=False)
    return tmp_path


def _look(place: Path) -> dict[Matter, Finding]:
    return {found.matter: found for found in traces.look(place)}


def test_a_history_is_counted_and_never_repeated(home: Path) -> None:
    """Where the lines are and how many; a word beside them is nobody's business."""
    (home / ".bash_history").write_text("ls\nsafejournal search secretword\npython3 start.py\n")
    (home / ".zsh_history").write_text("ls\n")
    found = _look(home / "journal")[Matter.HISTORY]
    assert (found.state, found.value) == (State.CAREFUL, f"{home}/.bash_history (2)")
    said = "\n".join(findings([found]))
    assert "secretword" not in said
    assert "HISTCONTROL" in said


def test_a_list_of_recent_files_that_names_the_vault_is_found(home: Path) -> None:
    """By the folder's path, also when it is not called after the program; not by a mere word."""
    place = home / "notes-of-summer"
    assert _look(place)[Matter.RECENT].state is State.FINE
    listed = home / ".local" / "share" / "recently-used.xbel"
    listed.parent.mkdir(parents=True)
    listed.write_text(f'<bookmark href="file:///{place.name}.pdf"/>')
    assert _look(place)[Matter.RECENT].state is State.FINE
    listed.write_text(f'<bookmark href="file://{place}/head"/>')
    assert _look(place)[Matter.RECENT].value == str(listed)


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("TMUX", "/tmp/x", "tmux"),
        ("VTE_VERSION", "7000", "VTE"),
        ("TERM_PROGRAM", "iTerm", "iTerm"),
    ],
)
def test_the_window_is_named(
    home: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, name: str
) -> None:
    """Each keeps what commands printed into it, and the remedy stands below."""
    monkeypatch.setenv(variable, value)
    found = _look(home)[Matter.SCROLLBACK]
    assert (found.state, found.value) == (State.CAREFUL, name)
    assert any("->" in line for line in findings([found]))


@pytest.mark.skipif(sys.platform != "linux", reason="the processes of a machine stand in /proc")
def test_a_recording_of_the_terminal_is_found(home: Path) -> None:
    """The real `script` around the real program; without it nothing is found."""
    assert _look(home)[Matter.RECORDING].state is State.FINE
    code = "import sys; from safejournal.__main__ import main; sys.exit(main())"
    command = f"{sys.executable} -c '{code}' --lang en doctor"
    done = subprocess.run(
        ["script", "--quiet", "--command", command, os.devnull],
        capture_output=True,
        text=True,
        check=True,
        stdin=subprocess.DEVNULL,
    )
    assert "! Recording of the terminal: script" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the processes of a machine stand in /proc")
def test_a_clipboard_manager_is_found(home: Path) -> None:
    """By the name of its process, if it is this user's."""
    assert _look(home)[Matter.CLIPBOARD].state is State.FINE
    program = home / "copyq"
    program.symlink_to("/bin/sleep")
    with subprocess.Popen([program, "60"]) as manager:
        found = _look(home)[Matter.CLIPBOARD]
        manager.kill()
    assert (found.state, found.value) == (State.CAREFUL, "copyq")


def test_what_lies_on_an_encrypted_device_is_no_trace(tmp_path: Path) -> None:
    """Linux tells by the name of the mapping; a mapping is as good as what is below it."""
    plain, crypt = tmp_path / "plain", tmp_path / "crypt"
    for device in (plain, crypt):
        (device / "dm").mkdir(parents=True)
    (plain / "dm" / "uuid").write_text("LVM-abc\n")
    (crypt / "dm" / "uuid").write_text("CRYPT-LUKS2-abc\n")
    assert not traces.is_encrypted(plain)
    assert traces.is_encrypted(crypt)
    (plain / "slaves").mkdir()
    (plain / "slaves" / "dm-0").symlink_to(crypt)
    assert traces.is_encrypted(plain)
    assert not traces.is_encrypted(tmp_path / "sda")
