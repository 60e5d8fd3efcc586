"""The scenarios that can be run: those that come with the program, and those of installed packs."""

from __future__ import annotations

from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.content import scenarios as content
from safejournal.content.library import library
from safejournal.domain.makers import Maker, Standing
from safejournal.domain.scenarios import Scenario, Start
from safejournal.domain.values import dataclass
from safejournal.errors import NotFound, WrongUsage

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

__all__ = ["Found", "Scenario", "Start", "find", "found", "from_folder", "make_template", "wanted"]

OPEN_FOLDER = "template"
"""The folder of the template, beside those of the scenarios; it is none itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A scenario, and whose it is."""

    scenario: Scenario = field(repr=False)
    maker: Maker | None = None
    """None for what comes with the program, and for a folder of one's own."""


def found(language: str) -> list[Found]:
    """Return every scenario that can be run, those of the program first."""
    ours = [Found(scenario=content.read_shipped(each, language)) for each in content.shipped()]
    added = library().scenarios.values()
    return [
        *ours,
        *(Found(scenario=content.read(e.compiled, language), maker=e.maker) for e in added),
    ]


def find(scenario_id: str, language: str) -> Found:
    """Return a scenario by its id; one of the program goes before others. Raises NotFound."""
    if scenario_id in content.shipped():
        return Found(scenario=content.read_shipped(scenario_id, language))
    added = library().scenarios.get(scenario_id)
    if added is None:
        raise NotFound("There is no scenario of this id.", hint="workshop list names them.")
    return Found(scenario=content.read(added.compiled, language), maker=added.maker)


def wanted(named: str, language: str) -> Found:
    """Return the scenario that is named: an id, a folder, or a file of a signed pack.

    Raises NotFound, or InputRejected with the reason for refusing it.
    """
    path = Path(named)
    if (path / "pack.toml").is_file():
        return from_folder(path, language)
    if path.is_file():
        return from_file(path, language)
    return find(named, language)


def from_folder(folder: Path, language: str) -> Found:
    """Return the scenario in a folder that somebody writes. Raises InputRejected with why."""
    from safejournal.services.packs import build, says_scenario

    compiled = build(folder)
    if not says_scenario(folder):
        raise WrongUsage("This folder holds guidance and no scenario.")
    return Found(scenario=content.read(compiled, language))


def from_file(path: Path, language: str) -> Found:
    """Return the scenario in a signed pack file, whose maker is taken to be unknown."""
    from safejournal.services import installing

    file = installing.read_file(path)
    installing.check(file)
    compiled = file.partition(installing.SIGNATURE)[0]
    if not content.is_scenario(compiled):
        raise WrongUsage("This pack holds guidance and no scenario.")
    scenario = content.read(compiled, language)
    made_by = Maker(pack=scenario.id, version=scenario.version, standing=Standing.UNKNOWN)
    return Found(scenario=scenario, maker=made_by)


def maker_words(path: Path, language: str) -> tuple[str, ...]:
    """Return the eight words of whoever signed a pack file. Raises as `from_file`."""
    from safejournal.content.packs import maker_of
    from safejournal.services import installing
    from safejournal.services.identity import compared_words, read_key

    compiled = installing.read_file(path).partition(installing.SIGNATURE)[0]
    return compared_words(read_key(maker_of(compiled)), language)


def keep(vault: Vault, named: str, language: str) -> str:
    """Take a scenario that is no shipped one into a practice vault, and return its id.

    A file is kept as its maker signed it; a folder is signed with the keys of this vault. Raises
    as `wanted` does.
    """
    from safejournal.services import installing, packs

    path = Path(named)
    if (path / "pack.toml").is_file():
        file = packs.build(path, vault)
    elif path.is_file():
        file = installing.read_file(path)
    else:
        return find(named, language).scenario.id
    offered = installing.examine(vault, file, language)
    installing.install(vault, offered, confirmed=True)
    return offered.pack.id


def no_role(of: Scenario) -> NotFound:
    """Return the error for a role that a scenario has not, with those that it has."""
    names = ", ".join(each.id for each in of.roles)
    return NotFound("There is no such role in this scenario.", hint=f"Its roles: {names}.")


def make_template(folder: Path) -> list[str]:
    """Write the template of a scenario into a new folder; return the names of its files.

    Raises Refused where something stands there.
    """
    from safejournal.services.beginning import refuse_taken

    refuse_taken(folder)
    folder.mkdir(parents=True, exist_ok=True)
    names = []
    for path in sorted((content.SHIPPED / OPEN_FOLDER).glob("*.txt")):
        name = path.name.removesuffix(".txt")
        (folder / name).write_bytes(path.read_bytes())
        names.append(name)
    return names
