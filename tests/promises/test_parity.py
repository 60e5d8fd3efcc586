"""Every act can be done by a command, in the app and in the line mode; or it is said why not.

`acts.txt` lists the acts of the product. What it names is looked for in the real commands, keys,
palette and menus, and all of those are looked for in it: a new command, key or menu without its
counterparts fails here.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

import click
import pytest
from textual.binding import Binding

from safejournal import plain, tui
from safejournal.cli.main import COMMANDS, Program
from safejournal.tui.own_keys import holders
from safejournal.tui.palette import WITHOUT_KEY

TABLE = Path(__file__).with_name("acts.txt")

NONE = "-"

MOVING = {
    "dismiss(None)", "back", "select", "submit", "take", "close", "choose", "complete", "clear",
    "leave", "stop", "turn", "help", "go_on",
}  # fmt: skip
"""What leads through a screen and does nothing: taking an answer, going back, turning a page."""

MANY = ("move(", "screen.move(", "screen.turn(", "screen.list", "pan(", "leap(", "zoom(", "today")
"""Moving in a picture; where one stands in the table, its siblings are known."""


@dataclass(frozen=True)
class Act:
    """A line of the table."""

    what: str
    commands: tuple[str, ...]
    app: tuple[str, ...]
    line: tuple[str, ...]
    why: str

    @property
    def lacks(self) -> bool:
        """Tell whether there is a way that it has not."""
        return not (self.commands and self.app and self.line)


def _cell(text: str) -> tuple[str, ...]:
    return tuple(each for each in map(str.strip, text.split(";;")) if each and each != NONE)


def _acts() -> Iterator[Act]:
    for row in TABLE.read_text("utf-8").splitlines():
        if row.strip() and not row.startswith("#"):
            what, commands, app, line, *why = (cell.strip() for cell in row.split("|"))
            yield Act(what, _cell(commands), _cell(app), _cell(line), " ".join(why))


ACTS = list(_acts())


@cache
def commands() -> set[str]:
    """Return every command, with its group before it."""
    return {" ".join(path) for path in _commands(Program("safejournal"), [], list(COMMANDS))}


def _commands(group: click.Group, path: list[str], names: list[str]) -> Iterator[list[str]]:
    context = click.Context(group)
    for name in names:
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            inner = click.Context(command)
            yield from _commands(command, [*path, name], command.list_commands(inner))
        else:
            yield [*path, name]


@cache
def keys() -> set[str]:
    """Return every act that the help tells a key of, by class, and all of the palette."""
    found = {f"palette.{action}" for action, _name, _meaning in WITHOUT_KEY}
    for holder in holders():
        for binding in holder.__dict__.get("BINDINGS", ()):
            if isinstance(binding, Binding) and binding.tooltip:
                found.add(f"{holder.__name__}.{binding.action}")
    return found


def _is_moving(of: str) -> bool:
    action = of.partition(".")[2]
    return action in MOVING or action.startswith(MANY)


def _numbered(of: str) -> str:
    """Return an act without its number: the nine kinds of the journal are one act."""
    return of.rpartition("(")[0] if of.endswith(")") and "only(" in of else of


@cache
def menus() -> set[str]:
    """Return every choice of a menu of the line mode: its module and its label."""
    found = set()
    for module in sorted(Path(plain.__path__[0]).glob("*.py")):
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.Tuple) and len(node.elts) == len(("label", "act")):
                found |= {f"{module.stem}: {said}" for said in _said(node.elts[0])}
    return found


def _said(node: ast.AST) -> set[str]:
    """Return the sentence of a call of `_`."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_":
        (given,) = node.args
        if isinstance(given, ast.Constant):
            return {str(given.value)}
    return set()


@cache
def _sentences(package: str, module: str) -> set[str]:
    path = Path(import_module(package).__path__[0]) / f"{module}.py"
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    return {str(each.value) for each in nodes if isinstance(each, ast.Constant)}


def _exists(package: str, named: str) -> bool:
    """Tell whether a label stands in a module, or a function is in it."""
    module, colon, label = named.partition(": ")
    if colon:
        return label in _sentences(package, module)
    module, _dot, function = named.rpartition(".")
    return bool(module) and hasattr(import_module(f"{package}.{module}"), function)


@pytest.mark.parametrize("act", ACTS, ids=lambda act: act.what)
def test_an_act_is_where_the_table_says(act: Act) -> None:
    """Each command, key and menu that it names is there; what is missing has its reason."""
    assert set(act.commands) <= commands()
    for each in act.app:
        assert each in keys() or _exists(tui.__name__, each), each
    for each in act.line:
        assert each in menus() or _exists(plain.__name__, each), each
    assert act.why or not act.lacks


def test_the_line_mode_writes_only_through_its_conversation() -> None:
    """No part of it prints, draws, or goes back to the beginning of a line: `Talk` alone writes."""
    for module in sorted(Path(plain.__path__[0]).glob("*.py")):
        tree = ast.parse(module.read_text("utf-8"))
        names = {each.id for each in ast.walk(tree) if isinstance(each, ast.Name)}
        texts = {each.value for each in ast.walk(tree) if isinstance(each, ast.Constant)}
        assert "print" not in names, module
        assert not {each for each in texts if isinstance(each, str) and "\x1b" in each}, module
        attributes = {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
        if module.stem != "talk":
            assert not attributes & {"stdout", "stderr", "_out"}, module


def test_no_command_is_left_out() -> None:
    """Each command does something that can be done in the app and in the line mode, or says why."""
    assert commands() - {each for act in ACTS for each in act.commands} == set()


def test_no_key_and_nothing_of_the_palette_is_left_out() -> None:
    """Each act of the app has a command and a place in the line mode, or says why."""
    known = {_numbered(each) for act in ACTS for each in act.app}
    assert {
        each for each in keys() if _numbered(each) not in known and not _is_moving(each)
    } == set()


def test_no_menu_is_left_out() -> None:
    """Each choice of the line mode has a command and a place in the app, or says why."""
    assert menus() - {each for act in ACTS for each in act.line} == set()
