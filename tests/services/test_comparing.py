"""What came is held to what came before and to the journal: new, older, another, forwarded."""

from __future__ import annotations

import pytest

from safejournal.domain.comparison import Mark, Standing
from safejournal.domain.records import Incident, Note
from safejournal.exchange.manifest import Manifest, Proof, read_manifest
from safejournal.services import (
    comparing,
    journal,
)
from tests.exchange.parcels import archive, cut, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import (
    Two,
    evidence,
    kept,
    reading,
    received,
    standings,
)


def test_new_newer_unchanged_older_and_other_parts(pair: Two) -> None:
    """As one record changes at its author's, and as bundles overtake each other."""
    note = kept(pair.anna, Incident(title="first", place="here"))
    only_title = frozenset({(note, "place")})
    part = evidence(pair, note, kept_back=only_title)
    first = evidence(pair, note)
    journal.revise(pair.anna, note, Incident(title="second", place="here"))
    journal.revise(pair.anna, note, Incident(title="third", place="here"))
    third = evidence(pair, note)
    assert standings(received(pair, part)) == [Standing.NEW]
    assert received(pair, part).marks == {Mark.REPLAYED}
    assert standings(received(pair, first)) == [Standing.OTHER_PART]
    assert standings(received(pair, third)) == [Standing.NEWER]
    again = received(pair, first)
    assert standings(again) == [Standing.UNCHANGED]
    assert again.marks == {Mark.REPLAYED, Mark.OLDER_BUNDLE}


def test_comparing_reads_the_manifest_of_each_bundle_once(
    pair: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It names every file of its bundle: read for each record, two thousand took two minutes."""
    notes = [kept(pair.anna, Note(title=str(number))) for number in range(12)]
    files = [evidence(pair, *notes) for _ in range(3)]
    for file in files[:2]:
        received(pair, file)
    read: list[bytes] = []

    def counted(document: bytes) -> Manifest:
        read.append(document)
        return read_manifest(document)

    monkeypatch.setattr(comparing, "read_manifest", counted)
    assert standings(received(pair, files[2])) == [Standing.UNCHANGED] * 12
    assert len(read) == len(set(read)) == 2


def test_an_older_bundle_that_comes_late_says_so(pair: Two) -> None:
    """Its records are older than those that are here, and so is its number."""
    note = kept(pair.anna, Incident(title="first"))
    first = evidence(pair, note)
    journal.revise(pair.anna, note, Incident(title="second"))
    journal.revise(pair.anna, note, Incident(title="third"))
    assert standings(received(pair, evidence(pair, note))) == [Standing.NEW]
    late = received(pair, first)
    assert standings(late) == [Standing.OLDER]
    assert late.marks == {Mark.OLDER_BUNDLE}


def test_a_record_that_comes_by_two_ways_and_differs_is_a_conflict(pair: Two) -> None:
    """Somebody who cannot be ordered after the author brings another version of her record."""
    note = kept(pair.anna, Note(title="first"))
    assert standings(received(pair, evidence(pair, note))) == [Standing.NEW]
    forged = cut({"title": "other"}, record=note, author=pair.anna.author.hex())
    chris = Somebody()
    file = pair.file("forged.age")
    reader = reading(pair.bela)
    file.write_bytes(sealed(archive(chris, [reader], [forged]), [reader]))
    found = received(pair, file)
    assert standings(found) == [Standing.CONFLICTING]
    assert found.marks == {Mark.SENDER_UNKNOWN, Mark.OTHERS_WORDS}
    assert found.contact is None


def test_two_versions_of_a_record_in_one_bundle_are_a_conflict(pair: Two) -> None:
    """Whoever wrote it has not decided, and nobody else may."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    author = anna.public.author
    both = [
        cut({"title": "a"}, author=author, version="1" * 64),
        cut({"title": "b"}, author=author, version="2" * 64),
    ]
    file = pair.file("both.age")
    file.write_bytes(sealed(archive(anna, [bela], both), [bela]))
    assert standings(received(pair, file)) == [Standing.CONFLICTING] * 2


def test_own_records_that_come_back_are_held_to_the_journal(pair: Two) -> None:
    """Unchanged, older, or claiming to be ours without being here."""
    note = kept(pair.bela, Note(title="mine"))
    own = journal.show(pair.bela, note)
    author = pair.bela.author.hex()
    anna, bela = reading(pair.anna), reading(pair.bela)
    journal.revise(pair.bela, note, Note(title="mine, again"))
    newest = journal.show(pair.bela, note)
    for version, standing in (
        (own.version, Standing.OLDER),
        (newest.version, Standing.UNCHANGED),
        ("9" * 64, Standing.CONFLICTING),
    ):
        file = pair.file(f"{version[:4]}.age")
        excerpt = cut({"title": "mine"}, record=note, author=author, version=version)
        file.write_bytes(sealed(archive(anna, [bela], [excerpt]), [bela]))
        assert standings(received(pair, file)) == [standing]
    strange = cut({"title": "x"}, record="8" * 32, author=author)
    pair.file("s.age").write_bytes(sealed(archive(anna, [bela], [strange]), [bela]))
    assert standings(received(pair, pair.file("s.age"))) == [Standing.CONFLICTING]


def test_a_bundle_of_one_s_own_is_known_as_such(pair: Two) -> None:
    """Somebody sent it back, or it was opened by mistake."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    file = pair.file("own.age")
    file.write_bytes(sealed(archive(bela, [anna, bela], [cut({"title": "x"})]), [bela]))
    found = received(pair, file)
    assert Mark.OWN in found.marks
    assert found.contact is None


def test_a_forwarded_bundle_is_marked(pair: Two) -> None:
    """Sealed by Anna to Chris; whoever passed it on to Bela is not shown, and nor is Anna."""
    chris, bela = Somebody(), reading(pair.bela)
    raw = archive(reading(pair.anna), [chris], [cut({"title": "x"})])
    pair.file("f.age").write_bytes(sealed(raw, [bela]))
    found = received(pair, pair.file("f.age"))
    assert found.marks == {Mark.FORWARDED, Mark.SENDER_NOT_SHOWN}
    signed = archive(reading(pair.anna), [chris], [cut({"title": "x"})], proof=Proof.SIGNATURE)
    pair.file("g.age").write_bytes(sealed(signed, [bela]))
    found = received(pair, pair.file("g.age"))
    assert found.contact == pair.anna_at_bela
    assert Mark.FORWARDED in found.marks
