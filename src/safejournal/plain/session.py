"""The line mode: everything the app does, by numbered choices and one question a line."""

from __future__ import annotations

from contextlib import suppress

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.plain import finding, guidance, listing, recovery, today, upkeep, writing
from safejournal.plain.desk import Act, Desk, Ending, Left
from safejournal.plain.talk import suspension_ends
from safejournal.services import settings
from safejournal.wording.errors import explain
from safejournal.wording.practice import question_mark


def run(desk: Desk) -> Ending:
    """Talk until the person quits or locks, nobody answers for too long, or the terminal is gone.

    The vault is closed afterwards. What was typed into an unfinished record waits as a draft.
    """
    desk.talk.idle_minutes = settings.read(desk.vault).idle_minutes
    try:
        with suspension_ends():
            _greet(desk)
            return _offer_acts(desk)
    except TimeoutError:
        with suppress(OSError):
            desk.talk.say()
            desk.talk.say(_("Locked. What stands above stays in this window until you close it."))
        return Ending.LOCKED
    except (EOFError, OSError):  # the terminal is gone
        return Ending.QUIT
    finally:
        desk.vault.close()


def _greet(desk: Desk) -> None:
    talk = desk.talk
    if desk.vault.practice:
        talk.say(_("This is a practice journal; nothing in it is real."))
        talk.mark = question_mark()
        _go_on_with_workshop(desk)
    today.say_drafts(desk)
    today.say_pressing(desk)


def _go_on_with_workshop(desk: Desk) -> None:
    """Begin where the scenario is that is run in this practice journal, if one is."""
    from safejournal.services import sitting

    if sitting.now_running(desk.vault) is not None:
        from safejournal.plain.workshop import go_on

        with suppress(KeyboardInterrupt, SafeJournalError):
            go_on(desk)


def _offer_acts(desk: Desk) -> Ending:
    """Offer the main menu until somebody leaves. Ctrl+C leads back here, and from here out."""
    known = False
    while True:
        try:
            act = _choose(desk, known=known)
            known = True
        except KeyboardInterrupt:
            act = _quit
        try:
            act(desk)
        except Left as left:
            return left.ending
        except KeyboardInterrupt:
            desk.talk.say()
            desk.talk.say(_("Back at the beginning. What you typed into a record is kept."))
        except SafeJournalError as error:
            desk.talk.say("\n".join(part for part in explain(error) if part))


def _choose(desk: Desk, *, known: bool) -> Act:
    acts: list[tuple[str, Act]] = [
        (_("Today"), today.today),
        (_("Write a record"), writing.write_new),
        (_("Guidance"), guidance.guidance),
        (_("Check in"), _check_in),
        (_("Waiting for others"), _wait_for_others),
        (_("Records"), listing.all_records),
        (_("Search"), finding.search),
        (_("Threats"), listing.threats),
        (_("Contacts"), listing.contacts),
        (_("Documents"), listing.documents),
        (_("Timeline and calendar"), _look_over_time),
        (_("Drafts"), writing.go_on),
        (_("Undo the last removal"), writing.undo_removal),
        (_("Verify the journal"), upkeep.verify),
        (_("Backups and upkeep"), upkeep.upkeep),
        (_("Passphrase and recovery"), recovery.ways_in),
        (_("Keys and sharing"), _share),
        (_("Workshop"), _practise),
        (_("Settings"), upkeep.change_settings),
        (_("Help"), upkeep.help_),
        (_("Lock"), _lock),
        (_("Quit"), _quit),
    ]
    desk.talk.say()
    names = [name for name, _act in acts]
    question = _("What next? Number, or ? for the list: ") if known else _("What next? Number: ")
    while (chosen := desk.talk.choose(question, names, known=known)) is None:
        known = False
    return acts[chosen][1]


def _check_in(desk: Desk) -> None:
    from safejournal.plain.checkins import check_in  # with it, all of sharing is loaded

    check_in(desk)


def _share(desk: Desk) -> None:
    from safejournal.plain.sharing import sharing  # loads what reads and seals bundles

    sharing(desk)


def _look_over_time(desk: Desk) -> None:
    from safejournal.plain.pictures import over_time  # loads plans and the rules of states

    over_time(desk)


def _practise(desk: Desk) -> None:
    from safejournal.plain.workshop import workshop

    workshop(desk)


def _wait_for_others(desk: Desk) -> None:
    from safejournal.plain.silence import silences

    silences(desk)


def _lock(desk: Desk) -> None:
    desk.talk.say(_("Locked. What stands above stays in this window until you close it."))
    raise Left(Ending.LOCKED)


def _quit(desk: Desk) -> None:
    desk.talk.say(_("Closed. What stands above stays in this window until you close it."))
    raise Left(Ending.QUIT)
