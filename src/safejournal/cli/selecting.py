"""What a command line chooses to give away: records, fields, people, originals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from safejournal.errors import NotFound, Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.opening import Vault
    from safejournal.services.sharing import Choice

ALL = "all"
"""Selects all that the tier allows."""

_PLACE = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """The options as they were given."""

    to: tuple[str, ...]
    recipients: tuple[str, ...]
    tier: str
    select: tuple[str, ...]
    keep_back: tuple[str, ...]
    as_written: tuple[str, ...]
    by_name: tuple[str, ...]
    originals: tuple[str, ...]
    language: str


def read_choice(vault: Vault, wishes: Wishes) -> Choice:
    """Return what was chosen, with every id whole. Raises NotFound for what is not there.

    A record that is selected by fields alone leaves with these fields only. A field named so is
    also named in the sense of the tiers: a number leaves no other way.
    """
    from safejournal.services import journal
    from safejournal.services.sharing import Choice, Tier

    everything = ALL in wishes.select
    whole = [journal.find_id(vault, each) for each in wishes.select if _is_record(each)]
    fields = read_fields(vault, (each for each in wishes.select if ":" in each))
    records = dict.fromkeys([*whole, *(record for record, _field in fields)])
    choice = Choice(
        contacts=tuple(journal.find_id(vault, each) for each in wishes.to),
        recipients=wishes.recipients,
        tier=Tier[wishes.tier.upper()],
        records=tuple(records),
        everything=everything,
        named=frozenset(fields),
        only=frozenset(each for each in fields if each[0] not in whole),
        kept_back=frozenset(read_fields(vault, wishes.keep_back)),
        as_written=frozenset(read_fields(vault, wishes.as_written, exact=True)),
        people=frozenset(journal.find_id(vault, each) for each in wishes.by_name),
        language=wishes.language,
    )
    return replace(choice, originals=_originals(vault, choice, wishes.originals))


def _is_record(selected: str) -> bool:
    return selected != ALL and ":" not in selected


def read_fields(
    vault: Vault, given: Iterable[str], *, exact: bool = False
) -> list[tuple[str, str]]:
    """Return fields that were named as ID:FIELD, with every id whole."""
    return [_field(vault, each, exact=exact) for each in given]


def _field(vault: Vault, given: str, *, exact: bool) -> tuple[str, str]:
    """Return a record's id and the path of a field in it, or of what holds several fields."""
    from safejournal.domain.tiers import TABLE
    from safejournal.services import journal

    typed, colon, path = given.partition(":")
    if not colon or not path:
        raise WrongUsage(_("A field is named as ID:FIELD, as in the record's JSON."))
    record = journal.show(vault, journal.find_id(vault, typed))
    bare = _PLACE.sub("", path)
    known = TABLE[record.kind]
    if bare not in known and (exact or not any(each.startswith(f"{bare}.") for each in known)):
        raise NotFound("There is no such field in a record of this kind.")
    return record.id, path


def _originals(vault: Vault, choice: Choice, given: Iterable[str]) -> frozenset[str]:
    """Return the attachments that are to leave in their original form: named as ID:ATTACHMENT."""
    from safejournal.cli.files import find_attachment
    from safejournal.services import journal

    found = set()
    for each in given:
        typed, colon, attachment = each.partition(":")
        if not colon:
            raise WrongUsage(_("An original is named as ID:ATTACHMENT."))
        record = journal.show(vault, journal.find_id(vault, typed))
        if record.id not in choice.records and not choice.everything:
            raise Refused("The record of this attachment was not selected.")
        found.add(find_attachment(record, attachment).id)
    return frozenset(found)
