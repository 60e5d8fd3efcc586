"""What a process gives up before it may hold a secret."""

from __future__ import annotations


def harden() -> None:
    """Give up core dumps, being read by other processes, new privileges, sockets; silence crashes."""
    raise NotImplementedError
