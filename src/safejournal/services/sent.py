"""Who was given what, since when, and what came back."""

from __future__ import annotations

from safejournal.services.opening import Vault
from safejournal.vault import sent as kept
from safejournal.vault.sent import Reader, Sent, SentForm, SentRecord

__all__ = ["Reader", "Sent", "SentForm", "SentRecord", "sent", "sent_to", "sent_with"]


def sent(vault: Vault) -> list[Sent]:
    """Return every bundle that was written, the latest first."""
    with vault.reading() as connection:
        return kept.everything(connection)


def sent_to(vault: Vault, contact: str) -> list[Sent]:
    """Return what a contact was given, the latest first."""
    with vault.reading() as connection:
        return kept.to_contact(connection, contact)


def sent_with(vault: Vault, record: str) -> list[Sent]:
    """Return in which bundles something of a record left, the latest first."""
    with vault.reading() as connection:
        return kept.with_record(connection, record)
