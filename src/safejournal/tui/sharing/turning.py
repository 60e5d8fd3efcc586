"""What a decision about one field or file makes of a choice."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.services.sharing import LEAVING, Choice, Leaf, Why

T = TypeVar("T")


def turn_leaf(choice: Choice, record: str, leaf: Leaf) -> Choice | None:
    """Return the choice with the field turned round; None where nobody's wish lets it leave.

    What left because it was named is not named any more; what else left is kept back.
    """
    spot = (record, leaf.path)
    if leaf.why is Why.NAMED:
        return replace(choice, named=choice.named - {spot})
    if leaf.why is Why.NOT_NAMED:
        return replace(choice, named=choice.named | {spot})
    if leaf.why in LEAVING:
        return replace(choice, kept_back=choice.kept_back | {spot})
    if leaf.why is Why.KEPT_BACK and spot in choice.kept_back:
        return replace(choice, kept_back=choice.kept_back - {spot})
    return None


def as_written(choice: Choice, record: str, leaf: Leaf) -> Choice:
    """Return the choice with other people's names left in this text, or hidden again."""
    return replace(choice, as_written=_turned(choice.as_written, (record, leaf.path)))


def has_names(choice: Choice, leaf: Leaf) -> bool:
    """Tell whether names in a text are hidden, or were left in it by a decision."""
    return leaf.why is Why.REPLACED or any(path == leaf.path for _, path in choice.as_written)


def by_name(choice: Choice, contact: str) -> Choice:
    """Return the choice with this contact going by name, or no more."""
    return replace(choice, people=_turned(choice.people, contact))


def original(choice: Choice, attachment: str) -> Choice:
    """Return the choice with this file leaving as it is, or no more."""
    return replace(choice, originals=_turned(choice.originals, attachment))


def turn_file(vault: Vault, choice: Choice, record: str, attachment: str) -> Choice:
    """Return the choice with this file kept back, or no more."""
    content = journal.show(vault, record).content
    ids = [each.id for each in content.attachments] if content else []
    path = f"attachments[{ids.index(attachment)}]"
    return replace(choice, kept_back=_turned(choice.kept_back, (record, path)))


def _turned(held: frozenset[T], one: T) -> frozenset[T]:
    return held ^ {one}
