"""Putting a checklist on paper: as a file in the clear, or as a card to copy by hand."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import printing
from safejournal.services.printing import Sheet
from safejournal.services.written_file import new_file
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.standing import Standing
from safejournal.tui.tell import Tell

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

FILE = "list"
"""A name that tells nothing; the person may type another one."""

_CARD = "card"
_MAKERS: dict[str, Callable[[Sheet], bytes]] = {
    "txt": lambda sheet: printing.as_text(sheet).encode(),
    "html": lambda sheet: printing.as_html(sheet).encode(),
    "pdf": printing.as_pdf,
}


async def print_out(shell: JournalApp, now: Standing) -> None:
    """Ask how, ask where, and write; or show what is still to be done as a card."""
    how = await shell.push_screen_wait(Choose(_("How shall it be printed?"), _ways()))
    sheet = now.sheet()
    if how == _CARD:
        steps = (f"{number}. {each.text}" for number, each in enumerate(now.card().entries, 1))
        await shell.push_screen_wait(Tell(now.title, "\n".join(steps)))
    elif how is not None and sheet is not None:
        if how == "pdf" and await asyncio.to_thread(_lacks_letters, sheet):
            shell.say(_("Some of its letters will be missing in a PDF: take HTML."), serious=True)
        await _write(shell, sheet, how)


def _ways() -> list[Answer[str]]:
    return [
        Answer(_CARD, _("Card"), _("only the steps, on the screen, to copy by hand")),
        Answer("txt", _("Text"), _("a file for any printer")),
        Answer("html", _("HTML"), _("a page for a browser")),
        Answer("pdf", _("PDF"), _("sheets of A4")),
    ]


async def _write(shell: JournalApp, sheet: Sheet, how: str) -> None:
    typed: str | None = f"~/{FILE}.{how}"
    while typed := await shell.push_screen_wait(_where(typed or "")):
        target = _path(typed)
        try:
            await asyncio.to_thread(_put, sheet, how, target)
        except SafeJournalError as error:
            shell.say_error(error)
        else:
            shell.say(_("Written, in the clear: {place}").format(place=target), serious=True)
            return


def _where(typed: str) -> Ask:
    explained = _(
        "It will lie there in the clear, for anybody to read. Deleting it does not surely destroy "
        "it. Esc writes nothing."
    )
    return Ask(_("Write it into which file?"), explained=explained, typed=typed)


def _put(sheet: Sheet, how: str, target: Path) -> None:
    made = _MAKERS[how](sheet)
    with new_file(target) as file:
        file.write(made)


def _lacks_letters(sheet: Sheet) -> bool:
    try:
        return printing.unprintable(sheet)
    except SafeJournalError:
        return False


def _path(typed: str) -> Path:
    """Return the path that was typed. `~name` stays as it is: nobody is asked who that is."""
    text = typed.strip()
    return Path.home() / text[2:] if text.startswith("~/") else Path(text)
