"""The program with its key handed over: what is left when nothing is derived from a passphrase.

    python -m bench.keyed [arguments of the program]

Only the work of the unlock child is another: it answers the key of the harness's own vaults, which
protect nobody. The child itself, its pipes and the hardening stay, since every start has them.
"""

from __future__ import annotations

import sys

from safejournal import __main__ as program
from safejournal.process import unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safejournal.process.prompt import Asker

DEK = bytes(range(32))
"""The data encryption key of every vault that the harness makes."""

_NOTHING_TYPED = 0
"""A descriptor that is never read: there is nothing to ask."""

_start = unlock.start


def hand_over(_asker: Asker, _arguments: bytes) -> bytearray:
    """Answer as the unlock child does: the slot's number, then the key."""
    return bytearray(1) + DEK


def start(
    work: str, arguments: bytes = b"", *, first: str = "", passphrase_fd: int | None = None
) -> unlock.Child:
    """Start the child as the program does, but to hand over."""
    del work, first, passphrase_fd
    return _start("bench.keyed:hand_over", arguments, passphrase_fd=_NOTHING_TYPED)


if __name__ == "__main__":
    unlock.start = start
    getattr(program, "leave", sys.exit)(program.main())  # earlier commits only have sys.exit
