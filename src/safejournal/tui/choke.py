"""The one point that all text passes on its way to the terminal.

Textual lets escape sequences through: a record could write to the clipboard, leave the alternate
screen or turn a file name around. Every widget's text becomes terminal output in `Strip.render`,
so that is where commands are made visible. Textual and Rich also read markup in every string,
whose `[@click=…]` runs actions and whose faults crash; here no string is markup any more, and our
own emphasis is made with `Content.styled` and `Content.assemble`.
"""

from __future__ import annotations

from typing import Any

import rich.console
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.content import Content
from textual.strip import Strip

from safejournal.domain.visible import visible

_render = Strip.render


def install() -> None:
    """Put the choke point in place, for every app and widget of this process. Repeatable."""
    for place, name, replacement in (
        (Strip, "render", _render_visibly),
        (Content, "from_markup", classmethod(_plain_content)),
        (Text, "from_markup", classmethod(_plain_text)),
        (rich.console, "render_markup", _unread_markup),
    ):
        setattr(place, name, replacement)


def shown(strip: Strip) -> Strip:
    """Return the strip as it may reach the terminal, as wide as before.

    The text is judged whole, because a joiner is only known as legitimate by its neighbours. Links
    go: they would hide an address behind a word, and tell the terminal what is read.
    """
    text = strip.text
    linked = any(style is not None and style.link for _, style, _ in strip)
    if not linked and visible(text) == text:
        return strip
    segments = [Segment(visible(text), _without_link(style)) for text, style, _ in strip]
    return Strip(segments).adjust_cell_length(strip.cell_length)


def _without_link(style: Style | None) -> Style | None:
    return style.update_link(None) if style is not None and style.link else style


def _render_visibly(strip: Strip, console: Console) -> str:
    if strip._render_cache is None:  # noqa: SLF001 (Textual's own, kept per strip)
        strip._render_cache = _render(shown(strip), console)  # noqa: SLF001
    return strip._render_cache  # noqa: SLF001


def _plain_content(cls: type[Content], /, markup: str | Content, **_variables: object) -> Content:
    return markup if isinstance(markup, Content) else cls(markup)


def _plain_text(cls: type[Text], /, text: str, **how: Any) -> Text:  # noqa: ANN401 (as Rich has it)
    return cls(text, **{name: what for name, what in how.items() if "emoji" not in name})


def _unread_markup(markup: str, style: str | Style = "", **_emoji: object) -> Text:
    return Text(markup, style=style)
