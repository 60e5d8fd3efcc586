"""Pictures of every screen of guidance as rows of text, at 80x24 and at 40x10.

`pytest --snapshot-update` takes them anew; then somebody looks at them. The guidance in them is the
little one of these tests, so that they change only when the screens do.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot
from textual.screen import Screen

from safejournal import i18n
from safejournal.content.forbidden import BANS
from safejournal.services import guidance
from safejournal.services.opening import Vault
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.lessons import LessonScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.guidance.exile import Exile, settle, warrant
from tests.tui.guidance.test_answering import ask, assess
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, rows, until, until_shown

Go = Callable[[Pilot[Any]], Awaitable[object]]


async def home(pilot: Pilot[Any]) -> None:
    """The place."""
    await pilot.press("g")
    await until_shown(pilot, "Planned")


async def assessment(pilot: Pilot[Any]) -> None:
    """Two legs, three warnings."""
    await home(pilot)
    await pilot.press("down", "enter")
    await until_shown(pilot, "NOT CHECKED")


async def route(pilot: Pilot[Any]) -> None:
    """The way, from its first leg."""
    await assessment(pilot)
    await pilot.press("home")


async def open_questions(pilot: Pilot[Any]) -> None:
    """The end of an assessment."""
    await assessment(pilot)
    await pilot.press("end")


async def question(pilot: Pilot[Any]) -> None:
    """One question with a list to fill in."""
    await open_questions(pilot)
    await pilot.press(*["up"] * 3, "enter")
    await until_shown(pilot, "Take this answer")


async def question_of_words(pilot: Pilot[Any]) -> None:
    """One question with a list of words, open."""
    screen = await assess(pilot, app_of(pilot).vault)
    await ask(pilot, screen, "person.roles")
    await until_shown(pilot, "activist")


async def not_saved(pilot: Pilot[Any]) -> None:
    """After an answer that is not sealed yet."""
    await question(pilot)
    await pilot.press("down", "enter", "f10")

    def changed() -> bool:
        screen = pilot.app.screen
        return isinstance(screen, AssessmentScreen) and screen.desk.changed

    await until(pilot, changed)


async def why(pilot: Pilot[Any]) -> None:
    """One warning."""
    await assessment(pilot)
    await pilot.press("enter")
    await until_shown(pilot, "Warning")


async def case(pilot: Pilot[Any]) -> None:
    """One case."""
    await cases(pilot)
    await pilot.press("enter")
    await until_shown(pilot, "The story")


async def cases(pilot: Pilot[Any]) -> None:
    """All cases."""
    await home(pilot)
    await pilot.press("2")
    await until_shown(pilot, "2 cases")


async def filter_of_cases(pilot: Pilot[Any]) -> None:
    """Which country."""
    await cases(pilot)
    await pilot.press("1")
    await until_shown(pilot, "Which country?", "Any")


async def checklists(pilot: Pilot[Any]) -> None:
    """All checklists."""
    await home(pilot)
    await pilot.press("1")
    await until_shown(pilot, "4 checklists")


async def checklist(pilot: Pilot[Any]) -> None:
    """One that nobody has begun."""
    await checklists(pilot)
    await pilot.press("enter")
    await until_shown(pilot, "Not begun")


async def run(pilot: Pilot[Any]) -> None:
    """One that was begun, with a step set aside and remarked on."""
    await checklist(pilot)
    await pilot.press("space", "down", "x", "t", *"Birch", "enter")
    await until_shown(pilot, "Remark: Birch")


async def step(pilot: Pilot[Any]) -> None:
    """Why a step."""
    await checklist(pilot)
    await pilot.press("down", "enter")
    await until_shown(pilot, "What to do")


async def printing(pilot: Pilot[Any]) -> None:
    """How to print."""
    await checklist(pilot)
    await pilot.press("p")
    await until_shown(pilot, "How shall it be printed?")


async def printing_where(pilot: Pilot[Any]) -> None:
    """Where to."""
    await printing(pilot)
    await pilot.press("2")
    await until_shown(pilot, "~/list.txt")


async def card(pilot: Pilot[Any]) -> None:
    """To copy by hand."""
    await printing(pilot)
    await pilot.press("1")
    await until_shown(pilot, "1. Find a lawyer.")


async def lessons(pilot: Pilot[Any]) -> None:
    """All lessons."""
    await home(pilot)
    await pilot.press("3")
    await until_shown(pilot, "1 lesson")


async def lesson(pilot: Pilot[Any]) -> None:
    """One lesson."""
    await lessons(pilot)
    await pilot.press("enter")
    await until_shown(pilot, "There are three lists.")


async def legal_log(pilot: Pilot[Any]) -> None:
    """A warrant, and a look that found nothing."""
    warrant(app_of(pilot).vault)
    await home(pilot)
    await pilot.press("4")
    await until_shown(pilot, "OLD: 45 days")


async def alert(pilot: Pilot[Any]) -> None:
    """What follows from a warrant."""
    await legal_log(pilot)
    await pilot.press("f")
    await until_shown(pilot, "Before:")


async def alert_below(pilot: Pilot[Any]) -> None:
    """What to do, and whom to tell."""
    await alert(pilot)
    await pilot.press("end")
    await until_shown(pilot, "Birch")


async def stay(pilot: Pilot[Any]) -> None:
    """Days without a rule."""
    await home(pilot)
    await pilot.press(*["down"] * 3, "enter")
    await until_shown(pilot, "no rule known")


async def help_keys(pilot: Pilot[Any]) -> None:
    """The keys of a checklist."""
    await checklist(pilot)
    await pilot.press("f1")
    await until_shown(pilot, "Keys here")


SCREENS: tuple[Go, ...] = (
    home, assessment, route, open_questions, question, question_of_words, not_saved, why, case,
    cases, filter_of_cases, checklists, checklist, run, step, printing, printing_where, card,
    lessons, lesson, legal_log, alert, alert_below, stay, help_keys,
)  # fmt: skip
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
EACH = pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)


async def picture(vault: Vault, screen: Go, size: tuple[int, int]) -> str:
    """Return a screen of the exile's journal."""
    settle(vault)
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "Written last" if size == WIDE else "Due")
        await screen(pilot)
        await pilot.pause(0.1)
        return rows(app)


@SIZES
@EACH
async def test_picture(
    vault: Vault, screen: Go, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    """The screen looks as when somebody last looked, fits its window, and calls nobody safe."""
    shown = await picture(vault, screen, size)
    lines = shown.splitlines()
    assert len(lines) <= size[1]
    assert max(map(len, lines)) <= size[0]
    assert "F1 Help" in lines[-1]
    assert not any(ban.pattern.search(shown) for ban in BANS), "safe, or odds"
    assert shown == snapshot


RUSSIAN: dict[str, Callable[[Vault, Exile], Screen[Any]]] = {
    "assessment": lambda vault, exile: AssessmentScreen(vault, record=exile.trip),
    "checklists": lambda vault, _exile: ChecklistsScreen(vault),
    "checklist": lambda vault, _exile: RunScreen(vault, "border"),
    "lesson": lambda vault, _exile: LessonScreen(vault, guidance.lesson("lists", "ru")),
}


@pytest.mark.parametrize("name", RUSSIAN)
async def test_the_guidance_speaks_the_spoken_language(
    vault: Vault, exile: Exile, name: str
) -> None:
    """Texts of the pack come in the language that is chosen."""
    i18n.use("ru")
    try:
        app = WatchedApp(vault)
        async with app.run_test(size=WIDE) as pilot:
            app.push_screen(RUSSIAN[name](vault, exile))
            await until_shown(pilot, "ру ")
    finally:
        i18n.use("en")
