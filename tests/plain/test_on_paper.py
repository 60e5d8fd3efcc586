"""On paper and as a dossier in the line mode: the same acts, with numbers and one line each."""

from __future__ import annotations

import io

import pypdf
import pytest

from safejournal.domain.records import Incident, Note
from safejournal.domain.times import When
from safejournal.plain.desk import Desk
from safejournal.plain.sharing import sharing as share
from safejournal.services import attachments, sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import SentForm
from tests.plain.scripted import Scripted
from tests.services.exchanging import LAWYER, Two, kept, trip_with

PAPER, DOSSIER = "9", "10"


def talk(vault: Vault, *typed: str) -> str:
    """Let these lines be typed in the menu of sharing; return what stands on the screen."""
    script = Scripted([*typed, "", "", "", "", ""])
    share(Desk(script, vault, _no_child))  # type: ignore[arg-type]
    return script.shown.getvalue()


def _no_child(_work: str, _arguments: bytes) -> None:
    raise AssertionError("no process is started here")


def test_a_card_is_said_to_be_copied_by_hand(pair: Two) -> None:
    """Fields first, then the page and what it may cost, then the page with its number."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    said = talk(pair.anna, PAPER, "1", "1", "", "1", "1")
    marks = ("Leaves:", "The page, as it would be:", "Whoever finds it can read it", "Number ")
    places = [said.index(each) for each in marks]
    assert places[0] < places[1] < places[2]
    (noted,) = sharing.sent(pair.anna)
    assert noted.form is SentForm.PAPER
    assert f"Number {noted.number}, made on" in said


def test_a_sheet_is_written_with_what_was_decided(pair: Two) -> None:
    """A field that was kept back stands on no paper; a folder gets a name that tells nothing."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    kept(pair.anna, LAWYER)
    folder = pair.file("out")
    folder.mkdir()
    talk(pair.anna, PAPER, "2", "2", ".", "1 2", "", "1", "3", str(folder))
    (file,) = folder.iterdir()
    assert file.name == "page.pdf"
    (page,) = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    text = page.extract_text()
    assert "Call the lawyer" in text
    assert "+1 555 0144" in text


def test_nothing_is_made_without_the_last_number(pair: Two) -> None:
    """Enter after the page, or at the path, makes nothing and notes nothing."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    said = talk(pair.anna, PAPER, "1", "1", "", "1", "")
    assert "The page, as it would be:" in said
    talk(pair.anna, PAPER, "1", "1", "", "1", "2", "")
    assert sharing.sent(pair.anna) == []


@pytest.fixture
def incident(pair: Two) -> str:
    """Let Anna keep an incident with a file, and a note half a year later."""
    found = kept(pair.anna, Incident(title="At the door", when=When(day="2025-03-14")))
    kept(pair.anna, Note(title="Much later", when=When(day="2025-12-01")))
    file = pair.file("a telling name.txt")
    file.write_text("x")
    attachments.attach(pair.anna, found, file)
    return found


def test_a_dossier_is_said_and_written(pair: Two, incident: str) -> None:
    """With entries, gaps and what the digests show; the file holds what was chosen."""
    file = pair.file("d.html")
    said = talk(pair.anna, DOSSIER, "*", "1", "1", "1", str(file))
    for told in ("Leaves:", "2 entries", "1 stretch", "to others the digests show nothing"):
        assert told in said
    text = file.read_text()
    assert "At the door" in text
    assert "No entry from" in text
    assert "a telling name" not in text
    assert [each.form for each in sharing.sent(pair.anna)] == [SentForm.DOSSIER]


def test_an_attachment_keeps_its_own_name_if_wished(pair: Two, incident: str) -> None:
    """By the number that leaves names in a text."""
    file = pair.file("d.html")
    talk(pair.anna, DOSSIER, "*", "1", "3", "1", "1", "1", str(file))
    assert "a telling name.txt" in file.read_text()


def test_a_dossier_is_sealed_to_a_contact(pair: Two, incident: str) -> None:
    """Into a folder, under a name that tells nothing."""
    folder = pair.file("out")
    folder.mkdir()
    talk(pair.anna, DOSSIER, "*", "2", "1", "1", "2", str(folder))
    (file,) = folder.iterdir()
    assert file.suffix == ".age"
    assert file.read_bytes().startswith(b"age-encryption.org/v1")


def test_a_dossier_is_not_sealed_to_words(pair: Two, incident: str) -> None:
    """It is said, and nothing is written."""
    assert "sealed to keys, not to words" in talk(pair.anna, DOSSIER, "*", "2", "3")
    assert sharing.sent(pair.anna) == []
