"""Taking in what others sent: compared, marked, decided on, and never one's own."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from safejournal.domain.comparison import Mark, Standing
from safejournal.domain.records import Contact, Note
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.exchange.container import Member, write
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.services import (
    attachments,
    correspondents,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
)
from safejournal.services.receiving import Bundle
from safejournal.services.sharing import Choice, Tier
from safejournal.vault.derivation import Realm
from safejournal.vault.verification import silently, verify
from tests.exchange import hostile
from tests.exchange.parcels import archive, cut, private, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import (
    Two,
    cells,
    evidence,
    kept,
    reading,
    received,
    trip_with,
    two,
)
from tests.vault.journals import make_journal


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
