"""What leaves and what stays: by tier, by reader, by what was named, down to the single value."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.disclosure import LEAVING, Cut, Given, Why, Wish, disclose, stays
from safejournal.domain.pseudonyms import Names, Person
from safejournal.domain.records import SHAPES
from safejournal.domain.tiers import TABLE, Tier
from safejournal.domain.words import Kind
from tests.domain.contents import contents

READER, OTHER, LAWYER, TRIP = ("a" * 32, "b" * 32, "c" * 32, "d" * 32)
NOBODY = Names([])

A_TRIP = Given(
    id=TRIP,
    kind=Kind.TRIP,
    values={
        "title": "To Almaty",
        "card": "the number by heart",
        "checkins": [
            {
                "due": "2026-05-02T18:00+05:00",
                "with": READER,
                "grace_minutes": 60,
                "steps": ["call"],
            },
            {"due": "2026-05-03T18:00+05:00", "with": OTHER, "steps": ["go there"]},
            {"due": "2026-05-04T18:00+05:00", "steps": ["think"]},
        ],
        "plan": {
            "purpose": "work",
            "legs": [{"from": {"country": "KG"}, "lodging": "hotel", "crossing": "official"}],
            "companions": [{"relation": "child", "age": 7}],
        },
    },
)
THE_READER = Given(
    id=READER,
    kind=Kind.CONTACT,
    values={
        "name": "Anna", "pseudonym": "Birch", "recipient": "age1x",
        "channels": [
            {"kind": "Signal", "value": "+1 111", "use": "when_safe"},
            {"kind": "telephone", "value": "+1 222", "use": "emergency"},
            {"kind": "work", "value": "+1 333", "use": "never"},
            {"kind": "mail", "value": "x@y"},
        ],
        "instructions": "Call the lawyer first.",
        "challenge": {"question": "Which tree?", "answer": "the pear"},
        "words": {"all_well": "sunny", "under_duress": "cloudy"},
    },
)  # fmt: skip
THE_LAWYER = Given(
    id=LAWYER,
    kind=Kind.CONTACT,
    values={
        "name": "Vera", "pseudonym": "Oak", "roles": ["lawyer"], "instructions": "Go to court.",
        "channels": [{"kind": "telephone", "value": "+1 444", "use": "emergency"}],
        "challenge": {"question": "Which river?"},
    },
)  # fmt: skip


def fields(cuts: tuple[Cut, ...]) -> dict[str, Mapping[str, Any]]:
    """Return what leaves, by record."""
    return {cut.given.id: cut.fields for cut in cuts}


def test_a_card_holds_times_own_steps_and_ordinary_channels() -> None:
    """Nothing of the way, no title, no name; of other contacts' check-ins not even the time."""
    wish = Wish(tier=Tier.CARD, reader=(READER,))
    left = fields(disclose([A_TRIP, THE_READER, THE_LAWYER], wish, NOBODY))
    assert left == {
        TRIP: {
            "checkins": [
                {
                    "due": "2026-05-02T18:00+05:00",
                    "with": READER,
                    "grace_minutes": 60,
                    "steps": ["call"],
                },
                {"due": "2026-05-04T18:00+05:00"},
            ]
        },
        READER: {"channels": [{"kind": "Signal", "value": "+1 111", "use": "when_safe"}]},
        LAWYER: {},
    }


def test_an_emergency_bundle_adds_the_way_the_lawyer_and_the_question() -> None:
    """The question for this reader, never its answer, never what was meant for the lawyer."""
    wish = Wish(tier=Tier.EMERGENCY, reader=(READER,))
    left = fields(disclose([A_TRIP, THE_READER, THE_LAWYER], wish, NOBODY))
    assert left[TRIP]["plan"] == {"legs": [{"from": {"country": "KG"}, "lodging": "hotel"}]}
    assert left[READER]["challenge"] == {"question": "Which tree?"}
    assert left[READER]["instructions"] == "Call the lawyer first."
    assert [each["value"] for each in left[READER]["channels"]] == ["+1 111", "+1 222"]
    assert left[LAWYER] == {
        "pseudonym": "Oak",
        "roles": ["lawyer"],
        "channels": [{"kind": "telephone", "value": "+1 444", "use": "emergency"}],
    }


def test_several_readers_get_nothing_that_was_meant_for_one() -> None:
    """What one of two may not see, neither gets."""
    wish = Wish(tier=Tier.EVIDENCE, reader=(READER, OTHER))
    left = json.dumps(fields(disclose([A_TRIP, THE_READER], wish, NOBODY)))
    for meant in ("Which tree?", "Call the lawyer first.", "go there", '"call"'):
        assert meant not in left


def test_an_unknown_person_gets_nothing_that_was_meant_for_a_contact() -> None:
    """A bare recipient is nobody's contact."""
    wish = Wish(tier=Tier.CARD, reader=())
    assert fields(disclose([A_TRIP, THE_READER], wish, NOBODY)) == {
        TRIP: {"checkins": [{"due": "2026-05-04T18:00+05:00"}]},
        READER: {},
    }


def test_confidential_stays_unless_the_record_was_named() -> None:
    """Every value of it, at every tier; and each says why."""
    secret = Given(id="e" * 32, kind=Kind.NOTE, values={"title": "t", "confidential": True})
    (cut,) = disclose([secret], Wish(tier=Tier.EVIDENCE), NOBODY)
    assert cut.fields == {}
    assert {leaf.path: leaf.why for leaf in cut.leaves}["title"] is Why.CONFIDENTIAL
    named = Wish(tier=Tier.EVIDENCE, confidential=frozenset({secret.id}))
    assert disclose([secret], named, NOBODY)[0].fields == {"title": "t"}


def test_a_number_leaves_only_named_and_never_when_it_may_be_somebody_else_s() -> None:
    """Naming the field opens it for one's own paper and for no other."""
    values = {"document": {"kind": "passport"}, "number": "N123"}
    for linked, named, leaves in ((False, False, False), (False, True, True), (True, True, False)):
        paper = Given(id="e" * 32, kind=Kind.DOCUMENT, values=values, links_to_people=linked)
        chosen = frozenset({(paper.id, "number")} if named else ())
        (cut,) = disclose([paper], Wish(tier=Tier.EMERGENCY, named=chosen), NOBODY)
        assert ("number" in cut.fields) is leaves
        assert cut.fields["document"] == {"kind": "passport"}


def test_people_are_cut_and_links_end_with_their_records() -> None:
    """Who had a part goes by role and pseudonym; an id leaves only with the record it names."""
    incident = Given(
        id="e" * 32,
        kind=Kind.INCIDENT,
        values={
            "title": "A talk with Anna",
            "people": [{"contact": OTHER, "role": "witness", "description": "tall"}],
            "links": [{"to": TRIP, "as": "on the way"}, {"to": "f" * 32, "as": "elsewhere"}],
            "threat": "f" * 32,
        },
    )
    names = Names([Person(id=OTHER, name="Anna", pseudonym="Reed")])
    alone, _ = disclose([incident, A_TRIP], Wish(tier=Tier.EVIDENCE, reader=(LAWYER,)), names)
    assert alone.fields == {
        "title": "A talk with [Reed]",
        "people": [{"role": "witness (Reed)"}],
        "links": [{"to": TRIP, "as": "on the way"}],
    }
    assert not alone.whole
    chosen = Wish(
        tier=Tier.EVIDENCE,
        reader=(LAWYER,),
        people=frozenset({OTHER}),
        named=frozenset({(incident.id, "people.description")}),
        as_written=frozenset({(incident.id, "title")}),
    )
    other = Given(id=OTHER, kind=Kind.CONTACT, values={"name": "Anna"})
    cut, _, person = disclose([incident, A_TRIP, other], chosen, names)
    assert cut.fields["people"] == [{"contact": OTHER, "role": "witness", "description": "tall"}]
    assert person.fields == {"name": "Anna"}


def test_what_the_person_keeps_back_stays() -> None:
    """One place of a list, or all of them; and what hangs on it goes too."""
    kept = frozenset({(TRIP, "checkins[2].due"), (READER, "channels.kind")})
    wish = Wish(tier=Tier.CARD, reader=(READER,), kept_back=kept)
    trip, reader = disclose([A_TRIP, THE_READER], wish, NOBODY)
    assert len(trip.fields["checkins"]) == 1
    assert reader.fields["channels"] == [{"value": "+1 111", "use": "when_safe"}]
    assert {leaf.path: leaf.why for leaf in trip.leaves}["checkins[2].due"] is Why.KEPT_BACK


def test_what_is_kept_back_stays_with_all_that_is_in_it() -> None:
    """A whole list, one place of it, or one field of each place."""
    first, _, third = A_TRIP.values["checkins"]
    bare = [{k: v for k, v in each.items() if k != "steps"} for each in (first, third)]
    due = {key: third[key] for key in ("due",)}
    for back, left in (("checkins", None), ("checkins[0]", [due]), ("checkins.steps", bare)):
        wish = Wish(tier=Tier.CARD, reader=(READER,), kept_back=frozenset({(TRIP, back)}))
        trip, _ = disclose([A_TRIP, THE_READER], wish, NOBODY)
        assert trip.fields.get("checkins") == left, back
    channels = Wish(tier=Tier.CARD, reader=(READER,), kept_back=frozenset({(READER, "channels")}))
    assert disclose([THE_READER], channels, NOBODY)[0].fields == {}


def test_fields_named_alone_leave_alone() -> None:
    """Each with all that is in it; everything else of that record stays, and of no other."""
    only = frozenset({(TRIP, "checkins[0]")})
    trip, reader = disclose(
        [A_TRIP, THE_READER], Wish(tier=Tier.CARD, reader=(READER,), only=only), NOBODY
    )
    assert trip.fields["checkins"] == [A_TRIP.values["checkins"][0]]
    assert {leaf.path: leaf.why for leaf in trip.leaves}["checkins[2].due"] is Why.KEPT_BACK
    assert reader.fields["channels"]
    note = Given(id="e" * 32, kind=Kind.NOTE, values={"title": "t", "text": "x", "tags": ["a"]})
    for path, left in (("text", {"text": "x"}), ("tags", {"tags": ["a"]}), ("t", {})):
        wish = Wish(tier=Tier.EVIDENCE, only=frozenset({(note.id, path)}))
        assert disclose([note], wish, NOBODY)[0].fields == left
    number = Given(id="f" * 32, kind=Kind.DOCUMENT, values={"number": "N1", "copies": "c"})
    wish = Wish(tier=Tier.EVIDENCE, only=frozenset({(number.id, "number")}))
    assert disclose([number], wish, NOBODY)[0].fields == {}  # it must be named besides


def test_a_record_that_leaves_as_it_stands_is_whole() -> None:
    """And one of which anything was cut or replaced is not."""
    note = Given(id="e" * 32, kind=Kind.NOTE, values={"title": "t", "tags": ["a"]})
    (cut,) = disclose([note], Wish(tier=Tier.EVIDENCE), NOBODY)
    assert cut.whole
    (part,) = disclose(
        [note], Wish(tier=Tier.EVIDENCE, kept_back=frozenset({(note.id, "tags")})), NOBODY
    )
    assert not part.whole


def test_a_file_is_told_of_only_with_its_original() -> None:
    """Name and hash of an attachment would betray a file that stays or leaves cleaned."""
    files = [{"id": "1" * 32, "name": "n", "size": 1, "sha256": "s", "taken_in": "t"}]
    note = Given(id="e" * 32, kind=Kind.NOTE, values={"title": "t", "attachments": files})
    (cut,) = disclose([note], Wish(tier=Tier.EVIDENCE), NOBODY)
    assert cut.fields == {"title": "t"}
    originals = Wish(tier=Tier.EVIDENCE, originals=frozenset({"1" * 32}))
    assert disclose([note], originals, NOBODY)[0].whole


def test_a_field_that_the_table_does_not_name_leaves_nowhere() -> None:
    """A field from a later version, or one that somebody forgot to decide on, stays."""
    note = Given(id="e" * 32, kind=Kind.NOTE, values={"title": "t", "mood": "low", "x": {"y": 1}})
    (cut,) = disclose(
        [note], Wish(tier=Tier.EVIDENCE, named=frozenset({("e" * 32, "mood")})), NOBODY
    )
    assert cut.fields == {"title": "t"}
    assert [leaf.path for _, leaf in stays([cut])] == ["mood", "x.y"]


# Every value is given a canary of its own, in random records under a random wish.


def canaries(value: Any, numbers: Iterator[int]) -> Any:
    """Return the values with every text, number and mark replaced by one that stands once."""
    if isinstance(value, dict):
        return {key: canaries(inner, numbers) for key, inner in value.items()}
    if isinstance(value, list):
        return [canaries(inner, numbers) for inner in value]
    return f"canary{next(numbers):06}z"


@st.composite
def journals(draw: st.DrawFn) -> list[Given]:
    """Some records with canaries, a few of which point to each other and to the readers."""
    numbers = count(1)
    found: list[Given] = []
    for content in draw(st.lists(contents(), min_size=1, max_size=4)):
        kind = next(kind for kind, shape in SHAPES.items() if shape is type(content))
        values = canaries(codec.content_to_builtins(content), numbers)
        if kind is Kind.CONTACT and draw(st.booleans()):
            values["roles"] = ["lawyer"]
        for each in values.get("channels", []):
            each["use"] = draw(st.sampled_from(["when_safe", "emergency", "never"]))
        for each in values.get("checkins", []):
            each["with"] = draw(st.sampled_from([READER, OTHER]))
        for each in values.get("links", []):
            each["to"] = draw(st.sampled_from([READER, OTHER, f"{0:032x}"]))
        for each in values.get("people", []):
            each["contact"] = draw(st.sampled_from([READER, OTHER]))
        if "confidential" in values:
            values["confidential"] = draw(st.booleans())
        record = draw(st.sampled_from([READER, OTHER, f"{len(found):032x}"]))
        if record not in {each.id for each in found}:
            linked = draw(st.booleans())
            found.append(Given(id=record, kind=kind, values=values, links_to_people=linked))
    return found


@st.composite
def wishes(draw: st.DrawFn, given_: list[Given]) -> Wish:
    """Any wish about these records."""
    ids = [each.id for each in given_]
    fields_ = [(each.id, path) for each in given_ for path in TABLE[each.kind]]
    some = st.frozensets(st.sampled_from(fields_), max_size=20)
    return Wish(
        tier=draw(st.sampled_from(list(Tier))),
        reader=tuple(draw(st.lists(st.sampled_from([READER, OTHER]), unique=True))),
        named=draw(some),
        kept_back=draw(some),
        as_written=draw(some),
        people=draw(st.frozensets(st.sampled_from(ids))),
        confidential=draw(st.frozensets(st.sampled_from(ids))),
    )


@given(st.data())
def test_no_value_that_stays_occurs_in_what_leaves(data: st.DataObject) -> None:
    """Whatever is wished, of a value marked to stay not a trace is left; the rest is all there."""
    given_ = data.draw(journals())
    cuts = disclose(given_, data.draw(wishes(given_)), NOBODY)
    left = json.dumps([cut.fields for cut in cuts])
    for cut in cuts:
        for leaf in cut.leaves:
            for canary in re.findall("canary[0-9]{6}z", str(leaf.value)):
                assert (canary in left) is (leaf.why in LEAVING), (leaf.path, leaf.why)


@given(st.data())
def test_no_id_of_a_record_that_stays_occurs_in_what_leaves(data: st.DataObject) -> None:
    """Links, people and check-ins name only records that leave in the same bundle."""
    given_ = data.draw(journals())
    cuts = disclose(given_, data.draw(wishes(given_)), NOBODY)
    left = json.dumps([cut.fields for cut in cuts])
    leaving = {cut.given.id for cut in cuts if cut.fields}
    for record in {READER, OTHER, *(each.id for each in given_)} - leaving:
        assert record not in left


@given(st.data())
def test_every_value_is_spoken_of_once(data: st.DataObject) -> None:
    """The preview misses nothing: each canary of a record stands in exactly one leaf."""
    given_ = data.draw(journals())
    cuts = disclose(given_, data.draw(wishes(given_)), NOBODY)
    leaves = [str(leaf.value) for cut in cuts for leaf in cut.leaves]
    told = re.findall("canary[0-9]{6}z", " ".join(leaves))
    inside = json.dumps([each.values for each in given_])
    assert len(told) == len(set(told)) == inside.count("canary")


@given(st.data())
def test_a_higher_tier_never_holds_less(data: st.DataObject) -> None:
    """What a card may hold an emergency bundle may, and evidence too."""
    given_ = data.draw(journals())
    wish = data.draw(wishes(given_))
    before: set[tuple[str, str]] = set()
    for tier in Tier:
        raised = Wish(**{name: getattr(wish, name) for name in wish.__slots__} | {"tier": tier})
        cuts = disclose(given_, raised, NOBODY)
        leaves = {(c.given.id, leaf.path) for c in cuts for leaf in c.leaves if leaf.why in LEAVING}
        assert before <= leaves
        before = leaves


@given(contents(), st.sampled_from(list(Tier)))
def test_what_leaves_is_a_record_that_the_codec_reads(content: Any, tier: Tier) -> None:
    """However much is cut, what is left is valid content of its kind."""
    kind = next(kind for kind, shape in SHAPES.items() if shape is type(content))
    given_ = Given(id=READER, kind=kind, values=codec.content_to_builtins(content))
    (cut,) = disclose([given_], Wish(tier=tier, reader=(READER,)), NOBODY)
    codec.content_from_builtins(kind, cut.fields)


def test_nothing_that_a_person_wrote_stands_in_what_an_error_could_print() -> None:
    """Neither what is held against the table, nor what became of it, says its values."""
    (cut,) = disclose([A_TRIP], Wish(tier=Tier.CARD), NOBODY)
    assert "number by heart" in str(A_TRIP.values)
    for each in (A_TRIP, cut, *cut.leaves):
        assert "number by heart" not in repr(each)
        assert "To Almaty" not in repr(each)
