"""The journal of an invented exile who plans a journey: trips, checks, papers, people."""

from __future__ import annotations

from dataclasses import dataclass

from safejournal.domain import plan_words as w
from safejournal.domain import records as r
from safejournal.domain.plan import Leg, Paper, Person, Place, Plan
from safejournal.domain.versions import Record
from safejournal.domain.words import ContactRole, DocumentKind, DocumentState, LegalKind
from safejournal.services import journal
from safejournal.services.opening import Vault
from tests.tui.shell_app import day

PERSON = Person(
    home_state="RU",
    roles=(w.PersonRole.ACTIVIST, w.PersonRole.BLOGGER),
    lives_in="KG",
    status_abroad=w.StatusAbroad.VISITOR,
)

PLAN = Plan(
    person=PERSON,
    purpose=w.Purpose.TOURISM,
    documents=(Paper(kind=DocumentKind.NATIONAL_ID, issuer="RU", state=DocumentState.VALID),),
    legs=(
        Leg(
            start=Place(country="KG"),
            end=Place(country="KZ"),
            mode=w.Mode.ROAD,
            date=day(18),
            stay_days=3,
            lodging=w.Lodging.HOSTEL,
        ),
        Leg(
            start=Place(country="KZ", airport="ALA"),
            via=(Place(country="TR", airport="IST"),),
            end=Place(country="RS", airport="BEG"),
            mode=w.Mode.AIR,
            date=day(21),
        ),
    ),
)
"""An activist on an internal paper: by road to a state that shares lists, then by air."""


@dataclass
class Exile:
    """What stands in the journal."""

    trip: Record
    weekend: Record
    lawyer: Record
    friend: Record
    check: Record


def settle(vault: Vault) -> Exile:
    """Write it down."""
    lawyer = journal.record(vault, r.Contact(pseudonym="Ласточка", roles=(ContactRole.LAWYER,)))
    friend = journal.record(
        vault, r.Contact(pseudonym="Birch", roles=(ContactRole.SAFETY_CONTACT,))
    )
    trip = journal.record(vault, r.Trip(title="Almaty and on", plan=PLAN))
    weekend = journal.record(vault, r.Trip(title="A week at the lake", plan=lake()))
    check = journal.record(
        vault,
        r.Legal(
            legal=LegalKind.NONE_FOUND,
            jurisdiction="RU",
            checked=day(-45),
            checked_how="the public list",
            checked_by="Birch",
        ),
    )
    return Exile(trip=trip, weekend=weekend, lawyer=lawyer, friend=friend, check=check)


def lake() -> Plan:
    """Return a stay that is under way, of which little is said."""
    leg = Leg(start=Place(country="KG"), end=Place(country="KG"), date=day(-2), stay_days=7)
    return Plan(person=PERSON, legs=(leg,))


def warrant(vault: Vault) -> Record:
    """Write down that there is a warrant."""
    content = r.Legal(legal=LegalKind.WANTED_HOME, jurisdiction="RU", checked=day(0))
    return journal.record(vault, content)
