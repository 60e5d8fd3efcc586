"""Scratch paper: nothing that was typed is lost, and nothing of it is in the journal's past."""

from __future__ import annotations

import secrets

from safejournal.domain.times import write_moment
from safejournal.domain.words import Kind
from safejournal.vault import drafts
from safejournal.vault.drafts import Draft
from safejournal.vault.vault import Vault


def begin(vault: Vault, kind: Kind, *, record: str | None = None, base: str | None = None) -> Draft:
    """Return an empty draft for a new form. It is written only once something stands in it."""
    return Draft(
        id=secrets.token_hex(16),
        kind=kind,
        record=record,
        base=base,
        answers={},
        written_at=write_moment(vault.clock()),
    )


def keep(vault: Vault, draft: Draft, answers: dict[str, str]) -> Draft:
    """Write what stands in the form over the draft's last state, durably, and return it."""
    kept = Draft(
        id=draft.id,
        kind=draft.kind,
        record=draft.record,
        base=draft.base,
        answers=answers,
        written_at=write_moment(vault.clock()),
    )
    with vault.writing() as connection:
        drafts.keep(connection, kept)
    return kept


def waiting(vault: Vault) -> list[Draft]:
    """Return the drafts that wait to be finished, the latest first."""
    with vault.reading() as connection:
        return drafts.all_drafts(connection)


def reopen(vault: Vault, draft_id: str) -> Draft:
    """Return a draft as it was left. Raises NotFound."""
    with vault.reading() as connection:
        return drafts.get(connection, draft_id)


def discard(vault: Vault, draft_id: str) -> None:
    """Throw a draft away, without trace."""
    with vault.writing() as connection:
        drafts.discard(connection, draft_id)


__all__ = ["Draft", "begin", "discard", "keep", "reopen", "waiting"]
