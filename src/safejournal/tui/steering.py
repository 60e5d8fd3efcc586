"""Finding one's way and setting the app: search, palette, help, looks, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.tui import acts

if TYPE_CHECKING:
    from safejournal.services.settings import Settings
    from safejournal.tui.app import JournalApp


async def find(app: JournalApp) -> None:
    """Go to the journal, into its line for searching."""
    from safejournal.tui.journal import Journal

    await app.switch_mode("journal")
    while len(app.screen_stack) > 1 and not hasattr(app.screen, "keep_draft"):
        await app.pop_screen()
    if isinstance(app.screen, Journal):
        app.screen.action_search()
    else:
        app.say(_("A form is open in the journal. Esc leaves it; what you typed is kept."))


async def use_filter(app: JournalApp, number: int) -> None:
    """Go to the journal, unless a form is open there, and show what a kept filter lets through."""
    from safejournal.services.filters import kept
    from safejournal.tui.filters import wanted
    from safejournal.tui.journal import Journal

    await find(app)
    if isinstance(app.screen, Journal):
        app.screen.show_wanted(wanted(kept(app.vault)[number]))


def open_palette(app: JournalApp) -> None:
    """Show the palette, unless it is open already, and do what is chosen in it."""
    from safejournal.tui.palette import Act, Palette, acts_of

    async def chosen(what: Act | Record | None) -> None:
        if isinstance(what, Record):
            acts.open_record(app, what.id)
        elif what is not None:
            await app.run_action(what.action, what.node)

    if not isinstance(app.screen, Palette):
        app.push_screen(Palette(app.vault, acts_of(app.screen)), chosen)


def open_help(app: JournalApp, *, limits: bool = False) -> None:
    """Show the help about the screen on top, unless it is open already."""
    from safejournal.tui.help import Help
    from safejournal.tui.palette import acts_of

    if not isinstance(app.screen, Help):
        app.push_screen(Help(acts_of(app.screen), limits=limits))


def open_handbook(app: JournalApp) -> None:
    """Open the handbook, unless it is open already."""
    from safejournal.tui.handbook import HandbookScreen

    if not isinstance(app.screen, HandbookScreen):
        app.push_screen(HandbookScreen(app.vault))


def choose_look(app: JournalApp) -> None:
    """Ask how the app shall look, from now on."""
    from safejournal.services import settings
    from safejournal.services.settings import LOOKS
    from safejournal.tui.choose import Answer, Choose
    from safejournal.tui.theme import NAMES

    def chosen(look: str | None) -> None:
        if look is None:
            return
        app.theme = look
        try:
            settings.set_look(app.vault, look)
        except SafeJournalError as error:
            app.say_error(error)

    at = LOOKS.index(app.theme) if app.theme in LOOKS else 0
    answers = [Answer(look, _(NAMES[look])) for look in LOOKS]
    app.push_screen(Choose(_("How shall it look?"), answers, at=at), chosen)


def open_settings(app: JournalApp) -> None:
    """Offer what can be set."""
    from safejournal.tui import settings

    settings.open_settings(app)


def use_keys(app: JournalApp, chosen: Settings) -> None:
    """Let the app do what is set about its keys."""
    from safejournal.tui import settings

    settings.use(app, chosen)


def ask_idle(app: JournalApp) -> None:
    """Ask after how many minutes without a key the journal locks."""
    from safejournal.services import settings
    from safejournal.tui.ask import Ask

    def answered(typed: str | None) -> None:
        if typed is None:
            return
        try:
            minutes = int(typed)
            app.idle_minutes = settings.set_idle_minutes(app.vault, minutes).idle_minutes
        except ValueError:
            app.say(_("A whole number of minutes is asked for here."))
        except SafeJournalError as error:
            app.say_error(error)

    explained = _("0 means never. Ctrl+L locks at once, always.")
    question = _("Lock after how many minutes without a key?")
    app.push_screen(Ask(question, explained=explained, typed=f"{app.idle_minutes:g}"), answered)
