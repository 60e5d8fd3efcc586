"""Holding the journal to what was written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.input import read_words
from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import Damaged, Refused
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.verifying import Report


@click.command(
    cls=Act,
    help=_(
        "Check every page, version, file and the chain, and give the anchor: six words to keep"
        " outside.\n\n--against holds an anchor that you kept, six words or the digest, against the"
        " journal; `-` reads it from standard input."
    ),
)
@click.option("--against", metavar="ANCHOR|-", help=_("An anchor that was kept."))
@click.pass_obj
def verify(session: Session, against: str | None) -> None:
    """Verify the journal."""
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
