"""Every key of every screen, under every keyboard layout that we promise: from the bindings alone.

That a terminal's characters really arrive under these names is tried in `test_keys`.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from safejournal.domain.layouts import aliases
from safejournal.tui.app import JournalApp
from safejournal.tui.keys import everywhere
from safejournal.tui.leaving import LeavingApp
from safejournal.tui.own_keys import _meet, holders
from safejournal.tui.reading import Reading
from safejournal.tui.rows import Rows
from tests.tui.test_keys import DIGITS, LAYOUTS, ON, RAW, SIGNS, SLASH

HOLDERS = holders()
SCREENS = [each for each in HOLDERS if issubclass(each, Screen)]
LISTS = (Rows, Reading)
"""What stands on most screens."""
WIDGETS = [each for each in HOLDERS if not issubclass(each, Screen | JournalApp)]

NEARER = {
    ("search", "find"): "the screen's own search is nearer than the journal's",
    ("everything", "back"): "what was narrowed is widened before the screen is left",
    ("dismiss(None)", "help"): "F1 closes the help that it opened",
}
"""What a screen does with a key of the app's or of the screen that it is made from, and why."""


STOCK = {
    binding.action
    for stock in (Screen, Input, TextArea)
    for binding in stock.BINDINGS
    if isinstance(binding, Binding)
}
"""Acts of Textual's own ways of editing a line, beside which arrows, Home and End do the same."""


def _own(holder: type[DOMNode]) -> list[Binding]:
    """Return what a class binds itself."""
    bound = [each for each in holder.__dict__.get("BINDINGS", ()) if isinstance(each, Binding)]
    return [each for each in bound if each.action not in STOCK and holder is not LeavingApp]


@pytest.mark.parametrize("holder", HOLDERS, ids=lambda holder: holder.__name__)
def test_a_letter_is_bound_on_every_layout(holder: type[DOMNode]) -> None:
    """Whatever has a Latin letter, a digit or a slash has what that key gives elsewhere."""
    for binding in _own(holder):
        typed = binding.key.split(",")
        for one in typed:
            if one.isascii() and len(one.rpartition("+")[2]) == 1:
                assert set(everywhere(one)) <= set(typed), (binding.action, one)


def acts(screen: type[Screen[object]]) -> dict[str, str]:
    """Return what each key does on a screen, the screen's own acts before those of the app."""
    chain = [screen._merge_bindings()]
    if not issubclass(screen, ModalScreen):
        chain.append(JournalApp._merge_bindings())
    found: dict[str, str] = {}
    for bindings in chain:
        for key, bound in bindings.key_to_bindings.items():
            found.setdefault(key, bound[0].action)
    return found


def typed_on(layout: str, key: str) -> str | None:
    """Return Textual's name of what this key gives on this layout; None for what is no letter."""
    before, _, last = key.rpartition("+")
    modifier = f"{before}+" if before else ""
    if last in SIGNS.get(layout, {}):
        return None
    if last.isdigit():
        last = DIGITS.get(layout, "0123456789")[int(last)]
    elif key == "slash":
        last = SLASH.get(layout, "/")
    elif last.isascii() and last.isalpha() and len(last) == 1:
        small = LAYOUTS[layout][last.lower()]
        if last.isupper() and small.upper() not in aliases(last):
            return None  # Shift gives a mark there, or a letter of another key
        last = small.upper() if last.isupper() else small
    else:
        return key
    return modifier + _character_to_key(last)


def wrong_on(screen: type[Screen[object]], table: Mapping[str, str], layout: str) -> set[str]:
    """Return the keys of a table that do something else on this screen when this layout is on."""
    does = acts(screen)
    named = {key: typed_on(layout, _NAMES.get(key, key)) for key in table}
    return {key for key, typed in named.items() if typed and does.get(typed) != table[key]}


_NAMES = {"/": "slash", "?": "question_mark"}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_a_key_does_the_same_on_every_layout(screen: type[Screen[object]]) -> None:
    """The key in the same place does the same act, whichever layout is on."""
    does = acts(screen)
    latin = {key: act for key, act in does.items() if key.isascii() and act not in STOCK}
    for layout in LAYOUTS:
        for key, act in latin.items():
            typed = typed_on(layout, key)
            if typed is not None:
                assert does.get(typed) == act, (layout, key, typed)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", ON, ids=lambda screen: screen.__name__)
def test_every_key_does_its_act_on_every_layout(screen: type[Screen[object]], layout: str) -> None:
    """Whichever layout is on, the key in the same place does the act of the table."""
    lists = {"enter", "j", "k"}
    table = {key: act for key, act in ON[screen].items() if key not in lists}  # type: ignore[index]
    assert not wrong_on(screen, table, layout)


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_key_means_two_things(screen: type[Screen[object]]) -> None:
    """No character that some layout types stands for two acts where both can be meant."""
    app = {} if issubclass(screen, ModalScreen) else _of(JournalApp)
    for base in screen.__mro__[1:] if screen._inherit_bindings else ():
        if issubclass(base, DOMNode) and base in HOLDERS:
            app |= _of(base)
    for binding in _own(screen):
        for key in binding.key.split(","):
            other = app.get(key, binding.action)
            assert other == binding.action or (binding.action, other) in NEARER, (key, other)


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: widget.__name__)
def test_no_letter_of_a_list_means_something_on_a_screen(widget: type[DOMNode]) -> None:
    """What has the focus takes no letter from the screens it stands on."""
    letters = {key: act for key, act in _of(widget).items() if len(key) == 1}
    places: list[type[DOMNode]] = [*SCREENS, JournalApp]
    for screen in places:
        near = widget.__module__ in (screen.__module__, *(base.__module__ for base in LISTS))
        if near and _meet(widget, screen):
            taken = {key: act for key, act in _of(screen).items() if key in letters}
            assert all(letters[key] == act for key, act in taken.items()), (screen, taken)


def _of(holder: type[DOMNode]) -> dict[str, str]:
    """Return what each key does by a class's own bindings."""
    return {key: each.action for each in _own(holder) for key in each.key.split(",")}


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.__name__)
def test_no_letter_is_the_only_way(screen: type[Screen[object]]) -> None:
    """Each act of a screen is in the palette and in the help, which arrows and Enter reach."""
    for binding in _own(screen):
        hidden = not binding.description
        assert binding.tooltip or hidden or binding.key.split(",")[0] in RAW, binding.action
