"""Ways in from the line mode: another passphrase, one taken away, a new key for everything."""

from __future__ import annotations

import importlib
import io
from pathlib import Path

import pytest

from safejournal.plain import recovery
from safejournal.plain.desk import Desk
from safejournal.services.opening import try_secret
from safejournal.services.ways_in import SlotKind, list_ways_in
from tests.plain.scripted import Scripted
from tests.programs import PASSPHRASE, Made, make

OTHER = "quite another passphrase"


class Typist:
    """Answers what the child asks for."""

    interactive = False

    def __init__(self, typed: list[str]) -> None:
        self._typed = typed

    def ask(self, _label: str) -> bytearray:
        """Type the next secret."""
        return bytearray(self._typed.pop(0).encode())

    def ask_new(self, label: str, *_again: str) -> bytearray:
        """Type a new one."""
        return self.ask(label)

    def say(self, _text: str) -> None:
        """Hear it."""

    progress = say


class Child:
    """The child's work, done here."""

    def __init__(self, work: str, arguments: bytes, typed: list[str]) -> None:
        self._work, self._arguments, self._typed = work, arguments, typed

    def wait(self) -> bytearray:
        """Do it and return the answer."""
        module, _, name = self._work.partition(":")
        work = getattr(importlib.import_module(module), name)
        return bytearray(work(Typist(self._typed), self._arguments))

    def stop(self) -> None:
        """Nothing runs."""


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Make a vault."""
    return make(tmp_path / "journal")


def desk(made: Made, answers: list[str], typed: list[str]) -> Desk:
    """Return a desk at which these answers are given, and these secrets typed."""
    return Desk(Scripted(answers), made.open(), lambda work, told: Child(work, told, typed))


def said(of: Desk) -> str:
    """Return what was said."""
    shown = of.talk.shown  # type: ignore[attr-defined]
    assert isinstance(shown, io.StringIO)
    return shown.getvalue()


def test_another_passphrase_is_added_and_the_first_taken_away(made: Made) -> None:
    """What was typed to show that it opens stays."""
    at = desk(made, ["", "0", "2"], [PASSPHRASE, OTHER, OTHER])
    recovery.add(at)
    recovery.revoke(at)
    assert "Slot 2 opens the vault too." in said(at)
    assert "It opens the vault no more: slot 0" in said(at)
    assert [way.slot for way in list_ways_in(at.vault)] == [1, 2]
    at.vault.close()
    assert try_secret(made.place, bytearray(OTHER.encode()), None)[0] == 2


def test_a_new_key_leaves_the_journal_open(made: Made) -> None:
    """It goes on under the new key, and what stays outside is named."""
    at = desk(made, ["y"], [PASSPHRASE])
    recovery.rekey(at)
    assert "Everything is written anew under a new key." in said(at)
    assert "No backup and nothing sent is known" in said(at)
    assert [way.kind for way in list_ways_in(at.vault)] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    at.vault.close()
    answer = try_secret(made.place, bytearray(PASSPHRASE.encode()), None)
    assert bytes(answer[1:]) != made.answer[1:]
