"""The head: exact, authentic, and replaced whole or not at all."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from safejournal.errors import (
    CannotUnlock,
    HeadDamaged,
    NotFound,
    Refused,
    SafeJournalError,
    VaultTooNew,
)
from safejournal.vault import head as heads
from safejournal.vault import private
from safejournal.vault.derivation import Realm, stretch
from safejournal.vault.head import HEAD_SIZE, Head, authenticate, parse, read, serialise
from safejournal.vault.slots import SlotKind, open_slots, seal_slot
from tests.vault.vaults import CHEAPEST

DEK = bytes(range(32))
USED = 5
VERSION_AT = 7
OPENED: dict[tuple[bytes, tuple[bytes, ...]], bytes] = {}
FIRST_VECTOR = Path(__file__).parent / "vectors" / "head-1.hex"


def stand_in(head: Head) -> bytes:
    """Return what stands for Argon2 where every bit is tried: it depends on salt and cost too."""
    return hashlib.sha256(b"passphrase" + head.opening()[24:]).digest()


@pytest.fixture
def raw() -> bytes:
    """Return a head with one way in."""
    bare = Head.new(CHEAPEST)
    slot = seal_slot(bare, SlotKind.PASSPHRASE, DEK, stand_in(bare))
    return serialise(bare.with_slot(USED, slot), DEK, Realm.REAL)


def walk_in(raw: bytes) -> Realm:
    """Go the whole way from bytes to an authentic head; the same slots are opened once."""
    head = parse(raw)
    what_opens = (head.opening(), head.slots)
    if what_opens not in OPENED:
        OPENED[what_opens] = bytes(open_slots(head, stand_in(head)).dek)
    return authenticate(raw, OPENED[what_opens])


def outcome(raw: bytes) -> type[SafeJournalError] | None:
    """Return the error that the way in ends with, None where it does not."""
    try:
        walk_in(raw)
    except SafeJournalError as error:
        return type(error)
    return None


@pytest.mark.parametrize("realm", Realm)
def test_what_is_written_is_read(realm: Realm) -> None:
    """Every part comes back, and the realm with it."""
    head = replace(Head.new(CHEAPEST), generation=2**40 + 3)
    raw = serialise(head, DEK, realm)
    assert parse(raw) == head
    assert authenticate(raw, DEK) is realm


def test_every_part_stands_where_the_format_says() -> None:
    """Offsets and byte order are those of docs/vault-format.md."""
    head = replace(Head.new(CHEAPEST), generation=258)
    raw = serialise(head, DEK, Realm.REAL)
    assert len(raw) == 4096
    assert raw[:8] == b"sjhead\x00\x01"
    assert raw[8:24] == head.vault_id
    assert raw[24:56] == head.salt
    assert raw[56:64] == bytes.fromhex("0001000000030004")
    assert raw[64:72] == bytes.fromhex("0000000000000102")
    assert raw[72:128] == head.ways
    assert raw[128:1152] == b"".join(head.slots)
    assert head.opening() == raw[:64]


def test_generations_count_by_one_and_copies_never_meet_them() -> None:
    """The next is one more; a backup's number and a restored vault's are out of reach by counting.

    A backup's has its highest bit set and is another each time; a restored vault begins between
    2^30 and 2^31, which eight hexadecimal digits hold with room to count on.
    """
    head = Head.new(CHEAPEST)
    assert (head.generation, head.next().generation, head.next().next().generation) == (1, 2, 3)
    backups = {head.of_backup().generation for _ in range(50)}
    assert len(backups) == 50
    assert all(2**63 <= number < 2**64 for number in backups)
    assert min(backups) < 2**63 + 2**62 < max(backups)
    assert all(each.is_of_backup for each in (head.of_backup(), replace(head, generation=2**63)))
    assert not any(
        each.is_of_backup for each in (head, head.restored(), replace(head, generation=2**63 - 1))
    )
    restored = {head.restored().generation for _ in range(50)}
    assert len(restored) == 50
    assert all(2**30 <= number < 2**31 for number in restored)
    assert min(restored) < 2**30 + 2**29 < max(restored)


def by_hand(secret: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    """Return HKDF-SHA256 as RFC 5869 has it, from nothing but HMAC."""
    key, made, block = hmac.digest(salt, secret, "sha256"), b"", b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        made += block
    return made[:length]


@pytest.mark.parametrize("realm", Realm)
def test_a_store_s_key_hangs_on_realm_name_and_generation(realm: Realm) -> None:
    """As the format page says, computed from HMAC alone: 80 bytes, another for each generation."""
    head = replace(Head.new(CHEAPEST), generation=7)
    label = b"safejournal/1 " + realm.value + b" "
    seven = (7).to_bytes(8, "big")
    for key, name in ((head.store_key, b"db"), (head.backup_key, b"backup")):
        assert key(DEK, realm) == by_hand(DEK, head.vault_id, label + name + seven, 80)


def test_the_head_of_a_folder_and_of_a_backup_s_end_are_found(raw: bytes, tmp_path: Path) -> None:
    """A folder has it as a file, a backup at its end; an ordinary head there makes no backup."""
    (tmp_path / "head").write_bytes(raw)
    assert heads.read_any(tmp_path) == raw
    of_backup = serialise(parse(raw).of_backup(), DEK, Realm.REAL)
    backup = tmp_path / "backup"
    backup.write_bytes(bytes(8192) + of_backup)
    assert heads.read_any(backup) == of_backup
    for content in (bytes(8192) + raw, bytes(8192) + of_backup[:-1], b"", bytes(4096)):
        backup.write_bytes(content)
        with pytest.raises(HeadDamaged):
            heads.read_any(backup)


def test_a_disk_that_answers_is_told_from_one_that_does_not(raw: bytes, tmp_path: Path) -> None:
    """Whether the head can be read says whether what fails is the disk."""
    assert heads.is_readable(tmp_path) is False
    (tmp_path / "head").write_bytes(raw)
    assert heads.is_readable(tmp_path) is True


def test_the_fill_is_new_each_time() -> None:
    """Two writings of one head share nothing behind the slots."""
    head = Head.new(CHEAPEST)
    first, second = (serialise(head, DEK, Realm.REAL)[1152:] for _ in range(2))
    assert not any(first[at : at + 8] == second[at : at + 8] for at in range(0, len(first), 8))


def test_two_vaults_share_nothing() -> None:
    """Id, salt and slots are random for each."""
    first, second = Head.new(CHEAPEST), Head.new(CHEAPEST)
    assert first.vault_id != second.vault_id
    assert first.salt != second.salt
    assert not set(first.slots) & set(second.slots)


def test_a_head_of_the_first_version_opens_for_ever() -> None:
    """The frozen bytes of a head, its passphrase, and the DEK that must come out of them."""
    raw = bytes.fromhex(FIRST_VECTOR.read_text("ascii"))
    head = parse(raw)
    stretched = stretch(bytearray("кофе и хлеб".encode()), head.salt, head.cost)
    opened = open_slots(head, stretched, hashlib.sha256(b"keyfile").digest())
    assert opened.kind is SlotKind.KEYFILE
    assert opened.dek == bytes(range(32))
    assert authenticate(raw, opened.dek) is Realm.PRACTICE
    assert head.generation == 77


def expected(at: int, flipped: bytes) -> type[SafeJournalError]:
    """Return the message that fits a flip at that place."""
    slot = 128 + USED * 128
    if at == VERSION_AT and flipped[at] > 0:
        return VaultTooNew
    if 8 <= at < 56 or slot <= at < slot + 64:
        return CannotUnlock
    if 56 <= at < 64:  # another cost is another key, unless it leaves the caps
        try:
            parse(flipped)
        except HeadDamaged:
            return HeadDamaged
        return CannotUnlock
    return HeadDamaged


def test_every_flipped_bit_is_seen(raw: bytes) -> None:
    """All 32,768: none opens, each gets the message that is right for its place."""
    assert outcome(raw) is None
    counted: Counter[str] = Counter()
    for at in range(HEAD_SIZE):
        for bit in range(8):
            flipped = bytearray(raw)
            flipped[at] ^= 1 << bit
            seen = outcome(bytes(flipped))
            assert seen is expected(at, bytes(flipped)), (at, bit)
            counted[seen.__name__] += 1
    assert sum(counted.values()) == 32768
    assert counted["VaultTooNew"] == 7
    assert set(counted) == {"CannotUnlock", "HeadDamaged", "VaultTooNew"}


@pytest.mark.parametrize("at", [9, 30, 61])
def test_a_flip_before_the_derivation_is_seen_by_argon2_itself(at: int) -> None:
    """The same with the real derivation: id, salt or passes altered, nothing opens."""
    bare = Head.new(CHEAPEST)
    stretched = stretch(bytearray(b"word"), bare.salt, bare.cost)
    head = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, DEK, stretched))
    raw = bytearray(serialise(head, DEK, Realm.REAL))
    assert open_slots(head, stretched).dek == DEK
    raw[at] ^= 4
    altered = parse(bytes(raw))
    with pytest.raises(CannotUnlock):
        open_slots(altered, stretch(bytearray(b"word"), altered.salt, altered.cost))


@pytest.mark.parametrize("cost", ["ffffffff00030004", "00040000ffff0004", "0000000800030004"])
def test_a_hostile_cost_is_refused_at_once(cost: str, raw: bytes) -> None:
    """Four terabytes, days of passes, or hardly any memory: damage, and nothing is allocated."""
    with pytest.raises(HeadDamaged, match="outside our limits"):
        parse(raw[:56] + bytes.fromhex(cost) + raw[64:])


def test_every_cut_is_seen(raw: bytes) -> None:
    """All 4,096 shorter lengths and some longer ones."""
    for length in range(HEAD_SIZE):
        assert outcome(raw[:length]) is HeadDamaged
    for added in (1, 100, HEAD_SIZE):
        assert outcome(raw + bytes(added)) is HeadDamaged


@pytest.mark.parametrize("content", [bytes(HEAD_SIZE), secrets.token_bytes(HEAD_SIZE)])
def test_another_file_is_no_head(content: bytes) -> None:
    """Zeros or noise of the right length."""
    assert outcome(content) is HeadDamaged


def test_another_dek_does_not_authenticate(raw: bytes) -> None:
    """A head is authentic to its own DEK alone."""
    with pytest.raises(HeadDamaged, match="altered after it was written"):
        authenticate(raw, b"e" * 32)


def test_slots_of_two_heads_cannot_be_mixed(raw: bytes) -> None:
    """An older slot of the same vault, put back, is seen by the HMAC though it opens."""
    head = parse(raw)
    older = serialise(head.with_slot(0, None), DEK, Realm.REAL)
    mixed = raw[:128] + older[128:256] + raw[256:]
    assert open_slots(parse(mixed), stand_in(head)).dek == DEK
    assert outcome(mixed) is HeadDamaged


@pytest.mark.parametrize("length", [*range(0, HEAD_SIZE, 97), HEAD_SIZE - 1, HEAD_SIZE + 1])
def test_a_cut_file_is_seen(length: int, raw: bytes, tmp_path: Path) -> None:
    """The same from the disk; a longer file is not read beyond one byte more."""
    (tmp_path / "head").write_bytes((raw + b"x" * 1000)[:length])
    assert outcome(read(tmp_path)) is HeadDamaged


def test_no_vault_is_not_damage(tmp_path: Path) -> None:
    """An empty place, or none: there is no vault there."""
    for place in (tmp_path, tmp_path / "absent"):
        with pytest.raises(NotFound):
            read(place)


def test_a_store_without_its_head_is_damage(tmp_path: Path) -> None:
    """It must never be taken for an empty place, where somebody might make a new vault."""
    (tmp_path / "store.00000001").write_bytes(bytes(4096))
    with pytest.raises(HeadDamaged, match="missing"):
        read(tmp_path)


@pytest.mark.parametrize("what", ["link", "dangling", "pipe", "folder"])
def test_what_is_not_a_plain_file_is_not_read(what: str, raw: bytes, tmp_path: Path) -> None:
    """A link, a pipe (which would make us wait for ever) or a folder in the head's place."""
    (tmp_path / "elsewhere").write_bytes(raw)
    head = tmp_path / "head"
    match what:
        case "link":
            head.symlink_to(tmp_path / "elsewhere")
        case "dangling":
            head.symlink_to(tmp_path / "nowhere")
        case "pipe":
            os.mkfifo(head)
        case _:
            head.mkdir()
    with pytest.raises(Refused, match="link, a pipe or a folder"):
        read(tmp_path)


def test_replacing(raw: bytes, tmp_path: Path) -> None:
    """Whole, for its owner alone whatever the umask, with nothing left beside it."""
    former = os.umask(0)
    try:
        heads.replace(tmp_path, raw)
        heads.replace(tmp_path, raw)
    finally:
        os.umask(former)
    assert read(tmp_path) == raw
    assert (tmp_path / "head").stat().st_mode & 0o777 == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["head"]


def test_a_disk_that_does_not_keep_what_is_written(
    raw: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read back differs: refused, and the head that was there stays."""
    heads.replace(tmp_path, raw)
    write = private.write
    monkeypatch.setattr(private, "write", lambda path, content: write(path, content[:-1]))
    with pytest.raises(Refused, match="did not keep"):
        heads.replace(tmp_path, serialise(parse(raw), DEK, Realm.REAL))
    assert read(tmp_path) == raw


def test_what_a_kill_left_is_in_nobody_s_way(raw: bytes, tmp_path: Path) -> None:
    """A half-written head beside the head is ignored, then written over."""
    heads.replace(tmp_path, raw)
    (tmp_path / "head.new").write_bytes(raw[:100])
    assert outcome(read(tmp_path)) is None
    heads.replace(tmp_path, raw)
    assert not (tmp_path / "head.new").exists()


def test_a_planted_link_is_not_written_through(raw: bytes, tmp_path: Path) -> None:
    """`head.new` pointing at another file: the link goes, the file stays."""
    precious = tmp_path / "precious"
    precious.write_bytes(b"mine")
    (tmp_path / "head.new").symlink_to(precious)
    heads.replace(tmp_path, raw)
    assert precious.read_bytes() == b"mine"
    assert not (tmp_path / "head").is_symlink()


def test_what_a_head_says_of_itself_shows_no_slot(raw: bytes) -> None:
    """Should it ever stand in an error, nothing in it helps anybody to guess."""
    head = parse(raw)
    assert "slots" not in repr(head)
    assert "ways" not in repr(head)
    assert "dek" not in repr(open_slots(head, stand_in(head)))


def test_a_head_that_cannot_be_put_in_place_is_refused(raw: bytes, tmp_path: Path) -> None:
    """A folder that is gone, as when a stick is pulled: never silence."""
    with pytest.raises(Refused):
        heads.replace(tmp_path / "gone", raw)
