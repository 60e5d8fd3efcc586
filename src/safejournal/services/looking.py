"""What an attachment tells besides what it shows, and a copy of it that tells less."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing

from safejournal import codec
from safejournal.domain.records import Attachment
from safejournal.errors import InputRejected, Refused
from safejournal.exchange.jail import work_on
from safejournal.exchange.looking import Seen, is_looked_into
from safejournal.exchange.traces import LARGEST, Sort, Trace, trace
from safejournal.services import attachments
from safejournal.services.opening import Vault

__all__ = ["Sort", "Trace", "cleaned", "look"]


def look(vault: Vault, record: str, attachment: Attachment) -> tuple[Trace, ...]:
    """Return what a file tells of place, time, device and people. It is read in the jail.

    That nothing was found is not that nothing is there: each kind of file says how far it was read.
    """
    if attachment.size > LARGEST:
        return (trace(Sort.UNREAD, "too large"),)
    if not _is_looked_into(vault, record, attachment):
        return (trace(Sort.UNREAD, "of a kind that is not looked into"),)
    try:
        told = work_on(_whole(attachments.pieces(vault, record, attachment.id)), "look")
        return codec.decode(told, Seen).traces
    except InputRejected:
        return (trace(Sort.UNREAD, "not sound"),)


def cleaned(vault: Vault, record: str, attachment: Attachment) -> bytes | None:
    """Return a copy of a picture with nothing but the picture; None where none can be made."""
    if attachment.size > LARGEST or not _is_looked_into(vault, record, attachment):
        return None
    try:
        return work_on(_whole(attachments.pieces(vault, record, attachment.id)), "clean")
    except (InputRejected, Refused):
        return None


def _is_looked_into(vault: Vault, record: str, attachment: Attachment) -> bool:
    """Tell by its first piece: a film of many megabytes is not read just to be told so."""
    with closing(attachments.pieces(vault, record, attachment.id)) as pieces:
        return is_looked_into(next(pieces, b""))


def _whole(pieces: Iterable[bytes]) -> bytes:
    return b"".join(pieces)
