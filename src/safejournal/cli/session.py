"""What holds for one call of the command line: where, when, and who may be asked."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Protocol

from safejournal import config, i18n
from safejournal.domain.values import dataclass
from safejournal.errors import ConfirmationNeeded, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from pathlib import Path

    from safejournal.domain.versions import Record
    from safejournal.domain.words import Kind
    from safejournal.services.opening import Vault
    from safejournal.services.silence import Waiting

UNLOCK = "safejournal.plain.unlocking:unlock"
"""The work of the unlock child."""


class Child(Protocol):
    """A process that asks for a secret."""

    def wait(self) -> bytearray:
        """Return its answer."""

    def stop(self) -> None:
        """End it."""


class Start(Protocol):
    """What starts such a process (`process.unlock.start`)."""

    def __call__(
        self, work: str, arguments: bytes, *, first: str = "", passphrase_fd: int | None = None
    ) -> Child:
        """Start it."""


class Practise(Protocol):
    """What opens a practice journal."""

    def __call__(self, today: date | None, *, plain: bool) -> int:
        """Open it, in the app or the line mode."""


class Enter(Protocol):
    """What opens a practice journal that stays."""

    def __call__(self, place: Path, passphrase: str, today: date | None, *, plain: bool) -> int:
        """Open it, in the app or the line mode."""


@dataclass(frozen=True, slots=True)
class Doors:
    """What the command line may do but does not know: handed in by whoever starts it."""

    start: Start
    compose: Callable[[Vault, Kind, Record | None], Record | None]
    """Ask question by question on the terminal; the record that was kept, or None."""
    practise: Practise
    """Open a practice journal that is gone afterwards, and return the exit code."""
    walk: Callable[[Vault, Waiting], None] | None = None
    """Go through the steps with somebody on the terminal; None where that is not offered."""
    enter: Enter | None = None
    """Open the practice journal of a seat and return the exit code; None as above."""


class Session:
    """The options that every command has."""

    def __init__(self, doors: Doors) -> None:
        self.doors = doors
        self.folder: str | None = None
        self.keyfile: str | None = None
        self.today: date | None = None
        self.lang: str | None = None
        """Taken note of before any command was loaded (`main.spoken`)."""
        self.passphrase_fd: int | None = None
        self.json = False
        self.yes = False
        self.practice = False
        """Whether the vault that was opened is one for practice."""

    @property
    def place(self) -> Path:
        """Where the vault lies, or is to lie."""
        from pathlib import Path  # 7 ms that what needs no vault does without

        return Path(self.folder if self.folder is not None else config.default_folder())

    @property
    def asks(self) -> bool:
        """Tell whether there is a person to be asked anything but a passphrase."""
        return not self.json and self.passphrase_fd is None and sys.stdin.isatty()

    def start(self, work: str, arguments: bytes, *, first: str = "") -> Child:
        """Start the process that asks for a secret."""
        return self.doors.start(work, arguments, first=first, passphrase_fd=self.passphrase_fd)

    def ask(self, work: str, arguments: bytes) -> bytearray:
        """Have the process ask for a secret, and return its answer."""
        child = self.start(work, arguments)
        try:
            return child.wait()
        finally:
            child.stop()

    @contextmanager
    def vault(self) -> Iterator[Vault]:
        """Unlock the vault, open it, and close it afterwards."""
        place = self.place
        self.refuse_missing()
        parts = (str(place), self.keyfile or "", i18n.language())
        child = self.start(
            UNLOCK,
            b"\0".join(os.fsencode(part) for part in parts),
            first=i18n.PROMPTS[i18n.language()],
        )
        try:
            from safejournal.services import opening

            opening.load()  # while the person types
            answer = child.wait()
        finally:
            child.stop()
        with opening.open_vault(place, answer, config.clock(self.today)) as vault:
            self.practice = vault.practice
            if vault.practice:  # also beside JSON, whose standard error is for people
                tell(_("This is a practice journal; nothing in it is real."))
            yield vault

    def refuse_missing(self) -> None:
        """Say that there is no vault before anything is asked or loaded."""
        try:
            (self.place / "head").stat()
        except OSError:
            from safejournal.services import opening

            opening.check_ready(self.place)

    def confirm(self, question: str) -> None:
        """Go on only after a yes. Raises ConfirmationNeeded, or Refused for a no."""
        if self.yes:
            return
        if not self.asks:
            raise ConfirmationNeeded("This needs a yes.", hint="Say it beforehand with --yes.")
        if not self.agrees(question):
            raise Refused("Nothing was changed.")

    def agrees(self, question: str) -> bool:
        """Ask for a yes; anything else is a no. Only where somebody `asks`."""
        return self.ask_line(f"{question} [y/N] ").strip().lower() in ("y", "yes", "д", "да")

    def ask_line(self, label: str) -> str:
        """Return one visible line typed on the terminal."""
        from safejournal.domain.visible import visible

        sys.stderr.write(visible(label))
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return line.rstrip("\r\n")

    def ask_unseen(self, label: str) -> str:
        """Return one line typed on the terminal, which shows nothing of it."""
        from safejournal.services.unseen import unseen

        with unseen(_descriptor()):
            typed = self.ask_line(label)
        sys.stderr.write("\n")
        return typed

    def refuse_public_secrets(self) -> None:
        """Raise Refused where a secret would land in a file or a pipe unasked."""
        if not self.json and not sys.stdout.isatty():
            raise Refused(
                "A secret is shown only on a terminal, or in the answer to --json.",
                hint="Nothing was changed.",
            )

    def refuse_shared_input(self, source: str) -> None:
        """Raise WrongUsage where the passphrase and the document would come from one descriptor."""
        if source == "-" and self.passphrase_fd == 0:
            raise WrongUsage("Standard input cannot hold both the passphrase and the document.")


def _descriptor() -> int:
    """Return the descriptor of standard input; one that is none where it has none."""
    try:
        return sys.stdin.fileno()
    except OSError:
        return -1


def tell(text: str) -> None:
    """Say something on standard error, with nothing in it that commands a terminal."""
    from safejournal.domain.visible import visible

    sys.stderr.write(visible(text, newlines=True) + "\n")
    sys.stderr.flush()
