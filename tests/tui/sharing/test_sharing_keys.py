"""Every key of the screens of sharing, under every keyboard layout that we promise."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from safejournal.domain.records import Note
from safejournal.services import correspondents, inbox, journal, receiving, sharing
from safejournal.services.sharing import Choice, Tier
from safejournal.tui.contacts import ContactsScreen
from safejournal.tui.sharing.bundle import BundleScreen
from safejournal.tui.sharing.entry import EntryScreen
from safejournal.tui.sharing.home import ACTS, SharingScreen
from safejournal.tui.sharing.identity import IdentityScreen
from safejournal.tui.sharing.inbox import InboxScreen
from safejournal.tui.sharing.key_card import KeyCardScreen
from safejournal.tui.sharing.keys import KeysScreen
from safejournal.tui.sharing.picking import Picked, PickingScreen
from safejournal.tui.sharing.preview import PreviewScreen
from tests.services.exchanging import Two, kept
from tests.tui.test_every_key import wrong_on
from tests.tui.test_keys import LAYOUTS

Make = Callable[[Two], Screen[Any]]


def _evidence(pair: Two) -> Choice:
    note = kept(pair.anna, Note(title="x"))
    return Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=(note,))


def _came(pair: Two) -> Any:
    """Let Anna take in what she sent to herself by way of Bela."""
    file = pair.file("x.age")
    choice = Choice(
        contacts=(pair.anna_at_bela,),
        tier=Tier.EVIDENCE,
        records=(kept(pair.bela, Note(title="x")),),
    )
    sharing.export(pair.bela, choice, file)
    return receiving.receive(pair.anna, file).bundle


def _card(pair: Two) -> Screen[Any]:
    contact = journal.show(pair.anna, pair.bela_at_anna)
    made = correspondents.make_key_card(pair.anna, contact.id, confirmed=True)
    return KeyCardScreen(pair.anna, contact, made)


MAKE: dict[type[Screen[Any]], Make] = {
    SharingScreen: lambda pair: SharingScreen(pair.anna),
    IdentityScreen: lambda pair: IdentityScreen(pair.anna),
    KeysScreen: lambda pair: KeysScreen(pair.anna, journal.show(pair.anna, pair.bela_at_anna)),
    KeyCardScreen: _card,
    PickingScreen: lambda pair: PickingScreen(pair.anna, Tier.EVIDENCE, Picked()),
    PreviewScreen: lambda pair: PreviewScreen(
        pair.anna, sharing.preview(pair.anna, _evidence(pair))
    ),
    InboxScreen: lambda pair: InboxScreen(pair.anna),
    BundleScreen: lambda pair: BundleScreen(pair.anna, _came(pair)),
    EntryScreen: lambda pair: EntryScreen(pair.anna, *_entry(pair)),
    ContactsScreen: lambda pair: ContactsScreen(pair.anna),
}


def _entry(pair: Two) -> tuple[inbox.Bundle, inbox.Entry]:
    came = _came(pair)
    return came, came.entries[0]


ON: dict[type[Screen[Any]], dict[str, str]] = {
    SharingScreen: {str(number): f"act({number})" for number in range(1, len(ACTS) + 1)},
    IdentityScreen: {"v": "code", "s": "save", "l": "language", "t": "typed", "e": "called"},
    KeysScreen: {"a": "add", "h": "trust", "d": "give", "p": "card", "l": "language"},
    KeyCardScreen: {"v": "code", "s": "save", "m": "unmask"},
    PickingScreen: {"f": "narrow"},
    PreviewScreen: {
        "a": "as_written", "p": "person", "o": "original", "v": "only", "l": "language",
    },
    InboxScreen: {"a": "receive", "o": "look"},
    BundleScreen: {"a": "accept", "r": "receipt", "delete": "discard"},
    EntryScreen: {"a": "accept", "delete": "discard"},
    ContactsScreen: {"y": "keys"},
}  # fmt: skip
"""What each key does on one screen alone."""


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("screen", ON, ids=lambda screen: screen.__name__)
def test_every_key_does_its_act_on_every_layout(screen: type[Screen[Any]], layout: str) -> None:
    """Whichever layout is on, the key in the same place does the act of the table."""
    assert not wrong_on(screen, ON[screen], layout)
