"""Recovery through people: a way in whose secret lies on sheets, k of n of which open the vault.

What touches words runs in the short-lived child that asks for secrets; what it gives the session is
a sealed slot. Nothing made here is shown or believed before the vault's own head opened with it.
"""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import UTC, date, timedelta
from pathlib import Path

from safejournal.domain.values import dataclass
from safejournal.errors import CannotUnlock, Refused, SafeJournalError
from safejournal.services import opening, ways_in
from safejournal.vault import head, settings, splitting
from safejournal.vault.derivation import Realm, wipe
from safejournal.vault.head import Head
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from safejournal.vault.splitting import (
    LEAST_NEEDED,
    MOST_SHEETS,
    WORDS,
    Gathering,
    Sheet,
    read_sheet,
    word,
)
from safejournal.vault.vault import Vault

__all__ = [
    "LEAST_NEEDED",
    "MOST_SHEETS",
    "REHEARSE_AFTER",
    "WORDS",
    "Gathering",
    "Sheet",
    "Sheets",
    "keep_passphrase",
    "keep_sheets",
    "make_sheets",
    "note_rehearsal",
    "open_by_sheets",
    "read_sheet",
    "rehearsal_due",
    "sealed_passphrase",
    "sheets_of",
    "word",
]

REHEARSE_AFTER = timedelta(days=183)
"""Half a year: in that time people move, lose papers, or stop being friends. Ours; no source."""

_SETTING = "recovery_sheets"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheets:
    """What the vault knows of its recovery sheets: nothing that is on them."""

    need: int
    of: int
    made: date
    rehearsed: date | None = None

    @property
    def rehearse_by(self) -> date:
        """The day on which the last rehearsal, or the making, is old."""
        return (self.rehearsed or self.made) + REHEARSE_AFTER


def is_practice(place: Path, dek: bytes | bytearray) -> bool:
    """Tell whether this key opens a practice vault at that place. Raises HeadDamaged."""
    return head.authenticate(head.read(place), dek) is Realm.PRACTICE


def make_sheets(
    place: Path, dek: bytes | bytearray, *, need: int, of: int
) -> tuple[list[Sheet], bytes]:
    """Return new sheets, and the slot that `need` of them open once it stands in the head.

    Sheets are joined again and the slot is opened with what they give before this returns. Raises
    Refused for numbers that cannot be meant, or when it does not open. Takes two derivations.
    """
    of_head = head.parse(head.read(place))
    secret = splitting.new_secret()
    sheets = splitting.split(secret, need=need, of=of)
    stretched = opening.stretched_from(of_head, splitting.as_typed(secret))
    slot = seal_slot(of_head, SlotKind.SHEETS, dek, stretched)
    wipe(secret, stretched)
    _check_opens(of_head.with_slot(0, slot), sheets[-need:], dek)
    return sheets, slot


def _check_opens(of_head: Head, sheets: Sequence[Sheet], dek: bytes | bytearray) -> None:
    joined = splitting.join(sheets)
    stretched = opening.stretched_from(of_head, splitting.as_typed(joined))
    opened = open_slots(of_head, stretched)
    right = hmac.compare_digest(opened.dek, dek) and opened.kind is SlotKind.SHEETS
    wipe(joined, stretched, opened.dek)
    if not right:
        raise Refused("The sheets did not open the journal. Nothing was changed.")


def open_by_sheets(place: Path, gathering: Gathering) -> bytearray:
    """Return the child's answer (slot and DEK) to sheets of which there are enough.

    `place` is a vault, or a copy of one: a folder or a backup file. Raises CannotUnlock when they
    open nothing here, Refused when what they open is no slot of sheets: somebody then has typed
    another secret than they believe.
    """
    of_head = head.parse(head.read_any(place))
    secret = gathering.secret()
    stretched = opening.stretched_from(of_head, splitting.as_typed(secret))
    wipe(secret)
    try:
        opened = open_slots(of_head, stretched)
    except CannotUnlock:
        raise CannotUnlock(
            "These sheets fit together, but they do not open this journal.",
            hint="They are of another journal, or newer sheets or a new phrase revoked them.",
        ) from None
    finally:
        wipe(stretched)
    answer = bytearray([opened.index]) + opened.dek
    wipe(opened.dek)
    if opened.kind is not SlotKind.SHEETS:
        wipe(answer)
        raise Refused("That opens the journal, but it is not a set of recovery sheets.")
    return answer


def sealed_passphrase(
    place: Path, dek: bytes | bytearray, typed: bytearray, digest: bytes | None
) -> bytes:
    """Return a slot for a new passphrase, which is wiped; for `keep_passphrase`."""
    of_head = head.parse(head.read(place))
    stretched = opening.stretched_from(of_head, typed)
    slot = seal_slot(of_head, _kind(digest is not None), dek, stretched, digest)
    wipe(stretched)
    return slot


def keep_sheets(vault: Vault, slot: bytes, *, need: int, of: int) -> Sheets:
    """Put new sheets in force; older ones are revoked in the same step."""
    sheets = Sheets(need=need, of=of, made=_today(vault))
    try:
        ways_in.put_slot(vault, SlotKind.SHEETS, slot)
        _note(vault, sheets)
    except SafeJournalError as error:
        raise type(error)(
            f"The new sheets were not put in force: {error.sentence}",
            hint="Those that were just made open nothing: destroy them. What was before holds.",
        ) from None
    return sheets


def keep_passphrase(vault: Vault, slot: bytes, *, with_keyfile: bool) -> None:
    """Put a passphrase that was chosen with the sheets' help in the old one's place."""
    ways_in.put_slot(vault, _kind(with_keyfile), slot)


def _kind(with_keyfile: bool) -> SlotKind:
    return SlotKind.KEYFILE if with_keyfile else SlotKind.PASSPHRASE


def sheets_of(vault: Vault) -> Sheets | None:
    """Return what is known of the recovery sheets; None where none are in force."""
    if all(way.kind is not SlotKind.SHEETS for way in ways_in.list_ways_in(vault)):
        return None
    with vault.reading() as connection:
        told = settings.read(connection).get(_SETTING)
    if not isinstance(told, dict):
        return None
    rehearsed = told.get("rehearsed")
    return Sheets(
        need=told["need"],
        of=told["of"],
        made=date.fromisoformat(told["made"]),
        rehearsed=date.fromisoformat(rehearsed) if rehearsed else None,
    )


def note_rehearsal(vault: Vault) -> Sheets | None:
    """Note that sheets opened the journal today."""
    sheets = sheets_of(vault)
    if sheets is None:
        return None
    noted = Sheets(need=sheets.need, of=sheets.of, made=sheets.made, rehearsed=_today(vault))
    _note(vault, noted)
    return noted


def rehearsal_due(vault: Vault) -> Sheets | None:
    """Return the sheets when their last rehearsal, or their making, is too long ago."""
    sheets = sheets_of(vault)
    return sheets if sheets is not None and sheets.rehearse_by <= _today(vault) else None


def _note(vault: Vault, sheets: Sheets) -> None:
    told = {
        "need": sheets.need,
        "of": sheets.of,
        "made": sheets.made.isoformat(),
        "rehearsed": sheets.rehearsed.isoformat() if sheets.rehearsed else None,
    }
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_SETTING: told})


def _today(vault: Vault) -> date:
    return vault.clock().astimezone(UTC).date()
