"""What was looked up, when, how and by whom; and how old the answer is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from safejournal.domain.due import LEGAL_AGES_AFTER
from safejournal.domain.records import Legal
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind, LegalKind
from safejournal.services import journal
from safejournal.services.trips import EVERY

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The latest check of one matter in one jurisdiction."""

    record: Record
    kind: LegalKind | None
    jurisdiction: str | None
    days: int | None
    """Days since it was looked up; None when nobody said."""
    stale: bool
    """Too old to rely on, past the day set for the next look, or never dated."""
    nothing_found: bool
    """It says that nothing was found on that day: never to be shown as clear."""
    earlier: tuple[Record, ...]
    """Older checks of the same, the latest first."""


def legal_log(vault: Vault) -> list[Check]:
    """Return the latest check of each matter, what stands against the person first, then by age.

    One matter is a kind, a jurisdiction and a reference: two cases in one country are two.
    """
    found = journal.browse(vault, journal.Filter(kinds=(Kind.LEGAL,)), limit=EVERY)
    by_matter: dict[tuple[object, ...], list[tuple[Record, Legal]]] = {}
    for each in found:
        if isinstance(each.content, Legal):
            by_matter.setdefault(_matter(each.content), []).append((each, each.content))
    today = vault.clock().date()
    checks = [_check(each, today) for each in by_matter.values()]
    return sorted(checks, key=_order)


def _matter(content: Legal) -> tuple[object, ...]:
    return content.legal, content.jurisdiction, " ".join(content.reference.casefold().split())


def _check(found: list[tuple[Record, Legal]], today: date) -> Check:
    latest, *earlier = sorted(found, key=_when_checked, reverse=True)
    record, content = latest
    days = None
    if content.checked is not None:
        days = max((today - date.fromisoformat(content.checked)).days, 0)
    return Check(
        record=record,
        kind=content.legal,
        jurisdiction=content.jurisdiction,
        days=days,
        stale=_is_stale(content, days, today),
        nothing_found=content.legal is LegalKind.NONE_FOUND,
        earlier=tuple(each for each, _ in earlier),
    )


def _when_checked(one: tuple[Record, Legal]) -> tuple[str, str]:
    record, content = one
    return content.checked or "", record.written_at


def _is_stale(content: Legal, days: int | None, today: date) -> bool:
    if days is None:
        return True
    if content.next_check is not None:
        return today > date.fromisoformat(content.next_check)
    return days > LEGAL_AGES_AFTER.days


def _order(check: Check) -> tuple[bool, bool, int]:
    return check.nothing_found, check.days is not None, -(check.days or 0)
