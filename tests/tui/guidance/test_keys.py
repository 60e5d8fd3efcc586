"""Every key of the screens of guidance, under every keyboard layout that we promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

from safejournal.services.opening import Vault
from safejournal.tui.app import JournalApp
from safejournal.tui.detail import Detail
from safejournal.tui.guidance.alert import AlertScreen
from safejournal.tui.guidance.answering import AnswerScreen
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.cases import CasesScreen
from safejournal.tui.guidance.home import GuidanceScreen
from safejournal.tui.guidance.legal_log import LegalLogScreen
from safejournal.tui.guidance.lessons import LessonsScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.guidance.exile import Exile
from tests.tui.shell_app import WatchedApp
from tests.tui.test_keys import EVERYWHERE, LAYOUTS, RAW, pressed, under

MAKE: dict[type[Screen[Any]], Callable[[Vault, Exile], Screen[Any]]] = {
    GuidanceScreen: lambda vault, _exile: GuidanceScreen(vault),
    AssessmentScreen: lambda vault, exile: AssessmentScreen(vault, record=exile.trip),
    RunScreen: lambda vault, _exile: RunScreen(vault, "border"),
    CasesScreen: lambda vault, _exile: CasesScreen(vault),
    LegalLogScreen: lambda vault, _exile: LegalLogScreen(vault),
    Detail: lambda vault, exile: Detail(vault, exile.trip),
}

ON: dict[type[Screen[Any]], dict[str, str]] = {
    GuidanceScreen: {"a": "plan", **{str(number): f"book({number})" for number in range(1, 5)}},
    AssessmentScreen: {"e": "edit"},
    RunScreen: {
        "x": "set_aside", "t": "remark", "p": "print", "b": "anew", "h": "record",
    },
    CasesScreen: {
        "/": "search", "f3": "search", "0": "everything",
        "1": "only('state')", "2": "only('place')", "3": "only('mechanism')", "4": "only('who')",
    },
    LegalLogScreen: {"a": "add", "f": "follows"},
    Detail: {"s": "assess", "o": "work_through"},
}  # fmt: skip
"""What each key does on one screen alone."""

OVERRULED = {"f3", "slash", "full_stop", "ظ", "escape", "space"}
"""Keys that mean something nearer on a screen: to search here, to show all before leaving."""

SCREENS = (*MAKE, AlertScreen, AnswerScreen, Article, LessonsScreen)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", ON, ids=lambda screen: screen.__name__)
async def test_every_key_does_its_act_on_every_layout(
    vault: Vault, exile: Exile, screen: type[Screen[Any]], layout: str
) -> None:
    """Whichever layout is on, the key in the same place does the same."""

    class On(WatchedApp):
        def on_mount(self) -> None:
            super().on_mount()
            self.push_screen(MAKE[screen](vault, exile))

        def _check_action_state(self, *_what: object) -> bool:
            return True  # what is offered only now and then is pressed too

    keys = {**EVERYWHERE, **ON[screen]}
    if screen is Detail:
        del keys["enter"], keys["j"], keys["k"]  # its page has the focus, not a list
    found = await pressed(On(vault), {key: under(layout, key) for key in keys})
    wrong = {key: found[key] for key in keys if found[key][:1] != [keys[key]]}
    assert not wrong


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_means_two_things(screen: type[Screen[Any]]) -> None:
    """No character that some layout types stands for two acts, unless one is to be overruled."""
    meant: dict[str, str] = {}
    for holder in (screen, JournalApp):
        for binding in holder.BINDINGS:
            assert isinstance(binding, Binding)
            for key in {*binding.key.split(",")} - OVERRULED:
                assert meant.setdefault(key, binding.action) == binding.action, key


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_letter_is_the_only_way(screen: type[Screen[Any]]) -> None:
    """Each act of a screen is in the palette, which F4 opens and arrows and Enter work in."""
    for binding in screen.BINDINGS:
        assert isinstance(binding, Binding)
        hidden = not binding.show and not binding.tooltip
        assert binding.tooltip or hidden or binding.key.split(",")[0] in RAW
