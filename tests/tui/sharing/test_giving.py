"""Giving step by step: to whom, how much, what; seen field by field; written, or nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.domain import records as r
from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.services import attachments, correspondents, journal, receiving, sharing
from safejournal.services.sharing import Form, Tier
from safejournal.tui import acts
from safejournal.tui.sharing.picking import KINDS
from safejournal.tui.sharing.preview import PreviewScreen
from tests.exchange.pictures import telling_jpeg
from tests.services.exchanging import LAWYER, Two, kept, trip_with
from tests.tui.sharing.ways import go_to, mark, to_line, write_to
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, rows, until, until_shown


@pytest.fixture
def trip(pair: Two) -> str:
    """Let Anna plan a trip with a check-in for Bela."""
    return kept(pair.anna, trip_with(pair.bela_at_anna))


async def to_preview(pilot: Pilot[Any], tier: str, *records: str) -> PreviewScreen:
    """Walk to the preview of something for Reed."""
    await go_to(pilot, "Send")
    await until_shown(pilot, "To whom?", "Reed")
    await mark(pilot, "Reed")
    await pilot.press("enter")
    await until_shown(pilot, "How much?")
    await to_line(pilot, tier)
    await pilot.press("enter")
    await until_shown(pilot, "Send › What?")
    for record in records:
        await mark(pilot, record)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app_of(pilot).screen, PreviewScreen))
    await until_shown(pilot, "→")
    screen = app_of(pilot).screen
    assert isinstance(screen, PreviewScreen)
    return screen


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_a_card_is_seen_written_and_known_as_sent(
    pair: Two, trip: str, size: tuple[int, int]
) -> None:
    """The trip ahead is marked already; the preview tells what leaves and stays; Bela can read."""
    file = pair.file("card.age")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await to_preview(pilot, "Card")
        seen = rows(app)
        assert "words compared" in " ".join(seen.split())
        assert "–  Title: stays" in seen
        await pilot.press("f10")
        await write_to(pilot, file)
        await until_shown(pilot, "› Written", "File")
        await pilot.press("escape")
        await until_shown(pilot, "› Sharing")
        await pilot.press("5")
        await until_shown(pilot, "Check-in card")
        assert "no receipt yet" in " ".join(rows(app).split())
    opened = receiving.open_with_vault(pair.bela, file)
    assert {each.record for each in opened.excerpts} == {trip, pair.bela_at_anna}
    assert [each.purpose for each in sharing.sent(pair.anna)] == ["card"]


async def test_going_back_step_by_step_writes_nothing(pair: Two, trip: str) -> None:
    """Esc leads back through every step, with what was marked still marked, and out."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_preview(pilot, "Card")
        await pilot.press("f10")
        await until_shown(pilot, "Write it into which file?")
        for shown in ("What leaves", "Send › What?", "How much?", "To whom?", "› Sharing"):
            await pilot.press("escape")
            await until_shown(pilot, shown)
            if shown == "Send › What?":
                assert "[x] To the sea" in rows(app)
            if shown == "To whom?":
                assert "[x] Reed" in rows(app)
    assert sharing.sent(pair.anna) == []


@pytest.fixture
def incident(pair: Two) -> str:
    """Let Anna keep an incident with a photograph, and with somebody who is described."""
    kept(pair.anna, LAWYER)
    found = kept(
        pair.anna,
        r.Incident(
            title="At the door",
            text="Vera Counsel stood there too.",
            people=(r.Involved(role="witness", description="a tall man"),),
        ),
    )
    photo = pair.file("photo.jpg")
    photo.write_bytes(telling_jpeg())
    attachments.attach(pair.anna, found, photo)
    return found


def leaving(screen: PreviewScreen, path: str) -> object:
    """Return what would leave of a field."""
    return next(e.leaving for cut in screen._seen.cuts for e in cut.leaves if e.path == path)


async def test_fields_are_kept_back_named_and_left_as_written(pair: Two, incident: str) -> None:
    """Space turns a field round, a leaves names in a text, p lets a person go by name."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await to_preview(pilot, "Evidence", "At the door")
        assert leaving(screen, "text") == "[Oak] stood there too."
        await to_line(pilot, "Title")
        await pilot.press("space")
        await until_shown(pilot, "Title: stays: you kept it back")
        await pilot.press("space")
        await until_shown(pilot, "→  Title: At the door")
        await to_line(pilot, "Text")
        await pilot.press("a")
        await until(pilot, lambda: leaving(screen, "text") == "Vera Counsel stood there too.")
        await pilot.press("a")
        await until(pilot, lambda: leaving(screen, "text") == "[Oak] stood there too.")
        await to_line(pilot, "stays unless you name it")
        await pilot.press("space")
        await until(pilot, lambda: leaving(screen, "people[0].description") == "a tall man")
        await pilot.press("p")
        await until_shown(pilot, "Which one?", "Oak")
        await pilot.press(*"Vera")
        await until(pilot, lambda: rows(app).count("Oak") >= 1 and "Reed" not in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: leaving(screen, "text") == "Vera Counsel stood there too.")


async def test_a_step_without_names_says_how_to_name_whom_it_means(pair: Two) -> None:
    """Below the step: the reader will not see who is meant, and p changes it."""
    kept(pair.anna, LAWYER)
    kept(pair.anna, trip_with(pair.bela_at_anna, steps=("Call Vera Counsel",)))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        await to_preview(pilot, "Card")
        told = "! The reader will not see who is meant (Oak): p lets them go by name."
        assert told in " ".join(rows(app).split())
        await pilot.press("p")
        await until_shown(pilot, "Which one?", "Oak")
        await pilot.press(*"Vera")
        await until(pilot, lambda: rows(app).count("Oak") >= 1 and "Reed" not in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: "1: Call Vera Counsel" in " ".join(rows(app).split()))
        assert "who is meant" not in rows(app)


async def test_an_original_leaves_only_after_its_traces_were_told(pair: Two, incident: str) -> None:
    """The file's line names what it tells; o asks first; Space lets it stay."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await to_preview(pilot, "Evidence", "At the door")
        shown = " ".join(rows(app).split())
        assert "device: canary-maker" in shown
        assert [each.form for each in screen._seen.files] == [Form.CLEANED]
        await to_line(pilot, "photo.jpg (1 KB)")
        await pilot.press("o")
        await until_shown(pilot, "Shall the original of this file leave?", "place: 42.87500")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        assert [each.form for each in screen._seen.files] == [Form.CLEANED]
        await pilot.press("o")
        await until_shown(pilot, "Shall the original of this file leave?")
        await pilot.press("down", "enter")
        await until(pilot, lambda: [e.form for e in screen._seen.files] == [Form.ORIGINAL])
        await to_line(pilot, "photo.jpg (1 KB)")
        await pilot.press("space")
        await until(pilot, lambda: screen._seen.files == ())
        assert "photo.jpg: it stays: you kept it back" in rows(app)


async def test_what_is_confidential_is_asked_about_one_by_one(pair: Two) -> None:
    """All that the tier allows leaves it out; marking it asks; Enter keeps it."""
    kept(pair.anna, r.Note(title="Secret matter", text="canary", confidential=True))
    kept(pair.anna, r.Note(title="Plain matter"))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        screen = await to_preview(pilot, "Evidence", "all that this tier allows")
        found = {leaf.value: leaf.leaving for cut in screen._seen.cuts for leaf in cut.leaves}
        assert found["canary"] is None
        assert found["Plain matter"] == "Plain matter"
        await pilot.press("escape")
        await until_shown(pilot, "Send › What?")
        for answer, marked in (("enter", "[ ] Secret"), ("down", "[x] Secret")):
            await mark(pilot, "Secret matter")
            await until_shown(pilot, "This record is confidential. Shall it leave?")
            await pilot.press(*(["enter"] if answer == "enter" else ["down", "enter"]))
            await until_shown(pilot, marked)


async def test_an_unverified_key_is_asked_about_once_more(pair: Two, trip: str) -> None:
    """Until the words are compared, writing asks, and Enter does not write."""
    stranger = pair.file("never.age")
    new = PrivateIdentity(age=generate_age_key()).public.age_recipient
    correspondents.add_key(pair.anna, pair.bela_at_anna, new, confirmed=True)
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_preview(pilot, "Card")
        assert "UNVERIFIED" in rows(app)
        await pilot.press("f10")
        await until_shown(pilot, "Seal it to a key that was never compared?")
        await pilot.press("enter")
        await until_shown(pilot, "What leaves")
        await pilot.press("f10")
        await until_shown(pilot, "Seal it to a key that was never compared?")
        await pilot.press("down", "enter")
        await write_to(pilot, stranger)
        await until_shown(pilot, "Written", "Anchor")
    assert stranger.exists()


async def test_six_words_open_what_has_no_key(pair: Two) -> None:
    """They are shown once, on the last page, with what the reader's machine needs."""
    file = pair.file("words.age")
    kept(pair.anna, r.Note(title="Only this"))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "Send")
        await until_shown(pilot, "To whom?", "six words")
        await mark(pilot, "six words")
        await pilot.press("enter")
        await until_shown(pilot, "How much?")
        await pilot.press("end", "enter")
        await until_shown(pilot, "Send › What?")
        await mark(pilot, "Only this")
        await pilot.press("enter")
        await until_shown(pilot, "whoever has the passphrase")
        await pilot.press("f10")
        await write_to(pilot, file)
        shown = await until_shown(pilot, "Six words", "MiB of memory")
    line = next(each for each in shown.splitlines() if "Six words" in each)
    words = line.partition("Six words")[2].strip()
    assert len(words.split()) == 6
    opened = receiving.open_with_vault(
        pair.bela, file, passphrase=words, agreed=receiving.Agreed(memory=True)
    )
    assert opened.sender is None


@pytest.fixture
def slow(pair: Two, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Hold the writing between its first bytes and its last until the event is set."""
    go_on, real = threading.Event(), sharing.export

    def export(*what: Any, watch: Any, **how: Any) -> Any:
        def held(done: int, whole: int) -> None:
            go_on.wait(5)
            watch(done, whole)

        return real(*what, watch=held, **how)

    monkeypatch.setattr(sharing, "export", export)
    yield go_on
    go_on.set()


@pytest.mark.parametrize("leave", ["escape", "ctrl+l", "idle"])
async def test_stopping_or_locking_in_the_middle_leaves_no_file(
    pair: Two, incident: str, slow: threading.Event, leave: str
) -> None:
    """Esc, the lock, or nobody there while it is written: no file, no half, nothing noted."""
    place = pair.place / "out"
    place.mkdir()
    app = WatchedApp(pair.anna)
    async with app.run_test(size=(80, 40)) as pilot:
        await to_preview(pilot, "Evidence", "At the door")
        await pilot.press("f10")
        await write_to(pilot, place / "a.age")
        await until_shown(pilot, "Sealing")
        timer = threading.Timer(0.3, slow.set)
        timer.start()
        if leave == "idle":
            app.when_idle()
        else:
            await pilot.press(leave)
        if leave == "escape":
            await until_shown(pilot, "Write it into which file?")
            assert "Stopped. Nothing was changed." in app.told
        timer.join()
    assert list(place.iterdir()) == []
    if leave == "escape":
        assert sharing.sent(pair.anna) == []
        assert journal.count(pair.anna) == 3


async def test_nothing_is_written_over_another_file(pair: Two, trip: str) -> None:
    """A name that is taken is refused, asked again, and the file that stood there stays."""
    taken, free = pair.file("taken.txt"), pair.file("free.age")
    taken.write_text("mine")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_preview(pilot, "Card")
        await pilot.press("f10")
        await write_to(pilot, taken)
        await until(pilot, lambda: any("already" in told for told in app.told))
        await write_to(pilot, free)
        await until_shown(pilot, "Written", "Anchor")
    assert taken.read_text() == "mine"


def test_every_tier_is_among_the_choices() -> None:
    """What the first page of the way offers covers the tiers that exist."""
    assert set(KINDS) == set(Tier)


async def test_a_mark_that_a_tier_does_not_hold_is_taken_off(pair: Two, trip: str) -> None:
    """A note given from its own screen is not hidden among the marks of a card."""
    note = kept(pair.anna, r.Note(title="Only this"))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        acts.give(app, journal.show(pair.anna, note))
        await until_shown(pilot, "To whom?", "Reed")
        await mark(pilot, "Reed")
        await pilot.press("enter")
        await until_shown(pilot, "How much?")
        await pilot.press("home", "enter")
        await until_shown(pilot, "Send › What?", "1 marked", "[x] To the sea")


async def test_nothing_to_give_says_so(pair: Two, tmp_path: Path) -> None:
    """With everything kept back, F10 does not go on."""
    kept(pair.anna, r.Note(title="Only this"))
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await to_preview(pilot, "Evidence", "Only this")
        await to_line(pilot, "Title")
        await pilot.press("space")
        await until_shown(pilot, "Title: stays: you kept it back")
        await pilot.press("f10")
        await until(pilot, lambda: any("Nothing leaves yet" in told for told in app.told))


async def test_a_record_says_who_has_it_and_is_given_from_its_own_screen(pair: Two) -> None:
    """D begins with it marked already; afterwards the record tells to whom it went."""
    note = kept(pair.anna, r.Note(title="Only this"))
    file = pair.file("d.age")
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Written last")
        acts.open_record(app, note)
        await until_shown(pilot, "Only this")
        await pilot.press("d")
        await until_shown(pilot, "To whom?", "Reed")
        await mark(pilot, "Reed")
        await pilot.press("enter")
        await until_shown(pilot, "How much?")
        await pilot.press("enter")
        await until_shown(pilot, "Send › What?", "[x] Only this")
        await pilot.press("enter")
        await until_shown(pilot, "What leaves", "→")
        await pilot.press("f10")
        await write_to(pilot, file)
        await until_shown(pilot, "› Written")
        await pilot.press("escape")
        shown = await until_shown(pilot, "Given away:")
        assert "Reed: no receipt yet" in shown
    assert file.exists()
