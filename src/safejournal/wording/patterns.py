"""What repeats among incidents, in words, and what so few of them cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safejournal.domain.patterns import STRETCH_DAYS, Course, Part, Patterns
from safejournal.domain.values import dataclass
from safejournal.i18n import _, later, ngettext
from safejournal.wording.times import weekdays
from safejournal.wording.words import word

_PARTS = {
    Part.NIGHT: later("night (0 to 6)"),
    Part.MORNING: later("morning (6 to 12)"),
    Part.AFTERNOON: later("afternoon (12 to 18)"),
    Part.EVENING: later("evening (18 to 24)"),
}
_COURSES = {
    Course.GROWING: later("At least twice as many in the last 30 days as in the 30 before."),
    Course.FADING: later("At most half as many in the last 30 days as in the 30 before."),
    Course.LEVEL: later("About as many in the last 30 days as in the 30 before."),
    Course.TOO_FEW: later("Too few in the last 60 days to say whether there are more or fewer."),
}


@dataclass(frozen=True, slots=True)
class Counts:
    """A heading, and how many of each."""

    heading: str
    rows: tuple[tuple[str, int], ...]


def counts(of: Patterns) -> Iterator[Counts]:
    """Yield what is counted, the commonest question first; what nobody knows is left out."""
    yield Counts(_("Lately"), tuple(_stretches(of)))
    yield Counts(_("What"), _named(of.categories))
    if any(of.weekdays):
        days = tuple(zip(weekdays(), of.weekdays, strict=True))
        yield Counts(_("Day of the week"), days)
    if any(of.parts.values()):
        parts = tuple((_(_PARTS[part]), count) for part, count in of.parts.items())
        yield Counts(_("Time of day"), parts)
    if of.hours:
        yield Counts(_("Hour"), tuple((f"{hour:02}:00", n) for hour, n in of.hours.items()))
    yield Counts(_("How it is known"), _named(of.sources))


def _stretches(of: Patterns) -> Iterator[tuple[str, int]]:
    for number, count in enumerate(of.stretches):
        first, last = number * STRETCH_DAYS, (number + 1) * STRETCH_DAYS
        said = _("{first} to {last} days ago") if number else _("last {last} days")
        yield said.format(first=first, last=last), count


def _named(counted: Mapping[Any, int]) -> tuple[tuple[str, int], ...]:
    return tuple((word(one) if one else _("not said"), count) for one, count in counted.items())


def course(of: Patterns) -> str:
    """Return whether there were more or fewer of late."""
    return _(_COURSES[of.course])


def caveats(of: Patterns) -> Iterator[str]:
    """Yield what these counts cannot show. They stand wherever the counts do."""
    if of.few:
        few = ngettext(
            "{n} incident is little: by chance alone, some day and hour will have the most.",
            "{n} incidents are few: by chance alone, some day and hour will have the most.",
            of.total,
        )
        yield few.format(n=of.total)
    yield _(
        "Counted is what was written down, not what happened: who writes more finds more. Rough "
        "times are left out where a day or an hour is asked for."
    )


def pattern_lines(of: Patterns) -> Iterator[str]:
    """Yield all of it as lines of text."""
    if not of.total:
        yield _("No incident to count.")
        return
    yield from caveats(of)
    for each in counts(of):
        yield ""
        yield f"{each.heading}:"
        yield from (f"  {label}: {count}" for label, count in each.rows if count)
    yield ""
    yield course(of)


def pattern_document(of: Patterns) -> dict[str, object]:
    """Return the counts as other programs read them."""
    return {
        "total": of.total,
        "few": of.few,
        "weekdays": list(of.weekdays),
        "parts": {part.value: count for part, count in of.parts.items()},
        "hours": {f"{hour:02}": count for hour, count in of.hours.items()},
        "categories": {one.value if one else "not_said": n for one, n in of.categories.items()},
        "sources": {one.value if one else "not_said": n for one, n in of.sources.items()},
        "stretch_days": STRETCH_DAYS,
        "stretches": list(of.stretches),
        "course": of.course.value,
        "not_shown": [*caveats(of)],
    }
