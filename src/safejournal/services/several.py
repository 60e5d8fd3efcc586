"""One act on several records: each gets a new version, or, if one of them cannot, none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from safejournal.domain.records import Content, Link
from safejournal.errors import Refused
from safejournal.services import journal
from safejournal.services.opening import Vault

MOST = 500
"""Records at a time: as many as anybody looks through before agreeing."""


def add_tag(vault: Vault, records: Sequence[str], tag: str) -> int:
    """Write a tag on records; return how many lacked it."""
    wanted = _tag(tag)
    return _change(
        vault, records, lambda of: replace(of, tags=tuple(dict.fromkeys(of.tags + wanted)))
    )


def take_tag(vault: Vault, records: Sequence[str], tag: str) -> int:
    """Take a tag off records; return how many carried it."""
    (off,) = _tag(tag)
    return _change(
        vault, records, lambda of: replace(of, tags=tuple(each for each in of.tags if each != off))
    )


def link(vault: Vault, records: Sequence[str], to: str, meaning: str = "") -> int:
    """Link records with another one; return how many were not linked with it yet.

    The other one is never linked with itself. Raises NotFound where it is not here.
    """
    new = Link(to=journal.show(vault, to).id, meaning=" ".join(meaning.split()))

    def linked(of: Content) -> Content:
        known = any(each.to == new.to for each in of.links)
        return of if known else replace(of, links=(*of.links, new))

    return _change(vault, [each for each in records if each != new.to], linked)


def tags_of(vault: Vault, records: Sequence[str]) -> list[str]:
    """Return the tags that any of these records carries."""
    found = journal.show_all(vault, list(records)).values()
    return sorted({tag for each in found if each.content for tag in each.content.tags})


def _tag(tag: str) -> tuple[str]:
    wanted = " ".join(tag.split()).removeprefix("#")
    if not wanted or "," in wanted:
        raise Refused("A tag is a word or two, without a comma.")
    return (wanted,)


def _change(vault: Vault, records: Sequence[str], change: Callable[[Content], Content]) -> int:
    if len(records) > MOST:
        raise Refused(f"At most {MOST} records are changed at a time.")
    count = 0
    with vault.writing():
        for each in dict.fromkeys(records):
            record = journal.show(vault, each)
            if record.content is None:
                raise Refused("One of these records has been removed.", hint="Nothing was changed.")
            after = change(record.content)
            if after != record.content:
                journal.revise(vault, record.id, after, base=record.version)
                count += 1
    return count
