"""A store that was cut, altered or exchanged: seen, said in one sentence, and left as it is.

The head's part of this is in test_head.py. What no page can show (an older page put back, a journal
taken away in the middle of a commit) is for the chain; here stands only that it is so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from safejournal.errors import StoreDamaged
from safejournal.vault.generation import copy_store
from safejournal.vault.pages import check_copied, check_trees
from safejournal.vault.store import Connection, check_pages, transaction
from safejournal.vault.trouble import translated
from tests.vault.children import start
from tests.vault.damage import (
    PAGE,
    changed_pages,
    flipped,
    flipped_in_page,
    pages,
    replayed,
    swapped,
)
from tests.vault.vaults import Made, count, listing, make

ROWS = 290
FREED = 29


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Return a vault of about 300 pages, some of them free, shared by this module."""
    made = make(tmp_path_factory.mktemp("large") / "vault", rows=ROWS)
    connection = made.open()
    with transaction(connection):
        connection.execute("DELETE FROM part WHERE of % 10 = 0")
        connection.execute("DELETE FROM entry WHERE id % 10 = 0")
    connection.close()
    return made


@pytest.fixture
def whole(large: Made) -> bytes:
    """Return its store, undamaged."""
    return large.store.read_bytes()


def looked_at(
    made: Made, content: bytes, check: Callable[[Connection, Path], None] = check_pages
) -> str:
    """Put the content in the store's place, look through it, put the good one back.

    Returns the sentence of StoreDamaged, or nothing. Whatever else is raised fails the test, and so
    does any change on the disk.
    """
    good = made.store.read_bytes()
    made.store.write_bytes(content)
    before = listing(made.place)
    try:
        with closing(made.open()) as connection:
            check(connection, made.store)
    except StoreDamaged as damaged:
        return damaged.sentence
    else:
        return ""
    finally:
        assert listing(made.place) == before
        made.store.write_bytes(good)


def read_through(made: Made, content: bytes) -> int | None:
    """Read every row as a screen would, without checks; None where damage is met."""
    good = made.store.read_bytes()
    made.store.write_bytes(content)
    try:
        with closing(made.open()) as connection, translated():
            rows = connection.execute("SELECT text, body FROM entry").fetchall()
            return sum(len(body) for _, body in rows)
    except StoreDamaged:
        return None
    finally:
        made.store.write_bytes(good)


def test_the_good_store_is_good(large: Made, whole: bytes) -> None:
    """About 300 pages, free ones among them, and nothing to complain of."""
    assert 280 <= pages(whole) <= 340
    with closing(large.open()) as connection:
        assert count(connection) == ROWS - FREED
        ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    assert free >= FREED // 2
    assert looked_at(large, whole) == ""


def test_a_flip_in_any_page_is_seen_and_placed(large: Made, whole: bytes) -> None:
    """One random bit in each page, the free ones too: damage, and which page it is."""
    named = 0
    for page in range(1, pages(whole) + 1):
        sentence = looked_at(large, flipped_in_page(whole, page))
        assert sentence.startswith("The journal's database is damaged"), page
        named += f"page {page} was altered" in sentence
    assert named == pages(whole) - 1, "page 1 is met at the opening, before any page has a name"


def test_a_flip_in_any_page_of_a_copy_is_seen_by_reading_it_once(
    large: Made, tmp_path: Path
) -> None:
    """A store written anew has no free page; where it has, as here before, the HMACs are read."""
    assert looked_at(large, large.store.read_bytes(), check_copied) == ""
    for page in (pages(large.store.read_bytes()), 2):
        altered = flipped_in_page(large.store.read_bytes(), page)
        assert f"page {page} was altered" in looked_at(large, altered, check_copied)
    with closing(large.open()) as connection:
        copy_store(connection, tmp_path / "copy", large.key()).close()
    copied = (tmp_path / "copy").read_bytes()
    assert looked_at(large, copied, check_copied) == ""
    named = [
        f"page {page} was altered" in looked_at(large, flipped_in_page(copied, page), check_copied)
        for page in range(2, pages(copied) + 1)
    ]
    assert all(named)
    assert len(named) > 200


def test_what_is_free_is_told_from_what_is_not(large: Made, whole: bytes) -> None:
    """Where only pages in no use were altered, as a power loss may leave them, the hint says so.

    Nobody then puts an older backup over a journal that is whole.
    """
    with closing(large.open()) as connection:
        ((free,),) = connection.execute("PRAGMA freelist_count").fetchall()
    told = 0
    try:
        for page in range(2, pages(whole) + 1, 3):
            large.store.write_bytes(flipped_in_page(whole, page))
            with closing(large.open()) as connection, pytest.raises(StoreDamaged) as damaged:
                check_pages(connection, large.store)
            harmless = "Nothing of the journal" in damaged.value.hint
            told += harmless
            assert harmless == (read_rows(large) == ROWS - FREED and trees_are_whole(large)), page
    finally:
        large.store.write_bytes(whole)
    assert 0 < told <= free


def read_rows(made: Made) -> int | None:
    """Read every row; None where damage is met."""
    try:
        with closing(made.open()) as connection, translated():
            return len(connection.execute("SELECT text, body FROM entry").fetchall())
    except StoreDamaged:
        return None


def trees_are_whole(made: Made) -> bool:
    """Tell whether every page that is in use can be read, and fits."""
    try:
        with closing(made.open()) as connection:
            check_trees(connection)
    except StoreDamaged:
        return False
    return True


def test_reading_on_never_shows_altered_rows(large: Made, whole: bytes) -> None:
    """Without any check, a flip is met as damage or does not touch what is read."""
    good = read_through(large, whole)
    seen = [read_through(large, flipped_in_page(whole, n)) for n in range(1, pages(whole) + 1, 3)]
    assert set(seen) == {None, good}
    assert seen.count(None) > len(seen) // 2


def test_every_byte_of_a_page_counts(large: Made, whole: bytes) -> None:
    """Content, IV and HMAC: 64 places of one page, its first and last byte among them."""
    for offset in (*range(0, PAGE, 65), PAGE - 1):
        assert "page 100 was altered" in looked_at(large, flipped(whole, 99 * PAGE + offset))


@pytest.mark.parametrize("at", range(16))
def test_the_salt_in_the_file_is_not_needed(at: int, large: Made, whole: bytes) -> None:
    """The first 16 bytes are the one place where a flip is harmless: the key brings the salt."""
    assert looked_at(large, flipped(whole, at)) == ""


def test_a_cut_at_any_page_edge_is_seen(large: Made, whole: bytes) -> None:
    """Neither SQLCipher's check nor an open of fewer pages would say so."""
    for kept in range(pages(whole)):
        assert "damaged" in looked_at(large, whole[: kept * PAGE]), kept


@pytest.mark.parametrize("kept", [1, 2, 50, -1])
def test_opening_alone_sees_a_cut(kept: int, large: Made, whole: bytes) -> None:
    """Before anything is read or written in what is left."""
    large.store.write_bytes(whole[: (kept % pages(whole)) * PAGE])
    try:
        with pytest.raises(StoreDamaged):
            large.open()
    finally:
        large.store.write_bytes(whole)


def test_opening_alone_sees_a_page_too_much(large: Made, whole: bytes) -> None:
    """Which SQLite would pass over."""
    large.store.write_bytes(whole + whole[-PAGE:])
    try:
        with pytest.raises(StoreDamaged, match="added"):
            large.open()
    finally:
        large.store.write_bytes(whole)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 100, 512, 1024, 4095, 4097, 6000, 100_000, -1])
def test_a_cut_anywhere_is_seen(length: int, large: Made, whole: bytes) -> None:
    """Inside a page too; and zero bytes are never a new journal."""
    assert "its file was cut" in looked_at(large, whole[:length])


@pytest.mark.parametrize("added", [b"x", bytes(PAGE), secrets.token_bytes(PAGE), bytes(100)])
def test_something_added_is_seen(added: bytes, large: Made, whole: bytes) -> None:
    """A page more at the end, or a part of one."""
    assert "cut" in looked_at(large, whole + added)


def test_swapped_pages_are_seen(large: Made, whole: bytes) -> None:
    """Each page authentic, in the wrong place: its number is part of what is authenticated."""
    for page in range(1, pages(whole), 7):
        assert "damaged" in looked_at(large, swapped(whole, page, page + 1)), page


@pytest.mark.parametrize(
    "other", [bytes, secrets.token_bytes, lambda n: (b"SQLite format 3\0" * n)[:n]]
)
def test_another_file_is_damage(other: Callable[[int], bytes], large: Made, whole: bytes) -> None:
    """Zeros, noise, something that calls itself SQLite."""
    assert "damaged" in looked_at(large, other(len(whole)))


def test_a_page_of_another_vault_is_seen(large: Made, whole: bytes, tmp_path: Path) -> None:
    """Another vault's page at the same place: another key."""
    other = make(tmp_path / "other", rows=ROWS).store.read_bytes()
    for page in (2, 50, 200):
        assert f"page {page} was altered" in looked_at(large, replayed(whole, other, page))


def test_an_older_page_is_not_seen_by_pages_alone(made: Made) -> None:
    """The limit: a page put back to its own former state is authentic. The chain is for that."""
    older = made.store.read_bytes()
    with closing(made.open()) as connection, transaction(connection):
        connection.execute("UPDATE entry SET body = zeroblob(3000) WHERE id = 2")
    newer = made.store.read_bytes()
    pages_of_row = [page for page in changed_pages(older, newer) if page != 1]
    assert pages_of_row
    assert looked_at(made, replayed(newer, older, pages_of_row[0])) == ""


def test_a_store_that_is_gone(made: Made) -> None:
    """Missing is damage, and nothing is made in its place."""
    made.store.unlink()
    before = listing(made.place)
    with pytest.raises(StoreDamaged, match="missing"):
        made.open()
    assert listing(made.place) == before


MID_COMMIT = """
import os, signal, sys
from pathlib import Path
from safejournal.vault.authorizer import allow_attaching
from safejournal.vault.store import open_store
connection = open_store(Path(sys.argv[1]), bytearray.fromhex(sys.argv[2]), newest=1)
allow_attaching(connection)
connection.execute("PRAGMA cache_size=5")  # so that the file itself is written before the commit
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE entry SET body = zeroblob(3000)")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def halfway(tmp_path: Path) -> Made:
    """Return a vault that was killed in the middle of a commit."""
    made = make(tmp_path / "vault", rows=40)
    start(MID_COMMIT, made.store, made.key().hex()).communicate()
    assert journal(made).stat().st_size > PAGE
    return made


def journal(made: Made) -> Path:
    """Return where the journal of a store lies."""
    return made.store.with_name(made.store.name + "-journal")


def bodies_changed(made: Made) -> int:
    """Open, check every page, and return how many rows carry the interrupted change."""
    with closing(made.open()) as connection:
        check_pages(connection, made.store)
        rows = connection.execute("SELECT body FROM entry").fetchall()
    return sum(body == bytes(3000) for (body,) in rows)


def test_an_interrupted_commit_is_taken_back(halfway: Made) -> None:
    """Nothing of it is left, without a word."""
    assert bodies_changed(halfway) == 0
    assert not journal(halfway).exists() or journal(halfway).stat().st_size == 0


def test_an_interrupted_commit_may_leave_half_a_page(halfway: Made) -> None:
    """A file that was growing as the power went: its length is mended by the journal too."""
    halfway.store.write_bytes(halfway.store.read_bytes() + b"torn")
    assert bodies_changed(halfway) == 0


def test_a_wrong_key_does_not_spoil_what_is_to_be_taken_back(halfway: Made) -> None:
    """The journal still waits afterwards for the right one."""
    from safejournal.vault.store import open_store

    with pytest.raises(StoreDamaged):
        open_store(halfway.store, bytearray(secrets.token_bytes(80)), newest=1)
    assert bodies_changed(halfway) == 0


def test_a_journal_taken_away_is_damage_or_unseen(halfway: Made) -> None:
    """The limit: pages alone may not show half a commit; then some rows are changed, some not."""
    journal(halfway).unlink()
    try:
        changed = bodies_changed(halfway)
    except StoreDamaged:
        return
    assert 0 < changed < 40


def test_an_altered_journal_brings_no_traceback(halfway: Made) -> None:
    """A bit anywhere in it: taken back whole, in part, or damage; never another error."""
    store, waiting = halfway.store.read_bytes(), journal(halfway).read_bytes()
    outcomes = set()
    for at in sorted({*range(0, 600, 11), *(secrets.randbelow(len(waiting)) for _ in range(60))}):
        halfway.store.write_bytes(store)
        journal(halfway).write_bytes(flipped(waiting, at))
        try:
            outcomes.add("taken back" if bodies_changed(halfway) == 0 else "in part")
        except StoreDamaged:
            outcomes.add("damaged")
    assert "taken back" in outcomes


def test_a_journal_of_zero_bytes_means_nothing(made: Made) -> None:
    """It is what a commit leaves behind."""
    journal(made).write_bytes(b"")
    with closing(made.open()) as connection:
        assert count(connection) == 3


def test_a_journal_beside_an_empty_store_is_damage(halfway: Made) -> None:
    """SQLite would throw the journal away here; we do not let it."""
    halfway.store.write_bytes(b"")
    before = listing(halfway.place)
    with pytest.raises(StoreDamaged):
        halfway.open()
    assert listing(halfway.place) == before
