"""What a bundle tells its reader first: whom it is from and what to do, one step after the other.

A guide is a list of sections, written once as plain text and once as a page, so that both say the
same. Everything in it comes from what the disclosure let through, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from safejournal.domain.values import dataclass
from safejournal.exchange.guide_words import sentence
from safejournal.exchange.manifest import Proof, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """One check-in that was promised to this reader."""

    due: str
    """As a person reads it, in both places' times."""
    grace_minutes: int = 0
    steps: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """Somebody to call, or never to call: by role or pseudonym unless they were chosen."""

    called: str = field(repr=False)
    channels: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the reader is told."""

    language: str
    practice: bool
    purpose: Purpose
    called: str = field(repr=False)
    """What the sender is called; "" if they are not shown."""
    number: int
    made: str
    proof: Proof
    silences: tuple[Silence, ...] = ()
    nothing_open: bool = False
    """Whether it takes back what an older one promised: no check-in is left."""
    whom: tuple[Somebody, ...] = ()
    never: tuple[Somebody, ...] = ()
    meant: str = field(default="", repr=False)
    question: str = field(default="", repr=False)
    pages: int = 0
    several: bool = False
    """Whether others can open it too."""
    accepted: bool | None = None
    """In a receipt: whether a person looked at the bundle."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, what stands under it, and a list of steps or of things."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    """In their order, numbered."""
    things: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    """Numbers of pages to go on to."""


def sections(told: Told) -> Iterator[Section]:
    """Yield the sections of a guide, the most urgent first."""
    yield _beginning(told)
    for silence in told.silences:
        yield _silence(told, silence)
    if told.meant:
        yield Section(sentence(told.language, "meant"), tuple(told.meant.splitlines()))
    if told.whom:
        yield Section(sentence(told.language, "whom"), things=tuple(map(_line, told.whom)))
    if told.never:
        why = (sentence(told.language, "never_why"),)
        yield Section(sentence(told.language, "never"), why, things=tuple(map(_line, told.never)))
    if told.purpose in (Purpose.CARD, Purpose.EMERGENCY):
        yield _check(told)
    yield Section(
        sentence(told.language, "who"), (sentence(told.language, f"who_{told.proof.value}"),)
    )
    if told.pages:
        pages = tuple(range(1, told.pages + 1))
        yield Section(sentence(told.language, "inside"), pages=pages)


def _beginning(told: Told) -> Section:
    say = [sentence(told.language, "practice")] if told.practice else []
    called = "from" if told.called else "from_nobody"
    say.append(sentence(told.language, called, called=told.called))
    say.append(sentence(told.language, "number", number=told.number, made=told.made))
    if told.accepted is not None:
        say.append(sentence(told.language, "accepted" if told.accepted else "received"))
    if told.silences:
        say.append(sentence(told.language, "newer"))
    if told.nothing_open:
        say.append(sentence(told.language, "nothing_open"))
    say.append(sentence(told.language, "keep_several" if told.several else "keep"))
    return Section(sentence(told.language, told.purpose.value), tuple(say))


def _silence(told: Told, silence: Silence) -> Section:
    say = [sentence(told.language, "by", due=silence.due)]
    if silence.grace_minutes:
        say.append(sentence(told.language, "grace", minutes=silence.grace_minutes))
    if silence.steps:
        say += [sentence(told.language, "not_back"), sentence(told.language, "stop")]
    else:
        say.append(sentence(told.language, "no_steps"))
    return Section(sentence(told.language, "silence"), tuple(say), steps=silence.steps)


def _check(told: Told) -> Section:
    say = [sentence(told.language, "no_question")]
    if told.question:
        say = [
            sentence(told.language, "question", question=told.question),
            sentence(told.language, "answer"),
        ]
    say.append(sentence(told.language, "words"))
    return Section(sentence(told.language, "check"), tuple(say))


def _line(somebody: Somebody) -> str:
    return ": ".join(part for part in (somebody.called, ", ".join(somebody.channels)) if part)
