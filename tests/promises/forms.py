"""Typing into a form of each kind, and what waits in the vault afterwards."""

from __future__ import annotations

from safejournal import config
from safejournal.domain.words import Kind
from safejournal.services import drafts, opening
from tests.promises.program import ENTER, F2, TAB, Journal, Session

FIRST_TYPED = {Kind.CHECKIN: 1}
"""Fields before the first one that is typed; none, if nothing is said here."""


def type_into(app: Session, kind: Kind, text: str, *, item: bool = False) -> None:
    """Open a new form and type into its first field, or (a contact's) into its first channel."""
    app.send(F2)
    app.see("What do you want to write down?")
    app.send(f"{list(Kind).index(kind) + 1}".encode())
    app.no_more("What do you want to write down?")
    app.see("F10 Save")
    for _ in range(FIRST_TYPED.get(kind, 0)):
        app.press(TAB)
    if item:
        app.press(TAB, TAB, TAB, ENTER)
        app.see("Esc Back")
    app.type(text)
    app.see(text)


def waiting(journal: Journal) -> list[str]:
    """Return the texts that stand in the drafts of a vault, the latest draft first."""
    answer = opening.try_secret(journal.place, bytearray(journal.passphrase.encode()), None)
    with opening.open_vault(journal.place, answer, config.clock()) as vault:
        return [text for draft in drafts.waiting(vault) for text in draft.answers.values()]
