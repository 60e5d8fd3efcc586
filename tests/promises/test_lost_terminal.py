"""What is being typed is there after the next unlock, however the program was lost, and it says so.

A journal serves all tests here: each leaves one more draft in it, with a text of its own.
"""

from __future__ import annotations

import secrets
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safejournal.domain.words import Kind
from tests.promises.forms import type_into, waiting
from tests.promises.living import WRITTEN_BY_NOW
from tests.promises.program import KEPT, LEAP, LOCK, QUIT, SLEEP, TAB, Journal, Session
from tests.terminal import PATIENCE

A_LONG_TEXT, KEYS_AT_ONCE = 6_000, 1_000
"""Bytes of some three pages, and of what a pty takes without anybody reading."""

Way = Callable[[Session, Path], object]

ENDS: dict[str, tuple[Kind, Way, int | None]] = {
    "told to end": (Kind.NOTE, lambda app, _: app.process.send_signal(signal.SIGTERM), 143),
    "hung up": (Kind.INCIDENT, lambda app, _: app.process.send_signal(signal.SIGHUP), 129),
    "interrupted": (Kind.TRIP, lambda app, _: app.process.send_signal(signal.SIGINT), 130),
    "window closed": (Kind.THREAT, lambda app, _: app.hang_up(), None),
    "left": (Kind.CHECKIN, lambda app, _: app.send(QUIT), 0),
}
"""How the program ends at once: what is typed before, what happens, and the exit code."""

LOCKS: dict[str, tuple[Kind, Way]] = {
    "key": (Kind.CONTACT, lambda app, _: app.send(LOCK)),
    "suspended": (Kind.DOCUMENT, lambda app, _: app.process.send_signal(signal.SIGTSTP)),
    "nobody there": (Kind.LEGAL, lambda _, folder: (folder / "leap").touch()),
    "machine slept": (Kind.CHECKLIST_RUN, lambda _, folder: (folder / "sleep").touch()),
}
"""How the program becomes the prompt again."""


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """Return the journal, whose app can be told that time has passed."""
    journal = Journal(tmp_path_factory.mktemp("lost") / "vault", prelude=LEAP + SLEEP)
    journal.make().close()
    return journal


@pytest.fixture
def app(journal: Journal, tmp_path: Path) -> Iterator[Session]:
    """Return the app, unlocked."""
    with journal.session(LEAP=str(tmp_path / "leap"), SLEEP=str(tmp_path / "sleep")) as app:
        app.unlock()
        app.see("F2")
        yield app


@pytest.fixture
def text() -> str:
    """Return a text that nobody typed before."""
    return f"двое у подъезда {secrets.token_hex(4)}"


@pytest.mark.parametrize("way", ENDS)
def test_nothing_typed_is_lost_when_the_program_ends(
    journal: Journal, app: Session, text: str, way: str, tmp_path: Path
) -> None:
    """All that was typed, to the last letter, though nobody waited two seconds."""
    kind, happens, code = ENDS[way]
    type_into(app, kind, text)
    happens(app, tmp_path)
    ended = app.process.wait(PATIENCE) if way == "window closed" else app.wait()
    assert code is None or ended == code
    assert waiting(journal)[0] == text


@pytest.mark.parametrize("way", LOCKS)
def test_nothing_typed_is_lost_by_a_lock(
    journal: Journal, app: Session, text: str, way: str, tmp_path: Path
) -> None:
    """The prompt stands there at once; after it the app says what was kept."""
    kind, happens = LOCKS[way]
    type_into(app, kind, text)
    happens(app, tmp_path)
    app.unlock()
    app.see(KEPT, text)
    app.process.kill()
    app.wait()
    assert waiting(journal)[0] == text


@pytest.mark.parametrize("way", ["told to end", "hung up", "window closed"])
def test_an_item_that_is_being_typed_is_not_lost(
    journal: Journal, app: Session, text: str, way: str, tmp_path: Path
) -> None:
    """A channel of a contact, in the small form over the form: kept with the rest."""
    type_into(app, Kind.CONTACT, text, item=True)
    ENDS[way][1](app, tmp_path)
    app.process.wait(PATIENCE)
    assert text in waiting(journal)[0]


def test_a_kill_loses_two_seconds_at_most(journal: Journal, app: Session, text: str) -> None:
    """Nobody can be told of a kill -9: what was typed two seconds before is there."""
    type_into(app, Kind.NOTE, text)
    time.sleep(WRITTEN_BY_NOW)
    app.type(" and")
    app.process.kill()
    app.wait()
    assert waiting(journal)[0] == text


@pytest.mark.parametrize("way", ["told to end", "hung up", "window closed", "killed", "suspended"])
def test_the_line_mode_loses_one_line_at_most(
    journal: Journal, text: str, way: str, tmp_path: Path
) -> None:
    """Every line is kept when it is finished; only the one that is being typed goes."""
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Write a record")
        line.choose("Note")
        line.answer("title", text)
        line.until(line.asks)
        line.type("half a line")
        line.drain(0.1)
        if way == "killed":
            line.process.kill()
        elif way == "suspended":
            line.send(b"\x1a")
            line.expect(b"Passphrase: ")
        else:
            ENDS[way][1](line, tmp_path)
        if way != "suspended":
            line.process.wait(PATIENCE)
        assert waiting(journal)[:2] == ["title", text]


def test_the_line_mode_says_that_something_waits(journal: Journal, text: str) -> None:
    """It says so before it asks for anything, and goes on where it was left."""
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Write a record")
        line.choose("Note")
        line.answer(text)
        line.until(line.asks)
        line.send(b"\x03")
        line.choose("Lock")
        line.unlock()
        line.expect(b"to be finished.")
        line.choose("Drafts")
        line.answer("1")
        line.expect(text.encode())


def test_a_long_text_that_comes_as_keys_is_kept_meanwhile(
    journal: Journal, app: Session, text: str
) -> None:
    """As a paste is, where the terminal marks none: what was typed before it is kept in time."""
    type_into(app, Kind.NOTE, text)
    app.press(TAB)
    for _ in range(A_LONG_TEXT // KEYS_AT_ONCE):
        app.send(b"x" * (KEYS_AT_ONCE - 1) + b"\r")
        app.read(0.01)
    app.drain(WRITTEN_BY_NOW)
    app.process.send_signal(signal.SIGTERM)
    app.wait()
    assert text in waiting(journal)[:2]
