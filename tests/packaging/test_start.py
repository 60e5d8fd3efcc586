"""`python3 start.py` on any machine: one command, one sentence when something is missing."""

from __future__ import annotations

import ast
import errno
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import pytest

import start
from tests.packaging.conftest import ROOT, Folder, works

Started = tuple[Folder, "subprocess.CompletedProcess[str]"]

FOLLOWED = """
import os, sys
def follow(event, details):
    if event in {"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec", "socket.connect"}:
        os.write(2, event.encode() + b"\\n")
sys.addaudithook(follow)
"""


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """Return what start.py said at the end, having checked that it was no more than that."""
    assert done.returncode == 1
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    *progress, sentence = done.stderr.splitlines()
    assert all(line.startswith("safejournal: Preparing") for line in progress)
    return sentence


def start_module_at(place: Path) -> ModuleType:
    """Load the start.py of another folder, which goes by its own place."""
    spec = importlib.util.spec_from_file_location("start_elsewhere", place / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# --- making the environment


def test_a_fresh_copy_starts_from_its_wheelhouse_without_a_network(started: Started) -> None:
    """With a wheelhouse beside start.py the first start needs no network and runs the program."""
    _, first = started
    assert first.returncode == 7, first.stderr
    assert json.loads(first.stdout)["words"] == [b"first".hex(), b"-".hex()]


def test_standard_output_and_input_belong_to_the_program(started: Started) -> None:
    """Even the first start prints its progress elsewhere and reads nothing of what is piped in."""
    _, first = started
    assert len(first.stdout.splitlines()) == 1
    assert json.loads(first.stdout)["read"] == "what was piped in"
    assert first.stderr.startswith("safejournal: Preparing the environment")


def test_the_environment_holds_what_the_list_names_and_pip_alone(started: Started) -> None:
    """No package comes along that no requirement file names."""
    folder, _ = started
    listed = (folder.place / "requirements" / "run.txt").read_text()
    said = subprocess.run(
        [folder.environment / "bin" / "python", "-I", "-m", "pip", "list", "--format=json"],
        capture_output=True,
        check=True,
    ).stdout
    present = {entry["name"].lower().replace("_", "-") for entry in json.loads(said)}
    assert {name for name in present if f"\n{name}==" not in "\n" + listed} == {"pip"}
    assert "sqlcipher3" in present


def test_the_second_start_runs_nothing_but_the_program(started: Started) -> None:
    """A finished environment costs no pip and no other process before the program."""
    folder, _ = started
    second = folder.start_where(FOLLOWED, "again")
    assert second.returncode == 7, second.stderr
    assert second.stderr.splitlines() == ["os.exec"]


def test_arguments_and_folder_are_handed_on_untouched(started: Started) -> None:
    """Spaces, quotes, empty words, other scripts, bytes that are no text: all arrive as typed."""
    folder, _ = started
    words = [
        b"add",
        b"",
        b"two words",
        b"'\"$HOME;*",
        "заметка".encode(),
        b"\xff\xfe",
        b"--",
        b"-x",
    ]
    done = folder.start(*words)
    seen = json.loads(done.stdout)
    assert [bytes.fromhex(word) for word in seen["words"]] == words
    assert seen["cwd"] == str(folder.place.parent)


def test_a_moved_folder_makes_its_environment_again(
    started: Started, wheelhouse: Path, tmp_path: Path
) -> None:
    """An environment that was copied along is not trusted to fit its new place."""
    folder, _ = started
    moved = tmp_path / "moved"
    shutil.copytree(folder.place, moved, symlinks=True)
    assert start_module_at(moved).holds(str(moved / ".venv"), "run") is False
    assert start_module_at(folder.place).holds(str(folder.environment), "run") is True


def test_a_changed_requirement_is_noticed(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One changed byte in the list means that the environment is made again."""
    folder, _ = started
    module = start_module_at(folder.place)
    listed = tmp_path / "run.txt"
    listed.write_bytes((folder.place / "requirements" / "run.txt").read_bytes() + b"\n")
    assert module.holds(str(folder.environment), "run")
    monkeypatch.setattr(module, "list_of", lambda _: str(listed))
    assert not module.holds(str(folder.environment), "run")


@pytest.mark.slow
def test_an_interrupted_install_is_done_again(stocked: Folder, no_network: tuple[str, ...]) -> None:
    """Killed while packages are being installed, the next start makes the environment whole."""
    working = subprocess.Popen(
        [sys.executable, "-I", stocked.place / "start.py"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not list(stocked.environment.glob("lib/*/site-packages/*argon2*")):
        assert time.monotonic() < until, "the install never began"
        time.sleep(0.02)
    os.killpg(working.pid, signal.SIGKILL)
    working.communicate()
    assert (stocked.environment / start.LEDGER).read_bytes() == b"unfinished\n"

    done = stocked.start("after", before=no_network)
    assert done.returncode == 7, done.stderr
    assert (stocked.environment / start.LEDGER).read_bytes() != b"unfinished\n"


@pytest.mark.slow
def test_the_word_test_runs_the_suite_and_passes_on_its_exit_code(stocked: Folder) -> None:
    """`start.py test` installs what tests need and hands pytest's arguments and exit code through.

    The program then starts from the same environment.
    """
    tests = stocked.place / "tests"
    tests.mkdir()
    (tests / "test_one.py").write_text("def test_good(): pass\ndef test_bad(): assert 0\n")
    assert stocked.start("test", "-q", "-p", "no:cacheprovider").returncode == 1
    assert stocked.start("test", "-q", "-k", "good").returncode == 0
    assert stocked.start_where(FOLLOWED).stderr.splitlines() == ["os.exec"]


def test_check_runs_every_check_and_fails_if_one_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """A failed check does not hide what the later ones have to say."""
    scripts = tmp_path / "bin"
    scripts.mkdir()
    for name in ("true", "false", "echo"):
        (scripts / name).symlink_to(str(shutil.which(name)))
    monkeypatch.setattr(start, "CHECKS", (("a", ["false"]), ("b", ["echo", "seen"])))
    assert start.check(str(tmp_path)) == 1
    assert capfd.readouterr().out == "seen\n"
    monkeypatch.setattr(start, "CHECKS", (("a", ["true"]), ("b", ["echo"])))
    assert start.check(str(tmp_path)) == 0


# --- one sentence when something is missing


@pytest.mark.parametrize("version", [(3, 8, 18), (3, 10, 13)])
def test_an_old_python_is_told_so(folder: Folder, version: tuple[int, int, int]) -> None:
    """A Python below 3.11 gets one sentence that names both versions, and nothing is made."""
    done = folder.start_where(f"import sys; sys.version_info = {version!r} + ('final', 0)")
    assert one_sentence(done).startswith("safejournal needs Python 3.11 or newer")
    assert f"{version[0]}.{version[1]}." in done.stderr
    assert not folder.environment.exists()


def test_an_old_python_can_read_the_file_that_tells_it_so() -> None:
    """start.py keeps to a syntax that Python 3.8 reads."""
    ast.parse((ROOT / "start.py").read_text(), feature_version=(3, 8))


@pytest.mark.parametrize("absent", ["ensurepip", "venv"])
def test_a_missing_venv_module_names_the_package_to_install(folder: Folder, absent: str) -> None:
    """Debian's Python without python3-venv gets the command that adds it."""
    done = folder.start_where(f"import sys; sys.modules[{absent!r}] = None")
    assert "apt install python3-venv" in one_sentence(done)
    assert not folder.environment.exists()


def test_a_package_that_was_tampered_with_is_refused(folder: Folder, wheelhouse: Path) -> None:
    """One byte more in one wheel: nothing is run, and the sentence says what it means.

    The next start does not take the half-made environment for a whole one.
    """
    beside = folder.place / "wheelhouse"
    beside.mkdir()
    for wheel in wheelhouse.iterdir():
        (beside / wheel.name).symlink_to(wheel)
    victim = next(beside.glob("pyrage-*"))
    content = victim.read_bytes()
    victim.unlink()
    victim.write_bytes(content + b"\0")
    assert "its hash differs" in one_sentence(folder.start())
    assert not start_module_at(folder.place).holds(str(folder.environment), "run")


def test_a_wheelhouse_that_lacks_a_package_names_it(folder: Folder) -> None:
    """With a wheelhouse there is no going round it to a server: what it lacks is named."""
    (folder.place / "wheelhouse").mkdir()
    sentence = one_sentence(folder.start())
    assert sentence.startswith("There is no wheel of argon2-cffi==")
    assert "in the wheelhouse" in sentence


def test_no_network_and_no_wheelhouse_says_what_to_do(folder: Folder) -> None:
    """Without either, the person is told of both ways."""
    nobody = "http://127.0.0.1:9/"  # the discard port, where nothing listens
    done = folder.start(
        PIP_INDEX_URL=nobody, PIP_EXTRA_INDEX_URL="", PIP_FIND_LINKS="", PIP_CONFIG_FILE=os.devnull
    )
    assert one_sentence(done).startswith("There is no network, and no wheelhouse")


def test_a_full_disk_says_so(stocked: Folder) -> None:
    """A disk without room for the environment is named as the reason."""
    as_mounter = ("unshare", "--map-root-user", "--mount")
    if not works(*as_mounter):
        pytest.skip("no full disk: this machine lets nobody mount a small one")
    stocked.environment.mkdir()
    small = ("sh", "-c", 'mount -t tmpfs -o size=16m none "$0" && exec "$@"')
    done = stocked.start(before=(*as_mounter, *small, str(stocked.environment)))
    assert one_sentence(done).startswith("There is no room on the disk")


def test_a_folder_of_something_else_is_left_alone(folder: Folder, tmp_path: Path) -> None:
    """SAFEJOURNAL_ENV pointed at a person's own folder destroys nothing in it."""
    photographs = tmp_path / "photographs"
    photographs.mkdir()
    (photographs / "one.jpg").write_bytes(b"kept")
    done = folder.start(SAFEJOURNAL_ENV=str(photographs))
    assert "so it was left alone" in one_sentence(done)
    assert [file.read_bytes() for file in photographs.iterdir()] == [b"kept"]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("ERROR: ... [Errno 28] No space left on device", "There is no room"),
        (
            "SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]",
            "The package server could not",
        ),
        ("ReadTimeoutError: Read timed out", "The network broke off"),
        ("PermissionError: [Errno 13] Permission denied: 'x'", "The environment's folder cannot"),
        ("something new\nERROR: and why\n", "So: ERROR: and why"),
        ("", "So: no reason was given"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said: str, meant: str) -> None:
    """Known trouble is told with what to do about it; unknown trouble by pip's own last line."""
    sentence = start.meaning(said, "So: ")
    assert sentence.startswith(meant)
    assert "\n" not in sentence


def test_trouble_of_the_system_is_one_sentence_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """An error while files are made ends in a sentence, not in a traceback."""

    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(tmp_path))

    monkeypatch.setattr(start, "make", refuse)
    monkeypatch.setenv("SAFEJOURNAL_ENV", str(tmp_path))
    with pytest.raises(SystemExit, match="cannot be written"):
        start.environment("run")


def test_ctrl_c_while_installing_ends_quietly(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Interrupting the first start shows no traceback and tells that nothing is lost."""

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "make", interrupt)
    monkeypatch.setenv("SAFEJOURNAL_ENV", str(tmp_path))
    with pytest.raises(SystemExit) as ended:
        start.environment("run")
    assert ended.value.code == 130
    assert capsys.readouterr().err.startswith("safejournal: Interrupted.")


# --- where the environment is


def test_a_folder_that_cannot_be_written_uses_the_persons_data_folder(
    folder: Folder, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A read-only stick still starts: the environment goes among the person's own data."""
    module = start_module_at(folder.place)
    assert module.where() == str(folder.environment)
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert module.where() == str(home / ".local" / "share" / "safejournal-environment")


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", None, ".local/share"),
        ("darwin", None, "Library/Application Support"),
        ("win32", None, "AppData/Local"),
        ("win32", "LOCALAPPDATA", "named"),
    ],
)
def test_each_platform_keeps_data_where_it_does(
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variable: str | None,
    expected: str,
) -> None:
    """The data folder is the platform's own, also where this suite never runs."""
    monkeypatch.delenv("XDG_DATA_HOME")
    if variable:
        monkeypatch.setenv(variable, str(home / expected))
    monkeypatch.setattr(sys, "platform", platform)
    assert start.user_data() == str(home / expected)


def test_windows_waits_for_the_program_and_returns_its_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where a program cannot become another, its exit code comes back all the same."""
    before = signal.getsignal(signal.SIGINT)
    try:
        with monkeypatch.context() as patched:
            patched.setattr(os, "name", "nt")
            code = start.run(sys.executable, ["-I", "-c", "raise SystemExit(6)"])
    finally:
        signal.signal(signal.SIGINT, before)
    assert code == 6
