"""Border mode on the command line: prepared, armed and left again, with passphrases and all."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from safejournal.domain.records import Contact
from safejournal.services import correspondents, identity, journal
from tests.programs import PASSPHRASE, Made, ask, call, make

LATER = "after the border"


@pytest.fixture
def contact(made: Made, tmp_path: Path) -> tuple[str, Path]:
    """Give the vault a contact, and the contact a key file that age reads."""
    if shutil.which("age") is None:
        pytest.skip("the contact needs age")
    with make(tmp_path / "friend").open() as friend, made.open() as vault:
        (tmp_path / "key").write_text(identity.own_keys(friend).age_secret + "\n")
        found = journal.record(vault, Contact(name="Bela Example")).id
        correspondents.add_key(vault, found, identity.show(friend).contact_string)
        correspondents.trust(vault, found, "by voice")
    return found, tmp_path / "key"


def test_the_contact_opens_with_age_alone_and_gives_the_way_back(
    made: Made, contact: tuple[str, Path], tmp_path: Path
) -> None:
    """From the first step to the return; on the way each old way is tried, and none opens."""
    found, key = contact
    backup, file = str(tmp_path / "copy"), str(tmp_path / "for-bela")
    ask(made, "backup", backup)
    assert ask(made, "border", "arm", "--to", found, "-o", file)["armed"] is False
    read = subprocess.run(
        ["age", "-d", "-i", str(key), file], capture_output=True, text=True, check=True
    ).stdout
    confirm, phrase = (line.strip() for line in read.splitlines() if line.startswith("    "))
    arm = ["--vault", str(made.place), "--json", "border", "arm", "--confirmed", "-"]
    wrong = call(*arm, "--yes", stdin=b"two words")
    assert (wrong.returncode, len(ask(made, "list"))) == (5, 2)
    unasked = call(*arm, stdin=confirm.encode())
    assert (unasked.returncode, len(ask(made, "list"))) == (1, 2)
    armed = call(*arm, "--yes", stdin=confirm.encode())
    assert json.loads(armed.stdout) == {"armed": True, "in_reach": [], "out_of_reach": []}
    for secret in (PASSPHRASE, made.recovery_phrase):
        ask(made, "list", secrets=(secret,), code=3)
        ask(made, "verify", backup, secrets=(secret,), code=3)
    ask(made, "border", "return", secrets=(phrase, LATER))
    assert len(ask(made, "list", secrets=(LATER,))) == 2
    ask(made, "list", secrets=(phrase,), code=3)
    ask(made, "border", "return", secrets=(LATER, "again"), code=1)


@pytest.mark.parametrize(
    "words", [["arm"], ["arm", "--to", "abcd"], ["arm", "--confirmed", "--to", "abcd", "-o", "x"]]
)
def test_what_does_not_go_together_is_wrong_usage(made: Made, words: list[str]) -> None:
    """Exit code 2, and nothing is asked."""
    ask(made, "border", *words, code=2)
