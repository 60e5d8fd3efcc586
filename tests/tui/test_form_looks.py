"""What forms look like, as rows of text: in a usual window, and in the smallest one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.screen import Screen

from safejournal.domain.answers import items_text
from safejournal.domain.plan import Paper
from safejournal.domain.records import Channel, Contact, Document, Incident, Threat
from safejournal.domain.times import When
from safejournal.domain.words import ChannelUse, ContactRole, DocumentKind, Kind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.contacts import ContactsScreen
from safejournal.tui.documents import DocumentsScreen
from safejournal.tui.form import FormScreen
from safejournal.tui.picker import RecordPicker
from safejournal.tui.threats import ThreatsScreen
from tests.tui.form_app import NARROW, WIDE, OneScreen, new_journal, press, rows

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return a vault with a few records of invented people."""
    with new_journal(tmp_path / "v").open() as opened:
        threat = journal.record(
            opened,
            Threat(title="Grey car", facts="A grey car, three evenings", pattern="After work"),
        )
        journal.record(
            opened,
            Incident(title="By the house", when=When(day="2025-03-01"), threat=threat.id),
        )
        journal.record(
            opened,
            Contact(
                pseudonym="Birch",
                roles=(ContactRole.LAWYER,),
                channels=(Channel(kind="Signal", value="+996 700 123", use=ChannelUse.EMERGENCY),),
            ),
        )
        journal.record(opened, Contact(name="Зоя", never_contact=True))
        passport = Paper(kind=DocumentKind.PASSPORT, issuer="RU")
        journal.record(opened, Document(document=passport, number="77", expires="2025-05-01"))
        yield opened


async def look(
    vault: Vault, make: Callable[[], Screen[Any]], size: tuple[int, int], *keys: str
) -> str:
    """Return what stands on the screen after these keys."""
    app = OneScreen(vault, make)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        await pilot.pause(0.1)
        return rows(app)


@SIZES
@pytest.mark.parametrize("kind", Kind)
async def test_an_empty_form(
    vault: Vault, kind: Kind, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Each kind's questions before anything is answered."""
    assert await look(vault, lambda: FormScreen(vault, kind), size) == snapshot


FILLED = {
    "title": "Звонок",
    "when": "вчера вечером",
    "category": "call_or_message",
    "country": "KG",
    "people": items_text([{"role": "caller", "description": "a man, calm"}, {"role": "witness"}]),
    "source": "saw_myself",
    "tags": "phone, дом",
}


@SIZES
async def test_a_form_half_filled_in(
    vault: Vault, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """Answers, how a time was understood, and a mistake."""
    screen = lambda: FormScreen(vault, Kind.INCIDENT, preset={**FILLED, "learned": "never mind"})  # noqa: E731
    assert await look(vault, screen, size, "f10") == snapshot


@SIZES
async def test_an_entry_of_a_list(
    vault: Vault, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """One person of an incident, open, with an arrow pressed on nothing yet."""
    screen = lambda: FormScreen(vault, Kind.INCIDENT, preset=FILLED)  # noqa: E731
    assert await look(vault, screen, size, *["tab"] * 6, "enter") == snapshot


@SIZES
async def test_a_list_of_words(
    vault: Vault, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The list of a choice, opened by an arrow."""
    screen = lambda: FormScreen(vault, Kind.LEGAL)  # noqa: E731
    assert await look(vault, screen, size, "tab", "down", "down") == snapshot


@SIZES
@pytest.mark.parametrize(
    "screen",
    [ThreatsScreen, ContactsScreen, DocumentsScreen, lambda vault: RecordPicker(vault, None)],
    ids=["threats", "contacts", "documents", "picker"],
)
async def test_a_list(
    vault: Vault,
    screen: Callable[[Vault], Screen[Any]],
    size: tuple[int, int],
    snapshot: SnapshotAssertion,
) -> None:
    """The places that show what was written down, and the dialog that asks for a record."""
    assert await look(vault, lambda: screen(vault), size, "down") == snapshot
