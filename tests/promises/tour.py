"""A way through the whole app: every place, every kind of record, every dialog."""

from __future__ import annotations

import time

from safejournal.domain.words import Kind
from safejournal.wording.kinds import kind as kind_name
from safejournal.wording.kinds import kinds as kind_names
from tests.promises.program import (
    DOWN,
    ENTER,
    ESCAPE,
    F1,
    F2,
    F3,
    F4,
    F5,
    F6,
    F7,
    F8,
    F9,
    F11,
    F12,
    TAB,
    Session,
)
from tests.terminal import PATIENCE

PLACES = {"journal": F6, "threats": F7, "contacts": F8, "documents": F9, "today": F5}

SHOWING = {
    "first picture",
    "journal",
    "threats",
    "contacts",
    "found",
    "found inside words",
    "picker",
    *(f"{what} {kind.value}" for kind in Kind for what in ("page of", "history of", "form over")),
    *(f"unmasked{what} contact" for what in ("", " history of")),
    "a channel",
    "a checklist being worked through",
}
"""Stations at which whole texts of a person stand on the screen."""

SHELVES = 4
"""Checklists, cases, lessons, the legal log."""

HIDING = {Kind.CONTACT, Kind.DOCUMENT}
"""Kinds of which something is hidden until it is asked for."""

TO_THE_CHANNELS = 3
"""Fields of a contact before the list of its channels."""


class Tour:
    """Goes everywhere, and remembers what the terminal got at each station.

    The journal must hold at least one record of each kind, with hidden details where there can be.
    """

    def __init__(self, app: Session, *, sought: str, last: str) -> None:
        """`sought` is a word that every record holds, `last` what stands at the end of each."""
        self.app = app
        self.sought, self._last = sought, last.encode()
        self.stations: dict[str, bytes] = {}
        self._begun = 0

    def go(self) -> dict[str, bytes]:
        """Go everywhere."""
        self.app.see("F2")
        self._arrive("first picture")
        for name, key in PLACES.items():
            self._press(key, "F1 Help", name)
        self._guidance()
        self._dialogs()
        self._press(F6, "all kinds", "journal again")
        for number, kind in enumerate(Kind, start=1):
            self._press(str(number).encode(), f"·  {kind_names(kind)}", f"list of {kind.value}")
            self._press(ENTER, "e Change", f"page of {kind.value}")
            self._record(kind)
            self._press(ESCAPE, "0-9 Kind", f"back from {kind.value}")
        self._forms()
        return self.stations

    def _guidance(self) -> None:
        self._press(F11, "To look up", "guidance")
        self._press(DOWN + ENTER, "Guidance ›", "a checklist being worked through")
        self._back("Guidance ›")
        for number in range(1, SHELVES + 1):
            self._press(str(number).encode(), "Guidance ›", f"shelf {number}")
            self._back("Guidance ›")

    def _dialogs(self) -> None:
        self._press(F1, "Esc Back", "help")
        self._back("Esc Back")
        self._press(F4, "What to do", "palette")
        self.app.type(self.sought)
        self._arrive("palette, typed")
        self._back("Do it")
        self._press(F12, "How shall it look?", "looks")
        self._back("How shall it look?")
        self._press(F3, "all kinds", "search")
        self.app.type(self.sought)
        self.app.see("beginnings of words")
        self._arrive("found")
        self._press(ENTER, "i Inside", "in what was found")
        self._press(b"i", "inside words too", "found inside words")
        self._press(ESCAPE, "all kinds", "everything")
        self._press(b"t", "Which tag?", "tags")
        self._press(DOWN + ENTER, "#", "with a tag")
        self._press(ESCAPE, "all kinds", "everything again")

    def _record(self, kind: Kind) -> None:
        if kind is Kind.CONTACT:
            self._around_a_record()
        self._press(b"h", "› History", f"history of {kind.value}")
        if kind in HIDING:
            self._press(b"m", "› History", f"unmasked history of {kind.value}")
        self._back("› History")
        if kind in HIDING:
            self._press(b"m", "e Change", f"unmasked {kind.value}")
        self._press(b"e", "F10 Save", f"form over {kind.value}")
        if kind is Kind.CONTACT:
            self._press(TAB * TO_THE_CHANNELS, "F10 Save", "at the channels")
            self._press(ENTER, ": 1", "a channel")
            self._press(b"\x12", ": 1", "an unmasked channel")
            self._back(": 1")
        self._back("F10 Save")

    def _around_a_record(self) -> None:
        self._press(b"l", "Which record?", "picker")
        self._back("Which record?")
        self._press(b"a", "Which file?", "files")
        self.app.type("~nobody/")
        self._arrive("a home that is not ours")
        self._back("Which file?")
        self._press(b"r", "Take this record out", "question")
        self._press(DOWN + ENTER, "0-9 Kind", "taken out")
        self._press(b"u", "Brought back", "brought back")
        self._press(ENTER, "e Change", "page again")

    def _forms(self) -> None:
        self._press(F5, "F1 Help", "today again")
        for number, kind in enumerate(Kind, start=1):
            self._press(F2, "What do you want", f"kinds before {kind.value}")
            self._press(str(number).encode(), f"New: {kind_name(kind)}", f"new {kind.value}")
            self._back("F10 Save")

    def _back(self, gone: str) -> None:
        self.app.send(ESCAPE)
        self.app.no_more(gone)
        self._arrive(f"back {len(self.stations)}")

    def _press(self, keys: bytes, see: str, station: str) -> None:
        self.app.send(keys)
        self.app.read(0.3)
        self.app.see(see)
        self._arrive(station)

    def _shown(self) -> bool:
        return self._last in self.app.output[self._begun :]

    def _arrive(self, station: str) -> None:
        until = time.monotonic() + PATIENCE
        while station in SHOWING and not self._shown() and time.monotonic() < until:
            self.app.read(0.05)
        self.app.drain(0.05)
        self.stations[station] = self.app.output[self._begun :]
        self._begun = len(self.app.output)
