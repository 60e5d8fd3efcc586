"""What is due in a month, in words: a line for each thing, under the name of its day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from safejournal.domain.versions import Record
from safejournal.i18n import _, language
from safejournal.services.calendar import Entry, Month
from safejournal.services.opening import Vault
from safejournal.wording.names import shown_name
from safejournal.wording.times import day, weekdays
from safejournal.wording.words import word


def day_name(of: date, today: date) -> str:
    """Return a day as `Thursday, 14 May 2026`, and whether it is today."""
    said = f"{weekdays()[of.weekday()]}, {day(of.isoformat())}"
    return _("{day} (today)").format(day=said) if of == today else said


def what(entry: Entry, now: datetime) -> str:
    """Return what is due, without its day: `18:00 check-in`, `document runs out (late)`."""
    due = entry.due
    said = word(due.what)
    if due.country:
        from safejournal.services.names import state_name  # nobody waits for it on other days

        said = f"{said}, {state_name(due.country, language())}"
    if "T" in due.at:
        said = f"{due.moment().astimezone(now.tzinfo):%H:%M} {said}"
    return f"{said} ({word(entry.urgency)})" if entry.urgency else said


def whose(vault: Vault, entries: Sequence[Entry]) -> list[str]:
    """Return the name of the record, or of the person waited for, of each entry."""
    others = [each.of for each in entries if not isinstance(each.of, Record)]
    names: dict[str, str] = {}
    if others:
        from safejournal.wording.silence import names_waited  # loads all of sharing

        names = names_waited(vault, others)
    return [_name(each.of, names) for each in entries]


def _name(of: Any, names: dict[str, str]) -> str:  # noqa: ANN401 - what an entry is of
    if isinstance(of, Record):
        return shown_name(of)
    from safejournal.wording.silence import marked_waiting

    return marked_waiting(of, names)


def month_lines(vault: Vault, month: Month, first: date, last: date) -> Iterator[str]:
    """Yield the days from first to last on which something is due, and what."""
    now, empty = vault.clock(), True
    for each, entries in month.due.items():
        if first <= each <= last:
            empty = False
            yield f"{day_name(each, now.date())}:"
            names = whose(vault, entries)
            told = zip(entries, names, strict=True)
            yield from (f"  {what(entry, now)}: {name}" for entry, name in told)
    if empty:
        yield _("Nothing is due in this month.")


def month_document(vault: Vault, month: Month, first: date, last: date) -> dict[str, Any]:
    """Return the same as other programs read it."""
    return {
        "month": first.isoformat()[: len("2026-05")],
        "days": [
            {
                "day": each.isoformat(),
                "due": [
                    _document(entry, name)
                    for entry, name in zip(entries, whose(vault, entries), strict=True)
                ],
            }
            for each, entries in month.due.items()
            if first <= each <= last
        ],
    }


def _document(entry: Entry, name: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "what": entry.due.what.value,
        "at": entry.due.at,
        "urgency": entry.urgency.value if entry.urgency else None,
        "name": name,
    }
    if isinstance(entry.of, Record):
        found |= {"record": entry.of.id, "kind": entry.of.kind.value}
    else:
        found |= {"record": entry.of.contact, "trip": entry.of.trip}
    return found | ({"country": entry.due.country} if entry.due.country else {})
