"""Own keys and a contact's: words to compare, keys taken in, alarms, key cards shown once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.exchange.private_keys import PrivateIdentity, generate_age_key
from safejournal.services import correspondents, identity, journal
from safejournal.tui.sharing.key_card import KeyCardScreen
from safejournal.tui.sharing.keys import KeysScreen
from tests.services.exchanging import Two
from tests.tui.sharing.ways import go_to, paste
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, app_of, until, until_shown


async def open_keys(pilot: Pilot[Any], pair: Two) -> str:
    """Open Bela's keys in Anna's journal."""
    await until_shown(pilot, "Written last")
    app = app_of(pilot)
    app.push_screen(KeysScreen(app.vault, journal.show(pair.anna, pair.bela_at_anna)))
    return await until_shown(pilot, "Keys: Reed")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_own_words_stand_on_top_in_either_language(pair: Two, size: tuple[int, int]) -> None:
    """All eight are to be seen at once, in a small window too, in English and in Russian."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await go_to(pilot, "My keys")
        for language in ("en", "ru"):
            words = identity.show(pair.anna, language).words
            shown = await until_shown(pilot, words[0])
            assert all(word in shown for word in words)
            await pilot.press("l")


async def test_the_code_is_drawn_where_it_fits_and_else_its_size_is_told(pair: Two) -> None:
    """In 80x24 the whole code stands there; in 40x10 what it needs."""
    drawing = identity.qr_drawing(identity.show(pair.anna).contact_string).splitlines()
    for size in (WIDE, NARROW):
        app = WatchedApp(pair.anna)
        async with app.run_test(size=size) as pilot:
            await go_to(pilot, "My keys")
            await until_shown(pilot, identity.show(pair.anna).words[0])
            await pilot.press("v")
            if size == WIDE:
                shown = await until_shown(pilot, drawing[3].strip())
                assert all(line in shown for line in drawing)
            else:
                await until_shown(pilot, "45 by 24")


async def test_keys_are_saved_for_somebody_else(pair: Two, home: Path) -> None:
    """The contact string in a file of its own reads back as the same keys."""
    app = WatchedApp(pair.anna)
    async with app.run_test(size=WIDE) as pilot:
        await go_to(pilot, "My keys")
        await until_shown(pilot, "Contact string")
        await pilot.press("s")
        await until_shown(pilot, "What shall be saved?")
        await pilot.press("1")
        await until_shown(pilot, "Write it into which file?")
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.told))
    written = (home / "key.txt").read_text()
    assert identity.read_key(written) == identity.own_keys(pair.anna).public


async def test_a_key_is_pasted_and_stays_unverified_until_words_are_compared(
    strangers: Two,
) -> None:
    """Taken in, it is told as unverified on the page and beside the contact; then compared."""
    given = identity.show(strangers.bela).contact_string
    app = WatchedApp(strangers.anna)
    async with app.run_test(size=WIDE) as pilot:
        await open_keys(pilot, strangers)
        await until_shown(pilot, "no key")
        await pilot.press("a")
        await until_shown(pilot, "How did their key come to you?")
        await pilot.press("1")
        await until_shown(pilot, "Their contact string")
        await paste(pilot, given)
        await pilot.press("f10")
        shown = await until_shown(pilot, "UNVERIFIED")
        assert all(word in shown for word in identity.show(strangers.bela).words)
        await pilot.press("f8")
        await until_shown(pilot, "UNVERIFIED · safety contact")
        await pilot.press("f5")
        await until_shown(pilot, "Keys: Reed")
        await pilot.press("h")
        await until_shown(pilot, "Does their device show the same words?")
        await pilot.press("2")
        await until_shown(pilot, "words compared on 1 May 2026: by voice")
        await pilot.press("f8")
        await until_shown(pilot, "compared · safety contact", "words compared")
    found = correspondents.key_of(strangers.anna, strangers.bela_at_anna)
    assert found is not None
    assert found.how == "by voice"


async def test_typed_words_and_files_are_taken_too(strangers: Two, home: Path) -> None:
    """Forty-two Russian words, and afterwards a file with the same keys."""
    typed = " ".join(identity.show(strangers.bela, "ru").typed)
    (home / "bela.txt").write_text(identity.show(strangers.bela).contact_string)
    app = WatchedApp(strangers.anna)
    async with app.run_test(size=NARROW) as pilot:
        await open_keys(pilot, strangers)
        await pilot.press("a")
        await until_shown(pilot, "How did their key")
        await pilot.press("1")
        await until_shown(pilot, "Their key")
        await paste(pilot, typed)
        await pilot.press("f10")
        await until_shown(pilot, "UNVERIFIED")
        await pilot.press("a")
        await until_shown(pilot, "How did their key")
        await pilot.press("2")
        await until_shown(pilot, "bela.txt")
        await pilot.press("down", "enter")
        await until(pilot, lambda: "This is the key that is here already." in app.told)


async def test_a_wrong_key_is_refused_and_the_present_one_stays(pair: Two) -> None:
    """A slip of one letter, one's own keys, or nonsense: told, and nothing changes."""
    before = correspondents.key_of(pair.anna, pair.bela_at_anna)
    own = identity.show(pair.anna).contact_string
    for wrong in (
        f"{own[:-1]}{'q' if own[-1] != 'q' else 'p'}",
        own,
        "\x00\x01",
        "age1" + "q" * 58,
    ):
        app = WatchedApp(pair.anna)
        async with app.run_test(size=WIDE) as pilot:
            await open_keys(pilot, pair)
            await pilot.press("a")
            await until_shown(pilot, "How did their key")
            await pilot.press("1")
            await until_shown(pilot, "Their contact string")
            await paste(pilot, wrong)
            await pilot.press("f10")
            await until(pilot, lambda app=app: bool(app.told))  # type: ignore[misc]
    assert correspondents.key_of(pair.anna, pair.bela_at_anna) == before


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_another_key_than_before_is_an_alarm(
    pair: Two, tmp_path: Path, size: tuple[int, int]
) -> None:
    """Both sets of words are shown, what changes nothing is marked, and Enter keeps the old key."""
    stranger = PrivateIdentity(age=generate_age_key()).public.age_recipient
    app = WatchedApp(pair.anna)
    async with app.run_test(size=size) as pilot:
        await open_keys(pilot, pair)
        for answer in ("enter", "down"):
            await pilot.press("a")
            await until_shown(pilot, "How did their key")
            await pilot.press("1")
            await until_shown(pilot, "Their key")
            await paste(pilot, stranger)
            await pilot.press("f10")
            await until_shown(pilot, "ALARM", "Until now")
            await pilot.press("enter")
            await until_shown(pilot, "Keep the one that counts")
            await pilot.press(answer)
            if answer == "enter":
                await until_shown(pilot, "words compared on 1 May 2026")
            else:
                await pilot.press("enter")
                await until_shown(pilot, "UNVERIFIED")
    found = correspondents.key_of(pair.anna, pair.bela_at_anna)
    assert found is not None
    assert found.changed
    assert found.public.age_recipient == stranger


async def test_a_key_card_is_shown_once_and_covered_when_left(strangers: Two) -> None:
    """Going elsewhere covers the secret; leaving asks first, and then it is gone."""
    app = WatchedApp(strangers.anna)
    async with app.run_test(size=WIDE) as pilot:
        await open_keys(pilot, strangers)
        await pilot.press("p")
        await until_shown(pilot, "Make a key for this contact?")
        await pilot.press("down", "enter")
        await until_shown(pilot, "AGE-SECRET-KEY-1")
        assert isinstance(app.screen, KeyCardScreen)
        await pilot.press("f6")
        await until_shown(pilot, "1 record")
        await pilot.press("f5")
        shown = await until_shown(pilot, "Key card: Reed")
        assert "AGE-SECRET" not in shown
        await pilot.press("m")
        await until_shown(pilot, "AGE-SECRET-KEY-1")
        await pilot.press("escape")
        await until_shown(pilot, "Has the key been copied?")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, KeyCardScreen))
        await pilot.press("escape")
        await until_shown(pilot, "Has the key been copied?")
        await pilot.press("down", "enter")
        shown = await until_shown(pilot, "key card made here")
        assert "AGE-SECRET" not in shown
