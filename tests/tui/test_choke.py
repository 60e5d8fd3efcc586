"""Nothing that a record holds commands the terminal, whatever widget shows it."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip

from safejournal.domain.visible import is_plain
from safejournal.tui import choke
from tests.terminal import ROOT, Terminal
from tests.tui import payloads
from tests.tui.choke_app import KINDS

SIZE, WIDE = (130, 220), (10, 900)
"""Room for every payload in the widgets that take most lines, and in a footer."""

MOVE_THE_MOUSE = b"\x1b[<35;3;1M"


def show(command: list[str], kind: str = "") -> tuple[int, bytes]:
    """Run an app on a large terminal; return its exit code and every byte it sent."""
    with Terminal(command, size=WIDE if kind == "footer" else SIZE) as terminal:
        if kind == "tooltip":
            terminal.expect(b"hover")
            terminal.send(MOVE_THE_MOUSE)
        return terminal.wait(), terminal.output


@pytest.mark.parametrize("kind", KINDS)
def test_no_widget_lets_a_command_through(kind: str) -> None:
    """Every payload is drawn, none as it was, and none is taken for markup."""
    code, output = show([sys.executable, "-m", "tests.tui.choke_app", kind], kind)
    assert code == 0
    assert payloads.raw(output) == []
    assert payloads.never(output) == []
    assert payloads.shown(output) == list(payloads.LABELLED)
    assert b"\x1b]8;" not in output
    assert b"\x1b]52;" not in output
    assert re.findall(rb"\x1b\](?!22;)", output) == []


STOCK = """
from rich.text import Text
from textual.app import App
from textual.widgets import Static
from tests.tui.payloads import TEXTS
class Stock(App):
    CSS = "Screen { overflow: hidden; }"
    def compose(self):
        for text in TEXTS:
            yield Static(Text(text))
    def on_mount(self): self.set_timer(0.4, self.exit)
Stock().run()
"""


def test_a_stock_app_lets_nearly_all_of_them_through() -> None:
    """The control: the same search finds the same payloads raw without the choke point."""
    _, output = show([sys.executable, "-c", STOCK])
    assert len(payloads.raw(output)) >= 16
    assert len(payloads.never(output)) >= 8


TRUECOLOR = Console(color_system="truecolor", force_terminal=True)


@given(st.lists(st.text(), max_size=5))
def test_what_is_rendered_is_plain(texts: list[str]) -> None:
    """Whatever the text, and however it is cut into pieces, the terminal gets no command."""
    choke.install()
    strip = Strip([Segment(text, Style(color="red")) for text in texts])
    rendered = strip.render(TRUECOLOR)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", rendered)
    assert all(is_plain(piece) for piece in bare)


@given(st.text())
def test_a_strip_keeps_its_width(text: str) -> None:
    """Making a command visible moves nothing on the screen."""
    strip = Strip([Segment(f"ab{text}cd")])
    assert choke.shown(strip).cell_length == strip.cell_length


def test_what_people_write_comes_through_unchanged() -> None:
    """Joiners of Persian and Hindi, emoji families and Hebrew points, also across styles."""
    choke.install()
    for text in ("می‌خواهم", "क्‍ष", "👩‍👩‍👧", "שָׁלוֹם", "қазақша ё", "日本語"):
        whole = Strip([Segment(text, Style())])
        assert choke.shown(whole) is whole
        pieces = Strip([Segment(letter, Style(bold=bool(n % 2))) for n, letter in enumerate(text)])
        assert choke.shown(pieces) is pieces


def test_a_link_is_shown_as_its_words() -> None:
    """The terminal is told no address, and nobody clicks on what they did not read."""
    choke.install()
    strip = Strip([Segment("word", Style(link="http://evil/\x1b]52;c;x\x07", bold=True))])
    assert strip.render(TRUECOLOR) == "\x1b[1mword\x1b[0m"


@pytest.mark.parametrize("text", ["[b]bold[/b]", "[@click=app.lock]x[/]", "[/nope]", "[", "a[1]"])
def test_no_string_is_markup(text: str) -> None:
    """Neither Textual's nor Rich's: what stands in a record is shown as it stands there."""
    choke.install()
    assert Content.from_markup(text) == Content(text)
    assert Content.from_text(text).spans == []
    assert Text.from_markup(text, style="red", end="") == Text(text, style="red", end="")
    assert TRUECOLOR.render_str(text, markup=True).plain == text


def test_our_own_emphasis_still_works() -> None:
    """Content that the program puts together keeps its styles."""
    choke.install()
    content = Content.assemble("a ", ("b", "bold"))
    assert Content.from_markup(content) is content
    assert content.plain == "a b"
    assert len(content.spans) == 1


def test_installing_twice_is_installing_once() -> None:
    """Every app may do it."""
    choke.install()
    before = Strip.render
    choke.install()
    assert Strip.render is before


def test_textual_s_switches_are_gone_before_textual_is_there() -> None:
    """Importing our package cleans the environment, whoever imports it."""
    code = (
        "import safejournal.tui, os, sys; assert 'textual' not in sys.modules; "
        "print([n for n in os.environ if n.startswith('TEXTUAL')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"TEXTUAL": "debug", "TEXTUAL_LOG": "x", "PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"
