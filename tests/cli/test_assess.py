"""`assess`: a plan file or a trip, held against guidance."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.content.builtin import base
from tests.cli.calling import Cli, speaking
from tests.domain.plans import SETTINGS

PLAN: dict[str, Any] = {
    "format": "safejournal-plan/1",
    "person": {"home_state": "RU", "lives_in": "KG", "status_abroad": "visitor"},
    "legs": [{"from": {"country": "KG"}, "to": {"country": "KZ"}, "mode": "road",
              "date": "2026-06-01"}],
    "legal": [{"kind": "criminal_case", "state": "RU"}],
}  # fmt: skip
KEYS = ["format", "attention", "findings", "unanswered", "not_checked"]
FINDING = [
    "rule", "mechanism", "severity", "leg", "because", "cases", "checklists", "reviewed", "sources"
]  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a plan file."""
    path = tmp_path / "plan.json"
    path.write_text(json.dumps(PLAN))
    return path


def test_a_file_is_assessed_without_a_vault(cli: Cli, file: Path) -> None:
    """In the shape of the contract; nothing is unlocked, and there need not be a vault."""
    called = cli("assess", str(file), "--json", vault=str(file.parent / "none"))
    assert called.code == 0, called.err
    assert (called.err, cli.asked) == ("", [])
    found = called.json
    assert list(found) == KEYS
    assert found["format"] == "safejournal-assessment/1"
    assert found["attention"] == "stop_and_get_advice"
    for each in found["findings"]:
        assert list(each) == FINDING
        assert each["because"]
        assert each["sources"]
        assert set(each["cases"]) <= base().cases.keys()
    assert list(found["unanswered"][0]) == ["question", "path", "matters_for"]
    assert found["not_checked"]


def test_standard_input_and_a_trip_give_the_same(cli: Cli, file: Path) -> None:
    """A trip in the journal holds the plan that the file holds."""
    from_file = cli("assess", str(file), "--json").out
    assert cli("assess", "-", "--json", stdin=file.read_bytes()).out == from_file
    added = cli("add", "trip", "-", "--json", stdin=json.dumps({"plan": PLAN}))
    trip = added.json["id"]
    assert cli("assess", trip, "--json").out == from_file
    assert cli("assess", trip[:8], "--json").out == from_file


def test_the_same_plan_gives_the_same_bytes(cli: Cli, file: Path) -> None:
    """On the same day; the order of its keys does not matter."""
    once = cli("assess", str(file), "--json").out
    turned = json.dumps(dict(reversed(PLAN.items()))).encode()
    assert cli("assess", "-", "--json", stdin=turned).out == once


def test_a_person_is_told_the_whole_of_it(cli: Cli, file: Path) -> None:
    """Attention first, findings with all their grounds, open questions, what is not known."""
    said = cli("assess", str(file)).text
    told = cli("assess", str(file), "--json").json
    flat = " ".join(said.split())
    assert said.startswith("Stop and get advice first.\n")
    assert "Leg 1: Kyrgyzstan to Kazakhstan, 1 June 2026" in said
    for each in told["findings"]:
        assert " ".join(each["because"][-1].split()) in flat
        for case in each["cases"]:
            assert case in said
        for checklist in each["checklists"]:
            assert f"({checklist})" in flat
        for source in each["sources"]:
            assert source["url"].split("/")[2].removeprefix("www.") in said
    for each in told["unanswered"]:
        assert each["question"] in flat
    for sentence in told["not_checked"]:
        assert sentence in flat
    assert max(map(len, re.sub(r"\S*https?://\S+", "", said).splitlines())) <= 78


def test_the_language_is_the_one_that_was_asked_for(cli: Cli, file: Path) -> None:
    """The pack's own sentences come in Russian."""
    with speaking("ru"):
        said = cli("assess", str(file)).text
    assert "полиция там ищет" in said
    assert "Кыргызстан" in said


def test_a_blank_plan_gives_questions_and_never_calm(cli: Cli) -> None:
    """Nothing was found because nothing was said."""
    called = cli("assess", "-", stdin='{"format":"safejournal-plan/1"}')
    assert called.code == 0
    assert called.text.startswith("It cannot be said yet")
    assert "Which state might pursue you?" in called.text


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ('{"format":"safejournal-plan/1","legs":[{"mode":"zeppelin"}]}', "legs[0].mode"),
        ('{"format":"safejournal-plan/1","legs":[{"colour":"red"}]}', "legs[0].colour"),
        ('{"format":"safejournal-plan/1","person":{"home_state":"russia"}}', "person"),
        ('{"format":"safejournal-plan/2"}', ""),
        ("{}", ""),
        ("[" * 5000, ""),
        ('{"format":"safejournal-plan/1","legs":' + "[[]]" + "}", "legs[0]"),
        ('{"format":"safejournal-plan/1","format":"safejournal-plan/1"}', ""),
        ("x" * ((1 << 20) + 1), ""),
        ("\udcff", ""),
    ],
)
def test_a_plan_that_cannot_be_read_is_refused(cli: Cli, document: str, path: str) -> None:
    """With the path and the words allowed, never the word that stood there; exit 5, no answer."""
    called = cli("assess", "-", "--json", stdin=document.encode("utf-8", "surrogateescape"))
    assert (called.code, called.out) == (5, b"")
    assert path in called.err
    for word in ("zeppelin", "russia", "red"):
        assert word not in called.err.replace("refused", "")


def test_what_is_not_there_is_said_in_a_sentence(cli: Cli, tmp_path: Path) -> None:
    """No such file, no such record, a record that is no trip: exit 1, and no answer."""
    note = cli("add", "note", "-", "--json", stdin='{"title":"x"}').json["id"]
    for source in (str(tmp_path / "none.json"), "abcd", note):
        called = cli("assess", source)
        assert (called.code, called.out) == (1, b"")
        assert len(called.err.strip().splitlines()) <= 2


def test_a_file_goes_before_a_record_of_that_name(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan may lie in a file called `cafe`."""
    monkeypatch.chdir(tmp_path)
    Path("cafe").write_text(json.dumps(PLAN))
    assert cli("assess", "cafe", "--json").json["attention"] == "stop_and_get_advice"
    assert cli.asked == []


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(SETTINGS), st.sampled_from(["en", "ru"]), st.booleans())
def test_nothing_that_is_said_is_a_promise(
    cli: Cli, plan: dict[str, Any], language: str, known: bool
) -> None:
    """The word for being out of danger never stands in an answer, and limits always do."""
    more = {"legal": [], "signals": [], "preparations": ["lawyer_ready"]} if known else {}
    given_ = json.dumps(plan | more)
    with speaking(language):
        said = " ".join(cli("assess", "-", stdin=given_).text.split())
        told = cli("assess", "-", "--json", stdin=given_).json
    without_sources = re.sub(r"“.*?”|\S*https?://\S+", "", said)
    assert not re.search(r"\bsafe|безопасн", without_sources, re.IGNORECASE)
    assert told["not_checked"]
    for sentence in told["not_checked"]:
        assert sentence in said


LOADED = """
import sys
from safejournal.__main__ import main
code = main(sys.argv[1:])
names = {name.partition(".")[0] for name in sys.modules}
ours = {name for name in sys.modules if name.startswith("safejournal.")}
print(code, sorted(names & {"textual", "rich", "sqlcipher3", "argon2", "cryptography", "pyrage",
                            "reportlab", "segno"}),
      sorted(ours & {"safejournal.vault", "safejournal.tui", "safejournal.plain"}), file=sys.stderr)
"""


@pytest.mark.parametrize("more", [["--json"], []])
def test_a_file_is_assessed_without_the_app_or_the_vault(file: Path, more: list[str]) -> None:
    """Neither Textual nor what opens a vault is loaded: it is to be quick, and holds no secret."""
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, "assess", str(file), *more],
        env=os.environ | {"HOME": str(file.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr.strip().splitlines()[-1] == "0 [] []"
