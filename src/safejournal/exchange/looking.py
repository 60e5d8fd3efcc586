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


def is_looked_into(beginning: bytes) -> bool:
    """Tell by its first bytes whether a file is of a kind that `look` or `clean` reads."""
    return beginning.startswith((JPEG, PNG, PDF, ZIP))


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
    """Return a copy that shows the same and tells nothing else; None where none can be made.

    Of pictures and Word documents. Of a PDF none is made: see docs/adr/009.
    """
    try:
        if len(data) <= LARGEST and data.startswith((JPEG, PNG)):
            made = picture_alone(data)
            return None if look(made) else made
        if len(data) <= LARGEST and data.startswith(ZIP):
            from safejournal.exchange.word import document_alone  # XML: for few acts

            made = document_alone(data)
            return made if {each.sort for each in look(made)} <= {Sort.MORE} else None
    except (ValueError, zlib.error, KeyError, RecursionError):
        return None
    return None


def warm() -> None:
    """Load what cleaning needs, while files can still be opened."""
    from safejournal.exchange import word

    word.warm()
