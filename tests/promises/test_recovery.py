"""Recovery through people, with the whole program: made, rehearsed, used, revoked."""

from __future__ import annotations

import json
import re
import shutil
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from safejournal.vault import splitting
from tests.memory import children, count, marked, needs_root
from tests.promises.program import ENTER, F4, PASSPHRASE, Journal

PAUSED = """
from safejournal.services import recovery
noted = recovery.note_rehearsal
def note(vault):
    print("PAUSED!", flush=True)
    input()
    return noted(vault)
recovery.note_rehearsal = note
"""
"""The session stops when the sheets have opened the journal and the child has ended."""


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal."""
    journal = Journal(tmp_path / "vault")
    journal.make().close()
    return journal


def answered(journal: Journal, *words: str, **how: Any) -> Any:
    """Return the JSON that a command answers."""
    return json.loads(journal.command("--json", *words, **how).stdout)


def split(journal: Journal) -> list[str]:
    """Make three sheets of which two open."""
    made = answered(journal, "recovery", "split", "--of", "3", "--need", "2")
    assert (made["need"], made["of"], len(made["sheets"])) == (2, 3, 3)
    return [str(sheet) for sheet in made["sheets"]]


def slots(journal: Journal, typed: str = PASSPHRASE) -> list[str]:
    """Return what opens the journal, as it says itself."""
    return [slot["kind"] for slot in answered(journal, "slot", "list", typed=[typed])["slots"]]


def test_two_of_three_people_give_a_forgotten_passphrase_a_successor(journal: Journal) -> None:
    """Split, rehearse, join, revoke: by commands alone, and each way in is counted."""
    journal.add("note", title="kept")
    sheets = split(journal)
    assert slots(journal) == ["passphrase", "sheets"]
    told = answered(journal, "recovery", "rehearse", typed=sheets[1:])
    assert told["opens"] is True
    assert told["rehearse_by"] > "2026"
    piped = journal.command("recovery", "rehearse", "-", read="\n".join(sheets[:2]))
    assert b"These sheets open the journal." in piped.stdout
    assert answered(journal, "recovery", "join", typed=[sheets[2], sheets[0], "new way"]) == {
        "changed": True
    }
    assert answered(journal, "list", typed=["new way"])[0]["title"] == "kept"
    journal.command("list", code=3)
    made = answered(journal, "recovery", "new", typed=["new way"])
    assert slots(journal, made["recovery_phrase"]) == ["passphrase", "recovery"]
    refused = journal.command("recovery", "rehearse", typed=sheets[:2], code=3)
    assert b"do not open this journal" in refused.stderr


@pytest.mark.parametrize("what", ["folder", "backup"])
def test_sheets_open_a_copy_that_lies_elsewhere(
    journal: Journal, tmp_path: Path, what: str
) -> None:
    """All of it is read and nothing written; the day is noted if they open the journal too."""
    journal.add("note", title="kept")
    sheets, copy = split(journal), tmp_path / "copy"
    if what == "backup":
        journal.command("backup", str(copy))
    else:
        shutil.copytree(journal.place, copy)
    before = files(copy)
    rehearse = ("recovery", "rehearse", "--copy", str(copy))
    told = answered(journal, *rehearse, typed=sheets[:2])
    assert told["opens"] is True
    assert told["versions"] == 1
    assert told["rehearse_by"] is not None
    assert files(copy) == before
    newer = split(journal)
    done = journal.command(*rehearse, typed=sheets[1:])
    assert b"They do not open the journal itself" in done.stdout
    journal.command(*rehearse, typed=newer[:2], code=3)


def files(place: Path) -> dict[str, bytes]:
    """Return a file's bytes, or those of the files in a folder."""
    found = place.iterdir() if place.is_dir() else [place]
    return {file.name: file.read_bytes() for file in found}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("recovery", "split", "--of", "3", "--need", "2"), 1),
        (("recovery", "split", "--of", "3", "--need", "4", "--json"), 2),
        (("recovery", "split", "--of", "17", "--need", "2", "--json"), 2),
        (("recovery", "split", "--of", "3", "--need", "1", "--json"), 2),
        (("recovery", "split", "--of", "3"), 2),
        (("recovery", "join", "academic acid"), 2),
    ],
)
def test_what_cannot_be_meant_changes_nothing(
    journal: Journal, words: tuple[str, ...], code: int
) -> None:
    """No secret into a pipe unasked, no words of a sheet in arguments, no numbers without sense."""
    before = {file.name: file.read_bytes() for file in journal.place.iterdir()}
    done = journal.command(*words, code=code)
    assert done.stdout == b""
    assert {file.name: file.read_bytes() for file in journal.place.iterdir()} == before


@pytest.mark.parametrize("form", ["text", "html"])
def test_printed_sheets_can_be_pasted_whole(journal: Journal, tmp_path: Path, form: str) -> None:
    """Into a terminal, several lines at once; afterwards no word stands on the screen."""
    folder = tmp_path / "sheets"
    journal.command(
        "recovery", "split", "--of", "3", "--need", "2", "-o", str(folder), "--format", form
    )
    pages = [file.read_text() for file in sorted(folder.iterdir())]
    with journal.session("recovery", "rehearse") as terminal:
        for number, page in enumerate(pages[1:], 1):
            terminal.expect(f"Sheet {number}, from word 1 on: ".encode())
            terminal.send("".join(f"{line}\n" for line in rows(page)).encode())
            terminal.expect(b"is read.")
        terminal.expect(b"These sheets open the journal.")
        assert terminal.wait() == 0
        words = {word for page in pages[1:] for row in rows(page) for word in row.split()}
        assert not words & set(terminal.screen.split())


def rows(page: str) -> list[str]:
    """Return the rows of a printed sheet."""
    text = re.sub(r"<[^>]*>", " ", page.replace("</li>", "\n").replace("</p>", "\n"))
    return [line for line in text.splitlines() if re.match(r"\s*\d+\.( +[a-z]+){4}\s*$", line)]


@needs_root
def test_nothing_of_sheets_is_left_in_memory_or_arguments(journal: Journal) -> None:
    """Neither words nor what they give is in the session once the child has ended; nor in argv."""
    sheets = split(journal)
    secret = splitting.join([splitting.read_sheet(each.split()) for each in sheets[:2]])
    needles = {"secret": bytes(secret), "digits": secret.hex().encode()}
    needles |= {f"sheet {at}": each[:60].encode() for at, each in enumerate(sheets)}
    needles |= {f"wide {at}": each[:30].encode("utf-16-le") for at, each in enumerate(sheets)}
    journal.prelude = PAUSED
    with journal.session("recovery", "rehearse", SESSION_MARK="sheets-of-words") as terminal:
        for number, sheet in enumerate(sheets[:2], 1):
            terminal.expect(f"Sheet {number}, from word 1 on: ".encode())
            terminal.send(f"{sheet}\n".encode())
            terminal.expect(b"is read.")
            arguments = told(marked("sheets-of-words"))
            assert not any(sheet[:20].encode() in arguments for sheet in sheets)
        terminal.expect(b"PAUSED!")
        assert children(terminal.process.pid) == []
        assert count(terminal.process.pid, needles) == dict.fromkeys(needles, 0)
        terminal.send(b"\n")
        assert terminal.wait() == 0


def told(pids: list[int]) -> bytes:
    """Return the arguments and the environment of processes."""
    found = b""
    for pid in pids:
        for name in ("cmdline", "environ"):
            found += Path(f"/proc/{pid}/{name}").read_bytes()
    return found


@needs_root
def test_the_search_finds_a_sheet_that_the_session_was_told(journal: Journal) -> None:
    """The control of the test above."""
    sheets = split(journal)
    journal.prelude = PAUSED.replace("input()", "journal_kept.append(input()); input()")
    journal.prelude = "journal_kept = []" + journal.prelude
    with journal.session("recovery", "rehearse") as terminal:
        for number, sheet in enumerate(sheets[:2], 1):
            terminal.expect(f"Sheet {number}, from word 1 on: ".encode())
            terminal.send(f"{sheet}\n".encode())
        terminal.expect(b"PAUSED!")
        terminal.send(f"{sheets[0]}\n".encode())
        terminal.drain(0.5)
        assert count(terminal.process.pid, {"sheet": sheets[0][:60].encode()})["sheet"] > 0


def test_all_pairs_open(journal: Journal) -> None:
    """Every two of the three, through the whole program."""
    for pair in combinations(split(journal), 2):
        assert answered(journal, "recovery", "rehearse", typed=pair)["opens"] is True


def test_the_line_mode_makes_rehearses_and_uses_sheets(journal: Journal) -> None:
    """The journal is closed for it and opened again; what it says of its ways in follows."""
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Passphrase and recovery")
        line.choose("Make recovery sheets")
        line.answer("2", "2", "")
        line.expect(b"Present passphrase or recovery phrase: ")
        line.send(f"{journal.passphrase}\r".encode())
        sheets = []
        for number in (1, 2):
            line.expect(f"Sheet {number} of 2;".encode())
            line.expect(b"written down: ")
            shown = rows(line.screen)[-5:]  # above them may stand those of the sheet before
            sheets.append([row.split(". ")[1] for row in shown])
            line.send(b"\n")
            asked = line.expect(b"(? shows it again): ").decode()
            row, word = (int(each) for each in re.findall(r"(?:row|word) (\d)", asked)[-2:])
            line.send(f"{sheets[-1][row - 1].split()[word - 1]}\r".encode())
        line.expect(b"The sheets are in force")
        line.choose("Passphrase and recovery")
        line.expect(b"recovery sheets together, made on")
        line.choose("Rehearse: try recovery sheets")
        for number, sheet in enumerate(sheets, 1):
            line.expect(f"Sheet {number}, from word 1 on: ".encode())
            line.send("".join(f"{row}\n" for row in sheet).encode())
            line.expect(b"is read.")
        line.expect(b"These sheets open the journal.")
        line.choose("Passphrase and recovery")
        line.expect(b"Last rehearsed on")
        line.choose("Quit")


@needs_root
def test_the_app_locks_talks_in_the_terminal_and_opens_again(journal: Journal) -> None:
    """A rehearsal from the palette: nothing of the journal is open while sheets are typed."""
    sheets = split(journal)
    journal.add("note", title="kept-in-the-app")
    with journal.session() as app:
        app.unlock()
        app.see("kept-in-the-app")
        app.press(F4)
        app.type("Passphrase and rec")
        app.see("Passphrase and recovery")
        app.send(ENTER)
        app.see("Rehearse: try recovery sheets")
        app.send(b"1")
        for number, sheet in enumerate(sheets[:2], 1):
            app.expect(f"Sheet {number}, from word 1 on: ".encode())
            if number == 1:
                needle = {"kept": b"kept-in-the-app"}
                assert count(app.process.pid, needle)["kept"] == 0
            app.send(f"{sheet}\n".encode())
        app.expect(b"These sheets open the journal.")
        app.unlock()
        app.see("kept-in-the-app")
