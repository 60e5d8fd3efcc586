"""What a new journal still lacks: offered until it is done, or until somebody puts it aside."""

from __future__ import annotations

from enum import StrEnum

from safejournal.domain.words import Kind
from safejournal.services import backups, journal
from safejournal.services.opening import Vault
from safejournal.vault import settings

GROWN = 20
"""Records from which on nobody is told how to begin."""

_SETTING = "first_steps"
"""Where the vault keeps which steps are done or put aside."""


class Step(StrEnum):
    """One of the first steps, in their order."""

    RECORD = "record"
    """Anything written down."""
    CONTACT = "contact"
    """Somebody to call."""
    BACKUP = "backup"
    """A second copy: there is no other way back from a lost device."""
    LIMITS = "limits"
    """What the program does not protect from, read once."""


def waiting(vault: Vault) -> list[Step]:
    """Return the steps that are not done yet; none once the journal has grown."""
    count = journal.count(vault)
    if count >= GROWN:
        return []
    with vault.reading() as connection:
        told = settings.read(connection).get(_SETTING)
    aside = set(told) if isinstance(told, list) else set()
    return [step for step in Step if step.value not in aside and not _done(vault, step, count)]


def put_aside(vault: Vault, *steps: Step) -> None:
    """Offer these steps no longer: they were done, or somebody does not want them."""
    with vault.writing() as connection:
        found = settings.read(connection)
        told = found.get(_SETTING)
        aside = {*(told if isinstance(told, list) else ()), *(step.value for step in steps)}
        settings.write(connection, found | {_SETTING: sorted(map(str, aside))})


def _done(vault: Vault, step: Step, count: int) -> bool:
    if step is Step.RECORD:
        return count > 0
    if step is Step.CONTACT:
        return journal.count(vault, journal.Filter(kinds=(Kind.CONTACT,))) > 0
    return step is Step.BACKUP and backups.age(vault) is not None
