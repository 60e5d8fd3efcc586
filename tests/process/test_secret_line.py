"""The line that a secret is typed on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.process.prompt import LONGEST
from safejournal.process.secret_line import SecretLine


def typed(keys: bytes) -> bytes:
    """Type the keys and Enter; return the secret."""
    line = SecretLine()
    for byte in keys:
        assert not line.feed(byte)
    assert line.feed(ord("\r"))
    return bytes(line.take())


@given(st.text(st.characters(min_codepoint=0x20, exclude_characters="\x7f"), max_size=100))
def test_every_text_comes_out_as_it_went_in(text: str) -> None:
    """Whatever a person types or pastes, in any script, is the secret, byte for byte."""
    assert typed(text.encode("utf-8", "surrogatepass")) == text.encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("keys", "secret"),
    [
        ("abc\x7f\x7fx", "ax"),
        ("пароль\x7f\x08", "паро"),
        ("日本\x7f", "日"),
        ("a🕊\x7fb", "ab"),
        ("\x7f\x7fab", "ab"),
        ("wrong\x15right", "right"),
    ],
)
def test_backspace_takes_one_character_and_ctrl_u_all(keys: str, secret: str) -> None:
    """A character of several bytes goes as one; Backspace on an empty line does nothing."""
    assert typed(keys.encode()) == secret.encode()


@pytest.mark.parametrize(
    "ignored",
    [
        "\x1b[A",  # up
        "\x1b[1;5C",  # Ctrl+right
        "\x1bOP",  # F1
        "\x1b[[A",  # F1 of the Linux console
        "\x1b[3~",  # Delete
        "\x1b[200~",  # a paste begins
        "\x1b[201~",  # a paste ends
        "\x1b[?2026;2$y",  # a late answer to a question that the app asked
        "\x1b[<0;10;20M",  # mouse, new style
        "\x1b[M !!",  # mouse, old style
        "\x1b[I",  # the window has focus
        "\x1bq",  # Alt+q
        "\x1bы",  # Alt+ы
        "\x1b日",
        "\x1b🕊",
        "\t\x00\x01\x0b\x1a\x1c",  # Tab, Ctrl+Z and the like
    ],
)
def test_keys_that_are_no_text_are_no_part_of_the_secret(ignored: str) -> None:
    """An arrow pressed by mistake, a paste's marks and a mouse report change nothing."""
    assert typed(f"ab{ignored}cd".encode()) == b"abcd"


def test_a_lone_escape_does_not_swallow_the_next_letter() -> None:
    """When nothing follows Escape for a moment it was the key, and the next letter is text."""
    line = SecretLine()
    line.feed(0x1B)
    assert line.in_sequence
    line.pause()
    line.feed(ord("a"))
    line.feed(ord("\n"))
    assert line.take() == b"a"


@pytest.mark.parametrize("before", [b"", b"half", b"half\x1b", b"half\x1b[1;"])
def test_ctrl_c_interrupts_at_any_point_and_wipes_the_line(before: bytes) -> None:
    """Ctrl+C always interrupts, and what was typed is gone from the line's buffer."""
    line = SecretLine()
    for byte in before:
        line.feed(byte)
    with pytest.raises(KeyboardInterrupt):
        line.feed(0x03)
    assert not any(line._buffer)


def test_ctrl_d_interrupts_an_empty_line_only() -> None:
    """Ctrl+D is "nothing more will come"; in the middle of a line it is no text and no end."""
    with pytest.raises(KeyboardInterrupt):
        SecretLine().feed(0x04)
    assert typed(b"ab\x04c") == b"abc"


def test_taking_the_secret_wipes_the_line() -> None:
    """The secret exists once, in the buffer handed out."""
    line = SecretLine()
    for byte in b"canary":
        line.feed(byte)
    assert line.take() == b"canary"
    assert not any(line._buffer)
    assert not line


def test_a_line_longer_than_allowed_says_so() -> None:
    """What does not fit makes the line no answer, instead of a shortened secret."""
    line = SecretLine()
    for byte in b"x" * (LONGEST + 1):
        line.feed(byte)
    assert line.too_long
    line.clear()
    assert not line.too_long


@pytest.mark.parametrize(
    ("text", "mixed"),
    [
        ("correct horse", False),
        ("верная лошадь 12", False),
        ("corrрект", True),
        ("pass-слово", True),
        ("naïve café", False),
        ("αβγ abc", True),
        ("123 слово!", False),
        ("გზა road", True),
        ("راه road", True),
    ],
)
def test_a_switched_layout_shows_as_two_scripts(text: str, mixed: bool) -> None:
    """Latin beside Cyrillic, Greek, Georgian or Arabic is noticed; accents and digits are not."""
    line = SecretLine()
    for byte in text.encode():
        line.feed(byte)
    assert line.mixes_scripts() is mixed
