"""What a person is told of a passphrase."""

from __future__ import annotations

import pytest

from safejournal.domain.strength import Weakness
from safejournal.services import passphrases
from safejournal.wording.passphrases import _WHY, about_own, about_proposal, how_long


@pytest.mark.parametrize(
    ("years", "said"),
    [
        (0, "less than a second"),
        (1e-6, "32 seconds"),
        (2.66e-5, "14 minutes"),
        (2e-3, "18 hours"),
        (0.5, "180 days"),
        (1, "1 year"),
        (90.4, "90 years"),
        (1_234, "1\u00a0200 years"),
        (710_000, "710\u00a0000 years"),
        (2.2e6, "2 million years"),
        (5.2e9, "5 billion years"),
        (1e20, "longer than the sun will shine"),
    ],
)
def test_a_time_is_said_in_one_unit(years: float, said: str) -> None:
    """No more than two figures, as the estimate is no better than that."""
    assert how_long(years) == said


def test_every_weakness_has_its_sentence() -> None:
    """And no two say the same."""
    assert set(_WHY) == set(Weakness)
    assert len(set(_WHY.values())) == len(Weakness)


def test_a_proposal_says_what_it_costs() -> None:
    """Bits, years, and that either layout will do."""
    drawn, against, layouts = about_proposal("one two three four five six")
    assert drawn == "6 words drawn by chance: 77.5 bits."
    assert "5 billion years" in against
    assert "either keyboard layout" in layouts


def test_an_own_passphrase_is_told_what_it_is_worth() -> None:
    """In bits and in time, then why; and its words are never repeated."""
    said = about_own(passphrases.weigh("Пароль123"))
    assert said[0] == "Worth 9 bits at most."
    assert "less than a second" in said[1]
    assert len(said) == 4
    assert not any("ароль" in sentence for sentence in said)


def test_nothing_ever_says_that_a_passphrase_is_good() -> None:
    """An estimate is an upper limit: a strong-looking one gets no praise."""
    said = about_own(passphrases.weigh("k7fqzpwm3xvbt9yrQQ!"))
    assert len(said) == 2
    assert "at most" in said[0]
