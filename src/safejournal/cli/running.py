"""How a call of the command line begins and ends, whichever command it is: streams, exit codes."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from safejournal import i18n
from safejournal.cli import quick
from safejournal.cli.session import Doors, Session, tell
from safejournal.errors import SafeJournalError
from safejournal.i18n import _

if TYPE_CHECKING:
    from io import TextIOWrapper

REFUSED = 1
INTERRUPTED = 130
"""As shells tell of a program that Ctrl+C ended."""

NOBODY_READS = 141
"""As shells tell of a program whose reader went away (`list | head`)."""


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Do what the command says and return the exit code. What a program may rely on is fixed."""
    answers = _open_closed_streams()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        _forgive(stream)
    try:
        if not answers:
            raise OSError
        ended = _perform(arguments, Session(doors))
        sys.stdout.flush()
    except BrokenPipeError:
        _let_go_of_output()
        return NOBODY_READS
    except OSError:  # of a standard stream: the services turn every other one into a refusal
        _let_go_of_output()
        with contextlib.suppress(OSError):
            tell(_("The answer could not be written; what was to be kept is kept."))
        return REFUSED
    return ended


def _open_closed_streams() -> bool:
    """Put a stream that leads nowhere in the place of each closed one; tell if we can answer."""
    answers = sys.stdout is not None
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            nothing = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115, PTH123 - lives on
            setattr(sys, name, nothing)
    return answers


def _perform(arguments: Sequence[str], session: Session) -> int:
    try:
        act = quick.read(arguments, session)
        if act is not None:
            act()
            return 0
        from safejournal.cli.main import perform

        return perform(arguments, session)
    except SafeJournalError as error:
        from safejournal.wording.errors import explain

        tell("\n".join(part for part in explain(error) if part))
        return error.exit_code
    except KeyboardInterrupt:
        tell(_("Stopped; nothing is half-written."))
        return INTERRUPTED


def _forgive(stream: Any) -> None:  # noqa: ANN401 (whatever stands for a standard stream)
    """Let what cannot be read or written as text stand for itself, not end the program."""
    if hasattr(stream, "reconfigure"):
        wrapper: TextIOWrapper = stream
        wrapper.reconfigure(errors="replace")


def _let_go_of_output() -> None:
    """Point standard output at nothing: Python would complain once more while it ends."""
    with contextlib.suppress(OSError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, sys.stdout.fileno())
        os.close(nothing)


def spoken(arguments: Sequence[str]) -> str:
    """Return the language that --lang names, wherever it stands, or the machine's.

    Needed before any command is loaded, since its help is a sentence too.
    """
    for place, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name == "--lang":
            wanted = value if equals else next(iter(arguments[place + 1 :]), "")
            return wanted if wanted in i18n.LANGUAGES else i18n.wished()
    return i18n.wished()
