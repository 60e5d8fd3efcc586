"""The list of the ways in: read by whoever opens the vault, and noise to everybody else."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.errors import HeadDamaged, Refused, VaultTooNew
from safejournal.vault import head, ways_in
from safejournal.vault.derivation import Realm
from safejournal.vault.head import SLOT_COUNT, WAYS_SIZE, Head
from safejournal.vault.slots import SlotKind
from safejournal.vault.ways_in import WayIn
from tests.vault import independent_reader
from tests.vault.journals import make_journal
from tests.vault.vaults import CHEAPEST

DEK = bytes(range(32))
BARE = Head.new(CHEAPEST)

days = st.dates(min_value=date(1970, 1, 1), max_value=date(2149, 6, 6))
lists = st.lists(
    st.tuples(st.integers(0, SLOT_COUNT - 1), st.sampled_from(SlotKind), days),
    unique_by=lambda way: way[0],
    max_size=SLOT_COUNT,
).map(lambda ways: [WayIn(slot=s, kind=k, made=d.isoformat()) for s, k, d in sorted(ways)])


@given(ways=lists, realm=st.sampled_from(Realm))
def test_what_is_listed_is_read(ways: list[WayIn], realm: Realm) -> None:
    """By us, and by a program that was written from the page alone; its size tells nothing."""
    listed = ways_in.sealed(BARE, DEK, realm, ways)
    assert ways_in.read(listed, DEK, realm) == tuple(ways)
    assert len(listed.ways) == WAYS_SIZE
    raw = head.serialise(listed, DEK, realm)
    assert ways_in.read(head.parse(raw), DEK, realm) == tuple(ways)
    name = realm.value.decode()
    assert independent_reader.listed_ways(raw, DEK, name) == {
        way.slot: (way.kind, (date.fromisoformat(way.made) - date(1970, 1, 1)).days) for way in ways
    }


def test_it_opens_to_its_own_vault_alone() -> None:
    """Another key, another realm, another vault's head, a flipped bit, no list at all: damage."""
    ways = ways_in.listed((SlotKind.PASSPHRASE,), datetime(2026, 11, 24, tzinfo=UTC))
    listed = ways_in.sealed(BARE, DEK, Realm.REAL, ways)
    flipped = bytes([listed.ways[0] ^ 1]) + listed.ways[1:]
    for of_head, dek, realm in (
        (listed, secrets.token_bytes(32), Realm.REAL),
        (listed, DEK, Realm.PRACTICE),
        (replace(Head.new(CHEAPEST), ways=listed.ways), DEK, Realm.REAL),
        (replace(listed, ways=flipped), DEK, Realm.REAL),
        (BARE, DEK, Realm.REAL),
    ):
        with pytest.raises(HeadDamaged, match="list of the ways in"):
            ways_in.read(of_head, dek, realm)


def test_no_two_writings_are_alike() -> None:
    """The same list gives other bytes each time."""
    listed = [ways_in.sealed(BARE, DEK, Realm.REAL, ()).ways for _ in range(2)]
    assert listed[0] != listed[1]
    assert listed[0][12:] != listed[1][12:]


def test_a_kind_of_a_later_program_is_told() -> None:
    """It is neither damage nor left out."""
    later = WayIn(slot=3, kind=SlotKind.SHEETS, made="2030-01-01")
    object.__setattr__(later, "kind", 99)
    listed = ways_in.sealed(BARE, DEK, Realm.REAL, [later])
    with pytest.raises(VaultTooNew):
        ways_in.read(listed, DEK, Realm.REAL)


def test_the_list_and_the_slots_change_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A head that does not come to be changes neither; one that does changes both."""
    made = make_journal(tmp_path / "journal")
    with made.open() as vault:
        before, raw = vault.ways_in(), head.read(vault.place)
        more = [*before, WayIn(slot=7, kind=SlotKind.RECOVERY, made="2030-01-01")]
        changed = vault.head.with_slot(7, bytes(128))

        def full(*_: object) -> None:
            raise Refused("The disk is full.")

        with monkeypatch.context() as broken:
            broken.setattr(head, "replace", full)
            with pytest.raises(Refused):
                vault.change_ways(changed, more)
        assert (vault.ways_in(), head.read(vault.place)) == (before, raw)
        vault.change_ways(changed, more)
        assert vault.ways_in() == tuple(more)
        assert head.parse(head.read(vault.place)).slots[7] == bytes(128)
    with made.open() as vault:
        assert vault.ways_in() == tuple(more)
