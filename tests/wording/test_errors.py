"""Errors and problems, said to a person."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from safejournal import errors
from safejournal.services.forms import FormInvalid
from safejournal.wording.errors import explain
from safejournal.wording.problems import REASONS, problem, problem_at, problems

SOURCE = Path(__file__).parents[2] / "src" / "safejournal"


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.NotFound("There is no record with this id."), "There is no record with this id."),
        (errors.InputRejected("$.title: unknown key"), "title: Unknown key"),
        (errors.InputRejected("this is not UTF-8 text"), "This is not UTF-8 text."),
        (
            FormInvalid({"when": "there is no such day", "channels[0].use": "one of: a, b"}),
            "Not accepted. When it happened: There is no such day; When to use it: One of: a, b",
        ),
    ],
)
def test_an_error_is_one_clear_sentence(error: errors.SafeJournalError, sentence: str) -> None:
    """With the field it is about, if it is about one; never more than a sentence."""
    assert explain(error) == (sentence, "")


def test_the_hint_stands_beside_the_sentence() -> None:
    """So that a front end may show it on a line of its own."""
    assert explain(errors.CannotUnlock("No slot opens.", hint="Caps Lock?")) == (
        "No slot opens.",
        "Caps Lock?",
    )


def test_problems_say_what_is_allowed() -> None:
    """Allowed words are named; a path without a label is shown as it is."""
    assert problem("not one of the words allowed here (sure, likely)") == "One of: sure, likely"
    assert problems({"expires": "there is no such day"}) == {"expires": "There is no such day"}
    assert problem_at("no.such.path", "unknown key") == "no.such.path: Unknown key"


def _reasons() -> set[str]:
    """Return what the domain and the codec give as reasons, with their numbers taken out."""
    found = set()
    for path in [*SOURCE.glob("domain/*.py"), SOURCE / "codec.py"]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "ValueError":
                found.add(_text(node.args[0]))
    return found


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    assert isinstance(node, ast.JoinedStr)
    names = iter("nm")
    return "".join(
        str(part.value) if isinstance(part, ast.Constant) else "{" + next(names) + "}"
        for part in node.values
    )


UNTOLD = {
    "a moment needs its time zone",  # a mistake of ours, not of a person
    "the format of a plan is {n}",  # only in plan files that another program wrote
    "one of: {n}",  # stands in the list with its own name for what follows
    "a time has exactly {n}",
    "a winter lies in two years that follow each other",  # `understand` says that it has not
}


def test_every_reason_stands_in_the_list_that_is_translated() -> None:
    """A new reason below cannot reach a person in English alone without anybody noticing."""
    assert _reasons() - UNTOLD <= set(REASONS)
