"""The program as a person runs it: its commands, its line mode and its app, on a real terminal."""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safejournal.config import clock
from safejournal.services.opening import stretched_from
from safejournal.vault import vault as vaults
from safejournal.vault import ways_in
from safejournal.vault.derivation import Realm
from safejournal.vault.head import Head
from safejournal.vault.slots import DEK_SIZE, SlotKind, seal_slot
from tests.promises.emulator import Emulator
from tests.terminal import PATIENCE, ROOT, Terminal
from tests.vault.vaults import CHEAPEST

PASSPHRASE = "orbit-glacier-Тополь-seventeen"
"""Of every vault here that does not say otherwise."""

MEMORY_MIB = 64
"""The least that `init` allows."""

F1, F2, F3, F4 = b"\x1bOP", b"\x1bOQ", b"\x1bOR", b"\x1bOS"
F5, F6, F7, F8 = b"\x1b[15~", b"\x1b[17~", b"\x1b[18~", b"\x1b[19~"
F9, F10, F11, F12 = b"\x1b[20~", b"\x1b[21~", b"\x1b[23~", b"\x1b[24~"
UP, DOWN, TAB, ENTER, ESCAPE = b"\x1b[A", b"\x1b[B", b"\t", b"\r", b"\x1b"
LOCK, QUIT, SAVE = b"\x0c", b"\x11", b"\x13"

KEPT = "Kept from before"
"""How the first screen begins to say that forms were left unfinished."""


LEAP = """
import os, time
from safejournal.tui.leaving import LeavingApp
LeavingApp._monotonic = lambda _: time.monotonic() + 3600 * os.path.exists(os.environ["LEAP"])
"""
"""For the app, an hour passes when the file at $LEAP appears."""


SLEEP = """
import os, time
from safejournal.tui.leaving import LeavingApp
LeavingApp._wall = lambda _: time.time() + 3600 * os.path.exists(os.environ["SLEEP"])
"""
"""For the app, the machine has slept for an hour when the file at $SLEEP appears."""


def program(prelude: str = "") -> list[str]:
    """Return the words that start the program, in which `prelude` has been run before."""
    if not prelude:
        return [sys.executable, "-m", "safejournal"]
    begin = "import sys; from safejournal.__main__ import main; sys.exit(main())"
    return [sys.executable, "-c", f"{prelude}\n{begin}"]


@dataclass
class Journal:
    """A vault somewhere, and the passphrase that opens it."""

    place: Path
    passphrase: str = PASSPHRASE
    prelude: str = ""
    """Code that is run in the program before it begins: what a mistake in it would do."""
    before: tuple[str, ...] = ()
    """Words of a program that runs ours: `strace`, `unshare`."""

    def make(self) -> vaults.Vault:
        """Make the vault, and return it open; much can be written into it quickly.

        As `init` does, but as cheap to open as is allowed: here nobody guesses.
        """
        bare, dek, now = Head.new(CHEAPEST), bytearray(secrets.token_bytes(DEK_SIZE)), clock()()
        stretched = stretched_from(bare, bytearray(self.passphrase.encode()))
        whole = bare.with_slot(0, seal_slot(bare, SlotKind.PASSPHRASE, dek, stretched))
        ways = ways_in.listed((SlotKind.PASSPHRASE,), now)
        vaults.create(self.place, whole, dek, Realm.REAL, now, ways)
        return vaults.Vault.open(self.place, dek, clock())

    def words(self, *words: str) -> list[str]:
        """Return what starts the program on this vault."""
        return [*self.before, *program(self.prelude), "--vault", str(self.place), *words]

    def command(
        self,
        *words: str,
        read: str | bytes = b"",
        code: int | None = 0,
        typed: Sequence[str] = (),
        **settings: str,
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command; expect this exit code. What is `typed` as secrets comes by a pipe."""
        ours, theirs = os.pipe()
        os.write(theirs, "".join(f"{each}\n" for each in typed or [self.passphrase]).encode())
        os.close(theirs)
        done = subprocess.run(
            self.words("--passphrase-fd", str(ours), *words),
            input=read.encode() if isinstance(read, str) else read,
            capture_output=True,
            check=False,
            pass_fds=[ours],
            env=environment() | settings,
        )
        os.close(ours)
        if code is not None:
            assert done.returncode == code, (words, done.returncode, done.stdout, done.stderr)
        return done

    def add(self, kind: str, **content: Any) -> str:
        """Write a record by a command; return its id."""
        done = self.command("--json", "add", kind, "-", read=json.dumps(content))
        return str(json.loads(done.stdout)["id"])

    def session(self, *words: str, size: tuple[int, int] = (24, 80), **settings: str) -> Session:
        """Start the program on a terminal."""
        return Session(self.words(*words), size=size, environment=settings, secret=self.passphrase)


class Session(Terminal):
    """The program on a terminal whose screen can be read."""

    def __init__(
        self,
        command: list[str],
        *,
        size: tuple[int, int] = (24, 80),
        environment: dict[str, str] | None = None,
        secret: str = PASSPHRASE,
        pass_fds: tuple[int, ...] = (),
    ) -> None:
        self._secret = secret
        self._fed = 0
        self._emulator = Emulator(*size)
        super().__init__(command, size=size, environment=environment, pass_fds=pass_fds)

    @property
    def screen(self) -> str:
        """What stands on the screen now, as far as it was read."""
        self._emulator.feed(self.output[self._fed :])
        self._fed = len(self.output)
        return self._emulator.text()

    @property
    def terminal(self) -> int:
        """The descriptor by which the terminal is held: what it gets is typed."""
        return self._master

    def until(self, condition: Callable[[], bool], *, patience: float = PATIENCE) -> None:
        """Read until something is so."""
        until = time.monotonic() + patience
        while not condition():
            if not self.read(0.05) and self.process.poll() is not None and not condition():
                raise AssertionError(f"it ended, and this stands there:\n{self.screen}")
            if time.monotonic() > until:
                raise AssertionError(f"it never became so:\n{self.screen}")

    def see(self, *texts: str, patience: float = PATIENCE) -> str:
        """Wait until all these texts stand on the screen; return it."""
        self.until(lambda: all(text in self.screen for text in texts), patience=patience)
        return self.screen

    def no_more(self, text: str) -> None:
        """Wait until this text stands there no longer."""
        self.until(lambda: text not in self.screen)

    def type(self, text: str) -> None:
        """Type a text."""
        self.send(text.encode())

    def unlock(self, *, prompt: str = "Passphrase: ") -> None:
        """Wait for the prompt and answer it."""
        self.expect(prompt.encode())
        self.send(f"{self._secret}\r".encode())

    def choose(self, named: str) -> None:
        """Choose, in the line mode, what is listed under this name, by its number."""
        self.until(self.asks)
        if f". {named}".encode() not in self.output[self._seen :]:
            self.answer("?")
            self.until(self.asks)
        listed = re.findall(rf"(\d+)\. {re.escape(named)}", self.output.decode())
        self.answer(listed[-1])

    def answer(self, *lines: str) -> None:
        """Answer questions of the line mode, each with a line, once it stands there."""
        for line in lines:
            self.until(self.asks)
            self._seen = len(self.output)
            self.send(f"{line}\n".encode())

    def asks(self) -> bool:
        """Tell whether a question stands there that was not answered yet."""
        return self.output[self._seen :].endswith((b": ", b"> "))

    def press(self, *keys: bytes) -> None:
        """Press keys one after the other, waiting for the screen to answer each."""
        for key in keys:
            self.send(key)
            self.drain(0.15)


def environment() -> dict[str, str]:
    """Return an environment in which the program is found."""
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}
