"""Exercises that the program leads: what is done of a procedure, read from the practice vault.

The procedure holds or does not hold yet. Nobody is judged, and nothing of it is kept.
"""

from __future__ import annotations

import secrets
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.services import correspondents, inbox, journal, recovery, ways_in
from safejournal.services.sent import sent
from safejournal.services.sitting import refuse_real
from safejournal.services.ways_in import SlotKind
from safejournal.vault import settings, silence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from safejournal.services.opening import Vault

_FORGOTTEN = "forgotten"

EVERY = 1000
"""Contacts that are looked at: more than a practice vault holds."""

WORDS = 16
"""Random bytes of the passphrase that nobody sees."""


class Point(StrEnum):
    """One thing that a procedure needs."""

    KEY = "key"
    COMPARED = "compared"
    GIVEN = "given"
    CAME = "came"
    STEPS = "steps"
    SHEETS = "sheets"
    FORGOTTEN = "forgotten"
    OPENED = "opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Whether one thing is done, as far as this vault shows."""

    point: Point
    done: bool


def holds(of: Sequence[Stand]) -> bool:
    """Tell whether the procedure holds: every point of it is done."""
    return all(each.done for each in of)


def giving(vault: Vault) -> list[Stand]:
    """Return how the pair exercise stands for who goes: keys, words, a card given."""
    refuse_real(vault)
    given = any(reader.contact for each in sent(vault) for reader in each.readers)
    return [*_known(vault), Stand(point=Point.GIVEN, done=given)]


def keeping(vault: Vault) -> list[Stand]:
    """Return how it stands for who stays: keys, words, a card that came, steps that were noted."""
    refuse_real(vault)
    with vault.reading() as connection:
        walks = silence.walks(connection)
        walked = any(silence.log(connection, each.number) for each in walks)
    return [
        *_known(vault),
        Stand(point=Point.CAME, done=bool(inbox.bundles(vault))),
        Stand(point=Point.STEPS, done=walked),
    ]


def _known(vault: Vault) -> list[Stand]:
    contacts = journal.browse(vault, journal.Filter(kinds=(Kind.CONTACT,)), limit=EVERY)
    keys = [found for each in contacts if (found := correspondents.key_of(vault, each.id))]
    return [
        Stand(point=Point.KEY, done=bool(keys)),
        Stand(point=Point.COMPARED, done=any(each.compared is not None for each in keys)),
    ]


def recovering(vault: Vault) -> list[Stand]:
    """Return how the drill of the forgotten passphrase stands."""
    refuse_real(vault)
    sheets = recovery.sheets_of(vault)
    with vault.reading() as connection:
        noted = settings.read(connection).get(_FORGOTTEN)
    return [
        Stand(point=Point.SHEETS, done=sheets is not None),
        Stand(point=Point.FORGOTTEN, done=noted is not None),
        Stand(point=Point.OPENED, done=noted is not None and noted != _passphrase_slot(vault)),
    ]


def forget(vault: Vault) -> None:
    """Put a passphrase that nobody has seen in the place of this practice vault's.

    From then on only recovery sheets open it, which is the exercise. Raises Refused in a vault of
    one's own, and where no sheets are in force: then nothing would open it.
    """
    refuse_real(vault)
    if recovery.sheets_of(vault) is None:
        raise Refused(
            "There are no recovery sheets yet: without them nothing would open it.",
            hint="Make three sheets of which two open, and give them to two neighbours.",
        )
    ways_in.replace_passphrase(vault, bytearray(secrets.token_hex(WORDS).encode()), None)
    with vault.writing() as connection:
        told = {_FORGOTTEN: _passphrase_slot(vault)}
        settings.write(connection, settings.read(connection) | told)


def _passphrase_slot(vault: Vault) -> str:
    """Return by what the passphrase's slot is known again; a new passphrase makes another one."""
    ways = ways_in.list_ways_in(vault)
    found = (vault.head.slots[way.slot] for way in ways if way.kind is SlotKind.PASSPHRASE)
    return sha256(b"".join(found)).hexdigest()
