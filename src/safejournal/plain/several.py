"""Several of a list, by their numbers on one line; a place for a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from safejournal import config
from safejournal.i18n import _
from safejournal.plain.talk import LIST_AGAIN, Talk, number_in


def choose_several(talk: Talk, question: str, choices: Iterable[str]) -> list[int]:
    """List numbered choices; return the places (from 0) that were chosen, none for Enter."""
    named = list(choices)
    lines = [f"{number}. {choice}" for number, choice in enumerate(named, 1)]
    talk.say_all(lines)
    while answer := talk.ask(question):
        if answer == LIST_AGAIN:
            talk.say_all(lines)
            continue
        places = [number_in(each, len(named)) for each in answer.replace(",", " ").split()]
        if None not in places:
            return list(dict.fromkeys(place for place in places if place is not None))
        talk.say(
            _("Numbers from 1 to {n}, with spaces between them, or Enter.").format(n=len(named))
        )
    return []


def ask_path(talk: Talk, question: str) -> Path | None:
    """Ask for a file; None for Enter."""
    typed = talk.ask(question)
    return config.typed_path(typed) if typed else None


def ask_new_file(talk: Talk, name: str, warning: str) -> Path | None:
    """Say what it means to write a file, and ask where; a folder gets the name offered."""
    talk.say(warning)
    path = ask_path(talk, _("Path of the new file, or a folder; Enter writes nothing: "))
    return path / name if path is not None and path.is_dir() else path
