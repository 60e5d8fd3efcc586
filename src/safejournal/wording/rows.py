"""A record in one line of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.wording.amounts import short
from safejournal.wording.kinds import kind
from safejournal.wording.names import shown_name
from safejournal.wording.times import day_short, when_short

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

TIME_WIDTH, KIND_WIDTH = 13, 13
"""Characters of `(14 Sep 2025)`, and of the longest kind in either language."""


def row(record: Record, vault: Vault | None = None) -> str:
    """Return the line of a list: beginning of the id, time, kind, name.

    A time in brackets is the day of writing, where nobody said when it happened. A contact's key
    that nobody compared is said in every list that may hold contacts: those name their `vault`.
    """
    said = f"{time_of(record):{TIME_WIDTH}}  {kind(record.kind):{KIND_WIDTH}}  {shown_name(record)}"
    return f"{short(record.id)}  {said}{key_mark(record, vault)}"


def marked_name(record: Record, vault: Vault) -> str:
    """Return a record's name; behind that of a contact, that nobody compared their key."""
    return shown_name(record) + key_mark(record, vault)


def key_mark(record: Record, vault: Vault | None) -> str:
    """Return what stands behind a contact's name while nobody has compared their key; else "".

    The key of a key card was made here, so that there is nothing to compare: it is called that.
    """
    content = record.content
    if not isinstance(content, Contact) or not content.recipient or content.verified is not None:
        return ""
    if vault is not None:
        from safejournal.services.correspondents import has_key_card  # loads keys; most lack them

        if has_key_card(vault, record.id):
            return f" [{_('key card')}]"
    return f" [{_('key not compared')}]"


def time_of(record: Record) -> str:
    """Return when it happened, in few characters; the day of writing in brackets if unsaid."""
    when = when_short(record.content.when) if record.content else ""
    return when or f"({day_short(record.written_at[: len('2025-03-14')])})"
