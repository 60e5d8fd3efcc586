"""Complete copies: made, verified, restored, rehearsed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import config, i18n
from safejournal.cli.options import Act
from safejournal.cli.output import answer, progress_on_terminal
from safejournal.cli.session import UNLOCK, Session
from safejournal.errors import NotFound, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Callable

    from safejournal.services.backups import Done, Place
    from safejournal.services.opening import Vault
    from safejournal.services.restoring import Whole


@click.command(
    cls=Act,
    help=_(
        "Write the whole vault into FILE, open it again and check all of it, then say done. Without"
        " FILE it goes to the place that --place has set, which holds the last three."
        "\n\n--rehearse restores FILE, compares every digest, and throws the copy away. The backup"
        " opens with what opens the vault now."
    ),
)
@click.argument("file", required=False)
@click.option("--rehearse", metavar="FILE", help=_("Try whether this backup restores."))
@click.option("--place", metavar="FOLDER", help=_("Let backups go there from now on."))
@click.option("--keep", type=click.IntRange(1, 100), metavar="N", help=_("How many it holds."))
@click.option("--list", "list_", is_flag=True, help=_("List the backups that are known."))
@click.option("--force", is_flag=True, help=_("Replace a file that stands there."))
@click.pass_obj
def backup(
    session: Session,
    file: str | None,
    rehearse: str | None,
    place: str | None,
    keep: int | None,
    *,
    list_: bool,
    force: bool,
) -> None:
    """Back up, or what belongs to it."""
    asked = [each for each in (file, rehearse, place, list_ or None) if each is not None]
    if len(asked) > 1 or (keep is not None and place is None):
        raise WrongUsage("Give a FILE, or one of --rehearse, --place (with --keep) and --list.")
    if rehearse is not None:
        _rehearse(session, Path(rehearse))
        return
    with session.vault() as vault:
        if list_:
            _list(session, vault)
        elif place is not None:
            _set_place(session, vault, Path(place), keep)
        else:
            _back_up(session, vault, file, force=force)


def _back_up(session: Session, vault: Vault, file: str | None, *, force: bool) -> None:
    from safejournal.services import backups
    from safejournal.wording.backups import done_lines

    progress = progress_on_terminal(_("Writing …"))
    with stopped_by_ctrl_c() as stop:
        if file is None:
            done = backups.back_up_in_place(vault, stop=stop, progress=progress)
        else:
            done = backups.back_up(vault, Path(file), force=force, stop=stop, progress=progress)
    answer(session, lambda: _done(done), lambda: done_lines(done))


def _done(done: Done) -> dict[str, Any]:
    return {
        "file": done.backup.file,
        "size": done.size,
        "made": done.backup.made,
        "verified": done.backup.verified,
        "versions": done.verified.versions,
        "files": done.verified.files,
        "removed": list(done.removed),
    }


def _set_place(session: Session, vault: Vault, folder: Path, keep: int | None) -> None:
    from safejournal.services import backups
    from safejournal.wording.backups import place_line

    chosen = backups.set_place(vault, folder, keep or backups.KEPT)
    answer(session, lambda: _place(chosen), lambda: [place_line(chosen)])


def _place(chosen: Place) -> dict[str, Any]:
    return {"place": chosen.folder, "keep": chosen.keep, "there": chosen.there}


def _list(session: Session, vault: Vault) -> None:
    from safejournal.services import backups
    from safejournal.wording.backups import age_line, backup_line, place_line

    known, chosen, age = backups.remembered(vault), backups.place(vault), backups.age(vault)

    def lines() -> Iterator[str]:
        yield from map(backup_line, known)
        yield age_line(age)
        if chosen is not None:
            yield place_line(chosen)

    def document() -> dict[str, Any]:
        return {
            "backups": [
                {
                    "file": each.file,
                    "made": each.made,
                    "verified": each.verified or None,
                    "there": each.there,
                }
                for each in known
            ],
            "age_days": age,
            "place": None if chosen is None else _place(chosen),
        }

    answer(session, document, lines)


def _rehearse(session: Session, file: Path) -> None:
    opened = unlock_copy(session, file)
    from safejournal.services import restoring
    from safejournal.wording.backups import rehearsed_lines

    clock = config.clock(session.today)
    with stopped_by_ctrl_c() as stop:
        whole = restoring.rehearse(
            file, session.place, opened, clock, language=i18n.language(), stop=stop
        )
    answer(session, lambda: found(whole), lambda: rehearsed_lines(whole))


@click.command(
    cls=Act,
    help=_(
        "Make a vault out of a backup, where none stands (--vault names the place), and check all"
        " of it first. It opens with what opened the vault on the day of the backup."
    ),
)
@click.argument("file")
@click.pass_obj
def restore(session: Session, file: str) -> None:
    """Restore a backup."""
    from safejournal.services.beginning import refuse_taken

    refuse_taken(session.place)
    opened = unlock_copy(session, Path(file))
    from safejournal.services import restoring
    from safejournal.wording.backups import restored_lines

    with stopped_by_ctrl_c() as stop:
        whole = restoring.restore(
            Path(file), session.place, opened, language=i18n.language(), stop=stop
        )
    answer(
        session,
        lambda: {"vault": str(session.place)} | found(whole),
        lambda: restored_lines(whole, str(session.place)),
    )


def unlock_copy(session: Session, place: Path) -> bytearray:
    """Have the passphrase of a copy asked for, and return what the child answers."""
    if not place.exists():
        raise NotFound("There is no file at that place.")
    parts = (str(place), session.keyfile or "", i18n.language())
    child = session.start(
        UNLOCK,
        b"\0".join(os.fsencode(part) for part in parts),
        first=i18n.PROMPTS[i18n.language()],
    )
    try:
        return child.wait()
    finally:
        child.stop()


def found(whole: Whole) -> dict[str, Any]:
    """Return what was found in a copy, as a document."""
    return {
        "whole": True,
        "events": whole.verified.events,
        "versions": whole.verified.versions,
        "erased": whole.verified.erased,
        "files": whole.verified.files,
        "digest": whole.digest,
        "anchor": {"words": " ".join(whole.anchor.words), "digest": whole.anchor.digest},
    }


@contextmanager
def stopped_by_ctrl_c() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether Ctrl+C was pressed; the refusal that follows is an interruption."""
    from safejournal.services.verifying import until_interrupted

    with until_interrupted() as stop:
        try:
            yield stop
        except Refused:
            if stop():
                raise KeyboardInterrupt from None
            raise
