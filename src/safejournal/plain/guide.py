"""The one screen that a newcomer reads: what this is, and what it does not protect from."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.process.prompt import Asker


def guide(asker: Asker) -> None:
    """Say what the journal is and is not, and wait for Enter; Ctrl+C leaves with nothing made."""
    asker.say("\n".join((_("There is no journal here yet."), "", _what_it_is(), "")))
    asker.say("\n".join((_("What it does not protect from:"), *_what_it_is_not(), "")))
    asker.ask_line(_("Enter makes a journal. Ctrl+C leaves, and nothing is made: "))


def _what_it_is() -> str:
    return _(
        "This is a journal for people whom a state pursues. You write down what happened, who was"
        " there, which papers you hold, whom to call. Nothing is changed unseen: every saving adds"
        " a sealed version. All of it lies encrypted on this device and opens with one passphrase."
        " The program never goes online."
    )


def _what_it_is_not() -> tuple[str, ...]:
    return (
        _("- A device that others control: what reads the keyboard or the screen reads all this."),
        _("- Being forced to open it: whoever has you and the passphrase has the journal."),
        _("- Losing it: there is no copy unless you make one; nobody can reset the passphrase."),
        _("- Being seen to have it: its files cannot be read, but they can be found."),
    )
