"""After a lock in the middle of anything, nothing is left in memory; after panic, no process is.

    python -m pytest tests/campaigns/memory_states.py

The states that tests/promises/test_memory.py does not visit: too slow for every run.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from safejournal.process import instances
from tests.memory import count, marked, needs_root
from tests.promises.living import EMPTY, write
from tests.promises.program import (
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    F3,
    F4,
    F6,
    LOCK,
    Journal,
    Session,
)
from tests.promises.test_memory import journal, needles, nothing_is_left, use
from tests.promises.test_panic import panic

__all__ = ["journal", "needles"]

LARGE = 150_000_000
"""Bytes of a file that takes seconds to be taken in."""

State = Callable[[Session, str, Path], None]


def form(app: Session, typed: str, _: Path) -> None:
    """Be in a form, with text in it."""
    write(app, typed)


def palette(app: Session, typed: str, _: Path) -> None:
    """Type into the palette."""
    app.press(F4)
    app.type(typed)
    app.see(typed[-12:])


def searching(app: Session, typed: str, _: Path) -> None:
    """Look for something."""
    app.press(F6, F3)
    app.type(typed)
    app.see(" 1 found")


def helping(app: Session, typed: str, _: Path) -> None:
    """Read the help over a form."""
    write(app, typed)
    app.press(F1)


def question(app: Session, typed: str, _: Path) -> None:
    """Be asked whether a record shall go."""
    app.press(F6, ENTER)
    app.see("e Change")
    app.send(b"r")
    app.see("Take this record out")
    app.press(DOWN)


def attaching(app: Session, typed: str, file: Path) -> None:
    """Be in the middle of taking a large file in."""
    app.press(F6, ENTER)
    app.see("e Change")
    app.send(b"a")
    app.see("Which file?", "/home")
    app.send(EMPTY)
    app.no_more("/home")
    app.type(str(file))
    app.see(file.name)
    app.send(ENTER)


STATES: tuple[State, ...] = (form, palette, searching, helping, question, attaching)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """Return a file that takes a while."""
    file = tmp_path / "large.bin"
    with file.open("wb") as out:
        out.truncate(LARGE)
    return file


@needs_root
@pytest.mark.parametrize("state", STATES, ids=lambda each: each.__name__)
def test_a_lock_in_any_state_leaves_nothing(
    journal: Journal, needles: dict[str, bytes], state: State, large: Path
) -> None:
    """Neither passphrase, key nor text: the screen that asks again is a fresh program."""
    with journal.session() as app:
        use(app, needles)
        app.press(ESCAPE)
        app.no_more("New: Note")
        state(app, needles["typed"].decode(), large)
        assert count(app.process.pid, needles)["key"] > 0
        app.send(LOCK)
        nothing_is_left(app, needles)


@pytest.mark.parametrize("state", STATES, ids=lambda each: each.__name__)
def test_panic_in_any_state_leaves_no_process(
    journal: Journal, needles: dict[str, bytes], state: State, large: Path
) -> None:
    """Within a second, and what was kept before is there afterwards."""
    mark = secrets.token_hex(12)
    with journal.session(SESSION_MARK=mark) as app:
        use(app, needles)
        app.press(ESCAPE)
        app.no_more("New: Note")
        state(app, needles["typed"].decode(), large)
        pid = app.process.pid
        told = panic()
        assert told["ended"] >= 1
        assert told["seconds"] <= 1
        assert instances._is_gone(pid, instances.started(pid))
        app.process.wait(5)
        assert marked(mark) == []
    journal.command("verify")
    assert needles["typed"].decode() in journal.command("list").stdout.decode()
