"""Every key of the screens of guidance, under every keyboard layout that we promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from safejournal.services.opening import Vault
from safejournal.tui.detail import Detail
from safejournal.tui.guidance.assessment import AssessmentScreen
from safejournal.tui.guidance.cases import CasesScreen
from safejournal.tui.guidance.home import GuidanceScreen
from safejournal.tui.guidance.legal_log import LegalLogScreen
from safejournal.tui.guidance.runs import RunScreen
from tests.tui.guidance.exile import Exile
from tests.tui.test_every_key import wrong_on
from tests.tui.test_keys import LAYOUTS

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


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", ON, ids=lambda screen: screen.__name__)
def test_every_key_does_its_act_on_every_layout(screen: type[Screen[Any]], layout: str) -> None:
    """Whichever layout is on, the key in the same place does the act of the table."""
    assert not wrong_on(screen, ON[screen], layout)
