"""Clocks that are wrong, two windows, and two machines: nothing that was kept depends on them."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safejournal import config
from safejournal.domain.records import Appointment, Document, Note, Trip
from safejournal.domain.words import Kind
from safejournal.errors import VaultInUse
from safejournal.services import anchors, backups, drafts, due, journal, search, timeline
from safejournal.vault.compaction import compact
from safejournal.vault.verification import silently, verify
from tests.promises.program import Journal as Program
from tests.promises.program import environment
from tests.vault.children import start
from tests.vault.journals import Journal, make_journal

CLOCKS = {
    "the first second": datetime(1970, 1, 1, tzinfo=UTC),
    "before 32 bits end": datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC),
    "after 32 bits ended": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "a year back": datetime(2025, 5, 1, tzinfo=UTC),
    "far ahead": datetime(2200, 12, 30, tzinfo=UTC),
    "the right day again": datetime(2026, 5, 2, tzinfo=UTC),
}

OPENING_LONG = """
import sys
from pathlib import Path
from safejournal.errors import VaultInUse
from tests.vault.journals import BEGINNING, Clock
from safejournal.vault.vault import Vault
sys.stdin.readline()
try:
    vault = Vault.open(Path(sys.argv[1]), bytearray.fromhex(sys.argv[2]), Clock())
except VaultInUse:
    print("in use")
else:
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def made(tmp_path: Path) -> Journal:
    """Return a journal with what asks for clocks: a deadline, a trip with a check-in, a note."""
    made = make_journal(tmp_path / "journal")
    with made.open() as vault:
        journal.record(vault, Note(title="first"))
        journal.record(vault, Document(title="passport", expires="2026-09-01"))
        checkin = Appointment(due="2026-05-02T18:00+05:00", grace_minutes=60)
        journal.record(vault, Trip(title="to the sea", checkins=(checkin,)))
    return made


def test_no_clock_has_an_effect_on_what_is_kept(made: Journal, tmp_path: Path) -> None:
    """From 1970 to 2038 and beyond, forwards and backwards: written, found, backed up, in order.

    What is due and the timeline are told for whatever day the machine takes it to be, and a journal
    that was written on at wrong days verifies, compacts and restores like any other.
    """
    written = ["first", "passport", "to the sea"]
    for name, moment in CLOCKS.items():
        made.clock.now = moment
        with made.open() as vault:
            kept = journal.record(vault, Note(title=name))
            journal.revise(vault, kept.id, Note(title=name, text="changed"))
            drafts.keep(vault, drafts.begin(vault, Kind.NOTE), {"title": name})
            written.append(name)
            assert {hit.record.id for hit in search.find(vault, "changed")} >= {kept.id}
            due.due_items(vault)
            timeline.timeline(vault)
            backups.back_up(vault, tmp_path / f"{len(written)}.backup")
            assert backups.age(vault) is not None
            compact(vault)
            verify(vault, silently)
    with made.open() as vault:
        titles = {each.content.title for each in journal.browse(vault) if each.content}
        assert titles == set(written)
        for each in journal.browse(vault):
            newest, *older = journal.history(vault, each.id)
            assert newest.parents == tuple(version.version for version in older)
        assert len(drafts.waiting(vault)) == len(CLOCKS)


def test_commands_work_on_any_day(tmp_path: Path) -> None:
    """The whole program, told that it is another day: written, due, listed, verified."""
    program = Program(tmp_path / "vault")
    program.make().close()
    for day in ("1970-01-01", "2038-01-20", "2200-12-30"):
        program.command("--today", day, "add", "note", "-", read='{"title":"слово"}')
        program.command("--today", day, "due")
    assert program.command("list").stdout.decode().count("слово") == 3
    program.command("verify")


@pytest.fixture
def berlin() -> Iterator[None]:
    """Be where the hour between two and three comes twice on 25 October 2026."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"
    time.tzset()
    yield
    os.environ.pop("TZ")
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def test_an_hour_that_comes_twice_is_told_apart(made: Journal, berlin: None) -> None:
    """What is written in the first is before what is written in the second, and so it is kept."""
    moments = [
        config._local(datetime(2026, 10, 25, 2, 30, fold=fold))  # noqa: DTZ001
        for fold in (0, 1)
    ]
    assert moments[1] - moments[0] == timedelta(hours=1)
    ids = []
    for moment in moments:
        made.clock.now = moment
        with made.open() as vault:
            ids.append(journal.record(vault, Note(title=f"{moment:%H:%M %z}")).id)
    with made.open() as vault:
        told = [journal.show(vault, each).written_at for each in ids]
        assert told[0] != told[1]
        verify(vault, silently)


def test_of_many_windows_one_gets_the_journal(made: Journal) -> None:
    """Started at the same moment, all but one are refused by name; it serves the next then."""
    windows = [start(OPENING_LONG, made.place, made.dek.hex()) for _ in range(4)]
    for each in windows:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    said = [each.stdout.readline().strip() for each in windows if each.stdout is not None]
    assert sorted(said) == ["in use", "in use", "in use", "open"]
    with pytest.raises(VaultInUse):
        made.open()
    for each in windows:
        each.communicate("end\n")
    with made.open() as vault:
        verify(vault, silently)


def test_of_two_that_make_the_same_journal_one_does(tmp_path: Path) -> None:
    """Two `init` of one place at once: one journal, and one refusal."""
    program = Program(tmp_path / "vault")
    words = program.words("init", "--no-recovery", "--kdf-memory", "64", "--passphrase-fd", "0")
    both = [
        subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(),
        )
        for _ in range(2)
    ]
    for each in both:
        each.communicate(f"{program.passphrase}\n{program.passphrase}\n".encode())
    codes = sorted(each.returncode for each in both)
    assert codes[0] == 0
    assert codes[1] != 0
    program.command("verify")


def test_two_machines_never_mix(made: Journal, tmp_path: Path) -> None:
    """A copy goes on elsewhere, an hour behind: each is whole, and neither passes for the other."""
    there = Journal(place=tmp_path / "elsewhere", dek=made.dek, realm=made.realm)
    shutil.copytree(made.place, there.place)
    there.clock.forward(hours=-1)
    told = []
    for one, title in ((made, "here"), (there, "there")):
        with one.open() as vault:
            journal.record(vault, Note(title=title))
            backups.back_up(vault, tmp_path / f"{title}.backup")
            told.append(anchors.anchor(vault).digest)
    assert told[0] != told[1]
    with made.open() as vault:
        with pytest.raises(Exception, match="same past"):
            backups.check(vault, tmp_path / "there.backup")
        backups.check(vault, tmp_path / "here.backup")
        assert anchors.compare(vault, told[0]).standing is anchors.Standing.PRESENT
        assert anchors.compare(vault, told[1]).standing is anchors.Standing.UNKNOWN
