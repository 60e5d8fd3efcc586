"""What may leave at which tier: the table. A field that it does not name leaves nowhere.

Each field has the ways by which it may leave: from which tier on, and what must hold besides. A
new field stays until somebody has thought about it and named it here; a test compares the table
with the record types.
"""

from __future__ import annotations

from enum import IntEnum, StrEnum

from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind


class Tier(IntEnum):
    """How much a bundle may hold. Each tier may hold what the one before may."""

    CARD = 1
    """A check-in card, harmless in anybody's hands."""
    EMERGENCY = 2
    """Opened only when somebody is silent."""
    EVIDENCE = 3
    """Chosen records, for a lawyer."""


class Only(StrEnum):
    """What must hold, besides the tier, for a field to leave."""

    NAMED = "named"
    """The person named this very field."""
    CHOSEN_PERSON = "chosen_person"
    """The contact that it tells of was chosen to go by name."""
    FOR_READER = "for_reader"
    """It was meant for the one contact that reads, and for nobody else."""
    FOR_NOBODY_ELSE = "for_nobody_else"
    """It was meant for the one that reads, or for no particular contact."""
    LAWYER = "lawyer"
    """It tells of a lawyer."""
    ORDINARY_CHANNEL = "ordinary_channel"
    """The channel is one for ordinary times."""
    USABLE_CHANNEL = "usable_channel"
    """The channel may be used at all."""
    OWN_PAPER = "own_paper"
    """The paper is linked to no contact, and so is the person's own."""
    WITH_ITS_RECORD = "with_its_record"
    """It is the id of a record that leaves in the same bundle."""
    WITH_ITS_FILE = "with_its_file"
    """It tells of an attachment whose original leaves in the same bundle."""


@dataclass(frozen=True, slots=True)
class Way:
    """A tier from which on a field may leave, if all of this holds."""

    tier: Tier
    only: frozenset[Only] = frozenset()


def _at(tier: Tier, *only: Only) -> tuple[Way, ...]:
    return (Way(tier, frozenset(only)),)


NEVER: tuple[Way, ...] = ()

_EVIDENCE = _at(Tier.EVIDENCE)
_EMERGENCY = _at(Tier.EMERGENCY)
_NAMED = _at(Tier.EVIDENCE, Only.NAMED)
_REFERENCE = _at(Tier.EVIDENCE, Only.WITH_ITS_RECORD)
_FILE = _at(Tier.EVIDENCE, Only.WITH_ITS_FILE)
_PERSON = _at(Tier.EVIDENCE, Only.CHOSEN_PERSON)
_CHANNEL = (
    *_at(Tier.CARD, Only.FOR_READER, Only.ORDINARY_CHANNEL),
    *_at(Tier.EMERGENCY, Only.FOR_READER, Only.USABLE_CHANNEL),
    *_at(Tier.EMERGENCY, Only.LAWYER, Only.USABLE_CHANNEL),
    *_PERSON,
)
_APPOINTMENT = (*_at(Tier.CARD, Only.FOR_NOBODY_ELSE), *_EVIDENCE)


def _all(paths: str, ways: tuple[Way, ...]) -> dict[str, tuple[Way, ...]]:
    return dict.fromkeys(paths.split(), ways)


_COMMON = {
    **_all("title text tags when learned links.as", _EVIDENCE),
    "links.to": _REFERENCE,
    **_all("attachments.id attachments.name attachments.size", _FILE),
    **_all("attachments.sha256 attachments.taken_in", _FILE),
    **_all("confidential travel_safe", NEVER),
}

TABLE: dict[Kind, dict[str, tuple[Way, ...]]] = {
    Kind.NOTE: _COMMON,
    Kind.INCIDENT: {
        **_COMMON,
        **_all("category place country source confidence reported_to people.role", _EVIDENCE),
        "people.contact": _REFERENCE,
        "people.description": _NAMED,
        "threat": _REFERENCE,
    },
    Kind.THREAT: {
        **_COMMON,
        **_all("facts pattern objective who conclusion declared measures review_on", _EVIDENCE),
        **_all("likelihood.level likelihood.reason impact.level impact.reason", _EVIDENCE),
    },
    Kind.CONTACT: {
        **_COMMON,
        **_all("title text tags when learned", _PERSON),
        "name": (*_at(Tier.EMERGENCY, Only.LAWYER, Only.CHOSEN_PERSON), *_PERSON),
        **_all("pseudonym roles never_contact", _EMERGENCY),
        **_all("channels.kind channels.value channels.use", _CHANNEL),
        **_all("instructions challenge.question", _at(Tier.EMERGENCY, Only.FOR_READER)),
        **_all("challenge.answer words.all_well words.under_duress", NEVER),
        **_all("recipient verified.on verified.how", NEVER),
    },
    Kind.DOCUMENT: {
        **_COMMON,
        "document.kind": _EMERGENCY,
        "number": _at(Tier.EMERGENCY, Only.NAMED, Only.OWN_PAPER),
        **_all("document.issuer document.state document.expires", _EVIDENCE),
        **_all("issued expires copies", _EVIDENCE),
    },
    Kind.LEGAL: {
        **_COMMON,
        **_all("legal jurisdiction reference", _EMERGENCY),
        **_all("checked checked_how result next_check", _EVIDENCE),
        "checked_by": _NAMED,
    },
    Kind.TRIP: {
        **_COMMON,
        **_all("checkins.due checkins.grace_minutes", _APPOINTMENT),
        "checkins.steps": (
            *_at(Tier.CARD, Only.FOR_READER),
            *_at(Tier.EVIDENCE, Only.FOR_NOBODY_ELSE),
        ),
        "checkins.with": (
            *_at(Tier.CARD, Only.WITH_ITS_RECORD, Only.FOR_NOBODY_ELSE),
            *_REFERENCE,
        ),
        "card": _EVIDENCE,
        **_all("plan.format plan.legs.mode plan.legs.date plan.legs.lodging", _EMERGENCY),
        **_all("plan.legs.from.country plan.legs.from.airport", _EMERGENCY),
        **_all("plan.legs.to.country plan.legs.to.airport plan.legs.stay_days", _EMERGENCY),
        **_all("plan.legs.via.country plan.legs.via.airport plan.documents.kind", _EMERGENCY),
        **_all("plan.legs.overflies plan.legs.crossing plan.legs.arranged_by", _EVIDENCE),
        **_all("plan.legs.near plan.purpose plan.invited_by plan.signals", _EVIDENCE),
        **_all("plan.documents.issuer plan.documents.state plan.documents.expires", _EVIDENCE),
        **_all("plan.legal.kind plan.legal.state plan.legal.checked", _EVIDENCE),
        **_all("plan.person.home_state plan.person.other_nationalities", _EVIDENCE),
        **_all("plan.person.roles plan.person.lives_in plan.person.status_abroad", _EVIDENCE),
        **_all("plan.preparations plan.companions.relation", _EVIDENCE),
        **_all("plan.companions.age plan.companions.papers_ready", _NAMED),
        "plan.companions.route": _NAMED,
    },
    Kind.CHECKIN: {
        **_COMMON,
        **_all("due done_at", _EVIDENCE),
        "word": _NAMED,
        **_all("trip by", _REFERENCE),
    },
    Kind.CHECKLIST_RUN: {
        **_COMMON,
        **_all("checklist pack items.item items.state items.note items.at", _EVIDENCE),
    },
}
