"""What the process that reads foreign bytes can still do: nothing but read, compute and answer."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from typing import Any

import pytest

from safejournal.exchange import confinement
from tests.vault.children import environment

TRIES = """
import ctypes, json, os, socket, subprocess, sys
from safejournal.exchange import confinement
libc = ctypes.CDLL(None, use_errno=True)
def tried(act):
    try:
        return repr(act())
    except BaseException as error:
        return type(error).__name__
confinement.limit(512 << 20, 20)
given = confinement.confine() if sys.argv[1] == "all" else None
print(json.dumps({
    "given": sorted(given or ()),
    "read": tried(lambda: open("/etc/passwd").read(1)),
    "write": tried(lambda: open("/tmp/never", "w")),
    "list": tried(lambda: os.listdir("/")),
    "socket": tried(lambda: socket.socket(socket.AF_UNIX)),
    "network": tried(lambda: socket.socket()),
    "fork": tried(lambda: os.fork() or os._exit(0)),
    "run": tried(lambda: subprocess.run(["/bin/true"])),
    "kill": tried(lambda: os.kill(os.getppid(), 0)),
    "trace": libc.ptrace(0, 0, 0, 0),
    "memory": tried(lambda: len(bytearray(600 << 20))),
    "compute": tried(lambda: sum(range(1000))),
}))
sys.stdout.flush()
os._exit(0)
"""


def tried(how: str) -> dict[str, Any]:
    """Return what came of each attempt in such a process."""
    done = subprocess.run(
        [sys.executable, "-c", TRIES, how],
        capture_output=True,
        env=environment(),
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="Landlock and seccomp are Linux's")
def test_nothing_is_left_but_to_read_and_answer() -> None:
    """No file, no folder, no socket, no process, no signal to others; and memory ends."""
    found = tried("all")
    assert found["given"] == ["calls", "files"]
    for attempt in ("read", "write", "list", "socket", "network", "fork", "run", "kill"):
        assert found[attempt] in {"PermissionError", "OSError", "BlockingIOError"}, attempt
    assert found["trace"] == -1
    assert found["memory"] == "MemoryError"
    assert found["compute"] == "499500"


def test_the_attempts_would_succeed_elsewhere() -> None:
    """The test above sees what it would see if nothing were taken away."""
    found = tried("limits")
    for attempt in ("read", "list", "socket", "network", "fork", "kill"):
        assert not found[attempt].endswith("Error"), attempt


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_allows_what_the_table_names_and_refuses_the_rest(machine: str) -> None:
    """Run by hand over every number of a call: only those of the table come through."""
    column = ("x86_64", "aarch64").index(machine)
    allowed = {numbers[column] for numbers in confinement._LEFT.values()} - {None}
    audit = confinement._MACHINES[machine][1]
    program = list(struct.iter_unpack("=HBBI", confinement.program(machine)))
    assert {n for n in range(1024) if run(program, n, audit) == confinement._ALLOW} == allowed
    assert run(program, 0, audit ^ 1) == confinement._KILL
    if machine == "x86_64":
        assert run(program, 0x40000000, audit) == confinement._KILL


def run(program: list[tuple[int, int, int, int]], number: int, machine: int) -> int:
    """Do what the kernel does with such a program (linux/filter.h)."""
    accumulator, at = 0, 0
    while True:
        code, if_true, if_false, value = program[at]
        at += 1
        if code == confinement._LOAD:
            accumulator = {0: number, 4: machine}[value]
        elif code == confinement._EQUAL:
            at += if_true if accumulator == value else if_false
        elif code == confinement._AT_LEAST:
            at += if_true if accumulator >= value else if_false
        else:
            return value
