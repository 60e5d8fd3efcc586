"""The line mode in a real terminal: how it begins, how it ends, and what is there afterwards."""

from __future__ import annotations

import os
import re
import signal
import sys
from pathlib import Path

import pytest

from safejournal.services.drafts import discard, waiting
from safejournal.services.journal import browse
from tests.programs import PASSPHRASE, PROGRAM, Made, call, make
from tests.terminal import Terminal

NEXT = b"What next? Number: "


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make a vault for the tests of this file."""
    return make(tmp_path_factory.mktemp("made") / "journal")


def start(
    place: Path,
    *options: str,
    code: str = PROGRAM,
    environment: dict[str, str] | None = None,
    size: tuple[int, int] = (24, 80),
) -> Terminal:
    """Start the program on a vault."""
    command = [sys.executable, "-c", code, *options, "--vault", str(place), "--lang", "en"]
    return Terminal(command, environment=environment, size=size)


def unlock(terminal: Terminal) -> None:
    """Type the passphrase, and wait for the first question."""
    terminal.expect(b"Passphrase: ")
    terminal.send(PASSPHRASE.encode() + b"\r")
    terminal.expect(NEXT)


def say(terminal: Terminal, line: str, then: bytes) -> None:
    """Type a line and wait for what is said then."""
    terminal.send(line.encode() + b"\r")
    terminal.expect(then)


def drafts(made: Made) -> list[dict[str, str]]:
    """Return the answers of the drafts that wait, and throw them away."""
    with made.open() as vault:
        found = waiting(vault)
        for draft in found:
            discard(vault, draft.id)
    return [draft.answers for draft in found]


@pytest.mark.parametrize(
    ("options", "environment", "size"),
    [
        (["--plain"], {}, (24, 80)),
        ([], {"TERM": "dumb"}, (24, 80)),
        ([], {}, (9, 80)),
        ([], {}, (24, 39)),
    ],
    ids=["asked for", "dumb", "low", "narrow"],
)
def test_it_stands_in_for_the_app_and_sends_no_escape_code(
    made: Made, options: list[str], environment: dict[str, str], size: tuple[int, int]
) -> None:
    """Where it was asked for, and where the app could not be drawn."""
    with start(made.place, *options, environment=environment, size=size) as terminal:
        unlock(terminal)
        say(terminal, "20", b"to go back: ")
        say(terminal, "", b"for the list: ")
        terminal.send(b"22\r")
        assert terminal.wait() == 0
        assert b"\x1b" not in terminal.output
        assert terminal.modes() == terminal.found


def _begin_a_note(terminal: Terminal) -> None:
    unlock(terminal)
    say(terminal, "2", b"go back: ")
    say(terminal, "1", b"> ")
    say(terminal, "A title", b"> ")
    say(terminal, "первая строка", b"> ")


@pytest.mark.parametrize("end", ["kill", "hang up", "terminate"])
def test_what_was_typed_waits_whatever_ended_it(made: Made, end: str) -> None:
    """Killed, its window closed, told to end: all but the line being typed is in a draft."""
    with start(made.place, "--plain") as terminal:
        _begin_a_note(terminal)
        terminal.send(b"half a li")
        if end == "hang up":
            terminal.hang_up()
            terminal.process.wait(20)
        else:
            number = signal.SIGKILL if end == "kill" else signal.SIGTERM
            os.kill(terminal.process.pid, number)
            terminal.process.wait(20)
    assert drafts(made) == [{"title": "A title", "text": "первая строка"}]


def test_ctrl_z_and_the_menu_lock_it(made: Made) -> None:
    """A lock asks for the passphrase again, in a process that knows nothing; drafts are named."""
    with start(made.place, "--plain") as terminal:
        _begin_a_note(terminal)
        terminal.send(b"\x1a")
        terminal.expect(b"Locked.")
        terminal.expect(b"Passphrase: ")
        assert not terminal.echoes()
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.expect(b"1 draft waits to be finished.")
        terminal.expect(NEXT)
        say(terminal, "21", b"Locked.")
        terminal.expect(b"Passphrase: ")
        terminal.send(b"\x03")
        assert terminal.wait() == 130
        assert b"\x1b" not in terminal.output
    assert len(drafts(made)) == 1


def test_it_locks_by_itself_when_nobody_answers(made: Made) -> None:
    """After the minutes that are set; the question that was open is gone with it."""
    quick = (
        "from safejournal.services import settings; "
        "settings.read = lambda vault: settings.Settings(idle_minutes=0.02); " + PROGRAM
    )
    with start(made.place, "--plain", code=quick) as terminal:
        unlock(terminal)
        terminal.expect(b"Locked.")
        terminal.expect(b"Passphrase: ")


def test_ctrl_c_leads_back_and_then_out(made: Made) -> None:
    """From a form to the first menu, and from there out, with the terminal as it was found."""
    with start(made.place, "--plain") as terminal:
        _begin_a_note(terminal)
        terminal.send(b"\x03")
        terminal.expect(b"Back at the beginning.")
        terminal.expect(b"for the list: ")
        terminal.send(b"\x03")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.found
    assert len(drafts(made)) == 1


def test_the_passphrase_changes_without_leaving(tmp_path: Path) -> None:
    """The journal is closed for it and open again afterwards; the old one no longer opens it."""
    made = make(tmp_path / "journal")
    with start(made.place, "--plain") as terminal:
        unlock(terminal)
        say(terminal, "16", b"go back: ")
        say(terminal, "1", b"Present passphrase or recovery phrase: ")
        say(terminal, PASSPHRASE, b"choose your own: ")
        assert b"recovery phrase, made on" in terminal.output
        say(terminal, "2", b"Your passphrase: ")
        say(terminal, "violet anchor lamp seven river", b"Once more: ")
        say(terminal, "violet anchor lamp seven river", b"bits at most")
        terminal.expect(b"The passphrase is changed.")
        terminal.expect(b"for the list: ")
        say(terminal, "20", b"to go back: ")
        say(terminal, "", b"for the list: ")
        terminal.send(b"22\r")
        assert terminal.wait() == 0
    assert call("list", "--vault", str(made.place)).returncode == 3
    opened = call("list", "--vault", str(made.place), secrets=["violet anchor lamp seven river"])
    assert opened.returncode == 0


def test_giving_up_a_change_leaves_the_passphrase_and_the_session(tmp_path: Path) -> None:
    """Ctrl+C in the middle of it costs nothing."""
    made = make(tmp_path / "journal")
    with start(made.place, "--plain") as terminal:
        unlock(terminal)
        say(terminal, "16", b"go back: ")
        say(terminal, "1", b"Present passphrase or recovery phrase: ")
        terminal.send(b"\x03")
        terminal.expect(b"The passphrase is as it was.")
        terminal.expect(b"for the list: ")
        say(terminal, "20", b"to go back: ")
        say(terminal, "", b"for the list: ")
    assert call("list", "--vault", str(made.place)).returncode == 0


def test_a_newcomer_is_led_to_an_open_journal(tmp_path: Path) -> None:
    """What this is, a passphrase, a recovery phrase asked back, and the first menu."""
    place = tmp_path / "data" / "journal"
    with start(place, "--plain") as terminal:
        terminal.expect(b"What it does not protect from:")
        terminal.expect(b"nothing is made: ")
        say(terminal, "", b"choose your own: ")
        first = _phrase(terminal.output)
        say(terminal, "1", b"choose your own: ")
        phrase = _phrase(terminal.output)
        assert phrase != first
        say(terminal, "", b"shows it again): ")
        say(terminal, "something else", b"That is not the same.")
        terminal.expect(b"shows it again): ")
        say(terminal, phrase, b"are written down: ")
        words = dict(
            re.findall(rb"(\d+)\. ([a-z-]+)", terminal.output.split(b"these ten words")[-1])
        )
        terminal.send(b"\r")
        for _ in range(2):
            terminal.expect(b"Word number ")
            number = terminal.expect(b" on your paper").split(b" ")[0]
            terminal.expect(b"shows all again): ")
            terminal.send(words[number] + b"\r")
        terminal.expect(NEXT)
        terminal.send(b"22\r")
        assert terminal.wait() == 0
    assert call("list", "--vault", str(place), secrets=[phrase]).returncode == 0
    recovery = b" ".join(words[b"%d" % number] for number in range(1, 11)).decode()
    assert call("recovery", "test", "--vault", str(place), secrets=[recovery]).returncode == 0


def _phrase(output: bytes) -> str:
    return str(re.findall(r"\r\n    ([a-z -]+)\r\n", output.decode())[-1])


def test_a_newcomer_who_leaves_has_made_nothing(tmp_path: Path) -> None:
    """Ctrl+C at the guide, or at the passphrase, leaves no folder behind."""
    for keys in ([], [b"\r"]):
        place = tmp_path / "journal"
        with start(place, "--plain") as terminal:
            terminal.expect(b"nothing is made: ")
            for key in keys:
                terminal.send(key)
                terminal.expect(b"choose your own: ")
            terminal.send(b"\x03")
            assert terminal.wait() == 130
        assert not place.exists()


def test_questions_of_the_command_line_are_the_same(made: Made) -> None:
    """`add` on a terminal asks as the line mode does; standard output holds the id alone."""
    with start(made.place, "add", "note") as terminal:
        terminal.expect(b"Passphrase: ")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.expect(b"Title (one line):")
        terminal.expect(b"> ")
        say(terminal, "Typed by questions", b"> ")
        say(terminal, "!", b"or a number: ")
        terminal.send(b"\r")
        assert terminal.wait() == 0
    with made.open() as vault:
        titles = [record.content.title for record in browse(vault) if record.content]
    assert "Typed by questions" in titles
    assert drafts(made) == []


@pytest.mark.parametrize("keys", [b"\x1a", b"\x03", b"\x04"], ids=["Ctrl+Z", "Ctrl+C", "Ctrl+D"])
def test_questions_of_the_command_line_end_with_a_draft(made: Made, keys: bytes) -> None:
    """However the person leaves them; and no process stays behind with the key."""
    with start(made.place, "add", "note") as terminal:
        terminal.expect(b"Passphrase: ")
        terminal.send(PASSPHRASE.encode() + b"\r")
        terminal.expect(b"> ")
        say(terminal, "Begun", b"> ")
        terminal.send(keys)
        assert terminal.wait() == (130 if keys == b"\x03" else 1)
        assert terminal.modes() == terminal.found
    assert drafts(made) == [{"title": "Begun"}]
