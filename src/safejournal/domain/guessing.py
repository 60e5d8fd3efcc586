"""What guessing a passphrase costs somebody who has the vault: the arithmetic, and its assumptions.

Argon2id at 256 MiB and 3 passes moves 1.5 GiB or more through memory for each guess, and memory
bandwidth is what an attacker buys. A card with 1 TB/s can then do no more than about 650 guesses a
second; that is an upper limit, so the time is a lower one. Nothing here is a promise about an
attacker who has seen the passphrase, or who knows the person that chose it.
"""

from __future__ import annotations

from safejournal.domain.values import dataclass

REFERENCE_GUESSES = 650
"""Guesses a second of one graphics card of 1 TB/s, at the reference cost."""

REFERENCE_MEMORY_MIB = 256
REFERENCE_PASSES = 3

GRAPHICS_CARDS = 1_000
"""What we set against the person: a state that gives a thousand cards to one journal."""

SECONDS_A_YEAR = 365.25 * 24 * 3600

_MOST_BITS = 1_000
"""Above this the count of years no longer fits a float, and means nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What an attacker pays who tries passphrases in the best order."""

    bits: float
    """Binary logarithm of the number of passphrases to try before the search is through."""
    guesses_a_second: float
    """Of all cards together."""
    years: float
    """Until the passphrase is found, on average: half of the search."""


def cost_for_attacker(
    bits: float,
    kdf_memory_mib: int = REFERENCE_MEMORY_MIB,
    *,
    passes: int = REFERENCE_PASSES,
    cards: int = GRAPHICS_CARDS,
) -> Cost:
    """Return what it costs to guess a secret of so many bits behind such a key derivation.

    Twice the memory, or twice the passes, costs twice as much; one bit more does too.
    """
    traffic = (kdf_memory_mib / REFERENCE_MEMORY_MIB) * (passes / REFERENCE_PASSES)
    guesses_a_second = cards * REFERENCE_GUESSES / traffic
    half_of_all = 2.0 ** (min(bits, _MOST_BITS) - 1)
    years = half_of_all / guesses_a_second / SECONDS_A_YEAR
    return Cost(bits=bits, guesses_a_second=guesses_a_second, years=years)
