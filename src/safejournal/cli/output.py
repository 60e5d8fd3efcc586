"""How a command answers: one JSON document, or lines for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any

from safejournal.cli.session import Session, tell
from safejournal.i18n import _

Value = dict[str, Any] | list[Any]


def answer(
    session: Session, value: Callable[[], Value], lines: Callable[[], Iterable[str]]
) -> None:
    """Write the answer in the form that was asked for; only that one is made."""
    if session.json:
        write_json(value())
    elif not write_lines(lines()):
        tell(_("Nothing to show."))


def write_json(value: Value) -> None:
    """Write one JSON document, and nothing in it that a terminal would obey."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    sys.stdout.flush()
    sys.stdout.buffer.write(_escaped(text).encode("ascii" if text.isascii() else "utf-8"))
    sys.stdout.buffer.write(b"\n")


def _escaped(text: str) -> str:
    """Write as JSON escapes what is not seen: C1 controls, overrides, joiners, half characters."""
    lines = text.split("\n")
    return "\n".join(line if line.isprintable() else "".join(map(_escape, line)) for line in lines)


def _escape(character: str) -> str:
    if character.isprintable():
        return character
    return json.dumps(character)[1:-1]


def write_lines(lines: Iterable[str]) -> int:
    """Write lines for a person, with nothing in them that commands a terminal; return how many."""
    from safejournal.domain.visible import visible

    written = 0
    for line in lines:
        sys.stdout.write(visible(line) + "\n")
        written += 1
    return written


def progress_on_terminal(said: str) -> Callable[[int, int], None]:
    """Return what shows how far some work has come, on a terminal alone."""
    shown = -1

    def show(done: int, whole: int) -> None:
        nonlocal shown
        percent = 100 if whole == 0 else done * 100 // whole
        if percent != shown and sys.stderr.isatty():
            shown = percent
            sys.stderr.write(f"\r{said} {percent} %" + ("\n" if done >= whole else ""))
            sys.stderr.flush()

    return show
