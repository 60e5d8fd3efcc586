"""What is asked about each kind of record, in the order in which a person thinks.

A form is data: the terminal app draws it, the plain line mode asks it line by line, and both hand
back the same answers (texts by path). `answers` turns them into a record's content and back.
"""

from __future__ import annotations

from enum import Enum, StrEnum

from safejournal.domain import plan_words as pw
from safejournal.domain import words as w
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind


class Ask(StrEnum):
    """How a field is asked, and so what its answer looks like as text."""

    LINE = "line"
    """One line."""
    TEXT = "text"
    """Several lines."""
    WHEN = "when"
    """A time as a person says it: `yesterday evening`, `about May 2024`, `14.03.2025`."""
    DAY = "day"
    """A day, said as freely."""
    MOMENT = "moment"
    """A day and a time."""
    CHOICE = "choice"
    """One word of a closed list."""
    CHOICES = "choices"
    """Words of a closed list, separated by commas."""
    COUNTRY = "country"
    """Two letters of ISO 3166-1."""
    COUNTRIES = "countries"
    """Countries, separated by commas."""
    TAGS = "tags"
    """Free words, separated by commas."""
    NUMBER = "number"
    """A whole number."""
    YES_NO = "yes_no"
    """`yes` or `no`; empty means not said."""
    MARK = "mark"
    """`yes`, or empty for no."""
    RECORD = "record"
    """The id of another record."""
    ITEMS = "items"
    """A list of small forms; the answer is JSON: a list of objects of answers."""


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form."""

    path: str
    """Where the answer goes: keys of the record's JSON, joined by dots."""
    ask: Ask = Ask.LINE
    words: type[Enum] | None = None
    """The closed list, for CHOICE and CHOICES."""
    items: tuple[Field, ...] = ()
    """The fields of one item, for ITEMS."""
    kind: Kind | None = None
    """Which kind of record is meant, for RECORD; None means any."""
    masked: bool = False
    """Hidden on the screen until the person asks to see it."""
    lines: bool = False
    """The answer is a list: one entry a line."""
    plan: bool = False
    """Part of a travel plan, where an empty answer means "not said"."""


def _plan(path: str, ask: Ask, words: type[Enum] | None = None, *items: Field) -> Field:
    return Field(f"plan.{path}", ask, words, items, plan=True)


_LINKS = Field("links", Ask.ITEMS, items=(Field("to", Ask.RECORD), Field("as")))
_END = (
    Field("tags", Ask.TAGS),
    _LINKS,
    Field("confidential", Ask.MARK),
    Field("travel_safe", Ask.MARK),
)
_TITLE = Field("title")
_TEXT = Field("text", Ask.TEXT)
_WHEN = Field("when", Ask.WHEN)
_LEARNED = Field("learned", Ask.WHEN)

_PAPER = (
    Field("kind", Ask.CHOICE, w.DocumentKind),
    Field("issuer", Ask.COUNTRY),
    Field("state", Ask.CHOICE, w.DocumentState),
    Field("expires", Ask.DAY),
)
_LEG = (
    Field("from.country", Ask.COUNTRY),
    Field("from.airport"),
    Field("to.country", Ask.COUNTRY),
    Field("to.airport"),
    Field("via", Ask.ITEMS, items=(Field("country", Ask.COUNTRY), Field("airport")), plan=True),
    Field("overflies", Ask.COUNTRIES, plan=True),
    Field("mode", Ask.CHOICE, pw.Mode),
    Field("date", Ask.DAY),
    Field("crossing", Ask.CHOICE, pw.Crossing),
    Field("arranged_by", Ask.CHOICE, pw.Arranger),
    Field("near", Ask.CHOICES, pw.Near, plan=True),
    Field("lodging", Ask.CHOICE, pw.Lodging),
    Field("stay_days", Ask.NUMBER),
)
_COMPANION = (
    Field("relation", Ask.CHOICE, pw.Relation),
    Field("age", Ask.NUMBER),
    Field("papers_ready", Ask.YES_NO),
    Field("route", Ask.CHOICE, pw.Route),
)
_MATTER = (
    Field("kind", Ask.CHOICE, w.LegalKind),
    Field("state", Ask.COUNTRY),
    Field("checked", Ask.DAY),
)

FORMS: dict[Kind, tuple[Field, ...]] = {
    Kind.NOTE: (_TITLE, _TEXT, _WHEN, *_END),
    Kind.INCIDENT: (
        _TITLE,
        _TEXT,
        _WHEN,
        Field("category", Ask.CHOICE, w.Category),
        Field("place"),
        Field("country", Ask.COUNTRY),
        Field(
            "people",
            Ask.ITEMS,
            items=(
                Field("contact", Ask.RECORD, kind=Kind.CONTACT),
                Field("role"),
                Field("description"),
            ),
        ),
        Field("source", Ask.CHOICE, w.Source),
        Field("confidence", Ask.CHOICE, w.Confidence),
        _LEARNED,
        Field("reported_to"),
        Field("threat", Ask.RECORD, kind=Kind.THREAT),
        *_END,
    ),
    Kind.THREAT: (
        _TITLE,
        Field("facts", Ask.TEXT),
        Field("pattern", Ask.TEXT),
        Field("objective", Ask.TEXT),
        Field("who", Ask.TEXT),
        Field("conclusion", Ask.TEXT),
        Field("declared", Ask.YES_NO),
        Field("likelihood.level", Ask.NUMBER),
        Field("likelihood.reason"),
        Field("impact.level", Ask.NUMBER),
        Field("impact.reason"),
        Field("measures", Ask.TEXT),
        Field("review_on", Ask.DAY),
        _WHEN,
        _LEARNED,
        _TEXT,
        *_END,
    ),
    Kind.CONTACT: (
        Field("name"),
        Field("pseudonym"),
        Field("roles", Ask.CHOICES, w.ContactRole),
        Field(
            "channels",
            Ask.ITEMS,
            items=(
                Field("kind"),
                Field("value", masked=True),
                Field("use", Ask.CHOICE, w.ChannelUse),
            ),
            masked=True,
        ),
        Field("never_contact", Ask.MARK),
        Field("instructions", Ask.TEXT),
        Field("challenge.question"),
        Field("challenge.answer", masked=True),
        Field("words.all_well", masked=True),
        Field("words.under_duress", masked=True),
        Field("recipient"),
        Field("verified.on", Ask.DAY),
        Field("verified.how"),
        _TITLE,
        _TEXT,
        *_END,
    ),
    Kind.DOCUMENT: (
        _TITLE,
        *(Field(f"document.{f.path}", f.ask, f.words) for f in _PAPER[:3]),
        Field("number", masked=True),
        Field("issued", Ask.DAY),
        Field("expires", Ask.DAY),
        Field("copies"),
        _TEXT,
        _WHEN,
        *_END,
    ),
    Kind.LEGAL: (
        _TITLE,
        Field("legal", Ask.CHOICE, w.LegalKind),
        Field("jurisdiction", Ask.COUNTRY),
        Field("reference"),
        Field("checked", Ask.DAY),
        Field("checked_how"),
        Field("checked_by"),
        Field("result", Ask.TEXT),
        Field("next_check", Ask.DAY),
        _WHEN,
        _LEARNED,
        _TEXT,
        *_END,
    ),
    Kind.TRIP: (
        _TITLE,
        _plan("purpose", Ask.CHOICE, pw.Purpose),
        _plan("invited_by", Ask.CHOICE, pw.Inviter),
        _plan("legs", Ask.ITEMS, None, *_LEG),
        _plan("documents", Ask.ITEMS, None, *_PAPER),
        _plan("person.home_state", Ask.COUNTRY),
        _plan("person.other_nationalities", Ask.COUNTRIES),
        _plan("person.lives_in", Ask.COUNTRY),
        _plan("person.status_abroad", Ask.CHOICE, pw.StatusAbroad),
        _plan("person.roles", Ask.CHOICES, pw.PersonRole),
        _plan("legal", Ask.ITEMS, None, *_MATTER),
        _plan("signals", Ask.CHOICES, pw.Signal),
        _plan("companions", Ask.ITEMS, None, *_COMPANION),
        _plan("preparations", Ask.CHOICES, pw.Preparation),
        _WHEN,
        Field(
            "checkins",
            Ask.ITEMS,
            items=(
                Field("due", Ask.MOMENT),
                Field("with", Ask.RECORD, kind=Kind.CONTACT),
                Field("grace_minutes", Ask.NUMBER),
                Field("steps", Ask.TEXT, lines=True),
            ),
        ),
        Field("card", Ask.TEXT),
        _TEXT,
        *_END,
    ),
    Kind.CHECKIN: (
        Field("trip", Ask.RECORD, kind=Kind.TRIP),
        Field("due", Ask.MOMENT),
        Field("done_at", Ask.MOMENT),
        Field("word", Ask.CHOICE, w.CheckinWord, masked=True),
        Field("by", Ask.RECORD, kind=Kind.CONTACT),
        _TITLE,
        _TEXT,
        *_END,
    ),
    Kind.CHECKLIST_RUN: (
        _TITLE,
        Field("checklist"),
        Field("pack"),
        Field(
            "items",
            Ask.ITEMS,
            items=(
                Field("item"),
                Field("state", Ask.CHOICE, w.ItemState),
                Field("note"),
                Field("at", Ask.MOMENT),
            ),
        ),
        _TEXT,
        *_END,
    ),
}
"""Every key of `records` but the program's own stands in exactly one form field (test)."""

NONE_WORD = "none"
"""In a plan, this answer means: asked, and there is none. An empty answer means not said."""
