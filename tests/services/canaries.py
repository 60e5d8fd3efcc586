"""Random records in which every text is a canary: one that stands nowhere else."""

from __future__ import annotations

import itertools
import re
from typing import Any

from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.records import kind_of
from tests.domain.contents import contents

NUMBERS = itertools.count()
"""No canary is used twice, also not in another example."""


def with_canaries(data: st.DataObject) -> Any:
    """Return random content in which each text that may hold anything is a canary."""
    content = data.draw(contents())
    kind = kind_of(content)

    def marked(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: marked(inner) for key, inner in value.items() if key != "attachments"}
        if isinstance(value, list):
            return [marked(inner) for inner in value]
        return value

    values = marked(codec.content_to_builtins(content))
    for path in TEXTS:
        put(values, path.split("."))
    values["title"] = canary()
    return codec.content_from_builtins(kind, values)


TEXTS = (
    "text place reported_to facts pattern objective who conclusion measures name pseudonym"
    " instructions challenge.question challenge.answer words.all_well words.under_duress recipient"
    " number copies reference checked_how checked_by result card people.role people.description"
    " channels.kind channels.value links.as likelihood.reason impact.reason checkins.steps"
    " items.note items.item checklist pack tags verified.how"
).split()


def canary() -> str:
    """Return a text that stands nowhere else."""
    return f"canary{next(NUMBERS)}z"


def put(value: Any, path: list[str]) -> None:
    """Put a canary in the place of each text at this path."""
    if isinstance(value, list):
        for inner in value:
            put(inner, path)
    elif isinstance(value, dict) and path[0] in value:
        inner = value[path[0]]
        if len(path) > 1:
            put(inner, path[1:])
        elif isinstance(inner, list):
            value[path[0]] = [canary() for _ in inner]
        else:
            value[path[0]] = canary()


def canaries_in(value: object) -> list[str]:
    """Return the canaries in a value."""
    return re.findall(r"canary\d+z", str(value))
