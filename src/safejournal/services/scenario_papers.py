"""A scenario on paper: all that a room needs when no machine is there, or none works.

The guide for who leads it, a sheet for each role, cards to cut out, handouts, and the sheets for
before and after. Each bears the mark of practice on every page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from safejournal.domain.scenarios import Inject, Player, Role, Scenario, Step
from safejournal.errors import Refused
from safejournal.services import folio as folios
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.scenario_words import said
from safejournal.services.written_file import new_file, refuse_standing

FORMS = ("pdf", "html", "text")
ENDINGS = {"pdf": "pdf", "html": "html", "text": "txt"}

HEADING, ENTRY, TEXT, NOTE = Look.HEADING, Look.ENTRY, Look.TEXT, Look.NOTE

WRITING_LINES = 6
"""Empty lines for what a role receives: more than any scenario sends to one."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One of the papers."""

    name: str
    """The file's name without its ending."""
    folio: Folio


def packet(of: Scenario) -> list[Paper]:
    """Return all papers of a scenario, in the language in which it was read."""
    made = [
        ("guide", guide(of)),
        ("roles", _folio(of, "roles", _roles(of))),
        ("cards", _folio(of, "cards", _cards(of))),
        ("handouts", _folio(of, "handouts", _handouts(of))),
        ("evaluation", _folio(of, "evaluation", _evaluation(of))),
    ]
    return [Paper(f"{of.id}-{name}", folio) for name, folio in made if folio.blocks]


def guide(of: Scenario) -> Folio:
    """Return the facilitator's guide, which is also the preview of a scenario."""
    return _folio(of, "guide", _guide(of))


def write_packet(of: Scenario, folder: Path, form: str) -> list[Path]:
    """Write all papers into a folder, which is made if need be; return their places.

    Raises Refused where one of them stands there already; then none is written.
    """
    papers = [(folder / f"{each.name}.{ENDINGS[form]}", each.folio) for each in packet(of)]
    places = [target for target, _paper in papers]
    for target in places:
        refuse_standing(target, force=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise Refused("The folder cannot be made there.") from None
    for target, folio in papers:
        with new_file(target) as file:
            file.write(made(folio, form))
    return places


def made(folio: Folio, form: str) -> bytes:
    """Return a paper in one of the forms, whole."""
    return folios.as_text(folio).encode() if form == "text" else folios.made(folio, form)


def _folio(of: Scenario, kind: str, blocks: Iterator[Block]) -> Folio:
    title = f"{of.title}: {said(of.language, kind)}"
    return Folio(title=title, language=of.language, practice=True, blocks=tuple(blocks))


def _guide(of: Scenario) -> Iterator[Block]:
    yield from _beginning(of)
    yield Block(HEADING, said(of.language, "who"))
    for role in of.roles:
        yield from _role(of, role)
    yield Block(HEADING, said(of.language, "script"))
    codes, number, begins = of.codes(), 0, 0
    for step in of.steps:
        yield from _step(of, step, begins)
        begins += step.minutes
        for inject in step.injects:
            number += 1
            yield from _inject(of, inject, number, codes[inject.id])
    yield from _afterwards(of)


def _beginning(of: Scenario) -> Iterator[Block]:
    language = of.language
    day = of.reviewed
    facts = {"minutes": of.minutes, "smallest": of.smallest, "largest": of.largest}
    yield Block(TEXT, said(language, "facts", **facts, version=of.version, day=day))
    yield Block(TEXT, of.summary)
    yield Block(HEADING, said(language, "aims"))
    yield from (Block(Look.THING, each) for each in of.aims)
    yield Block(HEADING, said(language, "room"))
    yield from (Block(Look.THING, each) for each in of.room)
    yield Block(HEADING, said(language, "care"))
    yield Block(TEXT, said(language, "no"))
    if of.care:
        yield Block(TEXT, of.care)
    if of.not_when:
        yield Block(HEADING, said(language, "not_when"))
        yield Block(TEXT, of.not_when)


def _role(of: Scenario, role: Role) -> Iterator[Block]:
    by = role.player is Player.FACILITATOR
    yield Block(ENTRY, f"{role.name} ({said(of.language, 'facilitator')})" if by else role.name)
    yield Block(TEXT, role.who)
    yield Block(Look.FIELD, role.knows, said(of.language, "knows"))
    yield Block(Look.FIELD, role.task, said(of.language, "task"))


def _step(of: Scenario, step: Step, begins: int) -> Iterator[Block]:
    language = of.language
    stage = said(language, step.stage.value)
    times = {"begins": _minutes(begins), "ends": _minutes(begins + step.minutes)}
    yield Block(ENTRY, said(language, "step", **times, stage=stage, title=step.title))
    yield Block(TEXT, step.do)
    if step.say:
        yield Block(Look.FIELD, step.say, said(language, "say"), depth=1)
    if step.drill:
        yield Block(Look.FIELD, said(language, f"drill_{step.drill}"), said(language, "drill"))
    if step.materials:
        titles = [each.title for each in of.materials if each.id in step.materials]
        yield Block(Look.FIELD, ", ".join(titles), said(language, "take"))


def _inject(of: Scenario, inject: Inject, number: int, code: str) -> Iterator[Block]:
    language = of.language
    when = said(language, "at", minutes=inject.at) if inject.at else said(language, "by_hand")
    head = f"{number}. {inject.title}: {said(language, inject.kind.value)}, {when}, {code}"
    yield Block(Look.STEP, head, depth=1)
    yield Block(Look.FIELD, receivers(of, inject), said(language, "to"), depth=2)
    if inject.by:
        yield Block(Look.FIELD, inject.by, said(language, "from"), depth=2)
    yield Block(TEXT, inject.text, depth=2)
    yield Block(Look.FIELD, inject.tests, said(language, "tests"), depth=2)
    yield Block(Look.FIELD, "", said(language, "good"), depth=2)
    yield from (Block(Look.THING, each, depth=3) for each in inject.good)
    if inject.ask:
        yield Block(Look.FIELD, inject.ask, said(language, "ask"), depth=2)


def receivers(of: Scenario, inject: Inject) -> str:
    """Return whom an inject is for, by name."""
    names = [role.name for each in inject.to if (role := of.role(each)) is not None]
    return ", ".join(names) or said(of.language, "everybody")


def _afterwards(of: Scenario) -> Iterator[Block]:
    language = of.language
    yield Block(HEADING, said(language, "debrief"))
    yield Block(NOTE, said(language, "judged"))
    for number, question in enumerate(of.questions, 1):
        yield Block(Look.STEP, question.ask, str(number))
        if question.listen:
            yield Block(Look.FIELD, question.listen, said(language, "listen"), depth=1)
    yield Block(HEADING, said(language, "measured"))
    yield Block(TEXT, said(language, "measured_how"))
    yield from (Block(Look.THING, each.text) for each in of.measures)
    yield Block(HEADING, said(language, "known_from"))
    if of.cases:
        yield Block(TEXT, said(language, "cases", cases=", ".join(of.cases)))
    yield from (Block(Look.THING, each) for each in of.sources)
    yield Block(HEADING, said(language, "notes"))
    yield from _lines(WRITING_LINES)


def _roles(of: Scenario) -> Iterator[Block]:
    for role in of.roles:
        yield Block(Look.SHEET, role.name)
        yield Block(TEXT, role.who)
        yield Block(Look.FIELD, role.knows, said(of.language, "knows"))
        yield Block(Look.FIELD, role.task, said(of.language, "task"))
        yield Block(NOTE, said(of.language, "no"))
        yield Block(HEADING, said(of.language, "received"))
        yield from _lines(WRITING_LINES)


def _cards(of: Scenario) -> Iterator[Block]:
    injects = [each for step in of.steps for each in step.injects]
    if not injects:
        return
    yield Block(NOTE, said(of.language, "cut"))
    codes = of.codes()
    for number, inject in enumerate(injects, 1):
        head = said(of.language, "number", number=number, code=codes[inject.id])
        kind, to = said(of.language, inject.kind.value), said(of.language, "to")
        lines = [
            f"{kind} · {to}: {receivers(of, inject)}",
            *([f"{said(of.language, 'from')}: {inject.by}"] if inject.by else []),
            "",
            inject.text,
        ]
        yield Block(Look.CARD, "\n".join(lines), head)


def _handouts(of: Scenario) -> Iterator[Block]:
    for each in of.materials:
        yield Block(Look.SHEET, each.title)
        names = [role.name for one in each.to if (role := of.role(one)) is not None]
        if names:
            yield Block(NOTE, f"{said(of.language, 'to')}: {', '.join(names)}")
        yield Block(TEXT, each.text)


def _evaluation(of: Scenario) -> Iterator[Block]:
    for moment in ("before", "after"):
        yield Block(Look.SHEET, said(of.language, moment))
        yield Block(NOTE, said(of.language, "no_name"))
        for number, measure in enumerate(of.measures, 1):
            yield Block(Look.STEP, measure.text, str(number))
            yield Block(TEXT, said(of.language, "scale"), depth=1)
        if moment == "after":
            yield Block(HEADING, said(of.language, "harm"))
            for name in ("harm_habit", "harm_false", "harm_shown"):
                yield Block(Look.THING, said(of.language, name))
                yield Block(TEXT, said(of.language, "harm_scale"), depth=1)
            yield Block(NOTE, said(of.language, "four_weeks"))


def _lines(count: int) -> Iterator[Block]:
    return (Block(TEXT, "_" * 60, copied=False) for _ in range(count))


def _minutes(since: int) -> str:
    return f"{since // 60}:{since % 60:02}"
