"""Writing a sheet out: to standard output, or to a new file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import Refused, WrongUsage
from safejournal.i18n import _
from safejournal.services import printing

if TYPE_CHECKING:
    from safejournal.services.printing import Sheet


def form_of(session: Session, form: str | None, target: str) -> str:
    """Return which form is meant: the one named, or what the file's name says, or text.

    Raises WrongUsage or Refused, before anything is unlocked, for a PDF that would land on a
    terminal or in JSON.
    """
    form = form or printing.form_of(target)
    if form == "pdf" and target == "-":
        if session.json:
            raise WrongUsage("A PDF does not fit into JSON: name a file with -o.")
        if sys.stdout.isatty():
            raise Refused("A PDF is not written to a terminal.", hint="Name a file with -o.")
    return form


def print_sheet(session: Session, sheet: Sheet, form: str, target: str, *, force: bool) -> None:
    """Write a sheet out in one of its forms."""
    made = printing.made(sheet, form)
    if form == "pdf" and printing.unprintable(sheet):
        tell(_("Some letters have no picture in the PDF’s fonts; the HTML shows them."))
    if target == "-":
        if session.json:
            answer(session, lambda: {"format": form, "content": made.decode()}, list)
        else:
            sys.stdout.flush()
            sys.stdout.buffer.write(made)
        return
    from safejournal.services.written_file import new_file

    with new_file(Path(target), force=force) as file:
        file.write(made)
    if not session.json:
        tell(_("What is written out lies in the clear: whoever finds the file can read it."))
    answer(session, lambda: {"format": form, "file": target}, lambda: [target])
