"""The filter on the kernel's door, run for real here and by a small interpreter elsewhere."""

from __future__ import annotations

import os
import platform
import struct
import subprocess
import sys

import pytest

from safejournal.process import seccomp
from tests.terminal import ROOT

ALLOWED, REFUSED, KILLED = "allowed", "refused", "killed"
AF_UNIX, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET = 1, 2, 10, 16, 17
AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}

# From asm/unistd.h of each machine, written down independently of the table under test.
CALLS = {
    "x86_64": {"read": 0, "clone": 56, "execve": 59, "futex": 202, "socketpair": 53, "socket": 41},
    "aarch64": {
        "read": 63,
        "clone": 220,
        "execve": 221,
        "futex": 98,
        "socketpair": 199,
        "socket": 198,
    },
}
FORBIDDEN = {
    "x86_64": {
        "ptrace": 101,
        "process_vm_readv": 310,
        "bpf": 321,
        "io_uring_setup": 425,
        "mount": 165,
    },
    "aarch64": {
        "ptrace": 117,
        "process_vm_readv": 270,
        "bpf": 280,
        "io_uring_setup": 425,
        "mount": 40,
    },
}

linux = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in AUDIT,
    reason="the filter is for Linux on x86_64 and aarch64",
)


def judge(program: bytes, audit: int, number: int, argument: int = 0) -> str:
    """Run the filter on one system call as the kernel would; return what becomes of the call."""
    call = struct.pack("=iIQ6Q", number, audit, 0, argument, 0, 0, 0, 0, 0)
    steps = list(struct.iter_unpack("=HBBI", program))
    at = value = 0
    while True:
        code, if_true, if_false, constant = steps[at]
        at += 1
        if code == 0x20:
            (value,) = struct.unpack_from("=I", call, constant)
        elif code == 0x15:
            at += if_true if value == constant else if_false
        elif code == 0x35:
            at += if_true if value >= constant else if_false
        elif code == 0x06:
            return {0x7FFF0000: ALLOWED, 0x80000000: KILLED, 0x00050001: REFUSED}[constant]


@pytest.mark.parametrize("machine", AUDIT)
def test_ordinary_calls_pass_and_only_local_sockets_do(machine: str) -> None:
    """Threads, programs and asyncio's pair of local sockets work; every other family is refused."""
    program, audit = seccomp.program(machine), AUDIT[machine]
    calls = CALLS[machine]
    for name in ("read", "clone", "execve", "futex", "socketpair"):
        assert judge(program, audit, calls[name], AF_INET) == ALLOWED, name
    assert judge(program, audit, calls["socket"], AF_UNIX) == ALLOWED
    for family in (0, AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, 40, 2**31):
        assert judge(program, audit, calls["socket"], family) == REFUSED, family


@pytest.mark.parametrize("machine", AUDIT)
def test_ways_into_other_processes_and_the_kernel_are_refused(machine: str) -> None:
    """By their numbers on that machine."""
    for name, number in FORBIDDEN[machine].items():
        assert judge(seccomp.program(machine), AUDIT[machine], number) == REFUSED, name


def test_another_set_of_numbers_is_no_way_around() -> None:
    """A call made as 32-bit or x32 code, whose numbers differ, ends the process."""
    i386 = 0x40000003
    assert judge(seccomp.program("x86_64"), i386, 359, AF_INET) == KILLED
    assert judge(seccomp.program("x86_64"), AUDIT["x86_64"], 0x40000000 + 41, AF_INET) == KILLED
    assert judge(seccomp.program("aarch64"), AUDIT["x86_64"], 41, AF_INET) == KILLED


def run(text: str) -> str:
    """Run a program that closes the sockets first."""
    done = subprocess.run(
        [sys.executable, "-c", f"from safejournal.process.seccomp import close_sockets\n{text}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    return done.stdout.strip()


TRY = """
import socket
def attempt(family, kind=socket.SOCK_STREAM):
    try:
        socket.socket(family, kind).close()
        return "made"
    except PermissionError:
        return "refused"
def all(): return " ".join([attempt(socket.AF_INET), attempt(socket.AF_INET6),
    attempt(socket.AF_NETLINK, socket.SOCK_RAW), attempt(socket.AF_UNIX)])
"""


@linux
def test_no_socket_but_a_local_one_can_be_made() -> None:
    """Before the filter they can be made, so this test is one that can fail."""
    shown = run(f"{TRY}\nprint(all()); print(close_sockets()); print(all())")
    assert shown.splitlines()[1:] == ["True", "refused refused refused made"]
    assert shown.startswith("made made")


@linux
def test_names_are_not_looked_up_either() -> None:
    """A lookup would tell the network what is read."""
    shown = run(
        "close_sockets()\nimport socket\ntry: socket.getaddrinfo('example.org', 80)\n"
        "except OSError: print('none')"
    )
    assert shown == "none"


@linux
def test_the_filter_survives_exec_and_is_laid_once() -> None:
    """A lock is an exec: the second process finds the filter active and adds none."""
    shown = run(
        "import os, sys\n"
        "print(close_sockets(), flush=True)\n"
        "again = 'from safejournal.process.seccomp import close_sockets as close\\n'\n"
        "again += 'print(close(), close())\\n'\n"
        'again += \'print([l for l in open("/proc/self/status") if "filters" in l])\'\n'
        "os.execv(sys.executable, [sys.executable, '-c', again])"
    )
    assert shown.splitlines()[:2] == ["True", "True True"]
    assert "filters:\\t1" in shown or shown.endswith("[]")  # older kernels do not count them


@linux
def test_what_the_program_needs_still_works() -> None:
    """Threads, children, asyncio, Argon2 on four lanes, SQLCipher and AEAD under the filter."""
    shown = run(
        "close_sockets()\n"
        "import asyncio, subprocess, sys, threading\n"
        "asyncio.run(asyncio.sleep(0))\n"
        "subprocess.run([sys.executable, '-c', 'pass'], check=True)\n"
        "from argon2.low_level import hash_secret_raw, Type\n"
        "hash_secret_raw(b'x', b's' * 16, 1, 8192, 4, 32, Type.ID)\n"
        "import sqlcipher3; c = sqlcipher3.connect(':memory:'); c.execute('create table t(a)')\n"
        "from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305 as A\n"
        "A(bytes(32)).encrypt(bytes(12), b'x', b'')\n"
        "print('works')"
    )
    assert shown == "works"
