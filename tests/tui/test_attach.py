"""Files are taken in by typing or completing a path; what cannot be taken in is told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.domain.versions import Record
from safejournal.services import attachments, journal
from safejournal.services.opening import Vault
from safejournal.tui.attach import AttachDialog
from safejournal.vault.attachments import LARGEST_BYTES
from tests.tui.form_app import NARROW, WIDE, OneScreen, new_journal, press, rows, until, write


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open vault."""
    with new_journal(tmp_path / "v").open() as opened:
        yield opened


@pytest.fixture
def note(vault: Vault) -> Record:
    """Return a note without files."""
    return journal.record(vault, Note(title="Rain"))


@pytest.fixture
def folder(home: Path) -> Path:
    """Return a home with files of all sorts."""
    (home / "letters").mkdir()
    (home / "letters" / "письмо.txt").write_bytes(b"dear" * 1000)
    (home / "list.txt").write_bytes(b"x" * 1500)
    (home / ".hidden").write_bytes(b"")
    os.mkfifo(home / "pipe")
    return home


def dialog(vault: Vault, note: Record) -> OneScreen:
    """Return an app that asks for a file."""
    return OneScreen(vault, lambda: AttachDialog(vault, note))


async def test_a_file_is_found_by_completing(vault: Vault, note: Record, folder: Path) -> None:
    """Beginnings, Tab and Enter lead through a folder to a file, whose size is shown beforehand."""
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: f"letters{os.sep}" in rows(app))
        assert ".hidden" not in rows(app)
        await write(pilot, "le")
        await until(pilot, lambda: "list.txt" not in rows(app))
        await press(pilot, "tab")
        await until(pilot, lambda: "письмо.txt" in rows(app))
        await press(pilot, "tab")
        await until(pilot, lambda: "письмо.txt: 4 KB" in rows(app))
        assert "dear" not in rows(app)
        await press(pilot, "enter")
        await until(pilot, lambda: bool(app.dismissed))
    newest = journal.show(vault, note.id)
    assert app.dismissed == [newest]
    assert newest.content is not None
    (taken,) = newest.content.attachments
    assert (taken.name, taken.size) == ("письмо.txt", 4000)
    out = folder / "out"
    attachments.save(vault, note.id, taken.id, out)
    assert out.read_bytes() == b"dear" * 1000


async def test_arrows_and_enter_in_a_small_window(vault: Vault, note: Record, folder: Path) -> None:
    """Down marks a line, Enter opens the folder and then takes the file."""
    app = dialog(vault, note)
    async with app.run_test(size=NARROW) as pilot:
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        await until(pilot, lambda: screen.rows.option_count == 3)
        await press(pilot, "down", "up", "enter")
        await until(pilot, lambda: screen.rows.option_count == 1)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: bool(app.dismissed))
    assert len(journal.history(vault, note.id)) == 2


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("absent.txt", "There is no such file."),
        ("pipe", "Only plain files can be taken into the vault."),
        ("letters", "Only plain files can be taken into the vault."),
        ("~nobody-here/x", "There is no such file."),
        ("a\0b", "This file could not be read to its end."),
    ],
)
async def test_what_cannot_be_taken_in_is_told(
    vault: Vault, note: Record, folder: Path, typed: str, sentence: str
) -> None:
    """One sentence; the dialog stays open and nothing has changed."""
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "list.txt" in rows(app))
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        screen.entry.value = typed
        await until(pilot, lambda: "list.txt" not in rows(app))
        await press(pilot, "enter")
        await until(pilot, lambda: sentence in app.told)
        assert app.screen is screen
    assert journal.history(vault, note.id) == [note]


async def test_an_unreadable_place_is_told(vault: Vault, note: Record, home: Path) -> None:
    """A folder that is not there is told while the path is typed."""
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        screen.entry.value = str(home / "nowhere" / "x")
        await until(pilot, lambda: "no such folder" in rows(app))


@pytest.fixture
def odd_name(home: Path) -> None:
    """Put a file into the home whose name is bytes of another encoding."""
    Path(os.fsdecode(os.fsencode(home) + b"/\xff\xfe.dat")).write_bytes(b"z")


@pytest.fixture
def too_large(home: Path) -> None:
    """Put a file into the home that is a byte too large, and takes no room on the disk."""
    with (home / "huge").open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)


async def test_a_name_that_is_no_text_can_be_taken(
    vault: Vault, note: Record, odd_name: None
) -> None:
    """A file whose name is bytes of another encoding is listed, completed and taken in."""
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        await until(pilot, lambda: screen.rows.option_count == 1)
        await press(pilot, "tab")
        await until(pilot, lambda: "1 byte" in rows(app))
        await press(pilot, "enter")
        await until(pilot, lambda: bool(app.dismissed))
    content = journal.show(vault, note.id).content
    assert content is not None
    assert content.attachments[0].name == "\ufffd\ufffd.dat"


async def test_a_file_that_is_too_large_is_told_at_once(
    vault: Vault, note: Record, too_large: None
) -> None:
    """Two gigabytes are not copied first only to be refused."""
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        await until(pilot, lambda: screen.rows.option_count == 1)
        await press(pilot, "tab", "enter")
        await until(pilot, lambda: "This file is too large for the vault." in app.told)
    assert journal.history(vault, note.id) == [note]


async def test_stopping_leaves_nothing_behind(vault: Vault, note: Record, home: Path) -> None:
    """Esc while a file is being taken in: the record is as it was, and no piece of it stays."""
    with (home / "big").open("wb") as file:
        file.truncate(400 << 20)
    app = dialog(vault, note)
    async with app.run_test(size=WIDE) as pilot:
        screen = app.screen
        assert isinstance(screen, AttachDialog)
        await until(pilot, lambda: screen.rows.option_count == 1)
        await press(pilot, "tab", "enter")
        await until(pilot, lambda: "Taking the file in" in rows(app))
        await press(pilot, "escape")
        await until(pilot, lambda: app.screen is screen)
        assert "Stopped. Nothing was changed." in app.told
    assert journal.history(vault, note.id) == [note]
    with vault.reading() as connection:
        assert connection.execute("SELECT count(*) FROM chunk").fetchone() == (0,)
