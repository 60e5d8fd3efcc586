"""Giving something away: what was shown leaves and nothing else, to the last byte of the bundle."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from safejournal.domain.records import (
    Contact,
    Legal,
    Note,
)
from safejournal.domain.words import LegalKind
from safejournal.errors import ConfirmationNeeded, InputRejected, NotFound, Refused
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.services import attachments, correspondents, identity, journal, sharing
from safejournal.services.sharing import Choice, Tier
from tests.exchange.parcels import private
from tests.exchange.people import Somebody
from tests.exchange.pictures import telling_png
from tests.services.exchanging import (
    LAWYER,
    Two,
    card,
    exported,
    kept,
    members,
    opened,
    trip_with,
    two,
    written,
)
from tests.vault.journals import Clock


def test_a_card_without_a_choice_is_that_of_the_trip_ahead(pair: Two) -> None:
    """Times, Bela's steps and her ordinary channel; nothing else of any record."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    kept(pair.anna, Note(title="a private note"))
    found = exported(pair, card(pair))
    entries = [json.loads(found[f"entries/{n:04}.json"])["fields"] for n in (1, 2)]
    assert entries[0] == {
        "checkins": [
            {
                "due": "2026-05-02T18:00+05:00",
                "with": pair.bela_at_anna,
                "grace_minutes": 60,
                "steps": ["Call the lawyer", "Wait a day"],
            }
        ]
    }
    assert entries[1] == {
        "channels": [{"kind": "Signal", "value": "+1 555 0100", "use": "when_safe"}]
    }
    everything = b"".join(found.values())
    for never in (
        b"To the sea",
        b"by heart",
        b"pear tree",
        b"sunny",
        b"cloudy",
        b"0199",
        b"private",
    ):
        assert never not in everything
    guide = found["instructions.txt"].decode()
    for told in ("Birch", "2026-05-02 18:00 (+05:00), 13:00 UTC", "60 more minutes", "1. Call the"):
        assert told in guide


@pytest.mark.parametrize("tier", list(Tier))
def test_where_nothing_was_chosen_it_is_a_card_whatever_tier_was_asked_for(
    pair: Two, tier: Tier
) -> None:
    """Unsigned, without the trip's files, and with the same data as a card."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    attachments.attach(pair.anna, trip, written(pair.file("a.png"), telling_png()))
    found = exported(pair, card(pair, tier=tier))
    manifest = json.loads(found["manifest.json"])
    assert (manifest["purpose"], manifest["proof"]) == ("card", "code")
    assert not any(name.startswith("files/") for name in found)
    fields = [json.loads(found[f"entries/{n:04}.json"])["fields"] for n in (1, 2)]
    assert [sorted(each) for each in fields] == [["checkins"], ["channels"]]


def test_an_emergency_bundle_tells_whom_to_call_and_what_to_ask(pair: Two) -> None:
    """Way, lawyer by pseudonym, question without its answer, Bela's own instructions."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    lawyer = kept(pair.anna, LAWYER)
    cousin = kept(pair.anna, Contact(name="Cousin", pseudonym="Thorn", never_contact=True))
    case = kept(pair.anna, Legal(reference="12/34", legal=LegalKind.SUMMONS, result="secret"))
    choice = card(pair, tier=Tier.EMERGENCY, records=(trip, lawyer, cousin, case))
    found = exported(pair, choice)
    guide = found["instructions.txt"].decode()
    for told in (
        "Oak: telephone +1 555 0144",
        "Thorn",
        "Which tree stood there?",
        "Ask the lawyer",
    ):
        assert told in guide
    everything = b"".join(found.values()).decode(errors="replace")
    for never in ("Vera", "Cousin", "pear tree", "secret", "sunny"):
        assert never not in everything
    assert "12/34" in everything


@pytest.mark.parametrize("several", [True, False])
def test_a_guide_says_alone_only_to_somebody_who_is(pair: Two, *, several: bool) -> None:
    """Where others can open the file too, its reader is not told to be the only one."""
    note = kept(pair.anna, Note(title="What I saw"))
    other = Somebody().public.age_recipient
    choice = card(pair, tier=Tier.EVIDENCE, records=(note,), recipients=(other,) * several)
    guide = exported(pair, choice, confirmed=True)["instructions.txt"].decode()
    assert ("meant for you alone" in guide) is not several
    assert "Do not send it on." in guide


def test_evidence_asks_nobody_to_take_steps(pair: Two) -> None:
    """A journey's check-ins stand among its fields; a lawyer is not told to act on them."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    found = exported(pair, card(pair, tier=Tier.EVIDENCE, records=(trip,)))
    guide = found["instructions.txt"].decode() + found["instructions.html"].decode()
    assert "If I am silent" not in guide
    assert "Call the lawyer" not in guide
    assert b"Call the lawyer" in found["entries/0001.txt"]


def test_evidence_is_signed_and_other_programs_see_it(pair: Two, tmp_path: Path) -> None:
    """Opened with age and tar, verified with ssh-keygen, every hash with sha256sum."""
    note = kept(pair.anna, Note(title="What I saw", text="A car."))
    file = pair.file("evidence.age")
    sharing.export(pair.anna, card(pair, tier=Tier.EVIDENCE, records=(note,)), file)
    place = tmp_path / "contact"
    place.mkdir()
    (place / "key.txt").write_text(identity.own_keys(pair.bela).age_secret + "\n")
    shown = identity.show(pair.anna)
    (place / "SIGNERS").write_text(f'sender namespaces="safejournal-bundle-v1" {shown.ssh_key}\n')
    script = f"""
        set -e
        age --decrypt --identity key.txt --output bundle.tar {file}
        tar --extract --file bundle.tar
        ssh-keygen -Y verify -f SIGNERS -I sender -n safejournal-bundle-v1 \\
            -s manifest.json.sig < manifest.json
        grep -q "What I saw" entries/0001.txt pages/0001.html
        test -s instructions.html -a -s READ-ME.txt
    """
    subprocess.run(["sh", "-c", script], cwd=place, check=True, capture_output=True)
    for each in json.loads((place / "manifest.json").read_bytes())["files"]:
        digest = hashlib.sha256((place / each["name"]).read_bytes()).hexdigest()
        assert digest == each["sha256"]


@pytest.mark.parametrize("tier", [Tier.CARD, Tier.EMERGENCY])
def test_a_card_is_signed_for_nobody(pair: Two, tier: Tier) -> None:
    """What may lie in anybody's hands proves nothing against its author."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    found = exported(pair, card(pair, tier=tier))
    assert "manifest.json.sig" not in found
    assert "manifest.mac" in found


def test_a_bare_recipient_gets_what_an_unknown_person_may(pair: Two, tmp_path: Path) -> None:
    """Nothing that was meant for a contact, and no sender is shown; only if it is confirmed."""
    stranger = Somebody()
    trip = trip_with(pair.bela_at_anna)
    free = replace(trip.checkins[0], contact=None, steps=("for nobody in particular",))
    kept(pair.anna, replace(trip, checkins=(*trip.checkins, free)))
    choice = Choice(recipients=(stranger.public.age_recipient,))
    file = tmp_path / "x.age"
    with pytest.raises(ConfirmationNeeded, match="bare recipient"):
        sharing.export(pair.anna, choice, file)
    sharing.export(pair.anna, choice, file, confirmed=True)
    out = io.BytesIO()
    with file.open("rb") as source:
        secret = private(stranger).age_secret
        age.unseal(read_header(source), source, out, secret)
    found = members(out.getvalue())
    manifest = json.loads(found["manifest.json"])
    assert (manifest["proof"], manifest.get("sender")) == ("none", None)
    assert not {"manifest.mac", "manifest.json.sig"} & found.keys()
    everything = b"".join(found.values())
    assert b"Call the lawyer" not in everything
    assert b"+1 555 0100" not in everything
    assert "Nothing in this file shows who made it" in found["instructions.txt"].decode()


def test_who_was_never_compared_is_asked_about(tmp_path: Path) -> None:
    """And whoever has no key, another key in the record, or must never be contacted."""
    with two(tmp_path, acquainted=False) as pair:
        kept(pair.anna, trip_with(pair.bela_at_anna))
        file = pair.file("x.age")
        with pytest.raises(Refused, match="has no key"):
            sharing.export(pair.anna, card(pair), file)
        key = identity.show(pair.bela).contact_string
        correspondents.add_key(pair.anna, pair.bela_at_anna, key)
        with pytest.raises(ConfirmationNeeded, match="never compared"):
            sharing.export(pair.anna, card(pair), file)
        correspondents.trust(pair.anna, pair.bela_at_anna, "by voice")
        content = journal.show(pair.anna, pair.bela_at_anna).content
        assert isinstance(content, Contact)
        journal.revise(pair.anna, pair.bela_at_anna, replace(content, never_contact=True))
        with pytest.raises(ConfirmationNeeded, match="never to be contacted"):
            sharing.export(pair.anna, card(pair), file)
        other = replace(content, recipient=Somebody().public.age_recipient)
        journal.revise(pair.anna, pair.bela_at_anna, other)
        with pytest.raises(Refused, match="names another key"):
            sharing.export(pair.anna, card(pair), file, confirmed=True)
        assert not file.exists()
        assert sharing.sent(pair.anna) == []


def test_a_key_card_s_contact_needs_no_comparing(pair: Two) -> None:
    """Its secret went from hand to hand; and their bundle opens with age and that line."""
    chris = kept(pair.anna, Contact(name="Chris", pseudonym="Elm"))
    made = correspondents.make_key_card(pair.anna, chris)
    kept(pair.anna, trip_with(chris))
    file = pair.file("x.age")
    sharing.export(pair.anna, Choice(contacts=(chris,)), file)
    key = pair.file("key.txt")
    key.write_text(made.secret)
    command = ["age", "-d", "-i", str(key), str(file)]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    assert b"Call the lawyer" in members(raw)["instructions.txt"]


def test_what_was_sent_is_known_by_contact_and_record(pair: Two) -> None:
    """When, which number, which fields of which version; the number only rises."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    first = sharing.export(pair.anna, card(pair), pair.file("1.age"))
    clock = pair.anna.clock
    assert isinstance(clock, Clock)
    clock.forward(hours=1)
    second = sharing.export(pair.anna, card(pair), pair.file("2.age"))
    assert sharing.sent(pair.anna) == [second, first]
    assert sharing.sent_to(pair.anna, pair.bela_at_anna) == [second, first]
    assert sharing.sent_with(pair.anna, trip) == [second, first]
    assert sharing.sent_with(pair.anna, "f" * 32) == []
    assert second.number > first.number >= 100_000
    (record, _) = second.records
    assert record.version == journal.show(pair.anna, trip).version
    assert "checkins[0].due" in record.paths
    assert not record.whole
    (reader,) = second.readers
    assert (reader.contact, reader.arrived) == (pair.bela_at_anna, None)
    newer = members(opened(pair.bela, pair.file("2.age")))["manifest.json"]
    assert json.loads(newer)["replaces"] == first.bundle


def test_the_readers_are_told_with_what_is_known_of_their_keys(pair: Two) -> None:
    """Compared or not, no key at all, never to be contacted, and what they were given before."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    bare = Somebody().public.age_recipient
    nobody = kept(pair.anna, Contact(name="Nobody", never_contact=True))
    choice = Choice(contacts=(pair.bela_at_anna, nobody), recipients=(bare,))
    bela, silent, stranger = sharing.readers(pair.anna, choice)
    assert bela.key is not None
    assert bela.key.compared is not None
    assert (silent.key, silent.recipient, silent.never_contact) == (None, "", True)
    assert (stranger.contact, stranger.recipient) == (None, bare)
    assert bela.earlier == ()
    sharing.export(pair.anna, card(pair), pair.file("x.age"))
    (bela,) = sharing.readers(pair.anna, card(pair))
    assert list(bela.earlier) == sharing.sent(pair.anna)


Act = Callable[[Two], object]


@pytest.mark.parametrize(
    ("act", "error"),
    [
        (lambda p: sharing.preview(p.anna, card(p)), Refused),
        (lambda p: sharing.preview(p.anna, card(p, records=("f" * 32,))), NotFound),
        (lambda p: sharing.export(p.anna, Choice(), p.file("x.age")), Refused),
        (lambda p: sharing.export(p.anna, card(p, everything=True), p.file("x.age")), None),
        (
            lambda p: sharing.export(
                p.anna, Choice(recipients=("age1" + "q" * 58,)), p.file("x"), confirmed=True
            ),
            InputRejected,
        ),
        (
            lambda p: sharing.export(
                p.anna, Choice(contacts=(p.bela_at_anna, p.bela_at_anna)), p.file("x")
            ),
            Refused,
        ),
    ],
)
def test_what_makes_no_bundle_is_refused(
    pair: Two, act: Act, error: type[Exception] | None
) -> None:
    """No trip ahead, no such record, nobody to send to, no key, one reader twice."""
    if error is None:
        act(pair)
    else:
        with pytest.raises(error):
            act(pair)


def test_two_trips_ahead_must_be_told_apart(pair: Two) -> None:
    """Nobody guesses which one was meant; a trip that is over does not count."""
    clock = pair.anna.clock
    assert isinstance(clock, Clock)
    kept(pair.anna, trip_with(pair.bela_at_anna))
    clock.forward(days=3)
    with pytest.raises(Refused, match="not exactly one trip"):
        sharing.preview(pair.anna, card(pair))
    later = trip_with(pair.bela_at_anna)
    moved = replace(later.checkins[0], due="2026-06-01T12:00+00:00")
    kept(pair.anna, replace(later, checkins=(moved,)))
    assert sharing.preview(pair.anna, card(pair)).leaving
    kept(pair.anna, replace(later, checkins=(moved,)))
    with pytest.raises(Refused, match="not exactly one trip"):
        sharing.preview(pair.anna, card(pair))


def test_a_name_says_nothing() -> None:
    """Eight digits by chance."""
    names = {sharing.neutral_name() for _ in range(50)}
    assert len(names) == 50
    assert all(len(name) == len("12345678.age") for name in names)


def test_the_preview_says_what_would_show_who_made_it(pair: Two) -> None:
    """A signature, for evidence to a contact; a code; nothing for an unknown person."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    for choice, proof in (
        (card(pair), Proof.CODE),
        (card(pair, tier=Tier.EVIDENCE, records=(trip,)), Proof.SIGNATURE),
        (card(pair, tier=Tier.EVIDENCE), Proof.CODE),
        (Choice(), Proof.NONE),
    ):
        assert sharing.preview(pair.anna, choice).proof is proof
    assert sharing.preview(pair.anna, card(pair)).called == "Birch"


@pytest.mark.slow
def test_a_passphrase_bundle_opens_with_its_words(pair: Two) -> None:
    """Six words, one gigabyte at most, as for an unknown person, by the jail and by age's rules."""
    from safejournal.services import receiving
    from safejournal.services.receiving import Agreed

    note = kept(pair.anna, Note(title="for whoever knows"))
    choice = Choice(tier=Tier.EVIDENCE, records=(note,), language="ru")
    file = pair.file("x.age")
    try:
        made = sharing.export_by_passphrase(pair.anna, choice, file)
    except Refused as refused:
        pytest.skip(refused.sentence)
    assert len(made.passphrase.split()) == 6
    assert made.passphrase.isascii()
    assert made.passphrase not in repr(made)
    assert made.memory_mib <= 1024
    words, agreed = made.passphrase, Agreed(memory=True)
    seen = receiving.open_with_identity(file, b"", passphrase=words, agreed=agreed)
    assert seen.sender is None
    assert [each.content() for each in seen.excerpts] == [Note(title="for whoever knows")]
    assert seen.manifest.purpose is Purpose.EVIDENCE
