"""The nine kinds of record: what a person can write down, as frozen values.

Every field that holds a person's words is left out of `repr`, so that a record printed by accident
tells nothing. What the program sets (id, version, parents, author, times of writing) is not here
but in `versions`.
"""

from __future__ import annotations

from typing import Any

from safejournal.domain.checks import check_country, check_id, check_length
from safejournal.domain.plan import Paper, Plan
from safejournal.domain.times import When, parse_day, parse_moment
from safejournal.domain.values import dataclass, field
from safejournal.domain.words import (
    Category,
    ChannelUse,
    CheckinWord,
    Confidence,
    ContactRole,
    ItemState,
    Kind,
    LegalKind,
    Source,
)

HIGHEST_LEVEL = 5
"""Likelihood and impact are weighed from 1 to 5, each with its reason; never multiplied."""

LONGEST_GRACE_MINUTES = 14 * 24 * 60
"""Two weeks: past that a check-in is no check-in."""


def _words(**options: Any) -> Any:
    """Return a field that holds a person's words: kept out of `repr`."""
    return field(repr=False, **options)


def _check_day(value: str | None) -> None:
    if value is not None:
        parse_day(value)


def _check_moment(value: str | None) -> None:
    if value is not None:
        parse_moment(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A pointer from one record to another, with a word for what it means."""

    to: str
    meaning: str = field(default="", repr=False, metadata={"wire": "as"})

    def __post_init__(self) -> None:
        check_id(self.to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file kept inside the vault. Set by the program when a file is taken in."""

    id: str
    name: str = _words()
    size: int
    """Bytes."""
    sha256: str = _words()
    """Hash at intake. It stands only inside a body, so erasing the body takes it away too."""
    taken_in: str
    """When it was taken in (UTC)."""

    def __post_init__(self) -> None:
        check_id(self.id)
        parse_moment(self.taken_in)


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What all kinds have in common."""

    title: str = _words(default="")
    text: str = _words(default="")
    tags: tuple[str, ...] = _words(default=())
    when: When | None = _words(default=None)
    """When it happened."""
    learned: When | None = _words(default=None)
    """When the person learned of it."""
    links: tuple[Link, ...] = ()
    confidential: bool = False
    """Never leaves in any export unless named one by one."""
    travel_safe: bool = False
    """May stay on the device in travel-light."""
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        for values in (self.tags, self.links, self.attachments):
            check_length(values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Content):
    """Anything worth keeping."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Involved:
    """Somebody who had a part in an incident."""

    contact: str | None = None
    role: str = _words(default="")
    description: str = _words(default="")

    def __post_init__(self) -> None:
        check_id(self.contact)


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident(Content):
    """Something that happened."""

    category: Category | None = None
    place: str = _words(default="")
    country: str | None = None
    people: tuple[Involved, ...] = _words(default=())
    source: Source | None = None
    confidence: Confidence | None = None
    reported_to: str = _words(default="")
    threat: str | None = None
    """The id of the threat that it belongs to."""

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_country(self.country)
        check_length(self.people)
        check_id(self.threat)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """How likely or how grave, from 1 to 5, and why."""

    level: int
    reason: str = _words(default="")

    def __post_init__(self) -> None:
        if not 1 <= self.level <= HIGHEST_LEVEL:
            raise ValueError(f"a level is a number from 1 to {HIGHEST_LEVEL}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Threat(Content):
    """A threat, thought through in five steps: facts, pattern, objective, who, conclusion."""

    facts: str = _words(default="")
    pattern: str = _words(default="")
    objective: str = _words(default="")
    who: str = _words(default="")
    conclusion: str = _words(default="")
    declared: bool | None = None
    """Whether it was spoken out (True) or is inferred from what happened (False)."""
    likelihood: Weight | None = None
    impact: Weight | None = None
    measures: str = _words(default="")
    review_on: str | None = None

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        _check_day(self.review_on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to reach a contact."""

    kind: str = _words(default="")
    value: str = _words(default="")
    use: ChannelUse | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """How and when a contact's words were compared."""

    on: str
    how: str = _words(default="")

    def __post_init__(self) -> None:
        parse_day(self.on)


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A question that only the two can answer. The answer never leaves the vault."""

    question: str = _words(default="")
    answer: str = _words(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedWords:
    """Words agreed aloud. They never leave the vault in any bundle."""

    all_well: str = _words(default="")
    under_duress: str = _words(default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Content):
    """A person or an office that matters, and how to reach them."""

    name: str = _words(default="")
    pseudonym: str = _words(default="")
    roles: tuple[ContactRole, ...] = ()
    channels: tuple[Channel, ...] = _words(default=())
    recipient: str = _words(default="")
    """Their age recipient, `age1…`."""
    verified: Verification | None = None
    instructions: str = _words(default="")
    never_contact: bool = False
    challenge: Challenge | None = _words(default=None)
    words: AgreedWords | None = _words(default=None)

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_length(self.channels)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Content):
    """A paper that proves who somebody is or what they may do."""

    document: Paper | None = None
    number: str = _words(default="")
    issued: str | None = None
    expires: str | None = None
    copies: str = _words(default="")
    """Where copies are kept."""

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        _check_day(self.issued)
        _check_day(self.expires)


@dataclass(frozen=True, slots=True, kw_only=True)
class Legal(Content):
    """A case, list or notice, and when it was last looked up. "Not found" never means clear."""

    legal: LegalKind | None = None
    jurisdiction: str | None = None
    reference: str = _words(default="")
    checked: str | None = None
    checked_how: str = _words(default="")
    checked_by: str = _words(default="")
    result: str = _words(default="")
    next_check: str | None = None

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_country(self.jurisdiction)
        _check_day(self.checked)
        _check_day(self.next_check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A check-in that was promised: when, with whom, and what they do if it does not come."""

    due: str
    contact: str | None = field(default=None, metadata={"wire": "with"})
    grace_minutes: int = 0
    steps: tuple[str, ...] = _words(default=())

    def __post_init__(self) -> None:
        parse_moment(self.due)
        check_id(self.contact)
        check_length(self.steps)
        if not 0 <= self.grace_minutes <= LONGEST_GRACE_MINUTES:
            raise ValueError(f"grace_minutes is a number from 0 to {LONGEST_GRACE_MINUTES}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trip(Content):
    """A journey or a stay: its plan, its check-ins, and the card to memorise."""

    plan: Plan | None = None
    checkins: tuple[Appointment, ...] = _words(default=())
    card: str = _words(default="")

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_length(self.checkins)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkin(Content):
    """A check-in that was done, and with which word."""

    trip: str | None = None
    due: str | None = None
    done_at: str | None = None
    word: CheckinWord | None = None
    by: str | None = None

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_id(self.trip)
        check_id(self.by)
        _check_moment(self.due)
        _check_moment(self.done_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunItem:
    """One item of a checklist that somebody works through."""

    item: str
    state: ItemState = ItemState.OPEN
    note: str = _words(default="")
    at: str | None = None

    def __post_init__(self) -> None:
        _check_moment(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRun(Content):
    """A checklist being worked through."""

    checklist: str = ""
    pack: str = ""
    items: tuple[RunItem, ...] = ()

    def __post_init__(self) -> None:
        Content.__post_init__(self)
        check_length(self.items)


SHAPES: dict[Kind, type[Content]] = {
    Kind.NOTE: Note,
    Kind.INCIDENT: Incident,
    Kind.THREAT: Threat,
    Kind.CONTACT: Contact,
    Kind.DOCUMENT: Document,
    Kind.LEGAL: Legal,
    Kind.TRIP: Trip,
    Kind.CHECKIN: Checkin,
    Kind.CHECKLIST_RUN: ChecklistRun,
}
"""Which shape the body of each kind has."""

_KINDS = {shape: kind for kind, shape in SHAPES.items()}


def kind_of(content: Content) -> Kind:
    """Return the kind of a record's content."""
    return _KINDS[type(content)]
