"""The sizes of bundles: few, never too small, and never much larger than what is in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.padding import LEAST, is_padded, padded, padme


@pytest.mark.parametrize(
    ("length", "size"),
    [(0, 0), (1, 1), (9, 10), (100, 104), (1000, 1024), (9999, 10240), (65537, 67584),
     (1_000_000, 1_015_808), (10_000_019, 10_223_616)],
)  # fmt: skip
def test_the_padme_sizes_are_the_published_ones(length: int, size: int) -> None:
    """Computed by hand from the paper: of a number with exponent E, E - bits(E) low bits go."""
    exponent = max(length, 1).bit_length() - 1
    unit = 2 ** max(0, exponent - exponent.bit_length())
    assert padme(length) == size == -(-length // unit) * unit


@given(st.integers(0, 2**31))
def test_padding_adds_little_and_never_takes_away(length: int) -> None:
    """At most 6.3 per cent from the least size on, and the result is a size of its own."""
    size = padded(length)
    assert size >= max(length, LEAST)
    assert size <= max(LEAST, length * 1.063)
    assert is_padded(size)
    assert padded(size) == size


def test_all_small_bundles_look_alike() -> None:
    """A card, a longer card and a receipt have one size."""
    assert {padded(length) for length in range(0, LEAST, 512)} == {LEAST}
    assert not is_padded(LEAST - 1)
    assert not is_padded(LEAST + 1)


def test_few_sizes_remain() -> None:
    """Whoever sees a size up to 1 GiB learns one of some five hundred."""
    sizes, size = 1, LEAST
    while size < 1 << 30:
        size = padded(size + 1)
        sizes += 1
    assert 400 < sizes < 600


@given(st.integers(LEAST, 1 << 30))
def test_every_size_is_made_of_blocks(length: int) -> None:
    """An archive is made of blocks of 512 bytes, and so must its padded size be."""
    assert padded(length) % 512 == 0
