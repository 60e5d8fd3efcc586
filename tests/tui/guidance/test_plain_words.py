"""With the guidance that ships: no screen calls anybody safe, in either language."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal import i18n
from safejournal.content.builtin import base
from safejournal.content.forbidden import BANS
from safejournal.content.packs import Pack
from safejournal.domain.plan_words import Signal
from safejournal.domain.records import Trip
from safejournal.services import checklists as lists
from safejournal.services import guidance, journal
from safejournal.services.alerts import alert
from safejournal.services.opening import Vault
from safejournal.tui.guidance.alert import AlertScreen
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.cases import CaseScreen, CasesScreen
from safejournal.tui.guidance.lessons import LessonScreen
from safejournal.tui.guidance.runs import RunScreen
from safejournal.tui.guidance.why import WhyScreen
from tests.tui.guidance.exile import Exile, warrant
from tests.tui.guidance.small_pack import MEMBERS
from tests.tui.shell_app import NOW, WatchedApp, rows

TALL = (100, 400)
"""A window in which whole pages stand."""


@pytest.fixture
def shipped(small: None) -> Iterator[None]:
    """Put the guidance that ships back into its place for as long as a test lasts."""
    from safejournal.content.builtin import file_of_ours

    whole = Pack(file_of_ours("packs/base.json"))
    with pytest.MonkeyPatch.context() as patch:
        for member in MEMBERS:
            patch.setitem(vars(base()), member, getattr(whole, member))
        yield


@pytest.fixture(params=i18n.LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language."""
    i18n.use(request.param)
    yield request.param
    i18n.use("en")


async def seen(pilot: Pilot[Any], app: WatchedApp, screen: Any) -> str:
    """Return all that stands on a screen."""
    await app.push_screen(screen)
    await asyncio.sleep(0.05)
    await pilot.pause()
    shown = rows(app)
    await app.pop_screen()
    return shown


def grave(vault: Vault, exile: Exile) -> Trip:
    """Return a trip that everything warns of."""
    content = journal.show(vault, exile.trip.id).content
    assert isinstance(content, Trip)
    assert content.plan is not None
    return replace(content, plan=replace(content.plan, signals=tuple(Signal)))


async def test_no_screen_calls_anybody_safe(
    vault: Vault, exile: Exile, shipped: None, language: str, looked_at_once: None
) -> None:
    """Assessments, every warning's reasons, every case, every step, every lesson, the alarm."""
    trip = journal.revise(vault, exile.trip.id, grave(vault, exile))
    after = alert(vault, warrant(vault).id)
    assert after is not None
    app = WatchedApp(vault)
    async with app.run_test(size=TALL) as pilot:
        screen = AssessmentScreen(vault, record=trip)
        screens = [
            *(WhyScreen(vault, each, screen.desk.plan, None) for each in screen.found.findings),
            *(CaseScreen(vault, each) for each in guidance.cases(language)),
            *(LessonScreen(vault, each) for each in guidance.lessons(language)),
            *(RunScreen(vault, each.id) for each in lists.checklists(language, NOW.date())),
            CasesScreen(vault),
            AlertScreen(vault, after),
            screen,
        ]
        told = [await seen(pilot, app, each) for each in screens]
    assert len(told) > 80
    wrong = [(ban.reason, shown) for shown in told for ban in BANS if ban.pattern.search(shown)]
    assert not wrong, wrong[0]
