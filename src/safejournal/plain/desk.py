"""What every part of the line mode has at hand: the conversation, and the open journal."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from safejournal.plain.talk import Talk
from safejournal.services.opening import Vault

PAGE = 10
"""Records said at a time: what can be listened to and still be remembered."""

MORE = "+"
"""The answer that asks for the next page."""


class Ending(Enum):
    """How the line mode ended."""

    QUIT = "quit"
    LOCKED = "locked"


class Left(Exception):
    """The person wants to leave, this way."""

    def __init__(self, ending: Ending) -> None:
        super().__init__(ending.value)
        self.ending = ending


class Child(Protocol):
    """A process that asks for a secret."""

    def wait(self) -> bytearray:
        """Return its answer."""

    def stop(self) -> None:
        """End it."""


Start = Callable[[str, bytes], Child]
"""What starts such a process: the name of its work, and arguments that are no secret."""


@dataclass(slots=True)
class Desk:
    """The conversation and the journal that it is about."""

    talk: Talk
    vault: Vault
    start: Start
    keyfile: str | None = None


Act = Callable[[Desk], None]
