"""Record the main journeys through the practice journal: `python3 docs/journeys/record.py`.

Writes JOURNEY.LANGUAGE.cast beside this file, in the form that asciinema plays (asciicast, version
2), with the test environment's Python. The program runs on a real terminal of 80 by 24; the times
in a recording are set for a reader, not measured.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.promises.emulator import Emulator  # noqa: E402 - after the path is set
from tests.terminal import Terminal  # noqa: E402

LANGUAGES = ("en", "ru")
LINES, COLUMNS = 24, 80
QUIET = 0.5
"""Seconds without a byte after which a picture stands."""

TYPING, LOOKING = 0.08, 1.8
"""Seconds in a recording between letters, and for which a picture is looked at."""

ENTER, ESCAPE, DOWN, SEAL, LEAVE = "\r", "\x1b", "\x1b[B", "\x1b[21~", "\x11"
NEW, FIND, ACTS = "\x1bOQ", "\x1bOR", "\x1bOS"


@dataclass(frozen=True)
class Journey:
    """Keys after each of which a picture is waited for; longer texts are typed letter by letter."""

    keys: tuple[str, ...]
    shows: dict[str, str]
    """What stands on the last picture, in each language."""


JOURNEYS = {
    "an-incident": Journey(
        (NEW, DOWN, ENTER, "A grey car", "\t", "The same two men.", SEAL, FIND, "grey"),
        {"en": "A grey car", "ru": "A grey car"},
    ),
    "a-trip": Journey(
        (FIND, "Almaty", DOWN, ENTER, "s", DOWN, DOWN, ENTER),
        {"en": "RU-K", "ru": "RU-K"},
    ),
    "fears": Journey(
        ("\x1bOP", ENTER, FIND, "rekey", ENTER, DOWN, ENTER, DOWN, DOWN, DOWN),
        {"en": "They made me open it", "ru": "Меня заставили открыть"},
    ),
}


def record(journey: Journey, language: str) -> tuple[list[tuple[float, str]], str]:
    """Go through a journey; return what the terminal was sent and when, and the last picture."""
    command = [sys.executable, "-c", "from safejournal.__main__ import main; main()"]
    environment = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TZ": "UTC"}
    environment["PYTHONPATH"] = os.fspath(ROOT / "src")
    size = (LINES, COLUMNS)
    with Terminal([*command, "--lang", language, "demo"], environment=environment, size=size) as it:
        screen, events, now = Emulator(LINES, COLUMNS), [], 0.0
        for sent, pause in _walk(it, journey):
            events.append((round(now, 2), sent.decode("utf-8", "replace")))
            screen.feed(sent)
            now += pause
        shown = screen.text()
        it.send(LEAVE.encode())
        it.wait()
    return events, shown


def _walk(it: Terminal, journey: Journey) -> Iterator[tuple[bytes, float]]:
    """Type, and yield what came after each key, and how long it is looked at."""
    it.expect(b"\x1b[?1049h")
    _settled(it)
    yield it.output, LOOKING
    for keys in journey.keys:
        single = keys.startswith("\x1b") or len(keys) == 1
        for key in (keys,) if single else keys:
            it.send(key.encode())
            yield _settled(it), LOOKING if single else TYPING


def _settled(it: Terminal) -> bytes:
    """Return what comes until nothing more does."""
    before = len(it.output)
    while it.read(QUIET):
        pass
    return it.output[before:]


def cast(events: list[tuple[float, str]]) -> str:
    """Return a recording as asciinema reads it."""
    head = {"version": 2, "width": COLUMNS, "height": LINES, "env": {"TERM": "xterm-256color"}}
    lines = [head, *([at, "o", sent] for at, sent in events)]
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


if __name__ == "__main__":
    for name, journey in JOURNEYS.items():
        for language in LANGUAGES:
            events, _shown = record(journey, language)
            (HERE / f"{name}.{language}.cast").write_text(cast(events), encoding="utf-8")
