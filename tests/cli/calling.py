"""The command line, called in this process on a vault whose key is known: no passphrase, no KDF."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safejournal import i18n
from safejournal.cli.running import run
from safejournal.cli.session import Doors
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.services.opening import Vault
from tests.vault.journals import Journal


class Answered:
    """What stands for the unlock child: its answer is there already."""

    def __init__(self, answer: bytes | SafeJournalError) -> None:
        self._answer = answer

    def wait(self) -> bytearray:
        """Return the answer, or raise the error that the child met."""
        if isinstance(self._answer, SafeJournalError):
            raise self._answer
        return bytearray(self._answer)

    def stop(self) -> None:
        """Nothing runs."""


@dataclass(frozen=True, kw_only=True)
class Called:
    """What a call did."""

    code: int
    out: bytes = field(repr=False)
    err: str

    @property
    def text(self) -> str:
        """Standard output as text."""
        return self.out.decode()

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        return json.loads(self.out)


class Stream(io.TextIOWrapper):
    """A standard stream that may say that it is a terminal."""

    def __init__(self, content: bytes = b"", *, terminal: bool) -> None:
        self.bytes = io.BytesIO(content)
        self._terminal = terminal
        super().__init__(self.bytes, encoding="utf-8", write_through=True)

    def isatty(self) -> bool:
        """Tell what it was told."""
        return self._terminal


Compose = Callable[[Vault, Kind, Record | None], Record | None]


def no_questions(_vault: Vault, _kind: Kind, _record: Record | None) -> Record | None:
    """Fail, where no question should be asked."""
    raise AssertionError("a question was asked")


class Cli:
    """The command line on one journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.asked: list[tuple[str, bytes]] = []
        """The work that an unlock child was started for, with its arguments."""
        self.answer: bytes | SafeJournalError = bytes([0]) + journal.dek
        self.compose: Compose = no_questions
        self.today = "2026-05-01"

    def __call__(
        self,
        *arguments: str,
        stdin: bytes | str = b"",
        terminal: bool = False,
        vault: str | None = None,
    ) -> Called:
        """Call it. With `terminal` all three standard streams say that they are one."""
        given = stdin.encode() if isinstance(stdin, str) else stdin
        place = str(self.journal.place) if vault is None else vault
        shared = ["--vault", place, "--today", self.today, "--lang", "en"]
        with _streams(given, terminal) as (out, err):
            code = run([*shared, *arguments], Doors(self._start, self.compose, self._practise))
            return Called(code=code, out=out.bytes.getvalue(), err=err.bytes.getvalue().decode())

    def _start(
        self, work: str, arguments: bytes, *, first: str = "", passphrase_fd: int | None = None
    ) -> Answered:
        del first, passphrase_fd
        self.asked.append((work, arguments))
        return Answered(self.answer)

    def _practise(self, today: date | None, *, plain: bool) -> int:
        del today, plain
        return 0


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language meanwhile, as the program does before it loads any command."""
    i18n.use(language)
    try:
        yield
    finally:
        i18n.use("en")


@contextmanager
def _streams(given: bytes, terminal: bool) -> Iterator[tuple[Stream, Stream]]:
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin = Stream(given, terminal=terminal)
    out, err = Stream(terminal=terminal), Stream(terminal=terminal)
    sys.stdout, sys.stderr = out, err
    try:
        yield out, err
    finally:
        sys.stdin, sys.stdout, sys.stderr = before
