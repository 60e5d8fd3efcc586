"""However the app is left, what stood in open forms is in the vault, and the vault is closed."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from safejournal.errors import Refused
from safejournal.services import drafts, settings
from safejournal.services.opening import Vault
from safejournal.tui.choose import Choose
from safejournal.tui.form import FormScreen
from safejournal.tui.hardened import Ending
from tests.terminal import Terminal
from tests.tui.shell_app import WIDE, Life, WatchedApp, until, until_shown
from tests.vault.journals import Journal

TYPED = "Звонок ночью"


async def write_in_form(pilot: Pilot[Any], text: str = TYPED) -> None:
    """Begin a note and type into its first field."""
    await pilot.press("f2", "1")
    await until(pilot, lambda: isinstance(pilot.app.screen, FormScreen))
    await until(pilot, lambda: isinstance(pilot.app.focused, Input))
    await pilot.press(*text)


def kept(journal: Journal) -> list[dict[str, str]]:
    """Return what waits in the vault after the next unlock."""
    with journal.open() as vault:
        return [draft.answers for draft in drafts.waiting(vault)]


def suspend(app: WatchedApp) -> None:
    """Do what Ctrl+Z does."""
    app.action_suspend_process()


def sleep_of_the_machine(app: WatchedApp) -> None:
    """Let an hour go by on the wall between two looks at the clock, as after a closed lid."""
    wall = app._wall()
    app._wall = lambda: wall + 3600  # type: ignore[method-assign]
    app._tick()


def an_hour_without_a_key(app: WatchedApp) -> None:
    """Let an hour go by without a key."""
    now = app._monotonic()
    app._monotonic = lambda: now + 3600  # type: ignore[method-assign]
    app._tick()


@pytest.mark.parametrize(
    ("leave", "ending"),
    [
        (lambda app: app.action_lock(), Ending.LOCK),
        (suspend, Ending.LOCK),
        (sleep_of_the_machine, Ending.LOCK),
        (an_hour_without_a_key, Ending.LOCK),
        (lambda app: app.end(), Ending.END),
        (lambda app: app.lost(), Ending.END),
        (lambda app: app.fall(), Ending.FALL),
    ],
    ids=["lock", "suspend", "sleep", "idle", "end", "lost terminal", "fall"],
)
async def test_what_was_typed_is_there_after_the_next_unlock(
    closed: Journal, leave: Callable[[WatchedApp], None], ending: Ending
) -> None:
    """Lock, idleness, suspend, sleep, a lost terminal, a fall: the last letter is kept."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        leave(app)
    assert (app.ending, app.vault.closed) == (ending, True)
    assert kept(closed) == [{"title": TYPED}]


@pytest.mark.parametrize(
    ("key", "ending"), [("ctrl+l", Ending.LOCK), ("ctrl+д", Ending.LOCK), ("ctrl+q", Ending.END)]
)
async def test_keys_leave_from_inside_a_form(closed: Journal, key: str, ending: Ending) -> None:
    """Ctrl+L and Ctrl+Q work while somebody types, on another layout too, and ask nothing."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        await pilot.press(key)
        await until(pilot, lambda: app.ending is not None)
    assert (app.ending, app.vault.closed) == (ending, True)
    assert kept(closed) == [{"title": TYPED}]


async def test_forms_of_all_places_are_kept(closed: Journal) -> None:
    """A form that was left open in another place is kept as well as the one on top."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot, "one")
        app.switch_mode("journal")
        await pilot.pause(0.1)
        await write_in_form(pilot, "two")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.ending is not None)
    assert {answers["title"] for answers in kept(closed)} == {"one", "two"}


async def test_a_form_under_dialogs_is_kept(closed: Journal) -> None:
    """Help and a question on top of a form do not hide it from the lock."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        await pilot.press("f1", "ctrl+l")
        await until(pilot, lambda: app.ending is not None)
    assert kept(closed) == [{"title": TYPED}]


@contextmanager
def full_disk(journal: Journal) -> Iterator[None]:
    """Let no file grow any more: what the system then answers is what a full disk answers with."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (journal.store.stat().st_size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


LONG = "слово " * 2000


async def test_a_full_disk_keeps_the_form_open(closed: Journal) -> None:
    """What cannot be kept is not left: the form stays with its text until a person decides."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        field = app.focused
        assert isinstance(field, Input)
        field.value = LONG
        with full_disk(closed):
            await pilot.press("ctrl+l")
            await until_shown(pilot, "What you are writing cannot be kept.", "Stay here")
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, FormScreen))
            assert (app.ending, field.value, app.vault.closed) == (None, LONG, False)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: app.ending is Ending.LOCK)
    assert kept(closed) == [{"title": LONG}]


async def test_a_person_may_lose_the_text_rather_than_stay(closed: Journal) -> None:
    """Somebody is at the door: the second answer locks all the same, and asks only once."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        assert isinstance(app.focused, Input)
        app.focused.value = LONG
        with full_disk(closed):
            await pilot.press("ctrl+l", "ctrl+l")
            await until_shown(pilot, "What you are writing cannot be kept.")
            assert sum(isinstance(screen, Choose) for screen in app.screen_stack) == 1
            await pilot.press("down", "enter")
            await until(pilot, lambda: app.ending is Ending.LOCK)
    assert app.vault.closed


async def test_the_lock_for_idleness_is_announced_and_put_off(closed: Journal) -> None:
    """Half a minute before, one sentence; a key starts the time anew."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        now = app._monotonic()
        app._monotonic = lambda: now + 5 * 60 - 20  # type: ignore[method-assign]
        app._tick()
        await until(pilot, lambda: bool(app.told))
        assert app.told == [
            "No key for a while: the journal locks in half a minute. Any key puts it off."
        ]
        await pilot.press("down")
        app._monotonic = lambda: now + 5 * 60 + 20  # type: ignore[method-assign]
        app._tick()
        assert app.ending is None
        app.end()


@pytest.mark.parametrize(("minutes", "ending"), [(1, Ending.LOCK), (0, None), (90, None)])
async def test_the_person_sets_how_long_idle_is(
    closed: Journal, minutes: int, ending: Ending | None
) -> None:
    """The setting of the vault holds: a minute, longer, or never."""
    vault = closed.open()
    settings.set_idle_minutes(vault, minutes)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        an_hour_without_a_key(app)
        await pilot.pause()
        assert app.ending is ending
        app.end()


def session(journal: Journal) -> Terminal:
    """Run the app as the session of a terminal of its own."""
    command = [sys.executable, "-m", "tests.tui.shell_session"]
    return Terminal([*command, str(journal.place), journal.dek.hex()])


def type_note(terminal: Terminal) -> None:
    """Begin a note there and type its title."""
    terminal.expect(b"Nothing is written here yet.")
    terminal.send(b"\x1bOQ")
    terminal.expect(b"What do you want to write down?")
    terminal.send(b"1")
    terminal.expect(b"New: Note")
    terminal.drain()
    terminal.send(TYPED.encode())
    terminal.expect("ночью".encode())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_keeps_the_text_and_clears_the_screen(closed: Journal, number: int) -> None:
    """Told to end, the app seals, leaves the screen and never waits at a prompt."""
    with session(closed) as terminal:
        type_note(terminal)
        terminal.process.send_signal(number)
        assert terminal.wait() == 128 + number
        assert terminal.output.rindex(b"\x1b[?1049l") > terminal.output.rindex("ночью".encode())
    assert kept(closed) == [{"title": TYPED}]


def test_a_closed_window_keeps_the_text(closed: Journal) -> None:
    """The terminal goes away without a word; the text does not."""
    with session(closed) as terminal:
        type_note(terminal)
        terminal.hang_up()
        terminal.process.wait(20)
    assert kept(closed) == [{"title": TYPED}]


def test_a_killed_app_has_lost_two_seconds_at_most(closed: Journal) -> None:
    """Kill -9 in the middle of a pause: what was typed before it is there."""
    with session(closed) as terminal:
        type_note(terminal)
        terminal.drain(3.0)
        terminal.kill()
    assert kept(closed) == [{"title": TYPED}]


def test_a_lock_asks_for_the_passphrase_again(closed: Journal) -> None:
    """The same terminal shows the prompt of a new process that has forgotten everything."""
    with session(closed) as terminal:
        type_note(terminal)
        terminal.send(b"\x0c")
        terminal.expect(b"Passphrase: ")
    assert kept(closed) == [{"title": TYPED}]


def test_quitting_ends_without_a_question(closed: Journal) -> None:
    """Ctrl+Q puts the terminal back as it was and ends with 0."""
    with session(closed) as terminal:
        type_note(terminal)
        terminal.send(b"\x11")
        assert terminal.wait() == 0
        assert terminal.modes() == terminal.found


async def test_nothing_is_kept_of_an_empty_form(closed: Journal, vault: Vault, life: Life) -> None:
    """A form that was opened and not touched leaves no draft."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot, "")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: app.ending is not None)
    assert kept(closed) == []


async def test_what_comes_too_late_is_no_fall(closed: Journal) -> None:
    """A handler that finds the vault closed by a lock does not turn the lock into a fall."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await until_shown(pilot, "Nothing is written here yet.")
        app.call_next(app.screen.reload)  # type: ignore[attr-defined]
        app.lock()
    assert app.ending is Ending.LOCK


async def test_idleness_locks_even_when_a_form_cannot_be_kept(
    closed: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It asks once; where nobody answers, an open journal beside nobody is the greater harm."""
    app = WatchedApp(closed.open())
    async with app.run_test(size=WIDE) as pilot:
        await write_in_form(pilot)
        monkeypatch.setattr(FormScreen, "keep_draft", _refuse)
        app.when_idle()
        await until(pilot, lambda: isinstance(app.screen, Choose))
        before = app.ending
        app.when_idle()
        assert (before, app.ending) == (None, Ending.LOCK)
    assert app.vault.closed


def _refuse(_: FormScreen) -> None:
    raise Refused("The disk is full; nothing was changed.")
