"""On paper and as a dossier, step by step: seen field by field, then made and noted, or nothing."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdf
import pytest
from textual.pilot import Pilot

from safejournal.domain.records import Incident, Note
from safejournal.domain.times import When
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import attachments, identity, sharing
from safejournal.services.sharing import SentForm
from safejournal.tui.dossier import DossierPreview
from safejournal.tui.sharing.on_paper import PaperPreview
from tests.services.exchanging import LAWYER, Two, kept, trip_with
from tests.tui.sharing.ways import go_to, mark, to_line, write_to
from tests.tui.shell_app import (
    NARROW,
    WIDE,
    WatchedApp,
    app_of,
    rows,
    type_in,
    until,
    until_shown,
)


async def to_paper(pilot: Pilot[Any], tier: str, *records: str) -> None:
    """Walk to the preview of a paper for Reed."""
    await go_to(pilot, "On paper")
    await until_shown(pilot, "Reed")
    await pilot.press("R", "e", "e", "d")
    await until_shown(pilot, "Reed")
    await pilot.press("enter")
    await until_shown(pilot, "What shall stand on it?")
    await pilot.press({"Card": "1", "Emergency": "2"}[tier])
    await until_shown(pilot, "On paper › What?")
    for record in records:
        await mark(pilot, record)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, PaperPreview))
    await until_shown(pilot, "→")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_card_is_seen_and_copied_from_the_screen(pair: Two, size: tuple[int, int]) -> None:
    """No file is written; it is noted as given on paper."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await to_paper(pilot, "Card")
        await pilot.press("f10")
        await until_shown(pilot, "The page, as it would be")
        await pilot.press("escape")
        await until_shown(pilot, "How shall it be made?")
        await pilot.press("1")
        await until_shown(pilot, "To copy by hand")
        await pilot.press("escape")
        await until_shown(pilot, "› Sharing")
        await pilot.press("5")
        await until_shown(pilot, "on paper")
    (noted,) = sharing.sent(pair.anna)
    assert noted.form is SentForm.PAPER
    assert noted.readers[0].contact == pair.bela_at_anna


async def test_an_emergency_sheet_becomes_one_page_of_pdf(pair: Two) -> None:
    """With what was marked; a field that was turned stays."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    kept(pair.anna, LAWYER)
    file = pair.file("sheet.pdf")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        await to_paper(pilot, "Emergency", "Oak")
        await to_line(pilot, "Wait a day")
        await pilot.press("space")
        await until_shown(pilot, "–  Check-ins promised 1, What they do if it does not come 2")
        await pilot.press("f10")
        await until_shown(pilot, "The page, as it would be")
        await pilot.press("end")
        await until_shown(pilot, "Whoever finds it can read it")
        await pilot.press("escape")
        await until_shown(pilot, "How shall it be made?")
        await pilot.press("3")
        await write_to(pilot, file)
        await until(pilot, file.exists)
        await until_shown(pilot, "› Sharing")
    reader = pypdf.PdfReader(io.BytesIO(file.read_bytes()))
    (page,) = reader.pages
    text = page.extract_text()
    assert "+1 555 0144" in text
    assert "Call the lawyer" in text
    assert "Wait a day" not in text


async def test_a_paper_that_is_too_long_leads_back_to_the_preview(pair: Two) -> None:
    """Where parts of it can be kept back; nothing is noted."""
    steps = tuple(f"a step of some words that is number {n}" for n in range(80))
    kept(pair.anna, trip_with(pair.bela_at_anna, steps=steps))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_paper(pilot, "Card")
        await pilot.press("f10")
        await until(pilot, lambda: any("does not fit on one page" in each for each in app.told))
        await until(pilot, lambda: isinstance(app_of(pilot).screen, PaperPreview))
    assert sharing.sent(pair.anna) == []


@pytest.fixture
def incident(pair: Two) -> str:
    """Let Anna keep an incident with a file, a gap after it, and a note without a time."""
    found = kept(
        pair.anna,
        Incident(title="At the door", text="Twice.", when=When(day="2025-03-14")),
    )
    kept(pair.anna, Note(title="Much later", when=When(day="2025-12-01")))
    kept(pair.anna, Note(title="Some time"))
    file = pair.file("a telling name.txt")
    file.write_text("x")
    attachments.attach(pair.anna, found, file)
    return found


async def to_dossier(pilot: Pilot[Any], *records: str) -> None:
    """Walk to the choice of how a dossier shall leave."""
    await go_to(pilot, "Dossier")
    await until_shown(pilot, "Dossier › What?")
    for record in records:
        await mark(pilot, record)
    await pilot.press("enter")
    await until_shown(pilot, "How shall it leave?")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_dossier_is_seen_and_written_in_the_clear(
    pair: Two, incident: str, size: tuple[int, int]
) -> None:
    """The preview tells entries, gaps and what the digests show; the file holds what was marked."""
    file = pair.file("d.html")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await to_dossier(pilot, "At the door", "Much later")
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app_of(pilot).screen, DossierPreview))
        await until_shown(pilot, "2 entries", "1 stretch")
        await pilot.press("f10")
        await until_shown(pilot, "In which form?")
        await pilot.press("1")
        await write_to(pilot, file)
        await until(pilot, file.exists)
        await until_shown(pilot, "› Sharing")
    text = file.read_text()
    assert "At the door" in text
    assert "Much later" in text
    assert "Some time" not in text
    assert "files/0001.txt" in text
    assert [each.form for each in sharing.sent(pair.anna)] == [SentForm.DOSSIER]


async def test_an_attachment_is_listed_under_its_own_name_only_if_wished(
    pair: Two, incident: str
) -> None:
    """The key that leaves names as written turns it."""
    file = pair.file("d.html")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        await to_dossier(pilot, "At the door")
        await pilot.press("1")
        await until_shown(pilot, "files/0001.txt")
        await to_line(pilot, "files/0001.txt")
        await pilot.press("a")
        await until_shown(pilot, "a telling name.txt")
        await pilot.press("f10")
        await until_shown(pilot, "In which form?")
        await pilot.press("1")
        await write_to(pilot, file)
        await until(pilot, file.exists)
    assert "a telling name.txt" in file.read_text()


async def test_a_dossier_is_sealed_to_a_contact(pair: Two, incident: str) -> None:
    """Bela opens it with their key."""
    file = pair.file("d.age")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_dossier(pilot, "At the door")
        await pilot.press("2")
        await until_shown(pilot, "To whom?", "Reed")
        await mark(pilot, "Reed")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app_of(pilot).screen, DossierPreview))
        await until_shown(pilot, "→")
        await pilot.press("f10")
        await until_shown(pilot, "In which form?")
        await pilot.press("2")
        await write_to(pilot, file)
        await until(pilot, file.exists)
    out = io.BytesIO()
    with file.open("rb") as source:
        age.unseal(read_header(source), source, out, identity.own_keys(pair.bela).age_secret)
    text = pypdf.PdfReader(out).pages[0].extract_text()
    assert "At the door" in text


async def test_going_back_through_every_step_makes_nothing(pair: Two, incident: str) -> None:
    """Esc leads back, and out."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_dossier(pilot, "At the door")
        await pilot.press("1")
        await until_shown(pilot, "Dossier › What leaves")
        for shown in ("How shall it leave?", "Dossier › What?", "› Sharing"):
            await pilot.press("escape")
            await until_shown(pilot, shown)
            if shown == "Dossier › What?":
                assert "[x] At the door" in rows(app)
    assert sharing.sent(pair.anna) == []


def test_files_have_names_that_tell_nothing() -> None:
    """What is proposed for a file in the clear names neither the program nor what it is."""
    from safejournal.tui import dossier
    from safejournal.tui.sharing import on_paper

    for proposed in (dossier.FILE, on_paper.FILE):
        assert Path(proposed).name in {"page", "pages"}


@pytest.mark.parametrize(
    ("typed", "shown"), [("dossier", "Dossier › What?"), ("on paper", "Which one?")]
)
async def test_the_palette_leads_there_from_any_screen(pair: Two, typed: str, shown: str) -> None:
    """By its name, without a key of its own."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f4")
        await type_in(pilot, typed)
        await pilot.pause(0.5)
        await pilot.press("enter")
        await until_shown(pilot, shown)
