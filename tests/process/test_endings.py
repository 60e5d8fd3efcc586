"""The three endings of a session, on a real terminal."""

from __future__ import annotations

import os
import sys

import pytest

from tests.terminal import ROOT, Terminal

LOCKS = 1_100
"""In a row: stacked filters would be refused after some 680, leaked descriptors after 1,024."""

CANARY = b"ZEBRACANARY"

SESSION = """
import os, sys, threading, time
from safejournal.process import endings
from safejournal.process.hardening import harden
harden()
screen = endings.quiet_stderr()
"""

AGAIN = (
    "import os, sys; os.write(2, b'AGAIN'); "
    "print(sys.argv[1:], sorted(os.listdir('/dev/fd')), os.umask(0))"
)


def session(text: str) -> list[str]:
    """Return the command of a session that does what the text says; a lock becomes `AGAIN`."""
    again = f"endings.again = lambda a: [sys.executable, '-I', '-c', {AGAIN!r}, *a]\n"
    return [sys.executable, "-c", SESSION + again + text]


def test_descriptor_two_is_silent_and_the_screen_is_not() -> None:
    """What a library writes to standard error goes nowhere; what is drawn arrives."""
    with Terminal(
        session(
            "os.write(2, b'NOISE'); print('NOISE', file=sys.stderr)\n"
            "print('DRAWN', file=sys.__stderr__, flush=True)\n"
            "print(screen.fileno() > 2, os.get_inheritable(screen.fileno()))\n"
            "print(os.readlink('/proc/self/fd/2'), screen is sys.__stderr__)"
        )
    ) as terminal:
        assert terminal.wait() == 0
    assert b"DRAWN" in terminal.output
    assert b"NOISE" not in terminal.output
    assert b"True False\r\n/dev/null True" in terminal.output


def test_the_screen_is_found_when_standard_error_is_a_file() -> None:
    """`safejournal 2> errors` draws on the terminal and leaves the file empty."""
    ours, theirs = os.pipe()
    program = session("os.write(2, b'NOISE'); screen.write('DRAWN'); screen.flush()")
    with Terminal(program, errors_to=theirs) as terminal:
        os.close(theirs)
        assert terminal.wait() == 0
        assert os.read(ours, 10) == b""
    os.close(ours)
    assert b"DRAWN" in terminal.output


def test_a_lock_becomes_a_new_process_with_the_same_id_and_arguments() -> None:
    """Only the three standard streams are carried over, standard error speaks again."""
    with Terminal(
        session(
            "for _ in range(20): os.set_inheritable(os.dup(0), True)\n"
            "endings.lock(['--vault', 'my journal'])"
        )
    ) as terminal:
        assert terminal.wait() == 0
    assert b"AGAIN['--vault', 'my journal'] ['0', '1', '2', '3'] 63" in terminal.output


def test_what_is_typed_during_a_lock_is_not_shown() -> None:
    """Whoever types the passphrase before the prompt stands does not show it to others."""
    again = (
        "endings.again = lambda a: [sys.executable, '-c', 'import time, termios;"
        "print(bool(termios.tcgetattr(0)[3] & termios.ECHO)); time.sleep(1)']\n"
    )
    with Terminal([sys.executable, "-c", SESSION + again + "endings.lock([])"]) as terminal:
        terminal.expect(b"False")
        terminal.send(CANARY + b"\r")
        assert terminal.wait() == 0
    assert CANARY not in terminal.output


def test_what_a_lock_starts_is_this_program() -> None:
    """Isolated from the environment and the folder, found where it runs from now."""
    text = "print(endings.again(['list']))"
    with Terminal([sys.executable, "-c", SESSION + text]) as terminal:
        assert terminal.wait() == 0
    assert b"'-I', '-c'" in terminal.output
    assert b"from safejournal.__main__ import main; sys.exit(main())" in terminal.output


def test_a_lock_waits_for_workers_and_then_no_longer() -> None:
    """A worker that ends in time has ended; one that never does holds nobody up."""
    with Terminal(
        session(
            "endings.WORKERS_MAY_TAKE = 0.5\n"
            "def work(): time.sleep(0.1); screen.write('WORKED '); screen.flush()\n"
            "threading.Thread(target=work).start()\n"
            "threading.Thread(target=time.sleep, args=(600,)).start()\n"
            "endings.lock([])"
        )
    ) as terminal:
        assert terminal.wait(patience=10) == 0
    assert b"AGAIN" in terminal.output.partition(b"WORKED ")[2]


@pytest.mark.slow
def test_a_thousand_locks_in_a_row() -> None:
    """The filter is laid once, descriptors do not grow, and the last lock works as the first."""
    program = f"""
import os, sys
sys.path.append({str(ROOT / "src")!r})
from safejournal.process import endings, hardening, seccomp
hardening.harden()
endings.quiet_stderr()
done = int(sys.argv[1])
if done in (1, {LOCKS}):
    filters = [l for l in open("/proc/self/status") if "Seccomp_filters" in l]
    print("AT", done, seccomp.close_sockets(), len(os.listdir("/dev/fd")), filters, flush=True)
if done == {LOCKS}:
    endings.end(0)
endings.again = lambda a: [sys.executable, "-I", "-S", "-c", sys.argv[2], *a]
endings.lock([str(done + 1), sys.argv[2]])
"""
    with Terminal([sys.executable, "-I", "-S", "-c", program, "1", program]) as terminal:
        first = terminal.expect(b"AT 1 ") and terminal.expect(b"\n")
        last = terminal.expect(f"AT {LOCKS} ".encode(), patience=250)
        last = terminal.expect(b"\n")
        assert terminal.wait() == 0
    assert first == last
    assert first.startswith(b"True ")


@pytest.mark.parametrize("code", [0, 129, 143])
def test_an_end_clears_restores_and_is_gone(code: int) -> None:
    """The alternate screen is wiped and left, the modes are put back, no thread is waited for."""
    with Terminal(
        session(
            "import tty; tty.setraw(0)\n"
            f"screen.write('\\x1b[?1049h{CANARY.decode()}'); screen.flush()\n"
            "threading.Thread(target=time.sleep, args=(600,)).start()\n"
            f"endings.end({code})"
        )
    ) as terminal:
        assert terminal.wait(patience=10) == code
        assert terminal.modes() == terminal.found
    after = terminal.output.partition(CANARY)[2]
    assert after.index(b"\x1b[2J") < after.index(b"\x1b[?1049l")
    assert after.rindex(b"\x1b[?25h") > after.index(b"\x1b[?1049l")


def test_an_end_does_not_wait_for_a_terminal_that_was_stopped() -> None:
    """With Ctrl+S pressed nothing can be written; the process goes all the same."""
    with Terminal(
        session(
            "import termios; termios.tcflow(0, termios.TCOOFF)\nendings.end(143)",
        )
    ) as terminal:
        terminal.process.wait(10)
        assert terminal.process.returncode == 143


def test_an_end_without_a_terminal_is_an_end() -> None:
    """When the window was closed there is nothing to clear."""
    with Terminal(session("print('READY', flush=True); time.sleep(0.5); endings.end(129)")) as (
        terminal
    ):
        terminal.expect(b"READY")
        terminal.hang_up()
        # The kernel may be quicker with its SIGHUP; either way the process is gone.
        assert terminal.process.wait(10) in {129, -1}


def test_a_fall_says_one_sentence_on_the_terminal() -> None:
    """Not the error, nor where it was."""
    with Terminal(
        session(f"try:\n    raise ValueError('{CANARY.decode()}')\nfinally:\n    endings.fall()")
    ) as terminal:
        assert terminal.wait() == 1
    assert CANARY not in terminal.output
    assert b"Traceback" not in terminal.output
    assert terminal.output.endswith(
        b"safejournal stopped because of an error of its own. What you saved is kept.\r\n"
    )
