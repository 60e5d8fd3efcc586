"""Running a scenario: how far it has come is kept in the practice vault after each act."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safejournal import codec
from safejournal.domain.records import Note
from safejournal.domain.scenarios import Inject, Role, Scenario
from safejournal.domain.sittings import Sitting, reveal, step_now
from safejournal.domain.words import Kind
from safejournal.errors import NotFound, Refused
from safejournal.services import journal, scenarios
from safejournal.vault import settings

if TYPE_CHECKING:
    from safejournal.domain.versions import Record
    from safejournal.services.opening import Vault

__all__ = ["Sitting", "begin", "keep", "note", "now_running", "receive", "role_of", "scenario_of"]

_SETTING = "sitting"

TAG = "workshop"
"""On the notes of who leads it."""


def refuse_real(vault: Vault) -> None:
    """Raise Refused in a vault of one's own: nothing of a workshop belongs there."""
    if not vault.practice:
        raise Refused(
            "A workshop is run in a practice journal, never in one's own.",
            hint="safejournal workshop run SCENARIO makes one.",
        )


def begin(vault: Vault, scenario_id: str, role: str = "") -> Sitting:
    """Begin a scenario in this practice vault, in the place of any other. Raises Refused."""
    refuse_real(vault)
    return keep(vault, Sitting(scenario=scenario_id, role=role))


def now_running(vault: Vault) -> Sitting | None:
    """Return what is being run here; None where nothing is."""
    if not vault.practice:
        return None
    with vault.reading() as connection:
        told = settings.read(connection).get(_SETTING)
    return codec.read(told, Sitting) if isinstance(told, dict) else None


def keep(vault: Vault, of: Sitting) -> Sitting:
    """Keep how far it has come."""
    refuse_real(vault)
    with vault.writing() as connection:
        told: dict[str, Any] = _plain(of)
        settings.write(connection, settings.read(connection) | {_SETTING: told})
    return of


def scenario_of(of: Sitting, language: str) -> Scenario:
    """Return the scenario that is run. Raises NotFound where its pack was taken out."""
    return scenarios.find(of.scenario, language).scenario


def role_of(of: Sitting, scenario: Scenario) -> Role | None:
    """Return the participant's role; None for who leads it."""
    return scenario.role(of.role) if of.role else None


def receive(vault: Vault, of: Sitting, scenario: Scenario, code: str) -> tuple[Sitting, Inject]:
    """Take the inject whose code was said, as a participant. Raises NotFound.

    What is for somebody else is as unknown as what does not exist: a code tells nothing.
    """
    wanted = "".join(each for each in code if each.isdecimal())
    ids = [each for each, its in scenario.codes().items() if its == wanted]
    found = [i for s in scenario.steps for i in s.injects if i.id in ids]
    if not found or (found[0].to and of.role and of.role not in found[0].to):
        raise NotFound("No card of this code is for you.")
    return keep(vault, reveal(of, found[0].id)), found[0]


def note(vault: Vault, of: Sitting, scenario: Scenario, text: str) -> Record:
    """Write a note on the exercise into the practice vault."""
    refuse_real(vault)
    step = step_now(of, scenario)
    title = f"{scenario.title}: {step.title}" if step else scenario.title
    return journal.record(vault, Note(title=title, text=text, tags=(TAG,)))


def notes(vault: Vault) -> list[str]:
    """Return what was noted, the oldest first."""
    found = reversed(journal.browse(vault, journal.Filter(kinds=(Kind.NOTE,), tag=TAG)))
    return [each.content.text for each in found if each.content is not None]


def _plain(of: Sitting) -> dict[str, Any]:
    told: dict[str, Any] = codec.parse(codec.encode(of))
    return told
