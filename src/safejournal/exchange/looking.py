"""Looking into a file for what it tells, and making a copy that tells less: in the jail."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from itertools import islice

from safejournal.exchange.papers import PDF, ZIP, office_traces, pdf_traces
from safejournal.exchange.pictures import JPEG, PNG, picture_alone, picture_traces
from safejournal.exchange.traces import LARGEST, MOST, Sort, Trace, trace


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found in a file, as it goes from the jail to the session."""

    traces: tuple[Trace, ...]


def look(data: bytes) -> list[Trace]:
    """Return what a file tells besides what it shows, or that nobody looked into it."""
    if len(data) > LARGEST:
        return [trace(Sort.UNREAD, "too large")]
    try:
        if data.startswith((JPEG, PNG)):
            return list(islice(picture_traces(data), MOST))
        if data.startswith(PDF):
            return list(islice(pdf_traces(data), MOST))
        if data.startswith(ZIP):
            return list(islice(office_traces(data), MOST))
    except (ValueError, zlib.error):
        return [trace(Sort.UNREAD, "not sound")]
    return [trace(Sort.UNREAD, "of a kind that is not looked into")]


def clean(data: bytes) -> bytes | None:
    """Return a copy with the picture alone; None where none can be made."""
    if len(data) > LARGEST or not data.startswith((JPEG, PNG)):
        return None
    try:
        made = picture_alone(data)
    except ValueError:
        return None
    return made if not list(picture_traces(made)) else None
