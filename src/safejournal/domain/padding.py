"""How large a bundle is made, so that its size tells little of what is in it.

Padmé (Nikitin and others, PETS 2019): of a length only the first few bits stay. From 64 KiB on it
adds six per cent at most, and all lengths up to 1 GiB come to some five hundred sizes.
"""

from __future__ import annotations

LEAST = 64 * 1024
"""Bytes. Cards with one check-in and with ten, and a receipt, all have this size."""


def padme(length: int) -> int:
    """Return the Padmé size that a length is rounded up to."""
    if length < 2:  # noqa: PLR2004 - a length of one bit has nothing to round
        return length
    exponent = length.bit_length() - 1
    rounded = exponent - exponent.bit_length()
    mask = (1 << rounded) - 1
    return (length + mask) & ~mask


def padded(length: int) -> int:
    """Return the size of a bundle whose content has this length, in bytes."""
    return padme(max(length, LEAST))


def is_padded(length: int) -> bool:
    """Tell whether a bundle may have this size."""
    return length == padded(length)
