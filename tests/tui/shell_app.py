"""The real app over a journal of an invented person, and ways to look at it and press its keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from safejournal.domain import records as r
from safejournal.domain.plan import Paper
from safejournal.domain.times import When
from safejournal.domain.versions import Record
from safejournal.domain.words import (
    Category,
    ChannelUse,
    Confidence,
    ContactRole,
    DocumentKind,
    DocumentState,
    Kind,
    LegalKind,
    Source,
)
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.tui.app import JournalApp
from safejournal.vault.derivation import Realm
from tests.vault.journals import Journal, make_journal

NOW = datetime(2026, 5, 14, 10, 0, tzinfo=timezone(timedelta(hours=6)))
"""A Thursday morning in Bishkek."""

WIDE, NARROW = (80, 24), (40, 10)

PATIENCE, PAUSE = 500, 0.01
"""Turns, and seconds between them, for a thread to do what it does in one or two."""


class WatchedApp(JournalApp):
    """The real app, which remembers what it said and how it was left."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault)
        self.told: list[str] = []

    def notify(self, message: str, **how: Any) -> None:
        """Remember what was said."""
        self.told.append(message)
        super().notify(message, **how)


@dataclass
class Life:
    """Some records of somebody who does not exist."""

    incident: Record
    threat: Record
    contact: Record
    document: Record
    note: Record


def new_journal(place: Path, *, practice: bool = False) -> Journal:
    """Return an empty journal whose clock stands still at `NOW`."""
    made = make_journal(place, realm=Realm.PRACTICE if practice else Realm.REAL)
    made.clock.now = NOW
    return made


def day(away: int) -> str:
    """Return the day so many days from today."""
    return (NOW + timedelta(days=away)).date().isoformat()


def fill(vault: Vault) -> Life:
    """Write down what happened, what is due, and whom to call."""
    contact = journal.record(
        vault,
        r.Contact(
            name="Айгуль Сарыбаева",
            pseudonym="Ласточка",
            roles=(ContactRole.LAWYER,),
            channels=(r.Channel(kind="Signal", value="+996 555 010203", use=ChannelUse.WHEN_SAFE),),
            words=r.AgreedWords(all_well="купила хлеб", under_duress="болит зуб"),
            challenge=r.Challenge(question="Где встретились?", answer="у фонтана"),
        ),
    )
    threat = journal.record(
        vault,
        r.Threat(title="Вызовы через родных", facts="Три звонка за месяц.", review_on=day(3)),
    )
    document = journal.record(
        vault,
        r.Document(
            title="Загранпаспорт",
            document=Paper(kind=DocumentKind.PASSPORT, issuer="RU", state=DocumentState.EXPIRING),
            number="75 1234567",
            expires=day(90),
        ),
    )
    journal.record(
        vault,
        r.Legal(title="Розыск", legal=LegalKind.WANTED_HOME, jurisdiction="RU", next_check=day(-2)),
    )
    note = journal.record(
        vault, r.Note(title="Meeting at the café", text="A tall man.", when=When(about="2026-04"))
    )
    first = journal.record(vault, _incident(contact, threat))
    assert isinstance(first.content, r.Incident)
    sure = replace(first.content, confidence=Confidence.SURE, text=f"{SEEN} Двор был тёмный.")
    incident = journal.revise(vault, first.id, sure)
    return Life(incident, threat, contact, document, note)


SEEN = "Соседка сказала, что двое мужчин спрашивали, на каком этаже я живу."


def _incident(contact: Record, threat: Record) -> r.Incident:
    return r.Incident(
        title="Двое у подъезда",
        text=SEEN,
        when=When(day=day(-2)),
        learned=When(at="2026-05-13T18:30+06:00"),
        category=Category.SURVEILLANCE,
        place="Бишкек",
        country="KG",
        people=(r.Involved(contact=contact.id, role="советовалась"),),
        source=Source.TOLD_BY_WITNESS,
        confidence=Confidence.LIKELY,
        threat=threat.id,
        tags=("дом", "слежка"),
        links=(r.Link(to=contact.id, meaning="рассказала ей"),),
    )


def begin_draft(vault: Vault, title: str = "Звонок с чужого номера") -> drafts.Draft:
    """Leave a form unfinished."""
    return drafts.keep(vault, drafts.begin(vault, Kind.INCIDENT), {"title": title})


def rows(app: JournalApp) -> str:
    """Return the screen as rows of text."""
    painted = app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in painted)


async def until(pilot: Pilot[Any], condition: Callable[[], bool]) -> None:
    """Wait until something is so: workers and threads take their time."""
    for _turn in range(PATIENCE):
        await pilot.pause()
        if condition():
            return
        await asyncio.sleep(PAUSE)
    raise AssertionError(f"it never became so:\n{rows(app_of(pilot))}")


async def until_shown(pilot: Pilot[Any], *texts: str) -> str:
    """Wait until these texts stand on the screen; return the screen."""
    await until(pilot, lambda: all(text in rows(app_of(pilot)) for text in texts))
    return rows(app_of(pilot))


def app_of(pilot: Pilot[Any]) -> WatchedApp:
    """Return the app behind a pilot."""
    assert isinstance(pilot.app, WatchedApp)
    return pilot.app


async def type_in(pilot: Pilot[Any], raw: str) -> None:
    """Send what a terminal sends, through Textual's own reading of it."""
    for event in XTermParser().feed(raw):
        pilot.app.post_message(event)
    await pilot.pause()
