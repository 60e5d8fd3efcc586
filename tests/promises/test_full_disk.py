"""A full disk, one that became read-only, and a pulled stick: one sentence, and nothing is lost.

The disks are real ones (images that are mounted), filled to the last byte, told by the kernel to be
faulty, or shut down under the open program. What was being typed stays in the form, and is saved as
soon as there is room.
"""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.tui.hardened import SEEN_FOR
from tests.promises.disks import Disk, new_disk
from tests.promises.forms import waiting
from tests.promises.living import EMPTY, WRITTEN_BY_NOW, write
from tests.promises.program import ENTER, F6, F10, KEPT, LEAP, LOCK, QUIT, Journal, Session

FULL = "The disk is full; nothing was changed."
GONE = "The disk reported an error, or was taken out; nothing was changed."
NOT_WRITTEN = "cannot be written; nothing was changed."

SEALED_BEFORE = "written in good times"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Give a small disk."""
    made = new_disk(tmp_path, mebibytes=8)
    yield made
    made.close()


@pytest.fixture
def journal(disk: Disk) -> Journal:
    """Return a journal on it, with a record."""
    journal = Journal(disk.place / "vault")
    journal.make().close()
    journal.add("note", title=SEALED_BEFORE)
    return journal


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file on another disk."""
    file = tmp_path / "photograph.jpg"
    file.write_bytes(os.urandom(300_000))
    return file


@pytest.fixture
def app(journal: Journal) -> Iterator[Session]:
    """Return the app with a form open, whose first words are a draft already."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "first words")
        app.drain(WRITTEN_BY_NOW)
        yield app


def plain(screen: str) -> str:
    """Return what stands on a screen as one line, without the frame of a dialog."""
    return " ".join(re.sub("[╭╮╰╯│─]", " ", screen).split())


def see(app: Session, text: str) -> None:
    """Wait until a text stands on the screen, however its lines are broken."""
    app.until(lambda: text in plain(app.screen))


def test_a_full_disk_keeps_the_form_and_saves_when_there_is_room(
    journal: Journal, app: Session, disk: Disk
) -> None:
    """Neither draft nor record can be written: said once each, and the form is as it was."""
    disk.fill()
    app.type(" and more")
    see(app, f"Your text is still here, but it could not be kept: {FULL} Trying again.")
    app.send(F10)
    see(app, f"Not saved. {FULL}")
    app.send(LOCK)
    see(app, "What you are writing cannot be kept.")
    app.until(lambda: plain(app.screen).count(FULL) > 2)
    app.send(ENTER)
    app.no_more("What you are writing cannot be kept.")
    assert "first words and more" in app.screen
    disk.make_room()
    app.no_more("Your text is still here")
    app.send(F10)
    app.see("Sealed.")
    app.send(QUIT)
    assert app.wait() == 0
    assert waiting(journal) == []
    assert "first words and more" in journal.command("list").stdout.decode()
    journal.command("verify")


def test_a_file_that_does_not_fit_changes_nothing(journal: Journal, disk: Disk, file: Path) -> None:
    """In the app: one sentence, and taken in once there is room."""
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        app.press(F6, ENTER)
        app.see("e Change")
        app.send(b"a")
        app.see("Which file?", "/home")
        app.send(EMPTY)
        app.no_more("/home")
        app.type(str(file))
        app.see(file.name)
        disk.fill()
        app.send(ENTER)
        see(app, FULL)
        disk.make_room()
        app.drain(SEEN_FOR)  # so that the next key takes away what was said, which stood over it
        app.send(ENTER)
        app.see("+  photograph.jpg", "e Change")
        app.send(QUIT)
        app.wait()
    journal.command("verify")


def test_commands_on_a_full_disk_say_so_and_change_nothing(
    journal: Journal, disk: Disk, file: Path
) -> None:
    """Exit code 1 and one sentence with a hint; reading works; afterwards writing works too."""
    note = journal.command("list").stdout.decode().split()[0]
    before = journal.command("--json", "list").stdout
    disk.fill()
    for words in (
        ["add", "note", "-"],
        ["attach", note, str(file)],
        ["passphrase", "change"],
    ):
        done = journal.command(
            *words, read='{"title":"слово"}', code=1, typed=[journal.passphrase, "other words"]
        )
        assert done.stdout == b""
        assert FULL in done.stderr.decode()
        assert len(done.stderr.splitlines()) == 2
    other = Journal(disk.place / "other")
    done = other.command("init", "--no-recovery", "--kdf-memory", "64", code=1)
    assert FULL in done.stderr.decode()
    assert not other.place.exists()
    assert journal.command("--json", "list").stdout == before
    disk.make_room()
    journal.add("note", title="слово")
    journal.command("attach", note, str(file))
    journal.command("verify")


def test_the_line_mode_goes_on_when_the_disk_is_full(journal: Journal, disk: Disk) -> None:
    """It says so, holds what was typed, and keeps it with the next line for which there is room."""
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Write a record")
        line.choose("Note")
        line.answer("title")
        line.until(line.asks)
        disk.fill()
        line.answer("one line " * 100)
        line.until(line.asks)
        assert FULL in line.output.decode()
        disk.make_room()
        line.answer("another line", ".", "!", "")
        line.expect(b"Kept: ")
    shown = journal.command("search", "another").stdout.decode()
    assert "title" in shown
    assert "one" in shown


def test_a_disk_that_becomes_read_only_loses_nothing(
    journal: Journal, app: Session, disk: Disk
) -> None:
    """The kernel found a fault on it: the form stays, and what was kept is there afterwards."""
    disk.forbid_writing()
    app.type(" and more")
    see(app, "Your text is still here, but it could not be kept: ")
    app.send(F10)
    see(app, "Not saved. ")
    assert "damaged" not in plain(app.screen)
    app.process.send_signal(signal.SIGTERM)
    assert app.wait() == 143
    assert b"Traceback" not in app.output
    done = journal.command("list", code=1)
    assert NOT_WRITTEN in done.stderr.decode()
    disk.plug_in_again()
    assert waiting(journal) == ["first words"]
    assert SEALED_BEFORE in journal.command("list").stdout.decode()
    journal.command("verify")


def test_a_pulled_stick_is_told_as_one_and_loses_nothing(
    journal: Journal, app: Session, disk: Disk
) -> None:
    """It is no damage, and nobody is told to restore a backup; plugged in, all is there."""
    disk.pull()
    app.type(" and more")
    see(app, "Your text is still here, but it could not be kept: ")
    app.send(F10)
    see(app, "Not saved. ")
    assert GONE in plain(app.screen)
    assert "damaged" not in plain(app.screen)
    app.process.send_signal(signal.SIGTERM)
    assert app.wait() == 143
    assert b"Traceback" not in app.output
    for words in (["list"], ["add", "note", "-"], ["verify"]):
        done = journal.command(*words, read='{"title":"слово"}', code=1)
        assert GONE in done.stderr.decode()
    disk.plug_in_again()
    assert waiting(journal) == ["first words"]
    journal.command("verify")
    with journal.session() as again:
        again.unlock()
        again.see(KEPT, "first words")


def test_an_idle_app_on_a_full_disk_asks_rather_than_loses(
    journal: Journal, disk: Disk, tmp_path: Path
) -> None:
    """A lock that would lose what is being typed asks first, whoever wanted it."""
    journal.prelude, leap = LEAP, tmp_path / "leap"
    with journal.session(LEAP=str(leap)) as app:
        app.unlock()
        app.see("F2")
        disk.fill()
        write(app, "слово " * 100 + "конец")
        # All of it stands there: a key that came after the leap would put the lock off.
        leap.touch()
        see(app, "What you are writing cannot be kept.")
        disk.make_room()
        app.send(ENTER)
        app.no_more("What you are writing cannot be kept.")
        app.send(LOCK)
        app.unlock()
        app.see(KEPT)
