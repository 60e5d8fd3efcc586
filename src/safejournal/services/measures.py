"""Before and after a workshop: what people say of themselves, as counts that name nobody.

One's own answers stay in one's own practice vault, which is removed. A room's numbers are counted
from raised hands or from slips of paper, and only numbers are ever written out.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from safejournal.errors import Refused
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.scenario_words import said
from safejournal.services.sitting import refuse_real
from safejournal.vault import settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from safejournal.domain.scenarios import Scenario
    from safejournal.services.opening import Vault

FEWEST = 5
"""People below whom no numbers are written out: in a smaller room a number is somebody."""

MOST = 1000
"""People of one answer: beyond any room."""

_OWN, _COUNTED = "measured", "counted"


class Moment(StrEnum):
    """When it was asked."""

    BEFORE = "before"
    AFTER = "after"


class Answer(StrEnum):
    """What somebody says of one sentence."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    YES = "yes"


def answer(vault: Vault, of: Scenario, moment: Moment, measure: str, said_: Answer) -> None:
    """Keep one's own answer, in this practice vault alone. Raises Refused."""
    _put(vault, _OWN, of, moment, measure, said_.value)


def own(vault: Vault, of: Scenario, moment: Moment) -> dict[str, Answer]:
    """Return one's own answers, by the measure's id."""
    return {key: Answer(each) for key, each in _got(vault, _OWN, of, moment).items()}


def count(
    vault: Vault, of: Scenario, moment: Moment, measure: str, counts: Mapping[Answer, int]
) -> None:
    """Keep how many people gave each answer. Raises Refused for numbers that cannot be meant."""
    if any(not 0 <= each <= MOST for each in counts.values()):
        raise Refused(f"A count lies between 0 and {MOST}.")
    _put(vault, _COUNTED, of, moment, measure, {key.value: n for key, n in counts.items()})


def counted(vault: Vault, of: Scenario, moment: Moment) -> dict[str, dict[Answer, int]]:
    """Return the counts, by the measure's id."""
    found = _got(vault, _COUNTED, of, moment)
    return {id_: {Answer(key): n for key, n in each.items()} for id_, each in found.items()}


def sheet(vault: Vault, of: Scenario) -> Folio:
    """Return the numbers of a room as a page, and nothing but numbers.

    Raises Refused where fewer than five people answered: then numbers would be people.
    """
    refuse_real(vault)
    blocks = []
    for moment in Moment:
        found = counted(vault, of, moment)
        if not found:
            continue
        if any(sum(each.values()) < FEWEST for each in found.values()):
            raise Refused("Fewer than five people answered: their numbers are not written out.")
        blocks.append(Block(Look.HEADING, said(of.language, moment.value)))
        for each in of.measures:
            if each.id in found:
                blocks.append(Block(Look.THING, each.text))
                blocks.append(Block(Look.TEXT, _numbers(of.language, found[each.id]), depth=1))
    if not blocks:
        raise Refused("Nothing has been counted yet.")
    title = f"{of.title}: {said(of.language, 'evaluation')}"
    return Folio(title=title, language=of.language, practice=True, blocks=tuple(blocks))


def _numbers(language: str, of: Mapping[Answer, int]) -> str:
    return "    ".join(f"{said(language, each.value)}: {of.get(each, 0)}" for each in Answer)


def _put(
    vault: Vault, name: str, of: Scenario, moment: Moment, measure: str, value: object
) -> None:
    refuse_real(vault)
    if measure not in [each.id for each in of.measures]:
        raise Refused("This scenario does not ask that.")
    with vault.writing() as connection:
        kept = settings.read(connection)
        held = kept.get(name)
        told: dict[str, Any] = dict(held) if isinstance(held, dict) else {}
        place = f"{of.id}/{moment.value}"
        told[place] = told.get(place, {}) | {measure: value}
        settings.write(connection, kept | {name: told})


def _got(vault: Vault, name: str, of: Scenario, moment: Moment) -> dict[str, Any]:
    with vault.reading() as connection:
        held = settings.read(connection).get(name)
    found = held.get(f"{of.id}/{moment.value}", {}) if isinstance(held, dict) else {}
    return found if isinstance(found, dict) else {}
