"""Asking one line at a time, over any descriptor."""

from __future__ import annotations

import io
import os

import pytest

from safejournal.plain import talk as talks
from safejournal.plain.talk import LONGEST_TYPED, Talk, number_in
from tests.plain.scripted import Scripted


def _talk(typed: bytes, *, idle_minutes: float = 0) -> tuple[Talk, io.StringIO]:
    read, write = os.pipe()
    os.write(write, typed)
    os.close(write)
    shown = io.StringIO()
    return Talk(shown, source=read, idle_minutes=idle_minutes), shown


def test_lines_come_one_by_one_and_then_the_end() -> None:
    """Also when they came in one piece, and the last one without an end."""
    talk, shown = _talk("первая\r\n  second \nthird".encode())
    assert talk.ask("? ") == "первая"
    assert talk.ask_text("? ") == "  second "
    assert talk.ask("? ") == "third"
    with pytest.raises(EOFError):
        talk.ask("? ")
    assert shown.getvalue() == "? " * 4


def test_what_is_said_cannot_command_the_terminal() -> None:
    """Neither a text from the journal nor a question that holds one."""
    talk, shown = _talk(b"\n")
    talk.say("a\x1b[31mb\nc")
    talk.ask("d\x9be")
    assert "\x1b" not in shown.getvalue()
    assert "\x9b" not in shown.getvalue()
    assert "b\nc" in shown.getvalue()


def test_bytes_that_are_no_text_do_not_end_it() -> None:
    """They stand as what cannot be shown."""
    talk, _shown = _talk(b"\xff\xfe\n")
    assert talk.ask("? ") == "\ufffd\ufffd"


def test_nobody_answering_ends_it() -> None:
    """After the minutes that are set."""
    read, write = os.pipe()
    talk = Talk(io.StringIO(), source=read, idle_minutes=0.0005)
    with pytest.raises(TimeoutError):
        talk.ask("? ")
    os.write(write, b"too late\n")
    assert talk.ask("? ") == "too late"


def test_a_machine_that_slept_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever wakes it need not be the one who closed its lid: what they type is not taken."""
    offsets = iter([0.0, talks.CLOCK_JUMP + 1])
    monkeypatch.setattr(talks, "_drift", lambda: next(offsets))
    talk, _shown = _talk(b"somebody else\n", idle_minutes=1)
    with pytest.raises(TimeoutError):
        talk.ask("? ")


def test_a_line_that_the_terminal_may_have_cut_is_named() -> None:
    """Nothing is lost in silence."""
    talk, shown = _talk(b"a" * LONGEST_TYPED + b"\n")
    assert len(talk.ask("? ")) == LONGEST_TYPED
    assert "Is its end there?" in shown.getvalue()


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        ("1", 0),
        ("3", 2),
        ("03", 2),
        ("0", None),
        ("4", None),
        ("-1", None),
        ("x", None),
        ("", None),
    ],
)
def test_a_number_names_a_place(answer: str, place: int | None) -> None:
    """From one to the last; digits of any script that Python reads as digits."""
    assert number_in(answer, 3) == place
    assert number_in("٣", 3) == 2


def test_choices_are_said_again_when_asked_for() -> None:
    """Known ones are not read out each time; a wrong number costs nothing."""
    talk = Scripted(["9", "?", "2"])
    assert talk.choose("Which? ", ["one", "two"], known=True) == 1
    shown = talk.shown.getvalue()
    assert shown.index("A number from 1 to 2") < shown.index("1. one")
    assert Scripted([""]).choose("Which? ", ["one"]) is None


@pytest.mark.parametrize(
    ("answer", "yes"),
    [("y", True), ("Да", True), ("yes", True), ("", False), ("н", False), ("no", False)],
)
def test_only_a_plain_yes_is_one(answer: str, yes: bool) -> None:
    """The key of y on a Russian layout is the first letter of no."""
    assert Scripted([answer]).ask_yes("Sure?") is yes
