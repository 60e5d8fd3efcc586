"""Secrets from a descriptor, and the wiping of buffers."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from safejournal.errors import Refused, WrongUsage
from safejournal.process.prompt import LONGEST, Asker, Descriptor, exactly, read_line_fd, wipe


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """A pipe, to read from and to write into."""
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def test_each_line_is_one_secret_and_the_rest_stays_readable(pipe: tuple[int, int]) -> None:
    """A change of passphrase reads two lines; whatever follows is left to whoever reads next."""
    os.write(pipe[1], b"old phrase\r\nnew phrase\nrest")
    assert read_line_fd(pipe[0]) == b"old phrase"
    assert Descriptor(pipe[0]).ask_new("New: ", "Again: ", "They differ.") == b"new phrase"
    assert os.read(pipe[0], 10) == b"rest"


def test_a_last_line_needs_no_end(pipe: tuple[int, int]) -> None:
    """`printf phrase |` works like `echo phrase |`."""
    os.write(pipe[1], b"phrase")
    os.close(pipe[1])
    assert read_line_fd(pipe[0]) == b"phrase"
    with pytest.raises(Refused, match="ended before"):
        read_line_fd(pipe[0])


def test_an_empty_line_is_an_empty_secret(pipe: tuple[int, int]) -> None:
    """It is for the work to say that an empty passphrase opens nothing."""
    os.write(pipe[1], b"\n")
    assert read_line_fd(pipe[0]) == b""


def test_a_line_without_end_is_refused(pipe: tuple[int, int]) -> None:
    """/dev/zero as a passphrase is one clear sentence, and the sentence does not quote it."""
    os.write(pipe[1], b"canary" + b"x" * LONGEST + b"\n")
    with pytest.raises(Refused) as caught:
        read_line_fd(pipe[0])
    assert "canary" not in str(caught.value)


def test_a_descriptor_that_is_not_open_is_wrong_usage(pipe: tuple[int, int]) -> None:
    """Neither a closed descriptor nor one that is only for writing can be meant."""
    os.close(pipe[0])
    for fd in pipe:
        with pytest.raises(WrongUsage, match=f"Descriptor {fd} "):
            read_line_fd(fd)


def test_nobody_answers_at_a_descriptor(pipe: tuple[int, int]) -> None:
    """A script is never asked for a visible line, nor told anything."""
    asker: Asker = Descriptor(pipe[0])
    assert not asker.interactive
    assert asker.ask_line("Sure? ") == ""
    asker.say("Not recognised.")
    asker.progress("Opening.")
    assert asker.layout_hint() == ""


def test_wiping_overwrites_the_same_memory() -> None:
    """The buffer keeps its size and place; every byte is zero."""
    buffer = bytearray(b"canary")
    with memoryview(buffer) as view:
        wipe(buffer)
        assert bytes(view) == bytes(6)


def test_cutting_a_buffer_wipes_the_long_one() -> None:
    """The secret gets a buffer of its own size; nothing of it stays in the old one."""
    buffer = bytearray(b"canary\0\0\0\0")
    assert exactly(buffer, 6) == b"canary"
    assert not any(buffer)
