"""Backups in the line mode: written, checked, rehearsed, listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from safejournal.config import typed_path
from safejournal.errors import Refused
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.services import backups
from safejournal.services.verifying import until_interrupted
from safejournal.wording.backups import (
    age_line,
    backup_line,
    behind_line,
    done_lines,
    found,
    place_line,
    rehearsed_lines,
)

T = TypeVar("T")

Stop = Callable[[], bool]


def back_up(desk: Desk) -> None:
    """Write a backup into the place that was set, or into a file that is named."""
    place = backups.place(desk.vault)
    if place is not None:
        desk.talk.say(place_line(place))
        question = _("File to write, or Enter for that place: ")
    else:
        question = _("File to write (a stick is a good place): ")
    typed = desk.talk.ask(question)
    if not typed and place is None:
        return

    def write(stop: Stop) -> backups.Done:
        if typed:
            return backups.back_up(desk.vault, typed_path(typed), stop=stop)
        return backups.back_up_in_place(desk.vault, stop=stop)

    done = _stoppable(desk, _("Writing and verifying … (Ctrl+C stops)"), write)
    if done is not None:
        desk.talk.say_all(done_lines(done))


def check(desk: Desk) -> None:
    """Check every page, version and file of a backup."""
    path = _ask_backup(desk)
    if path is None:
        return
    result = _stoppable(
        desk,
        _("Reading every page …"),
        lambda stop: backups.check(desk.vault, path, stop=stop),
    )
    if result is not None:
        desk.talk.say(found(result[0]))
        desk.talk.say(behind_line(result[1]))


def rehearse(desk: Desk) -> None:
    """Restore a backup beside the journal, compare it, and throw it away."""
    path = _ask_backup(desk)
    if path is None:
        return
    from safejournal.services import restoring

    vault = desk.vault
    with vault.dek() as dek:
        answer = bytearray([0]) + dek
    whole = _stoppable(
        desk,
        _("Restoring and comparing … (Ctrl+C stops)"),
        lambda stop: restoring.rehearse(path, vault.place, answer, vault.clock, stop=stop),
    )
    if whole is not None:
        desk.talk.say_all(rehearsed_lines(whole))


def list_(desk: Desk) -> None:
    """Say which backups are known, and how old the last whole one is."""
    for each in backups.remembered(desk.vault):
        desk.talk.say(f"- {backup_line(each)}")
    desk.talk.say(age_line(backups.age(desk.vault)).capitalize())


def set_place(desk: Desk) -> None:
    """Set the folder that backups go to."""
    place = backups.place(desk.vault)
    if place is not None:
        desk.talk.say(place_line(place))
    typed = desk.talk.ask(_("Folder for backups, or Enter to leave it: "))
    if typed:
        desk.talk.say(place_line(backups.set_place(desk.vault, typed_path(typed))))


def _ask_backup(desk: Desk) -> Path | None:
    last = backups.last_verified(desk.vault)
    if last is not None:
        desk.talk.say(backup_line(last))
    question = _("Which backup? ") if last is None else _("Which backup? Enter for that one: ")
    typed = desk.talk.ask(question)
    if typed:
        return typed_path(typed)
    return None if last is None else Path(last.file)


def _stoppable(desk: Desk, said: str, work: Callable[[Stop], T]) -> T | None:
    """Do slow work that Ctrl+C stops."""
    desk.talk.say(said)
    with until_interrupted() as stop:
        try:
            return work(stop)
        except Refused:
            if not stop():
                raise
            desk.talk.say(_("Stopped."))
            return None
