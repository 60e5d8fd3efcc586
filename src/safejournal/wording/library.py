"""Cases and lessons in lines."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.wrapping import listed, wrapped
from safejournal.i18n import _
from safejournal.services.guidance import Case, Lesson, Source
from safejournal.wording.guidance import (
    case_named,
    cases_named,
    confidence,
    mechanism,
    place,
    source,
    states,
    who,
)
from safejournal.wording.packs import marked
from safejournal.wording.times import day


def case_row(of: Case) -> str:
    """Return the line of a list: id, title, what decided it."""
    return f"{case_named(of.id)}: {of.title}: {mechanism(of.decisive)}"


def case_lines(of: Case) -> Iterator[str]:
    """Yield a case whole, its sources last."""
    yield from wrapped(f"{case_named(of.id)}: {of.title}")
    for label, said in (
        (_("Pursued by"), states(of.home)),
        (_("Where"), f"{states(of.host)}; {', '.join(map(place, of.places))}"),
        (_("Who"), ", ".join(map(who, of.who))),
        (_("What happened"), "; ".join(map(mechanism, of.mechanisms))),
    ):
        yield from wrapped(f"{label}: {said}", "  ")
    yield ""
    yield from wrapped(of.story)
    if of.known_before:
        yield ""
        yield _("What could be known beforehand:")
        yield from listed(of.known_before)
    for label, said in (
        (_("What helped"), of.helped),
        (_("What might have helped"), of.might_have_helped),
        (_("Outcome"), of.outcome),
        (_("Where the sources disagree"), of.contradictions),
    ):
        if said:
            yield ""
            yield from wrapped(f"{label}: {said}")
    yield ""
    yield f"{_capitalised(confidence(of.confidence))}."
    yield from source_lines(of.sources, of.reviewed)


def lesson_lines(of: Lesson) -> Iterator[str]:
    """Yield a lesson whole."""
    yield from wrapped(marked(of.title, of.maker))
    for each in of.paragraphs:
        yield ""
        yield from wrapped(each)
    yield ""
    if of.cases:
        yield from wrapped(_("Cases: {ids}").format(ids=cases_named(of.cases)))
    yield from source_lines(of.sources, of.reviewed)


def source_lines(of: tuple[Source, ...], reviewed: str) -> Iterator[str]:
    """Yield the sources of an item, and when it was reviewed."""
    yield _("Sources:")
    yield from listed(map(source, of))
    yield _("Reviewed: {day}").format(day=day(reviewed))


def _capitalised(said: str) -> str:
    return said[:1].upper() + said[1:]
