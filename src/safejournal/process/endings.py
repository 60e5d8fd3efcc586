"""The three endings of a session: lock, end, fall."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NoReturn, TextIO


def lock(arguments: Sequence[str]) -> NoReturn:
    """Forget everything by becoming a new process that asks for the passphrase again.

    Call it on the main thread after the app has returned. `arguments` are those of the command line
    without the program's name and without --passphrase-fd. It runs `safejournal.__main__.main()`.
    """
    raise NotImplementedError


def end(exit_code: int) -> NoReturn:
    """Clear the screen, restore the terminal, exit; never waits."""
    raise NotImplementedError


def fall() -> NoReturn:
    """Print one sentence after a fatal error, restore the terminal, exit with 1."""
    raise NotImplementedError


def quiet_stderr() -> TextIO:
    """Point descriptor 2 at /dev/null and keep the terminal on a higher one for Textual to draw on."""
    raise NotImplementedError
