"""Looking after the journal: verifying it, compacting it, settings, help."""

from __future__ import annotations

from safejournal import i18n
from safejournal.errors import Refused
from safejournal.i18n import _
from safejournal.plain import backups, handbook
from safejournal.plain.desk import Desk, Ending, Left
from safejournal.services import compacting, first_steps, settings, verifying
from safejournal.services.first_steps import Step
from safejournal.wording.compacting import compacted_line
from safejournal.wording.limits import limit_lines
from safejournal.wording.verifying import report_lines, step


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


def upkeep(desk: Desk) -> None:
    """Offer what is done a few times a year."""
    acts = (
        (_("Back up"), backups.back_up),
        (_("Check a backup"), backups.check),
        (_("Rehearse restoring"), backups.rehearse),
        (_("List the backups"), backups.list_),
        (_("Set the place for backups"), backups.set_place),
        (_("Compact the journal"), compact),
        (_("Border mode"), border),
        (_("Travel with little, and come back"), travel),
        (_("This machine: traces that it keeps"), machine),
        (_("Panic: end every open window of the program at once"), panic),
    )
    chosen = desk.talk.choose(_("Number, or Enter: "), [name for name, _act in acts])
    if chosen is not None:
        acts[chosen][1](desk)


def border(desk: Desk) -> None:
    """Prepare the way back with a contact, leave it as the only one, or come back."""
    from safejournal.plain.border import border as talk

    talk(desk)


def travel(desk: Desk) -> None:
    """Leave everything in a sealed package, go with a small journal, and come back."""
    from safejournal.plain.travelling import travel as talk

    talk(desk)


def machine(desk: Desk) -> None:
    """Say which traces this machine keeps, and what it does not protect."""
    from safejournal.services.doctor import examine
    from safejournal.wording.doctor import findings

    desk.talk.say_all(findings(examine(desk.vault.place, desk.vault)))


def panic(desk: Desk) -> None:
    """End this instance and every other one, without a question."""
    from safejournal.services.panic import end_all_aside

    end_all_aside()
    desk.talk.say(_("Everything ends now."))
    raise Left(Ending.QUIT)


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
    """Say how the line mode is used, and offer the handbook."""
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
    say_limits(desk)
    desk.talk.say()
    handbook.read(desk)


def say_limits(desk: Desk) -> None:
    """Say what this does not protect from, and note that it was said."""
    desk.talk.say(_("What this does not protect you from:"))
    desk.talk.say_all(f"- {each}" for each in limit_lines())
    first_steps.put_aside(desk.vault, Step.LIMITS)
