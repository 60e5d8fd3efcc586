"""What a file tells besides what it shows: where, when, with what and by whom it was made.

Looked at in the jail alone, since finding it means reading what others made. For photographs a copy
without any of it can be made; other files can only be named for what they are.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from safejournal.domain.values import dataclass

LARGEST = 64 << 20
"""Bytes of a file that is looked into."""

LONGEST = 200
"""Characters of one thing that was found."""

MOST = 200
"""Things that are told of one file."""


class Sort(StrEnum):
    """What sort of thing was found."""

    PLACE = "place"
    TIME = "time"
    DEVICE = "device"
    AUTHOR = "author"
    SOFTWARE = "software"
    COMMENT = "comment"
    THUMBNAIL = "thumbnail"
    """A small picture inside, perhaps of what was cut away later."""
    BEHIND = "behind"
    """Bytes behind the end, which no viewer shows."""
    MORE = "more"
    """A file of this kind may hold more than can be found."""
    UNREAD = "unread"
    """The file is of a kind that is not looked into, too large, or not sound."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One thing that a file tells."""

    sort: Sort
    text: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        if len(self.text) > LONGEST:
            raise ValueError("this is longer than what is told of a file")


def trace(sort: Sort, text: str | bytes = "") -> Trace:
    """Return a trace with its text cut to what is told."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    return Trace(sort, " ".join(text.replace("\0", " ").split())[:LONGEST])
