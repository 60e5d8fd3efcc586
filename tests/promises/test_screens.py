"""No text, whoever wrote it, commands the terminal: not in the app, the line mode or a command.

Every field of every kind of record holds every payload, and so do the names of files. What the
terminal gets is looked at byte by byte. Controls let the program show text as it is, and are seen.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.words import Kind
from tests.promises.conftest import WIDE_AS_A_WALL, Walk
from tests.promises.hostile import TEXT, fill, lay_out_files
from tests.promises.program import ENTER, F8, Journal, Session
from tests.promises.tour import SHOWING
from tests.tui.payloads import LABELLED, never, raw, shown

NO_CHOKE = """
from safejournal.domain import visible
from safejournal.tui import choke
visible.visible = lambda text, newlines=False: text
visible.marked_name = lambda text: (text, False)
choke.install = lambda: None
"""
"""The program without what makes commands visible."""

POSSIBLE = set(LABELLED) - {"P11"}
"""All but NUL, which no record may hold."""

SEQUENCE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)?|.)", re.DOTALL
)
OWN = re.compile(
    rb"\x1b(?:\[[0-9;]*[mH]"  # a style, a place on the screen
    rb"|\[K|\[\?1049h|\[\?25l|\[\?7l"  # taking the screen, once
    rb"|\[\?(?:1000|1003|1015|1006|1004|2004)h|\[>25u"  # mouse, focus, paste, keyboard
    rb"|\[\?(?:2026|2048)\$p"  # two questions to the terminal
    rb"|\]22;default\x07)"  # the shape of the pointer
)
"""Everything that the app sends to a terminal but text. Not in it: whatever a payload holds."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal of hostile records."""
    made = Journal(tmp_path / "vault")
    with made.make() as vault:
        fill(vault, TEXT, lay_out_files(tmp_path))
    return made


def commands_in(sent: bytes) -> list[str]:
    """Return every control character in lines for a person, but the end of a line."""
    text = sent.decode("utf-8").replace("\r\n", "\n")
    return [ascii(letter) for letter in text if letter != "\n" and not letter.isprintable()]


def foreign(sent: bytes) -> list[bytes]:
    """Return the sequences that the app has no reason to send."""
    return [found for found in SEQUENCE.findall(sent) if not OWN.fullmatch(found)]


def test_no_screen_lets_a_command_through(walk: Walk) -> None:
    """Every place, page, past, form, dialog and message of the app, with every payload."""
    assert foreign(b"".join(walk.stations.values())) == []
    for name, sent in walk.stations.items():
        assert never(sent) == [], name


@pytest.mark.parametrize("station", sorted(SHOWING))
def test_what_was_looked_at_was_there(walk: Walk, station: str) -> None:
    """Nothing can be found raw on a screen that shows nothing of it: here all of it is shown."""
    assert set(shown(walk.stations[station])) >= POSSIBLE


def test_names_of_files_command_nothing(walk: Walk) -> None:
    """In the dialog that takes a file in, and beside the record that holds it."""
    for station in ("files", "page of note"):
        assert len(shown(walk.stations[station])) > len(POSSIBLE) - 3


def test_a_screen_without_the_choke_point_is_found_out(journal: Journal) -> None:
    """The control: the same records, shown as they are."""
    journal.prelude = NO_CHOKE
    with journal.session(size=WIDE_AS_A_WALL) as app:
        app.unlock()
        app.expect(b"P00")
        app.press(F8, ENTER)
        assert len(foreign(app.output)) > 5
        assert never(app.output)


def test_no_command_lets_a_command_through(journal: Journal) -> None:
    """What a command prints for a person, and for a program, commands no terminal."""
    done = journal.command("--json", "list")
    assert commands_in(done.stdout + done.stderr) == []
    for words in _commands({record["kind"]: record["id"] for record in json.loads(done.stdout)}):
        done = journal.command(*words)
        assert commands_in(done.stdout + done.stderr) == [], words


def test_a_hostile_word_commands_nothing_in_a_refusal(journal: Journal) -> None:
    """What was typed as a command, an option, an id, a kind, a file or a place, and was refused."""
    for words in ([TEXT], [f"--{TEXT}"], ["list", TEXT], ["--lang", TEXT], ["add", "note", TEXT]):
        done = journal.command(*words, code=None)
        assert done.returncode
        assert commands_in(done.stdout + done.stderr) == [], words
    done = Journal(journal.place / TEXT.replace("/", "")[:200]).command("list", code=1)
    assert commands_in(done.stdout + done.stderr) == []


def _commands(records: dict[str, str]) -> Iterator[list[str]]:
    yield ["list"]
    yield ["timeline"]
    yield ["due"]
    yield ["search", "PWNED"]
    yield ["drafts", "list"]
    yield ["show", "--reveal", records["contact"]]
    yield ["history", records["incident"]]
    yield ["--json", "show", records["note"]]


def test_a_command_without_visible_text_is_found_out(journal: Journal) -> None:
    """The control: the same list, printed as it is."""
    journal.prelude = NO_CHOKE
    assert len(raw(journal.command("list").stdout)) > 5


def test_the_line_mode_lets_no_command_through(journal: Journal) -> None:
    """Lists, records, pasts, forms and drafts, said line by line."""
    with journal.session("--plain", TERM="dumb") as line:
        line.unlock()
        for place in ("Threats", "Contacts", "Documents", "Today"):
            line.choose(place)
            line.answer("")
        line.choose("Timeline and calendar")
        line.choose("What happened, one after the other")
        line.answer("", "")
        line.choose("Search")
        line.answer("PWNED", "*WNE", "")
        line.choose("Drafts")
        line.answer("")
        for number in range(1, len(Kind) + 1):
            _read(line, number)
        assert set(shown(line.output)) >= POSSIBLE
        assert commands_in(line.output) == []


def _read(line: Session, number: int) -> None:
    line.choose("Records")
    line.answer(str(number), "", "1")
    line.choose("History")
    line.choose("Show hidden details")
    line.choose("Open what it is linked with")
    line.answer("")
    line.choose("Change it")
    line.answer("!")
    line.choose("Look at it")
    line.choose("Throw it away")
    line.answer("y", "", "")
