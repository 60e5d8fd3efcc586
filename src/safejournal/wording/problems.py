"""What is wrong with an answer, said beside its field.

The reasons come from below as short English phrases without anything that was typed. They are
listed here so that they stand in the catalogue; a test holds the list against the source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from safejournal.i18n import _, later

REASONS = (
    later("a country is its two capital letters in ISO 3166-1"),
    later("a day and a time of day are asked for here"),
    later("a day is written YYYY-MM-DD"),
    later("a level is a number from 1 to {n}"),
    later("a list may hold at most {n} entries"),
    later("a single day is asked for here"),
    later("a time has exactly one of: day; at; from and to; about; unknown"),
    later("a time is written YYYY-MM-DDTHH:MM+HH:MM"),
    later("a whole number is asked for here"),
    later("an age is a number of years from 0"),
    later("an airport is the three capital letters of its IATA code"),
    later("an approximate time is written YYYY, YYYY-MM or YYYY-MM-DD"),
    later("an id is 32 hexadecimal digits"),
    later("grace_minutes is a number from 0 to {n}"),
    later("not one of the words allowed here"),
    later("not what is expected here"),
    later("one of: {words}"),
    later("stay_days is a number of days from 0"),
    later("text may hold at most {n} characters"),
    later("text may not hold a NUL character"),
    later("text may not hold half a character"),
    later("the end lies before the beginning"),
    later("the year must lie between {n} and {m}"),
    later("there is no such day"),
    later("there is no such month or year"),
    later("there is no such time"),
    later("this is not understood as a time"),
    later("this key is needed"),
    later("this list cannot be read"),
    later("unknown key"),
    later("yes or no"),
)

_NUMBER = re.compile(r"(?<![\w-])\d+(?![\w-])")
_NAMES = "nm"
_ALLOWED = re.compile(r"(one of: |not one of the words allowed here \()(.*?)\)?$")


def problem(why: str) -> str:
    """Return a reason as a sentence in the language that is spoken."""
    if allowed := _ALLOWED.match(why):
        return _capitalised(_("one of: {words}").format(words=allowed[2]))
    return _capitalised(in_language(why))


def problem_at(path: str, why: str) -> str:
    """Return a reason with the name of the field that it is about."""
    from safejournal.wording.fields import label  # loads every form, and seldom anything is wrong

    try:
        name = label(path)
    except KeyError:
        name = path
    return f"{name}: {problem(why)}" if name else problem(why)


def problems(found: Mapping[str, str]) -> dict[str, str]:
    """Return the sentences that stand beside the fields of a form, by path."""
    return {path: problem(why) for path, why in found.items()}


def in_language(sentence: str) -> str:
    """Return a sentence from below as the catalogue has it: whole, or without its numbers."""
    said = _(sentence)
    numbers = _NUMBER.findall(sentence)
    if said != sentence or not 0 < len(numbers) <= len(_NAMES):
        return said
    names = iter(_NAMES)
    with_names = _NUMBER.sub(lambda _found: "{" + next(names) + "}", sentence)
    try:
        return _(with_names).format(**dict(zip(_NAMES, numbers, strict=False)))
    except (KeyError, IndexError, ValueError):
        return sentence


def _capitalised(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
