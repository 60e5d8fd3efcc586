"""What is said of a passphrase: what it costs somebody who guesses, and why so little."""

from __future__ import annotations

from collections.abc import Callable

from safejournal.domain.guessing import GRAPHICS_CARDS, SECONDS_A_YEAR, cost_for_attacker
from safejournal.domain.strength import Estimate, Weakness
from safejournal.i18n import _, later, ngettext
from safejournal.services.passphrases import bits_of_drawn

_WHY = {
    Weakness.GUESSABLE: later(
        "That is less than four words drawn by chance. Better take a proposed passphrase."
    ),
    Weakness.COMMON: later("Words, names and passwords that many people choose are tried first."),
    Weakness.OTHER_LAYOUT: later("A word typed with the other keyboard layout on adds nothing."),
    Weakness.LOOK_ALIKES: later("Signs in place of letters add next to nothing."),
    Weakness.BACKWARDS: later("A word written backwards adds next to nothing."),
    Weakness.WALK: later("Keys that lie side by side are tried early."),
    Weakness.SEQUENCE: later("Letters or digits in their order are tried early."),
    Weakness.REPEAT: later("Saying the same thing twice adds next to nothing."),
    Weakness.DATE: later("There are only some forty thousand days in a lifetime."),
    Weakness.PHONE: later("Telephone numbers are few, and yours is known."),
    Weakness.ONE_WORD: later("A long word is still one word of a dictionary."),
    Weakness.SENTENCE: later(
        "A sentence is worth less than its length; one from a song or a book is found at once."
    ),
    Weakness.CUT: later("Only its beginning was looked at."),
}

_UNITS: tuple[tuple[float, Callable[[int], str]], ...] = (
    (1e9 * SECONDS_A_YEAR, lambda n: ngettext("{n} billion years", "{n} billion years", n)),
    (1e6 * SECONDS_A_YEAR, lambda n: ngettext("{n} million years", "{n} million years", n)),
    (SECONDS_A_YEAR, lambda n: ngettext("{n} year", "{n} years", n)),
    (86_400, lambda n: ngettext("{n} day", "{n} days", n)),
    (3_600, lambda n: ngettext("{n} hour", "{n} hours", n)),
    (60, lambda n: ngettext("{n} minute", "{n} minutes", n)),
    (1, lambda n: ngettext("{n} second", "{n} seconds", n)),
)
"""Seconds in a unit, and how so many of it are said."""

_TOO_MANY = 1_000
"""Billions of years above which a number says nothing more."""

_FIGURES = 2
"""The estimate is no more exact than that."""


def about_proposal(phrase: str) -> list[str]:
    """Return what to say beside a passphrase drawn by chance."""
    count = len(phrase.split())
    bits = bits_of_drawn(count)
    drawn = ngettext(
        "{n} word drawn by chance: {bits:.1f} bits.",
        "{n} words drawn by chance: {bits:.1f} bits.",
        count,
    )
    return [
        drawn.format(n=count, bits=bits),
        _against(cost_for_attacker(bits).years),
        _("It opens with either keyboard layout on, with or without capitals."),
    ]


def about_own(judged: Estimate) -> list[str]:
    """Return what to say of a passphrase that a person chose. Never that it is good."""
    return [
        _("Worth {bits:.0f} bits at most.").format(bits=judged.bits),
        _against(judged.cost.years),
        *(_(_WHY[weakness]) for weakness in judged.warnings),
    ]


def _against(years: float) -> str:
    return _(
        "Who has the journal's files and {cards} graphics cards guesses it in {time} on average."
    ).format(cards=_grouped(GRAPHICS_CARDS), time=how_long(years))


def how_long(years: float) -> str:
    """Return a span of time in one unit and two figures, as a person says it."""
    seconds = years * SECONDS_A_YEAR
    for size, said in _UNITS:
        count = _two_figures(seconds / size)
        if count >= _TOO_MANY and size == _UNITS[0][0]:
            return _("longer than the sun will shine")
        if count >= 1:
            return said(count).format(n=_grouped(count))
    return _("less than a second")


def _two_figures(number: float) -> int:
    return int(float(f"{number:.{_FIGURES}g}"))


def _grouped(count: int) -> str:
    return f"{count:_}".replace("_", "\u00a0")
