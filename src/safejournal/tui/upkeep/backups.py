"""Backing up from the app: into the place that was set, or a file; checked, and said when done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from safejournal.config import typed_path
from safejournal.errors import Damaged, SafeJournalError
from safejournal.i18n import _
from safejournal.services import backups
from safejournal.services.backups import Done
from safejournal.services.verifying import Verified
from safejournal.tui.ask import Ask
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.tell import Tell
from safejournal.tui.working import Report, Working
from safejournal.wording.backups import (
    age_line,
    backup_line,
    behind_line,
    done_lines,
    found,
    place_line,
)
from safejournal.wording.errors import explain

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

T = TypeVar("T")


async def backup(app: JournalApp) -> None:
    """Ask what is wanted: a backup here or there, the place, a check of one, the list."""
    place = backups.place(app.vault)
    answers = [
        Answer(_write_there, _("Back up now"), place_line(place))
        if place is not None
        else Answer(_set_place, _("Set a place"), _("A folder, for example on a stick")),
        Answer(_write_file, _("Back up into a file"), _("Named by you")),
        Answer(_check, _("Check a backup"), _("Every page, version and file of it")),
        Answer(_rehearse, _("Rehearse restoring"), _("Restores, compares, throws it away")),
        Answer(_list, _("List the backups"), age_line(backups.age(app.vault))),
    ]
    if place is not None:
        answers.append(Answer(_set_place, _("Set another place"), place.folder))
    chosen = await app.push_screen_wait(Choose(_("Backups"), answers))
    if chosen is not None:
        try:
            await chosen(app)
        except SafeJournalError as error:
            app.say_error(error)


async def _write_there(app: JournalApp) -> None:
    await _work(app, lambda r: backups.back_up_in_place(app.vault, stop=r.stopped, progress=_to(r)))


async def _write_file(app: JournalApp) -> None:
    path = await _ask_path(app, _("Into which file?"), _("A new one; a stick is a good place."))
    if path is not None:
        await _work(
            app, lambda r: backups.back_up(app.vault, path, stop=r.stopped, progress=_to(r))
        )


def _to(report: Report) -> Callable[[int, int], None]:
    def progress(done: int, whole: int) -> None:
        if not report.stopped():  # nothing may be raised while the database is read
            report(done, whole)

    return progress


async def _work(app: JournalApp, does: Callable[[Report], Done]) -> None:
    done = await _watched(app, _("Writing and verifying a backup"), does)
    if done is not None:
        app.push_screen(Tell(_("Backed up"), "\n\n".join(done_lines(done))))


async def _watched(app: JournalApp, what: str, does: Callable[[Report], T]) -> T | None:
    """Do slow work with Esc to stop it; tell damage until it is read."""

    def heard(report: Report) -> T | Damaged:
        try:
            return does(report)
        except Damaged as error:
            return error

    working: Working[T | Damaged] = Working(what, heard)
    result = await app.push_screen_wait(working)
    if isinstance(result, Damaged):
        app.push_screen(Tell(_("Damage was found"), "\n\n".join(filter(None, explain(result)))))
        return None
    return result


async def _set_place(app: JournalApp) -> None:
    explained = _(
        "The last three backups stay there. A small file marks the place, so that an empty folder"
        " where the stick should be is never taken for it."
    )
    path = await _ask_path(app, _("Into which folder shall backups go?"), explained)
    if path is not None:
        app.say(place_line(backups.set_place(app.vault, path)))


async def _check(app: JournalApp) -> None:
    path = await _ask_path(app, _("Which backup?"), "", _last(app))
    if path is None:
        return

    def does(report: Report) -> tuple[Verified, int]:
        return backups.check(app.vault, path, stop=report.stopped)

    result = await _watched(app, _("Verifying the backup"), does)
    if result is not None:
        verified, behind = result
        app.push_screen(Tell(_("Verified"), f"{found(verified)}\n\n{behind_line(behind)}"))


async def _rehearse(app: JournalApp) -> None:
    path = await _ask_path(
        app,
        _("Which backup?"),
        _("It is restored beside the journal, compared, and thrown away again."),
        _last(app),
    )
    if path is None:
        return
    from safejournal.services import restoring
    from safejournal.services.restoring import Whole
    from safejournal.wording.backups import rehearsed_lines

    vault = app.vault
    with vault.dek() as dek:
        answer = bytearray([0]) + dek

    def does(report: Report) -> Whole:
        return restoring.rehearse(path, vault.place, answer, vault.clock, stop=report.stopped)

    result = await _watched(app, _("Rehearsing"), does)
    if result is not None:
        app.push_screen(Tell(_("It restores"), "\n\n".join(rehearsed_lines(result))))


async def _list(app: JournalApp) -> None:
    known = backups.remembered(app.vault)
    lines = [backup_line(each) for each in reversed(known)] or [age_line(None)]
    app.push_screen(Tell(_("Backups"), "\n\n".join(lines)))


def _last(app: JournalApp) -> str:
    last = backups.last_verified(app.vault)
    return "" if last is None else last.file


async def _ask_path(app: JournalApp, question: str, explained: str, typed: str = "") -> Path | None:
    answer = await app.push_screen_wait(Ask(question, explained=explained, typed=typed))
    return typed_path(answer) if answer and answer.strip() else None
