"""Check-ins that somebody waits for: what is due, in grace or late, and which card counts.

The one who travels promises moments; whoever waits holds a card of them. A later card takes the
place of the earlier ones, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from unicodedata import normalize

from safejournal.domain.records import AgreedWords
from safejournal.domain.times import parse_moment
from safejournal.domain.words import CheckinWord

DOCUMENTED_STEPS = (
    "look-at-the-plan",
    "keep-the-traces",
    "no-calling-back",
    "local-lawyer",
    "police-report",
    "un-working-group",
    "urgent-complaint",
)
"""Items of the checklist below, for whoever waits and was told no steps. They stand in the order of
the harm done if the silence was only a flat battery: what nobody else learns of, then one call with
an ordinary reason, then a lawyer, then authorities and courts."""

DOCUMENTED_IN = "loved-one-silent"
"""The checklist of the guidance that the default steps come from; it says why, and its sources."""

NEVER_DO = ("not-there",)
"""Items of that checklist that say what not to do, whatever the steps are."""


class Stage(StrEnum):
    """How it stands with a promised check-in."""

    AHEAD = "ahead"
    GRACE = "grace"
    """It was due, and the minutes of grace are not over: late is not yet silent."""
    LATE = "late"


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A check-in that was promised to whoever holds the card."""

    due: str
    """A moment with the offset of the place where the one who promised it will be."""
    grace_minutes: int = 0
    steps: tuple[str, ...] = field(default=(), repr=False)
    """What to do if it does not come, in the order of the harm done if that is a mistake."""

    @property
    def moment(self) -> datetime:
        """When it is due (UTC)."""
        return parse_moment(self.due).astimezone(UTC)

    @property
    def deadline(self) -> datetime:
        """When the grace is over (UTC)."""
        return self.moment + timedelta(minutes=self.grace_minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a promise stands at a moment."""

    promise: Promise
    stage: Stage
    by: timedelta
    """How long: until it is due, until the grace is over, or since then."""
    at_once: bool = False
    """Whether it was late already when its card was made: that card asks for the steps at once."""


def standing(promise: Promise, now: datetime, made: datetime | None = None) -> Standing:
    """Say how a promise stands at `now` (aware), by a card made at `made`, if that is known.

    What was late by the clock of whoever made the card is late here, also if this clock is behind.
    """
    if made is not None and promise.deadline <= made:
        late_by = max(now - promise.deadline, timedelta())
        return Standing(promise=promise, stage=Stage.LATE, by=late_by, at_once=True)
    if now < promise.moment:
        return Standing(promise=promise, stage=Stage.AHEAD, by=promise.moment - now)
    if now < promise.deadline:
        return Standing(promise=promise, stage=Stage.GRACE, by=promise.deadline - now)
    return Standing(promise=promise, stage=Stage.LATE, by=now - promise.deadline)


def standings(
    promises: Iterable[Promise], now: datetime, made: datetime | None = None
) -> tuple[Standing, ...]:
    """Return how each stands, the earliest first."""
    in_order = sorted(promises, key=lambda each: each.moment)
    return tuple(standing(each, now, made) for each in in_order)


def steps_now(found: Sequence[Standing]) -> tuple[str, ...]:
    """Return the steps that are to be taken: those of each promise that is late, each once.

    The promise that was missed first comes first, and its own order is kept.
    """
    late = (each.promise.steps for each in found if each.stage is Stage.LATE)
    return tuple(dict.fromkeys(step for steps in late for step in steps))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What one card says of one trip."""

    person: str
    """Whose card it is, by their key."""
    trip: str
    number: int
    """Rises with everything that this person sends."""
    bundle: int
    """Where it is kept."""
    promises: tuple[Promise, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """All cards of one person about one trip."""

    newest: Card
    """The one that counts."""
    older: tuple[Card, ...]
    """Those that it took the place of, the latest first."""


def piles(cards: Iterable[Card]) -> tuple[Pile, ...]:
    """Put cards in order: of each person and trip, the largest number counts alone."""
    found: dict[tuple[str, str], dict[int, Card]] = {}
    for card in cards:
        found.setdefault((card.person, card.trip), {}).setdefault(card.number, card)
    return tuple(_pile(by_number) for by_number in found.values())


def _pile(by_number: dict[int, Card]) -> Pile:
    newest, *older = (by_number[number] for number in sorted(by_number, reverse=True))
    return Pile(newest=newest, older=tuple(older))


@dataclass(frozen=True, slots=True)
class Clocks:
    """One moment on the two clocks that matter."""

    theirs: datetime
    """Where the one who promised it will be."""
    ours: datetime
    """Where it is read."""

    @property
    def agree(self) -> bool:
        """Whether both show the same."""
        return self.theirs.utcoffset() == self.ours.utcoffset()


def clocks(due: str, here: datetime) -> Clocks:
    """Return a promised moment in both places' times; `here` is any moment of the reader's."""
    theirs = parse_moment(due)
    return Clocks(theirs, theirs.astimezone(here.tzinfo))


def word_said(agreed: AgreedWords | None, typed: str) -> CheckinWord | None:
    """Return which of two agreed words this is; None for neither.

    Where both are the same by mistake it counts as duress: a false alarm is the smaller harm.
    """
    if agreed is None or not (said := _plain(typed)):
        return None
    if said == _plain(agreed.under_duress):
        return CheckinWord.UNDER_DURESS
    return CheckinWord.ALL_WELL if said == _plain(agreed.all_well) else None


def has_words(agreed: AgreedWords | None) -> bool:
    """Tell whether both words are agreed."""
    return agreed is not None and bool(_plain(agreed.all_well) and _plain(agreed.under_duress))


def _plain(word: str) -> str:
    """Return a word as it sounds: capitals, spaces and the dots of ё do not matter."""
    return " ".join(normalize("NFC", word).casefold().replace("ё", "е").split())
