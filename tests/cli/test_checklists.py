"""`checklist`: looked at without a vault, worked through in it, printed."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path

import pypdf
import pytest

from safejournal.content.builtin import base
from tests.cli.calling import Cli, speaking


def _trip(cli: Cli, **said: object) -> str:
    plan = {"format": "safejournal-plan/1", **said}
    added = cli("add", "trip", "-", "--json", stdin=json.dumps({"title": "There", "plan": plan}))
    found: str = added.json["id"]
    return found


def test_lists_and_single_checklists_need_no_vault(cli: Cli, tmp_path: Path) -> None:
    """An array in the pack's order; a checklist with every step, its reason and its sources."""
    nowhere = str(tmp_path / "none")
    listed = cli("checklist", "list", "--json", vault=nowhere).json
    assert [each["id"] for each in listed] == [each["id"] for each in base().checklists]
    shown = cli("checklist", "show", "deserters", "--json", vault=nowhere).json
    assert len(shown["steps"]) == next(e["steps"] for e in listed if e["id"] == "deserters")
    for step in shown["steps"]:
        assert step["do"]
        assert step["why"]
        assert step["sources"][0]["url"]
    said = cli("checklist", "show", "deserters", vault=nowhere)
    assert "[ ] 1. Make a third country your first aim." in said.text
    assert cli.asked == []


def test_a_plan_ticks_and_leaves_out_steps(cli: Cli) -> None:
    """What is left out is told too, with the reason that the plan says so."""
    trip = _trip(cli, preparations=["lawyer_ready"], signals=[])
    shown = cli("checklist", "show", "device-after-seizure", "--trip", trip, "--json").json
    assert [each["id"] for each in shown["left_out"]] == ["warning-of-attack"]
    said = " ".join(cli("checklist", "show", "device-after-seizure", "--trip", trip).text.split())
    assert "Left out, because of what the plan says: " in said
    assert "[x] 1." not in cli("checklist", "show", "before-any-border").text
    assert "[x]" in cli("checklist", "show", "before-any-border", "--trip", trip).text


def test_old_steps_are_shown_as_old(cli: Cli) -> None:
    """On a later day, each with its warning; none is left out."""
    now = cli("checklist", "show", "deserters").text
    cli.today = "2031-01-01"
    later = cli("checklist", "show", "deserters").text
    assert "Old: reviewed on" not in now
    assert later.count("[ ]") == now.count("[ ]") == later.count("Old: reviewed on")


def test_a_run_is_begun_ticked_and_shown(cli: Cli) -> None:
    """By the number of a step or its id; set aside, opened again, remarked upon."""
    begun = cli("checklist", "start", "deserters", "--json").json["id"]
    for words in (["1"], ["2", "--not-for-me"], ["3"], ["3", "--undo"]):
        called = cli("checklist", "tick", begun[:8], *words, "--json")
        assert called.code == 0, called.err
    step = cli("checklist", "show", begun, "--json").json["steps"][3]["id"]
    noted = cli("checklist", "tick", begun, step, "--note", stdin="asked the lawyer")
    assert noted.code == 0, noted.err
    shown = cli("checklist", "show", begun, "--json").json
    assert [each["state"] for each in shown["steps"][:4]] == ["done", "not_for_me", "open", "open"]
    assert shown["steps"][3]["note"] == "asked the lawyer"
    assert shown["progress"] == {"done": 1, "open": 7, "not_for_me": 1}
    assert cli("checklist", "runs", "--json").json == [shown]
    assert "1 done, 7 open; 1 not for me" in cli("checklist", "runs").text
    assert "My remark: asked the lawyer" in cli("checklist", "show", begun).text
    assert len(cli("history", begun, "--json").json) == 6


def test_a_run_for_a_trip_is_linked_with_it(cli: Cli) -> None:
    """And begins with what the plan says is done."""
    trip = _trip(cli, preparations=["lawyer_ready"])
    begun = cli("checklist", "start", "before-any-border", "--trip", trip, "--json").json["id"]
    shown = cli("checklist", "show", begun, "--json").json
    assert shown["trip"] == trip
    assert shown["progress"]["done"] == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["show", "no-such-list"], 1),
        (["show", "abcd"], 1),
        (["start", "no-such-list"], 1),
        (["tick", "abcd", "1"], 1),
        (["tick", "RUN", "99"], 1),
        (["tick", "RUN", "no-such-step"], 1),
        (["tick", "RUN", "1", "--undo", "--note"], 2),
        (["tick", "NOTE", "1"], 1),
        (["show", "deserters", "--trip", "NOTE"], 1),
        (["print", "deserters", "--format", "docx"], 2),
        (["print", "deserters", "--format", "pdf", "--json"], 2),
    ],
)
def test_what_cannot_be_done_is_refused(cli: Cli, words: list[str], code: int) -> None:
    """With the exit code of the contract, and nothing changed."""
    begun = cli("checklist", "start", "deserters", "--json").json["id"]
    note = cli("add", "note", "-", "--json", stdin='{"title":"x"}').json["id"]
    before = cli("checklist", "show", begun, "--json").json
    called = cli("checklist", *[{"RUN": begun, "NOTE": note}.get(each, each) for each in words])
    assert (called.code, called.out) == (code, b"")
    assert called.err
    assert cli("checklist", "show", begun, "--json").json == before


# ---------------------------------------------------------------- print


def test_text_and_html_go_to_standard_output(cli: Cli) -> None:
    """Unless a file is named; in JSON as one document."""
    text = cli("checklist", "print", "deserters")
    assert text.text.startswith("You left the army or did not go\n")
    with speaking("ru"):
        page = cli("checklist", "print", "deserters", "--format", "html")
    assert page.text.startswith('<!DOCTYPE html>\n<html lang="ru">')
    told = cli("checklist", "print", "deserters", "--json").json
    assert told == {"format": "text", "content": text.text}


def test_a_pdf_is_a_new_private_file_with_cyrillic_in_it(cli: Cli, tmp_path: Path) -> None:
    """Its name says the form; what lies there already is not overwritten unasked."""
    target = tmp_path / "list.pdf"
    words = ("checklist", "print", "deserters", "-o", str(target))
    with speaking("ru"):
        called = cli(*words)
    assert called.code == 0, called.err
    assert "не зашифровано" in called.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    text = "".join(page.extract_text() for page in pypdf.PdfReader(target).pages)
    step = base().checklist("deserters")["item"][0]["do"]["ru"]
    assert "".join(step.split()) in "".join(text.split())
    assert cli(*words).code == 1
    assert cli(*words, "--force", "--json").json == {"format": "pdf", "file": str(target)}


def test_a_pdf_may_go_into_a_pipe_and_not_onto_a_terminal(cli: Cli) -> None:
    """Where it would be noise."""
    made = cli("checklist", "print", "deserters", "--format", "pdf")
    assert pypdf.PdfReader(io.BytesIO(made.out)).pages
    refused = cli("checklist", "print", "deserters", "--format", "pdf", terminal=True)
    assert (refused.code, refused.out) == (1, b"")


def test_a_run_is_printed_as_it_stands(cli: Cli) -> None:
    """Ticks, remarks and all; on its card only what is still to be done."""
    begun = cli("checklist", "start", "deserters", "--json").json["id"]
    cli("checklist", "tick", begun, "1")
    cli("checklist", "tick", begun, "2", "--note", stdin="<b>asked</b>")
    page = cli("checklist", "print", begun, "--format", "html").text
    assert '<span class="box">[x] 1.</span>' in page
    assert "My remark: &lt;b&gt;asked&lt;/b&gt;" in page
    card = cli("checklist", "print", begun, "--card").text
    first, second = (each["do"]["en"] for each in base().checklist("deserters")["item"][:2])
    assert first not in " ".join(card.split())
    assert second in " ".join(card.split())
    assert "http" not in card


def test_letters_that_the_pdf_lacks_are_told(cli: Cli, tmp_path: Path) -> None:
    """On standard error, where the answer is not."""
    begun = cli("checklist", "start", "deserters", "--json").json["id"]
    cli("checklist", "tick", begun, "1", "--note", stdin="سلام")
    called = cli("checklist", "print", begun, "-o", str(tmp_path / "a.pdf"))
    assert called.code == 0
    assert "the HTML shows them" in called.err
