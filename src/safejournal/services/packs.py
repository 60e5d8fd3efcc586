"""Guidance packs: those in use, and folders that somebody writes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from safejournal.content.library import AddedPack, ScenarioPack, library
from safejournal.content.packs import Pack, maker_of, text_in
from safejournal.domain.makers import Maker
from safejournal.errors import InputRejected, NotFound

if TYPE_CHECKING:
    from pathlib import Path

    from safejournal.services.opening import Vault


class Origin(StrEnum):
    """How it is known that a pack is the one that its maker made."""

    BUILT_IN = "built_in"
    """It came with the program, whose code knows its digest."""
    SIGNED = "signed"
    """It bears the signature of its maker, who is known here or is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A pack that the guidance is made of."""

    id: str
    version: str
    title: str
    languages: tuple[str, ...]
    reviewed: str
    origin: Origin
    items: dict[str, int]
    """How many there are of each kind: cases, rules, checklists, lessons, states, sources; of a
    scenario roles, steps, injects, records."""
    maker: Maker | None = None
    """None for the built-in one."""
    words: tuple[str, ...] = ()
    """The eight words of the maker's keys, in the language asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why a pack is refused, and where."""

    file: str
    line: int
    reason: str

    def __str__(self) -> str:
        """Return the line as compilers write it, so that editors find the place."""
        return f"{self.file}:{self.line}: {self.reason}"


def installed(language: str) -> list[Installed]:
    """Return the packs in use, the built-in one first."""
    found = library()
    added: list[Pack | ScenarioPack] = [*found.added.values(), *found.scenarios.values()]
    return [told(found.built_in, language), *(told(each, language) for each in added)]


def is_built_in(pack_id: str) -> bool:
    """Tell whether this is the id of the pack that comes with the program."""
    return pack_id == str(library().built_in.about["id"])


def find_pack(pack_id: str, language: str) -> Installed:
    """Return one pack in use. Raises NotFound."""
    found = next((each for each in installed(language) if each.id == pack_id), None)
    if found is None:
        raise NotFound("There is no pack of this id.")
    return found


def told(pack: Pack | ScenarioPack, language: str) -> Installed:
    """Return what a pack is and holds."""
    added = pack if isinstance(pack, AddedPack | ScenarioPack) else None
    return Installed(
        id=pack.about["id"],
        version=pack.about["version"],
        title=text_in(pack.about["title"], language),
        languages=tuple(pack.about["languages"]),
        reviewed=pack.about["reviewed"],
        origin=Origin.SIGNED if added else Origin.BUILT_IN,
        items=_scenario_items(pack) if isinstance(pack, ScenarioPack) else _items(pack),
        maker=added.maker if added else None,
        words=_words(signed_by(added), language) if added else (),
    )


def _items(pack: Pack) -> dict[str, int]:
    kinds = ("cases", "rules", "checklists", "lessons", "states", "sources")
    return {kind: len(getattr(pack, kind)) for kind in kinds}


def _scenario_items(pack: ScenarioPack) -> dict[str, int]:
    from safejournal.content.scenarios import count

    return count(pack.compiled)


def signed_by(pack: AddedPack | ScenarioPack) -> str:
    """Return the contact string of whoever signed a pack."""
    return pack.signed_by if isinstance(pack, AddedPack) else maker_of(pack.compiled)


def _words(contact_string: str, language: str) -> tuple[str, ...]:
    from safejournal.services.identity import compared_words, read_key

    return compared_words(read_key(contact_string), language)


def validate(folder: Path) -> list[Problem]:
    """Return every reason for refusing a pack's folder, by file and line. Raises NotFound.

    Guidance and scenarios alike: what a folder is to hold stands in its pack.toml.
    """
    from safejournal.content import scenario_validation, validation

    _refuse_missing(folder)
    check = scenario_validation.validate if says_scenario(folder) else validation.validate
    return [Problem(file=f, line=n, reason=why) for f, n, why in check(folder)]


def build(folder: Path, signer: Vault | None = None) -> bytes:
    """Return a pack's folder compiled, and signed with the signer's keys.

    Without a signer it is for looking at and comparing: nobody can install it. Raises NotFound, or
    InputRejected with why.
    """
    from safejournal.content import building, compiled, scenarios

    problems = validate(folder)
    if problems:
        raise InputRejected(
            f"this pack is refused: {problems[0]}", hint="pack validate says every reason."
        )
    made, check = building.build, compiled.check_compiled
    if says_scenario(folder):
        made, check = scenarios.build, scenarios.check_compiled
    if signer is None:
        return made(folder)
    from safejournal.exchange import signature
    from safejournal.services.identity import own_keys

    keys = own_keys(signer)
    message = made(folder, keys.public.contact_string)
    check(message)
    return message + signature.sign(message, keys, signature.PACK_NAMESPACES)


def says_scenario(folder: Path) -> bool:
    """Tell whether a pack's folder says of itself that it is a scenario."""
    from safejournal.content.scenario_shapes import FORMATS

    said = (folder / "pack.toml").read_text(encoding="utf-8", errors="replace")
    return f'"{FORMATS}' in said


def _refuse_missing(folder: Path) -> None:
    if not (folder / "pack.toml").is_file():
        raise NotFound("There is no pack in this folder: pack.toml is missing.")
