"""Packs of others: examined, taken into use, kept inside the vault, and taken out again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safejournal.content.library import AddedPack, ScenarioPack, use
from safejournal.content.packs import about, maker_of
from safejournal.domain.makers import Maker, Standing
from safejournal.errors import (
    ConfirmationNeeded,
    InputRejected,
    NotFound,
    Refused,
    SafeJournalError,
)
from safejournal.services.packs import Installed, is_built_in, told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from safejournal.exchange.keys import PublicIdentity
    from safejournal.services.opening import Vault
    from safejournal.vault.store import Connection

SIGNATURE = b"-----BEGIN SSH SIGNATURE-----\n"
"""Where the signature begins: no line of a compiled pack can be this one."""

LARGEST_FILE = (4 << 20) + (4 << 10)
"""Bytes of a pack file: the largest compiled pack, and its signature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A pack file that was found to be whole, before anything is done with it."""

    pack: Installed
    replaces: str | None
    """The version that is here already; None where there is none."""
    file: bytes = field(repr=False)


def read_file(path: Path) -> bytes:
    """Return a pack file, or a little more than may be taken. Raises NotFound or Refused."""
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        raise NotFound("There is no such file.") from None
    except (OSError, ValueError):
        raise Refused("This file cannot be read.") from None


def check(file: bytes) -> None:
    """Check all of a pack file that can be checked without a vault. Raises InputRejected."""
    _opened(file)


def take_into_use(vault: Vault) -> list[str]:
    """Let the guidance be what is built in and what this vault has installed.

    A pack that can no longer be read is left out, and never keeps anybody from their journal; the
    ids of those are returned.
    """
    from safejournal.vault import packs

    readable, unreadable = [], []
    with vault.reading() as connection:
        for each in packs.kept(connection):
            try:
                readable.append(_kept(connection, each.file, vault))
            except SafeJournalError:
                unreadable.append(each.id)
    use(readable)
    return unreadable


def examine(vault: Vault, file: bytes, language: str) -> Offered:
    """Return what a pack file is and whose, without keeping it.

    Raises InputRejected for a file that is too large, altered, not signed, malformed, of another
    version, or refused for what stands in it; Refused where a pack of the same id has another
    maker: it would take that one's place.
    """
    from safejournal.vault import packs

    message, maker = _opened(file)
    if maker.practice and not vault.practice:
        raise InputRejected("this pack was signed in a practice journal, which proves nothing")
    with vault.reading() as connection:
        pack = _added(connection, message, maker, vault)
        before = next((e for e in packs.kept(connection) if e.id == pack.id), None)
    if before is None:
        return Offered(pack=told(pack, language), replaces=None, file=file)
    earlier, its_maker = _opened(before.file)
    if its_maker.contact_string != maker.contact_string:
        raise Refused(
            "There is a pack of this id by another maker.",
            hint="Remove it first, if this one is to take its place.",
        )
    version = str(about(earlier)["version"])
    return Offered(pack=told(pack, language), replaces=version, file=file)


def install(vault: Vault, offered: Offered, *, confirmed: bool = False) -> None:
    """Keep a pack that was examined inside the vault, and take it into use.

    The front end has shown the eight words and asked. Raises ConfirmationNeeded unless `confirmed`.
    """
    from safejournal.vault import packs

    if not confirmed:
        raise ConfirmationNeeded("A pack is taken into use only after a look at whose it is.")
    with vault.writing() as connection:
        packs.keep(connection, offered.pack.id, offered.file, vault.clock())
    take_into_use(vault)


def remove(vault: Vault, pack_id: str) -> None:
    """Take a pack out of use and out of the vault. Raises NotFound, or Refused for the built-in."""
    from safejournal.vault import packs

    refuse_built_in(pack_id)
    with vault.writing() as connection:
        if not packs.drop(connection, pack_id):
            raise NotFound("There is no pack of this id.")
    take_into_use(vault)


def refuse_built_in(pack_id: str) -> None:
    """Raise Refused for the pack that comes with the program."""
    if is_built_in(pack_id):
        raise Refused("What comes with the program cannot be taken out of it.")


def use_files(files: Sequence[bytes]) -> None:
    """Take pack files into use for this process alone, without a vault: nobody is known then.

    Raises InputRejected as `examine` does.
    """
    use([_pack(message, Standing.UNKNOWN) for message, _maker in map(_opened, files)])


def _opened(file: bytes) -> tuple[bytes, PublicIdentity]:
    """Return the compiled pack and its maker, once all is checked that needs no vault."""
    from safejournal.content import compiled, scenarios
    from safejournal.exchange import signature
    from safejournal.exchange.keys import read_contact_string

    if len(file) > LARGEST_FILE:
        raise InputRejected(f"a pack file holds at most {LARGEST_FILE} bytes")
    message, mark, armour = file.partition(SIGNATURE)
    kind = scenarios if scenarios.is_scenario(message) else compiled
    named = kind.check_compiled(message)
    if not mark or not named:
        raise InputRejected("this pack is not signed")
    maker = read_contact_string(named)
    namespaces = signature.PACK_NAMESPACES
    signer = signature.verify(
        mark + armour, message, practice=maker.practice, namespaces=namespaces
    )
    if signer != maker.signing:
        raise InputRejected("this pack is signed by somebody else than it says")
    return message, maker


def _kept(connection: Connection, file: bytes, vault: Vault) -> AddedPack | ScenarioPack:
    """Return a pack as it was taken in: it was checked then, and the vault keeps it from change."""
    from safejournal.exchange.keys import read_contact_string

    message = file.partition(SIGNATURE)[0]
    return _added(connection, message, read_contact_string(maker_of(message)), vault)


def _added(
    connection: Connection, message: bytes, maker: PublicIdentity, vault: Vault
) -> AddedPack | ScenarioPack:
    """Return a pack with what this vault knows of its maker."""
    from safejournal.exchange.manifest import Proof
    from safejournal.services.correspondents import whose

    if maker.author == vault.author.hex():
        return _pack(message, Standing.OWN)
    found = whose(connection, maker, Proof.SIGNATURE)
    if found.contact is None or found.changed or not found.author_known:
        return _pack(message, Standing.UNKNOWN)
    standing = Standing.COMPARED if found.compared else Standing.NOT_COMPARED
    name = _name(connection, found.contact)
    return _pack(message, standing, contact=found.contact, name=name)


def _name(connection: Connection, contact: str) -> str:
    from safejournal.domain.records import Contact
    from safejournal.vault import journal

    content = journal.newest(connection, bytes.fromhex(contact)).content
    if not isinstance(content, Contact):
        return ""
    return content.title or content.pseudonym or content.name


def _pack(
    message: bytes, standing: Standing, *, contact: str | None = None, name: str = ""
) -> AddedPack | ScenarioPack:
    from safejournal.content.scenarios import is_scenario

    told = about(message)
    made_by = Maker(
        pack=told["id"],
        version=told["version"],
        standing=standing,
        contact=contact,
        name=name,
    )
    return (ScenarioPack if is_scenario(message) else AddedPack)(message, made_by)
