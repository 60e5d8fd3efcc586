"""How the app looks: six looks, each readable without relying on colour.

Every look has at least 7:1 between text and its ground, and 4.5:1 for anything that can be read;
those of high contrast have 7:1 for everything (computed in the tests from what is painted on every
screen, after WCAG 2.2). What is chosen, found or late is also said by a sign, bold or reversed
letters: on a console with sixteen colours, or none, nothing goes missing.
"""

from __future__ import annotations

import os

from textual.theme import Theme

from safejournal.i18n import later
from safejournal.services.settings import LOOKS

DARK, LIGHT, CONTRAST, MONOCHROME, CONTRAST_LIGHT, QUIET = LOOKS

NAMES = {
    DARK: later("Dark"),
    LIGHT: later("Light"),
    CONTRAST: later("High contrast"),
    MONOCHROME: later("Without colours"),
    CONTRAST_LIGHT: later("High contrast, light"),
    QUIET: later("Quiet"),
}

HIGH_CONTRAST = (CONTRAST, CONTRAST_LIGHT)
"""Those in which everything that is read has 7:1."""


_TAKEN = {
    "text": "text",
    "text-muted": "muted",
    "text-disabled": "muted",
    "foreground-muted": "muted",
    "foreground-disabled": "muted",
    "text-primary": "primary",
    "text-accent": "primary",
    "text-secondary": "primary",
    "text-success": "text",
    "text-warning": "warning",
    "text-error": "error",
    "border": "primary",
    "border-blurred": "line",
    "block-cursor-foreground": "chosen_text",
    "block-cursor-background": "chosen",
    "block-cursor-blurred-foreground": "text",
    "block-cursor-blurred-background": "raised",
    "block-hover-background": "raised",
    "input-cursor-foreground": "ground",
    "input-cursor-background": "text",
    "input-selection-foreground": "chosen_text",
    "input-selection-background": "chosen",
    "scrollbar": "line",
    "scrollbar-hover": "muted",
    "scrollbar-active": "muted",
    "scrollbar-background": "ground",
    "scrollbar-background-hover": "ground",
    "scrollbar-background-active": "ground",
    "scrollbar-corner-color": "ground",
    "button-foreground": "text",
    "button-color-foreground": "text",
    "line": "line",
    "found": "found",
    "found-ground": "found_ground",
    "practice": "practice",
    "practice-ground": "practice_ground",
}
"""Which colour of a look each variable of the style sheets takes. Plain opaque colours: of
half-transparent ones, nobody could compute what they look like."""

_STYLES = {
    "block-cursor-text-style": "bold",
    "block-cursor-blurred-text-style": "bold",
    "input-cursor-text-style": "none",
    "button-focus-text-style": "bold reverse",
}


def _theme(name: str, *, dark: bool, **colours: str) -> Theme:
    """Return a look of these colours."""
    primary, ground = colours["primary"], colours["ground"]
    return Theme(
        name=name,
        primary=primary,
        secondary=primary,
        accent=primary,
        success=primary,
        warning=colours["warning"],
        error=colours["error"],
        foreground=colours["text"],
        background=ground,
        surface=ground,
        panel=colours["raised"],
        dark=dark,
        variables={each: colours[taken] for each, taken in _TAKEN.items()} | _STYLES,
    )


_DARK = _theme(
    DARK,
    dark=True,
    text="#e6e3dc",
    muted="#aeb0b2",
    ground="#15181c",
    raised="#20252b",
    line="#3a424b",
    primary="#8fc1d4",
    warning="#e8bd6d",
    error="#f2a097",
    chosen="#2c4452",
    chosen_text="#ffffff",
    found="#15181c",
    found_ground="#e8d17a",
    practice="#15181c",
    practice_ground="#cfa6f5",
)
_LIGHT = _theme(
    LIGHT,
    dark=False,
    text="#1d2226",
    muted="#4a5056",
    ground="#faf8f4",
    raised="#ebe7df",
    line="#b9b4aa",
    primary="#0b4f68",
    warning="#6b4000",
    error="#8c1717",
    chosen="#cfe3ec",
    chosen_text="#0b1216",
    found="#1d2226",
    found_ground="#f6e08a",
    practice="#ffffff",
    practice_ground="#63279b",
)
_CONTRAST = _theme(
    CONTRAST,
    dark=True,
    text="#ffffff",
    muted="#e0e0e0",
    ground="#000000",
    raised="#1c1c1c",
    line="#9e9e9e",
    primary="#7fe3ff",
    warning="#ffe14d",
    error="#ffb3ab",
    chosen="#ffe14d",
    chosen_text="#000000",
    found="#000000",
    found_ground="#ffe14d",
    practice="#000000",
    practice_ground="#ff9ef5",
)

_CONTRAST_LIGHT = _theme(
    CONTRAST_LIGHT,
    dark=False,
    text="#000000",
    muted="#262626",
    ground="#ffffff",
    raised="#ececec",
    line="#595959",
    primary="#003a52",
    warning="#4a2b00",
    error="#6b0000",
    chosen="#00344a",
    chosen_text="#ffffff",
    found="#000000",
    found_ground="#ffe14d",
    practice="#ffffff",
    practice_ground="#4b0082",
)
# Greys of little light: for a dark room, a bus, or eyes and heads that colours tire.
_QUIET = _theme(
    QUIET,
    dark=True,
    text="#b4b4b0",
    muted="#a2a29e",
    ground="#121212",
    raised="#1b1b1b",
    line="#3a3a3a",
    primary="#b0b0ac",
    warning="#c3b998",
    error="#c9a9a3",
    chosen="#303030",
    chosen_text="#d6d6d2",
    found="#121212",
    found_ground="#b4b4b0",
    practice="#121212",
    practice_ground="#a99bb5",
)

_OWN = "ansi_default"


def _monochrome() -> Theme:
    """Return the look without colours: the terminal's own two, bold and reversed letters."""
    own = dict.fromkeys(_TAKEN, _OWN) | {"ansi-background": _OWN, "ansi-foreground": _OWN}
    variables = own | {
        "block-cursor-text-style": "bold reverse",
        "block-cursor-blurred-text-style": "bold",
        "input-cursor-text-style": "bold underline",  # Textual leaves out that letters are reversed
        "button-focus-text-style": "bold reverse",
    }
    return Theme(
        name=MONOCHROME,
        primary=_OWN,
        secondary=_OWN,
        accent=_OWN,
        warning=_OWN,
        error=_OWN,
        success=_OWN,
        foreground=_OWN,
        background=_OWN,
        dark=True,
        ansi=True,
        variables=variables,
    )


_ALL = (_DARK, _LIGHT, _CONTRAST, _monochrome(), _CONTRAST_LIGHT, _QUIET)
THEMES = {theme.name: theme for theme in _ALL}


def first_look(chosen: str = "") -> str:
    """Return the look to begin with: what was chosen; without colours where NO_COLOR asks so."""
    if os.environ.get("NO_COLOR"):
        return MONOCHROME
    return chosen if chosen in THEMES else DARK


OWN_VARIABLES = dict.fromkeys(_TAKEN, _OWN)
"""What the style sheet may name while no look of ours is chosen yet."""
