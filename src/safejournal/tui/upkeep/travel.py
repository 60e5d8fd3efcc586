"""Travelling with little, from the app: chosen and sealed here, left and returned in the terminal.

What asks for a secret is asked in the terminal, after a lock; sealing to a contact asks for none.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.config import typed_path
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import correspondents, travelling
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.tell import Tell
from safejournal.tui.upkeep.travel_choosing import StayingScreen
from safejournal.tui.working import Report, Working
from safejournal.wording import travelling as wording
from safejournal.wording.names import name_of

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.services.travelling import Preview
    from safejournal.services.travelling_drill import Drilled
    from safejournal.services.travelling_package import Package
    from safejournal.tui.app import JournalApp

_SEAL, _LEAVE = ("travel-light", "seal"), ("travel-light", "leave")

HIGH = 22
"""Lines from which on the answers have room below an explanation."""


async def travel(app: JournalApp) -> None:
    """Say where things stand, and let the next step be taken, until somebody goes back."""
    while (step := await app.push_screen_wait(await _steps(app))) is not None:
        try:
            if not await step(app):
                return
        except SafeJournalError as error:
            app.say_error(error)


Step = Callable[["JournalApp"], Awaitable[bool]]
"""One step; False when the app is about to lock."""


async def _steps(app: JournalApp) -> Choose[Step]:
    # Aside, since a large journal is read through to tell whether it has changed since.
    seen, stands = await asyncio.to_thread(_where_things_stand, app.vault)
    answers: list[Answer[Step]] = [
        Answer(_choose, _("Choose what may stay"), wording.counted(seen.stays)),
        Answer(_drill, _("Practise"), _("on a copy that is thrown away")),
        Answer(_seal_to_contact, _("Seal to a contact"), wording.counted(seen.goes)),
        Answer(_seal_to_sheet, _("Seal to a sheet"), _("a key on paper, which stays behind")),
        Answer(_leave, _("Leave with little"), _("once it is proven")),
        Answer(_come_back, _("Come back"), _("with what was written since")),
        Answer(_open_for_other, _("Open for somebody"), _("a package sealed to you")),
        Answer(_say_what_shows, _("What remains"), _("for an examiner to see")),
    ]
    explained = stands if app.size.height >= HIGH else ""
    return Choose(_("Travel with little"), answers, explained=explained)


def _where_things_stand(vault: Vault) -> tuple[Preview, str]:
    from safejournal.services import travelling_package

    sealed = travelling_package.package(vault)
    present = sealed is not None and travelling_package.is_present(vault, sealed)
    return travelling.preview(vault), wording.package_line(sealed, present=present)


async def _choose(app: JournalApp) -> bool:
    await app.push_screen_wait(StayingScreen(app.vault))
    return True


async def _drill(app: JournalApp) -> bool:
    from safejournal.services import travelling_drill

    steps = travelling_drill.STEPS

    def does(report: Report) -> Drilled:
        def told(step: str) -> None:
            if not report.stopped():
                report(steps.index(step) + 1, len(steps))

        return travelling_drill.drill(app.vault, told=told, stop=report.stopped)

    working = Working(_("Practising on a copy"), does, figures=lambda n, _of: _figure(steps, n))
    done = await app.push_screen_wait(working)
    if done is not None:
        await app.push_screen_wait(Tell(_("Practised"), _text(wording.drilled_lines(done))))
    return True


def _figure(steps: tuple[str, ...], count: int) -> str:
    return wording.drill_step(steps[count - 1]) if count else ""


async def _seal_to_contact(app: JournalApp) -> bool:
    vault = app.vault
    contacts = correspondents.with_keys(vault)
    if not contacts:
        app.say(_("No contact has a key yet: a package is sealed to one, or to a sheet."))
        return True
    answers = [Answer(each.id, name_of(each)) for each in contacts]
    contact = await app.push_screen_wait(Choose(_("Who is to hold the package?"), answers))
    if contact is None or not await _trusts(app, contact):
        return True
    path = await _ask_path(app, _("Into which file?"), _("A stick that stays behind, for example."))
    if path is not None:
        await _seal(app, contact, path)
    return True


async def _trusts(app: JournalApp, contact: str) -> bool:
    key = correspondents.key_of(app.vault, contact)
    if key is None or key.compared is not None:
        return True
    asked = _("The words of this key were never compared. Seal it all the same?")
    question = sure(asked, _("Seal it"), _("Not now"))
    said = await app.push_screen_wait(question)
    return said is True


async def _seal(app: JournalApp, contact: str, path: Path) -> None:
    from safejournal.services import travelling_package

    def does(report: Report) -> Package:
        return travelling_package.seal_to_contact(app.vault, contact, path, stop=report.stopped)

    working = Working(_("Sealing, opening, restoring and comparing …"), does)
    sealed = await app.push_screen_wait(working)
    if sealed is not None:
        await app.push_screen_wait(Tell(_("Sealed"), _text(wording.sealed_lines(sealed))))


async def _seal_to_sheet(app: JournalApp) -> bool:
    path = await _ask_path(app, _("Into which file?"), _("The sheet is shown in the terminal."))
    if path is None:
        return True
    app.lock_for((*_SEAL, "--sheet", "-o", str(path)))
    return False


async def _leave(app: JournalApp) -> bool:
    from safejournal.services import travelling_leave

    travelling_leave.check_ready(app.vault)
    app.lock_for(_LEAVE)
    return False


async def _come_back(app: JournalApp) -> bool:
    explained = _("The package with a sheet, or the file that the contact opened.")
    path = await _ask_path(app, _("Come back from which file?"), explained)
    if path is None:
        return True
    app.lock_for(("return", str(path)))
    return False


async def _open_for_other(app: JournalApp) -> bool:
    from safejournal.services import travelling_package

    explained = _("What is in it opens by their passphrase alone.")
    file = await _ask_path(app, _("Which package?"), explained)
    into = None if file is None else await _ask_path(app, _("Where shall the file in it go?"), "")
    if file is None or into is None:
        return True

    def does(_report: Report) -> str:
        return travelling_package.open_for_other(app.vault, file, into)

    code = await app.push_screen_wait(Working(_("Opening the package …"), does))
    if code is not None:
        told = _text(wording.opened_lines(code, str(into)))
        await app.push_screen_wait(Tell(_("Opened"), told))
    return True


async def _say_what_shows(app: JournalApp) -> bool:
    told = "\n\n".join(_(each) for each in wording.WHAT_SHOWS)
    await app.push_screen_wait(Tell(_("What an examiner can still see"), told))
    return True


def _text(lines: Iterable[str]) -> str:
    return "\n\n".join(lines)


async def _ask_path(app: JournalApp, question: str, explained: str) -> Path | None:
    answer = await app.push_screen_wait(Ask(question, explained=explained))
    return typed_path(answer) if answer and answer.strip() else None
