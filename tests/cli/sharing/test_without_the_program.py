"""A contact without the program: age and tar alone lead from the file to the instructions."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.exchange.manifest import Proof
from safejournal.exchange.read_me import read_me
from tests.cli.calling import Cli
from tests.cli.sharing.conftest import Pair, add, done, make_pair

SCRIPT = Path(__file__).with_name("without_the_program.sh")
PROGRAMS = ("age", "tar", "ssh-keygen")


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Return two who have compared their words."""
    made = make_pair(tmp_path)
    made.acquaint()
    return made


def run(place: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the script in an empty folder, with nothing on the path but the three programs."""
    only, unpacked = place / "only", place / "unpacked"
    only.mkdir()
    unpacked.mkdir()
    for name in PROGRAMS:
        found = shutil.which(name)
        assert found, f"{name} is not installed"
        (only / name).symlink_to(found)
    shell = shutil.which("sh")
    assert shell
    return subprocess.run(
        [shell, str(SCRIPT), *arguments],
        cwd=unpacked,
        env={"PATH": str(only), "LANG": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def key_file(cli: Cli, place: Path) -> str:
    """Write a vault's age key where age reads it."""
    from safejournal.services import identity

    with cli.journal.open() as vault:
        secret = identity.own_keys(vault).age_secret
    (place / "key.txt").write_text(f"{secret}\n", encoding="utf-8")
    return str(place / "key.txt")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_card_is_read_with_age_and_tar_alone(pair: Pair, tmp_path: Path, language: str) -> None:
    """With a key card's key: whom it is from, until when to wait, the steps in their order."""
    card = done(pair.anna("keycard", pair.bela_at_anna, "--yes", "--json")).json
    (tmp_path / "key.txt").write_text(card["secret"] + "\n", encoding="utf-8")
    pair.trip()
    file = pair.sent("--pages", language)
    shown = run(tmp_path, file, str(tmp_path / "key.txt"))
    assert shown.returncode == 0, shown.stderr
    told = ["Birch", "Call the lawyer", "Wait a day"]
    told += ["If I am silent"] if language == "en" else ["Если я молчу"]
    for each in told:
        assert each in shown.stdout
    assert shown.stdout.index("1. Call the lawyer") < shown.stdout.index("2. Wait a day")
    opened = done(pair.bela("open", file, "--identity", str(tmp_path / "key.txt"), "--json"))
    assert opened.json["instructions"].strip() in shown.stdout


def test_a_signature_is_checked_with_ssh_keygen_alone(pair: Pair, tmp_path: Path) -> None:
    """By the signing key that the sender gave; by another one the script ends and shows nothing."""
    note = add(pair.anna, Note(title="What I saw", text="A car."))
    file = pair.sent("--tier", "evidence", "--select", note)
    key = key_file(pair.bela, tmp_path)
    for cli, right in ((pair.anna, True), (pair.bela, False)):
        place = tmp_path / ("right" if right else "wrong")
        place.mkdir()
        ssh_key = done(cli("identity", "--json")).json["ssh_key"]
        signers = place / "signers"
        signers.write_text(f"sender {ssh_key}\n", encoding="utf-8")
        shown = run(place, file, key, str(signers))
        assert (shown.returncode == 0) is right
        assert ("A car." in shown.stdout) is right
    manifest = json.loads((tmp_path / "right/unpacked/manifest.json").read_bytes())
    assert manifest["proof"] == "signature"


def test_somebody_else_s_key_opens_nothing(pair: Pair, tmp_path: Path) -> None:
    """Age says so, and nothing is written."""
    pair.trip()
    shown = run(tmp_path, pair.sent(), key_file(pair.anna, tmp_path))
    assert shown.returncode != 0
    assert shown.stdout == ""
    assert list((tmp_path / "unpacked").iterdir()) == []


def test_the_script_does_what_the_read_me_says() -> None:
    """Its commands are those that stand in every bundle."""
    told = read_me(proof=Proof.SIGNATURE, practice=False).decode()
    script = SCRIPT.read_text(encoding="utf-8")
    for program in PROGRAMS:
        assert re.search(rf"^\s*{program} ", told, re.MULTILINE), program
        assert re.search(rf"^\s*{program} ", script, re.MULTILINE), program
