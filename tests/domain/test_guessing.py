"""The arithmetic of guessing."""

from __future__ import annotations

import pytest

from safejournal.domain.guessing import cost_for_attacker


@pytest.mark.parametrize(
    ("bits", "years"), [(51.7, 90), (64.6, 7e5), (30, 14 / 60 / 24 / 365.25), (77.5, 5.2e9)]
)
def test_a_thousand_cards_take_so_long(bits: float, years: float) -> None:
    """Four words some 90 years, five 700,000, a human choice 14 minutes."""
    assert cost_for_attacker(bits).years == pytest.approx(years, rel=0.06)


def test_cost_follows_memory_passes_and_cards() -> None:
    """Twice the memory or the passes, twice the years; twice the cards, half of them."""
    years = cost_for_attacker(60).years
    assert cost_for_attacker(60, 512).years == pytest.approx(2 * years)
    assert cost_for_attacker(60, passes=6).years == pytest.approx(2 * years)
    assert cost_for_attacker(60, cards=2_000).years == pytest.approx(years / 2)
    assert cost_for_attacker(61).years == pytest.approx(2 * years)


def test_no_number_of_bits_is_too_large() -> None:
    """A long random text is beyond reach, not beyond arithmetic."""
    assert cost_for_attacker(5_000).years == cost_for_attacker(1_000).years < float("inf")
