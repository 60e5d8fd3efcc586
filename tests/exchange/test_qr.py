"""The QR code: drawing and pictures are the code itself, and nothing else."""

from __future__ import annotations

import zlib

import pytest
import segno

from safejournal.exchange import qr
from tests.exchange.people import Somebody

TEXT = Somebody().public.contact_string.upper()
DARK = {"█": (0, 0), "▀": (0, 1), "▄": (1, 0), " ": (1, 1)}


def modules(drawn: str, *, dark_terminal: bool) -> list[list[int]]:
    """Return the dark modules that somebody sees on such a terminal."""
    rows: list[list[int]] = []
    for line in drawn.splitlines():
        upper, lower = zip(*(DARK[c] for c in line), strict=True)
        rows += [[bit if dark_terminal else 1 - bit for bit in half] for half in (upper, lower)]
    return rows


@pytest.mark.parametrize("dark_terminal", [True, False])
def test_the_terminal_shows_the_code_with_its_light_border(dark_terminal: bool) -> None:
    """On a dark and on a light terminal alike, dark modules are dark and the border is light."""
    expected = [list(row) for row in segno.make(TEXT, error="m", micro=False).matrix_iter(border=4)]
    shown = modules(qr.draw(TEXT, dark_terminal=dark_terminal), dark_terminal=dark_terminal)
    assert [list(map(int, row)) for row in expected] == shown[: len(expected)]


def test_it_fits_a_small_terminal() -> None:
    """A contact string in capitals fits 80 columns and 24 lines."""
    lines = qr.draw(TEXT).splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert set("".join(lines)) <= set(DARK)


def test_the_pictures_say_nothing_but_the_code() -> None:
    """No text chunk with a time or a program's name in PNG, no outside reference in SVG."""
    picture = qr.png(TEXT)
    chunks, at = [], 8
    while at < len(picture):
        size = int.from_bytes(picture[at : at + 4], "big")
        kind, data = picture[at + 4 : at + 8], picture[at + 8 : at + 8 + size]
        assert zlib.crc32(kind + data) == int.from_bytes(picture[at + 8 + size :][:4], "big")
        chunks.append(kind)
        at += 12 + size
    assert set(chunks) <= {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
    drawing = qr.svg(TEXT).decode()
    assert drawing.startswith("<svg")
    assert drawing.count("http") == 1  # the name of the SVG language itself
    assert "script" not in drawing
