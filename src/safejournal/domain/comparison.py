"""What came in, held against what is here: excerpts by their versions, bundles by their numbers.

Nothing here decides for a person; it says how things stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from enum import StrEnum
from typing import Any

from safejournal.domain.values import dataclass


class Standing(StrEnum):
    """How an excerpt stands to those of the same record that came before."""

    NEW = "new"
    """Nothing of this record is here."""
    NEWER = "newer"
    """It replaces what is here."""
    UNCHANGED = "unchanged"
    """All that it says is here."""
    OTHER_PART = "other_part"
    """It is cut from the same version, with other fields."""
    OLDER = "older"
    """What is here replaces it."""
    CONFLICTING = "conflicting"
    """It says otherwise, and nobody can tell from it which came first."""


class Mark(StrEnum):
    """What a person must know of a bundle before they believe what is in it."""

    REPLAYED = "replayed"
    """This very bundle has come before."""
    OLDER_BUNDLE = "older_bundle"
    """Its sender has sent a later one, which is here."""
    FORWARDED = "forwarded"
    """It was sealed by its sender for others, not for this vault: somebody passed it on."""
    SENDER_NOT_SHOWN = "sender_not_shown"
    """Nothing in it shows who made it."""
    SENDER_UNKNOWN = "sender_unknown"
    """It is authentic for a key that belongs to none of the contacts."""
    NEVER_COMPARED = "never_compared"
    """It comes from a contact's key, whose words nobody has compared."""
    KEY_CHANGED = "key_changed"
    """One key is a contact's, the other is not what it was: an alarm."""
    OWN = "own"
    """This vault made it itself."""
    OTHERS_WORDS = "others_words"
    """It carries records of an author who is not its sender."""
    AT_ONCE = "at_once"
    """It asks for its steps at once: a check-in in it was late already when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One excerpt, as far as it is compared."""

    version: str
    parents: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(repr=False)
    replaced: frozenset[str] = frozenset()
    """Fields (first keys of the JSON) in which names were put out of sight."""
    sender: str = ""
    """The keys of whom the bundle was shown to come from; "" if that was not shown."""
    number: int = 0
    """The bundle's number, which rises with each bundle of a sender."""


def compare(coming: Held, held: Sequence[Held]) -> Standing:
    """Say how an excerpt stands to all those of the same author and record that are here."""
    if not held:
        return Standing.NEW
    same = [each for each in held if each.version == coming.version]
    if any(_contradict(coming, each) for each in same):
        return Standing.CONFLICTING
    if same:
        whole = any(_holds(each.fields, coming.fields) for each in same)
        return Standing.UNCHANGED if whole else Standing.OTHER_PART
    if any(coming.version in each.parents for each in held):
        return Standing.OLDER
    return _by_parents(coming, _newest(held)) or _by_number(coming, held)


def _newest(held: Sequence[Held]) -> list[Held]:
    """Return what no other version that is here replaces; none if they claim to do so in a ring."""
    replaced = {parent for each in held for parent in each.parents if parent != each.version}
    return [each for each in held if each.version not in replaced]


def _by_parents(coming: Held, newest: Sequence[Held]) -> Standing | None:
    """Order by what each names as its parents; None where that does not tell."""
    rest = [each for each in newest if each.version not in coming.parents]
    if newest and not rest:
        return Standing.NEWER
    if any(set(each.parents) & set(coming.parents) for each in rest):
        return Standing.CONFLICTING  # both replace the same version, and neither knew of the other
    return None


def _by_number(coming: Held, held: Sequence[Held]) -> Standing:
    """Order versions whose links are missing. Only one sender's numbers say which came first."""
    if not coming.sender or any(each.sender != coming.sender for each in held):
        return Standing.CONFLICTING
    latest = max(each.number for each in held)
    if coming.number == latest:
        return Standing.CONFLICTING
    return Standing.NEWER if coming.number > latest else Standing.OLDER


def compare_own(version: str, own: Sequence[str], newest: Sequence[str]) -> Standing:
    """Say how an excerpt of this vault's own record stands to the versions that are kept here.

    A version that claims to be ours and is not here comes from before a loss, or from a forger.
    """
    if version in newest:
        return Standing.UNCHANGED
    return Standing.OLDER if version in own else Standing.CONFLICTING


def _contradict(one: Held, other: Held) -> bool:
    skipped = one.replaced | other.replaced
    return any(
        _differ(one.fields[key], other.fields[key])
        for key in one.fields.keys() & other.fields.keys()
        if key not in skipped
    )


def _differ(one: object, other: object) -> bool:
    """Tell whether two values deny each other. Lists may be cut differently, and so never do."""
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return any(_differ(one[key], other[key]) for key in one.keys() & other.keys())
    if isinstance(one, list) and isinstance(other, list):
        return False
    return one != other


def _holds(whole: object, part: object) -> bool:
    """Tell whether everything that the part says stands in the whole too."""
    if isinstance(whole, Mapping) and isinstance(part, Mapping):
        return all(key in whole and _holds(whole[key], part[key]) for key in part)
    if isinstance(whole, list) and isinstance(part, list):
        return all(any(_holds(has, inner) for has in whole) for inner in part)
    return whole == part
