"""Letters of a person's own: which acts may have one, and what would then mean two things.

The law of this module: function keys, Enter, Esc, Tab, arrows and digits are nobody's to change,
and neither is what is bound first (help, acts, lock, panic, save). So there is always a way to
everything, whatever was set.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from safejournal import tui
from safejournal.services.settings import Settings
from safejournal.tui.keys import everywhere, with_letter

ENDS = {
    "first home": "g",
    "last end": "G",
    "scroll_home home": "g",
    "scroll_end end": "G",
}
"""The letters that lead to the ends of lists and pages, for those whose fingers know vi."""

KEPT = frozenset({"help question_mark", "command_palette f4,ctrl+p", "select enter"})
"""Acts that keep their keys."""


def keymap(chosen: Settings) -> dict[str, str]:
    """Return what Textual is to put in the place of its keys, by act."""
    ends = ENDS if chosen.letters_move else {}
    return {act: with_letter(act, letter) for act, letter in {**ends, **chosen.keys}.items()}


def changeable(binding: Binding) -> bool:
    """Tell whether an act may have a letter of a person's own."""
    return bool(binding.id and binding.tooltip) and binding.id not in KEPT and _is_open(binding)


def _is_open(binding: Binding) -> bool:
    """Tell whether it stands on a letter, a sign or a function key: not on Enter or a digit."""
    own = (binding.id or "").rpartition(" ")[2].split(",")
    return any(_is_sign(one) or (one[:1] == "f" and one[1:].isdigit()) for one in own)


def _is_sign(one: str) -> bool:
    return len(one) == 1 and not one.isdigit()


def clash(act: str, letter: str, own: Mapping[str, str]) -> Binding | None:
    """Return what a letter does already wherever this act can be done; None where it is free.

    Loads every screen: takes a moment, once, when somebody changes a key.
    """
    wanted = set(everywhere(letter))
    chosen = {each: with_letter(each, of) for each, of in own.items() if each != act}
    classes = {each: _bindings(each, chosen) for each in holders()}
    for holder, bindings in classes.items():
        if all(binding.id != act for binding in bindings):
            continue
        for beside, others in classes.items():
            if _meet(holder, beside):
                for binding in others:
                    if binding.key in wanted and binding.id != act:
                        return binding
    return None


def holders() -> list[type[DOMNode]]:
    """Return every class of the app that has keys, with all screens loaded."""
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        import_module(module.name)
    return sorted(_ours(DOMNode), key=lambda each: (each.__module__, each.__qualname__))


def _ours(base: type[DOMNode]) -> set[type[DOMNode]]:
    found = set()
    for each in base.__subclasses__():
        found |= _ours(each)
        if each.__module__.startswith(f"{tui.__name__}."):
            found.add(each)
    return found


def _bindings(holder: type[DOMNode], chosen: Mapping[str, str]) -> list[Binding]:
    merged = holder._merge_bindings()  # noqa: SLF001 (what Textual itself begins with)
    merged.apply_keymap(dict(chosen))
    return [binding for each in merged.key_to_bindings.values() for binding in each]


def _meet(one: type[DOMNode], other: type[DOMNode]) -> bool:
    """Tell whether keys of both can be pressed at the same moment, as far as classes tell.

    The app meets all. Two screens never meet. What stands on screens meets them all, unless it is
    made for those of one package.
    """
    if one is other or issubclass(one, App) or issubclass(other, App):
        return True
    screens = issubclass(one, Screen) + issubclass(other, Screen)
    packages = {_package(one), _package(other)}
    if screens == 0:
        return len(packages - {_SHARED}) <= 1
    widget = other if issubclass(one, Screen) else one
    return screens == 1 and (_package(widget) == _SHARED or len(packages) == 1)


_SHARED = tui.__name__


def _package(holder: type[DOMNode]) -> str:
    return holder.__module__.rpartition(".")[0]
