"""A kit for workshops: a folder for a stick."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import config
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.domain.kits import SYSTEMS
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.kit import Built

_FETCHED = ("wheels", "program/wheelhouse", "wheelhouse")
"""Where the packages lie, from the folder of the program: fetched, or in a kit."""


def _options(command: Any) -> Any:  # noqa: ANN401 - click's decorators
    for option in (
        click.option("--unsigned", is_flag=True, help=_("Do not sign it.")),
        click.option(
            "--executable",
            "executables",
            metavar="DIR",
            multiple=True,
            help=_("A program that needs no Python, in a folder named after its machine."),
        ),
        click.option(
            "--pack", "packs", metavar="FILE", multiple=True, help=_("A signed pack to add.")
        ),
        click.option("--python", metavar="DIR", help=_("A folder of packages of python.org.")),
        click.option("--wheels", metavar="DIR", help=_("Where the packages were fetched to.")),
        click.option("-o", "target", metavar="DIR", required=True, help=_("The new folder.")),
        click.option(
            "--for",
            "systems",
            metavar="SYSTEMS",
            default=",".join(SYSTEMS),
            help=_("Those that are to be served: linux, macos, windows, with commas."),
        ),
    ):
        command = option(command)
    return command


@click.command(
    cls=Act,
    help=_(
        "Make a folder for a stick: the program for each system, packs, and everything to print."
        "\n\nNothing is fetched here: python3 start.py kit does that first. The list of its files"
        " is signed with the keys of your vault, which proves to everybody who made it; --unsigned"
        " leaves that out."
    ),
)
@_options
@click.pass_obj
def kit(session: Session, /, target: str, *, unsigned: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Make a kit."""
    from safejournal.services import kit as kits
    from safejournal.wording.kit import built_lines, papers

    wish = kits.Wish(
        systems=_systems(chosen["systems"]),
        wheels=Path(chosen["wheels"]) if chosen["wheels"] else _fetched(kits.root()),
        pythons=Path(chosen["python"]) if chosen["python"] else None,
        packs=tuple(map(Path, chosen["packs"])),
        executables=tuple(map(Path, chosen["executables"])),
        day=config.clock(session.today)().date().isoformat(),
    )
    with nullcontext() if unsigned else session.vault() as signer:
        built = kits.build(wish, Path(target), papers, signer)
    answer(session, lambda: _document(built), lambda: built_lines(built))


def _systems(said: str) -> tuple[str, ...]:
    asked = tuple(dict.fromkeys(each.strip() for each in said.split(",")))
    if not set(asked) <= set(SYSTEMS):
        raise WrongUsage("A system is one of linux, macos, windows.")
    return asked


def _fetched(root: Path) -> Path:
    return next((root / each for each in _FETCHED if (root / each).is_dir()), root / _FETCHED[0])


def _document(built: Built) -> dict[str, object]:
    return {
        "kit": str(built.place),
        "files": built.files,
        "bytes": built.bytes,
        "contents": asdict(built.contents),
    }
