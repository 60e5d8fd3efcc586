"""What `doctor` looks at, and how each thing stands."""

from __future__ import annotations

from enum import StrEnum

from safejournal.domain.values import dataclass


class Matter(StrEnum):
    """What was looked at."""

    PROGRAM = "program"
    PYTHON = "python"
    PLATFORM = "platform"
    KIT = "kit"
    LIBRARIES = "libraries"
    LANGUAGE = "language"
    TERMINAL = "terminal"
    PLACE = "place"
    HEAD = "head"
    SIZE = "size"
    OTHERS = "others"
    FILE_SYSTEM = "file_system"
    FREE_SPACE = "free_space"
    MEMORY = "memory"
    SWAP = "swap"
    CORE_DUMPS = "core_dumps"
    READABLE = "readable"
    SOCKETS = "sockets"
    TRACING = "tracing"
    BACKUP = "backup"
    HISTORY = "history"
    RECENT = "recent"
    SCROLLBACK = "scrollback"
    RECORDING = "recording"
    CLIPBOARD = "clipboard"
    HIBERNATION = "hibernation"


class State(StrEnum):
    """How it stands."""

    FINE = "fine"
    CAREFUL = "careful"
    """Something is not protected here, or may go wrong."""
    ABSENT = "absent"
    """There is nothing to look at."""
    UNKNOWN = "unknown"
    """The system does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at."""

    matter: Matter
    state: State = State.FINE
    value: str = ""
    """A version, a path, a size or a word of the system."""
