"""Taking in what others sent: compared, marked, decided on, and never one's own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.comparison import Mark, Standing
from safejournal.domain.records import Contact, Incident, Note
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, InputRejected, NotFound, Refused
from safejournal.exchange import signature
from safejournal.exchange.age import NotForUs
from safejournal.exchange.container import Member, write
from safejournal.exchange.manifest import Manifest, Proof, Purpose, read_manifest
from safejournal.services import (
    attachments,
    comparing,
    correspondents,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
)
from safejournal.services.receiving import Agreed, Bundle
from safejournal.services.sharing import Choice, Tier
from safejournal.vault.derivation import Realm
from safejournal.vault.vault import Vault
from safejournal.vault.verification import silently, verify
from tests.exchange import hostile
from tests.exchange.parcels import archive, attached, cut, outgoing, private, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import Two, kept, trip_with, two
from tests.vault.children import environment
from tests.vault.journals import Clock, make_journal


def evidence(pair: Two, *records: str, **more: Any) -> Path:
    """Let Anna write evidence for Bela."""
    file = pair.file(sharing.neutral_name())
    choice = Choice(contacts=(pair.bela_at_anna,), tier=Tier.EVIDENCE, records=records, **more)
    sharing.export(pair.anna, choice, file)
    return file


def received(pair: Two, file: Path) -> Bundle:
    """Let Bela take a bundle in."""
    came = receiving.receive(pair.bela, file)
    assert came.bundle is not None
    return came.bundle


def standings(found: Bundle) -> list[Standing]:
    """Return how the records of a bundle stood when they came."""
    return [entry.standing for entry in found.entries]


def forward(pair: Two, **by: float) -> None:
    """Let time pass for both."""
    for vault in (pair.anna, pair.bela):
        assert isinstance(vault.clock, Clock)
        vault.clock.forward(**by)


def test_a_bundle_can_be_looked_at_without_keeping_anything(pair: Two) -> None:
    """Instructions, records and sender are shown; the inbox stays as it was, also for a replay."""
    note = kept(pair.anna, Note(title="What I saw"))
    file = evidence(pair, note)
    for _ in range(2):
        seen = receiving.open_with_vault(pair.bela, file)
        assert "Birch" in seen.instructions
        assert [each.content() for each in seen.excerpts] == [Note(title="What I saw")]
        assert seen.contact == pair.anna_at_bela
        assert seen.marks == frozenset()
    assert inbox.bundles(pair.bela) == []


def test_a_key_alone_opens_a_bundle(pair: Two, tmp_path: Path) -> None:
    """Without any vault: what is in it, and that nobody here knows whose key made it."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    secret = identity.own_keys(pair.bela).age_secret
    seen = receiving.open_with_identity(file, f"# a key\n{secret}\n".encode())
    assert seen.contact is None
    assert seen.marks == {Mark.SENDER_UNKNOWN}
    assert seen.sender == identity.own_keys(pair.anna).public
    for wrong in (b"", b"AGE-SECRET-KEY-1X\n", b"AGE-PLUGIN-EVIL-1QQ\n", b"x" * 20_000, b"a\nb\n"):
        with pytest.raises(InputRejected):
            receiving.open_with_identity(file, wrong)


def test_what_comes_is_kept_apart_from_the_journal(pair: Two) -> None:
    """No record, no version, no event; and it is there again after opening anew."""
    events = verify(pair.bela, silently)
    found = received(pair, evidence(pair, kept(pair.anna, Note(title="x", text="y"))))
    assert found.contact == pair.anna_at_bela
    assert found.marks == frozenset()
    assert [entry.excerpt.author for entry in found.entries] == [pair.anna.author.hex()]
    assert journal.count(pair.bela) == 1  # the contact
    assert verify(pair.bela, silently) == events
    assert inbox.bundles(pair.bela) == [found]


def test_accepting_and_discarding_is_done_record_by_record(pair: Two) -> None:
    """Accepted ones keep author, bundle and proof; discarded ones are gone, with their files."""
    notes = [kept(pair.anna, Note(title=name)) for name in ("one", "two", "three")]
    found = received(pair, evidence(pair, *notes))
    one, two_, three = (entry.number for entry in found.entries)
    assert inbox.accept(pair.bela, found.number, [one]) == 1
    inbox.discard(pair.bela, found.number, [three])
    ((bundle, entry),) = inbox.accepted(pair.bela)
    assert entry.excerpt.content() == Note(title="one")
    assert (bundle.contact, bundle.manifest.proof) == (pair.anna_at_bela, Proof.SIGNATURE)
    assert inbox.accepted(pair.bela, contact="f" * 32) == []
    (left,) = inbox.bundles(pair.bela)
    assert [each.number for each in left.entries] == [one, two_]
    assert inbox.accept(pair.bela, found.number) == 2
    with pytest.raises(NotFound):
        inbox.accept(pair.bela, found.number, [three])
    with pytest.raises(NotFound):
        inbox.discard(pair.bela, found.number, [three])
    with pytest.raises(NotFound):
        inbox.accept(pair.bela, 999)


def test_accepted_records_are_never_one_s_own(pair: Two) -> None:
    """They are in no list, no search and no export, and cannot be revised."""
    from safejournal.services import search

    found = received(pair, evidence(pair, kept(pair.anna, Note(title="marmalade"))))
    inbox.accept(pair.bela, found.number)
    record = found.entries[0].excerpt.record
    assert search.find(pair.bela, "marmalade") == []
    assert all(each.kind is Kind.CONTACT for each in journal.browse(pair.bela))
    with pytest.raises(NotFound):
        journal.show(pair.bela, record)
    with pytest.raises(NotFound):
        sharing.preview(pair.bela, Choice(records=(record,)))


def test_discarding_a_bundle_leaves_nothing_of_it(pair: Two) -> None:
    """Neither text nor file nor sender's name is anywhere in the store; only that it was seen."""
    note = kept(pair.anna, Note(title="canary-in-a-title"))
    (pair.place / "photo.jpg").write_bytes(b"canary-in-a-file" * 50_000)
    attachments.attach(pair.anna, note, pair.place / "photo.jpg")
    content = journal.show(pair.anna, note).content
    assert content is not None
    file = evidence(pair, note, originals=frozenset({content.attachments[0].id}))
    found = received(pair, file)
    assert found.files == (("files/0001.jpg", 800_000),)
    assert cells(pair.bela, b"canary-in-a") >= 2
    inbox.discard(pair.bela, found.number)
    assert inbox.bundles(pair.bela) == []
    assert cells(pair.bela, b"canary-in-a") == 0
    assert cells(pair.bela, b"Birch") == 0
    assert Mark.REPLAYED in received(pair, file).marks


def cells(vault: Vault, needle: bytes) -> int:
    """Count the values in the whole store that hold these bytes."""
    count = 0
    with vault.reading() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
        ).fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                values = (v.encode() if isinstance(v, str) else v for v in row)
                count += sum(isinstance(v, bytes) and needle in v for v in values)
    return count


def test_a_file_comes_out_as_it_was_sent(pair: Two) -> None:
    """Byte for byte, under a name of the person's choosing, never over another file."""
    note = kept(pair.anna, Note(title="x"))
    (pair.place / "a.pdf").write_bytes(bytes(range(256)) * 3000)
    attachments.attach(pair.anna, note, pair.place / "a.pdf")
    content = journal.show(pair.anna, note).content
    assert content is not None
    originals = frozenset({content.attachments[0].id})
    found = received(pair, evidence(pair, note, originals=originals))
    out = pair.place / "out.pdf"
    inbox.save_file(pair.bela, found.number, "files/0001.pdf", out)
    assert out.read_bytes() == bytes(range(256)) * 3000
    with pytest.raises(Refused):
        inbox.save_file(pair.bela, found.number, "files/0001.pdf", out)
    with pytest.raises(NotFound):
        inbox.save_file(pair.bela, found.number, "files/0002.pdf", pair.place / "no.pdf")


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


def reading(vault: Vault) -> Somebody:
    """Return a vault's keys as the tests' people have them."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    keys = identity.own_keys(vault)
    assert keys.signing is not None
    return Somebody(
        x25519=X25519PrivateKey.from_private_bytes(keys.age),
        ed25519=Ed25519PrivateKey.from_private_bytes(keys.signing),
        practice=vault.practice,
    )


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


@pytest.mark.parametrize("which", ["both", "age key", "signing key", "former"])
def test_a_changed_key_is_an_alarm(pair: Two, which: str) -> None:
    """One of the two is not what it was, or both were the contact's once."""
    anna, bela, other = reading(pair.anna), reading(pair.bela), Somebody()
    sender = {
        "both": other,
        "age key": Somebody(x25519=other.x25519, ed25519=anna.ed25519),
        "signing key": Somebody(x25519=anna.x25519, ed25519=other.ed25519),
        "former": anna,
    }[which]
    if which == "former":
        new = Somebody().public.contact_string
        correspondents.add_key(pair.bela, pair.anna_at_bela, new, confirmed=True)
    pair.file("k.age").write_bytes(sealed(archive(sender, [bela]), [bela]))
    found = received(pair, pair.file("k.age"))
    wanted = Mark.SENDER_UNKNOWN if which == "both" else Mark.KEY_CHANGED
    assert found.marks == {wanted}


def test_words_that_were_never_compared_are_marked_everywhere(tmp_path: Path) -> None:
    """On a bundle that came, and on one that is only looked at."""
    with two(tmp_path, acquainted=False) as pair:
        for vault, contact, other in (
            (pair.anna, pair.bela_at_anna, pair.bela),
            (pair.bela, pair.anna_at_bela, pair.anna),
        ):
            correspondents.add_key(vault, contact, identity.show(other).contact_string)
        correspondents.trust(pair.anna, pair.bela_at_anna, "by voice")
        file = evidence(pair, kept(pair.anna, Note(title="x")))
        assert receiving.open_with_vault(pair.bela, file).marks == {Mark.NEVER_COMPARED}
        found = received(pair, file)
        assert found.marks == {Mark.NEVER_COMPARED}
        assert found.contact == pair.anna_at_bela


def test_comparing_the_words_later_takes_the_mark_off(tmp_path: Path) -> None:
    """Bundles that came before are told with what is known of their key now."""
    with two(tmp_path, acquainted=False) as pair:
        correspondents.add_key(
            pair.anna, pair.bela_at_anna, identity.show(pair.bela).contact_string
        )
        correspondents.trust(pair.anna, pair.bela_at_anna, "by voice")
        found = received(pair, evidence(pair, kept(pair.anna, Note(title="x"))))
        assert found.marks == {Mark.SENDER_UNKNOWN}
        assert found.contact is None
        shown = identity.show(pair.anna).contact_string
        correspondents.add_key(pair.bela, pair.anna_at_bela, shown)
        found = inbox.bundle(pair.bela, found.number)
        assert found.marks == {Mark.NEVER_COMPARED}
        assert found.contact == pair.anna_at_bela
        correspondents.trust(pair.bela, pair.anna_at_bela, "by voice")
        assert inbox.bundle(pair.bela, found.number).marks == frozenset()
        new = Somebody().public.contact_string
        correspondents.add_key(pair.bela, pair.anna_at_bela, new, confirmed=True)
        assert inbox.bundle(pair.bela, found.number).marks == {Mark.KEY_CHANGED}
        (later,) = inbox.bundles(pair.bela)
        assert later.contact == pair.anna_at_bela


@pytest.mark.parametrize("proof", [Proof.CODE, Proof.SIGNATURE])
def test_an_age_key_alone_shows_what_it_can_and_no_more(pair: Two, proof: Proof) -> None:
    """Of a contact who gave `age1…` only, a code shows that it is theirs, and a signature nothing.

    And under a signing key that nobody has compared, nothing shows whose words the records are.
    """
    chris, bela, forger = Somebody(), reading(pair.bela), Somebody()
    contact = kept(pair.bela, Contact(name="Chris"))
    correspondents.add_key(pair.bela, contact, chris.bare.contact_string)
    correspondents.trust(pair.bela, contact, "by voice")
    sender = chris if proof is Proof.CODE else Somebody(chris.x25519, forger.ed25519)
    words = cut({"title": "x"}, author=sender.public.author)
    raw = archive(sender, [bela], [words], proof=proof)
    pair.file("c.age").write_bytes(sealed(raw, [bela]))
    found = received(pair, pair.file("c.age"))
    wanted = {Mark.OTHERS_WORDS} if proof is Proof.CODE else {Mark.KEY_CHANGED}
    assert found.marks == wanted
    assert found.contact == contact
    assert (found.sender == chris.bare) is (proof is Proof.CODE)
    seen = receiving.open_with_vault(pair.bela, pair.file("c.age"))
    assert seen.sender == found.sender


def test_nobody_passes_for_this_vault_by_naming_its_signing_key(pair: Two) -> None:
    """A code is made with an age key; what it names besides is only named."""
    bela = reading(pair.bela)
    posing = Somebody(ed25519=bela.ed25519)
    pair.file("p.age").write_bytes(sealed(archive(posing, [bela]), [bela]))
    found = received(pair, pair.file("p.age"))
    assert found.marks == {Mark.SENDER_UNKNOWN}


def test_a_forger_s_number_makes_nobody_else_s_bundles_older(pair: Two) -> None:
    """Who signs with a key of their own and names another's age key is counted by themselves."""
    anna, bela, forger = reading(pair.anna), reading(pair.bela), Somebody()
    posing = Somebody(anna.x25519, forger.ed25519)
    raw = archive(posing, [bela], proof=Proof.SIGNATURE, number=2**52)
    pair.file("f.age").write_bytes(sealed(raw, [bela]))
    assert received(pair, pair.file("f.age")).marks == {Mark.KEY_CHANGED}
    assert received(pair, evidence(pair, kept(pair.anna, Note(title="x")))).marks == frozenset()


def test_a_practice_bundle_and_a_real_vault_never_meet(tmp_path: Path) -> None:
    """Neither way, neither looked at nor taken in; the mark is under signature and code."""
    real, play = Somebody(), Somebody(practice=True)
    for realm, sender in ((Realm.REAL, play), (Realm.PRACTICE, real)):
        with make_journal(tmp_path / realm.value.decode(), realm=realm).open() as vault:
            reader = reading(vault)
            file = tmp_path / "x.age"
            file.write_bytes(sealed(archive(sender, [reader], [cut({"title": "x"})]), [reader]))
            for act in (receiving.receive, receiving.open_with_vault):
                with pytest.raises(InputRejected, match="practice"):
                    act(vault, file)
            assert inbox.bundles(vault) == []


def test_practice_vaults_exchange_among_themselves(tmp_path: Path) -> None:
    """A room can play the whole story."""
    with two(tmp_path, realm=Realm.PRACTICE) as pair:
        found = received(pair, evidence(pair, kept(pair.anna, Note(title="x"))))
        assert found.manifest.practice
        assert found.marks == frozenset()
        assert "PRACTICE" in found.instructions


def test_a_relabelled_practice_bundle_is_refused(pair: Two) -> None:
    """Whoever changes the mark breaks the proof that stands over it."""
    play, bela = Somebody(practice=True), reading(pair.bela)
    for proof in (Proof.CODE, Proof.SIGNATURE):
        raw = archive(play, [bela], [cut({"title": "x"})], proof=proof)
        files = hostile.files_of(raw)
        document = json.loads(files["manifest.json"]) | {"realm": "real"}
        files["manifest.json"] = json.dumps(document).encode()
        again = b"".join(write(Member(name, len(b), [b]) for name, b in files.items()))
        pair.file("r.age").write_bytes(sealed(again, [bela]))
        with pytest.raises(InputRejected):
            receiving.receive(pair.bela, pair.file("r.age"))


def test_a_receipt_tells_the_sender_who_has_what(pair: Two) -> None:
    """First that it arrived, then that it was accepted; from the reader alone, for this bundle."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    found = received(pair, file)
    forward(pair, hours=1)
    inbox.receipt(pair.bela, found.number, pair.file("r1.age"))
    came = receiving.receive(pair.anna, pair.file("r1.age"))
    assert came.bundle is None
    assert came.contact == pair.bela_at_anna
    assert came.acknowledged is not None
    assert came.acknowledged.accepted is False
    ((reader,),) = (each.readers for each in sharing.sent(pair.anna))
    assert reader.arrived is not None
    assert reader.accepted is None
    inbox.accept(pair.bela, found.number)
    forward(pair, hours=1)
    inbox.receipt(pair.bela, found.number, pair.file("r2.age"))
    receiving.receive(pair.anna, pair.file("r2.age"))
    ((later,),) = (each.readers for each in sharing.sent(pair.anna))
    assert later.arrived == reader.arrived
    assert later.accepted is not None
    assert inbox.bundles(pair.anna) == []


def test_a_receipt_that_comes_again_is_known(pair: Two) -> None:
    """Whatever came between; one that says more is new, and an older one after it is not."""
    found = received(pair, evidence(pair, kept(pair.anna, Note(title="x"))))
    arrived, looked = pair.file("r1.age"), pair.file("r2.age")
    inbox.receipt(pair.bela, found.number, arrived)
    inbox.accept(pair.bela, found.number)
    inbox.receipt(pair.bela, found.number, looked)
    came = [receiving.receive(pair.anna, each).known for each in (arrived, arrived, looked)]
    assert came == [False, True, False]
    assert [receiving.receive(pair.anna, each).known for each in (arrived, looked)] == [True, True]


def test_a_receipt_that_is_not_from_the_reader_counts_for_nothing(pair: Two) -> None:
    """From somebody else, for another bundle, without a proof, or naming their key: refused."""
    from safejournal.exchange.manifest import Acknowledged

    file = evidence(pair, kept(pair.anna, Note(title="x")))
    (sent,) = sharing.sent(pair.anna)
    anna, bela = reading(pair.anna), reading(pair.bela)
    what = Acknowledged(bundle=sent.bundle, manifest=sent.manifest)
    other = replace(what, manifest="0" * 64)
    posing = Somebody(bela.x25519, Somebody().ed25519)
    for sender, acknowledges, proof in (
        (Somebody(), what, Proof.CODE),
        (bela, other, Proof.CODE),
        (None, what, Proof.NONE),
        (posing, what, Proof.SIGNATURE),
    ):
        raw = archive(
            sender, [anna], purpose=Purpose.RECEIPT, acknowledges=acknowledges, proof=proof
        )
        pair.file("r.age").write_bytes(sealed(raw, [anna]))
        with pytest.raises(InputRejected):
            receiving.receive(pair.anna, pair.file("r.age"))
    ((reader,),) = (each.readers for each in sharing.sent(pair.anna))
    assert reader.arrived is None
    assert file.exists()


def test_a_bundle_without_a_sender_has_nobody_to_thank(pair: Two) -> None:
    """It is taken in, marked, and gets no receipt."""
    bela = reading(pair.bela)
    pair.file("n.age").write_bytes(sealed(archive(None, [bela], [cut({"title": "x"})]), [bela]))
    found = received(pair, pair.file("n.age"))
    assert found.marks == {Mark.SENDER_NOT_SHOWN}
    with pytest.raises(Refused, match="not shown"):
        inbox.receipt(pair.bela, found.number, pair.file("r.age"))


def test_nothing_is_kept_of_what_was_refused(pair: Two) -> None:
    """A false signature behind three megabytes of files leaves not a row behind."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    excerpt = attached(cut({"title": "canary"}), "files/0001.bin")
    file = outgoing(1, b"canary" * 500_000)
    raw = archive(anna, [bela], [excerpt], [file], proof=Proof.SIGNATURE)
    files = hostile.files_of(raw)
    files["manifest.json.sig"] = signature.sign(b"something else", private(anna))
    again = b"".join(write(Member(name, len(b), [b]) for name, b in files.items()))
    pair.file("bad.age").write_bytes(sealed(again, [bela]))
    with pytest.raises(InputRejected, match="signature is false"):
        receiving.receive(pair.bela, pair.file("bad.age"))
    assert cells(pair.bela, b"canary") == 0
    assert inbox.bundles(pair.bela) == []


def test_files_that_are_none_are_refused(pair: Two) -> None:
    """A folder, a pipe, nothing at all; and a bundle for somebody else."""
    os.mkfifo(pair.file("pipe"))
    for name, error in (("anna", Refused), ("pipe", Refused), ("nothing", NotFound)):
        with pytest.raises(error):
            receiving.receive(pair.bela, pair.file(name))
    pair.file("o.age").write_bytes(sealed(archive(None, [Somebody()]), [Somebody()]))
    with pytest.raises(NotForUs):
        receiving.receive(pair.bela, pair.file("o.age"))


def test_a_large_bundle_is_asked_about(pair: Two) -> None:
    """Above 64 MiB only after a yes; and then it is taken in piece by piece."""
    bela = reading(pair.bela)
    excerpt = attached(cut({"title": "x"}), "files/0001.bin")
    content = os.urandom(1 << 20) * 65
    raw = archive(reading(pair.anna), [bela], [excerpt], [outgoing(1, content)])
    pair.file("l.age").write_bytes(sealed(raw, [bela]))
    with pytest.raises(ConfirmationNeeded, match="larger than 64 MiB"):
        receiving.receive(pair.bela, pair.file("l.age"))
    came = receiving.receive(pair.bela, pair.file("l.age"), agreed=Agreed(large=True))
    assert came.bundle is not None
    assert came.bundle.files == (("files/0001.bin", len(content)),)


HOSTILE_TEXT = {
    "title": "[/nope] \x1b]52;c;eA==\x07",
    "text": 'a\u202eb [@click=app.quit]x[/] " NEAR( ; DROP TABLE version; --',
}


def test_hostile_text_is_kept_as_text(pair: Two) -> None:
    """It comes out as it came in; to make it visible is the screen's work, for all text alike."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    pair.file("h.age").write_bytes(sealed(archive(anna, [bela], [cut(HOSTILE_TEXT)]), [bela]))
    found = received(pair, pair.file("h.age"))
    inbox.accept(pair.bela, found.number)
    ((_, entry),) = inbox.accepted(pair.bela)
    assert entry.excerpt.fields == HOSTILE_TEXT


@pytest.mark.parametrize(
    "case",
    [case for case in hostile.cases() if case.number in (5, 27, 33, 58)],
    ids=lambda case: f"{case.number} {case.name}",  # the same in every worker of the suite
)
def test_a_hostile_file_leaves_the_vault_as_it_was(case: hostile.Case, pair: Two) -> None:
    """A few of the list by the whole way in: refused, and the journal verifies as before."""
    before = verify(pair.bela, silently)
    pair.file("x.age").write_bytes(case.make())
    with pytest.raises(InputRejected):
        receiving.receive(pair.bela, pair.file("x.age"))
    assert verify(pair.bela, silently) == before
    assert inbox.bundles(pair.bela) == []


KILLED = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from safejournal.services import receiving
from safejournal.vault.vault import Vault
place, dek, file = sys.argv[1:]
with Vault.open(Path(place), bytearray.fromhex(dek), lambda: datetime.now(UTC)) as vault:
    print("open", flush=True)
    receiving.receive(vault, Path(file))
    print("done", flush=True)
"""


@pytest.mark.parametrize("after", [0.02, 0.1, 0.2, 0.3, 0.45])
def test_a_session_killed_while_receiving_has_all_of_it_or_nothing(
    tmp_path: Path, after: float
) -> None:
    """Whenever the power goes: the bundle is whole in the inbox, or it is not there."""
    made = make_journal(tmp_path / "vault")
    with made.open() as vault:
        bela = reading(vault)
    excerpt = attached(cut({"title": "x"}), "files/0001.bin")
    raw = archive(Somebody(), [bela], [excerpt], [outgoing(1, os.urandom(9_000_000))])
    (tmp_path / "x.age").write_bytes(sealed(raw, [bela]))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, made.place, made.dek.hex(), tmp_path / "x.age"],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with made.open() as vault:
        verify(vault, silently)
        for found in inbox.bundles(vault):
            assert found.files == (("files/0001.bin", 9_000_000),)
            out = tmp_path / "out"
            inbox.save_file(vault, found.number, "files/0001.bin", out)
            assert out.stat().st_size == 9_000_000


def test_the_whole_story_of_a_card(pair: Two) -> None:
    """Sent and received; changed, so that a newer one comes; and the old one knows its place."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,))
    sharing.export(pair.anna, choice, pair.file("1.age"))
    first = received(pair, pair.file("1.age"))
    assert first.manifest.purpose is Purpose.CARD
    moved = trip_with(pair.bela_at_anna, steps=("Wait",))
    journal.revise(pair.anna, trip, moved)
    sharing.export(pair.anna, choice, pair.file("2.age"))
    second = received(pair, pair.file("2.age"))
    assert second.manifest.replaces == first.manifest.bundle
    assert second.manifest.number > first.manifest.number
    assert second.entries[0].standing is Standing.NEWER
    assert Mark.REPLAYED in received(pair, pair.file("1.age")).marks


def test_each_of_several_readers_sees_the_sender(pair: Two) -> None:
    """By signature and by code; and neither gets what was meant for one of them alone."""
    chris = Somebody()
    other = kept(pair.anna, Contact(name="Chris"))
    correspondents.add_key(pair.anna, other, chris.public.contact_string)
    correspondents.trust(pair.anna, other, "in person")
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, other))
    for tier in (Tier.CARD, Tier.EVIDENCE):
        choice = Choice(contacts=(pair.bela_at_anna, other), tier=tier, records=(trip,))
        if tier is Tier.CARD:  # all that it could hold was meant for one of them
            with pytest.raises(Refused, match="Nothing"):
                sharing.export(pair.anna, choice, pair.file("x.age"))
            continue
        sharing.export(pair.anna, choice, pair.file("x.age"))
        seen = receiving.open_with_vault(pair.bela, pair.file("x.age"))
        key = private(chris).age_secret.encode()
        theirs = receiving.open_with_identity(pair.file("x.age"), key)
        assert seen.contact == pair.anna_at_bela
        assert theirs.sender == seen.sender
        assert "Call the lawyer" not in str([each.fields for each in theirs.excerpts])


def test_receiving_works_while_other_threads_run(pair: Two) -> None:
    """As in the app: the jail is started from a process that has threads."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    found: list[Bundle] = []
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    worker = threading.Thread(target=lambda: found.append(received(pair, file)))
    worker.start()
    worker.join()
    stop.set()
    other.join()
    assert len(found) == 1


def test_erasing_the_contact_keeps_what_they_sent(pair: Two) -> None:
    """It goes only when it is discarded; whose keys those were it keeps as it was then."""
    file = evidence(pair, kept(pair.anna, Note(title="x")))
    found = received(pair, file)
    journal.erase(pair.bela, pair.anna_at_bela)
    assert inbox.bundles(pair.bela) == [found]


def test_taking_in_can_be_stopped_and_leaves_nothing(pair: Two) -> None:
    """Whoever watches is told of every piece; what they raise undoes all of it, and it can come."""
    note = kept(pair.anna, Note(title="x"))
    file = evidence(pair, note)
    told: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> None:
        told.append((done, whole))
        raise Refused("Stopped.")

    with pytest.raises(Refused, match="Stopped"):
        receiving.receive(pair.bela, file, watch=stop)
    assert told == [(0, file.stat().st_size)]
    assert inbox.bundles(pair.bela) == []
    assert received(pair, file).marks == frozenset()
