"""An act on a check-in and its cards: one piece, whatever the disks do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from safejournal.domain.silence import Stage
from safejournal.domain.words import Kind
from safejournal.errors import Refused
from safejournal.services import checkins, journal, receiving, sharing, silence
from safejournal.services.checkins import Act, Deed, Post, Result
from safejournal.services.telling import Plain, Telling
from tests.promises.disks import Disk, new_disk
from tests.services.exchanging import Two, kept, trip_with, two


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    """Give a small disk."""
    made = new_disk(tmp_path, mebibytes=4)
    yield made
    made.close()


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela, whose journals lie elsewhere."""
    place = tmp_path / "vaults"
    place.mkdir()
    with two(place) as both:
        yield both


def done(pair: Two, into: Path, meanwhile: Callable[[], object] = lambda: None) -> Result:
    """Let Anna check in with the word for duress; something happens while her card is sealed."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))

    def telling(_language: str) -> Telling:
        meanwhile()
        return Plain()

    post = Post(into=[into], telling=telling)
    return checkins.do(pair.anna, Deed(act=Act.DONE, trip=trip), post, "cloudy")


def acts_kept(pair: Two) -> int:
    """Return how many check-ins Anna's journal holds."""
    return journal.count(pair.anna, journal.Filter(kinds=(Kind.CHECKIN,)))


def assert_missing(pair: Two, result: Result, place: Path) -> None:
    """Nothing of the card is out or noted, the act is kept, and elsewhere it says the same."""
    (missing,) = result.missing
    assert (acts_kept(pair), result.cards) == (1, ())
    assert missing.contact == pair.bela_at_anna
    assert sharing.sent(pair.anna) == []
    card = checkins.write_again(pair.anna, missing, place, Post())
    assert [each.number for each in sharing.sent(pair.anna)] == [card.number]
    receiving.receive(pair.bela, card.file)
    (found,) = silence.waiting(pair.bela)
    assert found.stage is Stage.LATE
    assert list(place.glob(".*")) == []


def test_a_card_for_a_full_disk_loses_neither_the_act_nor_the_word(pair: Two, disk: Disk) -> None:
    """What does not fit is named; written elsewhere it asks for the steps as it would have."""
    disk.fill()
    result = done(pair, disk.place)
    assert [each.name for each in disk.place.glob("*.age")] == []
    with pytest.raises(Refused, match="be written"):
        checkins.write_again(pair.anna, result.missing[0], disk.place, Post())
    assert_missing(pair, result, pair.place)


def test_a_stick_that_is_pulled_loses_neither_the_act_nor_the_word(pair: Two, disk: Disk) -> None:
    """While its card is being sealed to it."""
    assert_missing(pair, done(pair, disk.place, disk.pull), pair.place)


def test_what_appears_at_a_cards_place_is_not_replaced(pair: Two, tmp_path: Path) -> None:
    """The note of the card, which was durable with the act already, is taken back."""
    target = tmp_path / "card.age"
    result = done(pair, target, lambda: target.write_bytes(b"theirs"))
    assert target.read_bytes() == b"theirs"
    assert_missing(pair, result, pair.place)


def test_where_the_act_cannot_be_kept_no_card_is_out(tmp_path: Path, disk: Disk) -> None:
    """The journal's own disk is full or gone: one sentence, no file, nothing noted."""
    place = tmp_path / "cards"
    place.mkdir()
    with two(disk.place) as pair:
        for happens in (disk.fill, disk.pull):
            with pytest.raises(Refused, match="disk"):
                done(pair, place, happens)
            assert list(place.iterdir()) == []
            if happens is disk.fill:
                disk.make_room()
                assert acts_kept(pair) == 0
                assert sharing.sent(pair.anna) == []


def test_a_place_that_takes_no_file_is_refused_before_anything_happens(pair: Two) -> None:
    """A folder that is not there: nothing is kept, so the same can be done with another one."""
    with pytest.raises(Refused, match="cannot be written there"):
        done(pair, pair.place / "no" / "card.age")
    assert acts_kept(pair) == 0
