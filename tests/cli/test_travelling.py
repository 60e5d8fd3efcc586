"""Travelling with little on the command line: both sorts of package, with passphrases and all."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import Contact, Note
from safejournal.services import correspondents, identity, journal
from tests.programs import PASSPHRASE, Made, call, make

ON_THE_WAY = "a passphrase of the way"


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """Make a vault with a note that may travel, and one that may not."""
    made = make(tmp_path / "journal")
    with made.open() as vault:
        journal.record(vault, Note(title="for the road", travel_safe=True))
        journal.record(vault, Note(title="stays at home", tags=("family",)))
    return made


def ask(
    made: Made,
    *arguments: str,
    secrets: tuple[str, ...] = (PASSPHRASE,),
    code: int = 0,
    stdin: bytes = b"",
) -> Any:
    """Call the program for its JSON."""
    done = call("--json", "--vault", str(made.place), *arguments, secrets=secrets, stdin=stdin)
    assert done.returncode == code, (done.stdout, done.stderr)
    return json.loads(done.stdout) if done.stdout else done.stderr.decode()


def test_to_a_contact_and_back_with_age_alone(made: Made, tmp_path: Path) -> None:
    """The contact has age and sha256sum; without the code, or a yes, nobody leaves."""
    if shutil.which("age") is None:
        pytest.skip("the contact needs age")
    with make(tmp_path / "friend").open() as friend, made.open() as vault:
        (tmp_path / "key").write_text(identity.own_keys(friend).age_secret + "\n")
        contact = journal.record(vault, Contact(name="Bela Example")).id
        correspondents.add_key(vault, contact, identity.show(friend).contact_string)
    package, backup = tmp_path / "package", tmp_path / "copy"
    ask(made, "backup", str(backup))
    chosen = ask(made, "travel-light", "choose", "--tags", "-", "--go", contact, stdin=b"other\n")
    assert (chosen["stays"]["records"], chosen["goes"]["records"]) == (1, 2)
    seal = ("travel-light", "seal", "--to", contact, "-o", str(package))
    sealed = ask(made, *seal, "--yes")
    assert (sealed["restored"], sealed["compared"]) == (True, False)
    age = ["age", "-d", "-i", str(tmp_path / "key"), str(package)]
    opened = subprocess.run(age, capture_output=True, check=True).stdout
    code = hashlib.sha256(opened).hexdigest()[:12]
    by_program = ask(Made(tmp_path / "friend", "", b""), "travel-light", "open", str(package),
                     "-o", str(tmp_path / "opened"))  # fmt: skip
    assert by_program["code"] == code
    both = (PASSPHRASE, ON_THE_WAY)
    ask(made, "travel-light", "leave", "-", secrets=both, stdin=code.encode(), code=1)
    ask(made, "travel-light", "leave", "-", "--yes", secrets=both, stdin=b"0" * 12, code=5)
    same = (PASSPHRASE, PASSPHRASE)
    ask(made, "travel-light", "leave", "-", "--yes", secrets=same, stdin=code.encode(), code=1)
    left = ask(made, "travel-light", "leave", "-", "--yes", secrets=both, stdin=code.encode())
    assert left == {
        "left": True, "stays": 1, "removed": [str(backup)], "in_reach": [], "out_of_reach": [],
    }  # fmt: skip
    assert not backup.exists()
    ask(made, "list", code=3)
    note = b'{"title": "on the way"}'
    ask(made, "add", "note", "-", secrets=(ON_THE_WAY,), stdin=note)
    back = ("return", str(tmp_path / "opened"))
    ask(made, *back, secrets=(ON_THE_WAY, "wrong"), code=3)
    done = ask(made, *back, secrets=(ON_THE_WAY, PASSPHRASE))
    assert (done["merged"]["versions"], done["merged"]["conflicts"]) == (1, 0)
    assert len(ask(made, "list")) == 4
    ask(made, *back, secrets=(PASSPHRASE, PASSPHRASE), code=1)


def test_to_a_sheet_and_back(made: Made, tmp_path: Path) -> None:
    """Without a terminal the sheet is a file; while it lies here nobody leaves."""
    package, page = tmp_path / "package", tmp_path / "page.txt"
    ask(made, "travel-light", "seal", "--sheet", "-o", str(package), code=1)
    sealed = ask(made, "travel-light", "seal", "--sheet", "--page", str(page), "-o", str(package))
    assert sealed["restored"] is True
    text = page.read_text()
    secret = next(line for line in text.splitlines() if line.startswith("AGE-SECRET-KEY-1"))
    assert "safejournal" not in text
    both = (PASSPHRASE, ON_THE_WAY)
    said = ask(made, "travel-light", "leave", "--yes", secrets=both, code=1)
    assert "still lies here" in said
    page.unlink()
    ask(made, "travel-light", "leave", "--yes", secrets=both)
    numbers = {f"{n}." for n in range(1, 9)}
    rows = [line for line in text.splitlines() if line.strip()[:2] in numbers]
    words = " ".join(word for row in rows for word in row.split()[1:])
    ask(made, "return", str(package), secrets=(ON_THE_WAY, words[1:], PASSPHRASE), code=5)
    done = ask(made, "return", str(package), secrets=(ON_THE_WAY, words, PASSPHRASE))
    assert done["merged"]["kept"] == 1
    opened = call(
        "--json", "travel-light", "open", str(package), "--sheet", "-o", str(tmp_path / "opened"),
        secrets=(secret,),
    )  # fmt: skip
    assert opened.returncode == 0, opened.stderr
    elsewhere = Made(tmp_path / "elsewhere", "", b"")
    assert ask(elsewhere, "restore", str(tmp_path / "opened"))["versions"] == 2


def test_a_drill_changes_nothing(made: Made, tmp_path: Path) -> None:
    """It says each step and what would stay."""
    before = sorted(tmp_path.rglob("*"))
    done = ask(made, "travel-light", "drill")
    assert (done["same"], done["stayed"]) == (True, 1)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [["seal", "-o", "x"], ["seal", "--to", "ab", "--sheet", "-o", "x"], ["choose", "--tags", "x"]],
)
def test_what_does_not_go_together_is_wrong_usage(made: Made, words: list[str]) -> None:
    """Exit code 2, and nothing is asked."""
    ask(made, "travel-light", *words, code=2)
