"""What a person may set: when it locks, how it looks, which letters do what. Kept in the vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, ngettext
from safejournal.services import settings
from safejournal.tui import steering
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.keyline import KeyLine
from safejournal.tui.keys import key, letter_of, shown
from safejournal.tui.own_keys import changeable, clash, keymap
from safejournal.tui.text import line, prose
from safejournal.tui.theme import NAMES

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

Change = Callable[["JournalApp"], None]


def open_settings(app: JournalApp) -> None:
    """Offer what can be set, with how it stands."""
    chosen = settings.read(app.vault)
    minutes, own = chosen.idle_minutes, len(chosen.keys)
    after = ngettext("after {n} minute", "after {n} minutes", minutes).format(n=minutes)
    count = ngettext("{n} of your own", "{n} of your own", own).format(n=own)
    answers: list[Answer[Change]] = [
        Answer(steering.ask_idle, _("Lock after"), after if minutes else _("never")),
        Answer(steering.choose_look, _("Look"), _(NAMES[app.theme]) if app.theme in NAMES else ""),
        Answer(
            _turn_letters,
            _("g and G lead to the ends"),
            _("yes") if chosen.letters_move else _("no"),
        ),
        Answer(_choose_act, _("Letters of this screen"), count if own else ""),
    ]
    if own:
        answers.append(Answer(_put_back, _("All letters as they were")))

    def decided(change: Change | None) -> None:
        if change is not None:
            change(app)

    app.push_screen(Choose(_("What do you want to set?"), answers), decided)


def use(app: JournalApp, chosen: settings.Settings) -> None:
    """Let the app do what is set about its keys."""
    app.set_keymap(keymap(chosen))


def _turn_letters(app: JournalApp) -> None:
    wanted = not settings.read(app.vault).letters_move
    _keep(app, lambda: settings.set_letters_move(app.vault, wanted))


def _put_back(app: JournalApp) -> None:
    _keep(app, lambda: settings.set_keys(app.vault, {}))


def _keep(app: JournalApp, write: Callable[[], settings.Settings]) -> None:
    try:
        use(app, write())
    except SafeJournalError as error:
        app.say_error(error)


def _choose_act(app: JournalApp) -> None:
    """Ask which act of the screen below shall have another letter."""
    found: dict[str, Binding] = {}
    for active in app.screen.active_bindings.values():
        if changeable(active.binding):
            found.setdefault(active.binding.id or "", active.binding)
    answers = [
        Answer(each, each.description, f"{shown(each.key)}  {each.tooltip}")
        for each in found.values()
    ]

    def chosen(of: Binding | None) -> None:
        if of is not None:
            app.push_screen(PressLetter(of), lambda letter: _take(app, of, letter))

    app.push_screen(Choose(_("Which act shall have another letter?"), answers), chosen)


def _take(app: JournalApp, of: Binding, letter: str | None) -> None:
    if letter is None or of.id is None:
        return
    own = settings.read(app.vault).keys
    taken = clash(of.id, letter, own)
    if taken is not None:
        said = _("{key} stays as it is: it does “{act}” already.")
        app.say(said.format(key=letter, act=taken.description or taken.action), serious=True)
        return
    changed = {**own, of.id: letter}
    _keep(app, lambda: settings.set_keys(app.vault, changed))


class PressLetter(ModalScreen[str | None]):
    """Asks for a letter by having it pressed; dismisses with the Latin letter of that key."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("escape", "dismiss(None)", _("Back"), _("Leave the letter as it is.")),
    ]

    def __init__(self, of: Binding) -> None:
        super().__init__(classes="dialog")
        self._of = of

    def compose(self) -> ComposeResult:
        """Say what is asked for."""
        with Vertical(classes="card low"):
            yield Static(line(self._of.description), classes="question")
            yield Static(
                prose(
                    _(
                        "Press the letter that shall do this, on any keyboard layout. Function"
                        " keys, Enter, Esc and how to lock stay as they are."
                    )
                ),
                classes="explained",
            )
        yield KeyLine()

    def on_key(self, event: events.Key) -> None:
        """Take a letter; let nothing else pass but what leads away."""
        letter = letter_of(event.character)
        if letter is not None:
            event.stop()
            self.dismiss(letter)
