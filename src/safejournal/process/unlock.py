"""The short-lived child in which a passphrase is typed and a key derived.

A work function has the signature `work(asker: prompt.Asker, arguments: bytes) -> bytes | bytearray`
and is named as "package.module:function", so that only the child imports it. What it returns is
what `Child.wait` hands to the caller; an error of our family raised in it is raised again there.
"""

from __future__ import annotations


class Child:
    """A running unlock child. Meanwhile the caller may import what it will need."""

    def wait(self) -> bytearray:
        """Return the work function's answer once the child has ended. The caller wipes it.

        Raises the error of our family that the work raised; KeyboardInterrupt when the person
        pressed Ctrl+C; `Refused` when the child ended without an answer.
        """
        raise NotImplementedError

    def stop(self) -> None:
        """End the child and put the terminal back as it was. Harmless when it has ended."""


def start(
    work: str, arguments: bytes = b"", *, first: str = "", passphrase_fd: int | None = None
) -> Child:
    """Paint the label `first`, harden this process, fork, and let the child do the work.

    `work` is "package.module:function"; `arguments` are no secret. The first `ask(first)` of the
    work does not paint its label again. With `passphrase_fd` secrets are lines of that descriptor
    and no terminal is opened. Raises `Refused` when there is no terminal to ask on.
    """
    raise NotImplementedError


def ask(
    work: str, arguments: bytes = b"", *, first: str = "", passphrase_fd: int | None = None
) -> bytearray:
    """Start the child and wait for its answer."""
    return start(work, arguments, first=first, passphrase_fd=passphrase_fd).wait()
