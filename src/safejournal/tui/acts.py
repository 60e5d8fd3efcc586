"""What the app does wherever one is. The screens are loaded only when they are needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import drafts, journal
from safejournal.services.drafts import Draft

if TYPE_CHECKING:
    from safejournal.services.silence import Waiting
    from safejournal.tui.app import JournalApp


def write_new(app: JournalApp) -> None:
    """Ask which kind of record, and open its form."""
    from safejournal.tui.choose import Answer, Choose
    from safejournal.wording.kinds import kind, meant_for

    def chosen(of: Kind | None) -> None:
        if of is not None:
            open_form(app, of)

    answers = [Answer(of, kind(of), meant_for(of)) for of in Kind]
    app.push_screen(Choose(_("What do you want to write down?"), answers), chosen)


def write_note(app: JournalApp) -> None:
    """Open the form of a note at once, unless a form is being written in."""
    if hasattr(app.screen, "keep_draft"):
        app.say(_("A form is open here. Esc leaves it; what you typed is kept."))
    else:
        open_form(app, Kind.NOTE)


def open_form(
    app: JournalApp,
    kind: Kind,
    *,
    record: Record | None = None,
    draft: Draft | None = None,
    preset: Mapping[str, str] | None = None,
    then: Callable[[Record], None] | None = None,
) -> None:
    """Open a form: a new one, one over a record, or one that was left earlier.

    Once a legal matter was sealed that stands against the person, what follows from it is shown.
    """
    from safejournal.tui.form import FormScreen

    def sealed(result: Record | None) -> None:
        if result is not None:
            app.say(_("Sealed."))
            if then is not None:
                then(result)
            if kind is Kind.LEGAL:
                _show_what_follows(app, result)

    form = FormScreen(app.vault, kind, record=record, draft=draft, preset=preset)
    app.push_screen(form, sealed)


def _show_what_follows(app: JournalApp, legal: Record) -> None:
    from safejournal.tui.guidance.alert import open_alert

    open_alert(app, app.vault, legal)


def assess(app: JournalApp, *, record: Record | None = None, draft: Draft | None = None) -> None:
    """Hold a trip against the guidance: a sealed one, or one that is being written."""
    from safejournal.tui.guidance.assessment import AssessmentScreen

    app.push_screen(AssessmentScreen(app.vault, record=record, draft=draft))


def go_on(app: JournalApp, draft: Draft) -> None:
    """Open a form as it was left."""
    try:
        open_form(app, draft.kind, draft=drafts.reopen(app.vault, draft.id))
    except SafeJournalError as error:
        app.say_error(error)


def open_checklist(app: JournalApp, checklist_id: str) -> None:
    """Open a checklist where it was left."""
    from safejournal.tui.guidance import onward

    onward.open_checklist(app, app.vault, checklist_id)


def work_through(app: JournalApp, run: Record) -> None:
    """Go on with a checklist that was begun."""
    from safejournal.tui.guidance import onward

    onward.open_run(app, app.vault, run)


def open_record(app: JournalApp, record_id: str) -> None:
    """Open a record to read it."""
    from safejournal.tui.detail import Detail

    try:
        record = journal.show(app.vault, record_id)
    except SafeJournalError as error:
        app.say_error(error)
    else:
        app.push_screen(Detail(app.vault, record))


def open_sharing(app: JournalApp) -> None:
    """Open what has to do with keys and bundles, unless it is open already."""
    from safejournal.tui.sharing.home import SharingScreen

    if not isinstance(app.screen, SharingScreen):
        app.push_screen(SharingScreen(app.vault))


def share(app: JournalApp, what: str) -> None:
    """Open one of the ways into sharing, by its name."""
    from safejournal.tui.sharing.home import WAYS

    WAYS[what](app, app.vault)


def open_picture(app: JournalApp, what: str) -> None:
    """Open the timeline, the patterns or the calendar, by its name."""
    from safejournal.tui.pictures.ways import WAYS

    app.push_screen(WAYS[what](app.vault))


def give(app: JournalApp, record: Record) -> None:
    """Give a record to somebody: asked step by step, seen field by field, then written."""
    from safejournal.tui.sharing import giving

    app.run_worker(giving.give(app, app.vault, records=(record.id,)), group="sharing")


def open_workshop(app: JournalApp) -> None:
    """Open scenarios, exercises, and before and after."""
    from safejournal.tui.workshop.home import WorkshopScreen

    app.push_screen(WorkshopScreen(app.vault))


def welcome_to_seat(app: JournalApp) -> None:
    """Open what is being run in a practice journal that was made for a workshop."""
    from safejournal.tui.workshop.scenario import open_running

    open_running(app)


def open_inbox(app: JournalApp) -> None:
    """Open what others sent."""
    from safejournal.tui.sharing.inbox import InboxScreen

    app.push_screen(InboxScreen(app.vault))


def check_in(app: JournalApp, trip: Record | None = None) -> None:
    """Do, postpone or cancel the next check-in of a trip, which is asked for if it is not given."""
    from safejournal.tui.silence import checking_in

    async def work() -> None:
        await (checking_in.choose_trip(app) if trip is None else checking_in.check_in(app, trip))
        refresh(app)

    app.run_worker(work(), exclusive=True, group="checking in")


def put_on_paper(app: JournalApp) -> None:
    """Ask for whom and what, and put it on one page."""
    from safejournal.tui.sharing import on_paper

    app.run_worker(on_paper.put_on_paper(app, app.vault), exclusive=True, group="sharing")


def make_dossier(app: JournalApp) -> None:
    """Ask which records, and write them as a chronology."""
    from safejournal.tui import dossier

    app.run_worker(dossier.make_dossier(app, app.vault), exclusive=True, group="sharing")


def open_waiting(app: JournalApp) -> None:
    """Open whom this journal waits for."""
    from safejournal.tui.silence.waiting import WaitingScreen

    app.push_screen(WaitingScreen(app.vault))


def open_walk(app: JournalApp, of: Waiting) -> None:
    """Open the steps for somebody who is silent, where they were left."""
    from safejournal.tui.silence.walk import WalkScreen

    app.push_screen(WalkScreen(app.vault, of))


def open_keys(app: JournalApp, contact: Record) -> None:
    """Open the keys of a contact."""
    from safejournal.tui.sharing.keys import KeysScreen

    app.push_screen(KeysScreen(app.vault, contact))


def undo(app: JournalApp) -> None:
    """Bring back the record that was removed last."""
    from safejournal.tui.text import name

    removed = journal.last_removed(app.vault)
    if removed is None:
        app.say(_("There is nothing to bring back."))
        return
    try:
        record = journal.bring_back(app.vault, removed.id)
    except SafeJournalError as error:
        app.say_error(error)
        return
    app.say(_("Brought back: {name}").format(name=name(record)))
    refresh(app)


def refresh(app: JournalApp) -> None:
    """Let the screen on top show what has changed."""
    reload = getattr(app.screen, "reload", None)
    if reload is not None:
        reload()


def verify(app: JournalApp) -> None:
    """Check everything that is kept, and show the anchor."""
    from safejournal.tui.checking import check

    app.run_worker(check(app), exclusive=True)


def compact(app: JournalApp) -> None:
    """Write the store anew, so that it takes no more room than what is in it."""
    from safejournal.tui import compacting

    app.run_worker(compacting.compact(app), exclusive=True)


def look_after(app: JournalApp, what: str) -> None:
    """Do what is done a few times a year, by its name."""
    from safejournal.tui.upkeep.ways import WAYS

    app.run_worker(WAYS[what](app), exclusive=True)


def back_up(app: JournalApp) -> None:
    """Copy everything into one verified file, and what belongs to it."""
    from safejournal.tui.upkeep.backups import backup

    async def work() -> None:
        await backup(app)
        refresh(app)

    app.run_worker(work(), exclusive=True)


def ways_in(app: JournalApp) -> None:
    """Say what opens the journal, and let it be changed: in the terminal, after a lock."""
    from safejournal.tui import recovery

    app.run_worker(recovery.ways_in(app), exclusive=True)


def ask_whether_to_lose(
    app: JournalApp, trouble: SafeJournalError, answered: Callable[[bool | None], None]
) -> None:
    """Say that a form cannot be kept, and ask what is worse: to stay, or to lose its text."""
    from safejournal.tui.choose import sure
    from safejournal.wording.errors import explain

    question = sure(
        _("What you are writing cannot be kept."),
        _("Leave all the same; what I was writing is lost"),
        _("Stay here"),
        "\n".join(filter(None, explain(trouble))),
    )
    app.push_screen(question, answered)
