"""The commands of every day, read without click: the plainest ways to put add, search and assess.

To load click and to have it read a line takes 10 ms, more than to write a record. Read here is only
what click would read the same way (`tests/cli/test_quick.py` holds the two together); an option of
a command's own, a call for help and every mistake are left to click.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from safejournal import i18n
from safejournal.cli import daily
from safejournal.cli.session import Session

Act = Callable[[], None]


def read(arguments: Sequence[str], session: Session) -> Act | None:
    """Return the act that is meant, its options put into the session; None leaves it to click."""
    kept: dict[str, object] = {}
    words: list[str] = []
    waiting = list(arguments)
    try:
        while waiting:
            word = waiting.pop(0)
            if _is_option(word):
                name, value = _option(word, waiting)
                if name in kept:
                    return None
                kept[name] = value
            else:
                words.append(word)
        act = _act(session, words)
    except ValueError:
        return None
    for name, value in kept.items():
        setattr(session, name, value)
    return act


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"


def _option(word: str, waiting: list[str]) -> tuple[str, object]:
    """Return where the session keeps an option, and what. ValueError for what is not plain."""
    if word == "--json":
        return "json", True
    name, equals, value = word.partition("=")
    if name not in _OPTIONS or not (equals or waiting):
        raise ValueError
    if not equals:
        value = waiting.pop(0)
    if _is_option(value):
        raise ValueError
    keeps, convert = _OPTIONS[name]
    return keeps, convert(value)


def _act(session: Session, words: list[str]) -> Act:
    name, *rest = words or [""]
    if name == "add" and 1 <= len(rest) <= len(("KIND", "FILE")):
        from safejournal.domain.words import Kind

        kind, file = Kind(rest[0]), rest[1] if rest[1:] else None
        return lambda: daily.add(session, kind, file)
    if name == "search":
        return lambda: daily.search(session, tuple(rest))
    if name == "assess" and len(rest) == 1:
        return lambda: daily.assess(session, rest[0])
    raise ValueError


def _descriptor(value: str) -> int:
    if not (value.isascii() and value.isdigit()):
        raise ValueError
    return int(value)


def _language(value: str) -> str:
    if value not in i18n.LANGUAGES:
        raise ValueError
    return value


def _day(value: str) -> object:
    from safejournal.domain.times import parse_day

    return parse_day(value)


_OPTIONS: dict[str, tuple[str, Callable[[str], object]]] = {
    "--vault": ("folder", str),
    "--keyfile": ("keyfile", str),
    "--passphrase-fd": ("passphrase_fd", _descriptor),
    "--today": ("today", _day),
    "--lang": ("lang", _language),
}
"""Where the session keeps each shared option, and how its text is read."""
