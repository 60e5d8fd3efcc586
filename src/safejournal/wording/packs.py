"""Guidance packs in lines, and the mark on every item of a pack that is not built in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from safejournal.domain.makers import Standing
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _, later
from safejournal.wording.times import day

if TYPE_CHECKING:
    from safejournal.domain.makers import Maker
    from safejournal.services.installing import Offered
    from safejournal.services.packs import Installed

_ITEMS = {
    "cases": later("Cases: {n}"),
    "rules": later("Rules: {n}"),
    "checklists": later("Checklists: {n}"),
    "lessons": later("Lessons: {n}"),
    "states": later("Countries: {n}"),
    "sources": later("Sources: {n}"),
    "roles": later("Roles: {n}"),
    "steps": later("Steps: {n}"),
    "injects": later("Injects: {n}"),
    "records": later("Records: {n}"),
}
_MARKS = {
    Standing.OWN: later("[pack {pack}, made here]"),
    Standing.COMPARED: later("[pack {pack}, from {name}]"),
    Standing.NOT_COMPARED: later("[pack {pack}, from {name}? Words not compared]"),
    Standing.UNKNOWN: later("[pack {pack}, UNKNOWN MAKER]"),
}
_STANDINGS = {
    Standing.OWN: later("It was made and signed in this journal."),
    Standing.COMPARED: later("Made by {name}, a contact of yours whose words were compared."),
    Standing.NOT_COMPARED: later(
        "Its key is that of your contact {name}, but the words were never compared."
    ),
    Standing.UNKNOWN: later("Nobody in this journal has the key of whoever made it."),
}


def mark(of: Maker | None) -> str:
    """Return the mark that stands on every item of a pack; "" for what is built in."""
    return "" if of is None else _(_MARKS[of.standing]).format(pack=of.pack, name=of.name)


def marked(text: str, of: Maker | None) -> str:
    """Return a line with the mark of its maker behind it."""
    return text if of is None else f"{text} {mark(of)}"


def pack_row(of: Installed) -> str:
    """Return the line of a list."""
    told = f"{of.id} {of.version}  {of.title}"
    return f"{told} ({_('comes with the program')})" if of.maker is None else marked(told, of.maker)


def pack_lines(of: Installed) -> Iterator[str]:
    """Yield what a pack is and holds, a paragraph each."""
    yield pack_row(of)
    if of.maker is not None:
        yield standing_line(of.maker)
        yield _("Words of its maker: {words}").format(words=" ".join(of.words))
    yield _("Languages: {languages}").format(languages=", ".join(of.languages))
    yield _("Reviewed: {day}").format(day=day(of.reviewed))
    for kind, count in of.items.items():
        yield _(_ITEMS[kind]).format(n=count)


def standing_line(of: Maker) -> str:
    """Return how far the maker of a pack is known."""
    return _(_STANDINGS[of.standing]).format(name=of.name)


def offer_lines(of: Offered) -> Iterator[str]:
    """Yield what is to be read before a pack is taken into use, a paragraph each."""
    yield from pack_lines(of.pack)
    if of.replaces is not None:
        yield _("It takes the place of version {v}.").format(v=of.replaces)
    yield _(
        "Compare the eight words with its maker, by a way that you trust. What a pack says may"
        " be wrong, or meant to harm: it can add warnings and advice, and takes nothing away"
        " that is built in. Everything from it is marked."
    )


def in_lines(paragraphs: Iterable[str]) -> Iterator[str]:
    """Yield paragraphs in lines of a terminal's width."""
    for each in paragraphs:
        yield from wrapped(each)


def removal_question(of: Installed) -> str:
    """Return the question whether to take a pack out again."""
    told = _("Take the pack {id} {version} out? Its warnings, cases and checklists go with it.")
    return told.format(id=of.id, version=of.version)


def offer_question(of: Offered) -> str:
    """Return the question whether to take a pack into use."""
    return _("Take the pack {id} {version} into use?").format(
        id=of.pack.id, version=of.pack.version
    )
