"""A traveller, and the whole way in steps that may be killed anywhere."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

from safejournal.domain.records import Contact, Link, Note
from safejournal.errors import HeadDamaged
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.exchange.private_keys import PrivateIdentity
from safejournal.services import (
    attachments,
    backups,
    correspondents,
    identity,
    journal,
    opening,
    travelling,
    travelling_leave,
    travelling_package,
    travelling_return,
)
from safejournal.services.ways_in import SlotKind
from safejournal.vault import copies, ways_in
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, seal_slot
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import BEGINNING, Journal, make_journal
from tests.vault.vaults import CHEAPEST

PASSPHRASE, RECOVERY, ON_THE_WAY = "of the whole journal", "recovery of before", "of the way"


@dataclass
class Traveller:
    """Somebody with a journal, a contact, a file, a stick and a backup on it."""

    made: Journal
    vault: Vault
    contact: str
    kept: str
    """A note that may travel; it points to the secret one."""
    secret: str
    friend: PrivateIdentity
    stick: Path
    small: Journal = field(init=False)
    """The journal that travels."""

    @property
    def package(self) -> Path:
        """Where the package is written to."""
        return self.stick.parent / "package.age"

    def opened_by_friend(self) -> Path:
        """Open the package with the contact's key alone, as age does; return what was in it."""
        inner = self.stick.parent / "opened"
        inner.write_bytes(self._inside())
        return inner

    def code(self) -> str:
        """Return what the contact tells."""
        return sha256(self._inside()).hexdigest()[: travelling_package.CODE]

    def _inside(self) -> bytes:
        source, target = io.BytesIO(self.package.read_bytes()), io.BytesIO()
        age.unseal(read_header(source), source, target, self.friend.age_secret)
        return target.getvalue()

    def seal(self) -> travelling_package.Package:
        """Seal everything to the contact."""
        return travelling_package.seal_to_contact(
            self.vault, self.contact, self.package, force=True
        )

    def leave(self, code: str | None = None, dek: bytes | None = None) -> travelling_leave.Left:
        """Leave, with a passphrase for the way; the journal that travels is `small` afterwards."""
        code = self.code() if code is None else code
        dek = secrets.token_bytes(DEK_SIZE) if dek is None else dek
        self.small = Journal(place=self.made.place, dek=dek, realm=self.made.realm)
        self.small.clock = self.made.clock
        return travelling_leave.leave(self.vault, self.head_for(dek), bytearray(dek), code)

    def head_for(self, dek: bytes) -> Head:
        """Return the head of the journal that travels."""
        bare = travelling_leave.new_head(self.vault)
        stretched = opening.stretched_from(bare, bytearray(ON_THE_WAY.encode()))
        return bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, dek, stretched))

    def come_back(
        self, vault: Vault, file: Path | None = None, **how: bool
    ) -> travelling_return.Returned:
        """Come back with what the contact opened."""
        inner = self.opened_by_friend() if file is None else file
        answer = bytearray([0]) + self.made.dek
        return travelling_return.come_back(vault, inner, answer, **how)[0]


def _with_ways_in(realm: Realm, folder: Path) -> Journal:
    """Make a vault that two secrets open; what Argon2id makes of them is made but once."""
    kinds = (SlotKind.PASSPHRASE, SlotKind.RECOVERY)
    dek, whole = secrets.token_bytes(DEK_SIZE), _BARE
    for n, (kind, typed) in enumerate(zip(kinds, (PASSPHRASE, RECOVERY), strict=True)):
        whole = whole.with_slot(n, seal_slot(_BARE, kind, dek, _stretched(typed)))
    ways = ways_in.listed(kinds, BEGINNING)
    vaults.create(folder / "journal", whole, bytearray(dek), realm, BEGINNING, ways)
    return Journal(place=folder / "journal", dek=dek, realm=realm)


_BARE = Head.new(CHEAPEST)


@cache
def _stretched(typed: str) -> bytes:
    return bytes(opening.stretched_from(_BARE, bytearray(typed.encode())))


def make_traveller(folder: Path, *, realm: Realm = Realm.REAL) -> Traveller:
    """Make one, with passphrase, recovery phrase and a backup; a note may stay, and the contact."""
    made = _with_ways_in(realm, folder)
    vault = made.open()
    with make_journal(folder / "friend", realm=realm).open() as other:
        friend = identity.own_keys(other)
        key = identity.show(other).contact_string
    contact = journal.record(vault, Contact(name="Bela Example", travel_safe=True)).id
    correspondents.add_key(vault, contact, key)
    secret = journal.record(vault, Note(title="secret-canary", text="never travels")).id
    kept = journal.record(
        vault,
        Note(
            title="harmless",
            travel_safe=True,
            links=(Link(to=secret, meaning="see"), Link(to=contact)),
        ),
    ).id
    (folder / "file").write_bytes(secrets.token_bytes(300_000))
    attachments.attach(vault, kept, folder / "file")
    attachments.attach(vault, secret, folder / "file")
    stick = folder / "stick"
    stick.mkdir()
    backups.back_up(vault, stick / "a")
    return Traveller(made, vault, contact, kept, secret, friend, stick)


class Way:
    """A vault that leaves and comes back again and again, and all that was ever acknowledged.

    For campaigns: `step` is run in a process that is killed anywhere in it; `check` afterwards.
    """

    def __init__(self, folder: Path) -> None:
        traveller = make_traveller(folder)
        traveller.vault.close()
        self.traveller, self.small_key = traveller, secrets.token_bytes(DEK_SIZE)
        self.whole = traveller.made
        self.small = Journal(place=self.whole.place, dek=self.small_key, realm=self.whole.realm)
        self.at_home = {traveller.contact, traveller.kept, traveller.secret}
        """Records that were acknowledged in the whole journal."""
        self.on_the_way: set[str] = set()
        """Records that were acknowledged in the small one since it left."""

    def step(self, say: Say) -> str:
        """Go one step further, and acknowledge it; return what was done."""
        try:
            vault = self.whole.open()
        except HeadDamaged:
            with self.small.open() as small:
                return self._on_the_way(small, say)
        with vault:
            return self._at_home(vault, say)

    def _at_home(self, vault: Vault, say: Say) -> str:
        kept = journal.record(vault, Note(title="at home", text="слово " * 300, travel_safe=True))
        say("home", kept.id)
        self.traveller.vault = vault
        self.traveller.seal()
        done = self.traveller.leave(dek=self.small_key)
        assert done.in_reach == ()
        say("left", "")
        return "left"

    def _on_the_way(self, small: Vault, say: Say) -> str:
        kept = journal.record(small, Note(title="on the way", text="слово " * 300))
        say("way", kept.id)
        self.traveller.come_back(small)
        say("back", "")
        return "back"

    def heard(self, act: str, told: str) -> None:
        """Take an acknowledgement."""
        if act == "home":
            self.at_home.add(told)
        elif act == "way":
            self.on_the_way.add(told)
        elif act == "back":
            # It may leave again before anybody looks: these are in the package then.
            self.at_home |= self.on_the_way
            self.on_the_way.clear()

    def check(self) -> str:
        """Open what a kill left: all is here, or on the way with a package that has the rest."""
        try:
            vault = self.whole.open()
        except HeadDamaged:
            with self.small.open() as small:
                verify(small, silently)
                assert self.on_the_way <= _ids(small), "a record of the way is lost"
            _check_package(self)
            found = "on the way"
        else:
            with vault:
                verify(vault, silently)
                self.at_home |= self.on_the_way & _ids(vault)
                assert self.at_home | self.on_the_way <= _ids(vault), "a record is lost"
                self.on_the_way.clear()
            found = "at home"
        beside = {each.name for each in self.whole.place.parent.glob("journal*")}
        trials = {"journal.opened", "journal.tried", "journal.tried.new"}
        assert beside <= {"journal", *trials}, beside
        return found


def _ids(vault: Vault) -> set[str]:
    return {each.id for each in travelling.everything(vault)}


def _check_package(way: Way) -> None:
    with copies.open_copy(way.traveller.opened_by_friend(), way.whole.dek) as copy:
        copies.verify_copy(copy)
        there = {row[0].hex() for row in copy.connection.execute("SELECT id FROM record")}
    assert way.at_home <= there, "the package has not everything"


Say = Callable[[str, str], None]
"""Acknowledges a step: what is said then must hold after a kill."""
