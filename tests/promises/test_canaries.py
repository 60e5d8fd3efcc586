"""Nothing that a person writes lies anywhere on a disk in clear, also nothing that was deleted.

The program is used in every way on a disk of its own; then every byte of that disk is read, and
every file elsewhere that changed meanwhile. Controls see that the same search finds what does lie
there in clear, deleted files too, and that the forty texts really arrived where they belong.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal import config
from safejournal.services import drafts, opening
from tests.promises.canaries import Search, files, forms, new_mark
from tests.promises.disks import Disk, new_disk
from tests.promises.living import Life
from tests.promises.program import MEMORY_MIB, Journal, environment

SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
"""Where programs leave things that they take to be temporary."""

SPILL = """
import sqlcipher3
connection = sqlcipher3.connect(":memory:")
connection.execute("PRAGMA temp_store = FILE")
connection.execute("PRAGMA cache_size = 10")
row = (
    "WITH RECURSIVE many (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM many LIMIT 200000)"
    " SELECT ?1 || value AS text FROM many ORDER BY text DESC"
)
print(len(connection.execute(row, [%r]).fetchall()))
"""
"""What SQLite does when it is let: the canary in a file that is deleted while it is still open."""


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """Give a disk that is home, and where everything temporary goes."""
    made = new_disk(tmp_path, mebibytes=32)
    home, temporary = made.place / "home", made.place / "tmp"
    for place in (home, temporary):
        place.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("TMPDIR", "SQLITE_TMPDIR", "XDG_RUNTIME_DIR"):
        monkeypatch.setenv(name, str(temporary))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    yield made
    made.close()


def held_by(journal: Journal) -> str:
    """Return every text in the vault, also of versions that were replaced, drafts and files."""
    answer = opening.try_secret(journal.place, bytearray(journal.passphrase.encode()), None)
    with opening.open_vault(journal.place, answer, config.clock()) as vault:
        texts = [text for draft in drafts.waiting(vault) for text in draft.answers.values()]
        with vault.reading() as connection:
            texts += [body.decode() for (body,) in connection.execute("SELECT body FROM content")]
            for (data,) in connection.execute("SELECT data FROM chunk"):
                texts.append(data.decode("utf-8", "replace"))
    return "\n".join(texts)


@pytest.mark.slow
def test_nothing_that_was_written_lies_anywhere_in_clear(disk: Disk, tmp_path: Path) -> None:
    """Forty texts, typed, attached, sought, locked, killed and crashed: none is found anywhere.

    Nor is the passphrase, the one before, or the recovery phrase.
    """
    outside, begun = tmp_path / "outside", time.time()
    outside.mkdir()
    secrets = [f"{new_mark()} old words", f"{new_mark()} new words"]
    place = disk.place / "home" / "data" / "journal"
    life = Life(Journal(place, secrets[0]), outside, new_mark())
    made = life.journal.command("--json", "init", "--kdf-memory", str(MEMORY_MIB))
    recovery = json.loads(made.stdout)["recovery_phrase"]
    life.by_commands()
    life.by_sharing()
    life.the_passphrase_is_changed(secrets[1])
    life.in_the_line_mode()
    life.in_the_app()
    life.lost()
    assert len(life.used) >= 40
    held = held_by(life.journal)
    assert [
        act for act, stays in life.used.items() if (f"{life.mark} {act}" in held) != stays
    ] == []

    search = Search(life.mark, *secrets, recovery)
    ours = next(each for each in tmp_path.parents if each.name.startswith("pytest-of-"))
    elsewhere = files(*SHARED, since=begun, but=ours)  # where other tests write their own words
    assert search.in_files(files(disk.place)) == {}
    assert search.in_files(elsewhere) == {}
    disk.unmount()
    assert search.in_file(disk.image) == []


def test_the_search_finds_what_does_lie_in_clear(disk: Disk) -> None:
    """The control: in every form, in a name, in a file that was deleted at once, and elsewhere."""
    mark = new_mark()
    search = Search(mark)
    for form, needle in forms(mark).items():
        assert search.in_bytes(b"before" + needle + b"after"), form
    named = disk.place / f"{mark}.txt"
    named.touch()
    assert list(search.in_files(files(disk.place))) == [str(named)]
    named.write_bytes(forms(mark)["base64 1"])
    named.rename(disk.place / "plain")
    assert list(search.in_files(files(disk.place))) == [str(disk.place / "plain")]
    (disk.place / "plain").unlink()
    assert search.in_files(files(disk.place)) == {}
    disk.unmount()
    assert search.in_file(disk.image)


def test_the_search_finds_what_a_sorting_database_spills(disk: Disk) -> None:
    """The control for SQLite's own temporary files, which are deleted before anybody sees them."""
    mark = new_mark()
    done = subprocess.run(
        [sys.executable, "-c", SPILL % mark], capture_output=True, check=True, env=environment()
    )
    assert done.stdout == b"200000\n"
    disk.unmount()
    assert Search(mark).in_file(disk.image)
