"""Checking in from the app: done, postponed, cancelled; and that no picture tells of duress."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain.records import Checkin
from safejournal.domain.silence import Stage
from safejournal.domain.words import Kind
from safejournal.services import correspondents, identity, journal, receiving, sharing, silence
from safejournal.services.sharing import Choice
from safejournal.tui.detail import Detail
from safejournal.tui.silence.card import CardPreview
from safejournal.tui.silence.unseen import Unseen
from safejournal.tui.today import Today
from tests.services.exchanging import Two, kept, trip_with, two
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, type_in, until, until_shown

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])


def begun(pair: Two) -> str:
    """Let Anna have a trip, and Bela its first card."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna))
    file = pair.file("first.card")
    sharing.export(pair.anna, Choice(contacts=(pair.bela_at_anna,), records=(trip,)), file)
    receiving.receive(pair.bela, file)
    return trip


async def answer(pilot: Pilot[Any], asked: str, typed: str) -> None:
    """Answer a question for a line."""
    await until_shown(pilot, asked)
    entry = pilot.app.screen.query_one("Input")
    entry.value = typed  # type: ignore[attr-defined]
    await pilot.press("enter")


async def say_word(pilot: Pilot[Any], word: str) -> None:
    """Type the agreed word."""
    await until(pilot, lambda: isinstance(pilot.app.screen, Unseen))
    await pilot.press(*word, "enter")


async def write_card(pilot: Pilot[Any], file: Path) -> None:
    """Look at what would leave, say where the card is to lie, and agree."""
    await until(pilot, lambda: isinstance(pilot.app.screen, CardPreview))
    await pilot.press("f")
    await answer(pilot, "Where shall the new card go?", str(file))
    await until(pilot, lambda: isinstance(pilot.app.screen, CardPreview))
    await pilot.press("f10")


def taken_in(pair: Two, file: Path) -> silence.Waiting:
    """Let Bela take the card in; return how it stands with Anna."""
    receiving.receive(pair.bela, file)
    (found,) = silence.waiting(pair.bela)
    return found


@SIZES
async def test_it_is_done_from_the_first_screen(pair: Two, size: tuple[int, int]) -> None:
    """The marked check-in: who gets a card is said first, and where it lies at the end."""
    begun(pair)
    app = WatchedApp(pair.anna)
    file = pair.file("second.card")
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "To the sea")
        await pilot.press("home", "i")
        await until_shown(pilot, "Reed: gets a new card")
        await pilot.press("1")
        await say_word(pilot, "sunny")
        await write_card(pilot, file)
        await until_shown(pilot, "The check-in is written down.")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await until(pilot, lambda: "in 1 day" not in rows(app))
    (record,) = journal.browse(pair.anna, journal.Filter(kinds=(Kind.CHECKIN,)))
    assert isinstance(record.content, Checkin)
    assert record.content.word is None
    assert taken_in(pair, file).stage is None


@SIZES
async def test_it_is_postponed_from_the_trip(pair: Two, size: tuple[int, int]) -> None:
    """A moment that cannot be read, or is past, is asked for again with the reason."""
    trip = begun(pair)
    app = WatchedApp(pair.anna)
    file = pair.file("second.card")
    async with app.run_test(size=size) as pilot:
        app.push_screen(Detail(pair.anna, journal.show(pair.anna, trip)))
        await until_shown(pilot, "To the sea")
        await pilot.press("i")
        await until_shown(pilot, "Postpone it")
        await pilot.press("2")
        await answer(pilot, "Postpone until when?", "when it rains")
        await until_shown(pilot, "Not accepted")
        await answer(pilot, "Postpone until when?", "tomorrow 20:00")
        await say_word(pilot, "")
        await write_card(pilot, file)
        await until_shown(pilot, "The check-in is postponed.")
    found = taken_in(pair, file)
    assert [each.promise.due for each in found.standings] == ["2026-05-02T20:00Z"]


async def test_it_is_cancelled_from_the_palette(pair: Two) -> None:
    """With one trip alone nothing is asked about which."""
    begun(pair)
    app = WatchedApp(pair.anna)
    file = pair.file("second.card")
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "To the sea")
        await pilot.press("f4", *"check in", "enter")
        await until_shown(pilot, "Cancel it")
        await pilot.press("3")
        await say_word(pilot, "sunny")
        await write_card(pilot, file)
        await until_shown(pilot, "The check-in is cancelled.")
    assert taken_in(pair, file).standings == ()


@SIZES
@pytest.mark.parametrize("act", ["1", "3"])
async def test_after_either_word_every_screen_is_the_same(
    tmp_path: Path, size: tuple[int, int], act: str
) -> None:
    """While it is typed, when it is done, on the first screen, in the trip and in what was sent."""
    seen, file = [], Path.home() / "second.card"
    for place, word in (("one", "sunny"), ("two", "cloudy")):
        (tmp_path / place).mkdir()
        with two(tmp_path / place) as pair:
            seen.append(await screens(pair, act, word, size))
            stage = taken_in(pair, file).stage
            assert stage is (Stage.LATE if word == "cloudy" else None)
            file.unlink()
    assert seen[0] == seen[1]


async def screens(pair: Two, act: str, word: str, size: tuple[int, int]) -> list[str]:
    """Check in with a word, and return every screen from the question to the record."""
    trip, seen = begun(pair), []
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await until_shown(pilot, "To the sea")
        await pilot.press("home", "i")
        await until_shown(pilot, "gets a new card")
        await pilot.press(act)
        await until(pilot, lambda: isinstance(app.screen, Unseen))
        for letter in word:
            await pilot.press(letter)
            seen.append(rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CardPreview))
        for pressed in ("home", "v", "end"):
            await pilot.press(pressed)
            await pilot.pause()
            seen.append(rows(app))
        await write_card(pilot, Path.home() / "second.card")
        seen.append(await until_shown(pilot, "The check-in is"))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
        await pilot.pause()
        seen.append(rows(app))
        app.push_screen(Detail(pair.anna, journal.show(pair.anna, trip)))
        await until_shown(pilot, "To the sea", "Trip")
        seen.append(rows(app))
    return [neutral(each) for each in dict.fromkeys(seen)]


def neutral(screen: str) -> str:
    """Return a screen without numbers of cards and ids of bundles, which are by chance."""
    screen = re.sub(r"number \d{6,7}", "number N", screen)
    screen = re.sub(r"age1[a-z0-9]+", "KEY", screen)
    return re.sub(r"\b[0-9a-f]{8}\b", "ID", screen)


async def test_pasted_words_are_taken_and_mistakes_taken_back(pair: Two) -> None:
    """Backspace takes the last letter; a paste is one line; Esc says nothing."""
    said: list[str | None] = []
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        for typed in (["s", "u", "x", "backspace", "enter"], ["escape"]):
            app.push_screen(Unseen("Word?"), said.append)
            await until(pilot, lambda: isinstance(app.screen, Unseen))
            await pilot.press(*typed)
            await until(pilot, lambda: isinstance(app.screen, Today))
        app.push_screen(Unseen("Word?"), said.append)
        await until(pilot, lambda: isinstance(app.screen, Unseen))
        await type_in(pilot, "\x1b[200~sunny\nday\x1b[201~")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, Today))
    assert said == ["su", None, "sunny day"]


async def test_words_that_were_never_compared_are_asked_about(tmp_path: Path) -> None:
    """A no keeps nothing at all; a yes writes the card."""
    with two(tmp_path, acquainted=False) as pair:
        kept(pair.anna, trip_with(pair.bela_at_anna))
        key = identity.show(pair.bela).contact_string
        correspondents.add_key(pair.anna, pair.bela_at_anna, key)
        app = WatchedApp(pair.anna)
        async with app.run_test(size=WIDE) as pilot:
            for yes in (False, True):
                await until_shown(pilot, "To the sea")
                await pilot.press("home", "i")
                await until_shown(pilot, "gets a new card")
                await pilot.press("1")
                await say_word(pilot, "sunny")
                await write_card(pilot, pair.file("c"))
                await until_shown(pilot, "Write the card all the same?", "never compared")
                await pilot.press(*(["down"] if yes else []), "enter")
                if yes:
                    await until_shown(pilot, "The check-in is written down.")
                else:
                    await until(pilot, lambda: isinstance(app.screen, Today))
                    assert not pair.file("c").exists()
    assert pair.file("c").exists()


async def test_a_slip_in_the_word_or_the_place_is_asked_about_again(pair: Two) -> None:
    """A word that nobody agreed on, and a folder that takes no file; Esc before writes nothing."""
    begun(pair)
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "To the sea")
        await pilot.press("home", "i")
        await until_shown(pilot, "gets a new card")
        await pilot.press("1")
        await say_word(pilot, "cloudly")
        await until(pilot, lambda: any("no word that is agreed" in each for each in app.told))
        await say_word(pilot, "cloudy")
        await until(pilot, lambda: isinstance(app.screen, CardPreview))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Today))
        assert journal.count(pair.anna, journal.Filter(kinds=(Kind.CHECKIN,))) == 0
        await pilot.press("i")
        await until_shown(pilot, "gets a new card")
        await pilot.press("1")
        await say_word(pilot, "cloudy")
        await write_card(pilot, pair.file("no") / "card.age")
        await answer(pilot, "The file cannot be written there.", str(pair.file("again.age")))
        await until_shown(pilot, "The check-in is written down.")
    assert taken_in(pair, pair.file("again.age")).stage is Stage.LATE


async def test_without_an_open_check_in_it_is_said(pair: Two) -> None:
    """And nothing is offered on records that are none."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        app.action_check_in()
        await until(pilot, lambda: "No check-in of any trip is open." in app.told)
        await pilot.press("home", "i")
        await pilot.pause()
        assert isinstance(app.screen, Today)
