"""What somebody with the key, or a bad disk, can do to a store, and that it is found."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from safejournal.domain.records import Incident, Note
from safejournal.errors import Refused, StoreDamaged
from safejournal.services import journal as acts
from safejournal.vault import chain
from safejournal.vault.compaction import compact
from safejournal.vault.store import Connection
from safejournal.vault.verification import silently, verify
from tests.vault.journals import Journal, make_journal


@pytest.fixture
def kept(tmp_path: Path) -> Journal:
    """A journal with ten records, one changed, one removed, one erased."""
    made = make_journal(tmp_path / "journal")
    with made.open() as vault:
        ids = [acts.record(vault, Note(title=f"n{i}", text="word " * 50)).id for i in range(10)]
        acts.revise(vault, ids[0], Note(title="changed"))
        acts.remove(vault, ids[1])
        acts.erase(vault, ids[2])
        made.clock.forward(days=3)
        acts.record(vault, Incident(title="later"))
    return made


def run(sql: str, *values: object) -> Callable[[Connection], object]:
    """Return a tampering that runs one statement."""
    return lambda connection: connection.execute(sql, values)


FIRST = "(SELECT min(version) FROM content)"
LAST = "(SELECT max(seq) FROM chain)"


@pytest.mark.parametrize(
    "tamper",
    [
        run("UPDATE content SET body = CAST(replace(body, 'n3', 'n9') AS BLOB) WHERE version = 4"),
        run(f"UPDATE content SET salt = randomblob(32) WHERE version = {FIRST}"),
        run(f"UPDATE version SET written_at = written_at - 1 WHERE number = {FIRST}"),
        run(f"UPDATE version SET author = randomblob(16) WHERE number = {FIRST}"),
        run(f"UPDATE version SET parents = randomblob(32) WHERE number = {FIRST}"),
        run(f"UPDATE version SET commitment = randomblob(32) WHERE number = {FIRST}"),
        run(f"DELETE FROM content WHERE version = {FIRST}"),
        run("UPDATE record SET kind = 'threat' WHERE number = 1"),
        run("UPDATE record SET id = randomblob(16) WHERE number = 1"),
        run("UPDATE record SET newest = 1 WHERE number = 1"),
        run("UPDATE record SET newest = 4 WHERE number = 1"),
        run("UPDATE record SET others = (SELECT digest FROM version LIMIT 1) WHERE number = 3"),
        run(f"DELETE FROM version WHERE number = {FIRST}"),
        run("DELETE FROM version WHERE number = (SELECT max(number) FROM version)"),
        run(f"DELETE FROM chain WHERE seq = {LAST}"),
        run("DELETE FROM chain WHERE seq = 5"),
        run("UPDATE chain SET day = day - 1 WHERE seq = 5"),
        run("UPDATE chain SET event = 'erased' WHERE seq = 5"),
        run("UPDATE chain SET version = version + 1 WHERE seq = 5"),
        run("UPDATE chain SET hash = randomblob(32) WHERE seq = 5"),
        run("UPDATE chain SET seq = -seq WHERE seq = 5"),
        run("UPDATE meta SET value = randomblob(40) WHERE key = 'chain_end'"),
        run("UPDATE meta SET value = randomblob(16) WHERE key = 'chain_id'"),
        run("DELETE FROM meta WHERE key = 'chain_id'"),
        run(
            "INSERT INTO version (digest, record, parents, author, written_at, sealed, commitment)"
            " SELECT randomblob(32), record, digest, author, written_at, sealed, commitment"
            f" FROM version WHERE number = {FIRST}"
        ),
    ],
)
def test_every_tampering_with_the_journal_is_found(
    kept: Journal, tamper: Callable[[Connection], object]
) -> None:
    """Whatever is taken out, put in, moved or altered behind our back, verifying says so."""
    with kept.tampering() as connection:
        connection.execute("PRAGMA foreign_keys = 0")
        tamper(connection)
    with pytest.raises(StoreDamaged), kept.open() as vault:
        verify(vault, silently)


def test_an_untouched_journal_verifies(kept: Journal) -> None:
    """The positive control: nothing is found where nothing was done."""
    with kept.open() as vault:
        found = verify(vault, silently)
    assert (found.versions, found.erased, found.events) == (13, 1, 15)


def test_a_lost_end_is_found_at_opening(kept: Journal) -> None:
    """A journal whose last commit was torn out does not even open as if nothing were."""
    with kept.tampering() as connection:
        connection.execute(f"DELETE FROM chain WHERE seq = {LAST}")
    with pytest.raises(StoreDamaged, match="chain"):
        kept.open()


def test_any_page_put_back_to_its_older_version_is_found_or_harmless(kept: Journal) -> None:
    """Pages are authentic one by one; an older genuine one shows as soon as the whole is read."""
    old = kept.store.read_bytes()
    with kept.open() as vault:
        for number in range(20):
            acts.record(vault, Note(title=f"new {number}", text="other " * 40))
        before = [one.version for one in acts.browse(vault)]
    new = kept.store.read_bytes()
    found = harmless = 0
    for place in range(0, len(old), 4096):
        page = old[place : place + 4096]
        if new[place : place + 4096] == page:
            continue
        kept.store.write_bytes(new[:place] + page + new[place + 4096 :])
        try:
            with kept.open() as vault:
                verify(vault, silently)
                harmless += 1
                assert {one.version for one in acts.browse(vault)} <= set(before)
        except StoreDamaged:
            found += 1
    assert found > harmless
    kept.store.write_bytes(new)
    with kept.open() as vault:
        verify(vault, silently)


def test_a_whole_older_folder_is_seen_only_with_an_anchor(kept: Journal, tmp_path: Path) -> None:
    """Putting everything back is invisible from inside, and an anchor kept outside shows it."""
    shutil.copytree(kept.place, tmp_path / "copy")
    with kept.open() as vault:
        acts.record(vault, Note(title="the one that is to vanish"))
        with vault.reading() as connection:
            anchor = chain.end(connection)
    shutil.rmtree(kept.place)
    shutil.copytree(tmp_path / "copy", kept.place)
    with kept.open() as vault:
        verify(vault, silently)
        with vault.reading() as connection:
            assert anchor[1] not in [link.hash for link in chain.events(connection)]


def test_compaction_keeps_everything_and_leaves_one_generation(kept: Journal) -> None:
    """After it the same records, history and chain are there, in a store under another key."""
    with kept.open() as vault:
        before = acts.browse(vault)
        past = acts.history(vault, before[-1].id)
        compact(vault)
        assert acts.browse(vault) == before
        acts.record(vault, Note(title="after"))
    names = {path.name for path in kept.place.iterdir()}
    assert names - {"store.00000002-journal"} == {"head", "lock", "store.00000002"}
    with kept.open() as vault:
        assert acts.history(vault, before[-1].id) == past
        assert verify(vault, silently).versions == 14


def test_a_stopped_compaction_changes_nothing(kept: Journal) -> None:
    """Stopped, the vault is the same generation, open, and whole."""
    with kept.open() as vault:
        for number in range(100):
            acts.record(vault, Note(title=f"more {number}", text="word " * 100))
        with pytest.raises(Refused, match="Stopped"):
            compact(vault, stop=lambda: True)
        assert acts.count(vault) == 109
        verify(vault, silently)
    assert [p.name for p in kept.place.glob("store.0000000?")] == ["store.00000001"]
