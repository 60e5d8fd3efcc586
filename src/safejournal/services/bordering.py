"""Border mode: a person truthfully cannot open the journal until a contact gives the way back.

    prepare   ten words open a slot of their own; they are sealed to a contact's key, beside two
              words by which the contact shows that they could open them. Everything else stays
    arm       once the contact has said the two words: everything is written anew under a new key
              that only the ten words open; backups in reach are made anew so too
    return    with the ten words, which the contact reads out, a new passphrase is chosen

Nothing is taken away before the contact has shown that the way back works. What lies out of reach
is named; the front end never says "you cannot open this" while a way is left in reach.
"""

from __future__ import annotations

import hmac
import secrets
from contextlib import suppress
from datetime import UTC
from hashlib import sha256
from pathlib import Path

from safejournal.content.wordlists import words
from safejournal.domain.values import dataclass
from safejournal.errors import Damaged, InputRejected, Refused
from safejournal.exchange import age, practice
from safejournal.services import backups, opening, passphrases, ways_back, written_file
from safejournal.services.correspondents import key_of
from safejournal.services.identity import own_keys
from safejournal.services.opening import Vault
from safejournal.services.ways_back import Sort, WayBack
from safejournal.services.ways_in import put_slot
from safejournal.vault import compaction, settings, ways_in
from safejournal.vault.derivation import wipe
from safejournal.vault.head import SLOT_COUNT
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot
from safejournal.vault.store import Connection, transaction

CONFIRMING_WORDS = 2
"""26 bits: the contact says them once, to somebody who knows their voice."""

_BORDER = "border"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The way back was written, and nothing taken away yet."""

    file: str
    contact: str
    compared: bool
    """Whether this contact's words were ever compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Armed:
    """What is left of ways to the journal."""

    ways: tuple[WayBack, ...]
    left: tuple[str, ...]
    """Files of backups that could not be made anew."""

    @property
    def in_reach(self) -> tuple[WayBack, ...]:
        """Return what opens the journal and lies here, other than by the contact's words."""
        return tuple(
            way
            for way in self.ways
            if way.sort is Sort.REMNANT or (way.sort is Sort.BACKUP and way.what in self.left)
        )

    @property
    def out_of_reach(self) -> tuple[WayBack, ...]:
        """Return what may open it elsewhere."""
        return tuple(
            way
            for way in self.ways
            if (way.sort is Sort.BACKUP and not way.there) or way.sort in (Sort.PACKAGE, Sort.SENT)
        )


def prepare(
    vault: Vault, contact: str, target: Path, text: str, *, force: bool = False
) -> Prepared:
    """Seal a way back to a contact's key, in a file that is theirs; every other way stays.

    `text` is what the file says, with `{phrase}` and `{confirm}` in it. Raises Refused when the
    contact has no key, or it is a key of this very vault.
    """
    key = key_of(vault, contact)
    if key is None:
        raise Refused("This contact has no key.", hint="contact key, or keycard.")
    if key.public.recipient == own_keys(vault).public.recipient:
        raise Refused("A way back may not be sealed to a key on this device.")
    written_file.refuse_inside(vault.place, target)
    phrase = passphrases.propose_recovery()
    listed = words("english")
    confirm = " ".join(secrets.choice(listed) for _ in range(CONFIRMING_WORDS))
    stretched = opening.stretched_from(vault.head, bytearray(phrase.encode("ascii")))
    with vault.dek() as dek:
        slot = seal_slot(vault.head, SlotKind.BORDER_RETURN, dek, stretched)
    put_slot(vault, SlotKind.BORDER_RETURN, slot)
    told = {
        "contact": contact,
        "confirm": _hashed(vault, confirm),
        "stretched": stretched.hex(),
        "prepared": vault.clock().astimezone(UTC).isoformat(),
    }
    wipe(stretched)
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_BORDER: told})
    with written_file.new_file(target, force=force) as file:
        content = text.format(phrase=phrase, confirm=confirm)
        if vault.practice:
            content = "\n".join((*map(practice.as_line, ("en", "ru")), "", content))
        age.seal([content.encode()], file, [key.public.recipient])
    return Prepared(file=str(target), contact=contact, compared=key.compared is not None)


def _hashed(vault: Vault, confirm: str) -> str:
    said = " ".join(confirm.lower().split())
    return hmac.digest(vault.head.vault_id, said.encode(), sha256).hex()


def check(vault: Vault, confirm: str) -> list[WayBack]:
    """Check the two words that the contact said; return every way that arming would end or leave.

    Raises Refused when no way back was prepared, InputRejected for other words.
    """
    told = _prepared(vault)
    if not hmac.compare_digest(_hashed(vault, confirm), str(told["confirm"])):
        raise InputRejected("these are not the two words that the contact was sent")
    return ways_back.ways_back(vault)


def _prepared(vault: Vault) -> dict[str, object]:
    with vault.reading() as connection:
        told = settings.read(connection).get(_BORDER)
    if not isinstance(told, dict) or "stretched" not in told:
        raise Refused("No way back has been prepared.", hint="border arm --to CONTACT -o FILE")
    return told


def arm(vault: Vault, confirm: str) -> Armed:
    """Take every other way in away: a new key for everything, opened by the contact's words alone.

    Backups in reach are made anew under it; one that cannot be is named as a way that is left.
    Raises as `check`; Refused or StoreDamaged with nothing changed.
    """
    check(vault, confirm)
    told = _prepared(vault)
    stretched = bytearray.fromhex(str(told["stretched"]))
    dek = bytearray(secrets.token_bytes(DEK_SIZE))
    bare = vault.head.next()
    for slot in range(SLOT_COUNT):
        bare = bare.with_slot(slot, None)
    place = secrets.randbelow(SLOT_COUNT)
    coming = bare.with_slot(place, seal_slot(bare, SlotKind.BORDER_RETURN, dek, stretched))
    wipe(stretched)
    day = vault.clock().astimezone(UTC).date().isoformat()
    ways = [ways_in.WayIn(slot=place, kind=SlotKind.BORDER_RETURN, made=day)]

    coming = ways_in.sealed(coming, dek, vault.realm, ways)

    def change(copy: Connection) -> None:
        with transaction(copy):
            kept = {name: told[name] for name in ("contact", "prepared")}
            settings.write(copy, settings.read(copy) | {_BORDER: kept | {"armed": day}})

    old = {each.number for each in backups.remembered(vault)}
    compaction.move(vault, coming, dek, change=change)
    with suppress(Refused, Damaged):  # what could not be made anew is told, not hidden
        backups.remake(vault)
    left = [each for each in backups.remembered(vault) if each.number in old and each.there]
    return Armed(ways=tuple(ways_back.ways_back(vault)), left=tuple(each.file for each in left))


def armed(vault: Vault) -> bool:
    """Tell whether the vault is open by its way back alone."""
    with vault.reading() as connection:
        told = settings.read(connection).get(_BORDER)
    return isinstance(told, dict) and "armed" in told


def come_back(vault: Vault, typed: bytearray, digest: bytes | None) -> None:
    """Choose a new passphrase, and take the contact's words away; `typed` is wiped.

    Raises Refused when the vault was not in border mode.
    """
    if not armed(vault):
        raise Refused("This vault is not in border mode.")
    kind = SlotKind.PASSPHRASE if digest is None else SlotKind.KEYFILE
    stretched = opening.stretched_from(vault.head, typed)
    with vault.dek() as dek:
        slot = seal_slot(vault.head, kind, dek, stretched, digest)
    wipe(stretched)
    put_slot(vault, kind, slot, revoked=(SlotKind.BORDER_RETURN,))
    with vault.writing() as connection:
        found = settings.read(connection)
        found.pop(_BORDER, None)
        settings.write(connection, found)
