"""Workshops on the command line: shown, printed, seated, reset; practice marked in every answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safejournal.content import scenarios as content
from safejournal.domain.records import Note
from safejournal.services import journal as records
from safejournal.services import packs, sitting, written_file
from safejournal.vault.derivation import Realm
from tests.cli.calling import Cli
from tests.vault.journals import make_journal

NAME = "two-neighbours"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test a machine of its own."""
    for name, folder in (("HOME", "home"), ("XDG_DATA_HOME", "data"), ("TMPDIR", "passing")):
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(name, str(tmp_path / folder))
    yield tmp_path
    written_file.watch(None)


def answered(call: Cli, *arguments: str) -> Any:
    """Return the JSON document of a call that succeeds."""
    called = call(*arguments, "--json")
    assert called.code == 0, called.err
    return json.loads(called.out)


def test_scenarios_are_listed_shown_and_printed(cli: Cli, machine: Path) -> None:
    """Without a vault: all that come with the program, one guide, and the files of a packet."""
    listed = answered(cli, "workshop", "list")
    assert [each["id"] for each in listed] == content.shipped()
    shown = answered(cli, "workshop", "show", NAME)
    assert shown["codes"] == content.read_shipped(NAME, "en").codes()
    assert b"Facilitator" in cli("workshop", "show", NAME).out
    folder = machine / "papers"
    written = answered(cli, "workshop", "print", NAME, "-o", str(folder), "--format", "text")
    assert sorted(written["files"]) == sorted(map(str, folder.iterdir()))
    assert cli("workshop", "show", "none").code == 1
    assert cli.asked == []


def test_a_scenario_is_made_from_the_template(cli: Cli, machine: Path) -> None:
    """New, validated with reasons, shown, built and signed, installed and listed."""
    folder = machine / "mine"
    assert answered(cli, "workshop", "new", str(folder))["files"] == ["pack.toml", "scenario.toml"]
    assert answered(cli, "pack", "validate", str(folder)) == {"valid": True, "problems": []}
    assert answered(cli, "workshop", "show", str(folder))["id"] == "my-scenario"
    assert cli("workshop", "new", str(folder)).code == 1
    file = machine / "mine.pack"
    answered(cli, "pack", "build", str(folder), "-o", str(file))
    assert cli("pack", "install", str(file), "--json").code == 1
    answered(cli, "pack", "install", str(file), "--yes")
    listed = {each["id"]: each for each in answered(cli, "pack", "list")}
    assert listed["my-scenario"]["items"] == {"roles": 2, "steps": 3, "injects": 1, "records": 1}
    text = (folder / "scenario.toml").read_text("utf-8")
    (folder / "scenario.toml").write_text(text.replace('kind = "call"', 'kind = "bribe"'), "utf-8")
    called = cli("pack", "validate", str(folder), "--json")
    assert called.code == 5
    (problem,) = json.loads(called.out)["problems"]
    assert problem["file"] == "scenario.toml"
    assert "kind is one of" in problem["reason"]


def test_a_seat_is_made_and_everything_is_reset(cli: Cli, machine: Path) -> None:
    """The answer says what opens it; the reset asks, removes it, and lists what it looked for."""
    seat = answered(cli, "workshop", "seat", NAME, "--role", "traveller")
    assert Path(seat["vault"], "head").is_file()
    assert seat["role"] == "traveller"
    assert answered(cli, "workshop", "seat", NAME, "--into", str(machine / "x"))["role"] is None
    assert cli("workshop", "seat", NAME, "--role", "nobody", "--json").code == 1
    assert cli("workshop", "seat", NAME).code == 1, "a passphrase does not go into a pipe"
    assert cli("workshop", "run", NAME, "--json").code == 2
    demo = answered(cli, "demo", "--into", str(machine / "demo"))
    assert cli("workshop", "reset", "--json").code == 1
    assert Path(seat["vault"]).exists()
    found = answered(cli, "workshop", "reset", "--yes")["leftovers"]
    removed = {place for each in found for place in each["removed"]}
    assert {seat["vault"], demo["vault"], str(machine / "x")} <= removed
    assert not any(each["left"] for each in found)
    assert not Path(seat["vault"]).exists()
    assert b"none." in cli("workshop", "reset", "--yes").out


def test_exercises_and_numbers_by_commands(tmp_path: Path) -> None:
    """How a procedure stands, the numbers of a room, and both refused in a journal of one's own."""
    own = Cli(make_journal(tmp_path / "own"))
    call = Cli(make_journal(tmp_path / "practice", realm=Realm.PRACTICE))
    with call.journal.open() as vault:
        sitting.begin(vault, NAME)
    told = answered(call, "workshop", "drill", "pair")
    assert [told[part]["holds"] for part in ("gives", "keeps")] == [False, False]
    assert answered(call, "workshop", "drill", "travel-light") == {"travels": {"holds": True}}
    assert call("workshop", "drill", "recovery", "--forget", "--json").code == 1
    refused = call("workshop", "drill", "recovery", "--forget", "--yes")
    assert "no recovery sheets" in refused.err
    counted = answered(call, "workshop", "count", "before", "words", "7", "3", "0")
    assert counted["counts"] == {"not_yet": 7, "partly": 3, "yes": 0}
    file = tmp_path / "numbers.html"
    answered(call, "workshop", "numbers", "-o", str(file))
    assert "not yet: 7" in file.read_text("utf-8")
    answered(call, "workshop", "count", "after", "words", "1", "1", "2")
    assert "Fewer than five" in call("workshop", "numbers", "-o", f"{file}2").err
    for arguments in (("drill", "pair"), ("drill", "travel-light"), ("numbers", "-o", "x")):
        assert own("workshop", *arguments).code == 1


PLAYED = """
import sys
from safejournal import __main__
from safejournal.services import resetting
done = resetting.reset
loaded = set()
def reset():
    found = done()
    loaded.update(sys.modules)
    return found
resetting.reset = reset
assert __main__.main(["workshop", "reset", "--yes", *sys.argv[1:]]) == 0
sys.stderr.write(" ".join(sorted(set(sys.modules) - loaded)))
"""


@pytest.mark.parametrize("options", [(), ("--json",), ("--lang", "ru")])
def test_a_reset_needs_nothing_of_what_it_removed(machine: Path, options: tuple[str, ...]) -> None:
    """The program of a kit lies in the folder that goes: after it is gone nothing is loaded."""
    done = subprocess.run(
        [sys.executable, "-c", PLAYED, *options],
        capture_output=True,
        check=True,
        env={**os.environ, "HOME": str(machine / "home")},
    )
    assert done.stdout
    assert done.stderr.decode() == ""


def test_a_pack_of_somebody_is_asked_about_before_a_seat_is_made(cli: Cli, machine: Path) -> None:
    """Its maker's words are told; without a yes nothing is made."""
    with cli.journal.open() as vault:
        file = packs.build(content.shipped_folder("three-lists"), vault)
    path = machine / "pack"
    path.write_bytes(file)
    refused = cli("workshop", "seat", str(path), "--json")
    assert refused.code == 1
    assert "Words of its maker" in refused.err
    assert not list((machine / "data").iterdir())
    seat = answered(cli, "workshop", "seat", str(path), "--yes")
    assert seat["scenario"] == "three-lists"
    path.write_bytes(file.replace(b"border", b"bordel", 1))
    assert cli("workshop", "seat", str(path), "--yes", "--json").code == 5


def test_practice_is_said_before_every_answer(tmp_path: Path) -> None:
    """Before the lines on standard output, beside JSON on the other stream; never in one’s own."""
    for realm in Realm:
        call = Cli(make_journal(tmp_path / realm.name, realm=realm))
        with call.journal.open() as vault:
            records.record(vault, Note(title="x"))
        practice = realm is Realm.PRACTICE
        for arguments in (("list",), ("due",), ("timeline",), ("identity", "--no-qr"), ("verify",)):
            plain = call(*arguments)
            assert plain.code == 0, plain.err
            first = plain.out.splitlines()[0] if plain.out else b""
            assert first.startswith(b"PRACTICE") is practice, arguments
            document = call(*arguments, "--json")
            json.loads(document.out)
            assert ("practice journal" in document.err) is practice
