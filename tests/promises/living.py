"""A year with the program in a minute: texts written, found, changed and lost in every way."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.promises.program import (
    DOWN,
    ENTER,
    ESCAPE,
    F2,
    F3,
    F4,
    F6,
    F10,
    F12,
    KEPT,
    LOCK,
    QUIT,
    TAB,
    Journal,
    Session,
)

WRITTEN_BY_NOW = 2.6
"""Seconds after which what was typed is in a draft: two, and the time to write it."""

EMPTY = b"\x15"
"""Ctrl+U: throws away what stands in a line."""

FALLS = """
from safejournal.tui.app import JournalApp
def fall(self):
    typed = [str(each.sheet.answers()) for each in self.screen_stack if hasattr(each, "sheet")]
    raise ValueError(f"{typed}")
JournalApp.action_look = fall
"""
"""A mistake in the app: F12 raises an error with what somebody is typing in it."""


@dataclass
class Life:
    """What is done with the journal, and the canaries that were used for it."""

    journal: Journal
    outside: Path
    """A folder where a person has files of their own, in the clear."""
    mark: str
    used: dict[str, bool] = field(default_factory=dict)
    """Acts, and whether what was written stays in the vault."""

    def canary(self, act: str, *, stays: bool = True) -> str:
        """Return the canary for an act."""
        assert act not in self.used
        self.used[act] = stays
        return f"{self.mark} {act}"

    def file(self, act: str, *, stays: bool = True) -> Path:
        """Return a file outside whose name and content are canaries."""
        path = self.outside / f"{self.canary(act, stays=stays)}.txt"
        path.write_text(self.canary(f"in it, {act}", stays=stays) * 20_000)
        return path

    # ---------------------------------------------------------------- by commands

    def by_commands(self) -> None:
        """Write, change, find, attach, remove and erase by commands."""
        command, canary = self.journal.command, self.canary
        kept = self.journal.add("note", title=canary("added"), text=canary("added text"))
        document = json.loads(command("--json", "show", kept).stdout)
        document["text"] = canary("edited by a command")
        command("edit", kept, "-", read=json.dumps(document))
        command("attach", kept, str(self.file("attached by a command")))
        command("search", "-", read=canary("sought by a command", stays=False))
        command("list", "--tag", canary("tag asked for", stays=False))
        for act in ("show", "history"):
            command(act, kept)
        command("timeline")
        broken, unknown = canary("broken", stays=False), canary("unknown key", stays=False)
        command("add", "note", "-", read='{"title":"' + broken, code=5)
        command("add", "note", "-", read=json.dumps({unknown: 1}), code=5)
        removed = self.journal.add("note", title=canary("removed by a command"))
        command("remove", removed, "--yes")
        erased = self.journal.add("note", title=canary("erased by a command", stays=False))
        command("attach", erased, str(self.file("attached, then erased", stays=False)))
        command("remove", erased, "--erase", "--yes")
        command("verify")
        words = {"all_well": canary("all is well"), "under_duress": canary("under duress")}
        self.journal.add("contact", name=canary("name"), words=words, tags=[canary("tag")])

    def by_sharing(self) -> None:
        """Give a record away, look at it, take it in; the bundle lies beside the journal."""
        command, canary = self.journal.command, self.canary
        given = self.journal.add("note", title=canary("given away"), text=canary("given text"))
        file = str(self.file("given with it"))
        taken = json.loads(command("--json", "attach", given, file).stdout)["attachment"]["id"]
        own = json.loads(command("--json", "identity", "--called", "-", read="Birch").stdout)
        bundle = str(self.journal.place.parent / "bundle.age")
        chosen = ["--tier", "evidence", "--select", given, "--original", f"{given}:{taken}"]
        for last in (["--preview"], ["--yes", "-o", bundle]):
            command("export", "--recipient", own["recipient"], *chosen, *last)
        for words in (["open", bundle], ["receive", bundle], ["inbox", "1"], ["accept", "1"]):
            command(*words)

    def the_passphrase_is_changed(self, new: str) -> None:
        """Change the passphrase."""
        self.journal.command("passphrase", "change", typed=[self.journal.passphrase, new])
        self.journal.passphrase = new

    # ---------------------------------------------------------------- in the line mode

    def in_the_line_mode(self) -> None:
        """Write, change, find and lose in the line mode."""
        canary = self.canary
        with self.journal.session("--plain") as line:
            line.unlock()
            self._note(line, canary("line"), canary("line text"))
            line.answer("")
            self._note(line, canary("thrown away", stays=False))
            line.choose("Throw it away")
            line.answer("y")
            self._note(line, canary("put off"))
            line.choose("Finish later")
            line.choose("Search")
            line.answer(canary("sought in the line mode", stays=False), f"{self.mark} line")
            line.answer("1")
            line.choose("Take a file in")
            line.answer(str(self.file("attached in the line mode")))
            line.choose("Change it")
            line.answer(canary("changed in the line mode"), "!", "")
            line.choose("Remove it")
            line.answer("y", "")
            line.choose("Lock")
            line.unlock()
            line.choose("Write a record")
            line.choose("Contact")
            line.answer(canary("contact"), "", "", "+", "", canary("hidden number"), "", "")
            line.until(line.asks)
            line.process.kill()
            line.wait()

    def _note(self, line: Session, title: str, text: str = "") -> None:
        line.choose("Write a record")
        line.choose("Note")
        line.answer(title, *((text, ".") if text else ()), "!")

    # ---------------------------------------------------------------- in the app

    def in_the_app(self) -> None:
        """Write, paste, find and change in the app; leave forms in every way that there is."""
        canary = self.canary
        with self._app() as app:
            write(app, canary("typed"), TAB)
            app.send(f"\x1b[200~{canary('pasted')}\x1b[201~".encode())
            app.see("pasted")
            app.press(F10)
            app.see("Sealed.")
            app.press(F6, F3)
            app.type(canary("sought in the app", stays=False))
            app.see("sought in", " 0 found")
            app.press(ESCAPE, F4)
            app.see("What to do")
            app.type(canary("typed into the palette", stays=False))
            app.see("into the palette")
            app.press(ESCAPE)
            write(app, canary("left with Escape"))
            app.send(ESCAPE)
            app.see("Kept as a draft")
            write(app, canary("copied"), b"\x1b[1;2H", b"\x03")
            app.see("copied")
            app.send(LOCK)
            self._change(app)

    def _change(self, app: Session) -> None:
        canary = self.canary
        app.unlock()
        app.see(KEPT)
        app.press(F6, F3)
        app.type(f"{self.mark} typed")
        app.see("1 found")
        app.press(ENTER, ENTER)
        app.see("Written", "e Change")
        app.send(b"a")
        app.see("Which file?", "/home")
        app.send(EMPTY)
        app.no_more("/home")
        app.type(str(self.file("attached in the app")))
        app.see("in the app.txt:")
        app.press(ENTER)
        app.see("attached in the app.txt", "e Change")
        app.send(b"e")
        app.see("Change: Note")
        app.type(canary("changed in the app"))
        app.send(F10)
        app.see("Sealed.")
        app.send(b"r")
        app.see("Take this record out")
        app.press(DOWN, ENTER)
        app.send(QUIT)
        app.wait()

    def lost(self) -> None:
        """Lose the app in every way while something is being typed."""
        with self._app() as app:
            write(app, self.canary("killed"))
            time.sleep(WRITTEN_BY_NOW)
            app.process.kill()
            app.wait()
        for act, number in (("told to end", signal.SIGTERM), ("hung up", signal.SIGHUP)):
            with self._app() as app:
                write(app, self.canary(act))
                app.process.send_signal(number)
                app.wait()
        with self._app() as app:
            write(app, self.canary("window closed"))
            app.hang_up()
            app.process.wait(10)
        self.journal.prelude = FALLS
        with self._app() as app:
            write(app, self.canary("crashed"))
            app.send(F12)
            app.wait()
        self.journal.prelude = ""

    @contextmanager
    def _app(self) -> Iterator[Session]:
        with self.journal.session() as app:
            app.unlock()
            app.see("F2")
            yield app


def write(app: Session, title: str, *keys: bytes) -> None:
    """Open the form of a note, type its title, and press some keys."""
    app.send(F2)
    app.see("What do you want to write down?")
    app.send(ENTER)
    app.see("New: Note")
    app.type(title)
    app.see(title[-12:])
    app.press(*keys)
