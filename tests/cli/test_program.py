"""The program itself: real processes, real passphrases, a real terminal."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from safejournal.vault import folder
from tests.programs import PASSPHRASE, PROGRAM, Made, call, make
from tests.terminal import ROOT, Terminal


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a vault for the tests of this file, which leave it open to the same passphrase."""
    return make(tmp_path_factory.mktemp("made") / "journal")


def test_a_record_goes_in_with_one_process_and_comes_out_with_another(made: Made) -> None:
    """The way of every script: the passphrase from a descriptor, JSON in, JSON out."""
    vault = ("--vault", str(made.place))
    added = call("add", "note", "-", "--json", *vault, stdin='{"title": "Обыск"}'.encode())
    assert added.returncode == 0, added.stderr
    found = call("search", "-", "--json", *vault, stdin="обыс".encode())
    assert [record["id"] for record in json.loads(found.stdout)] == [json.loads(added.stdout)["id"]]
    assert found.stderr == b""


@pytest.mark.parametrize(("secrets", "code"), [([""], 5), (["   "], 5), ([], 1)])
def test_no_vault_is_made_without_a_passphrase(
    secrets: list[str], code: int, tmp_path: Path
) -> None:
    """An empty one is refused, and nothing stands there afterwards."""
    done = call("init", "--json", "--vault", str(tmp_path / "journal"), secrets=secrets)
    assert (done.returncode, done.stdout) == (code, b"")
    assert list(tmp_path.iterdir()) == []


def test_on_a_terminal_the_new_passphrase_can_be_a_person_s_own(tmp_path: Path) -> None:
    """`init` proposes one, takes another, says what it is worth and shows the recovery phrase."""
    place = tmp_path / "journal"
    command = [sys.executable, "-c", PROGRAM, "init", "--no-recovery", "--kdf-memory", "64"]
    with Terminal([*command, "--vault", str(place)]) as terminal:
        terminal.expect(b"choose your own: ")
        terminal.send(b"2\r")
        for typed in (b"12345678", b"violet anchor lamp seven river"):
            terminal.expect(b"Your passphrase: ")
            terminal.send(typed + b"\r")
            terminal.expect(b"Once more: ")
            terminal.send(typed + b"\r")
            terminal.expect(b"bits at most")
            if typed == b"12345678":
                terminal.expect(b"2 lets you choose another: ")
                terminal.send(b"2\r")
        assert terminal.wait() == 0
        assert b"\x1b[?1049h" in terminal.output  # the proposal stood on a page that is gone
        assert b"violet" not in terminal.output
    opened = call("list", "--vault", str(place), secrets=["violet anchor lamp seven river"])
    assert opened.returncode == 0


def test_the_recovery_phrase_opens_too(made: Made) -> None:
    """Wherever a passphrase is taken; and the drill says that it was the recovery phrase."""
    vault = ("--vault", str(made.place))
    assert call("list", *vault, secrets=[made.recovery_phrase]).returncode == 0
    assert call("recovery", "test", *vault, secrets=[made.recovery_phrase]).returncode == 0
    assert call("recovery", "test", *vault).returncode == 1


def test_init_makes_no_vault_over_another(made: Made) -> None:
    """What stands there is left alone."""
    before = {path.name: path.read_bytes() for path in made.place.iterdir()}
    done = call("init", "--kdf-memory", "64", "--json", "--vault", str(made.place))
    assert (done.returncode, done.stdout) == (1, b"")
    assert {path.name: path.read_bytes() for path in made.place.iterdir()} == before


@pytest.mark.parametrize(
    ("secrets", "code"),
    [(["wrong"], 3), ([""], 3), ([], 1), (["x" * 2000], 1), (["a\x00b"], 3)],
    ids=["wrong", "empty", "ended", "too long", "NUL"],
)
def test_what_does_not_open_costs_nothing(made: Made, secrets: list[str], code: int) -> None:
    """The exit code of the contract, one sentence, and the vault as it was."""
    before = {path.name: path.read_bytes() for path in made.place.iterdir()}
    done = call("list", "--vault", str(made.place), secrets=secrets)
    assert (done.returncode, done.stdout) == (code, b"")
    assert 1 <= len(done.stderr.splitlines()) <= 2
    assert {path.name: path.read_bytes() for path in made.place.iterdir()} == before


def test_a_descriptor_that_is_not_open_is_wrong_usage(made: Made) -> None:
    """It is the command line that was put wrongly."""
    done = call("list", "--vault", str(made.place), "--passphrase-fd", "77", secrets=None)
    assert (done.returncode, done.stdout) == (2, b"")


def test_without_a_terminal_or_descriptor_there_is_nobody_to_ask(made: Made) -> None:
    """It says so, and how to give the passphrase, instead of waiting for ever."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "list", "--vault", str(made.place)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "LANG": "C.UTF-8"},
        start_new_session=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"--passphrase-fd" in done.stderr


def test_a_vault_in_use_is_told_from_a_locked_one(made: Made) -> None:
    """Before a passphrase is even read."""
    held = folder.lock(made.place)
    try:
        assert call("list", "--vault", str(made.place)).returncode == 4
    finally:
        held.release()


def test_damage_is_told_from_a_wrong_passphrase(made: Made, tmp_path: Path) -> None:
    """A cut head and an empty store each have their sentence; nothing is made anew."""
    for name, content in (("head", b"short"), ("store.00000001", b"")):
        copy = tmp_path / name.replace(".", "-")
        copy.mkdir(mode=0o700)
        for path in made.place.iterdir():
            (copy / path.name).write_bytes(path.read_bytes())
            (copy / path.name).chmod(0o600)
        (copy / name).write_bytes(content)
        done = call("list", "--vault", str(copy))
        assert (done.returncode, done.stdout) == (6, b""), done.stderr
        assert (copy / name).read_bytes() == content


def test_the_passphrase_changes_and_the_recovery_phrase_with_it(tmp_path: Path) -> None:
    """Two lines change it; a new phrase revokes the old one; no way in is lost meanwhile."""
    place = str(tmp_path / "journal")
    first = call("init", "--kdf-memory", "64", "--json", "--vault", place)
    phrase = json.loads(first.stdout)["recovery_phrase"]
    changed = call(
        "passphrase", "change", "--json", "--vault", place, secrets=[PASSPHRASE, "another one"]
    )
    assert changed.returncode == 0, changed.stderr
    assert call("list", "--vault", place).returncode == 3
    assert call("list", "--vault", place, secrets=["another one"]).returncode == 0
    renewed = call("recovery", "new", "--json", "--vault", place, secrets=["another one"])
    assert call("list", "--vault", place, secrets=[phrase]).returncode == 3
    fresh = json.loads(renewed.stdout)["recovery_phrase"]
    assert fresh != phrase
    assert call("list", "--vault", place, secrets=[fresh]).returncode == 0
    kinds = [
        slot["kind"]
        for slot in json.loads(
            call("slot", "list", "--json", "--vault", place, secrets=[fresh]).stdout
        )["slots"]
    ]
    assert sorted(kinds) == ["passphrase", "recovery"]


def test_a_keyfile_is_needed_beside_the_passphrase(tmp_path: Path) -> None:
    """Once a vault was made with one; the file itself is made if it was not there."""
    place, keyfile = str(tmp_path / "journal"), str(tmp_path / "key")
    options = ("--vault", place, "--keyfile", keyfile)
    done = call("init", "--kdf-memory", "64", "--json", "--no-recovery", *options)
    assert done.returncode == 0, done.stderr
    assert Path(keyfile).stat().st_mode & 0o777 == 0o600
    assert call("list", *options).returncode == 0
    assert call("list", "--vault", place).returncode == 3
    assert call("list", "--vault", place, "--keyfile", str(tmp_path / "none")).returncode == 1


@pytest.mark.parametrize("command", ["list", "search x", "due", "add note -", "verify"])
def test_no_command_loads_the_app(made: Made, command: str) -> None:
    """Neither Textual nor what comes with it, and no module that could reach a network."""
    code = PROGRAM.replace(
        "sys.exit(main())", "code = main(); print(*sys.modules, file=sys.stderr); sys.exit(code)"
    )
    done = call(*command.split(), "--vault", str(made.place), stdin=b'{"title": "x"}', code=code)
    assert done.returncode == 0
    loaded = set(done.stderr.decode().splitlines()[-1].split())
    assert not loaded & {"textual", "rich", "asyncio", "socket", "ssl", "http", "urllib.request"}
    assert "argon2" not in loaded  # that is the child's alone
    if command in ("search x", "add note -"):  # ADR 010: what a start of every day goes without
        assert loaded & {"click", "dataclasses", "inspect", "random"} == set()


def test_a_reader_that_goes_away_is_no_error(made: Made) -> None:
    """As in `list | head`: no traceback, no complaint."""
    read, write = os.pipe()
    os.close(read)
    done = call("list", "--vault", str(made.place), out=write)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_unexpected_error_tells_nothing(made: Made) -> None:
    """One fixed sentence: neither its text nor its lines, which may hold what somebody wrote."""
    code = (
        "import sys\n"
        "from safejournal.services import journal\n"
        "def browse(*_, **__): secret = 'Мария'; raise ValueError(secret)\n"
        "journal.browse = browse\n" + PROGRAM.replace("; ", "\n")
    )
    done = call("list", "--vault", str(made.place), code=code)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.startswith(b"safejournal stopped because of an error of its own.")
    assert len(done.stderr.splitlines()) == 1


def test_on_a_terminal_the_passphrase_is_not_shown(made: Made) -> None:
    """It is asked until it is right, and the answer stands below."""
    with Terminal([sys.executable, "-c", PROGRAM, "list", "--vault", str(made.place)]) as terminal:
        terminal.expect(b"Passphrase: ")
        assert not terminal.echoes()
        terminal.send(b"wrong one\r")
        terminal.expect(b"No key slot opens")
        terminal.expect(b"Passphrase: ")
        terminal.send(PASSPHRASE.encode() + b"\r")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.found
    assert b"wrong one" not in terminal.output
    assert PASSPHRASE.encode() not in terminal.output


def test_ctrl_c_at_the_prompt_ends_it(made: Made) -> None:
    """With the code that shells know, and the terminal as it was found."""
    with Terminal([sys.executable, "-c", PROGRAM, "list", "--vault", str(made.place)]) as terminal:
        terminal.expect(b"Passphrase: ")
        terminal.send(b"\x03")
        assert terminal.wait() == 130
        assert terminal.modes()[3] & termios.ECHO


def test_a_passphrase_has_no_place_in_arguments_or_the_environment(made: Made) -> None:
    """There is no option for it, and no variable is looked at."""
    assert call("list", "--passphrase", PASSPHRASE, secrets=None).returncode == 2
    help_ = call("--help", secrets=None).stdout.decode()
    assert "SAFEJOURNAL_PASS" not in help_
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "list", "--vault", str(made.place)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        env={
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "SAFEJOURNAL_PASSPHRASE": PASSPHRASE,
            "PASSPHRASE": PASSPHRASE,
        },
        start_new_session=True,
        check=False,
    )
    assert done.returncode == 1
