"""What is read out of a trace of system calls."""

from __future__ import annotations

from bench.syncs import derivations_in, syncs_in

TRACE = """\
12 fsync(5) = 0
12 fdatasync(6) = 0
13 openat(AT_FDCWD, "fsync(", O_RDONLY) = -1
13 <... fsync resumed>) = 0
13 mmap(NULL, 268439552, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f0000000000
13 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE, 3, 0) = 0x7f0000001000
"""


def test_each_wait_for_the_disk_counts_once() -> None:
    """Calls count when they begin; a name of a file or a resumed line is no call."""
    assert syncs_in(TRACE) == 2


def test_a_derivation_is_a_block_as_large_as_its_memory() -> None:
    """Argon2 takes its memory in one block, and nothing else takes so much."""
    assert derivations_in(TRACE, memory_kib=256 * 1024) == 1
    assert derivations_in(TRACE, memory_kib=512 * 1024) == 0
