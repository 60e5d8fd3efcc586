"""Two people with journals who exchange bundles: Anna travels, Bela waits for word from her."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safejournal.domain.comparison import Standing
from safejournal.domain.records import (
    AgreedWords,
    Appointment,
    Challenge,
    Channel,
    Contact,
    Content,
    Trip,
)
from safejournal.domain.tiers import TABLE
from safejournal.domain.words import ChannelUse, ContactRole
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import correspondents, identity, journal, receiving, sharing
from safejournal.services.receiving import Bundle
from safejournal.services.sharing import Choice, Tier
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from tests.exchange.people import Somebody
from tests.vault.journals import Clock, make_journal

BELA = Contact(
    name="Bela Example",
    pseudonym="Reed",
    roles=(ContactRole.SAFETY_CONTACT,),
    channels=(
        Channel(kind="Signal", value="+1 555 0100", use=ChannelUse.WHEN_SAFE),
        Channel(kind="telephone", value="+1 555 0199", use=ChannelUse.NEVER),
    ),
    instructions="Ask the lawyer first.",
    challenge=Challenge(question="Which tree stood there?", answer="the pear tree"),
    words=AgreedWords(all_well="sunny", under_duress="cloudy"),
)
LAWYER = Contact(
    name="Vera Counsel",
    pseudonym="Oak",
    roles=(ContactRole.LAWYER,),
    channels=(Channel(kind="telephone", value="+1 555 0144", use=ChannelUse.EMERGENCY),),
)


@dataclass
class Two:
    """Both vaults, open, and what each calls the other."""

    anna: Vault
    bela: Vault
    bela_at_anna: str
    anna_at_bela: str
    place: Path

    def file(self, name: str) -> Path:
        """Return a place for a bundle."""
        return self.place / name


@contextmanager
def two(place: Path, *, acquainted: bool = True, realm: Realm = Realm.REAL) -> Iterator[Two]:
    """Open two vaults whose owners have exchanged keys, and compared words, unless not."""
    with ExitStack() as stack:
        vaults = [
            stack.enter_context(make_journal(place / name, realm=realm).open())
            for name in ("anna", "bela")
        ]
        anna, bela = vaults
        identity.set_called(anna, "Birch")
        pair = Two(
            anna=anna,
            bela=bela,
            bela_at_anna=journal.record(anna, BELA).id,
            anna_at_bela=journal.record(bela, Contact(name="Anna")).id,
            place=place,
        )
        if acquainted:
            acquaint(pair)
        yield pair


def acquaint(pair: Two) -> None:
    """Let both take in the other's key and compare the words."""
    for vault, contact, other in (
        (pair.anna, pair.bela_at_anna, pair.bela),
        (pair.bela, pair.anna_at_bela, pair.anna),
    ):
        correspondents.add_key(vault, contact, identity.show(other).contact_string)
        correspondents.trust(vault, contact, "by voice")


def trip_with(*contacts: str, steps: tuple[str, ...] = ("Call the lawyer", "Wait a day")) -> Trip:
    """Return a trip with a check-in for each of these contacts."""
    return Trip(
        title="To the sea",
        card="The number by heart",
        checkins=tuple(
            Appointment(due="2026-05-02T18:00+05:00", contact=each, grace_minutes=60, steps=steps)
            for each in contacts
        ),
    )


def kept(vault: Vault, content: Content) -> str:
    """Keep a record and return its id."""
    return journal.record(vault, content).id


def evidence(pair: Two, *records: str, **more: Any) -> Path:
    """Let Anna write evidence for Bela."""
    file = pair.file(sharing.neutral_name())
    choice = Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=records, **more)
    sharing.export(pair.anna, choice, file)
    return file


def received(pair: Two, file: Path) -> Bundle:
    """Let Bela take a bundle in."""
    came = receiving.receive(pair.bela, file)
    assert came.bundle is not None
    return came.bundle


def standings(found: Bundle) -> list[Standing]:
    """Return how the records of a bundle stood when they came."""
    return [entry.standing for entry in found.entries]


def forward(pair: Two, **by: float) -> None:
    """Let time pass for both."""
    for vault in (pair.anna, pair.bela):
        assert isinstance(vault.clock, Clock)
        vault.clock.forward(**by)


def cells(vault: Vault, needle: bytes) -> int:
    """Count the values in the whole store that hold these bytes."""
    count = 0
    with vault.reading() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                values = (v.encode() if isinstance(v, str) else v for v in row)
                count += sum(isinstance(v, bytes) and needle in v for v in values)
    return count


def reading(vault: Vault) -> Somebody:
    """Return a vault's keys as the tests' people have them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    keys = identity.own_keys(vault)
    assert keys.signing is not None
    return Somebody(
        x25519=X25519PrivateKey.from_private_bytes(keys.age),
        ed25519=Ed25519PrivateKey.from_private_bytes(keys.signing),
        practice=vault.practice,
    )


def opened(vault: Vault, file: Path) -> bytes:
    """Return the archive in a bundle, opened with a vault's key past every check of ours."""
    out = io.BytesIO()
    with file.open("rb") as source:
        age.unseal(read_header(source), source, out, identity.own_keys(vault).age_secret)
    return out.getvalue()


def members(raw: bytes) -> dict[str, bytes]:
    """Return the files of an archive."""
    with tarfile.open(fileobj=io.BytesIO(raw)) as found:
        return {each.name: (found.extractfile(each) or io.BytesIO()).read() for each in found}


def exported(pair: Two, choice: Choice, **options: Any) -> dict[str, bytes]:
    """Return the files of a bundle that Anna made and Bela opened."""
    file = pair.file(sharing.neutral_name())
    sharing.export(pair.anna, choice, file, **options)
    return members(opened(pair.bela, file))


def card(pair: Two, **more: Any) -> Choice:
    """Return the choice of a card for Bela."""
    return Choice(contacts=(pair.bela_at_anna,), **more)


def paths_of(vault: Vault, record: str) -> list[str]:
    """Return every path that a record of this kind has."""
    return sorted(TABLE[journal.show(vault, record).kind])


def written(path: Path, content: bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(content)
    return path
