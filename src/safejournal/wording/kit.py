"""What is printed into a kit for workshops: its contents, a quick card, checklists, the handbook.

Each in every language of the kit, whatever is spoken at the screen: a room reads in two languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from safejournal import i18n
from safejournal.content.kit import texts
from safejournal.domain.kits import SYSTEMS, Contents, Served
from safejournal.domain.times import parse_day
from safejournal.i18n import _
from safejournal.services import (
    checklists,
    folio,
    handbook,
    printing,
    scenario_papers,
    scenarios,
)
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.kit import LANGUAGES, Built, Paper
from safejournal.wording.amounts import size
from safejournal.wording.markdown import blocks
from safejournal.wording.sheets import checklist_sheet
from safejournal.wording.times import day

SHEET = "CONTENTS.txt"
"""The table of contents in every language, for who has only a terminal."""

_CARD = {
    "begin": 3,
    "write": 1,
    "lock": 2,
    "pair": 2,
    "trip": 2,
    "lost": 1,
    "plain": 1,
    "end": 1,
}
"""The parts of the quick card, and how many sentences each has."""

_LIMITS = {"linux": "glibc", "macos": "intel"}
"""What is said of machines of a system that are not served."""

_NAMES = {"linux": "Linux", "macos": "macOS", "windows": "Windows"}
_PROCESSORS = {"x86_64": "x86-64", "arm64": "ARM64"}


def papers(contents: Contents, bytes_: int) -> Iterator[Paper]:
    """Yield everything that is printed into the kit, by its name there."""
    sheets = [contents_sheet(contents, bytes_, language) for language in LANGUAGES]
    yield SHEET, "\n\n".join(map(folio.as_text, sheets)).encode()
    for sheet in sheets:
        yield _place(sheet.language, "contents"), folio.as_pdf(sheet)
    for language in LANGUAGES:
        with i18n.speaking(language):
            yield _place(language, "quick-card"), folio.as_pdf(quick_card(language))
            yield from _checklists(language, contents.day)
            yield from _chapters(language)
            yield from _scenarios(language)


def _place(language: str, name: str) -> str:
    return f"paper/{language}/{name}.pdf"


def _checklists(language: str, on: str) -> Iterator[Paper]:
    for each in checklists.checklists(language, parse_day(on)):
        made = printing.as_pdf(checklist_sheet(each, practice=False))
        yield _place(language, f"checklists/{each.id.replace('/', '-')}"), made


def _chapters(language: str) -> Iterator[Paper]:
    for number, each in enumerate(handbook.chapters(language), 1):
        page = _folio(each.title, language, blocks(each.text))
        yield _place(language, f"handbook/{number:02}-{each.id}"), folio.as_pdf(page)


def _scenarios(language: str) -> Iterator[Paper]:
    for each in scenarios.found(language):
        if each.maker is None:
            for paper in scenario_papers.packet(each.scenario):
                yield _place(language, f"exercises/{paper.name}"), folio.as_pdf(paper.folio)


def _folio(title: str, language: str, made: Iterable[Block]) -> Folio:
    return Folio(title=title, language=language, practice=False, blocks=tuple(made))


def quick_card(language: str) -> Folio:
    """Return the quick card, on one page. Raises Refused if it does not fit."""
    said = texts(language)
    made = [Block(Look.TEXT, said["card_lead"])]
    for part, count in _CARD.items():
        made.append(Block(Look.HEADING, said[f"card_{part}"]))
        made += [Block(Look.THING, said[f"card_{part}_{at}"]) for at in range(1, count + 1)]
    made.append(Block(Look.NOTE, said["card_note"]))
    return folio.on_one_page(_folio(said["card_title"], language, made))


def contents_sheet(contents: Contents, bytes_: int, language: str) -> Folio:
    """Return the table of contents: what is there for which machine, and what is not."""
    said = texts(language)
    with i18n.speaking(language):
        lead = said["contents_lead"].format(
            version=contents.program, day=day(contents.day), size=size(bytes_)
        )
    made = (Block(Look.TEXT, lead), *_systems(contents, said), *_use(contents, said))
    return _folio(said["contents_title"], language, made)


def _systems(contents: Contents, said: Mapping[str, str]) -> Iterator[Block]:
    yield Block(Look.HEADING, said["contents_systems"])
    for system in SYSTEMS:
        served = [each for each in contents.served if each.system == system]
        if not served:
            yield Block(Look.THING, said["not_served"].format(system=_NAMES[system]))
        for each in served:
            yield Block(Look.THING, " ".join(_served(each, said)))
        if served and system in _LIMITS:
            yield Block(Look.THING, said[_LIMITS[system]])


def _served(of: Served, said: Mapping[str, str]) -> Iterator[str]:
    yield said["served"].format(system=machine(of), pythons=", ".join(of.pythons))
    if of.executable:
        yield said["executable_in"]
    if of.installer:
        yield said["python_installer"].format(python=of.python, file=of.installer)
    elif of.python:
        yield said["python_in"].format(python=of.python)
    elif not of.executable:
        yield said["python_none"]


def machine(of: Served) -> str:
    """Return the name of a kind of machine."""
    return f"{_NAMES[of.system]} ({_PROCESSORS[of.processor]})"


def _use(contents: Contents, said: Mapping[str, str]) -> Iterator[Block]:
    yield Block(Look.HEADING, said["contents_start"])
    for system in dict.fromkeys(each.system for each in contents.served):
        yield Block(Look.THING, said[f"start_{system}"])
    yield Block(Look.TEXT, said["start_where"].format(folder=said["for_linux"]))
    yield Block(Look.TEXT, said["start_away"])
    yield Block(Look.HEADING, said["contents_check"])
    yield from _trust(contents, said)
    yield Block(Look.HEADING, said["contents_inside"])
    for part, there in (
        ("program", True),
        ("python", any(each.python for each in contents.served)),
        ("executable", any(each.executable for each in contents.served)),
        ("packs", True),
        ("paper", True),
    ):
        if there:
            yield Block(Look.THING, said[f"inside_{part}"])


def _trust(contents: Contents, said: Mapping[str, str]) -> Iterator[Block]:
    yield Block(Look.TEXT, said["check_sums"])
    if not contents.words:
        yield Block(Look.TEXT, said["unsigned"])
        return
    yield Block(Look.TEXT, said["check_key"])
    yield Block(Look.DIGEST, contents.key, said["signed_by"])
    for words in contents.words.values():
        yield Block(Look.FIELD, " ".join(words), said["signed_words"])
    if contents.practice:
        yield Block(Look.TEXT, said["signed_practice"])
    yield Block(Look.NOTE, said["signed_cost"])


def built_lines(of: Built) -> Iterator[str]:
    """Yield what was made, and what is not in it."""
    yield _("The kit: {place}").format(place=of.place)
    yield _("{files} files, {size}").format(files=of.files, size=size(of.bytes))
    for each in of.contents.served:
        yield f"{machine(each)}: Python {', '.join(each.pythons)}"
    lacking = [machine(each) for each in of.contents.served if not each.stands_alone]
    if lacking:
        yield _(
            "Must be on the computer already, or be installed: a Python, for {machines}."
        ).format(machines=", ".join(lacking))
    if not of.contents.words:
        yield _("It is not signed: nobody answers for it.")
