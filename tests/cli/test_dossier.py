"""`dossier`: previewed field by field, written in the clear or sealed, and noted."""

from __future__ import annotations

import io
import json
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from tests.cli.calling import Cli


def _add(cli: Cli, kind: str, **values: Any) -> str:
    added = cli("add", kind, "-", "--json", stdin=json.dumps(values))
    assert added.code == 0, added.err
    found: str = added.json["id"]
    return found


@pytest.fixture
def incidents(cli: Cli) -> list[str]:
    """Return two incidents with half a year between them, and one without a time."""
    return [
        _add(
            cli,
            "incident",
            title="A man at the door",
            text="Дважды звонил",
            when={"day": "2025-03-14"},
            learned={"day": "2025-03-15"},
            source="saw_myself",
            confidence="sure",
        ),
        _add(cli, "incident", title="A call", when={"about": "2025-10"}),
        _add(cli, "incident", title="Some time", when={"unknown": True}),
    ]


def test_the_preview_shows_what_would_leave_and_writes_nothing(
    cli: Cli, incidents: list[str], tmp_path: Path
) -> None:
    """Fields, gaps, entries without a time, and what the digests can show."""
    said = cli("dossier", "--select", "all", "--preview")
    assert said.code == 0, said.err
    told = " ".join(said.text.split())
    for each in ("Leaves:", "3 entries", "1 of them without a known time", "1 stretch"):
        assert each in told
    assert "to others the digests show nothing" in told
    seen = cli("dossier", "--select", "all", "--preview", "--json").json
    assert seen["entries"] == incidents
    assert seen["without_time"] == incidents[2:]
    assert seen["gaps"] == [{"from": "2025-03-15", "to": "2025-09-30", "days": 200}]
    assert seen["held"] == []
    assert list(tmp_path.glob("*.html")) == []


@pytest.mark.parametrize("name", ["d.html", "d.pdf"])
def test_a_dossier_is_written_and_noted(
    cli: Cli, incidents: list[str], tmp_path: Path, name: str
) -> None:
    """Only what was selected, private, with its number and the digests."""
    target = tmp_path / name
    lawyer = _add(cli, "contact", name="Vera", roles=["lawyer"])
    made = cli("dossier", "-o", str(target), "--select", incidents[0], "--for", lawyer, "--json")
    assert made.code == 0, made.err
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    content = target.read_bytes()
    if name.endswith("pdf"):
        reader = pypdf.PdfReader(io.BytesIO(content))
        assert not reader.metadata
        text = "\n".join(page.extract_text() for page in reader.pages)
    else:
        text = content.decode()
    for each in ("A man at the door", "Дважды звонил", str(made.json["number"])):
        assert each in text
    assert "A call" not in text
    assert made.json["form"] == "dossier"
    assert made.json["to"][0]["contact"] == lawyer
    assert made.json["sealed"] is False


def test_a_sealed_dossier_opens_with_age(cli: Cli, incidents: list[str], tmp_path: Path) -> None:
    """The ordinary program, with the reader's key; nothing of it is in the file in the clear."""
    if shutil.which("age") is None:
        pytest.skip("the program age is not installed")
    keys = PrivateIdentity(age=generate_age_key())
    (tmp_path / "key.txt").write_text(keys.age_secret)
    target = tmp_path / "d.age"
    call = ["dossier", "-o", str(target), "--select", "all", "--seal-to", keys.public.age_recipient]
    assert cli(*call).code == 1
    made = cli(*call, "--yes", "--json")
    assert made.code == 0, made.err
    assert made.json["sealed"] is True
    assert b"man at the door" not in target.read_bytes()
    opened = subprocess.run(
        ["age", "--decrypt", "--identity", str(tmp_path / "key.txt"), str(target)],
        capture_output=True,
        check=True,
    )
    assert b"A man at the door" in opened.stdout
    assert len(incidents) == 3


def test_without_records_or_a_file_nothing_happens(
    cli: Cli, incidents: list[str], tmp_path: Path
) -> None:
    """Wrong usage, or a refusal that says what to do."""
    assert cli("dossier", "--select", "all").code == 2
    assert cli("dossier", "-o", "-", "--select", "all").code == 2
    none = cli("dossier", "-o", str(tmp_path / "d.html"))
    assert none.code == 1
    assert "Choose the records" in none.err
    both = cli("dossier", "-o", "d.html", "--for", incidents[0], "--seal-to", incidents[1])
    assert both.code == 2


def test_on_a_terminal_it_is_shown_and_asked_first(
    cli: Cli, incidents: list[str], tmp_path: Path
) -> None:
    """Anything but a yes writes nothing."""
    target = tmp_path / "d.html"
    call = ("dossier", "-o", str(target), "--select", incidents[0])
    asked = cli(*call, stdin="n\n", terminal=True)
    assert asked.code == 1
    assert "Write this dossier?" in asked.err
    assert not target.exists()
    assert cli(*call, stdin="y\n", terminal=True).code == 0
    assert target.exists()
