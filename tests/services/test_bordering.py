"""Border mode: the contact can give the way back, and nobody else can, as far as is in reach."""

from __future__ import annotations

import io
import os
import re
import secrets
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

from safejournal.domain.records import Contact, Note
from safejournal.errors import (
    CannotUnlock,
    HeadDamaged,
    InputRejected,
    Refused,
    SafeJournalError,
    StoreDamaged,
)
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import (
    backups,
    bordering,
    correspondents,
    identity,
    journal,
    opening,
    restoring,
    slots,
)
from safejournal.services.opening import try_secret
from safejournal.services.ways_back import Sort
from safejournal.services.ways_in import SlotKind, list_ways_in
from safejournal.vault import generation, head, private, ways_in
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, seal_slot
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.vault.journals import BEGINNING, Clock, Journal, make_journal
from tests.vault.vaults import CHEAPEST

PASSPHRASE, RECOVERY, LATER = "before the border", "recovery of before", "after the border"
TEXT = "phrase: {phrase}\nconfirm: {confirm}\n"


@dataclass
class Traveller:
    """Somebody with a journal, a contact, a stick and a backup on it."""

    made: Journal
    vault: Vault
    contact: str
    friend: Vault
    stick: Path

    def prepare(self) -> tuple[str, str]:
        """Prepare the way back; return the ten words and the two, as the contact reads them."""
        file = self.stick.parent / "for-the-contact"
        bordering.prepare(self.vault, self.contact, file, TEXT, force=True)
        secret = identity.own_keys(self.friend)
        source, target = io.BytesIO(file.read_bytes()), io.BytesIO()
        age.unseal(read_header(source), source, target, secret.age_secret)
        told = dict(line.split(": ") for line in target.getvalue().decode().splitlines())
        return told["phrase"], told["confirm"]


@pytest.fixture
def traveller(tmp_path: Path) -> Traveller:
    """Return one, with passphrase, recovery phrase and a backup."""
    bare, dek = Head.new(CHEAPEST), secrets.token_bytes(DEK_SIZE)
    kinds, whole = (SlotKind.PASSPHRASE, SlotKind.RECOVERY), bare
    for n, (kind, secret) in enumerate(zip(kinds, (PASSPHRASE, RECOVERY), strict=True)):
        stretched = opening.stretched_from(bare, bytearray(secret.encode()))
        whole = whole.with_slot(n, seal_slot(bare, kind, dek, stretched))
    ways = ways_in.listed(kinds, BEGINNING)
    vaults.create(tmp_path / "journal", whole, bytearray(dek), Realm.REAL, BEGINNING, ways)
    made = Journal(place=tmp_path / "journal", dek=dek, realm=Realm.REAL)
    vault, friend = made.open(), make_journal(tmp_path / "friend").open()
    contact = journal.record(vault, Contact(name="Bela Example")).id
    correspondents.add_key(vault, contact, identity.show(friend).contact_string)
    journal.record(vault, Note(title="written at home"))
    stick = tmp_path / "stick"
    stick.mkdir()
    backups.back_up(vault, stick / "a")
    return Traveller(made, vault, contact, friend, stick)


def opens(place: Path, secret: str) -> bool:
    """Tell whether a slot opens with this."""
    try:
        try_secret(place, bytearray(secret.encode()), None)
    except CannotUnlock:
        return False
    return True


def test_preparing_takes_nothing_away(traveller: Traveller) -> None:
    """The contact can read ten words and two; the old ways open as before, the ten words too."""
    phrase, confirm = traveller.prepare()
    assert re.fullmatch(r"([a-z-]+ ){9}[a-z-]+", phrase)
    assert len(confirm.split()) == bordering.CONFIRMING_WORDS
    for secret in (PASSPHRASE, RECOVERY, phrase):
        assert opens(traveller.made.place, secret)


def test_it_is_armed_only_with_the_words_that_the_contact_read(traveller: Traveller) -> None:
    """Without them, or before anything was prepared, nothing changes."""
    raw = head.read(traveller.made.place)
    with pytest.raises(Refused, match="prepared"):
        bordering.arm(traveller.vault, "two words")
    assert head.read(traveller.made.place) == raw
    traveller.prepare()
    raw = head.read(traveller.made.place)
    with pytest.raises(InputRejected):
        bordering.arm(traveller.vault, "two words")
    assert head.read(traveller.made.place) == raw
    assert opens(traveller.made.place, PASSPHRASE)


def test_afterwards_no_way_that_was_there_opens(traveller: Traveller) -> None:
    """Passphrase, recovery phrase, added ways, old key, old head, backups: each is tried."""
    place = traveller.made.place
    slots.add(traveller.vault, bytearray(b"a further passphrase"), None)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    phrase, confirm = traveller.prepare()
    prepared = head.read(place)
    done = bordering.arm(traveller.vault, confirm.upper())
    assert done.in_reach == ()
    assert [way.kind for way in list_ways_in(traveller.vault)] == [SlotKind.BORDER_RETURN]
    traveller.vault.close()
    for source in (place, traveller.stick / "a"):
        for secret in (PASSPHRASE, RECOVERY, "a further passphrase"):
            assert not opens(source, secret)
        assert opens(source, phrase)
    with pytest.raises(HeadDamaged):
        traveller.made.open()
    armed = head.read(place)
    for old in (before["head"], prepared):
        (place / "head").write_bytes(old)
        with pytest.raises(StoreDamaged):
            traveller.made.open()
    (place / "head").write_bytes(armed)
    answer = try_secret(place, bytearray(phrase.encode()), None)
    with opening.open_vault(place, answer, Clock()) as vault:
        assert journal.count(vault) == 2
        assert bordering.armed(vault)


def test_what_is_out_of_reach_is_named_and_opens_still(traveller: Traveller) -> None:
    """A backup that lies elsewhere: said, and true."""
    (traveller.stick / "a").rename(traveller.stick / "moved")
    _phrase, confirm = traveller.prepare()
    done = bordering.arm(traveller.vault, confirm)
    assert [(way.sort, way.what) for way in done.out_of_reach] == [
        (Sort.BACKUP, str(traveller.stick / "a"))
    ]
    assert opens(traveller.stick / "moved", PASSPHRASE)


def test_a_backup_that_cannot_be_made_anew_is_said_to_be_left(
    traveller: Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then nobody is told that the journal cannot be opened."""
    _phrase, confirm = traveller.prepare()

    def fails(*_: object, **__: object) -> None:
        raise Refused("The disk is full; nothing was changed.")

    monkeypatch.setattr(backups, "back_up", fails)
    done = bordering.arm(traveller.vault, confirm)
    assert [way.what for way in done.in_reach] == [str(traveller.stick / "a")]


def test_the_contact_s_words_lead_back_once(traveller: Traveller) -> None:
    """A new passphrase opens everything; the ten words open nothing any more."""
    place = traveller.made.place
    phrase, confirm = traveller.prepare()
    bordering.arm(traveller.vault, confirm)
    traveller.vault.close()
    answer = try_secret(place, bytearray(phrase.encode()), None)
    with opening.open_vault(place, answer, Clock()) as vault:
        bordering.come_back(vault, bytearray(LATER.encode()), None)
        with pytest.raises(Refused, match="not in border mode"):
            bordering.come_back(vault, bytearray(b"again"), None)
    assert opens(place, LATER)
    assert not opens(place, phrase)
    with opening.open_vault(
        place, try_secret(place, bytearray(LATER.encode()), None), Clock()
    ) as v:
        assert journal.count(v) == 2
        assert [way.kind for way in list_ways_in(v)] == [SlotKind.PASSPHRASE]


def test_a_key_on_this_device_is_no_way_back(traveller: Traveller) -> None:
    """Neither is a contact without a key."""
    bare = journal.record(traveller.vault, Contact(name="No Key")).id
    target = traveller.stick / "x"
    with pytest.raises(Refused, match="no key"):
        bordering.prepare(traveller.vault, bare, target, TEXT)
    own = identity.show(traveller.vault).contact_string
    with pytest.raises(SafeJournalError):
        correspondents.add_key(traveller.vault, bare, own)
    with traveller.vault.writing() as connection:
        connection.execute(
            "UPDATE correspondent SET recipient = ? WHERE contact = ?",
            (identity.own_keys(traveller.vault).public.recipient, bytes.fromhex(traveller.contact)),
        )
    with pytest.raises(Refused, match="this device"):
        bordering.prepare(traveller.vault, traveller.contact, target, TEXT)
    assert not target.exists()


def test_an_examiner_sees_another_generation_and_nothing_else(traveller: Traveller) -> None:
    """The folder's names, sizes and modes before and after: docs/border.md lists the difference."""
    place = traveller.made.place
    before = _seen(place)
    _phrase, confirm = traveller.prepare()
    bordering.arm(traveller.vault, confirm)
    traveller.vault.close()
    after = _seen(place)
    assert before.keys() - after.keys() == {"store.00000001", "store.00000001-journal"}
    assert after.keys() - before.keys() <= {"store.00000002", "store.00000002-journal"}
    assert before["head"] == after["head"] == (4096, 0o600)
    raw = head.read(place)
    for slot in head.parse(raw).slots:
        assert len(set(slot)) > 80  # used or not, each looks random


def _seen(place: Path) -> dict[str, tuple[int, int]]:
    return {
        path.name: (path.stat().st_size, path.stat().st_mode & 0o777) for path in place.iterdir()
    }


@pytest.mark.parametrize(
    ("module", "moment"),
    [
        (generation, "_attach"),
        (generation, "_fill"),
        (generation, "check_copied"),
        (private, "sync_file"),
        (head, "read"),
        (vaults.Vault, "moved"),
        (backups, "remake"),
    ],
    ids=lambda each: getattr(each, "__name__", each),
)
def test_killed_at_any_moment_the_old_ways_or_the_contact_s_words_open(
    traveller: Traveller, module: object, moment: str
) -> None:
    """A real SIGKILL while it is armed: never neither, and the journal is whole."""
    phrase, confirm = traveller.prepare()
    child = os.fork()
    if child == 0:

        def die(*_: object, **__: object) -> None:
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(module, moment, die)
        try:
            bordering.arm(traveller.vault, confirm)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    traveller.vault.close()
    place = traveller.made.place
    assert opens(place, phrase)
    is_armed = not opens(place, PASSPHRASE)
    assert is_armed == (moment in {"moved", "remake"})
    answer = try_secret(place, bytearray(phrase.encode()), None)
    with opening.open_vault(place, answer, Clock()) as vault:
        verify(vault, silently)
        assert journal.count(vault) == 2


def test_a_restored_backup_of_border_mode_opens_by_the_contact_alone(
    traveller: Traveller, tmp_path: Path
) -> None:
    """The backup that was made anew restores, with the ten words."""
    phrase, confirm = traveller.prepare()
    bordering.arm(traveller.vault, confirm)
    answer = try_secret(traveller.stick / "a", bytearray(phrase.encode()), None)
    restoring.restore(traveller.stick / "a", tmp_path / "new", answer)
    assert opens(tmp_path / "new", phrase)
    assert not opens(tmp_path / "new", PASSPHRASE)
