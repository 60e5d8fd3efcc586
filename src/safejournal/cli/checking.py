"""Holding the journal to what was written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.input import read_words
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import Damaged, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.verifying import Report


@click.command(
    cls=Act,
    help=_(
        "Check every page, version, file and the chain, and give the anchor: six words to keep"
        " outside.\n\n--against holds an anchor that you kept, six words or the digest, against the"
        " journal; `-` reads it from standard input.\n\nCOPY is a backup, or a vault on a disk that"
        " takes no writing: it is verified where it lies, and nothing is written."
    ),
)
@click.argument("copy", required=False)
@click.option("--against", metavar="ANCHOR|-", help=_("An anchor that was kept."))
@click.pass_obj
def verify(session: Session, copy: str | None, against: str | None) -> None:
    """Verify the journal."""
    from safejournal.services.opening import is_writable

    if copy is not None or (session.place.is_dir() and not is_writable(session.place)):
        _verify_copy(session, session.place if copy is None else Path(copy), against)
        return
    if against == "-":
        against = read_words(session, "-")
    with session.vault() as vault:
        from safejournal import i18n
        from safejournal.services import verifying
        from safejournal.wording.verifying import report_lines

        with verifying.until_interrupted() as stop:
            try:
                report = verifying.verify(
                    vault, language=i18n.language(), against=against, progress=_show, stop=stop
                )
            except Refused:
                if stop():
                    raise KeyboardInterrupt from None
                raise
        answer(session, lambda: _document(report), lambda: report_lines(report))
    _refuse_doubt(report)


def _verify_copy(session: Session, place: Path, against: str | None) -> None:
    if against is not None:
        raise WrongUsage("A copy is verified by itself; --against holds for the journal.")
    from safejournal.cli.backups import found, stopped_by_ctrl_c, unlock_copy

    opened = unlock_copy(session, place)
    from safejournal import i18n
    from safejournal.services import restoring
    from safejournal.wording.backups import copy_lines

    with stopped_by_ctrl_c() as stop:
        whole = restoring.verify(place, opened, language=i18n.language(), progress=_show, stop=stop)
    answer(session, lambda: found(whole), lambda: copy_lines(whole))


def _show(step: str, done: int) -> None:
    from safejournal.wording.verifying import step as said

    if sys.stderr.isatty() and done <= 1:  # the first of each step
        sys.stderr.write(said(step) + "\n")


def _document(report: Report) -> dict[str, Any]:
    found: dict[str, Any] = {
        "whole": True,
        "events": report.verified.events,
        "versions": report.verified.versions,
        "erased": report.verified.erased,
        "files": report.verified.files,
        "anchor": {"words": " ".join(report.anchor.words), "digest": report.anchor.digest},
    }
    if report.compared is not None:
        found["against"] = {
            "standing": report.compared.standing.value,
            "days": report.compared.days,
            "events": report.compared.events,
        }
    return found


def _refuse_doubt(report: Report) -> None:
    """End with a code of its own when the anchor does not fit: the answer has been given."""
    from safejournal.services.anchors import Standing

    if report.compared is None:
        return
    if report.compared.standing is Standing.UNKNOWN:
        raise Damaged("The journal was never where the anchor says that it stood.")
    if report.compared.standing is Standing.ANOTHER:
        raise Refused("The anchor is that of another journal.")
