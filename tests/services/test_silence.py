"""Waiting for somebody: which card counts, what is late, and the steps with their times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from safejournal.domain.comparison import Mark
from safejournal.domain.due import Urgency
from safejournal.domain.records import AgreedWords, Challenge, Contact
from safejournal.domain.silence import DOCUMENTED_STEPS
from safejournal.errors import NotFound
from safejournal.services import (
    checkins,
    checklists,
    correspondents,
    due,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
    silence,
)
from safejournal.services.checkins import Act, Deed, Post
from safejournal.services.sharing import Choice, Tier
from safejournal.services.silence import CheckinWord, Ending, Origin, Outcome, Stage, Waiting
from safejournal.vault.vault import Vault
from safejournal.wording.silence import card_lines
from tests.services.exchanging import LAWYER, Two, kept, trip_with, two
from tests.vault.journals import Clock

AT_DUE = datetime(2026, 5, 2, 13, tzinfo=UTC)
AFTER_GRACE = AT_DUE + timedelta(minutes=61)


def set_clocks(pair: Two, now: datetime) -> None:
    """Put both clocks on a moment."""
    for vault in (pair.anna, pair.bela):
        assert isinstance(vault.clock, Clock)
        vault.clock.now = now


def card_file(pair: Two, trip: str, tier: Tier = Tier.CARD, *more: str) -> Path:
    """Let Anna write a card of a trip for Bela."""
    file = pair.file(sharing.neutral_name())
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip, *more), tier=tier)
    sharing.export(pair.anna, choice, file)
    return file


def waited(vault: Vault) -> Waiting:
    """Return the one trip that is waited for."""
    (found,) = silence.waiting(vault)
    return found


def test_a_card_is_waited_by_from_the_moment_it_came(pair: Two) -> None:
    """Ahead, in grace, late: by how much; and `due` tells the same, with the contact it is of."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    assert not silence.waiting(pair.bela)
    assert not due.awaited(pair.bela)
    receiving.receive(pair.bela, card_file(pair, trip))
    for now, stage, by, urgency in (
        (AT_DUE - timedelta(hours=2), Stage.AHEAD, timedelta(hours=2), Urgency.NOW),
        (AT_DUE, Stage.GRACE, timedelta(minutes=60), Urgency.NOW),
        (AFTER_GRACE, Stage.LATE, timedelta(minutes=1), Urgency.LATE),
    ):
        set_clocks(pair, now)
        found = waited(pair.bela)
        (standing,) = found.standings
        assert (found.stage, standing.by) == (stage, by)
        assert (found.contact, found.called) == (pair.anna_at_bela, "Birch")
        (item,) = due.awaited(pair.bela)
        assert (item.urgency, item.due.at) == (urgency, "2026-05-02T18:00+05:00")
    found = waited(pair.bela)
    assert not found.accepted
    inbox.accept(pair.bela, found.card.number)
    assert waited(pair.bela).accepted


def test_the_newest_number_counts_whatever_came_last(pair: Two) -> None:
    """An older card that arrives later changes nothing, and is named as older."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    first, second = card_file(pair, trip), card_file(pair, trip)
    receiving.receive(pair.bela, second)
    newest = waited(pair.bela)
    came = receiving.receive(pair.bela, first).bundle
    assert came is not None
    assert Mark.OLDER_BUNDLE in came.marks
    assert waited(pair.bela).number == newest.number
    assert waited(pair.bela).older == (came.manifest.number,)


def test_a_card_of_nobody_known_counts_once_it_is_accepted(tmp_path: Path) -> None:
    """What anybody could have made must not ask for anything by itself."""
    with two(tmp_path) as pair:
        trip = kept(pair.anna, trip_with(pair.bela_at_anna))
        file = card_file(pair, trip)
        journal.erase(pair.bela, pair.anna_at_bela)
        with pair.bela.writing() as connection:
            connection.execute("DELETE FROM correspondent")
        came = receiving.receive(pair.bela, file).bundle
        assert came is not None
        assert came.marks == {Mark.SENDER_UNKNOWN}
        assert silence.waiting(pair.bela) == []
        inbox.accept(pair.bela, came.number)
        assert waited(pair.bela).contact is None


def test_a_card_that_does_not_count_yet_is_never_passed_over(pair: Two) -> None:
    """Not before a person accepts it, also if it bears an old key of a contact."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    file = card_file(pair, trip)
    with two(pair.place / "others") as others:
        another = identity.show(others.anna).contact_string
    correspondents.add_key(pair.bela, pair.anna_at_bela, another, confirmed=True)
    receiving.receive(pair.bela, file)
    assert silence.waiting(pair.bela) == []
    (found,) = silence.undecided(pair.bela, pair.anna_at_bela)
    assert found.marks == {Mark.KEY_CHANGED}
    inbox.accept(pair.bela, found.number)
    assert silence.undecided(pair.bela) == []
    assert waited(pair.bela).number == found.manifest.number


def test_the_steps_are_those_of_the_card_after_a_look_for_a_newer_one(pair: Two) -> None:
    """In the order in which they were agreed; nothing of the program's own stands between."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = silence.steps(pair.bela, waited(pair.bela), "en")
    assert [(each.origin, each.text) for each in found] == [
        (Origin.PROGRAM, ""),
        (Origin.CARD, "Call the lawyer"),
        (Origin.CARD, "Wait a day"),
    ]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_without_agreed_steps_the_documented_ones_stand_in_the_order_of_harm(
    pair: Two, language: str
) -> None:
    """Every text is the guidance's own, with its sources; none leads to a consulate."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=()))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = silence.steps(pair.bela, waited(pair.bela), language)[1:]
    documented = checklists.checklist("loved-one-silent", language, AFTER_GRACE.date())
    texts = {each.do for each in documented.steps}
    assert len(found) == len(DOCUMENTED_STEPS)
    assert {each.text for each in found} <= texts
    assert all(each.sources and each.origin is Origin.GUIDANCE for each in found)
    (never,) = silence.never_do(pair.bela, language)
    assert never.text in texts
    for word in ("consulate", "embassy", "консульств", "посольств"):
        assert not any(word in each.text.lower() for each in found)
    assert any(word in never.text for word in ("consulate", "консульств"))


def test_what_was_done_is_kept_with_its_time_and_can_be_gone_on_with(pair: Two) -> None:
    """Also after the journal was closed; what was noted first stays when it is noted again."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = waited(pair.bela)
    assert found.walk is None
    first, second, _third = silence.steps(pair.bela, found, "en")
    silence.note(pair.bela, found, first)
    set_clocks(pair, AFTER_GRACE + timedelta(minutes=5))
    silence.note(pair.bela, found, second, Outcome.NOT_REACHED, "engaged")
    set_clocks(pair, AFTER_GRACE + timedelta(minutes=9))
    silence.note(pair.bela, found, second, Outcome.DONE, "goes there")
    found = waited(pair.bela)
    assert found.walk is not None
    assert found.walk.begun == AFTER_GRACE
    noted = [each.noted for each in silence.steps(pair.bela, found, "en")]
    assert noted[0] is not None
    assert noted[0].at == AFTER_GRACE
    assert noted[1] is not None
    assert (noted[1].outcome, noted[1].remark) == ("done", "goes there")
    assert noted[2] is None
    assert [each.remark for each in silence.log(pair.bela, found)] == ["", "engaged", "goes there"]
    assert {each.card for each in silence.log(pair.bela, found)} == {found.number}


def test_a_newer_card_ends_no_steps_by_itself(pair: Two) -> None:
    """Whoever holds the phone could have made it: what was done stays, until a person ends it."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = waited(pair.bela)
    _newer, lawyer, _wait = silence.steps(pair.bela, found, "en")
    silence.note(pair.bela, found, lawyer)
    result = checkins.do(pair.anna, Deed(act=Act.DONE, trip=trip), Post(into=[pair.place]))
    receiving.receive(pair.bela, result.cards[0].file)
    found = waited(pair.bela)
    assert (found.stage, found.number) == (None, result.cards[0].number)
    assert found.walk is not None
    texts = [each.text for each in silence.steps(pair.bela, found, "en")]
    assert texts == ["", "Call the lawyer"]
    silence.end(pair.bela, found, Ending.HEARD)
    assert waited(pair.bela).walk is None
    assert silence.log(pair.bela, waited(pair.bela)) == []


def test_what_was_settled_is_late_no_more_but_a_newer_card_counts_again(pair: Two) -> None:
    """The first screen stops telling of it; the alarm of a later card is heard whatever it says."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = waited(pair.bela)
    silence.note(pair.bela, found, silence.steps(pair.bela, found, "en")[0])
    silence.end(pair.bela, found, Ending.HEARD)
    settled = waited(pair.bela)
    assert (settled.stage, settled.settled) == (None, AFTER_GRACE)
    assert due.awaited(pair.bela) == []
    result = checkins.do(
        pair.anna, Deed(act=Act.DONE, trip=trip), Post(into=[pair.place]), "cloudy"
    )
    receiving.receive(pair.bela, result.cards[0].file)
    assert waited(pair.bela).stage is Stage.LATE
    assert len(due.awaited(pair.bela)) == 1


@pytest.mark.parametrize("act", [Act.DONE, Act.CANCEL])
def test_a_later_card_does_not_undo_duress(pair: Two, act: Act) -> None:
    """Whoever forced one card can force the next: only a person ends it, by ending the steps."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    forced = Deed(act=Act.POSTPONE, trip=trip, until="2026-05-02T20:00+05:00")
    numbers = []
    for deed, word in ((forced, "cloudy"), (Deed(act=act, trip=trip), "sunny")):
        (card,) = checkins.do(pair.anna, deed, Post(into=[pair.place]), word).cards
        receiving.receive(pair.bela, card.file)
        numbers.append(card.number)
        found = waited(pair.bela)
        assert (found.number, found.stage) == (card.number, Stage.LATE)
        assert due.awaited(pair.bela)[0].at_once
        texts = [each.text for each in silence.steps(pair.bela, found, "en")]
        assert texts[1].startswith("I gave the word")
        assert texts[2:] == ["Call the lawyer", "Wait a day"]
    found = waited(pair.bela)
    assert found.alarmed == (numbers[0],)
    told = list(card_lines(found, pair.bela.clock()))
    assert f"! Number {numbers[0]} asked for its steps AT ONCE." in " ".join(told)
    silence.note(pair.bela, found, silence.steps(pair.bela, found, "en")[0])
    silence.end(pair.bela, found, Ending.HEARD)
    assert (waited(pair.bela).stage, waited(pair.bela).alarmed) == (None, ())
    assert due.awaited(pair.bela) == []


def test_a_word_that_was_heard_is_told_by_this_vault_alone(pair: Two) -> None:
    """It is compared here and not kept; without agreed words every word says the same."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    set_clocks(pair, AFTER_GRACE)
    found = waited(pair.bela)
    assert not found.asks_word
    assert silence.hear(pair.bela, found, "cloudy", answered=None) is None
    words = AgreedWords(all_well="sunny", under_duress="cloudy")
    asked = Challenge(question="What was on the wall?", answer="a map")
    journal.revise(
        pair.bela, pair.anna_at_bela, replace(contact(pair), words=words, challenge=asked)
    )
    found = waited(pair.bela)
    assert (found.asks_word, found.question, found.answer) == (
        True,
        "What was on the wall?",
        "a map",
    )
    assert silence.hear(pair.bela, found, "Cloudy", answered=True) is CheckinWord.UNDER_DURESS
    assert silence.hear(pair.bela, found, "sunny", answered=False) is CheckinWord.ALL_WELL
    assert silence.hear(pair.bela, found, "rainy", answered=True) is None
    told = [(each.step, each.outcome, each.remark) for each in silence.log(pair.bela, found)]
    assert told == [
        ("heard", "not_asked", ""),
        ("heard", "right", "under_duress"),
        ("heard", "wrong", "all_well"),
        ("heard", "right", ""),
    ]


def contact(pair: Two) -> Contact:
    """Return what Bela's journal says of Anna."""
    content = journal.show(pair.bela, pair.anna_at_bela).content
    assert isinstance(content, Contact)
    return content


def test_an_emergency_bundle_says_whom_to_call_and_whom_never(pair: Two) -> None:
    """And the question; the reader themselves is nobody to call. A later card leaves that alone."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    lawyer = kept(pair.anna, LAWYER)
    cousin = kept(pair.anna, Contact(name="Cousin", pseudonym="Thorn", never_contact=True))
    receiving.receive(pair.bela, card_file(pair, trip, Tier.EMERGENCY, lawyer, cousin))
    found = waited(pair.bela)
    assert [(each.called, each.channels) for each in found.whom] == [
        ("Oak", ("telephone +1 555 0144",))
    ]
    assert [each.called for each in found.never] == ["Thorn"]
    assert (found.question, found.answer) == ("Which tree stood there?", "")
    receiving.receive(pair.bela, card_file(pair, trip))
    later = waited(pair.bela)
    assert (later.whom, later.never, later.question) == (found.whom, found.never, found.question)


def test_the_sender_sees_who_has_which_card_and_whether_it_still_holds(pair: Two) -> None:
    """None, then a number; not any more once the trip was changed; with the receipt's time."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    (holder,) = silence.holders(pair.anna)
    assert (holder.contact, holder.number, holder.current) == (pair.bela_at_anna, None, False)
    came = receiving.receive(pair.bela, card_file(pair, trip)).bundle
    assert came is not None
    (holder,) = silence.holders(pair.anna)
    assert (holder.number, holder.current) == (came.manifest.number, True)
    assert holder.arrived is None
    receipt = pair.file("receipt.age")
    inbox.receipt(pair.bela, came.number, receipt)
    receiving.receive(pair.anna, receipt)
    (holder,) = silence.holders(pair.anna)
    assert holder.arrived is not None
    changed = trip_with(pair.bela_at_anna, steps=("Publish it",))
    journal.revise(pair.anna, trip, changed)
    (holder,) = silence.holders(pair.anna)
    assert not holder.current


def test_a_newer_card_that_was_discarded_is_not_forgotten(pair: Two) -> None:
    """The older one is not taken for the last word; nor is a bundle that is still here missed."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    receiving.receive(pair.bela, card_file(pair, trip))
    came = receiving.receive(pair.bela, card_file(pair, trip)).bundle
    assert came is not None
    assert waited(pair.bela).later_gone == 0
    inbox.discard(pair.bela, came.number)
    assert waited(pair.bela).later_gone == came.manifest.number


def test_what_nobody_waits_for_is_not_found(pair: Two) -> None:
    """A discarded card is waited by no more."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    came = receiving.receive(pair.bela, card_file(pair, trip)).bundle
    assert came is not None
    found = waited(pair.bela)
    assert silence.find(pair.bela, found.person, trip) == found
    inbox.discard(pair.bela, came.number)
    with pytest.raises(NotFound):
        silence.find(pair.bela, found.person, trip)
