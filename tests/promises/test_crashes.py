"""A mistake in the program prints nothing of a person, and loses nothing that was being typed.

Mistakes are planted in the real program from outside, before it starts: in what draws, in what
answers keys and clocks, in threads, in what saves, in commands. Each raises an error whose text is
a mark; the mark, and a traceback, are looked for in every byte that was shown and in every file.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

import pytest

from safejournal.domain.words import Kind
from tests.promises.canaries import Search, files
from tests.promises.forms import type_into, waiting
from tests.promises.living import write
from tests.promises.program import F1, F4, F6, F10, F12, SAVE, Journal, Session

SENTENCE = "safejournal stopped because of an error of its own. What you saved is kept."

PLANT = """
import importlib
def fail(*_, **__):
    held = "{mark} in a local variable"
    raise {error}("{mark} in an error: " + held)
owner = importlib.import_module("{module}")
for name in "{path}".split(".")[:-1]:
    owner = getattr(owner, name)
setattr(owner, "{path}".rpartition(".")[2], fail)
"""
"""Puts what fails in the place of something in a module, before the program begins."""


@dataclass(frozen=True)
class Mistake:
    """What is wrong in the program, in which form somebody types, and what meets the mistake."""

    module: str
    path: str
    kind: Kind
    keys: tuple[bytes, ...] = ()
    error: str = "ValueError"
    item: bool = False

    def planted(self, mark: str) -> str:
        """Return the code that plants it."""
        return PLANT.format(mark=mark, error=self.error, module=self.module, path=self.path)


APP, FORM, PALETTE = "safejournal.tui.app", "safejournal.tui.form", "safejournal.tui.palette"

MISTAKES = {
    "in what draws a dialog": Mistake("safejournal.tui.help", "Help.compose", Kind.NOTE, (F1,)),
    "in what draws a line": Mistake("safejournal.tui.journal", "status", Kind.INCIDENT, (F6,)),
    "in what a key does": Mistake(APP, "JournalApp.action_look", Kind.THREAT, (F12,)),
    "in an item of a list": Mistake(APP, "JournalApp.action_look", Kind.CONTACT, (F12,), item=True),
    "in a timer": Mistake(FORM, "FormScreen._write_draft", Kind.DOCUMENT),
    "in a worker": Mistake(PALETTE, "Palette._records", Kind.LEGAL, (F4, b"x")),
    "in a thread": Mistake("safejournal.tui.journal", "look_up", Kind.TRIP, (F6,)),
    "in a service that saves": Mistake(
        "safejournal.services.journal", "record", Kind.CHECKLIST_RUN, (F10,)
    ),
    "in the vault": Mistake("safejournal.vault.journal", "seal", Kind.NOTE, (SAVE,)),
    "out of memory": Mistake(APP, "JournalApp.action_look", Kind.NOTE, (F12,), "MemoryError"),
}


@pytest.fixture
def mark() -> str:
    """Return what stands in the error."""
    return f"mark{secrets.token_hex(6)}"


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    """Return a journal with one record in it."""
    journal = Journal(tmp_path / "vault")
    journal.make().close()
    return journal


def fell(session: Session, mark: str) -> None:
    """See that one sentence stands there, the terminal works again, and nothing was told."""
    assert session.wait() == 1
    assert session.modes() == session.found
    assert mark.encode() not in session.output
    assert b"Traceback" not in session.output
    assert session.output.rpartition(b"\x1b[?25h")[2].decode().split("\r\n") == [SENTENCE, ""]


@pytest.mark.parametrize("where", MISTAKES)
def test_a_mistake_in_the_app_tells_nothing_and_loses_nothing(
    journal: Journal, mark: str, where: str, home: Path, tmp_path: Path
) -> None:
    """One sentence, a terminal that works, no file left, and what was typed waits as a draft."""
    mistake, text = MISTAKES[where], f"двое {secrets.token_hex(4)}"
    journal.prelude = mistake.planted(mark)
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        type_into(app, mistake.kind, text, item=mistake.item)
        app.press(*mistake.keys)
        fell(app, mark)
    assert text in waiting(journal)[0]
    assert Search(mark, text).in_files(files(home, tmp_path)) == {}


@pytest.mark.parametrize("error", ["KeyboardInterrupt", "SystemExit", "GeneratorExit"])
def test_what_no_handler_takes_for_an_error_tells_nothing(
    journal: Journal, mark: str, error: str
) -> None:
    """Not every way out of Python is an Exception; none of them tells anything, all end."""
    look = Mistake(APP, "JournalApp.action_look", Kind.NOTE, error=error)
    journal.prelude = look.planted(mark)
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "слово")
        app.send(F12)
        assert app.wait() in {1, 130}
        assert app.modes() == app.found
        assert mark.encode() not in app.output
        assert b"Traceback" not in app.output


@pytest.mark.parametrize(
    ("module", "path"),
    [
        (APP, "JournalApp.__init__"),
        (APP, "JournalApp.get_screen"),
        ("safejournal.tui.today", "Today.body"),
        ("safejournal.tui.today", "due_items"),
        ("safejournal.services.opening", "open_vault"),
        ("safejournal.tui.top", "Top.render"),
    ],
)
def test_a_mistake_while_the_app_opens_tells_nothing(
    journal: Journal, mark: str, module: str, path: str
) -> None:
    """Before the first picture stands: the same sentence."""
    journal.prelude = Mistake(module, path, Kind.NOTE).planted(mark)
    with journal.session() as app:
        app.unlock()
        assert app.wait() == 1
        assert app.modes() == app.found
        assert mark.encode() not in app.output
        assert b"Traceback" not in app.output
        assert SENTENCE.encode() in app.output


def test_a_draft_that_cannot_be_kept_in_a_fall_hides_nothing(journal: Journal, mark: str) -> None:
    """Two mistakes at once: the second one tells nothing either, and the program still ends."""
    journal.prelude = Mistake(APP, "JournalApp.action_look", Kind.NOTE).planted(mark)
    journal.prelude += Mistake(FORM, "FormScreen.keep_draft", Kind.NOTE).planted(mark)
    with journal.session() as app:
        app.unlock()
        app.see("F2")
        write(app, "слово")
        app.send(F12)
        fell(app, mark)


COMMANDS = {
    "safejournal.services.journal:browse": ["list"],
    "safejournal.services.journal:record": ["add", "note", "-"],
    "safejournal.services.search:find": ["search", "слово"],
    "safejournal.vault.vault:Vault.open": ["due"],
    "safejournal.codec:decode_content": ["timeline"],
    "safejournal.cli.main:program": ["--help"],
    "safejournal.domain.visible:visible": ["lock"],
    "safejournal.services.opening:try_secret": ["list"],
}


@pytest.mark.parametrize("where", COMMANDS)
def test_a_mistake_in_a_command_tells_nothing(journal: Journal, mark: str, where: str) -> None:
    """Exit code 1, one sentence on standard error, nothing on standard output."""
    journal.add("trip", title="слово")
    module, _, path = where.partition(":")
    journal.prelude = Mistake(module, path, Kind.NOTE).planted(mark)
    done = journal.command(*COMMANDS[where], read='{"title":"слово"}', code=1)
    assert done.stdout == b""
    assert mark.encode() not in done.stderr
    assert "слово".encode() not in done.stderr
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.decode().splitlines()) <= 2


def test_a_mistake_in_the_line_mode_tells_nothing_and_loses_nothing(
    journal: Journal, mark: str
) -> None:
    """What was answered waits as a draft."""
    journal.prelude = Mistake("safejournal.services.journal", "record", Kind.NOTE).planted(mark)
    with journal.session("--plain") as line:
        line.unlock()
        line.choose("Write a record")
        line.choose("Note")
        line.answer("двое", "!", "")
        assert line.wait() == 1
        assert line.modes() == line.found
        assert mark.encode() not in line.output
        assert b"Traceback" not in line.output
        assert line.output.endswith(f"{SENTENCE}\r\n".encode())
    assert waiting(journal) == ["двое"]


def test_what_a_mistake_would_tell_is_seen(journal: Journal, mark: str) -> None:
    """The control: without what silences it, the same mistake prints the mark and a traceback."""
    journal.prelude = (
        Mistake("safejournal.services.journal", "browse", Kind.NOTE).planted(mark)
        + "\nimport traceback, safejournal.process.hardening as hardening"
        + "\nhardening.say_fell = traceback.print_exc"
    )
    done = journal.command("list", code=1)
    assert mark.encode() in done.stderr
    assert b"Traceback" in done.stderr
