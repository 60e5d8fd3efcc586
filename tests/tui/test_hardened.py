"""The app's base: what it shows of an error, what it writes down, and how it ends.

Each way of failing and ending is one run of a small app in a real terminal (`hardened_app.py`).
"""

from __future__ import annotations

import base64
import re
import signal
import sys
import termios
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from safejournal.tui import leaving
from safejournal.tui.hardened import Ending, HardenedApp
from tests.terminal import Terminal

LFLAG = 3  # where the termios module puts the local modes
CANARY = b"ZEBRACANARY"
ENTER, LEAVE = b"\x1b[?1049h", b"\x1b[?1049l"
SENTENCE = b"safejournal stopped because of an error of its own. What you saved is kept."

FAILING = """
    compose mount timer async-timer call-next thread-worker async-worker call-from-thread task
    callback action render screen pop dismiss style rich-error query css
""".split()


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    """The file in which the app notes each call to seal its drafts, with the ending."""
    file = tmp_path / "sealed"
    file.touch()
    return file


def app(way: str, sealed: Path, **environment: str) -> Terminal:
    """Start the small app; its folder is empty but for `sealed`."""
    return Terminal(
        [sys.executable, "-m", "tests.tui.hardened_app", way],
        environment={"SEALED": str(sealed), **environment},
        folder=sealed.parent,
    )


def outside(output: bytes) -> bytes:
    """Return what was written while the alternate screen was not shown: it stays in scrollback."""
    before, *screens = output.split(ENTER)
    return before + b"".join(screen.partition(LEAVE)[2] for screen in screens)


@pytest.mark.parametrize("way", FAILING)
def test_a_crash_shows_one_sentence_and_nothing_of_a_person(way: str, sealed: Path) -> None:
    """Wherever it happens: drafts are sealed once, the terminal is put back, no word gets out."""
    with app(way, sealed) as terminal:
        assert terminal.wait() == 1
        assert terminal.modes() == terminal.found
    left = outside(terminal.output)
    assert left.count(SENTENCE) == 1
    for private in (CANARY, b"Traceback", b"Error", b"hardened_app", b"def fail"):
        assert private not in left, private
    assert sealed.read_text() == "fall\n"


def test_a_stock_app_would_have_shown_it(tmp_path: Path) -> None:
    """The control: the same crash without our base prints the passphrase's local variable."""
    stock = (
        "from textual.app import App\n"
        "class Stock(App):\n"
        "    def on_mount(self):\n"
        "        passphrase = 'ZEBRA' + 'CANARY'\n"
        "        raise ValueError\n"
        "Stock().run()"
    )
    with Terminal([sys.executable, "-c", stock], folder=tmp_path) as terminal:
        terminal.wait()
    assert CANARY in outside(terminal.output)


@pytest.mark.parametrize(
    ("way", "code"),
    [("thread", 0), ("unmount", 0), ("exit-message", 0), ("print", 0), ("panic", 129)],
)
def test_what_is_no_crash_of_the_app_shows_nothing_either(
    way: str, code: int, sealed: Path
) -> None:
    """A library's thread, an error at the very end, a parting message, prints, a lost keyboard."""
    with app(way, sealed) as terminal:
        assert terminal.wait() == code
        assert terminal.modes() == terminal.found
    left = outside(terminal.output)
    assert CANARY not in left
    assert b"Traceback" not in left
    assert sealed.read_text() == "end\n"


@pytest.mark.parametrize(
    ("way", "code", "ending", "locked"),
    [
        ("lock", 0, "lock", True),
        ("end", 7, "end", False),
        ("lock-then-end", 7, "lock", False),
        ("failing-seal", 0, "lock", True),
        ("stuck-worker", 0, "lock", True),
        ("stuck-task", 0, "lock", True),
    ],
)
def test_every_ending_seals_once_and_comes(
    way: str, code: int, ending: str, locked: bool, sealed: Path
) -> None:
    """Also when sealing fails and when a worker or a message never ends; an end beats a lock."""
    with app(way, sealed) as terminal:
        assert terminal.wait(patience=10) == code
        left = terminal.modes()
        if locked:  # the prompt that follows puts the echo back; until then it must be off
            assert not left[LFLAG] & termios.ECHO
            left[LFLAG] |= termios.ECHO
        assert left == terminal.found
    assert sealed.read_text() == f"{ending}\n"
    assert (b"LOCKED" in terminal.output) is locked
    assert CANARY not in outside(terminal.output)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"])
def test_a_signal_to_end_seals_clears_and_ends(name: str, sealed: Path) -> None:
    """The screen is left and wiped, and nobody is asked for a passphrase."""
    number = signal.Signals[name]
    with app("", sealed) as terminal:
        terminal.expect(b"READY")
        terminal.process.send_signal(number)
        assert terminal.wait() == 128 + number
        assert terminal.modes() == terminal.found
    assert sealed.read_text() == "end\n"
    assert outside(terminal.output).endswith(b"\x1b[?25h")
    assert b"LOCKED" not in terminal.output


def test_a_signal_during_start_ends_as_well(sealed: Path) -> None:
    """There is no moment at which the screen would be left standing."""
    with app("", sealed) as terminal:
        terminal.expect(ENTER)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait() == 128 + signal.SIGTERM
        assert terminal.modes() == terminal.found
    assert CANARY not in outside(terminal.output)


def test_a_signal_ends_even_an_app_that_is_stuck(sealed: Path) -> None:
    """When the loop never turns again, the screen is cleared without it."""
    with app("stuck-handler", sealed) as terminal:
        terminal.expect(b"READY")
        terminal.drain(1.0)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait(patience=8) == 128 + signal.SIGTERM
        assert terminal.modes() == terminal.found
    assert terminal.output.rindex(LEAVE) > terminal.output.rindex(CANARY)


@pytest.mark.parametrize("name", ["SIGTSTP", "SIGCONT"])
def test_being_stopped_locks(name: str, sealed: Path) -> None:
    """A stopped process would keep everything in its memory, and the screen's text in a window."""
    with app("", sealed) as terminal:
        terminal.expect(b"READY")
        terminal.drain()
        terminal.process.send_signal(signal.Signals[name])
        assert terminal.wait() == 0
    assert b"LOCKED" in outside(terminal.output)
    assert sealed.read_text() == "lock\n"


def test_ctrl_l_locks_and_ctrl_q_ends(sealed: Path) -> None:
    """From anywhere, also while somebody types."""
    for keys, locked in ((b"\x0c", True), (b"\x11", False)):
        with app("", sealed) as terminal:
            terminal.expect(b"READY")
            terminal.drain()
            terminal.send(keys)
            assert terminal.wait() == 0
        assert (b"LOCKED" in terminal.output) is locked


def test_a_closed_window_seals_and_ends(sealed: Path) -> None:
    """Within seconds there is no process and no prompt, and the drafts are there."""
    with app("", sealed) as terminal:
        terminal.expect(b"READY")
        terminal.drain()
        terminal.hang_up()
        terminal.process.wait(8)
    assert sealed.read_text() == "end\n"


def test_a_terminal_that_vanishes_without_a_signal_is_noticed(sealed: Path) -> None:
    """As for a process that nobody tells: the app looks for its terminal by itself."""
    with app("ignored-hangup", sealed) as terminal:
        terminal.expect(b"IGNORED")
        terminal.hang_up()
        assert terminal.process.wait(8) == 129
    assert sealed.read_text() == "end\n"


def test_the_app_is_seen_while_standard_error_is_silent(sealed: Path) -> None:
    """Textual draws on the terminal that we kept, and prints of libraries go nowhere."""
    with app("print", sealed) as terminal:
        terminal.wait()
    screen = terminal.output.partition(ENTER)[2].partition(LEAVE)[0]
    assert b"READY" in screen
    assert CANARY in screen
    assert b"NOISE" not in terminal.output


SWITCHES = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_LOG": "textual.log",
    "TEXTUAL_SCREENSHOT": "0",
    "TEXTUAL_SCREENSHOT_LOCATION": ".",
    "TEXTUAL_PRESS": "x,y,z",
    "TEXTUAL_SHOW_RETURN": "1",
    "TEXTUAL_DRIVER": "nonsense:Driver",
}


def test_switches_of_textual_have_no_effect(sealed: Path) -> None:
    """No file appears (keys.log, a picture), no key is pressed, nothing is reported."""
    with app("", sealed, **SWITCHES) as terminal:
        terminal.expect(b"READY")
        terminal.send(b"hunter2")
        terminal.drain(0.5)
        terminal.send(b"\x11")
        assert terminal.wait() == 0
    assert [file.name for file in sealed.parent.iterdir()] == ["sealed"]
    assert b"returned" not in terminal.output
    assert b"xyz" not in terminal.output


def test_a_stock_app_would_have_written_down_every_key(tmp_path: Path) -> None:
    """The control of the test above."""
    stock = (
        "from textual.app import App\nfrom textual.widgets import Input\n"
        "class Stock(App):\n"
        "    def compose(self): yield Input('READY', password=False)\n"
        "Stock().run()"
    )
    with Terminal(
        [sys.executable, "-c", stock], environment={"TEXTUAL_DEBUG": "1"}, folder=tmp_path
    ) as terminal:
        terminal.expect(b"READY")
        terminal.send(b"hunter2")
        terminal.drain(0.5)
        terminal.send(b"\x11")
        terminal.wait()
    assert "keys.log" in [file.name for file in tmp_path.iterdir()]


def test_nothing_is_copied_out_saved_opened_or_rung(sealed: Path, home: Path) -> None:
    """No OSC 52, no picture, no delivered file, no browser, no bell."""
    with app("pictures", sealed) as terminal:
        assert terminal.wait() == 0
    assert [file.name for file in sealed.parent.iterdir()] == ["sealed"]
    assert [*home.rglob("*.svg"), *home.rglob("text"), *home.rglob("binary")] == []
    pointer_shapes = rb"\x1b\]22;[a-z-]*\x07"  # Textual's, which end in the same character
    assert b"\x07" not in re.sub(pointer_shapes, b"", terminal.output)


@pytest.mark.parametrize(("way", "copied"), [("copy", False), ("allowed-copy", True)])
def test_copying_stays_in_the_app_unless_allowed(way: str, copied: bool, sealed: Path) -> None:
    """The system's clipboard keeps what it gets, and its managers keep a history."""
    with app(way, sealed) as terminal:
        assert terminal.wait() == 0
    sequence = b"\x1b]52;c;" + base64.b64encode(CANARY)
    assert (sequence in terminal.output) is copied


def test_ctrl_c_copies_nothing_out(sealed: Path) -> None:
    """In a field with everything selected it is a copy inside the app."""
    with app("", sealed) as terminal:
        terminal.expect(b"READY")
        terminal.drain()
        terminal.send(b"\x01\x03")
        terminal.drain(0.5)
        terminal.send(b"\x11")
        terminal.wait()
    assert b"\x1b]52" not in terminal.output


class Small(HardenedApp):
    """An app for tests without a terminal, with clocks that a test moves."""

    def __init__(self) -> None:
        self.monotonic = self.wall = 1000.0
        self.calls: list[str] = []
        super().__init__()

    def compose(self) -> ComposeResult:
        """Show a field."""
        yield Input()
        yield Static("")

    def seal_drafts_and_close(self) -> None:
        """Note it."""
        self.calls.append("sealed")

    def when_nearly_idle(self) -> None:
        """Note it."""
        self.calls.append("nearly idle")

    def _monotonic(self) -> float:
        return self.monotonic

    def _wall(self) -> float:
        return self.wall

    def pass_time(self, seconds: float) -> None:
        """Let time pass in which a tick was due every second; look once."""
        self.monotonic += seconds
        self._looked = self.wall + seconds - leaving.TICK
        self.wall += seconds
        self._tick()


async def test_after_five_minutes_without_a_key_it_locks() -> None:
    """With a notice half a minute before, once; a key starts the time anew."""
    small = Small()
    async with small.run_test() as pilot:
        small.pass_time(269)
        assert small.calls == []
        small.pass_time(2)
        small.pass_time(2)
        assert small.calls == ["nearly idle"]
        await pilot.press("a")
        small.pass_time(299)
        assert "sealed" not in small.calls
        small.pass_time(2)
        assert small.ending is Ending.LOCK
        assert small.calls == ["nearly idle", "nearly idle", "sealed"]


async def test_moving_the_mouse_is_being_there() -> None:
    """As a key is."""
    small = Small()
    async with small.run_test() as pilot:
        small.pass_time(280)
        await pilot.hover(Input)
        small.pass_time(280)
        assert small.ending is None


async def test_idle_minutes_may_be_zero() -> None:
    """For somebody who must not be locked out while dictating."""
    small = Small()
    async with small.run_test():
        small.idle_minutes = 0
        small.pass_time(100_000)
        assert small.ending is None


@pytest.mark.parametrize(
    ("jump", "ending"), [(30, None), (61, Ending.LOCK), (36000, Ending.LOCK), (-3600, Ending.LOCK)]
)
async def test_a_machine_that_slept_wakes_up_locked(jump: float, ending: Ending | None) -> None:
    """The monotonic clock stands still in suspend; the other one leaps."""
    small = Small()
    async with small.run_test():
        small.wall += leaving.TICK + jump
        small.monotonic += leaving.TICK
        small._tick()
        assert small.ending is ending


async def test_the_palette_offers_no_picture() -> None:
    """Textual's own does, and saves it in clear."""
    small = Small()
    async with small.run_test():
        assert "Screenshot" in {c.title for c in App().get_system_commands(small.screen)}
        titles = {command.title for command in small.get_system_commands(small.screen)}
    assert "Quit" in titles
    assert "Screenshot" not in titles


async def test_a_message_is_no_markup_and_no_command() -> None:
    """A record's text in a message neither runs an action nor reaches the terminal raw."""
    small = Small()
    async with small.run_test(notifications=True) as pilot:
        small.notify(
            "[@click=app.lock]x[/] [/nope] \x1b]52;c;x\x07", title="\x1b[2J[b]", markup=True
        )
        await pilot.pause()
        (notification,) = small._notifications
    assert notification.message == "[@click=app.lock]x[/] [/nope] ␛]52;c;x␇"
    assert notification.title == "␛[2J[b]"
    assert not notification.markup


async def test_an_error_in_a_test_is_still_raised() -> None:
    """Silence is for the person's terminal; a test of a screen must see what broke."""

    class Broken(Small):
        def on_mount(self) -> None:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with Broken().run_test():
            pass
