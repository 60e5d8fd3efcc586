"""Dialogs that follow one another: each answer leads on, each Esc one step back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from safejournal.errors import SafeJournalError
from safejournal.services.opening import Vault

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

T = TypeVar("T")

Step = Callable[["JournalApp", Vault, T], Awaitable[bool]]
"""Asks one thing and notes the answer in what has been decided; False when the person goes back."""


async def step_by_step(
    shell: JournalApp, vault: Vault, steps: Sequence[Step[T]], decided: T, at: int = 0
) -> None:
    """Take the steps from that one on. An error is said, and the step before it asked again."""
    while 0 <= at < len(steps):
        try:
            at += 1 if await steps[at](shell, vault, decided) else -1
        except SafeJournalError as error:
            shell.say_error(error)
            at -= 1
