"""Two people who give each other bundles: an unlocked session of each, one act at a time.

    python -m bench.exchanging PLACE RECORDS MEBIBYTES

Makes two vaults in a folder, with so many records and so many bytes of attachments, and then does
what each line says. Only the act itself is timed, not the making ready for it.
"""

from __future__ import annotations

import os
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from random import Random
from shutil import copytree, rmtree

import pyrage

from bench.filling import make, write
from bench.keyed import DEK
from safejournal import codec
from safejournal.domain.records import Contact, Note
from safejournal.exchange import age
from safejournal.exchange.container import Member
from safejournal.exchange.container import write as archive
from safejournal.exchange.excerpts import Excerpt
from safejournal.exchange.jail import Secret, read_foreign
from safejournal.services import attachments, correspondents, identity, journal, sharing
from safejournal.services.receiving import Agreed, receive
from safejournal.vault.vault import Vault

PIECE = 1 << 16
FILES = 8
"""Over how many attachments the bytes are spread."""

LARGE = Agreed(large=True)
_MIB = 1 << 20
_LARGEST = 1 << 20
_OWN = "files/"


class _Nowhere:
    """Takes what is opened and keeps nothing."""

    def write(self, data: bytes) -> None:
        """Take a piece."""


class Pair:
    """Two vaults, and the acts, each a method that returns its seconds."""

    def __init__(self, place: Path, records: int, mebibytes: int, closing: ExitStack) -> None:
        self._place = place
        self._closing = closing
        self._rounds = 0
        self.plain = place / "plain"
        _fill(self.plain, mebibytes)
        self._anna = self._new("anna")
        self._bela = self._new("bela")
        write(self._anna, range(records), records)
        self._choice = self._acquaint()
        self._attach(mebibytes)
        self._keys = identity.own_keys(self._bela)
        Path("/proc/self/clear_refs").write_text("5", "ascii")  # what making ready took, Argon2 too

    def _new(self, name: str) -> Vault:
        make(self._place / name)
        return self._open(self._place / name)

    def _open(self, place: Path) -> Vault:
        vault = Vault.open(place, bytearray(DEK), lambda: datetime.now().astimezone())
        return self._closing.enter_context(vault)

    def _acquaint(self) -> sharing.Choice:
        bela = journal.record(self._anna, Contact(name="Bela")).id
        anna = journal.record(self._bela, Contact(name="Anna")).id
        for vault, contact, other in (
            (self._anna, bela, self._bela),
            (self._bela, anna, self._anna),
        ):
            correspondents.add_key(vault, contact, identity.show(other).contact_string)
            correspondents.trust(vault, contact, "by voice")
        return sharing.Choice(contacts=(bela,), tier=sharing.Tier.EVIDENCE, everything=True)

    def _attach(self, mebibytes: int) -> None:
        if not mebibytes:
            return
        holder = journal.record(self._anna, Note(title="what was filmed")).id
        part = self._place / "part"
        with self.plain.open("rb") as whole:
            for _ in range(FILES):
                part.write_bytes(whole.read(mebibytes * _MIB // FILES))
                attachments.attach(self._anna, holder, part)
        part.unlink()
        held = journal.show(self._anna, holder).content
        assert held is not None, "it was written just now"
        self._holder, self._held = holder, held.attachments
        self._choice = sharing.Choice(
            contacts=self._choice.contacts,
            tier=sharing.Tier.EVIDENCE,
            records=(holder,),
            originals=frozenset(each.id for each in self._held),
            named=frozenset((holder, f"attachments[{n}]") for n in range(FILES)),
        )

    def export(self, target: str) -> float:
        """Write a bundle from the vault."""
        begun = time.perf_counter()
        sharing.export(self._anna, self._choice, Path(target), force=True)
        return time.perf_counter() - begun

    def read_and_seal(self, target: str) -> float:
        """Read every file with SQLCipher, and then have pyrage encrypt as much: in series."""
        begun = time.perf_counter()
        for each in self._held:
            for _ in attachments.pieces(self._anna, self._holder, each.id):
                pass
        to = [pyrage.x25519.Recipient.from_str(self._keys.public.age_recipient)]
        with self.plain.open("rb") as source, Path(target).open("wb") as file:
            pyrage.encrypt_io(source, file, to)
            file.flush()
            os.fsync(file.fileno())
        return time.perf_counter() - begun

    def seal(self, target: str) -> float:
        """Put the plain file into an archive and encrypt that, streamed."""
        begun = time.perf_counter()
        with Path(target).open("wb") as file:
            member = Member("files/0001.bin", self.plain.stat().st_size, _pieces(self.plain))
            age.seal(archive([member]), file, [self._keys.public.recipient])
        return time.perf_counter() - begun

    def unseal(self, source: str) -> float:
        """Read a bundle back through the jail."""
        begun = time.perf_counter()
        with Path(source).open("rb") as file:
            read_foreign(file, Secret(key=self._keys.age_secret), _Nowhere(), LARGE)
        return time.perf_counter() - begun

    def receive(self, source: str) -> float:
        """Take a bundle in, verified and compared, in a vault that never saw it."""
        self._rounds += 1
        place = self._place / f"bela-{self._rounds}"
        copytree(self._place / "bela", place)
        with Vault.open(place, bytearray(DEK), lambda: datetime.now().astimezone()) as vault:
            begun = time.perf_counter()
            receive(vault, Path(source), agreed=LARGE)
            seconds = time.perf_counter() - begun
        rmtree(place)
        return seconds

    def decrypt_and_decode(self, source: str) -> float:
        """Decrypt a bundle, and decode each record in it: the least that reading it takes."""
        begun = time.perf_counter()
        opened = self._place / "opened"
        identities = [pyrage.x25519.Identity.from_str(self._keys.age_secret)]
        with Path(source).open("rb") as sealed, opened.open("wb") as file:
            pyrage.decrypt_io(sealed, file, identities)
        with tarfile.open(opened, "r:") as members:
            for member in members:
                held = members.extractfile(member)
                if held is not None and member.name.startswith("entries/"):
                    _decode(member.name, held.read())
        return time.perf_counter() - begun

    def key(self) -> str:
        """Return the secret key of whom bundles are for: for the age program."""
        return self._keys.age_secret

    def recipient(self) -> str:
        """Return whom bundles are for."""
        return self._keys.public.age_recipient

    def memory(self) -> float:
        """Return the most memory, in MiB, that the acts took here: without the jail's own."""
        status = Path("/proc/self/status").read_text("ascii")
        line = next(each for each in status.splitlines() if each.startswith("VmHWM:"))
        return int(line.split()[1]) / 1024


def _decode(name: str, document: bytes) -> None:
    if name.endswith(".json"):
        codec.decode(document, Excerpt, largest=_LARGEST).content()


def _fill(place: Path, mebibytes: int) -> None:
    random = Random(mebibytes)
    with place.open("wb") as file:
        for _ in range(mebibytes):
            file.write(random.randbytes(_MIB))


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def main(place: str, records: int, mebibytes: int) -> None:
    """Make the two ready, and do what each line says until there is none."""
    with ExitStack() as closing:
        pair = Pair(Path(place), records, mebibytes, closing)
        for line in sys.stdin:
            name, *words = line.rstrip("\n").split("\t")
            act: Callable[..., float | str] = getattr(pair, name)
            sys.stdout.write(f"{act(*words)}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
