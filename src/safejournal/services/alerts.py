"""A warrant, a case, a notice was written down: what it changes, what to do, whom to tell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from safejournal.domain.assessment import GRAVITY, Assessment, Finding
from safejournal.domain.plan import LegalMatter, Plan
from safejournal.domain.records import Contact, Content, Legal
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import ContactRole, Kind, LegalKind
from safejournal.errors import Refused
from safejournal.services import journal
from safejournal.services.assessing import assess_plan
from safejournal.services.trips import EVERY, planned, trip_of

if TYPE_CHECKING:
    from safejournal.services.opening import Vault

CHECKLISTS = {
    LegalKind.CRIMINAL_CASE: ("warrant-suspected",),
    LegalKind.WANTED_HOME: ("warrant-known-home",),
    LegalKind.WANTED_REGIONAL: ("warrant-known-regional", "regional-wanted-list-states"),
    LegalKind.INTERPOL_NOTICE: ("warrant-known-interpol",),
    LegalKind.SENTENCE_IN_ABSENTIA: ("warrant-known-home",),
    LegalKind.SUMMONS: ("warrant-suspected",),
    LegalKind.MOBILISATION_ORDER: ("deserters", "warrant-suspected"),
    LegalKind.DESERTION_CASE: ("deserters", "warrant-suspected"),
    LegalKind.LISTED_EXTREMIST_OR_TERRORIST: ("warrant-suspected",),
    LegalKind.MEMBER_OF_BANNED_GROUP: ("warrant-suspected",),
    LegalKind.EXIT_BAN: ("exit-refused",),
    LegalKind.PLEDGE_NOT_TO_LEAVE: ("exit-refused", "warrant-suspected"),
    LegalKind.ENTRY_BAN: ("coming-home",),
    LegalKind.EXTRADITION_REQUEST: ("extradition-custody", "interim-measures-folder"),
    LegalKind.EARLIER_EXTRADITION_REFUSED: ("interim-measures-folder",),
    LegalKind.DEPORTATION_ORDER: ("removal-announced", "interim-measures-folder"),
    LegalKind.IRREGULAR_CROSSING_CONVICTION: ("crossed-irregularly",),
    LegalKind.TAX_OR_FRAUD_CHARGE: ("warrant-suspected",),
    LegalKind.NONE_FOUND: (),
}
"""What to work through for each matter, whatever is planned. (A test: each is in the pack.)"""

_TELL = (ContactRole.LAWYER, ContactRole.SAFETY_CONTACT)


@dataclass(frozen=True, slots=True, kw_only=True)
class TripChange:
    """What a legal matter changes for a trip."""

    record: Record
    before: Assessment
    """Without the matter."""
    after: Assessment
    """With it."""
    worse: tuple[Finding, ...]
    """Findings that are new with it, or graver."""
    in_plan: bool
    """The trip's own plan names the matter already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What follows from a legal record."""

    record: Record
    trips: tuple[TripChange, ...]
    """Every planned trip, those that it makes gravest first."""
    checklists: tuple[str, ...]
    """Ids of the checklists to work through, the nearest first."""
    tell: tuple[Record, ...]
    """Lawyers, then safety contacts; nobody who must never be contacted."""


def alarms(content: Content) -> bool:
    """Tell whether a record just saved says that something stands against the person."""
    return isinstance(content, Legal) and bool(
        CHECKLISTS.get(content.legal or LegalKind.NONE_FOUND)
    )


def alert(vault: Vault, record_id: str) -> Alert | None:
    """Return what follows from a legal record; None when it says nothing that `alarms`."""
    record = journal.show(vault, record_id)
    content = record.content
    if not isinstance(content, Legal) or content.legal is None or not alarms(content):
        return None
    changes = [_change(vault, each, _matter(content)) for each in planned(vault)]
    changes.sort(key=_order)
    return Alert(
        record=record,
        trips=tuple(changes),
        checklists=tuple(dict.fromkeys((*CHECKLISTS[content.legal], *_checklists(changes)))),
        tell=tuple(_to_tell(vault)),
    )


def add_to_plan(vault: Vault, trip_id: str, legal_id: str) -> Record:
    """Put the matter of a legal record into a trip's plan, as a new version of the trip."""
    record = journal.show(vault, trip_id)
    content, legal = trip_of(record), journal.show(vault, legal_id).content
    if not isinstance(legal, Legal):
        raise Refused("This record is no legal matter.")
    plan = _with(content.plan or Plan(), _matter(legal))
    if plan == content.plan:
        return record
    return journal.revise(vault, record.id, replace(content, plan=plan), base=record.version)


def _matter(content: Legal) -> LegalMatter:
    return LegalMatter(kind=content.legal, state=content.jurisdiction, checked=content.checked)


def _change(vault: Vault, record: Record, matter: LegalMatter) -> TripChange:
    plan = trip_of(record).plan or Plan()
    today = vault.clock().date()
    before = assess_plan(_without(plan, matter), today)
    after = assess_plan(_with(plan, matter), today)
    return TripChange(
        record=record,
        before=before,
        after=after,
        worse=tuple(_worse(before, after)),
        in_plan=any(_same(each, matter) for each in plan.legal or ()),
    )


def _same(one: LegalMatter, other: LegalMatter) -> bool:
    return (one.kind, one.state) == (other.kind, other.state)


def _without(plan: Plan, matter: LegalMatter) -> Plan:
    """Return the plan as it would be had nobody known of the matter: then, not asked."""
    if plan.legal is None:
        return plan
    others = tuple(each for each in plan.legal if not _same(each, matter))
    return replace(plan, legal=others if others or not plan.legal else None)


def _with(plan: Plan, matter: LegalMatter) -> Plan:
    others = _without(plan, matter).legal or ()
    return replace(plan, legal=(*others, matter))


def _worse(before: Assessment, after: Assessment) -> Iterable[Finding]:
    known = {_key(each): GRAVITY[each.rule.severity] for each in before.findings}
    least = len(GRAVITY)
    for each in after.findings:
        if GRAVITY[each.rule.severity] < known.get(_key(each), least):
            yield each


def _key(of: Finding) -> tuple[str, str, int | None]:
    """Return what a warning is about: one of another pack hides no built-in one."""
    return of.pack, of.rule.mechanism, of.leg


def _order(change: TripChange) -> tuple[int, int]:
    gravities = [GRAVITY[each.rule.severity] for each in change.worse]
    return min(gravities, default=len(GRAVITY)), -len(gravities)


def _checklists(changes: Iterable[TripChange]) -> Iterable[str]:
    for change in changes:
        for finding in change.worse:
            yield from finding.rule.checklists


def _to_tell(vault: Vault) -> Iterable[Record]:
    found = journal.browse(vault, journal.Filter(kinds=(Kind.CONTACT,)), limit=EVERY)
    for role in _TELL:
        for each in found:
            content = each.content
            if not isinstance(content, Contact) or content.never_contact:
                continue
            first = next((r for r in _TELL if r in content.roles), None)
            if first is role:
                yield each
