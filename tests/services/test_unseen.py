"""A line that is typed on a real terminal and not seen."""

from __future__ import annotations

import os
import pty
import sys
import termios

import pytest

from safejournal.services.unseen import unseen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="terminals of another kind")


def test_a_terminal_shows_nothing_of_what_is_typed() -> None:
    """Neither the letters nor how many; and afterwards it shows what is typed again."""
    leader, terminal = pty.openpty()
    try:
        with unseen(terminal) as hidden:
            assert hidden
            os.write(leader, b"cloudy\n")
            assert os.read(terminal, 100) == b"cloudy\n"
        os.write(leader, b"seen\n")
        assert os.read(terminal, 100) == b"seen\n"
        assert os.read(leader, 100) == b"seen\r\n"
    finally:
        os.close(leader)
        os.close(terminal)


def test_a_terminal_is_left_as_it_was_whatever_happens() -> None:
    """Also when Ctrl+C comes in between."""
    leader, terminal = pty.openpty()
    try:
        before = termios.tcgetattr(terminal)
        with pytest.raises(KeyboardInterrupt):
            interrupted(terminal)
        assert termios.tcgetattr(terminal) == before
    finally:
        os.close(leader)
        os.close(terminal)


def interrupted(terminal: int) -> None:
    """Begin to ask, and let Ctrl+C come."""
    with unseen(terminal):
        assert not termios.tcgetattr(terminal)[3] & termios.ECHO
        raise KeyboardInterrupt


def test_what_is_no_terminal_is_left_alone() -> None:
    """A pipe, and no descriptor at all."""
    reading, writing = os.pipe()
    with unseen(reading), unseen(-1):
        os.write(writing, b"x")
    os.close(reading)
    os.close(writing)
