"""Ways in come and go, one always stays, and a new key ends what was before it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import CannotUnlock, HeadDamaged, NotFound, Refused, StoreDamaged
from safejournal.services import backups, journal, opening, rekeying, slots, ways_back
from safejournal.services.opening import try_secret
from safejournal.services.ways_back import Sort
from safejournal.services.ways_in import SlotKind, list_ways_in
from safejournal.vault import head, ways_in
from safejournal.vault import vault as vaults
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, seal_slot
from safejournal.vault.vault import Vault
from tests.vault.journals import BEGINNING, Clock, Journal
from tests.vault.vaults import CHEAPEST

FIRST, RECOVERY = "first words", "recovery words of before"


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Journal, Vault]:
    """Return a vault with a passphrase and a recovery phrase, open, and what opens it."""
    bare, dek = Head.new(CHEAPEST), secrets.token_bytes(DEK_SIZE)
    kinds = (SlotKind.PASSPHRASE, SlotKind.RECOVERY)
    whole = bare
    for n, (kind, secret) in enumerate(zip(kinds, (FIRST, RECOVERY), strict=True)):
        stretched = opening.stretched_from(bare, bytearray(secret.encode()))
        whole = whole.with_slot(n, seal_slot(bare, kind, dek, stretched))
    place = tmp_path / "journal"
    ways = ways_in.listed(kinds, BEGINNING)
    vaults.create(place, whole, bytearray(dek), Realm.REAL, BEGINNING, ways)
    made = Journal(place=place, dek=dek, realm=Realm.REAL)
    return made, made.open()


def slot_of(place: Path, secret: str, digest: bytes | None = None) -> int | None:
    """Return which slot opens with this, or None."""
    try:
        return try_secret(place, bytearray(secret.encode()), digest)[0]
    except CannotUnlock:
        return None


def test_a_way_in_is_added_and_revoked(opened: tuple[Journal, Vault]) -> None:
    """The list says the same as the head, before and after."""
    _made, vault = opened
    way = slots.add(vault, bytearray(b"second words"), None)
    assert (way.slot, way.kind) == (2, SlotKind.PASSPHRASE)
    assert slot_of(vault.place, "second words") == 2
    assert [each.slot for each in list_ways_in(vault)] == [0, 1, 2]
    slots.revoke(vault, 0, opened_by=2)
    assert slot_of(vault.place, FIRST) is None
    assert slot_of(vault.place, "second words") == 2
    assert [each.slot for each in list_ways_in(vault)] == [1, 2]


def test_a_keyfile_is_needed_beside_its_passphrase(opened: tuple[Journal, Vault]) -> None:
    """Neither opens alone, and another keyfile does not either."""
    _made, vault = opened
    digest, other = secrets.token_bytes(32), secrets.token_bytes(32)
    way = slots.add(vault, bytearray(b"with a stick"), digest)
    assert way.kind is SlotKind.KEYFILE
    assert slot_of(vault.place, "with a stick", digest) == way.slot
    assert slot_of(vault.place, "with a stick") is None
    assert slot_of(vault.place, "with a stick", other) is None
    assert slot_of(vault.place, "", digest) is None


def test_the_way_that_was_used_now_cannot_be_revoked(opened: tuple[Journal, Vault]) -> None:
    """So one is always left that somebody has at hand; nor can what is not there."""
    _made, vault = opened
    raw = head.read(vault.place)
    with pytest.raises(Refused, match="opened now"):
        slots.revoke(vault, 0, opened_by=0)
    with pytest.raises(NotFound):
        slots.revoke(vault, 5, opened_by=0)
    assert head.read(vault.place) == raw


def test_eight_ways_are_all(opened: tuple[Journal, Vault]) -> None:
    """A ninth is refused and changes nothing."""
    _made, vault = opened
    for n in range(6):
        slots.add(vault, bytearray(f"words {n}".encode()), None)
    raw = head.read(vault.place)
    with pytest.raises(Refused, match="All eight"):
        slots.add(vault, bytearray(b"one more"), None)
    assert head.read(vault.place) == raw


def rekey(vault: Vault, phrase: str = "") -> None:
    """Give the vault a new key, opened by the first passphrase."""
    stretched = opening.stretched_from(vault.head, bytearray(FIRST.encode()))
    rekeying.rekey(vault, 0, stretched, None, phrase)
    assert not any(stretched)


def test_a_new_key_keeps_the_journal_and_the_passphrase(opened: tuple[Journal, Vault]) -> None:
    """Everything is there under the new key; the old one opens neither head nor store."""
    made, vault = opened
    kept = journal.record(vault, Note(title="stays"))
    old_store = made.store.read_bytes()
    rekey(vault, "new recovery phrase")
    assert journal.browse(vault) == [kept]
    journal.record(vault, Note(title="written after"))
    vault.close()
    answer = try_secret(made.place, bytearray(FIRST.encode()), None)
    assert bytes(answer[1:]) != made.dek
    assert slot_of(made.place, "new recovery phrase") == 1
    assert slot_of(made.place, RECOVERY) is None
    with pytest.raises(HeadDamaged):
        made.open()
    with opening.open_vault(made.place, answer, Clock()) as again:
        assert journal.count(again) == 2
        assert [way.kind for way in list_ways_in(again)] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    assert made.store.read_bytes() != old_store
    assert len(list(made.place.glob("store.*"))) <= 2


def test_an_old_head_opens_nothing_written_after_a_new_key(opened: tuple[Journal, Vault]) -> None:
    """Put back beside the new store, under either generation, it is damage and no journal."""
    made, vault = opened
    old_head = head.read(made.place)
    rekey(vault)
    vault.close()
    new_head = head.read(made.place)
    (made.place / "head").write_bytes(old_head)
    with pytest.raises(StoreDamaged):
        made.open()
    forged = replace(head.parse(old_head), generation=head.parse(new_head).generation)
    (made.place / "head").write_bytes(head.serialise(forged, made.dek, Realm.REAL))
    with pytest.raises(StoreDamaged):
        made.open()


def test_without_a_passphrase_there_is_no_new_key(opened: tuple[Journal, Vault]) -> None:
    """Opened by the recovery phrase, it asks for a new passphrase first; nothing changes."""
    _made, vault = opened
    raw = head.read(vault.place)
    with pytest.raises(Refused, match="passphrase"):
        rekeying.rekey(vault, 1, bytearray(32), None)
    assert head.read(vault.place) == raw


def test_a_stopped_new_key_changes_nothing(opened: tuple[Journal, Vault]) -> None:
    """The old one opens as before."""
    made, vault = opened
    for n in range(300):
        journal.record(vault, Note(title=f"n{n}", text="слово " * 100))
    raw = head.read(vault.place)
    with pytest.raises(Refused):
        rekeying.rekey(vault, 0, bytearray(32), None, "", lambda: True)
    assert head.read(vault.place) == raw
    assert journal.count(vault) == 300
    vault.close()
    with made.open() as again:
        assert journal.count(again) == 300


def test_every_way_back_is_counted(opened: tuple[Journal, Vault], tmp_path: Path) -> None:
    """Slots, backups here and gone, what interrupted work left."""
    _made, vault = opened
    for name in ("a", "b"):
        backups.back_up(vault, tmp_path / name)
    (tmp_path / "a").unlink()
    (vault.place / "store.00000007").write_bytes(b"x")
    (vault.place / "head.new").write_bytes(b"x")
    found = ways_back.ways_back(vault)
    assert [(way.sort, way.there) for way in found] == [
        (Sort.SLOT, True),
        (Sort.SLOT, True),
        (Sort.BACKUP, False),
        (Sort.BACKUP, True),
        (Sort.REMNANT, True),
        (Sort.REMNANT, True),
    ]


def test_only_backups_since_a_record_began_hold_it(
    opened: tuple[Journal, Vault], tmp_path: Path
) -> None:
    """An older one is not named for it."""
    made, vault = opened
    backups.back_up(vault, tmp_path / "before")
    made.clock.forward(days=1)
    kept = journal.record(vault, Note(title="x"))
    made.clock.forward(days=1)
    backups.back_up(vault, tmp_path / "after")
    found = ways_back.ways_back_to(vault, kept.id)
    assert [way.what for way in found] == [str(tmp_path / "after")]


def test_backups_in_reach_are_made_anew_without_what_was_erased(
    opened: tuple[Journal, Vault], tmp_path: Path
) -> None:
    """Afterwards no backup in reach gives the words back; one that is away is named still."""
    made, vault = opened
    gone = journal.record(vault, Note(title="gone"))
    for name in ("a", "b", "away"):
        backups.back_up(vault, tmp_path / name)
    (tmp_path / "away").rename(tmp_path / "elsewhere")
    journal.erase(vault, gone.id)
    assert len(backups.remake(vault)) == 2
    from safejournal.vault import copies

    for name in ("a", "b"):
        with copies.open_copy(tmp_path / name, made.dek) as copy:
            (left,) = copy.connection.execute("SELECT count(*) FROM content").fetchall()
            assert left == (0,)
    assert [each.there for each in backups.remembered(vault)] == [False, True, True]


def test_a_backup_of_before_a_new_key_is_told_as_one(
    opened: tuple[Journal, Vault], tmp_path: Path
) -> None:
    """Not as damage; it opens by its own passphrase."""
    made, vault = opened
    backups.back_up(vault, tmp_path / "a")
    made.clock.forward(days=1)
    rekey(vault)
    with pytest.raises(Refused, match="new key"):
        backups.check(vault, tmp_path / "a")
    backups.back_up(vault, tmp_path / "b")
    assert backups.check(vault, tmp_path / "b")[1] == 0
