"""A card or an emergency sheet on paper: one page, for who has only a telephone or nothing.

The same disclosure as a bundle of that tier decides what stands on it. It is in the clear, so its
holder is told what having it may cost. It has a number like a bundle, and is noted as given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path

from safejournal.domain.disclosure import Cut
from safejournal.domain.tiers import Tier
from safejournal.domain.times import write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.services import decisions, giving, guides, journal, sharing
from safejournal.services import folio as folios
from safejournal.services.choosing import Choice
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.giving import Gift, Given
from safejournal.services.guides import Silence, Somebody
from safejournal.services.key_page import keycard_page, write_keycard
from safejournal.services.opening import Vault
from safejournal.services.paper_words import said
from safejournal.services.sharing import Preview, Proof
from safejournal.services.telling import Line, Plain, Telling
from safejournal.vault.sent import Reader, SentForm

__all__ = [
    "Folio",
    "Given",
    "Seen",
    "cost",
    "keycard_page",
    "look",
    "print_out",
    "see",
    "write_keycard",
]

TIERS = (Tier.CARD, Tier.EMERGENCY)
"""What may stand on paper: evidence goes to a lawyer sealed, or as a dossier."""

NOT_YET = "······"
"""Stands for the number before the paper is made."""

_WAY = (Kind.TRIP, Kind.DOCUMENT, Kind.LEGAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What would stand on the paper, and what stays."""

    preview: Preview
    page: Folio
    """The page as it would be; its number is not given yet."""


def look(vault: Vault, choice: Choice) -> Preview:
    """Return what would leave on paper and what stays, also where it does not fit on one page.

    Raises Refused where the choice is not for one contact at one of the two tiers.
    """
    if choice.tier not in TIERS or choice.reader is None:
        raise Refused("A paper is a card or an emergency sheet for one contact.")
    return replace(sharing.preview(vault, choice), proof=Proof.NONE)


def see(vault: Vault, choice: Choice, telling: Telling | None = None) -> Seen:
    """Return exactly what would stand on a card or an emergency sheet. Nothing is written.

    Raises Refused as `look` does, where nothing may leave, or where it does not fit on one page.
    """
    seen = look(vault, choice)
    if not seen.leaving:
        raise Refused("Nothing of what was chosen may leave for this reader at this tier.")
    return Seen(preview=seen, page=_page(vault, seen, telling or Plain(), NOT_YET))


def print_out(
    vault: Vault,
    choice: Choice,
    form: str,
    target: Path | None,
    telling: Telling | None = None,
    *,
    confirmed: bool = False,
    force: bool = False,
) -> Given:
    """Make the paper as `text` (to copy by hand), `html` or `pdf`, and note it as given.

    It is written to a new file, or only returned where `target` is None. Raises Refused as `see`
    does, or where the file cannot be written; ConfirmationNeeded, unless `confirmed`, for a contact
    who is marked as never to be contacted.
    """
    told = telling or Plain()
    with vault.reading():
        seen = see(vault, choice, told).preview
        (contact,) = choice.contacts
        if not confirmed and getattr(journal.show(vault, contact).content, "never_contact", False):
            raise ConfirmationNeeded("This contact is marked as never to be contacted.")
        gift = Gift(
            form=SentForm.PAPER,
            purpose=choice.tier.name.lower(),
            readers=(Reader(contact=contact, recipient=None),),
            cuts=seen.leaving,
        )
        given = giving.give(
            vault,
            gift,
            lambda number, _: folios.made(_page(vault, seen, told, str(number)), form),
            target,
            force=force,
        )
    decisions.keep(vault, seen.leaving, contact, choice)
    return given


def cost(language: str) -> str:
    """Return what is told to the holder: what having such a paper may cost."""
    return said(language, "cost")


def _page(vault: Vault, seen: Preview, telling: Telling, number: str) -> Folio:
    language = seen.choice.language
    blocks = tuple(_blocks(vault, seen, telling, number))
    title = said(language, seen.choice.tier.name.lower())
    return folios.on_one_page(
        Folio(title=title, language=language, practice=vault.practice, blocks=blocks)
    )


def _blocks(vault: Vault, seen: Preview, telling: Telling, number: str) -> Iterator[Block]:
    language, cuts, reader = seen.choice.language, seen.leaving, seen.choice.reader
    own = next((cut.fields for cut in cuts if cut.given.id == reader), {})
    yield from _beginning(vault, seen, telling, number)
    yield from _silences(language, tuple(guides.silences(cuts, telling)))
    if meant := own.get("instructions", ""):
        yield Block(Look.HEADING, said(language, "meant"))
        yield Block(Look.TEXT, meant)
    yield from _people(cuts, reader, telling, language)
    yield from _way(cuts, telling, language)
    yield from _check(language, own)
    yield Block(Look.HEADING, said(language, "cost_title"), copied=False)
    yield Block(Look.NOTE, f"{said(language, 'keep')} {cost(language)}", copied=False)


def _beginning(vault: Vault, seen: Preview, telling: Telling, number: str) -> Iterator[Block]:
    language, made = seen.choice.language, write_moment(vault.clock().astimezone(UTC))
    called = "from" if seen.called else "from_nobody"
    yield Block(Look.TEXT, said(language, called, called=seen.called), copied=bool(seen.called))
    yield Block(Look.TEXT, said(language, "number", number=number, made=telling.moment(made)))
    yield Block(Look.TEXT, said(language, "newer"))


def _silences(language: str, silences: Sequence[Silence]) -> Iterator[Block]:
    """Yield what holds whenever they are silent, once; then each check-in with its steps."""
    if silences:
        yield Block(Look.HEADING, said(language, "silence"))
    if any(each.steps for each in silences):
        yield Block(Look.TEXT, said(language, "not_back"))
        yield Block(Look.TEXT, said(language, "stop"), copied=False)
    for each in silences:
        yield from _silence(language, each)


def _silence(language: str, silence: Silence) -> Iterator[Block]:
    yield Block(Look.ENTRY, said(language, "by", due=silence.due))
    if silence.grace_minutes:
        yield Block(Look.TEXT, said(language, "grace", minutes=silence.grace_minutes))
    if not silence.steps:
        yield Block(Look.TEXT, said(language, "no_steps"))
    for at, step in enumerate(silence.steps, 1):
        yield Block(Look.STEP, step, str(at))


def _people(
    cuts: Sequence[Cut], reader: str | None, telling: Telling, language: str
) -> Iterator[Block]:
    own = next((cut.fields for cut in cuts if cut.given.id == reader), {})
    if channels := ", ".join(map(guides.channel, own.get("channels", ()))):
        yield Block(Look.FIELD, channels, said(language, "reach"))
    if whom := list(guides.people_of(cuts, reader, telling, never=False)):
        yield Block(Look.HEADING, said(language, "whom"))
        yield from (Block(Look.THING, _line(each)) for each in whom)
    if never := list(guides.people_of(cuts, reader, telling, never=True)):
        yield Block(Look.HEADING, said(language, "never"))
        yield Block(Look.TEXT, said(language, "never_why"), copied=False)
        yield from (Block(Look.THING, _line(each)) for each in never)


def _line(of: Somebody) -> str:
    return ": ".join(part for part in (of.called, ", ".join(of.channels)) if part)


def _way(cuts: Sequence[Cut], telling: Telling, language: str) -> Iterator[Block]:
    """Yield what an emergency sheet holds besides: the legs, the papers, the references."""
    told = []
    for cut in cuts:
        fields = {key: value for key, value in cut.fields.items() if key != "checkins"}
        if cut.given.kind in _WAY and fields:
            kind = cut.given.kind
            told.append(
                Block(Look.FIELD, _run(telling.lines(kind, fields)), telling.title(kind, fields))
            )
    if told:
        yield Block(Look.HEADING, said(language, "way"))
        yield from told


def _run(lines: Sequence[Line]) -> str:
    """Return a record's lines as running text; what is made of several begins a line of its own."""
    text = ""
    for each in lines:
        value = " ".join(each.text.split())
        if not value:
            text += f"\n{each.label}: "
        else:
            between = "" if not text or text.endswith(": ") else "; "
            text += f"{between}{each.label}: {value}"
    return text.strip()


def _check(language: str, own: object) -> Iterator[Block]:
    question = own.get("challenge", {}).get("question", "") if isinstance(own, dict) else ""
    yield Block(Look.HEADING, said(language, "check"))
    if question:
        yield Block(Look.TEXT, said(language, "question", question=question))
        yield Block(Look.TEXT, said(language, "answer"))
    else:
        yield Block(Look.TEXT, said(language, "no_question"))
    yield Block(Look.TEXT, said(language, "words"), copied=False)
    yield Block(Look.NOTE, said(language, "paper_who"), copied=False)
