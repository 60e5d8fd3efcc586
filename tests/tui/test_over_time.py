"""Timeline, patterns, calendar, threat and route: drawn without colour, walked by keys."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from safejournal.domain import records as r
from safejournal.domain.plan import Leg, Place, Plan
from safejournal.domain.plan_words import Mode
from safejournal.domain.timeline import Event, Zoom, event_of
from safejournal.domain.times import When
from safejournal.domain.words import Category, Kind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.tui.detail import Detail
from safejournal.tui.pictures.calendar import CalendarScreen
from safejournal.tui.pictures.lanes import Lanes, View, cells_in, sign
from safejournal.tui.pictures.month import Grid
from safejournal.tui.pictures.patterns import PatternsScreen
from safejournal.tui.pictures.route import RouteScreen
from safejournal.tui.pictures.threat import ThreatPicture
from safejournal.tui.pictures.timeline import TimelineScreen
from safejournal.tui.rows import Rows
from safejournal.wording.routes import lacks_braille
from tests.tui.shell_app import NARROW, WIDE, Life, WatchedApp, fill, rows, until, until_shown

ALA, IST, BER = (
    Place(country=c, airport=a) for c, a in (("KZ", "ALA"), ("TR", "IST"), ("DE", "BER"))
)
FLIGHT = Plan(legs=(Leg(start=ALA, via=(IST,), end=BER, mode=Mode.AIR, date="2026-05-20"),))


def event(when: When, content: r.Content | None = None) -> Event:
    """Return an incident of that time, or something else."""
    return event_of("00" * 16, content or r.Incident(when=when))


def drawn(events: list[Event], zoom: Zoom, cursor: date, width: int) -> list[str]:
    """Return the lanes as rows of text, ending with today at the right."""
    view = View(
        zoom=zoom,
        cursor=cursor,
        first=date(2026, 5, 1),
        today=date(2026, 5, 14),
        kinds=(Kind.INCIDENT,),
    )
    return [each.plain.rstrip() for each in Lanes(events, view).lines(width)]


def test_every_sign_is_told_by_its_character() -> None:
    """Known, lasting, rough, nothing, yet to come: no colour is needed."""
    events = [
        *[event(When(day="2026-05-02"))] * 3,
        *[event(When(day="2026-05-03"))] * 12,
        event(When(start="2026-05-05", end="2026-05-07")),
        event(When(about="2026-05-09")),
        event(When(about="2026-05-03")),
    ]
    ruler, lane, cursor = drawn(events, Zoom.DAY, date(2026, 5, 5), 40)
    assert lane == "Incidents ·3+·1──·~·····"
    assert ruler == f"{'':10}1 May     11     18     25"
    assert cursor == " " * 14 + "▲"


def test_a_month_that_may_hold_it_says_perhaps_in_every_cell() -> None:
    """And nothing says that it was the first of the month."""
    lane = drawn([event(When(about="2026-05"))], Zoom.DAY, date(2026, 5, 1), 80)[1]
    assert lane.split()[1:] == ["~"] * cells_in(80) if cells_in(80) <= 31 else ["~"] * 31


@pytest.mark.parametrize("width", [40, 80, 160])
def test_lanes_are_never_wider_than_their_window(width: int) -> None:
    """At any zoom."""
    events = [event(When(day="2024-01-31")), event(When(start="2025-01-01", end="2026-12-31"))]
    for zoom in Zoom:
        assert max(map(len, drawn(events, zoom, date(2026, 5, 1), width))) <= width


def write_life(vault: Vault) -> tuple[Life, str]:
    """Write records and a trip; return them, and the id of the trip."""
    life = fill(vault)
    for n in (2, 9, 16):
        call = r.Incident(
            title=f"Call {n}", when=When(day=f"2026-03-{n:02}"), threat=life.threat.id,
            category=Category.CALL_OR_MESSAGE,
        )  # fmt: skip
        journal.record(vault, call)
    journal.record(vault, r.Incident(title="In winter", when=When(about="2026-01")))
    return life, journal.record(vault, r.Trip(title="To Berlin", plan=FLIGHT)).id


def top(pilot: Pilot[Any]) -> str:
    """Return the title of the record that is open."""
    assert isinstance(pilot.app.screen, Detail)
    assert pilot.app.screen.record.content is not None
    return pilot.app.screen.record.content.title


async def test_the_timeline_is_walked_zoomed_and_narrowed_by_keys(vault: Vault) -> None:
    """From the palette to the record under the cursor; what is narrowed is said."""
    write_life(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due")
        await pilot.press("f4", *"timeline", "enter")
        await until(pilot, lambda: isinstance(app.screen, TimelineScreen))
        shown = await until_shown(pilot, "by week", "perhaps there", "week of 11 May 2026")
        assert "2 have no known time." in shown
        await pilot.press("b")
        await until_shown(pilot, "week of 16 March 2026: Incidents: 1", "Call 16")
        await pilot.press("i")
        await until_shown(pilot, "by day")
        await pilot.press("o", "o")
        await until_shown(pilot, "by month", "March 2026: Incidents: 3")
        await pilot.press("left", "left")
        await until_shown(pilot, "January 2026: perhaps: 1", "~Jan 2026")
        await pilot.press("f", "1")
        assert "Trips" not in await until_shown(pilot, "by month · Incidents", "Call 2")
        await pilot.press("t")
        await until_shown(pilot, "Which tag?", "слежка")
        await pilot.press("down", "enter")
        await until_shown(pilot, "#дом", "March 2026: nothing")
        await pilot.press("t")
        await until_shown(pilot, "Which tag?", "слежка")
        await pilot.press("enter")
        await until_shown(pilot, "by month · Incidents", "March 2026: Incidents: 3")
        await pilot.press("s")
        await until_shown(pilot, "Incidents of which sort?", "surveillance")
        await pilot.press("down", "down", "enter")
        await until_shown(pilot, "a call or a message", "March 2026: Incidents: 3")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert top(pilot) == "Call 2"
        await pilot.press("escape", "p")
        await until(pilot, lambda: isinstance(app.screen, PatternsScreen))
        told = await until_shown(pilot, "3 incidents are few", "Too few in the last 60 days")
        assert "█" in told
        await pilot.press("escape", "w")
        await until_shown(pilot, "What names whom?", "Ласточка")


async def test_the_calendar_is_turned_by_keys_and_opens_what_is_due(vault: Vault) -> None:
    """Marks stand beside the days; a day without anything says so."""
    write_life(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due")
        await pilot.press("f4", *"calendar", "enter")
        shown = await until_shown(pilot, "May 2026", "Thursday, 14 May 2026 (today): nothing")
        assert "[14]" in shown
        assert " 12 !" in shown
        assert isinstance(app.focused, Grid)
        await pilot.press("f")
        await until_shown(pilot, "(14)", "[17]*", "threat to think through again (soon)")
        await pilot.press("pagedown", "pagedown", "pagedown")
        await until_shown(pilot, "August 2026", "Monday, 17 August 2026")
        await pilot.press("left", "left", "left", "left", "left")
        await until_shown(pilot, "12 August 2026", "document runs out", "Загранпаспорт")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert top(pilot) == "Загранпаспорт"
        await pilot.press("escape", "shift+tab", "d")
        await until_shown(pilot, "May 2026", "[14]")


async def test_a_threat_and_a_trip_have_their_pictures(vault: Vault) -> None:
    """Incidents by month beside the five steps; a map with numbers, and the states in words."""
    _life, trip = write_life(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Due")
        await pilot.press("f7")
        await until_shown(pilot, "Вызовы через родных")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, ThreatPicture))
        await until_shown(pilot, "March 2026  ███ 3", "1 month with no incident", "Step 2: pattern")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Detail))
        assert top(pilot) == "Call 2"
        app.push_screen(Detail(vault, journal.show(vault, trip)))
        await until_shown(pilot, "To Berlin")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(app.screen, RouteScreen))
        shown = await until_shown(pilot, "Kazakhstan ALA", "under it:", "***")
        assert any(0x2800 < ord(character) <= 0x28FF for character in shown)
        await pilot.press("a")
        await pilot.pause()
        shown = rows(app)
        assert not any(0x2800 <= ord(character) <= 0x28FF for character in shown)
        assert all(sign in shown for sign in ("1", "2", "3", "***", "..."))


@pytest.mark.parametrize(
    ("environment", "lacks"),
    [
        ({"TERM": "linux", "LANG": "en_US.UTF-8"}, True),
        ({"TERM": "xterm-256color", "LANG": "C"}, True),
        ({"TERM": "xterm-256color", "LANG": "ru_RU.UTF-8"}, False),
        ({"TERM": "tmux", "LC_ALL": "C.UTF-8", "LANG": "C"}, False),
        ({}, False),
    ],
)
def test_plain_signs_are_taken_where_braille_is_known_to_be_missing(
    environment: dict[str, str], lacks: bool
) -> None:
    """Text consoles and terminals without UTF-8; elsewhere a key changes the guess."""
    assert lacks_braille(environment) is lacks


@pytest.mark.parametrize("size", [NARROW, WIDE, (160, 40)], ids=["40x10", "80x24", "160x40"])
async def test_pictures_over_time(
    vault: Vault, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """They look as they did when somebody last looked at them, and fit into their window."""
    write_life(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        for screen in (TimelineScreen(vault), CalendarScreen(vault)):
            app.push_screen(screen)
            await until(pilot, lambda: bool(app.screen.query(Rows)))
            await pilot.pause()
            picture = rows(app)
            assert len(picture.splitlines()) <= size[1]
            assert max(map(len, picture.splitlines())) <= size[0]
            assert picture == snapshot


def test_the_sign_of_a_cell_prefers_what_is_known() -> None:
    """A rough time never hides a known one."""
    from safejournal.domain.timeline import Mark

    assert sign(Mark(2, 1, 5), ahead=False) == "2"
    assert sign(Mark(0, 1, 5), ahead=False) == "─"
    assert sign(Mark(0, 0, 5), ahead=True) == "~"
    assert [sign(Mark(), ahead=ahead) for ahead in (False, True)] == ["·", " "]
