"""The terminal app: its places, its keys, and how it is left.

The law of this module: whoever leaves, and however (lock, idle, suspend, end, fall), what stands in
open forms is sealed into the vault first; then the vault is closed; then the process ends in one of
the three ways of `process.endings`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from textual import events
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.screen import Screen
from textual.theme import Theme

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.process import endings
from safejournal.services import settings
from safejournal.tui import acts, places, steering
from safejournal.tui.cover import Cover, too_small
from safejournal.tui.hardened import Ending, HardenedApp
from safejournal.tui.keys import key
from safejournal.tui.theme import OWN_VARIABLES, THEMES, first_look
from safejournal.tui.today import HIGH
from safejournal.wording.errors import explain

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


class JournalApp(HardenedApp):
    """The journal on the screen."""

    TITLE = "journal"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    DEFAULT_MODE = "today"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (HIGH, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        key("f2,n", "new", _("New"), _("Write a new record; its kind is asked first.")),
        key("q", "note", _("Quick note"), _("Write a note at once; F10 seals it."), show=False),
        key("f3,/", "find", _("Find"), _("Search in everything that you wrote.")),
        key("f4,ctrl+p", "command_palette", _("Acts"), _("List everything that can be done here.")),
        key("f5", "go('today')", _("Today"), _("What is due and what is unfinished."), show=False),
        key("f6", "go('journal')", _("Journal"), _("All records."), show=False),
        key("f7", "go('threats')", _("Threats"), _("Threats and their incidents."), show=False),
        key("f8", "go('contacts')", _("Contacts"), _("People and offices."), show=False),
        key(
            "f9", "go('documents')", _("Documents"), _("Papers and when they run out."), show=False
        ),
        key(
            "f11,g",
            "go('guidance')",
            _("Guidance"),
            _("Trips held against what happened to others; checklists."),
            show=False,
        ),
        key(
            "c",
            "sharing",
            _("Sharing"),
            _("Keys, what others sent you, and giving something to somebody."),
            show=False,
        ),
        key("f12", "look", _("Look"), _("Dark, light, high contrast, no colours."), show=False),
        key("u", "undo", _("Undo"), _("Bring back the record removed last."), show=False),
        key("ctrl+l", "lock", _("Lock"), _("Lock at once. Open forms are kept."), first=True),
        key(
            "ctrl+z",
            "suspend_process",
            _("Lock"),
            _("Lock, as Ctrl+L does. In a long text it undoes instead."),
            show=False,
        ),
        key("ctrl+q", "quit", _("Quit"), _("Leave. Open forms are kept."), show=False, first=True),
        key(
            "ctrl+k",
            "panic",
            _("Panic"),
            _("End every open window of the program at once, this one first."),
            show=False,
            first=True,
        ),
        key("f1", "help", _("Help"), _("Tell the keys of this screen."), first=True),
        key("question_mark", "help", _("Help"), show=False),
    ]

    theme: Reactive[str] = Reactive(first_look)
    """The look. Chosen before the first picture: choosing it later would draw everything twice."""

    def __init__(self, vault: Vault, *, arguments: Sequence[str] = ()) -> None:
        self.vault = vault
        self._arguments = arguments
        self._first: tuple[str, ...] = ()
        chosen = settings.read(vault)
        # Before anything is made: Textual reads the colours into its style sheet at once.
        vars(self)["_reactive_theme"] = first_look(chosen.look)
        super().__init__()
        for mode, screen in places.SCREENS.items():
            self.add_mode(mode, partial(screen, vault))
        self.idle_minutes = chosen.idle_minutes
        if chosen.keys or chosen.letters_move:
            steering.use_keys(self, chosen)
        self._asking = False

    def on_mount(self) -> None:
        """Begin to watch the size of the window."""
        self.screen_change_signal.subscribe(self, lambda _screen: self._fit(self.size))
        if self.vault.practice:
            self.call_after_refresh(acts.welcome_to_seat, self)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """Return our looks alone. Textual asks for this on every line that it paints."""
        return THEMES

    def on_ready(self) -> None:
        """Once the first picture stands, let garbage be collected again, without what was loaded.

        Going through all that was loaded takes tens of milliseconds, each time in the middle of
        something, and finds nothing: it is there to stay.
        """
        if self._in_terminal:
            gc.freeze()
            gc.enable()

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return values for our own colours, which other themes lack."""
        return OWN_VARIABLES

    def get_system_commands(self, screen: Screen[Any]) -> Iterator[SystemCommand]:
        """Offer nothing of Textual's own: a screenshot would be a file in the clear."""
        yield from ()

    def get_screen(self, screen: Any, screen_class: Any = None) -> Any:  # noqa: ANN401 (overloaded)
        """Return a screen, marked for ever when the vault is one for practice.

        Every screen passes here before it is shown, dialogs and the palette too. The mark is the
        screen's own border, which no widget can cover.
        """
        found = super().get_screen(screen, screen_class)
        if (
            not found.is_running
        ):  # its styles come from the sheet as it is: no need to parse it anew
            vars(found)["_css_update_count"] = self._css_update_count
        if self.vault.practice:
            found.add_class("-practice")
            found.border_title = Content(_("PRACTICE – nothing here is real"))
        return found

    def on_resize(self, event: events.Resize) -> None:
        """Cover a window that has become too small."""
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        covers = self.screen.query(Cover)
        if not too_small(size):
            covers.remove()
        elif not covers:
            self.screen.mount(Cover())

    # Places and records.

    def action_go(self, mode: str) -> None:
        """Go to one of the six places."""
        self.switch_mode(mode)

    def action_new(self) -> None:
        """Ask which kind of record, and open its form."""
        acts.write_new(self)

    def action_note(self) -> None:
        """Open the form of a note at once: the quickest way to keep something."""
        acts.write_note(self)

    async def action_find(self) -> None:
        """Go to the journal and type what is sought."""
        await steering.find(self)

    async def action_filter(self, number: int) -> None:
        """Go to the journal and show what a kept filter lets through."""
        await steering.use_filter(self, number)

    def action_command_palette(self) -> None:
        """List everything that can be done on this screen, and find records by their names."""
        steering.open_palette(self)

    def action_checklist(self, checklist_id: str) -> None:
        """Open a checklist where it was left."""
        acts.open_checklist(self, checklist_id)

    def action_sharing(self) -> None:
        """Open what has to do with keys and bundles."""
        acts.open_sharing(self)

    def action_share(self, what: str) -> None:
        """Open one of the ways into sharing."""
        acts.share(self, what)

    def action_picture(self, what: str) -> None:
        """Open one of the pictures."""
        acts.open_picture(self, what)

    def action_workshop(self) -> None:
        """Open what belongs to workshops."""
        acts.open_workshop(self)

    def action_undo(self) -> None:
        """Bring back what was removed last."""
        acts.undo(self)

    def action_look(self) -> None:
        """Ask how the app shall look."""
        steering.choose_look(self)

    def action_settings(self) -> None:
        """Offer what can be set."""
        steering.open_settings(self)

    def action_verify(self) -> None:
        """Check everything that is kept, and give the anchor."""
        acts.verify(self)

    def action_compact(self) -> None:
        """Write the store anew, verified."""
        acts.compact(self)

    def action_check_in(self) -> None:
        """Do, postpone or cancel the next check-in of a trip."""
        acts.check_in(self)

    def action_waiting(self) -> None:
        """Open whom this journal waits for."""
        acts.open_waiting(self)

    def action_on_paper(self) -> None:
        """Put a card or an emergency sheet on paper."""
        acts.put_on_paper(self)

    def action_dossier(self) -> None:
        """Write chosen records as a chronology."""
        acts.make_dossier(self)

    def action_backup(self) -> None:
        """Back up, or check, rehearse and list backups."""
        acts.back_up(self)

    def action_ways_in(self) -> None:
        """Say what opens the journal, and let it be changed."""
        acts.ways_in(self)

    def action_idle(self) -> None:
        """Ask after how many minutes without a key the journal locks."""
        steering.ask_idle(self)

    def action_help(self) -> None:
        """Tell the keys of the screen that was on top."""
        steering.open_help(self)

    def action_limits(self) -> None:
        """Tell what this program does not protect from."""
        steering.open_help(self, limits=True)

    def action_handbook(self) -> None:
        """Open the handbook."""
        steering.open_handbook(self)

    def say(self, sentence: str, *, serious: bool = False) -> None:
        """Show a sentence for a while."""
        self.notify(sentence, severity="warning" if serious else "information", markup=False)

    def say_error(self, error: SafeJournalError) -> None:
        """Say what went wrong, and what to do next."""
        self.say(" ".join(filter(None, explain(error))), serious=True)

    # Leaving.

    def lock(self) -> None:
        """Lock, unless what stands in a form could not be kept; a person then decides."""
        self._unless_lost(super().lock)

    def lock_for(self, words: Sequence[str]) -> None:
        """Lock, let a command talk with the person in the terminal, and ask for the passphrase."""
        self._unless_lost(partial(self._lock_for, words))

    def _lock_for(self, words: Sequence[str]) -> None:
        self._first = (endings.FIRST, *self._arguments, *words, endings.THEN)
        super().lock()

    async def action_quit(self) -> None:
        """Leave without a question: open forms are kept."""
        self._unless_lost(self.end)

    def when_nearly_idle(self) -> None:
        """Say that the lock comes."""
        self.say(_("No key for a while: the journal locks in half a minute. Any key puts it off."))

    def when_idle(self) -> None:
        """Lock. What cannot be kept is asked about once; unanswered until the next time, it goes.

        A journal that stands open beside nobody does more harm than the loss of a few lines.
        """
        if self._asking:
            super().lock()
        else:
            self.lock()

    def action_look_after(self, what: str) -> None:
        """Travel with little, border mode, what panic may destroy: by its name."""
        acts.look_after(self, what)

    def action_panic(self) -> None:
        """End this instance, and every other one, at once; nothing is asked."""
        from safejournal.services.panic import end_all_aside

        end_all_aside()
        self.end()

    def seal_drafts_and_close(self) -> None:
        """Keep what stands in open forms, stop what is being worked at, close the vault."""
        try:
            self._keep_drafts()
        finally:
            self.vault.close()

    def _handle_exception(self, error: Exception) -> None:
        # What was still waiting when the vault was closed finds it closed: that is no fall.
        if not (self.ending and isinstance(error, SafeJournalError)):
            super()._handle_exception(error)

    def depart(self) -> NoReturn:
        """Become the prompt again, or end, as the session's ending says."""
        if self.ending is Ending.LOCK:
            endings.lock([*self._first, *self._arguments])
        if self.ending is Ending.FALL:
            endings.fall()
        endings.end(self.return_code or 0)

    def _unless_lost(self, leave: Callable[[], None]) -> None:
        trouble = self._keep_drafts()
        if trouble is None:
            leave()
        elif not self._asking:
            self._asking = True
            acts.ask_whether_to_lose(self, trouble, partial(self._answered, leave))

    def _answered(self, leave: Callable[[], None], lose: bool | None) -> None:
        self._asking = False
        if lose:
            leave()

    def _keep_drafts(self) -> SafeJournalError | None:
        """Let every open form keep its draft; return why one of them could not.

        Slow work is stopped first: it may hold the vault for as long as it takes.
        """
        for screen in self._all_screens():
            getattr(screen, "halt", _nothing)()
        trouble = None
        for screen in self._all_screens():
            try:
                getattr(screen, "keep_draft", _nothing)()
            except SafeJournalError as error:
                trouble = error
        return trouble

    def _all_screens(self) -> Iterator[Screen[Any]]:
        return (screen for stack in self._screen_stacks.values() for screen in stack)


def _nothing() -> None:
    """Be what a screen does that has nothing to keep or to stop."""


def run(vault: Vault, argv: Sequence[str]) -> int:
    """Show the journal until it is left; return 0 when the person has quit, else never.

    A lock starts again with `argv`, the arguments of the command line.
    """
    gc.disable()
    endings.quiet_stderr()
    app = JournalApp(vault, arguments=argv)
    quit_by_person = app.session() is Ending.END and not app.return_code
    return 0 if quit_by_person else app.depart()
