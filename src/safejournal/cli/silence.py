"""Waiting for others: who is late, who has which card, and the steps one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.input import read_words
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import NotFound, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.services.silence import Bundle, Holder, Noted, Standing, Step, Waiting

OUTCOMES = click.Choice(["done", "not_reached", "left_out"])
ANSWERS = click.Choice(["right", "wrong", "not_asked"])
ENDINGS = click.Choice(["heard", "handed_over", "other"])

_ANSWERED = {"right": True, "wrong": False, "not_asked": None}


@click.command(
    cls=Act,
    short_help=_("Who is late; the steps one by one."),
    help=_(
        "Show whom this journal waits for and who has which card; with CONTACT, on a terminal, go"
        " through the steps one by one. What was done is kept with its time."
        "\n\n--step, --heard and --end note one thing without asking. `-` reads a remark, or the"
        " agreed word that was heard, from standard input."
    ),
)
@click.argument("contact", metavar="[CONTACT]", required=False)
@click.argument("source", metavar="[-]", required=False, type=click.Choice(["-"]))
@click.option("--trip", metavar="ID", help=_("Of this trip, where several are waited for."))
@click.option("--step", type=click.IntRange(min=1), metavar="N", help=_("Note step N."))
@click.option(
    "--came", type=OUTCOMES, default="done", show_default=True, help=_("What came of that step.")
)
@click.option(
    "--heard", type=ANSWERS, help=_("Note that they were heard from, and how they answered.")
)
@click.option("--end", type=ENDINGS, help=_("Note that the steps are over, and why."))
@click.pass_obj
def silence(  # noqa: PLR0913 - an option each
    session: Session,
    contact: str | None,
    source: str | None,
    *,
    trip: str | None,
    step: int | None,
    came: str,
    heard: str | None,
    end: str | None,
) -> None:
    """Show who is silent, or go through the steps."""
    notes = [each for each in (step, heard, end) if each is not None]
    if len(notes) > 1 or (notes and contact is None):
        raise WrongUsage(_("Say one of --step, --heard and --end, and of which CONTACT."))
    typed = None if source is None else read_words(session, source).strip()
    with session.vault() as vault:
        from safejournal.services import silence as services

        found = services.waiting(vault, _contact(vault, contact))
        found = [each for each in found if trip is None or each.trip.startswith(trip)]
        if contact is not None and not found:
            raise _not_waited_for(services.undecided(vault, _contact(vault, contact)))
        if step is not None:
            _note(vault, found[0], step, came, typed or "")
        elif heard is not None:
            _hear(session, vault, found[0], heard, typed)
            return
        elif end is not None:
            _end(vault, found[0], end)
        elif contact is not None and session.asks and session.doors.walk is not None:
            session.doors.walk(vault, found[0])
            return
        found = [services.find(vault, each.person, each.trip) for each in found]
        holders = [] if contact is not None else services.holders(vault)
        undecided = services.undecided(vault, _contact(vault, contact))
        answer(
            session,
            lambda: {
                "waiting": [_document(vault, each) for each in found],
                "undecided": [_of_undecided(each) for each in undecided],
                "holders": [_of_holder(each) for each in holders],
            },
            lambda: _lines(vault, found, undecided, holders),
        )


def _contact(vault: Vault, typed: str | None) -> str | None:
    from safejournal.services import journal

    return None if typed is None else journal.find_id(vault, typed)


def _note(vault: Vault, of: Waiting, number: int, came: str, remark: str) -> None:
    from safejournal.services import silence as services

    steps = services.steps(vault, of, i18n.language())
    if number > len(steps):
        raise Refused("There are not so many steps.")
    services.note(vault, of, steps[number - 1], services.Outcome(came), remark)


def _hear(session: Session, vault: Vault, of: Waiting, heard: str, typed: str | None) -> None:
    from safejournal.domain.wrapping import wrapped
    from safejournal.services import silence as services
    from safejournal.wording.silence import heard_lines

    word = typed
    if word is None and of.asks_word and session.asks:
        word = session.ask_unseen(_("Agreed word that you heard (not shown; Enter for none): "))
    said = services.hear(vault, of, word or "", answered=_ANSWERED[heard])
    lines = list(heard_lines(said, typed=bool(word), answered=_ANSWERED[heard], knows=of.asks_word))
    answer(
        session,
        lambda: {"answer": heard, "word": None if said is None else said.value},
        lambda: (line for each in lines for line in wrapped(each)),
    )


def _end(vault: Vault, of: Waiting, why: str) -> None:
    from safejournal.services import silence as services
    from safejournal.wording.silence import told

    if of.walk is None:
        raise Refused("No steps are under way.")
    ending = services.Ending(why)
    steps, noted = services.steps(vault, of, i18n.language()), services.log(vault, of)
    services.end(vault, of, ending, told(of, steps, noted, ending, _names(vault, [of])))


def _names(vault: Vault, found: list[Waiting]) -> dict[str, str]:
    from safejournal.wording.silence import names_waited

    return names_waited(vault, found)


def _holder_names(vault: Vault, holders: list[Holder]) -> dict[str, str]:
    from safejournal.services import journal
    from safejournal.wording.rows import marked_name

    found = journal.show_all(vault, [each.contact for each in holders])
    return {one: marked_name(record, vault) for one, record in found.items()}


def _not_waited_for(undecided: list[Bundle]) -> NotFound:
    """Return why nobody waits for a contact; where a card of theirs does not count, that one."""
    if not undecided:
        return NotFound("No card of this contact is here, so nobody waits for them.")
    from safejournal.wording.silence import undecided_line

    return NotFound(undecided_line(undecided[0]))


def _lines(
    vault: Vault, found: list[Waiting], undecided: list[Bundle], holders: list[Holder]
) -> Iterator[str]:
    from safejournal.domain.wrapping import wrapped
    from safejournal.wording.names import shown_name
    from safejournal.wording.silence import holder_line, undecided_line

    here, names, theirs = vault.clock(), _names(vault, found), _holder_names(vault, holders)
    for each in undecided:
        yield from wrapped(undecided_line(each), "! ")
    if not found and not undecided:
        yield _("No card of anybody is here, so nobody is waited for.")
    for waited in found:
        yield from _waiting_lines(vault, waited, names)
        yield ""
    for holder in holders:
        yield f"{shown_name(holder.trip)}: {holder_line(holder, theirs, here)}"


def _waiting_lines(vault: Vault, of: Waiting, names: Mapping[str, str]) -> Iterator[str]:
    from safejournal.domain.wrapping import listed
    from safejournal.services import silence as services
    from safejournal.wording.silence import people_lines, rules, step_lines, waiting_lines

    yield from waiting_lines(of, names, vault.clock())
    yield from people_lines(of)
    if of.question:
        yield _("Ask them: {question}").format(question=of.question)
    if of.stage is services.Stage.LATE or of.walk is not None:
        yield from listed(rules(), "! ")
        yield from listed((e.text for e in services.never_do(vault, i18n.language())), "! ")
        for number, step in enumerate(services.steps(vault, of, i18n.language()), 1):
            yield from step_lines(step, of, vault.clock(), head=f"{number}. ")


def _document(vault: Vault, of: Waiting) -> dict[str, Any]:
    from safejournal.domain.times import write_moment
    from safejournal.services import silence as services

    names = _names(vault, [of])
    return {
        "contact": of.contact,
        "name": names.get(of.contact or ""),
        "called": of.called,
        "trip": of.trip,
        "bundle": of.card.manifest.bundle,
        "number": of.number,
        "made": of.card.manifest.made,
        "older": list(of.older),
        "later_gone": of.later_gone,
        "marks": sorted(each.value for each in of.card.marks),
        "accepted": of.accepted,
        "stage": None if of.stage is None else of.stage.value,
        "checkins": [_of_standing(each) for each in of.standings],
        "whom": [{"called": e.called, "channels": list(e.channels)} for e in of.whom],
        "never": [{"called": e.called, "channels": list(e.channels)} for e in of.never],
        "question": of.question,
        "settled": None if of.settled is None else write_moment(of.settled),
        "begun": None if of.walk is None else write_moment(of.walk.begun),
        "steps": [_of_step(each, of) for each in services.steps(vault, of, i18n.language())],
        "log": [_of_noted(each) for each in services.log(vault, of)],
    }


def _of_standing(of: Standing) -> dict[str, Any]:
    return {
        "due": of.promise.due,
        "grace_minutes": of.promise.grace_minutes,
        "stage": of.stage.value,
        "seconds": int(of.by.total_seconds()),
        "at_once": of.at_once,
    }


def _of_step(of: Step, waiting: Waiting) -> dict[str, Any]:
    from safejournal.wording.silence import step_text

    return {
        "from": of.origin.value,
        "text": step_text(of, waiting),
        "why": of.why,
        "sources": list(of.sources),
        "noted": None if of.noted is None else _of_noted(of.noted),
    }


def _of_noted(of: Noted) -> dict[str, Any]:
    from safejournal.domain.times import write_moment

    return {
        "step": of.step,
        "at": write_moment(of.at),
        "came": of.outcome,
        "remark": of.remark,
        "card": of.card,
    }


def _of_undecided(of: Bundle) -> dict[str, Any]:
    return {
        "inbox": of.number,
        "bundle": of.manifest.bundle,
        "number": of.manifest.number,
        "contact": of.contact,
        "marks": sorted(each.value for each in of.marks),
    }


def _of_holder(of: Holder) -> dict[str, Any]:
    from safejournal.domain.times import write_moment

    return {
        "trip": of.trip.id,
        "contact": of.contact,
        "number": of.number,
        "at": None if of.at is None else write_moment(of.at),
        "arrived": None if of.arrived is None else write_moment(of.arrived),
        "current": of.current,
    }
