"""How a command answers: one JSON document, or lines for a person."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
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
        return
    if session.practice:
        from safejournal.wording.practice import band

        write_lines([band()])
    if not write_lines(lines()):
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


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines that no terminal cuts in the middle of a word; a pipe gets them as they are."""
    if not sys.stdout.isatty():
        yield from lines
        return
    import shutil
    import textwrap

    width = max(NARROWEST, min(WIDEST, shutil.get_terminal_size().columns - 1))
    for line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        if len(line) <= width:
            yield line
            continue
        yield from textwrap.wrap(
            line,
            width,
            subsequent_indent=f"{indent}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )


NARROWEST, WIDEST = 20, 100
"""Columns: below, folding makes nothing more readable; above, the eye loses the next line."""


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
