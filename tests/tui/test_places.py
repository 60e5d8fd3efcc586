"""Threats, contacts and documents: what stands beside each, what is next, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.plan import Paper
from safejournal.domain.records import (
    Channel,
    Contact,
    Document,
    Incident,
    Threat,
)
from safejournal.domain.times import When
from safejournal.domain.versions import Record
from safejournal.domain.words import ChannelUse, ContactRole, DocumentKind, DocumentState
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.tui.contacts import ContactsScreen
from safejournal.tui.detail import Detail
from safejournal.tui.documents import DocumentsScreen
from safejournal.tui.form import FormScreen
from safejournal.tui.threats import NEXT, ThreatsScreen
from tests.tui.form_app import NARROW, WIDE, OneScreen, new_journal, press, rows, until, write


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty vault."""
    with new_journal(tmp_path / "v").open() as opened:
        yield opened


@pytest.mark.parametrize(("taken", "step"), list(enumerate(NEXT)))
async def test_the_first_step_that_is_missing_is_named(vault: Vault, taken: int, step: str) -> None:
    """Whatever else is written, the first step of the five that is empty is said to be next."""
    steps: dict[str, Any] = dict.fromkeys(list(NEXT)[:taken], "thought")
    journal.record(vault, Threat(title="Grey car", **steps))
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: NEXT[step] in rows(app))
        assert rows(app).count("– not yet") == len(NEXT) - taken


async def test_a_threat_thought_through_says_when_it_is_looked_at_again(vault: Vault) -> None:
    """With all five steps taken, the day of review stands there, or that there is none."""
    done: dict[str, Any] = dict.fromkeys(NEXT, "thought")
    journal.record(vault, Threat(title="One", review_on="2025-04-01", **done))
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: "To be thought through again on 1 April 2025." in rows(app))
    journal.record(vault, Threat(title="Two", **done))
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: "No day is set for thinking it through again." in rows(app))


@pytest.fixture
def threat(vault: Vault) -> Record:
    """Return a threat with two incidents; a third belongs to nothing."""
    threat = journal.record(vault, Threat(title="Grey car"))
    for title, day in (("By the house", "2025-03-01"), ("By the school", "2025-03-02")):
        journal.record(vault, Incident(title=title, when=When(day=day), threat=threat.id))
    journal.record(vault, Incident(title="Elsewhere"))
    return threat


@pytest.mark.parametrize("size", [WIDE, (60, 30)])
async def test_incidents_stand_beside_their_threat(
    vault: Vault, threat: Record, size: tuple[int, int]
) -> None:
    """Its incidents, in the order in which they happened, and no others; Enter opens one."""
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: "2 incidents belong to it" in rows(app))
        shown = rows(app)
        assert shown.index("1 Mar 2025") < shown.index("2 Mar 2025")
        assert "Elsewhere" not in shown
        app.screen.query_one("#incidents").focus()
        await press(pilot, "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert "By the school" in rows(app)


async def test_an_incident_is_added_to_the_threat(vault: Vault, threat: Record) -> None:
    """`i` opens the form of an incident that already points to the threat; left alone, no draft."""
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Grey car" in rows(app))
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "escape")
        await until(pilot, lambda: isinstance(app.screen, ThreatsScreen))
        assert drafts.waiting(vault) == []
        await press(pilot, "i")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await write(pilot, "By the shop")
        await press(pilot, "f10")
        await until(pilot, lambda: "3 incidents belong to it" in rows(app))
    added = journal.last_written(vault, 1)[0].content
    assert isinstance(added, Incident)
    assert (added.title, added.threat) == ("By the shop", threat.id)


async def test_a_place_without_records_says_what_it_is_for(vault: Vault) -> None:
    """Where there is nothing yet, a few words say so; `a` opens the form."""
    for screen, words in (
        (ThreatsScreen, "five steps"),
        (ContactsScreen, "how to reach them"),
        (DocumentsScreen, "half a year ahead"),
    ):
        app = OneScreen(vault, lambda screen=screen: screen(vault))  # type: ignore[misc]
        async with app.run_test(size=NARROW) as pilot:
            await until(pilot, lambda app=app, words=words: words in " ".join(rows(app).split()))  # type: ignore[misc]
            await press(pilot, "enter", "e", "a")
            await until(pilot, lambda app=app: isinstance(app.screen, FormScreen))  # type: ignore[misc]


@pytest.fixture
def contacts(vault: Vault) -> None:
    """Write three contacts down, one of whom must never be contacted."""
    journal.record(
        vault,
        Contact(
            name="Бермет Т.",
            pseudonym="Birch",
            roles=(ContactRole.LAWYER,),
            channels=(Channel(kind="Signal", value="+996 700 123", use=ChannelUse.WHEN_SAFE),),
        ),
    )
    journal.record(
        vault,
        Contact(pseudonym="Ash", channels=(Channel(kind="mail", value="ash@example.org"),)),
    )
    journal.record(vault, Contact(name="Зоя", never_contact=True))


async def test_contacts_stand_by_name_with_what_they_are(vault: Vault, contacts: None) -> None:
    """Sorted by the name they go by; who must never be contacted is marked in words."""
    app = OneScreen(vault, lambda: ContactsScreen(vault))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Birch" in rows(app))
        shown = rows(app)
        assert shown.index("Ash") < shown.index("Birch") < shown.index("Зоя")
        assert "lawyer" in shown
        assert "NEVER CONTACT" in shown
        await press(pilot, "end")
        assert "Never contact: it would put" in rows(app)


async def test_channels_are_hidden_until_asked_and_again_when_left(
    vault: Vault, contacts: None
) -> None:
    """`m` shows what is hidden of one contact; going to another one, and coming back, hides it."""
    app = OneScreen(vault, lambda: ContactsScreen(vault))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Birch" in rows(app))
        await press(pilot, "down")
        assert "Signal" in rows(app)
        assert "700" not in rows(app)
        await press(pilot, "m")
        assert "+996 700 123" in rows(app)
        await press(pilot, "up")
        assert "example.org" not in rows(app)
        await press(pilot, "down")
        assert "700" not in rows(app)


async def test_documents_stand_in_the_order_in_which_they_run_out(vault: Vault) -> None:
    """The days that are left are told in words; what was lost is said; a number stays hidden."""
    passport = Paper(kind=DocumentKind.PASSPORT, issuer="RU")
    journal.record(vault, Document(title="C", expires="2025-03-16", document=passport, number="77"))
    journal.record(vault, Document(title="B", expires="2025-03-15"))
    journal.record(vault, Document(title="A", document=Paper(expires="2025-03-01")))
    journal.record(vault, Document(title="D", document=Paper(state=DocumentState.LOST)))
    app = OneScreen(vault, lambda: DocumentsScreen(vault))
    async with app.run_test(size=(160, 24)) as pilot:
        await until(pilot, lambda: "ran out 14 days ago, on 1 March 2025" in rows(app))
        shown = rows(app)
        told = ["runs out today", "runs out in 1 day, on 16 March 2025", "lost · no day of expiry"]
        assert [shown.index(sentence) for sentence in told] == sorted(
            shown.index(sentence) for sentence in told
        )
        await press(pilot, "down", "down")
        assert "Runs out in 1 day" in rows(app)
        assert "77" not in rows(app)


async def test_what_was_changed_is_shown_on_coming_back(vault: Vault, threat: Record) -> None:
    """`e` opens the form over the marked record; back again, the list tells the new name."""
    app = OneScreen(vault, lambda: ThreatsScreen(vault))
    async with app.run_test(size=WIDE) as pilot:
        await until(pilot, lambda: "Grey car" in rows(app))
        await press(pilot, "e")
        await until(pilot, lambda: isinstance(app.screen, FormScreen))
        await press(pilot, "end")
        await write(pilot, "s")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, ThreatsScreen))
        await until(pilot, lambda: "Grey cars" in rows(app))
    assert len(journal.history(vault, threat.id)) == 2
