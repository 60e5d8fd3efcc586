"""From one command to a found record, in a terminal as people have one.

tmux stands for the terminal: what it draws is what a person sees. The program begins as the README
says, from a fresh folder with a wheelhouse and without a network; the second walk, in the smallest
window, begins from the environment that the first one made.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, no_network, wheelhouse
from tests.promises.canaries import Search, files

__all__ = ["no_network", "wheelhouse"]

PATIENCE = 90.0
"""Seconds for what takes longest: the first start installs every package."""

A_PAGE = 0.5
"""Seconds in which a key that shows nothing of its own has worked."""

WORDS_ASKED_BACK = 2

MORE = "Enter shows the rest"
"""Stands on a page that a small window cannot show whole."""

WHAT_HAPPENED = "Двое у подъезда спрашивали, на каком этаже я живу"
SOUGHT = "этаж"


class Tmux:
    """A terminal in which a command runs below a shell, with a history that is kept."""

    def __init__(self, socket: Path, size: tuple[int, int], command: str) -> None:
        self._words = ["tmux", "-S", str(socket), "-f", os.devnull]
        columns, lines = map(str, size)
        shell = f"{command}; echo LEFT $?; exec sleep 600"
        self._run("new-session", "-d", "-x", columns, "-y", lines, f"sh -c {_quoted(shell)}")

    def _run(self, *words: str) -> str:
        done = subprocess.run(
            [*self._words, *words], capture_output=True, text=True, check=True, encoding="utf-8"
        )
        return done.stdout

    @property
    def screen(self) -> str:
        """What stands on the screen."""
        return self._run("capture-pane", "-p")

    @property
    def everything(self) -> str:
        """What stands on the screen and in what can be scrolled back to."""
        return self._run("capture-pane", "-p", "-S", "-")

    def type(self, text: str) -> None:
        """Type a text."""
        self._run("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys, by the names that tmux has for them."""
        self._run("send-keys", *keys)

    def until(self, condition: Callable[[str], bool], patience: float = PATIENCE) -> str:
        """Wait until something is so of the screen; return it."""
        end = time.monotonic() + patience
        while not condition(screen := self.screen):
            assert time.monotonic() < end, screen
            time.sleep(0.05)
        return screen

    def see(self, *texts: str) -> str:
        """Wait until these texts stand on the screen, however their lines are broken."""
        return self.until(lambda screen: all(text in " ".join(screen.split()) for text in texts))

    def close(self) -> None:
        """End it, and all that runs in it."""
        subprocess.run([*self._words, "kill-server"], capture_output=True, check=False)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory, wheelhouse: Path) -> Path:
    """Return a fresh folder as people receive it, with a wheelhouse in it."""
    place = tmp_path_factory.mktemp("walk") / "safejournal"
    place.mkdir()
    shutil.copy2(ROOT / "start.py", place)
    for name in ("requirements", "src"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, place / name, ignore=ignored)
    (place / "wheelhouse").symlink_to(wheelhouse)
    return place


@pytest.fixture
def start(
    clone: Path, tmp_path: Path, home: Path, no_network: tuple[str, ...]
) -> Iterator[Callable[[tuple[int, int]], Tmux]]:
    """Return what starts the program with the README's command in a window of that size."""
    if shutil.which("tmux") is None:
        pytest.skip("the walk takes tmux")
    opened: list[Tmux] = []

    def begin(size: tuple[int, int]) -> Tmux:
        words = [*no_network, sys.executable, "-I", str(clone / "start.py")]
        settings = f"cd {home} && LANG=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 "
        opened.append(Tmux(tmp_path / f"tmux{len(opened)}", size, settings + " ".join(words)))
        return opened[-1]

    yield begin
    for each in opened:
        each.close()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (40, 10)], ids=["80x24", "40x10"])
def test_from_one_command_to_a_found_record(
    start: Callable[[tuple[int, int]], Tmux], size: tuple[int, int], home: Path, tmp_path: Path
) -> None:
    """Make a vault, write down what happened today, find it by one word in Russian, lock.

    After the lock neither the record nor the secrets stand on the screen, in what can be scrolled
    back to, or in any file.
    """
    window = start(size)
    passphrase, recovery = make_vault(window)
    write_and_find(window)
    window.press("C-l")
    window.until(lambda screen: screen.rstrip().endswith("Passphrase:"))
    left = window.everything
    for secret in (WHAT_HAPPENED, SOUGHT, passphrase, *recovery.values()):
        assert secret not in " ".join(left.split()), secret
    window.type("not the passphrase")
    window.press("Enter")
    window.see("opens with this.")
    window.type(passphrase)
    window.press("Enter")
    window.see("Двое у подъезда")
    window.press("C-q")
    window.see("LEFT 0")
    assert Search(WHAT_HAPPENED, passphrase).in_files(files(home)) == {}
    assert list((home / ".local" / "share").iterdir()) == [home / ".local" / "share" / "journal"]


def make_vault(window: Tmux) -> tuple[str, dict[int, str]]:
    """Take the passphrase that is proposed and write down the recovery phrase, as one would."""
    turn_pages(window, "Enter makes a journal")
    window.press("Enter")
    turn_pages(window, "Enter takes it")
    window.press("Enter")
    window.see("Type it once")
    window.type("?")
    window.press("Enter")
    passphrase = window.see("Enter goes on:").partition("Enter goes on")[0].strip()
    passphrase = " ".join(passphrase.split())
    assert re.fullmatch(r"[a-z-]+( [a-z-]+){5}", passphrase), "it cannot be read"
    window.press("Enter")
    window.see("Type it once")
    window.type(passphrase)
    window.press("Enter")
    recovery = _words(turn_pages(window, "when they are written down"))
    assert sorted(recovery) == list(range(1, 11)), "not all of it can be read"
    window.press("Enter")
    asked: set[int] = set()
    while len(asked) < WORDS_ASKED_BACK:
        screen = window.until(lambda screen: bool(set(_asked(screen)) - asked))
        number = next(n for n in _asked(screen) if n not in asked)
        asked.add(number)
        window.type(recovery[number])
        window.press("Enter")
    window.see("Nothing is written here yet.")
    return passphrase, recovery


def turn_pages(window: Tmux, last: str) -> str:
    """Read page after page until this stands on the last one; return them all."""
    pages = ""
    while True:
        screen = window.until(
            lambda shown: any(text in " ".join(shown.split()) for text in (last, MORE))
        )
        pages += screen
        if last in " ".join(screen.split()):
            return pages
        window.press("Enter")
        time.sleep(A_PAGE)


def _words(screen: str) -> dict[int, str]:
    return {int(number): word for number, word in re.findall(r"(\d+)\. ([a-z-]+)", screen)}


def _asked(screen: str) -> list[int]:
    return [int(number) for number in re.findall(r"Word number (\d+)", screen)]


def write_and_find(window: Tmux) -> None:
    """Write an incident down and find it by a word in it."""
    window.press("F2")
    window.see("What do you want to write down?")
    window.type("2")
    window.see("New: Incident")
    window.type("Двое у подъезда")
    window.see("Двое у подъезда")
    window.press("Tab")
    time.sleep(A_PAGE)
    window.type(WHAT_HAPPENED)
    window.see("я живу")
    window.press("F10")
    window.see("Sealed.")
    window.press("F3")
    window.see("all kinds")
    window.type(SOUGHT)
    window.see("1 found", "Двое у подъезда")
    window.press("Enter")
    window.see("Enter Open")
    window.press("Enter")
    window.see("на каком", "e Change")
