"""Days in a country: on the first screen, in the place of guidance, and on a page of their own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from safejournal.domain.plan import Leg, Place, Plan
from safejournal.domain.records import Document, Trip
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.guidance.stays import StayScreen
from tests.tui.guidance.exile import PERSON, Exile
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, day, rows, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


def stay(vault: Vault, country: str, since: int, days: int | None = None) -> None:
    """Write down a stay that began so many days ago."""
    leg = Leg(
        start=Place(country="KG"), end=Place(country=country), date=day(-since), stay_days=days
    )
    journal.record(vault, Trip(title=f"In {country}", plan=Plan(person=PERSON, legs=(leg,))))


@SIZES
async def test_days_left_stand_on_the_first_screen(vault: Vault, size: tuple[int, int]) -> None:
    """Under the dated rule; Enter tells the rule, its date and source, and leads to the trip."""
    stay(vault, "KZ", since=4)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Days in a country", "25 days left", "Kazakhstan")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, StayScreen))
        seen = rows(app)
        for _page in range(8):
            await pilot.press("pagedown")
            seen += rows(app)
        words = " ".join(seen.split())
        for said in ("25 days left", "5 of 30 days used", "30 days within any 90 days", "2025-02"):
            assert said in words, said
        assert "8 June 2026" in words, "the last day"
        assert "example.org" in words
        await pilot.press("enter")
        await until_shown(pilot, "In KZ", "From country")


async def test_a_stay_that_runs_out_is_due(vault: Vault) -> None:
    """Two weeks before its last day it stands among what is due, with the country."""
    stay(vault, "KZ", since=20)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "Due", "stay runs out", "9 days left")
        assert "in 9 days" in shown or "in 8 days" in shown


async def test_no_days_left_is_said(vault: Vault) -> None:
    """A broken rule: 0 days left, and since when."""
    stay(vault, "KZ", since=40)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "0 days left")
        await pilot.press("down", "enter")
        await until_shown(pilot, "Too long from", "4 May 2026")


async def test_without_a_rule_nothing_is_promised(vault: Vault, exile: Exile) -> None:
    """In the place of guidance: no rule known, and that this means nothing good. Not on Today."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        assert "no rule known" not in rows(app)
        await pilot.press("g")
        await until_shown(pilot, "no rule known", "Kyrgyzstan")
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "not mean that there is none" in " ".join(rows(app).split()))


async def test_expiring_papers_stand_on_the_first_screen(vault: Vault) -> None:
    """Half a year ahead, with how far away it is."""
    journal.record(vault, Document(title="Паспорт", expires=day(90)))
    journal.record(vault, replace(Document(title="Далеко"), expires=day(400)))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        shown = await until_shown(pilot, "in 90 days", "Паспорт", "document runs out")
        due = shown[: shown.index("Written last")]
        assert "Далеко" not in due
