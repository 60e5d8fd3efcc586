"""Every way back that is counted is tried afterwards, and so is every one that is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import CannotUnlock, NotFound, SafeJournalError
from safejournal.services import (
    backups,
    destroying,
    journal,
    restoring,
    ways_back,
    ways_in,
)
from safejournal.services.opening import try_secret
from safejournal.services.ways_back import Sort, WayBack
from safejournal.vault.vault import Vault
from tests.services.travelling_steps import PASSPHRASE, RECOVERY, Traveller, make_traveller
from tests.vault.journals import Clock

LATER = "chosen later"


@pytest.fixture
def traveller(tmp_path: Path) -> Iterator[Traveller]:
    """Return somebody with two ways in, a backup here, one elsewhere, and a package."""
    made = make_traveller(tmp_path)
    backups.back_up(made.vault, made.stick / "b")
    (made.stick / "b").rename(made.stick / "elsewhere")
    made.seal()
    yield made
    made.vault.close()


def opens(place: Path, secret: str) -> bool:
    """Tell whether a slot of a vault or a backup opens with this."""
    try:
        try_secret(place, bytearray(secret.encode()), None)
    except SafeJournalError:
        return False
    return True


def outside(ways: list[WayBack], traveller: Traveller) -> dict[str, Path]:
    """Return where each copy outside the vault lies that was counted, by its sort and presence."""
    package = traveller.opened_by_friend()
    found = {}
    for way in ways:
        if way.sort is Sort.BACKUP:
            lies = Path(way.what) if way.there else traveller.stick / "elsewhere"
            found["backup" if way.there else "elsewhere"] = lies
        elif way.sort is Sort.PACKAGE:
            found["package"] = package
    return found


def title_in(file: Path, secret: str, record: str, place: Path) -> str | None:
    """Restore a copy with a secret, and return what the record is called in it."""
    answer = try_secret(file, bytearray(secret.encode()), None)
    key = bytearray(answer)
    restoring.restore(file, place, answer)
    with Vault.open(place, key[1:], Clock()) as vault:
        content = journal.show(vault, record).content
        return content.title if content else None


def test_a_new_passphrase_closes_the_vault_to_the_old_one_and_nothing_else(
    traveller: Traveller,
) -> None:
    """What was counted opens as it was said: copies of before with the old one, not the new."""
    place, vault = traveller.made.place, traveller.vault
    old = (place / "head").read_bytes()
    counted = ways_back.ways_back(vault)
    assert [way.sort for way in counted].count(Sort.SLOT) == 2
    copies = outside(counted, traveller)
    assert set(copies) == {"backup", "elsewhere", "package"}
    ways_in.replace_passphrase(vault, bytearray(LATER.encode()), None)
    assert opens(place, LATER)
    assert opens(place, RECOVERY), "a slot that was counted"
    assert not opens(place, PASSPHRASE)
    for copy in copies.values():
        assert opens(copy, PASSPHRASE)
        assert opens(copy, RECOVERY)
        assert not opens(copy, LATER)
    backups.remake(vault)
    assert opens(copies["backup"], LATER)
    assert not opens(copies["backup"], PASSPHRASE), "what was in reach was made anew"
    assert not opens(traveller.package, PASSPHRASE)
    # Not counted, since nobody knows of it: an old head on the disk. `rekey` is against that.
    (place / "head").write_bytes(old)
    assert opens(place, PASSPHRASE)


def test_what_was_erased_is_where_it_was_counted_and_nowhere_else(
    traveller: Traveller, tmp_path: Path
) -> None:
    """Backups in reach are without it once they are made anew; copies elsewhere hold it still."""
    vault, record = traveller.vault, traveller.secret
    counted = ways_back.ways_back_to(vault, record)
    copies = outside(counted, traveller)
    assert set(copies) == {"backup", "elsewhere", "package"}
    later = journal.record(vault, Note(title="after all of them")).id
    assert ways_back.ways_back_to(vault, later)[:2] == [
        way for way in counted if way.sort is Sort.BACKUP
    ], "at the same second: rather one too many than one too few"
    journal.erase(vault, record)
    backups.remake(vault)
    there = {
        name: title_in(copy, PASSPHRASE, record, tmp_path / f"restored-{name}")
        for name, copy in copies.items()
    }
    assert there == {"backup": None, "elsewhere": "secret-canary", "package": "secret-canary"}
    assert all(each.erased for each in journal.history(vault, record))
    with vault.reading() as connection:
        assert connection.execute(
            "SELECT count(*) FROM attachment a JOIN record r ON r.number = a.record WHERE r.id = ?",
            (bytes.fromhex(record),),
        ).fetchone() == (0,)


def test_once_the_keys_are_destroyed_only_what_was_counted_opens(traveller: Traveller) -> None:
    """Neither secret, nor the key itself, opens the folder; each copy opens as it did."""
    place, vault = traveller.made.place, traveller.vault
    destroying.set_up(vault, 0)
    copies = outside(ways_back.ways_back(vault), traveller)
    vault.close()
    destroying.destroy(place)
    for secret in (PASSPHRASE, RECOVERY):
        assert not opens(place, secret)
    with pytest.raises((NotFound, CannotUnlock, SafeJournalError)):
        traveller.made.open()
    for copy in copies.values():
        assert opens(copy, PASSPHRASE)
        assert opens(copy, RECOVERY)
