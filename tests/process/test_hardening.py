"""What a process of ours has given up before it may hold a secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import ROOT

linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux gives this")
CANARY = "ZEBRACANARY"
EVERYBODYS_PYTHON = Path("/usr/bin/python3")


def run(text: str, *, environment: dict[str, str] | None = None, user: int | None = None) -> str:
    """Run a hardened program and return all that it printed, on both streams."""
    done = subprocess.run(
        [sys.executable, "-c", f"from safejournal.process.hardening import harden\n{text}"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        user=user,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **(environment or {})},
    )
    return done.stdout


def test_files_and_folders_are_the_owners_alone(tmp_path: Path) -> None:
    """Whatever is made afterwards is 0600 or 0700, even where nobody thought of it."""
    run(f"harden(); import os; os.chdir({str(tmp_path)!r}); open('a', 'w'); os.mkdir('b')")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b").stat().st_mode & 0o777 == 0o700


def test_switches_that_record_or_reveal_are_removed_for_children_too() -> None:
    """TEXTUAL_LOG writes keystrokes down; PYTHONINSPECT leaves an interpreter open at the end.

    A window's false size would be believed before the true one, and drawn for minutes.
    """
    foreign = {"TEXTUAL": "debug", "TEXTUAL_LOG": "/x", "PYTHONINSPECT": "1", "PYTHONPATH": "src"}
    foreign |= {"COLUMNS": "99999", "LINES": "99999"}
    shown = run("harden(); import os; os.execvp('env', ['env'])", environment=foreign)
    assert "HOME=" in shown
    assert "TEXTUAL" not in shown
    assert "PYTHON" not in shown
    assert "99999" not in shown


def test_a_crash_prints_one_sentence_and_nothing_of_its_own() -> None:
    """Neither the error's text, nor the line, nor a name of a file or function."""
    shown = run(f"harden()\ndef f(name): raise ValueError(name)\nf('{CANARY}')")
    assert shown == "safejournal stopped because of an error of its own. What you saved is kept.\n"


def test_a_thread_that_crashes_prints_one_sentence() -> None:
    """As the whole program does."""
    shown = run(
        f"harden()\nimport threading\ndef f(): raise ValueError('{CANARY}')\n"
        "t = threading.Thread(target=f); t.start(); t.join()"
    )
    assert shown == "safejournal stopped because of an error of its own. What you saved is kept.\n"


def test_an_error_while_an_object_is_thrown_away_prints_nothing() -> None:
    """The program goes on, so there is nothing to say."""
    shown = run(f"harden()\nclass A:\n def __del__(self): raise ValueError('{CANARY}')\nA()\n")
    assert shown == ""


def test_a_crash_is_silent_when_there_is_nothing_to_write_on() -> None:
    """Python prints both errors when a hook of ours fails; it must not fail."""
    shown = run(
        f"harden()\nimport sys, os\nsys.__stderr__ = open(os.devnull)\nraise ValueError('{CANARY}')"
    )
    assert shown == ""


@linux
def test_a_segmentation_fault_leaves_no_core_and_no_trace(tmp_path: Path) -> None:
    """Neither a core file nor Python's fault handler, even when it was asked for."""
    shown = run(
        f"import os, resource, signal\nos.chdir({str(tmp_path)!r})\n"
        "harden(); print(resource.getrlimit(resource.RLIMIT_CORE), flush=True)\n"
        "os.kill(os.getpid(), signal.SIGSEGV)",
        environment={"PYTHONFAULTHANDLER": "1"},
    )
    assert shown == "(0, 0)\n"
    assert list(tmp_path.iterdir()) == []


@linux
@pytest.mark.skipif(
    os.geteuid() != 0 or not EVERYBODYS_PYTHON.exists(),
    reason="takes root, and a Python that others may run, to run as somebody else",
)
@pytest.mark.parametrize(("call", "readable"), [("", True), ("harden()", False)])
def test_another_process_of_the_same_user_cannot_read_the_memory(
    call: str, readable: bool, tmp_path: Path
) -> None:
    """Without hardening it can, which is what makes this test one that can fail."""
    reader = "import sys; print(len(open(f'/proc/{sys.argv[1]}/mem', 'rb').name))"
    nobody = 65534
    text = (
        f"import os, subprocess, sys\nsys.path.append({str(ROOT / 'src')!r})\n"
        "from safejournal.process import seccomp\n"  # found while the folder may still be read
        "from safejournal.process.hardening import harden\n"
        f"os.setgroups([]); os.setgid({nobody}); os.setuid({nobody})\n"
        "import ctypes; ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)\n"  # a new user is not dumpable
        f"{call}\n"
        f"done = subprocess.run([sys.executable, '-c', {reader!r}, str(os.getpid())],"
        " capture_output=True, check=False)\n"
        "print('readable' if done.returncode == 0 else 'refused')"
    )
    shown = subprocess.run(
        [str(EVERYBODYS_PYTHON), "-c", text],
        capture_output=True,
        text=True,
        check=False,
        cwd="/",
    )
    assert shown.stdout == ("readable\n" if readable else "refused\n"), shown.stderr


@linux
def test_new_privileges_are_given_up() -> None:
    """No set-user program can lift what was given up."""
    assert "NoNewPrivs:\t1" in run("harden(); print(open('/proc/self/status').read())")


def test_hardening_twice_changes_nothing_more() -> None:
    """Every process may call it without asking who did before."""
    shown = run(
        "harden(); harden(); print([l for l in open('/proc/self/status') if 'Seccomp_f' in l])"
    )
    assert "Traceback" not in shown
    assert "\\t1\\n" in shown or shown == "[]\n"


def test_what_is_loaded_for_it_is_little() -> None:
    """It runs before every command; each module costs time that the person waits for."""
    shown = run(
        "import sys; before = set(sys.modules); harden(); print(len(set(sys.modules) - before))"
    )
    assert int(shown) <= 20
