"""What of a record leaves in a bundle, and what stays: files, names, numbers, the confidential."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.domain.disclosure import LEAVING
from safejournal.domain.padding import is_padded
from safejournal.domain.records import (
    Checkin,
    Document,
    Incident,
    Involved,
    Link,
    Note,
)
from safejournal.domain.words import CheckinWord
from safejournal.errors import Refused
from safejournal.services import attachments, journal, sharing
from safejournal.services.sharing import Form, Tier
from tests.exchange.pictures import telling_png
from tests.services.canaries import canaries_in, with_canaries
from tests.services.exchanging import (
    LAWYER,
    Two,
    card,
    exported,
    kept,
    opened,
    paths_of,
    written,
)


def test_an_attachment_leaves_only_as_evidence_and_only_if_it_was_chosen(pair: Two) -> None:
    """Under a neutral name, in its original form, byte for byte; otherwise not even its name."""
    note = kept(pair.anna, Note(title="x"))
    photo = written(pair.file("Protest with Vera.JPG"), b"\xff\xd8 GPS 42.87")
    attachments.attach(pair.anna, note, photo)
    content = journal.show(pair.anna, note).content
    assert content is not None
    chosen = card(pair, tier=Tier.EVIDENCE, records=(note,))
    without = exported(pair, chosen)
    assert b"Protest" not in b"".join(without.values())
    assert not any(name.startswith("files/") for name in without)
    originals = frozenset({content.attachments[0].id})
    found = exported(pair, replace(chosen, originals=originals))
    assert found["files/0001.jpg"] == b"\xff\xd8 GPS 42.87"
    assert json.loads(found["entries/0001.json"])["extent"] == "whole"
    lower = replace(chosen, originals=originals, tier=Tier.EMERGENCY)
    assert sharing.preview(pair.anna, lower).files == ()


def test_a_file_stays_where_only_other_fields_were_chosen(pair: Two) -> None:
    """Neither its name nor a cleaned copy leaves, until it is named as well."""
    note = kept(pair.anna, Note(title="x", text="y"))
    attachments.attach(pair.anna, note, written(pair.file("a.png"), telling_png()))
    chosen = card(pair, tier=Tier.EVIDENCE, records=(note,))
    alone = replace(chosen, only=frozenset({(note, "title")}))
    assert sharing.preview(pair.anna, alone).files == ()
    found = exported(pair, alone)
    assert json.loads(found["entries/0001.json"])["fields"] == {"title": "x"}
    assert not any(name.startswith("files/") for name in found)
    both = replace(chosen, only=frozenset({(note, "title"), (note, "attachments")}))
    assert [each.form for each in sharing.preview(pair.anna, both).files] == [Form.CLEANED]


def test_a_whole_record_proves_that_it_is_the_sealed_version(pair: Two) -> None:
    """The reader computes its digest; one that was cut says so and carries no salt."""
    whole = kept(pair.anna, Note(title="t", text="x"))
    shared = kept(pair.anna, Note(title="t", travel_safe=True))
    found = exported(pair, card(pair, tier=Tier.EVIDENCE, records=(whole, shared)))
    first, second = (json.loads(found[f"entries/{n:04}.json"]) for n in (1, 2))
    assert first["version"] == journal.show(pair.anna, whole).version
    assert (first["extent"], second["extent"]) == ("whole", "cut")
    assert "salt" not in second


def test_other_people_s_names_are_put_out_of_sight(pair: Two) -> None:
    """In texts too; the excerpt says where, and the page says that it was done."""
    vera = kept(pair.anna, LAWYER)
    text = "Vera saw it, and told Counsel."
    incident = kept(
        pair.anna,
        Incident(title="x", text=text, people=(Involved(contact=vera, role="witness"),)),
    )
    found = exported(pair, card(pair, tier=Tier.EVIDENCE, records=(incident,)))
    told = json.loads(found["entries/0001.json"])
    assert told["fields"]["text"] == "[Oak] saw it, and told [Oak]."
    assert told["fields"]["people"] == [{"role": "witness (Oak)"}]
    assert told["replaced"] == ["text"]
    everything = b"".join(found.values())
    assert b"Vera" not in everything
    assert vera.encode() not in everything
    assert b"names were put out of sight" in found["entries/0001.txt"]


def test_confidential_records_leave_only_by_name(pair: Two) -> None:
    """`everything` never means them."""
    secret = kept(pair.anna, Note(title="a secret", confidential=True))
    kept(pair.anna, Note(title="open"))
    everything = card(pair, tier=Tier.EVIDENCE, everything=True)
    assert b"a secret" not in b"".join(exported(pair, everything).values())
    named = card(pair, tier=Tier.EVIDENCE, records=(secret,))
    assert b"a secret" in b"".join(exported(pair, named).values())


def test_a_number_leaves_only_named(pair: Two) -> None:
    """And not if the paper is linked to a contact."""
    own = kept(pair.anna, Document(number="N111", copies="at home"))
    theirs = kept(pair.anna, Document(number="N222", links=(Link(to=pair.bela_at_anna),)))
    chosen = card(pair, tier=Tier.EVIDENCE, records=(own, theirs))
    assert b"N111" not in b"".join(exported(pair, chosen).values())
    named = frozenset({(own, "number"), (theirs, "number")})
    found = b"".join(exported(pair, replace(chosen, named=named)).values())
    assert b"N111" in found
    assert b"N222" not in found


@pytest.mark.parametrize("everything", [True, False])
def test_which_word_came_leaves_only_named(pair: Two, *, everything: bool) -> None:
    """Neither with all that may leave nor with its record: the screen masks it too."""
    done = Checkin(title="Called", done_at="2026-05-01T12:00:00Z", word=CheckinWord.UNDER_DURESS)
    record = kept(pair.anna, done)
    choice = card(pair, tier=Tier.EVIDENCE, everything=everything, records=(record,))
    assert b"under_duress" not in exported(pair, choice)["entries/0001.json"]
    named = replace(choice, named=frozenset({(record, "word")}))
    assert b"under_duress" in b"".join(exported(pair, named).values())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_canary_of_what_stays_is_in_the_opened_bundle(pair: Two, data: st.DataObject) -> None:
    """Every text of every record holds a canary; those marked to stay are nowhere in the archive.

    Neither in pages, texts and excerpts, nor in the manifest or between files; and those that leave
    are there. The size is one of the few, and no recipient stands in clear.
    """
    records = [kept(pair.anna, with_canaries(data)) for _ in range(data.draw(st.integers(1, 4)))]
    fields = [(record, path) for record in records for path in paths_of(pair.anna, record)]
    some = st.frozensets(st.sampled_from(fields), max_size=10)
    choice = card(
        pair,
        tier=data.draw(st.sampled_from(list(Tier))),
        records=tuple(records),
        named=data.draw(some),
        kept_back=data.draw(some),
        people=data.draw(st.frozensets(st.sampled_from(records))),
    )
    seen = sharing.preview(pair.anna, choice)
    file = pair.file(sharing.neutral_name())
    if not seen.leaving:
        with pytest.raises(Refused, match="Nothing of what was chosen"):
            sharing.export(pair.anna, choice, file)
        return
    sharing.export(pair.anna, choice, file)
    sealed, raw = file.read_bytes(), opened(pair.bela, file)
    assert is_padded(len(raw))
    assert b"age1" not in sealed
    for cut in seen.cuts:
        for leaf in cut.leaves:
            for each in canaries_in(leaf.value):
                there = each.encode() in raw
                assert there is (each in str(leaf.leaving)), (leaf.path, leaf.why)
            assert (leaf.leaving is not None) is (leaf.why in LEAVING)
        if not cut.fields:
            assert cut.given.id.encode() not in raw
