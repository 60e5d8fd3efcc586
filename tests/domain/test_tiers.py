"""The table of what may leave, held against the record types and against the contract's words."""

from __future__ import annotations

import pytest

from safejournal.domain.paths import needed, paths
from safejournal.domain.tiers import NEVER, TABLE, Only, Tier
from safejournal.domain.words import Kind

CARD = {
    Kind.TRIP: "checkins.due checkins.grace_minutes checkins.steps checkins.with",
    Kind.CONTACT: "channels.kind channels.value channels.use",
}
EMERGENCY = {
    Kind.TRIP: "plan.format plan.legs.from.country plan.legs.from.airport plan.legs.to.country"
    " plan.legs.to.airport plan.legs.via.country plan.legs.via.airport plan.legs.mode"
    " plan.legs.date plan.legs.lodging plan.legs.stay_days plan.documents.kind",
    Kind.CONTACT: "pseudonym roles never_contact instructions challenge.question name",
    Kind.DOCUMENT: "document.kind number",
    Kind.LEGAL: "legal jurisdiction reference",
}
NOWHERE = {
    "confidential", "travel_safe", "challenge.answer", "words.all_well", "words.under_duress",
    "recipient", "verified.on", "verified.how",
}  # fmt: skip


def lowest(kind: Kind, tier: Tier) -> set[str]:
    """Return the fields whose first way out opens at this tier."""
    return {
        path for path, ways in TABLE[kind].items() if ways and min(w.tier for w in ways) is tier
    }


@pytest.mark.parametrize("kind", list(Kind))
def test_the_table_decides_on_every_field_that_a_record_has(kind: Kind) -> None:
    """A field that is added to a record breaks this until somebody has decided where it may go."""
    assert set(TABLE[kind]) == paths(kind)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_lowest_tiers_are_those_of_the_contract(kind: Kind) -> None:
    """Card and emergency hold exactly these fields; the words and the answer go nowhere at all."""
    assert lowest(kind, Tier.CARD) == set(CARD.get(kind, "").split())
    assert lowest(kind, Tier.EMERGENCY) == set(EMERGENCY.get(kind, "").split())
    assert {path for path, ways in TABLE[kind].items() if ways == NEVER} == NOWHERE & paths(kind)


def test_steps_and_instructions_leave_for_their_reader_only() -> None:
    """No tier opens a way for what was meant for another contact."""
    for kind, path in (
        (Kind.CONTACT, "instructions"),
        (Kind.CONTACT, "challenge.question"),
        (Kind.TRIP, "checkins.steps"),
    ):
        for way in TABLE[kind][path]:
            assert way.only & {Only.FOR_READER, Only.FOR_NOBODY_ELSE}


def test_numbers_leave_only_named_and_only_one_s_own() -> None:
    """The number of a paper has no way out but by name, and none if it is linked to a contact."""
    (way,) = TABLE[Kind.DOCUMENT]["number"]
    assert way.only == {Only.NAMED, Only.OWN_PAPER}


def test_every_id_of_another_record_is_bound_to_that_record() -> None:
    """No field that holds an id can leave without the record that it names."""
    for kind in Kind:
        for path in ("links.to", "people.contact", "threat", "trip", "by", "checkins.with"):
            for way in TABLE[kind].get(path, ()):
                assert Only.WITH_ITS_RECORD in way.only


def test_what_an_object_needs_is_read_off_the_types() -> None:
    """A link without its end, a promise without its time, a level's reason alone say nothing."""
    assert needed(Kind.TRIP)["checkins"] == {"due"}
    assert needed(Kind.NOTE)["links"] == {"to"}
    assert needed(Kind.THREAT)["impact"] == {"level"}
    assert needed(Kind.CHECKLIST_RUN)["items"] == {"item"}
