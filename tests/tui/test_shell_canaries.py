"""Nothing that is typed in the app reaches any file but the vault, and there only encrypted."""

from __future__ import annotations

import base64
import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.services import drafts, journal
from tests.terminal import Terminal
from tests.tui.test_leaving import session
from tests.vault.journals import Journal

LARGEST = 64 << 20
"""Bytes of a file that is searched: no trace of ours is larger."""

PLACES = (Path("/tmp"), Path("/var/tmp"))


def spellings(canary: str) -> set[bytes]:
    """Return the ways in which a word may lie in a file."""
    raw = canary.encode()
    shifted = [base64.b64encode(b"x" * shift + raw)[4:-4] for shift in range(3)]
    return {raw, canary.encode("utf-16-le"), raw.hex().encode(), *shifted}


def _found(place: Path) -> Iterator[Path]:
    """Walk over a folder; what another test takes away meanwhile is not there."""
    for folder, _, names in os.walk(place):
        yield from (Path(folder, name) for name in names)


def changed_since(moment: float, places: tuple[Path, ...]) -> Iterator[Path]:
    """Yield every file below these places that was written to since then."""
    for place in places:
        for path in _found(place):
            try:
                found = path.lstat()
                if path.is_file() and found.st_mtime >= moment and found.st_size <= LARGEST:
                    yield path
            except OSError:
                continue


def holding(canaries: list[str], moment: float, places: tuple[Path, ...]) -> list[Path]:
    """Return the files in which one of the words stands."""
    wanted = [spelling for canary in canaries for spelling in spellings(canary)]
    found = []
    for path in changed_since(moment, places):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        if any(spelling in content for spelling in wanted):
            found.append(path)
    return found


def type_canaries(terminal: Terminal, words: dict[str, str]) -> None:
    """Type one word into each place of the app that takes letters."""
    terminal.expect(b"Nothing is written here yet.")
    open_note(terminal)
    for name in ("title", "text"):
        send(terminal, words[name].encode() + b"\t")
    terminal.send(b"\x13")  # Ctrl+S seals
    terminal.expect(b"Sealed.")
    send(terminal, b"\x1bOR")
    send(terminal, words["search"].encode())
    send(terminal, b"\x1bOS")
    send(terminal, words["palette"].encode())
    send(terminal, b"\x1b")
    open_note(terminal)
    send(terminal, words["draft"].encode())
    terminal.drain(2.5)  # the draft is written


def open_note(terminal: Terminal) -> None:
    """Begin a note."""
    terminal.send(b"\x1bOQ")
    terminal.expect(b"What do you want to write down?")
    terminal.send(b"1")
    terminal.expect(b"New: Note")
    terminal.drain()


def send(terminal: Terminal, keys: bytes) -> None:
    """Press keys and wait until the screen is quiet."""
    terminal.send(keys)
    terminal.drain(0.5)


def arrived(journal_: Journal, words: dict[str, str]) -> bool:
    """Tell whether what was typed is in the vault: it was typed into the app, and nowhere else."""
    with journal_.open() as vault:
        (record,), (draft,) = journal.browse(vault), drafts.waiting(vault)
    assert record.content is not None
    return (record.content.title, record.content.text, draft.answers["title"]) == (
        words["title"],
        words["text"],
        words["draft"],
    )


@pytest.mark.parametrize("ending", ["lock", "kill"])
def test_nothing_typed_reaches_a_file(closed: Journal, home: Path, ending: str) -> None:
    """Title, text, search, palette and form are in no file, before and after every ending."""
    places = (home, closed.place, *PLACES)
    begun = time.time() - 1
    words = {
        name: f"zq{secrets.token_hex(6)}"
        for name in ("title", "text", "search", "palette", "draft")
    }
    with session(closed) as terminal:
        type_canaries(terminal, words)
        assert holding(list(words.values()), begun, places) == []
        if ending == "lock":
            terminal.send(b"\x0c")
            terminal.expect(b"Passphrase: ")
        terminal.kill()
    assert holding(list(words.values()), begun, places) == []
    assert arrived(closed, words)
    (home / "control").write_text(words["text"], encoding="utf-8")
    assert set(holding(list(words.values()), begun, places)) == {home / "control"}
