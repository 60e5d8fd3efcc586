"""The quick reading of a command line reads what click would, or leaves it to click."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safejournal.cli import daily, main, quick
from safejournal.cli.session import Doors, Session

OPTIONS = ("folder", "keyfile", "passphrase_fd", "today", "lang", "json", "yes")
WORDS = st.sampled_from(
    "add search assess note incident - -- --json --vault --vault=/x --keyfile=/k --today=2026-05-01"
    " --today 2026-05-01 2026-5-1 --lang=ru --lang xx --passphrase-fd 0 3 --passphrase-fd=٣ --yes"
    " --kind=note --inside --limit --help -h file.json word --plain list --jso".split()
) | st.sampled_from(["", "--vault=", "two words", "=", "--json=1", "\udcff"])


class Meant(Exception):
    """Carries what a command line was read as."""


@pytest.fixture(autouse=True)
def _nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have each act say what it was asked for in place of doing it."""

    def told(name: str) -> Callable[..., None]:
        takes = signature(getattr(daily, name))

        def act(session: Session, *words: Any, **options: Any) -> None:
            said = takes.bind(session, *words, **options)
            said.apply_defaults()
            del said.arguments["session"]
            kept = {each: getattr(session, each) for each in OPTIONS}
            raise Meant(name, said.arguments, kept)

        return act

    for name in ("add", "search", "assess"):
        monkeypatch.setattr(daily, name, told(name))


def _session() -> Session:
    return Session(Doors(start=None, compose=None, practise=None))  # type: ignore[arg-type]


def _by_click(arguments: list[str]) -> Any:
    try:
        with main.program().make_context("safejournal", list(arguments), obj=_session()) as context:
            main.program().invoke(context)
    except Meant as meant:
        return meant.args
    except (click.ClickException, click.exceptions.Exit) as other:
        return type(other)
    return None


def _quickly(arguments: list[str]) -> Any:
    act = quick.read(arguments, _session())
    if act is None:
        return None
    with pytest.raises(Meant) as meant:
        act()
    return meant.value.args


@given(st.lists(WORDS, max_size=6))
@example(["--vault", "/x", "add", "note", "-"])
@example(["search", "--json", "word", "--today", "2026-05-01", "other"])
@example(["--passphrase-fd", "3", "assess", "file.json", "--lang=ru"])
def test_reads_as_click_does_or_not_at_all(arguments: list[str]) -> None:
    """Whatever the words, what is read quickly is the act, the words and the options of click."""
    read = _quickly(arguments)
    assert read is None or read == _by_click(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["add", "note", "-"],
        ["--vault", "/x", "--json", "add", "incident", "file.json"],
        ["search", "word", "other", "--vault=/x"],
        ["search"],
        ["assess", "-", "--today=2026-05-01"],
    ],
)
def test_reads_the_plain_ways_itself(arguments: list[str]) -> None:
    """What people and scripts write every day does not wait for click."""
    assert _quickly(arguments) is not None


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--help"],
        ["add"],
        ["add", "nothing", "-"],
        ["add", "note", "-", "more"],
        ["search", "--inside", "word"],
        ["search", "--", "--json"],
        ["assess"],
        ["list"],
        ["--vault"],
        ["--vault", "/a", "--vault", "/b", "search", "word"],
        ["--today", "2026-13-01", "search", "word"],
        ["--lang", "xx", "search", "word"],
        ["--passphrase-fd", "-1", "search", "word"],
    ],
)
def test_leaves_the_rest_to_click(arguments: list[str]) -> None:
    """Own options, help, mistakes and other commands are not judged twice."""
    assert _quickly(arguments) is None
