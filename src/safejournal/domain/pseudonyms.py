"""Other people's names in what a person wrote: found, and put out of sight before it leaves.

A name is found as it is written in the contact's record, in any case, and with the endings that
Russian gives it (Айбек, Айбека, Айбеком). What this cannot find is a nickname, a name with a slip,
or a person described: so the preview shows every text as it would leave, and a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import field
from functools import cached_property
from unicodedata import normalize

from safejournal.domain.values import dataclass

NAMELESS = "[…]"
"""Stands for somebody who has no pseudonym."""

SHORTEST_NAME = 3
"""Letters. Shorter ones are initials and words of every language."""

SHORTEST_CHANNEL = 5
"""Characters. A shorter number would be found in dates and sums."""

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\+?[\d\s().-]+")
_LAST = ("ий", "ый", "ой", "ая", "яя", *"аяоейьи")
"""What a Russian name ends in that its other cases put something else for."""
_ENDINGS = frozenset(
    " а я о е ё ы и у ю й ь ой ей ою ею ью ом ем ым им ого его ому ему ую юю ая яя ам ям ами ями"
    " ах ях ых их ов ев ия ию ием ии ий ый".split(" ")
)
"""What those cases put: nouns and adjectives, singular and plural."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A contact as far as a text may give them away."""

    id: str
    name: str = field(repr=False)
    pseudonym: str = field(default="", repr=False)
    channels: tuple[str, ...] = field(default=(), repr=False)

    @property
    def called(self) -> str:
        """What stands in the place of their name."""
        return f"[{self.pseudonym}]" if self.pseudonym else NAMELESS


class Names:
    """The people whose names must not leave."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}

    def pseudonym(self, contact: str) -> str:
        """Return what this contact may be called; "" if nothing is agreed."""
        person = self._people.get(contact)
        return person.pseudonym if person else ""

    def without(self, chosen: Iterable[str]) -> Names:
        """Return the same without those that may go by name."""
        gone = set(chosen)
        return Names(person for person in self._people.values() if person.id not in gone)

    def meant(self, text: str) -> tuple[str, ...]:
        """Return the ids of those whom `hide` would put out of sight in a text."""
        people = self._people.values()
        return tuple(each.id for each in people if Names([each]).hide(text) != text)

    def hide(self, text: str) -> str:
        """Return the text with each of these people's names and channels replaced."""
        for pattern, called in self._channels:
            text = pattern.sub(called.replace("\\", r"\\"), text)
        pieces, at, last = [], 0, ""
        for found in _WORD.finditer(text):
            called = self._match(found[0])
            if not called:
                continue
            between = text[at : found.start()]
            if not (called == last and between.isspace()):  # first name and surname are one person
                pieces += [between, called]
            at, last = found.end(), called
        return "".join((*pieces, text[at:]))

    @cached_property
    def _channels(self) -> list[tuple[re.Pattern[str], str]]:
        found = [
            (value, person.called)
            for person in self._people.values()
            for value in person.channels
            if len(value) >= SHORTEST_CHANNEL
        ]
        return [(_pattern(v), called) for v, called in sorted(found, key=lambda e: -len(e[0]))]

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {_fold(w): p.called for p in self._people.values() for w in _words(p.name)}

    @cached_property
    def _stems(self) -> dict[str, str]:
        return {stem: called for word, called in self._exact.items() if (stem := _stem(word))}

    def _match(self, word: str) -> str:
        folded = _fold(word)
        if folded in self._exact:
            return self._exact[folded]
        if word[:1].isupper():  # a declined name still has its capital
            for at in range(SHORTEST_NAME, len(folded) + 1):
                if folded[:at] in self._stems and folded[at:] in _ENDINGS:
                    return self._stems[folded[:at]]
        return ""


def _pattern(channel: str) -> re.Pattern[str]:
    """Return what finds a channel; a telephone number also with other gaps between its digits."""
    inside = re.escape(channel)
    if _NUMBER.fullmatch(channel):
        inside = r"\+?" + r"[\s().-]*".join(re.findall(r"\d", channel))
    return re.compile(rf"(?<!\w){inside}(?!\w)", re.IGNORECASE)


def _words(name: str) -> list[str]:
    """Return the words of a name by which somebody is known: the capitalised ones if any are."""
    words = [word for word in _WORD.findall(name) if len(word) >= SHORTEST_NAME]
    return [word for word in words if word[0].isupper()] or words


def _fold(word: str) -> str:
    return normalize("NFC", word).casefold().replace("ё", "е")


def _stem(folded: str) -> str:
    """Return what stays when a Russian name is declined; "" for names of other scripts."""
    last = next((each for each in _LAST if folded.endswith(each)), "")
    stem = folded.removesuffix(last)
    if len(stem) < SHORTEST_NAME:
        stem = folded[:-1] if last else folded
    return stem if len(stem) >= SHORTEST_NAME and "а" <= stem[0] <= "я" else ""
