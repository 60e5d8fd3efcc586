"""The guide for a contact works as it stands: its commands are run, with the real programs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Incident
from safejournal.exchange.signature import NAMESPACES
from safejournal.services import attachments, correspondents, identity, sharing
from safejournal.services.sharing import Choice, Tier
from safejournal.wording.telling import Told
from tests.services.exchanging import BELA, Two, kept, trip_with, two

GUIDE = Path(__file__).parents[2] / "docs/contact.md"
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROGRAMS = ("age", "tar", "ssh-keygen", "sha256sum")

pytestmark = [
    pytest.mark.skipif(shutil.which(each) is None, reason=f"the program {each} is not installed")
    for each in PROGRAMS
]


def halves() -> tuple[str, str]:
    """Return the English part of the guide, and the Russian one."""
    english, russian = GUIDE.read_text().split("# По-русски")
    return english, russian


OPEN, CHECK = BLOCK.findall(halves()[0])


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna, and Bela who has no program."""
    with two(tmp_path, acquainted=False) as both:
        yield both


def given(pair: Two, tier: Tier) -> Path:
    """Return the folder of a contact with a file and the key from a key card."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    door = kept(pair.anna, Incident(title="A man at the door"))
    scan = pair.file("scan.txt")
    scan.write_text("a scan")
    attachments.attach(pair.anna, door, scan)
    card = correspondents.make_key_card(pair.anna, pair.bela_at_anna)
    folder = pair.file("contact")
    folder.mkdir()
    (folder / "KEY.txt").write_text(card.secret + "\n")
    choice = Choice(contacts=(pair.bela_at_anna,), tier=tier, records=(trip, door))
    sharing.export(pair.anna, choice, folder / "FILE.age", Told("en"))
    return folder


def shell(block: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run commands as a contact would type them, one wrong one ending them."""
    return subprocess.run(
        ["sh", "-eu", "-c", block], cwd=folder, capture_output=True, text=True, check=False
    )


def test_both_languages_give_the_same_commands() -> None:
    """For every system, in the same order; and the same sections."""
    english, russian = halves()
    fenced = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
    assert fenced.findall(english) == fenced.findall(russian)
    assert len(fenced.findall(english)) == 4
    assert english.count("\n## ") == russian.count("\n## ")
    assert english.count("\n- ") == russian.count("\n- ")


@pytest.mark.parametrize("tier", [Tier.CARD, Tier.EMERGENCY])
def test_age_and_tar_lead_from_the_file_to_the_instructions(pair: Two, tier: Tier) -> None:
    """With the key of a key card, and nothing of ours."""
    folder = given(pair, tier)
    done = shell(OPEN, folder)
    assert done.returncode == 0, done.stderr
    assert "Call the lawyer" in done.stdout
    assert "If you have not heard from me by" in done.stdout
    assert (folder / "instructions.html").exists()


def test_the_signature_of_evidence_is_checked_and_a_change_is_seen(pair: Two) -> None:
    """With ssh-keygen and the line that the guide describes; then file by file."""
    folder = given(pair, Tier.EVIDENCE)
    assert shell(OPEN, folder).returncode == 0
    begins = re.search(r'`(sender namespaces="[^"]+" )`', halves()[0])
    assert begins is not None
    (folder / "SIGNERS").write_text(f"{begins[1]}{identity.show(pair.anna).ssh_key}\n")
    done = shell(CHECK, folder)
    assert f'Good "{NAMESPACES[False]}" signature for sender' in done.stdout
    assert "as signed: instructions.txt" in done.stdout
    assert "as signed: entries/0001.txt" in done.stdout
    assert "NOT" not in done.stdout
    changed = folder / "entries/0001.txt"
    changed.write_text(changed.read_text() + "one word more")
    assert "NOT AS SIGNED: entries/0001.txt" in shell(CHECK, folder).stdout
    manifest = folder / "manifest.json"
    manifest.write_text(manifest.read_text().replace("evidence", "evidenze"))
    done = shell(CHECK, folder)
    assert done.returncode != 0
    assert "Good" not in done.stdout


def test_the_errors_that_are_explained_are_those_of_age(pair: Two) -> None:
    """Another key, a wrong letter, a cut file, another folder: word for word as in the table."""
    folder = given(pair, Tier.CARD)
    key, sealed = folder / "KEY.txt", folder / "FILE.age"
    right, whole = key.read_text(), sealed.read_bytes()
    other = correspondents.make_key_card(pair.anna, kept(pair.anna, BELA))
    said = []
    for secret, content in (
        (other.secret, whole),
        (right.replace("AGE-SECRET-KEY-1", "AGE-SECRET-KEY-1Q"), whole),
        (right, whole[:-500]),
    ):
        key.write_text(secret)
        sealed.write_bytes(content)
        said.append(shell(OPEN, folder).stderr)
    sealed.unlink()
    said.append(shell(OPEN, folder).stderr)
    for half in halves():
        explained = re.findall(r"^\| `([^`]+)` \|", half, re.MULTILINE)
        assert len(explained) == len(said)
        for sentence, error in zip(explained, said, strict=True):
            assert sentence in error


def test_the_program_shows_the_same_without_a_vault(pair: Two) -> None:
    """The command at the end of the section, with the same key."""
    folder = given(pair, Tier.CARD)
    line = re.search(r"`safejournal (open [^`]+)`", halves()[0])
    assert line is not None
    assert f"`safejournal {line[1]}`" in halves()[1]
    command = [sys.executable, "-m", "safejournal", *line[1].split()]
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=_environment(pair)
    )
    assert done.returncode == 0, done.stderr
    assert "Call the lawyer" in done.stdout


def _environment(pair: Two) -> dict[str, str]:
    source = Path(__file__).parents[2] / "src"
    return {"PYTHONPATH": str(source), "HOME": str(pair.place), "LANG": "C.UTF-8"}


def test_what_it_says_of_keys_is_so(pair: Two) -> None:
    """How a key, a signing key and a neutral name begin and look."""
    card = correspondents.make_key_card(pair.anna, pair.bela_at_anna)
    assert card.secret.startswith("AGE-SECRET-KEY-1")
    assert identity.show(pair.anna).ssh_key.startswith("ssh-ed25519")
    assert re.fullmatch(r"[0-9a-f]{8}\.age", sharing.neutral_name())
    for half in halves():
        assert "`AGE-SECRET-KEY-1`" in half
        assert "`ssh-ed25519`" in half
        assert re.search(r"`[0-9a-f]{8}\.age`", half)
