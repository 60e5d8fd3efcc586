"""A check-in of Anna's that is late at Bela's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from safejournal.domain.records import AgreedWords, Challenge, Contact
from safejournal.services import journal, receiving, sharing
from safejournal.services.sharing import Choice, Tier
from safejournal.vault.vault import Vault
from tests.services.exchanging import Two, kept, trip_with
from tests.vault.journals import Clock

LATE = datetime(2026, 5, 2, 14, 1, tzinfo=UTC)
"""A minute after the end of the grace."""


def set_clock(vault: Vault, now: datetime) -> None:
    """Put a journal's clock on a moment."""
    assert isinstance(vault.clock, Clock)
    vault.clock.now = now


def make_late(
    pair: Two,
    *,
    steps: tuple[str, ...] = ("Call the lawyer", "Wait a day"),
    people: tuple[Contact, ...] = (),
) -> str:
    """Let Anna send a card, Bela take it in, and time pass. Return the trip.

    With `people` to call it is an emergency bundle.
    """
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=steps))
    file = pair.file(sharing.neutral_name())
    choice = Choice(
        contacts=(pair.bela_at_anna,),
        records=(trip, *(kept(pair.anna, each) for each in people)),
        tier=Tier.EMERGENCY if people else Tier.CARD,
    )
    sharing.export(pair.anna, choice, file)
    receiving.receive(pair.bela, file)
    set_clock(pair.bela, LATE)
    return trip


def agree_words(pair: Two) -> None:
    """Let Bela note what was agreed with Anna."""
    content = journal.show(pair.bela, pair.anna_at_bela).content
    assert isinstance(content, Contact)
    words = AgreedWords(all_well="sunny", under_duress="cloudy")
    asked = Challenge(question="Which tree?", answer="the pear tree")
    journal.revise(pair.bela, pair.anna_at_bela, replace(content, words=words, challenge=asked))
