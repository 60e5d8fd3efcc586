"""The unlock child as a new interpreter, for a process that cannot fork.

That is the app while it runs, whose threads a fork would not copy and whose memory no child of it
needs, and Windows, where nothing was run: there the child reads the console (`console.py`).
"""

from __future__ import annotations

import os
import subprocess
import sys

from safejournal.process import prompt, unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from safejournal.process.terminal import Terminal

_ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_PROGRAM = (
    "import sys; sys.path.append(sys.argv.pop(1)); "
    "from safejournal.process.spawned import live; live()"
)


class SpawnedChild(unlock.Child):
    """A child with an interpreter of its own."""

    def __init__(self, process: subprocess.Popen[bytes], terminal: Terminal | None) -> None:
        self._process = process
        if process.stdin is None or process.stdout is None:
            raise TypeError("The child must be started with two pipes.")
        with process.stdin, process.stdout:
            answer, lifeline = os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno())
        super().__init__(process.pid, answer, lifeline, terminal)

    def _kill(self) -> None:
        self._process.kill()

    def _reap(self) -> int:
        self._running = False
        return self._process.wait()


def spawn(work: str, arguments: bytes, *, first: str, passphrase_fd: int | None) -> SpawnedChild:
    """Start a new interpreter on the work; see `unlock.start`."""
    terminal = None
    if passphrase_fd is None and sys.platform != "win32":
        from safejournal.process.terminal import Terminal

        terminal = Terminal()  # painted by the child, put back by us if it is killed
    source = "" if passphrase_fd is None else str(passphrase_fd)
    command = [sys.executable, "-I", "-c", _PROGRAM, _ROOT, work, arguments.hex(), first, source]
    inherited = [] if passphrase_fd is None or sys.platform == "win32" else [passphrase_fd]
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=inherited
    )
    return SpawnedChild(process, terminal)


def live() -> None:
    """Be the child: standard input is the parent's lifeline, standard output takes the message."""
    work, arguments, first, source = sys.argv[1:]
    from safejournal.process.hardening import harden

    harden()
    told = os.dup(1)
    os.dup2(2, 1)  # so that nothing else can reach the parent's ear
    asker: prompt.Asker
    if source:
        asker = prompt.Descriptor(int(source))
    elif sys.platform == "win32":
        from safejournal.process.console import Console

        asker = Console()
    else:
        from safejournal.process.terminal import Terminal

        asker = Terminal()
        asker.lifeline = 0
        if first:
            asker.paint(first)
    unlock.live(work, bytes.fromhex(arguments), asker, told)
