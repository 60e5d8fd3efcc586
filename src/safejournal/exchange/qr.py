"""A text as a QR code: drawn in a terminal, or as a picture for a screen and for paper."""

from __future__ import annotations

import io
from itertools import zip_longest

import segno

QUIET_ZONE = 4
"""Light modules around the code: what the standard asks for, and what cameras need."""

_MODULE_PIXELS = 8
_HALVES = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
"""A character is two modules, one above the other. Terminals are mostly dark, so that the light
modules are what is drawn."""


def _code(text: str) -> segno.QRCode:
    """Bech32 in capitals is the alphanumeric kind, a third smaller; case means nothing there."""
    return segno.make(text, error="m", micro=False)


def draw(text: str, *, dark_terminal: bool = True) -> str:
    """Return the code as lines of half blocks, without any command to the terminal."""
    rows = [[bool(module) for module in row] for row in _code(text).matrix_iter(border=QUIET_ZONE)]
    lines = []
    for upper, lower in zip_longest(rows[::2], rows[1::2], fillvalue=[False] * len(rows[0])):
        pairs = zip(upper, lower, strict=True)
        lines.append(
            "".join(_HALVES[up == dark_terminal, low == dark_terminal] for up, low in pairs)
        )
    return "\n".join(lines)


def rows(text: str) -> list[str]:
    """Return the code as rows of 0 (light) and 1 (dark), for whoever draws it themselves."""
    modules = _code(text).matrix_iter(border=QUIET_ZONE)
    return ["".join("1" if module else "0" for module in row) for row in modules]


def svg(text: str) -> bytes:
    """Return the code as an SVG picture that can stand in a page."""
    out = io.BytesIO()
    _code(text).save(
        out,
        kind="svg",
        border=QUIET_ZONE,
        scale=_MODULE_PIXELS,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
    )
    return out.getvalue()


def png(text: str) -> bytes:
    """Return the code as a PNG picture."""
    out = io.BytesIO()
    _code(text).save(out, kind="png", border=QUIET_ZONE, scale=_MODULE_PIXELS)
    return out.getvalue()
