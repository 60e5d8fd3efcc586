"""Check-ins done, postponed, cancelled: a new card each time; what duress changes and hides."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import AgreedWords, Appointment, Checkin, Contact, Trip
from safejournal.domain.silence import Stage
from safejournal.domain.words import Kind
from safejournal.errors import ConfirmationNeeded, InputRejected, Refused
from safejournal.services import (
    checkins,
    correspondents,
    documents,
    due,
    identity,
    journal,
    receiving,
    sharing,
    silence,
)
from safejournal.services.checkins import Act, Deed, Post, Result
from safejournal.services.inbox import Mark
from safejournal.services.sharing import Choice, Preview
from safejournal.vault.vault import Vault
from safejournal.wording.preview import preview_lines
from tests.services.exchanging import LAWYER, Two, kept, opened, trip_with, two
from tests.vault.journals import Clock, make_journal

DUE = "2026-05-02T18:00+05:00"
LATER = "2026-05-03T09:00+05:00"
AT_DUE = datetime(2026, 5, 2, 13, tzinfo=UTC)


def set_clocks(now: datetime, *vaults: Vault) -> None:
    """Put the clocks of these vaults on a moment."""
    for vault in vaults:
        assert isinstance(vault.clock, Clock)
        vault.clock.now = now


def two_checkins(contact: str) -> Trip:
    """Return a trip with a check-in today and one tomorrow, each with its own steps."""
    trip = trip_with(contact)
    second = Appointment(due=LATER, contact=contact, grace_minutes=30, steps=("Publish it",))
    return replace(trip, checkins=(*trip.checkins, second))


def first_card(pair: Two, trip: str) -> None:
    """Let Anna send the first card of a trip, and Bela take it in."""
    file = pair.file(sharing.neutral_name())
    sharing.export(pair.anna, Choice(contacts=(pair.bela_at_anna,), records=(trip,)), file)
    receiving.receive(pair.bela, file)


def taken_in(pair: Two, result: Result) -> silence.Waiting:
    """Let Bela take the new card in, and return how it stands with Anna then."""
    (card,) = result.cards
    receiving.receive(pair.bela, card.file)
    (found,) = silence.waiting(pair.bela)
    assert found.number == card.number
    return found


ACTS = ("done", "postpone", "cancel")


def acted(  # the act, on which trip, and how
    vault: Vault, act: str, trip: str, post: Post | None = None, word: str = "", **more: Any
) -> Result:
    """Do one of the acts; postponed is to the day after, unless something else is said."""
    until = {"until": LATER} if act == "postpone" else {}
    deed = Deed(act=Act(act), trip=trip, **(until | more))
    return checkins.do(vault, deed, post, word)


def test_a_check_in_done_is_written_down_and_leaves_the_card(pair: Two) -> None:
    """A record with its time; the next card asks for the next one alone, and is the newest."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    set_clocks(AT_DUE, pair.anna, pair.bela)
    result = acted(pair.anna, "done", trip, Post(into=[pair.place]))
    assert result.record.content == Checkin(trip=trip, due=DUE, done_at="2026-05-02T13:00:00Z")
    found = taken_in(pair, result)
    assert [each.promise.due for each in found.standings] == [LATER]
    assert len(found.older) == 1
    assert [item.due.at for item in due.due_items(pair.anna)] == [LATER]
    (sent, before) = sharing.sent_to(pair.anna, pair.bela_at_anna)
    assert (sent.number, sent.purpose) == (result.cards[0].number, "card")
    assert found.card.manifest.replaces == before.bundle


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("word", ["", "sunny", "cloudy"])
def test_who_went_by_name_does_so_in_every_later_card(pair: Two, act: str, word: str) -> None:
    """Else the card that counts would say "call […]". The word that was typed changes nothing."""
    lawyer = kept(pair.anna, LAWYER)
    steps = ("Call Vera Counsel at +1 555 0144",)
    promised = two_checkins(pair.bela_at_anna).checkins
    checkins_then = tuple(replace(each, steps=steps) for each in promised)
    trip = kept(pair.anna, Trip(checkins=checkins_then))
    without = sharing.preview(pair.anna, Choice(contacts=(pair.bela_at_anna,), records=(trip,)))
    assert "Vera" not in str(without.cuts[0].fields)
    file = pair.file(sharing.neutral_name())
    chosen = Choice(contacts=(pair.bela_at_anna,), records=(trip,), people=frozenset({lawyer}))
    sharing.export(pair.anna, chosen, file)
    result = acted(pair.anna, act, trip, Post(into=[pair.place]), word)
    assert not result.cards[0].names_replaced
    found = taken_in(pair, result)
    assert found.standings
    for each in found.standings:
        assert steps[0] in each.promise.steps


def test_names_put_out_of_sight_are_said(pair: Two) -> None:
    """A card is written without a look at it, so it must be told that its steps are not whole."""
    kept(pair.anna, LAWYER)
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    content = journal.show(pair.anna, trip).content
    assert isinstance(content, Trip)
    named = tuple(replace(each, steps=("Call Vera Counsel",)) for each in content.checkins)
    journal.revise(pair.anna, trip, replace(content, checkins=named))
    (card,) = acted(pair.anna, "done", trip, Post(into=[pair.place])).cards
    assert card.names_replaced


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "ask those who may have one; do not ask me"), ("ru", "меня не спрашивайте")],
)
def test_a_newer_card_is_asked_for_of_others(pair: Two, language: str, said: str) -> None:
    """Whoever asks the silent person writes to a telephone that others may hold."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    file = pair.file(sharing.neutral_name())
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,), language=language)
    sharing.export(pair.anna, choice, file)
    came = receiving.receive(pair.bela, file).bundle
    assert came is not None
    assert said in came.instructions


def test_one_act_answers_all_that_lies_behind(pair: Two) -> None:
    """Whoever is heard from after two missed check-ins is not silent by either of them."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    set_clocks(AT_DUE + timedelta(days=2), pair.anna, pair.bela)
    assert checkins.about(pair.anna, trip).due == (DUE, LATER)
    found = taken_in(pair, acted(pair.anna, "done", trip, Post(into=[pair.place])))
    assert (found.standings, found.stage) == ((), None)
    assert "No check-in is promised to you any more" in found.card.instructions
    assert due.due_items(pair.anna) == []
    with pytest.raises(Refused, match="No check-in of this trip is open"):
        acted(pair.anna, "done", trip)


def test_a_check_in_is_postponed_in_the_trip_and_on_the_card(pair: Two) -> None:
    """The other ones stay; a moment that is past, or none, is refused."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    until = "2026-05-02T20:00+05:00"
    result = acted(pair.anna, "postpone", trip, Post(into=[pair.place]), until=until)
    found = taken_in(pair, result)
    assert [each.promise.due for each in found.standings] == [until, LATER]
    content = journal.show(pair.anna, trip).content
    assert isinstance(content, Trip)
    assert content.checkins[0] == replace(two_checkins(pair.bela_at_anna).checkins[0], due=until)
    assert len(journal.history(pair.anna, trip)) == 2
    for wrong in ("2026-05-01T11:59:00Z", "tomorrow"):
        with pytest.raises(InputRejected):
            acted(pair.anna, "postpone", trip, Post(into=[pair.place]), until=wrong)


def test_check_ins_are_cancelled_one_by_one_or_all(pair: Two) -> None:
    """The card of the last one says that none is promised any more."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    found = taken_in(pair, acted(pair.anna, "cancel", trip, Post(into=[pair.place])))
    assert [each.promise.due for each in found.standings] == [LATER]
    result = acted(pair.anna, "cancel", trip, Post(into=[pair.place]), everything=True)
    assert taken_in(pair, result).standings == ()


def everything_shown(vault: Vault, result: Result) -> str:
    """Return all that Anna's journal tells afterwards, but for what is by chance."""
    own = (each for each in journal.browse(vault) if each.kind is not Kind.CONTACT)
    told = [documents.document_of(each) for each in own]
    for document in told:
        for chance in ("id", "version", "parents", "author"):
            document.pop(chance, None)
    sent = [
        (s.purpose, s.form, s.at, [(r.whole, r.paths) for r in s.records], len(s.readers))
        for s in sharing.sent(vault)
    ]
    items = [(each.due, each.urgency) for each in due.due_items(vault)]
    counts = (len(result.cards), len(result.missing), len(result.without_key))
    return json.dumps(sorted(map(json.dumps, told))) + repr((sent, items, counts))


@pytest.mark.parametrize("act", ACTS)
def test_after_either_word_nothing_on_this_side_tells_them_apart(tmp_path: Path, act: str) -> None:
    """Records, notes of what was sent, what is due, sizes of files: all the same."""
    shown = []
    for word in ("sunny", "cloudy"):
        with two(tmp_path / word) as pair:
            trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
            first_card(pair, trip)
            post = Post(into=[pair.place])
            result = acted(pair.anna, act, trip, post, word)
            # What age puts around it differs from file to file by chance, so what is inside counts.
            assert len(opened(pair.bela, result.cards[0].file)) == 65_536
            told = everything_shown(pair.anna, result).replace(trip, "TRIP")
            shown.append(told.replace(pair.bela_at_anna, "BELA"))
    assert shown[0] == shown[1]


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("word", ["cloudy", " CLOUDY ", "sunny", ""])
def test_the_word_for_duress_asks_the_contact_for_the_steps_at_once(
    pair: Two, act: str, word: str
) -> None:
    """With it the steps are due now, with a sentence before them; with any other word they wait."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    found = taken_in(pair, acted(pair.anna, act, trip, Post(into=[pair.place]), word))
    texts = [each.text for each in silence.steps(pair.bela, found, "en")]
    assert (Mark.AT_ONCE in found.card.marks) is (word.strip().lower() == "cloudy")
    if word.strip().lower() == "cloudy":
        assert found.stage is Stage.LATE
        assert texts[1].startswith("I gave the word that says that I cannot speak freely.")
        assert texts[2:] == ["Call the lawyer", "Wait a day"]
        assert "I gave the word" in found.card.instructions
    else:
        assert found.stage is Stage.AHEAD
        assert not any("I gave the word" in each for each in texts)
    assert "cloudy" not in found.card.instructions.lower()
    assert "sunny" not in found.card.instructions


def test_without_agreed_steps_duress_brings_the_documented_ones(pair: Two) -> None:
    """In their order, in the language of the card, and never a call back."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=()))
    first_card(pair, trip)
    post = Post(into=[pair.place], language="ru")
    found = taken_in(pair, acted(pair.anna, "done", trip, post, "cloudy"))
    texts = [each.text for each in silence.steps(pair.bela, found, "en")]
    assert texts[1].startswith("Прозвучало слово")
    assert len(texts) == 2 + 7
    assert "адвокат" in " ".join(texts)


def test_one_moment_written_in_two_zones_is_one_check_in(pair: Two) -> None:
    """However each contact's copy of it is written, the agreed steps are found for duress."""
    other = kept(pair.anna, Contact(name="Cyril"))
    (hers,) = trip_with(pair.bela_at_anna).checkins
    theirs = Appointment(due="2026-05-02T13:00Z", contact=other)
    trip = kept(pair.anna, Trip(title="To the sea", checkins=(theirs, hers)))
    assert checkins.about(pair.anna, trip).due == (theirs.due,)
    result = acted(pair.anna, "done", trip, Post(into=[pair.place]), "cloudy")
    assert result.without_key == (other,)
    found = taken_in(pair, result)
    texts = [each.text for each in silence.steps(pair.bela, found, "en")]
    assert texts[2:] == ["Call the lawyer", "Wait a day"]


def test_a_word_means_something_only_to_whom_it_was_agreed_with(pair: Two, tmp_path: Path) -> None:
    """The card of another contact, with other words, is the same as ever."""
    with make_journal(tmp_path / "cyril").open() as cyril:
        words = AgreedWords(all_well="river", under_duress="mountain")
        other = journal.record(pair.anna, Contact(name="Cyril", words=words)).id
        correspondents.add_key(pair.anna, other, identity.show(cyril).contact_string)
        trip = kept(pair.anna, trip_with(pair.bela_at_anna, other))
        post = Post(into=[pair.place], confirmed=True)
        result = acted(pair.anna, "done", trip, post, "cloudy")
        cards = {each.contact: each.file for each in result.cards}
        theirs = receiving.receive(cyril, cards[other]).bundle
        hers = receiving.receive(pair.bela, cards[pair.bela_at_anna]).bundle
        assert theirs is not None
        assert "cannot speak" not in theirs.instructions
        assert hers is not None
        assert "cannot speak" in hers.instructions


def test_a_word_that_nobody_agreed_on_is_refused_and_nothing_is_kept(pair: Two) -> None:
    """A slip must neither raise an alarm nor hide one."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    with pytest.raises(Refused, match="no word that is agreed"):
        acted(pair.anna, "done", trip, Post(into=[pair.place]), "cloudly")
    assert journal.count(pair.anna, journal.Filter(kinds=(Kind.CHECKIN,))) == 0
    assert list(pair.place.glob("*.age")) == []


def test_nothing_is_kept_where_a_card_may_not_or_cannot_be_written(tmp_path: Path) -> None:
    """Words never compared, a file that stands there, too few files, the journal's own folder."""
    with two(tmp_path, acquainted=False) as pair:
        trip = kept(pair.anna, trip_with(pair.bela_at_anna))
        correspondents.add_key(
            pair.anna, pair.bela_at_anna, identity.show(pair.bela).contact_string
        )
        with pytest.raises(ConfirmationNeeded, match="never compared"):
            acted(pair.anna, "done", trip, Post(into=[pair.place]))
        standing = pair.file("standing.age")
        standing.write_bytes(b"")
        for wrong in ([standing], [pair.file("a"), pair.file("b")], [pair.anna.place]):
            with pytest.raises(Refused):
                acted(pair.anna, "done", trip, Post(into=wrong, confirmed=True))
        assert journal.count(pair.anna, journal.Filter(kinds=(Kind.CHECKIN,))) == 0
        assert acted(pair.anna, "done", trip, Post(into=[pair.file("c")], confirmed=True)).cards


def test_a_contact_without_a_key_is_named_and_gets_no_card(tmp_path: Path) -> None:
    """The check-in counts all the same; somebody has to tell them."""
    with two(tmp_path, acquainted=False) as pair:
        trip = kept(pair.anna, trip_with(pair.bela_at_anna))
        result = acted(pair.anna, "done", trip)
        assert (result.cards, result.without_key) == ((), (pair.bela_at_anna,))


def leaving(seen: Preview) -> dict[str, object]:
    """Return what leaves by a preview, by record and field."""
    return {cut.given.id: cut.fields for cut in seen.cuts if cut.fields}


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("word", ["sunny", "cloudy"])
def test_a_card_is_seen_as_it_will_be(pair: Two, act: str, word: str) -> None:
    """Field by field; nothing is kept by looking; duress alone adds what no preview shows."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    first_card(pair, trip)
    deed = Deed(act=Act(act), trip=trip, until=LATER if act == "postpone" else "")
    before = everything_shown(pair.anna, Result(record=journal.show(pair.anna, trip), cards=()))
    (choice,) = checkins.choices(pair.anna, deed, "en", word)
    seen = checkins.look(pair.anna, deed, choice)
    (plain,) = checkins.choices(pair.anna, deed, "en")
    assert seen == checkins.look(pair.anna, deed, plain)
    again = everything_shown(pair.anna, Result(record=journal.show(pair.anna, trip), cards=()))
    assert again == before
    result = checkins.do(pair.anna, deed, Post(into=[pair.place], choices=[choice]), word)
    came = receiving.receive(pair.bela, result.cards[0].file).bundle
    assert came is not None
    got = {each.excerpt.record: dict(each.excerpt.fields) for each in came.entries}
    if word == "cloudy":
        urgent, *rest = got[trip]["checkins"]
        assert "I gave the word" in urgent["steps"][0]
        got[trip] = got[trip] | {"checkins": rest}
    assert got == leaving(seen)
    (sent, _first) = sharing.sent_to(pair.anna, pair.bela_at_anna)
    shown = {
        (cut.given.id, leaf.path)
        for cut in seen.cuts
        for leaf in cut.leaves
        if leaf.why in sharing.LEAVING
    }
    assert {(each.record, path) for each in sent.records for path in each.paths} == shown


def test_what_was_kept_back_stays_back_in_every_later_card(pair: Two) -> None:
    """Wherever it stands now: after a postponement, a cancellation, a change by hand."""
    first = Appointment(due=DUE, contact=pair.bela_at_anna, steps=("Call", "SECRET one"))
    second = Appointment(due=LATER, contact=pair.bela_at_anna, steps=("Wait", "SECRET two"))
    trip = kept(pair.anna, Trip(title="To the sea", checkins=(first, second)))
    back = frozenset({(trip, "checkins[0].steps[1]"), (trip, "checkins[1].steps[1]")})
    chosen = Choice(contacts=(pair.bela_at_anna,), records=(trip,), kept_back=back)
    sharing.export(pair.anna, chosen, pair.file("first.age"))
    until, post = "2026-05-04T10:00+05:00", Post(into=[pair.place])
    moved = taken_in(pair, acted(pair.anna, "postpone", trip, post, until=until))
    content = journal.show(pair.anna, trip).content
    assert isinstance(content, Trip)
    changed = (Appointment(due=DUE, contact=pair.bela_at_anna), *content.checkins)
    journal.revise(pair.anna, trip, replace(content, checkins=changed))
    done = taken_in(pair, acted(pair.anna, "done", trip, post))
    gone = taken_in(pair, acted(pair.anna, "cancel", trip, post, "cloudy"))
    for found, steps in ((moved, {"Call", "Wait"}), (done, {"Call", "Wait"}), (gone, {"Call"})):
        told = {step for each in found.standings for step in each.promise.steps}
        assert steps <= told
        assert "SECRET" not in str(told)
        assert "SECRET" not in found.card.instructions


def test_duress_reaches_who_has_a_card_where_the_next_contact_has_no_key(pair: Two) -> None:
    """With the steps promised to them; after either word the same people get a card."""
    other = kept(pair.anna, Contact(name="Cyril"))
    hers = replace(two_checkins(pair.bela_at_anna).checkins[1], steps=("Publish it",))
    trip = kept(pair.anna, Trip(checkins=(Appointment(due=DUE, contact=other), hers)))
    first_card(pair, trip)
    about = checkins.about(pair.anna, trip)
    assert about.asks_word
    assert [each.contact for each in about.readers] == [other, pair.bela_at_anna]
    result = acted(pair.anna, "done", trip, Post(into=[pair.place]), "cloudy")
    assert result.without_key == (other,)
    found = taken_in(pair, result)
    assert found.stage is Stage.LATE
    texts = [each.text for each in silence.steps(pair.bela, found, "en")]
    assert texts[1].startswith("I gave the word")
    assert texts[2] == "Publish it"


def test_a_card_of_a_missed_check_in_asks_for_the_steps_and_says_so_before(pair: Two) -> None:
    """Made anew when a check-in is late, it is told by the preview, and at its contact."""
    trip = kept(pair.anna, two_checkins(pair.bela_at_anna))
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,))
    told = "! A check-in in it is late already: it asks its reader for the steps AT ONCE."
    late = AT_DUE + timedelta(minutes=60)
    for now, asks in ((late - timedelta(seconds=1), False), (late, True)):
        set_clocks(now, pair.anna, pair.bela)
        readers = sharing.readers(pair.anna, choice)
        seen = sharing.preview(pair.anna, choice)
        assert (told in preview_lines(pair.anna, seen, readers)) is asks
        file = pair.file(sharing.neutral_name())
        sharing.export(pair.anna, choice, file)
        came = receiving.receive(pair.bela, file).bundle
        assert came is not None
        assert (Mark.AT_ONCE in came.marks) is asks
        assert (Mark.AT_ONCE in receiving.open_with_vault(pair.bela, file).marks) is asks


def test_a_key_that_does_not_count_stops_no_check_in(pair: Two) -> None:
    """Where a contact's record names another key than the one that was taken in."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    content = journal.show(pair.anna, pair.bela_at_anna).content
    assert isinstance(content, Contact)
    other = identity.show(pair.anna).recipient
    journal.revise(pair.anna, pair.bela_at_anna, replace(content, recipient=other))
    result = acted(pair.anna, "done", trip, Post(into=[pair.place]))
    assert (result.cards, result.without_key) == ((), (pair.bela_at_anna,))
