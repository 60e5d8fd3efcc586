"""`paper` and `keycard -o`: one page, shown first, noted, and nothing that may not leave."""

from __future__ import annotations

import io
import json
import stat
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.cli.calling import Cli


def _add(cli: Cli, kind: str, **values: Any) -> str:
    added = cli("add", kind, "-", "--json", stdin=json.dumps(values))
    assert added.code == 0, added.err
    found: str = added.json["id"]
    return found


@pytest.fixture
def contact(cli: Cli) -> str:
    """Return a contact without a key, for whom a check-in lies ahead."""
    found = _add(
        cli,
        "contact",
        name="Bela Example",
        pseudonym="Reed",
        instructions="Ask the lawyer first.",
        challenge={"question": "Which tree?", "answer": "the pear tree"},
    )
    steps = ["Call the lawyer", "Wait a day"]
    checkin = {"due": "2026-05-02T18:00+05:00", "with": found, "steps": steps}
    _add(cli, "trip", title="To the sea", checkins=[checkin])
    return found


def test_a_card_to_copy_by_hand_comes_on_standard_output(cli: Cli, contact: str) -> None:
    """No file is written; what having it may cost is said beside it; it is noted."""
    made = cli("paper", "card", contact[:8])
    assert made.code == 0, made.err
    assert "1. Call the lawyer" in made.text
    assert "before step 2" in " ".join(made.text.split())
    assert "Whoever finds it can read it" in " ".join(made.err.split())
    assert "To the sea" not in made.text


def test_json_gives_the_page_and_how_it_was_noted(cli: Cli, contact: str) -> None:
    """One document: number, reader, fields, content."""
    made = cli("paper", "card", contact, "--json").json
    assert made["form"] == "paper"
    assert made["purpose"] == "card"
    assert [(each["contact"], each["recipient"]) for each in made["to"]] == [(contact, None)]
    assert f"Number {made['number']}" in made["content"]
    assert any("checkins[0].steps[0]" in each["fields"] for each in made["records"])


@pytest.mark.parametrize("name", ["sheet.html", "sheet.pdf", "sheet.txt"])
def test_a_sheet_is_written_in_the_form_that_the_name_says(
    cli: Cli, contact: str, tmp_path: Path, name: str
) -> None:
    """New, private, one page; what stands there already is not touched."""
    target = tmp_path / name
    trip = cli("list", "trip", "--json").json[0]["id"]
    call = ("paper", "emergency", contact, "--select", trip, "-o", str(target), "--json")
    made = cli(*call)
    assert made.code == 0, made.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    content = target.read_bytes()
    if name.endswith("pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        assert len(reader.pages) == 1
        text = reader.pages[0].extract_text()
    else:
        text = content.decode()
    assert "Which tree?" in text
    assert "pear tree" not in text
    assert str(made.json["number"]) in text
    assert cli(*call).code == 1
    assert target.read_bytes() == content
    assert cli(*call, "--force").code == 0


def test_the_preview_shows_fields_page_and_cost_and_notes_nothing(cli: Cli, contact: str) -> None:
    """What leaves, what stays and why; and the page as it would be."""
    said = cli("paper", "card", contact, "--preview")
    assert said.code == 0, said.err
    told = " ".join(said.text.split())
    for each in ("Leaves:", "Stays:", "Call the lawyer", "······", "Whoever finds it"):
        assert each in told
    seen = cli("paper", "card", contact, "--preview", "--json").json
    assert "Call the lawyer" in seen["page"]
    assert seen["proof"] == "none"
    stays = [each["field"] for record in seen["records"] for each in record["stays"]]
    assert "challenge.answer" in stays
    assert "pear tree" not in json.dumps(seen)


def test_on_a_terminal_it_is_shown_and_asked_first(cli: Cli, contact: str) -> None:
    """Anything but a yes makes no paper."""
    asked = cli("paper", "card", contact, stdin="n\n", terminal=True)
    assert asked.code == 1
    assert "Leaves:" in asked.err
    assert "Make this paper?" in asked.err
    assert cli("paper", "card", contact, stdin="y\n", terminal=True).code == 0


def test_a_field_can_be_kept_back(cli: Cli, contact: str) -> None:
    """By its path in the record's JSON."""
    trip = cli("list", "trip", "--json").json[0]["id"]
    made = cli("paper", "card", contact, "--keep-back", f"{trip}:checkins[0].steps[1]")
    assert "Call the lawyer" in made.text
    assert "Wait a day" not in made.text


def test_sent_tells_of_the_paper_and_waits_for_no_receipt(cli: Cli, contact: str) -> None:
    """Nothing comes back from a paper."""
    number = cli("paper", "card", contact, "--json").json["number"]
    said = cli("sent")
    assert "on paper" in said.text
    assert str(number) in said.text
    assert "Reed" in said.text
    assert "receipt" not in said.text
    (noted,) = cli("sent", "--json").json["sent"]
    assert (noted["form"], noted["number"]) == ("paper", number)


def test_whom_one_never_contacts_needs_a_yes(cli: Cli) -> None:
    """Without a terminal it is refused, unless --yes."""
    never = _add(cli, "contact", name="N", never_contact=True)
    checkin = {"due": "2026-05-02T18:00+05:00", "with": never, "steps": ["Wait"]}
    _add(cli, "trip", title="T", checkins=[checkin])
    assert cli("paper", "card", never, "--json").code == 1
    assert cli("paper", "card", never, "--json", "--yes").code == 0


def test_what_is_too_long_for_one_page_is_refused(cli: Cli, contact: str) -> None:
    """With what can be done, and nothing written."""
    steps = [f"a step of some length that is number {n} of very many" for n in range(90)]
    checkin = {"due": "2026-05-03T18:00+05:00", "with": contact, "steps": steps}
    trip = _add(cli, "trip", title="Long", checkins=[checkin])
    made = cli("paper", "card", contact, "--select", trip)
    assert made.code == 1
    assert "does not fit on one page" in made.err


def test_a_key_card_page_is_written_with_the_key_in_it(
    cli: Cli, contact: str, tmp_path: Path
) -> None:
    """Needs no terminal, since the secret goes into the file alone."""
    for name in ("key.html", "key.pdf", "key.txt"):
        target = tmp_path / name
        made = cli("keycard", contact, "-o", str(target), "--yes", "--json")
        assert made.code == 0, made.err
        assert "AGE-SECRET" not in made.text
        content = target.read_bytes()
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        if name.endswith("pdf"):
            reader = pypdf.PdfReader(io.BytesIO(content))
            assert len(reader.pages) == 1
            content = reader.pages[0].extract_text().encode()
        assert b"AGE-SECRET-KEY-1" in content
        assert made.json["recipient"].encode() in content
        for word in made.json["sender_words"]:
            assert word.encode() in content
        assert b"could have read what it receives" in b" ".join(content.split())


def test_a_page_that_cannot_be_written_makes_no_key(cli: Cli, contact: str, tmp_path: Path) -> None:
    """The contact keeps the key that they have."""
    target = tmp_path / "there.html"
    target.write_text("mine")
    assert cli("keycard", contact, "-o", str(target), "--yes").code == 1
    assert cli("show", contact, "--json").json.get("recipient", "") == ""
    assert target.read_text() == "mine"
