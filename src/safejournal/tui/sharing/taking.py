"""Reading a foreign file: in the jail, with what it asks of the machine agreed to by the person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from safejournal.errors import ConfirmationNeeded, InputRejected, SafeJournalError
from safejournal.i18n import _
from safejournal.services import receiving
from safejournal.services.receiving import Agreed
from safejournal.tui.ask import Ask
from safejournal.tui.choose import sure
from safejournal.tui.working import Report, Working
from safejournal.wording.errors import explain

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

T = TypeVar("T")

Does = Callable[[Agreed, str, Report], T]
"""Reads the file, with what was agreed to and six words (or ""), in a thread."""

_BY_WORDS = "this was sealed with a passphrase"
"""How the reason begins for which six words are asked."""


async def read_foreign(shell: JournalApp, path: Path, what: str, does: Does[T]) -> T | None:
    """Read a foreign file; None where it was refused, which is said, or the person did not agree.

    Its size and what its passphrase costs are asked about once each, before it goes on.
    """
    agreed, words = Agreed(), ""
    while True:
        found = await _attempted(shell, what, agreed, words, does)
        if isinstance(found, ConfirmationNeeded):
            if not await _agrees(shell, found):
                return None
            large = not agreed.large and receiving.is_large(path)
            agreed = replace(agreed, large=True) if large else replace(agreed, memory=True)
        elif isinstance(found, InputRejected) and found.sentence.startswith(_BY_WORDS):
            words = await _ask_words(shell)
            if not words:
                return None
        elif isinstance(found, SafeJournalError):
            shell.say_error(found)
            return None
        else:
            return found


async def _attempted(
    shell: JournalApp, what: str, agreed: Agreed, words: str, does: Does[T]
) -> T | SafeJournalError | None:
    def attempt(report: Report) -> T | SafeJournalError:
        try:
            return does(agreed, words, report)
        except (ConfirmationNeeded, InputRejected) as error:
            return error

    working: Working[T | SafeJournalError] = Working(what, attempt)
    return await shell.push_screen_wait(working)


async def _agrees(shell: JournalApp, error: ConfirmationNeeded) -> bool:
    sentence, hint = explain(error)
    question = sure(sentence, _("Read it all the same"), _("Do not read it"), hint)
    agreed = await shell.push_screen_wait(question)
    return bool(agreed)


async def _ask_words(shell: JournalApp) -> str:
    question = Ask(
        _("It opens with words."),
        explained=_("Type the six words that its sender told you by voice."),
        hidden=True,
    )
    return " ".join((await shell.push_screen_wait(question) or "").split())
