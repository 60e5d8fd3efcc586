"""Looking after the journal: verifying it, changing the passphrase, settings, help."""

from __future__ import annotations

import json

from safejournal import i18n
from safejournal.errors import Refused, SafeJournalError
from safejournal.i18n import _
from safejournal.plain.desk import Desk, Ending, Left
from safejournal.services import compacting, opening, settings, verifying
from safejournal.wording.compacting import compacted_line
from safejournal.wording.errors import explain
from safejournal.wording.verifying import report_lines, step

CHANGE = "safejournal.plain.ways_in:change_passphrase"


def verify(desk: Desk) -> None:
    """Check everything; Ctrl+C stops it. An anchor that was kept can be held against it."""
    against = desk.talk.ask(_("An anchor that you kept (six words), or Enter: ")) or None
    with verifying.until_interrupted() as stop:
        try:
            report = verifying.verify(
                desk.vault,
                language=i18n.language(),
                against=against,
                progress=lambda name, done: desk.talk.say(step(name)) if done <= 1 else None,
                stop=stop,
            )
        except Refused:
            if not stop():
                raise
            desk.talk.say(_("Stopped."))
            return
    desk.talk.say_all(report_lines(report))


def compact(desk: Desk) -> None:
    """Write the store anew; Ctrl+C stops it."""
    desk.talk.say(_("Writing the journal anew … (Ctrl+C stops)"))
    with verifying.until_interrupted() as stop:
        try:
            done = compacting.compact(desk.vault, stop)
        except Refused:
            if not stop():
                raise
            desk.talk.say(_("Stopped."))
            return
    desk.talk.say(compacted_line(done))


def change_passphrase(desk: Desk) -> None:
    """Close the journal, let a process of its own change the passphrase, and open it again."""
    vault = desk.vault
    with vault.dek() as dek:
        answer = bytearray([0]) + dek
    told = {
        "place": str(vault.place),
        "keyfile": desk.keyfile,
        "language": i18n.language(),
        "quiet": False,
    }
    vault.close()
    child = None
    try:
        child = desk.start(CHANGE, json.dumps(told).encode())
        answer = child.wait()
    except KeyboardInterrupt:
        desk.talk.say(_("The passphrase is as it was."))
    else:
        desk.talk.say(_("The passphrase is changed."))
        desk.talk.say(_("The old one still opens every older copy of the vault, such as a backup."))
    finally:
        if child is not None:
            child.stop()
        _open_again(desk, answer)


def _open_again(desk: Desk, answer: bytearray) -> None:
    """Open the vault with a key that was kept; lock when somebody else has taken it meanwhile."""
    try:
        desk.vault = opening.open_vault(desk.vault.place, answer, desk.vault.clock)
    except SafeJournalError as error:
        desk.talk.say(explain(error)[0])
        raise Left(Ending.LOCKED) from None


def change_settings(desk: Desk) -> None:
    """Set after how many minutes without an answer the journal locks."""
    present = settings.read(desk.vault).idle_minutes
    desk.talk.say(
        _("Minutes without a key until it locks, 0 for never. Now: {n}").format(n=present)
    )
    while typed := desk.talk.ask(_("Minutes, or Enter to leave it: ")):
        if typed.isdecimal() and int(typed) <= settings.LONGEST_IDLE_MINUTES:
            desk.talk.idle_minutes = settings.set_idle_minutes(desk.vault, int(typed)).idle_minutes
            return
        highest = settings.LONGEST_IDLE_MINUTES
        desk.talk.say(_("A number from 0 to {n}.").format(n=highest))


def help_(desk: Desk) -> None:
    """Say how the line mode is used."""
    for sentence in (
        _("Everything is chosen by its number; ? says the choices; Enter goes back or goes on."),
        _("At a question, - empties the answer, ? explains it, ! ends the questions."),
        _("A text of several lines ends with a line that holds only a full stop."),
        _("Times are typed as they are said: yesterday evening; about May 2024; 14.03.2025."),
        _("Ctrl+C leads back to the first menu, and from there out. Nothing typed is lost."),
        _("Ctrl+Z locks. So does the journal itself when nobody answers for a while."),
        _("What you read stays in this window until it is closed: close it when you leave."),
    ):
        desk.talk.say(sentence)
