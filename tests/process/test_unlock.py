"""The unlock child: asked on a real terminal, ended in every way that there is."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.memory import children
from tests.process import works
from tests.terminal import ROOT, Terminal

LABEL = works.LABEL.encode()

PROGRAM = """
import os, sys
from safejournal.errors import SafeJournalError
from safejournal.process import spawned, unlock
{before}
try:
    child = unlock.start(
        "tests.process.works:{work}", bytes([3]), first={first!r}, passphrase_fd={fd}
    )
    print("PROCESSES", os.getpid(), child._pid, "", flush=True)
    answer = child.wait()
    {then}
    print(type(answer).__name__, answer.hex(), sep="|")
except SafeJournalError as error:
    print(type(error).__name__, error.sentence, error.hint, sep="|")
    sys.exit(error.exit_code)
except KeyboardInterrupt:
    sys.exit(130)
"""

SPAWN = f"""
unlock._can_fork = lambda: False
# An isolated interpreter does not see the tests.
spawned._PROGRAM = "import sys; sys.path.append({str(ROOT)!r}); " + spawned._PROGRAM
"""


def program(
    work: str,
    *,
    spawned: bool = False,
    first: str = works.LABEL,
    fd: int | None = None,
    then: str = "",
) -> list[str]:
    """Return the command of a program that starts a child on the work and prints what came."""
    before = SPAWN if spawned else ""
    text = PROGRAM.format(work=work, before=before, first=first, fd=fd, then=then)
    return [sys.executable, "-c", text]


def plain(output: bytes) -> str:
    """Return what was shown, with simple line ends."""
    return output.decode().replace("\r\n", "\n")


def asking(terminal: Terminal) -> tuple[int, int]:
    """Wait until the question stands; return the process ids of parent and child."""
    while not (found := re.search(rb"PROCESSES (\d+) (\d+) ", terminal.output)) or (
        LABEL not in terminal.output
    ):
        assert terminal.read(10)
    return int(found[1]), int(found[2])


def gone(pid: int) -> bool:
    """Tell whether a process has ended, waiting a little for it."""
    until = time.monotonic() + 5
    while Path(f"/proc/{pid}").exists() and time.monotonic() < until:
        time.sleep(0.02)
    return not Path(f"/proc/{pid}").exists()


@pytest.fixture(params=[False, True], ids=["forked", "spawned"])
def spawned(request: pytest.FixtureRequest) -> bool:
    """Both ways to have a child promise the same."""
    value: bool = request.param
    return value


def test_three_wrong_attempts_then_the_right_one(spawned: bool) -> None:
    """A wrong passphrase costs nothing but another try; nothing typed is ever shown."""
    with Terminal(program("unlock", spawned=spawned)) as terminal:
        for wrong in (b"hunter2", "пароль".encode(), b"correct horse"):
            terminal.expect(LABEL)
            terminal.send(wrong + b"\r")
            terminal.expect(b"Not recognised.")
        terminal.expect(LABEL)
        assert not terminal.echoes()
        terminal.send(works.RIGHT + b"\r")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.found
    shown = terminal.output
    for secret in (b"hunter2", "пар".encode(), b"horse", b"battery"):
        assert secret not in shown
    assert b"bytearray|03" in shown
    assert shown.count(LABEL) == 4


def test_the_mark_shows_that_something_was_typed_and_never_how_much() -> None:
    """One letter and twenty look the same; when all are taken back, so does the prompt."""
    marks = []
    for letters in (b"a", b"a" * 20):
        with Terminal(program("unlock")) as terminal:
            asking(terminal)
            terminal.send(letters)
            terminal.expect(b"[*]")
            marks.append(terminal.drain()[-3:])
            terminal.send(b"\x15")
            assert terminal.drain().endswith(b"[*]" + b"\b \b" * 3)
    assert marks == [b"[*]", b"[*]"]


def test_what_is_typed_before_the_question_is_no_answer() -> None:
    """Keys meant for the app, when it locks, are not taken for a passphrase."""
    with Terminal(["sh", "-c", 'read line; exec "$@"', "sh", *program("unlock")]) as terminal:
        terminal.send(b"go\nhunter2\r")
        terminal.expect(LABEL)
        terminal.expect(b"\n")
        terminal.send(works.RIGHT + b"\r")
        assert terminal.wait() == 0


def test_a_switched_keyboard_layout_is_mentioned() -> None:
    """Half Latin and half Cyrillic is the usual reason of a passphrase that does not open."""
    with Terminal(program("unlock")) as terminal:
        terminal.expect(LABEL)
        terminal.send("correct лошадь\r".encode())
        terminal.expect(b"Not recognised. Letters of two alphabets")
        terminal.send(b"\x03")


@pytest.mark.parametrize("keys", [b"\x03", b"hunter2\x03", b"\x04"])
def test_ctrl_c_at_the_prompt_ends_both_processes(keys: bytes, spawned: bool) -> None:
    """Exit 130, the terminal as it was, no process left, nothing shown."""
    with Terminal(program("unlock", spawned=spawned)) as terminal:
        _, child = asking(terminal)
        terminal.send(keys)
        assert terminal.wait() == 130
        assert terminal.modes() == terminal.found
        assert gone(child)
    assert b"hunter2" not in terminal.output
    assert b"Traceback" not in terminal.output


def test_ctrl_c_stops_a_derivation_at_once(spawned: bool) -> None:
    """Argon2 notices no signal handler, so the child dies of the signal and the parent restores."""
    with Terminal(program("slow", spawned=spawned)) as terminal:
        terminal.expect(LABEL)
        terminal.send(b"x\r")
        terminal.expect(b"Ctrl+C stops.")
        terminal.send(b"\x03")
        assert terminal.wait(patience=5) == 130
        assert terminal.modes() == terminal.found
    assert b"Traceback" not in terminal.output


def test_nothing_typed_during_a_derivation_is_shown() -> None:
    """Whoever starts to type the next attempt too early does not show it to the room."""
    with Terminal(program("slow")) as terminal:
        terminal.expect(LABEL)
        terminal.send(b"x\r")
        terminal.expect(b"Ctrl+C stops.")
        terminal.send(b"hunter2\r")
        assert b"hunter2" not in terminal.drain()


def test_nothing_typed_during_a_derivation_reaches_what_follows() -> None:
    """A passphrase typed twice by mistake must not arrive in the app as text."""
    with Terminal(program("short", then="print(repr(input('NOW')))")) as terminal:
        terminal.expect(LABEL)
        terminal.send(b"x\r")
        terminal.expect(b"Opening.")
        terminal.send(b"hunter2\r")
        terminal.expect(b"NOW")
        terminal.send(b"then\r")
        assert terminal.wait() == 0
    assert b"'then'" in terminal.output
    assert b"hunter2" not in terminal.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL])
def test_a_killed_parent_leaves_no_child_and_a_terminal_that_works(
    number: signal.Signals, spawned: bool
) -> None:
    """The child never stays behind reading keys, even when the parent could not say goodbye."""
    # Below a shell: when a session's leader dies, the kernel takes the terminal from the others.
    shell = ["sh", "-c", '"$@"; echo ENDED $?; sleep 60', "sh"]
    with Terminal([*shell, *program("unlock", spawned=spawned)]) as terminal:
        parent, child = asking(terminal)
        terminal.send(b"hunt")
        os.kill(parent, number)
        terminal.expect(f"ENDED {128 + number}".encode())
        assert gone(child)
        assert terminal.modes() == terminal.found


def test_a_killed_child_is_one_clear_sentence(spawned: bool) -> None:
    """As when memory ends: refused, the terminal as it was, and what one can do about it."""
    with Terminal(program("unlock", spawned=spawned)) as terminal:
        os.kill(asking(terminal)[1], signal.SIGKILL)
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.found
    assert "Refused|The process that asks for the passphrase ended unexpectedly." in plain(
        terminal.output
    )


def test_a_closed_terminal_ends_both() -> None:
    """When the window is closed nobody is left who could answer."""
    with Terminal(program("unlock")) as terminal:
        _, child = asking(terminal)
        terminal.hang_up()
        terminal.process.wait(5)
        assert gone(child)


def test_a_damaged_head_is_told_as_such(spawned: bool) -> None:
    """Errors of our family keep their class, sentence, hint and exit code across the pipe."""
    with Terminal(program("damaged", spawned=spawned)) as terminal:
        assert terminal.wait() == 6
    assert "HeadDamaged|The head is cut short.|Restore a backup.\n" in plain(terminal.output)


def test_an_error_of_the_program_tells_nothing_of_what_was_typed(spawned: bool) -> None:
    """A bug in the work has the secret in its text: neither process prints it."""
    with Terminal(program("broken", spawned=spawned)) as terminal:
        terminal.expect(LABEL)
        terminal.send(b"hunter2\r")
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.found
    assert b"hunter2" not in terminal.output
    assert b"Traceback" not in terminal.output
    assert b"Refused|" in terminal.output


def test_a_new_passphrase_is_asked_twice(spawned: bool) -> None:
    """Two that differ are asked for again, both."""
    with Terminal(program("new", spawned=spawned, first="New: ")) as terminal:
        for label, answer in (
            (b"New: ", b"one"),
            (b"Again: ", b"two"),
            (b"They differ.\r\nNew: ", b"three"),
            (b"Again: ", b"three"),
        ):
            terminal.expect(label)
            terminal.send(answer + b"\r")
        assert terminal.wait() == 0
    assert f"bytearray|{b'three'.hex()}\n" in plain(terminal.output)


def test_a_visible_line_is_visible() -> None:
    """A question that is no secret is answered as in any program."""
    with Terminal(program("line", first="")) as terminal:
        terminal.expect(b"Yes? ")
        assert terminal.echoes()
        terminal.send("да\r".encode())
        assert terminal.wait() == 0
    assert f"bytearray|{'да'.encode().hex()}\n" in plain(terminal.output)


def test_standard_streams_may_be_files(tmp_path: Path) -> None:
    """The passphrase is asked on the terminal while input and output go elsewhere."""
    out = tmp_path / "out"
    script = tmp_path / "program.py"
    script.write_text(program("unlock")[2])
    command = f"exec {sys.executable} {script} < /dev/null > {out} 2> /dev/null"
    with Terminal(["sh", "-c", command]) as terminal:
        terminal.expect(LABEL)
        terminal.send(works.RIGHT + b"\r")
        assert terminal.wait() == 0
    assert b"bytearray|03" in out.read_bytes()


@pytest.mark.parametrize(
    ("work", "lines", "code", "said"),
    [
        ("unlock", works.RIGHT + b"\n", 0, "bytearray|03"),
        ("unlock", b"wrong\n" + works.RIGHT + b"\n", 3, "CannotUnlock|No key slot opens."),
        ("two", b"old\nnew\n", 0, f"bytearray|{b'old/new'.hex()}"),
        ("new", b"once\n", 0, f"bytearray|{b'once'.hex()}"),
        ("unlock", b"", 1, "Refused|Descriptor"),
        ("large", b"", 0, f"bytearray|{(bytes(range(256)) * 17).hex()}"),
    ],
)
def test_a_descriptor_instead_of_a_terminal(
    work: str, lines: bytes, code: int, said: str, spawned: bool
) -> None:
    """--passphrase-fd needs no terminal, shows no label, and gives one try."""
    ours, theirs = os.pipe()
    os.write(theirs, lines)
    os.close(theirs)
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        program(work, spawned=spawned, fd=ours),
        capture_output=True,
        check=False,
        pass_fds=[ours],
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        env=environment,
    )
    os.close(ours)
    assert done.returncode == code
    assert said in done.stdout.decode()
    assert b"Passphrase" not in done.stdout + done.stderr.replace(b"passphrase", b"")


def test_without_terminal_and_descriptor_nothing_is_asked(spawned: bool) -> None:
    """Refused, with the way out in the hint, and no waiting."""
    done = subprocess.run(
        program("unlock", spawned=spawned),
        capture_output=True,
        check=False,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
    )
    assert done.returncode == 1
    assert b"no terminal" in done.stdout
    assert b"--passphrase-fd" in done.stdout


def test_the_child_is_gone_when_the_answer_is_there() -> None:
    """What knew the passphrase has ended before the caller goes on; no zombie either."""
    with Terminal(program("unlock", then="input('NOW')")) as terminal:
        terminal.expect(LABEL)
        terminal.send(works.RIGHT + b"\r")
        terminal.expect(b"NOW")
        assert children(terminal.process.pid) == []


def test_the_prompt_stands_before_anything_is_loaded() -> None:
    """Between bare Python and the prompt there is the standard library's core and these modules."""
    text = (
        "import sys; bare = set(sys.modules)\n"
        "from safejournal.process import terminal, unlock\n"
        "unlock._harden = lambda: sys.exit(' '.join(sorted(set(sys.modules) - bare)))\n"
        "unlock.start('x:y', first='Passphrase: ')"
    )
    with Terminal([sys.executable, "-I", "-c", f"import sys; sys.path.append('src')\n{text}"]) as (
        terminal
    ):
        terminal.expect(LABEL)
        terminal.wait()
        assert terminal.modes() == terminal.found
    loaded = set(plain(terminal.output).removeprefix(works.LABEL).split())
    assert loaded <= {
        "__future__",
        "io",
        "termios",
        "safejournal",
        "safejournal.errors",
        "safejournal.process",
        *(f"safejournal.process.{name}" for name in ("modes", "prompt", "terminal", "unlock")),
    }


def test_a_long_sentence_is_broken_between_words() -> None:
    """Whoever reads it tired must not put halves of words together."""
    with Terminal(program("explain", first="")) as terminal:
        assert terminal.wait() == 0
    lines = plain(terminal.output).splitlines()
    said = [line for line in lines if "guess" in line]
    assert len(said) > 1
    assert all(set(line.split()) == {"guesses"} for line in said)
