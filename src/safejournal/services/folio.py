"""A document to be read on paper: the same words as text, HTML or PDF, on one page if need be.

Like a `printing.Sheet`, no output holds a script, a reference to anything outside, or a word of its
maker. A folio has headings and fields besides, and knows whether it fits on a single page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from enum import StrEnum
from html import escape
from unicodedata import east_asian_width

from safejournal.domain.directions import isolated
from safejournal.domain.values import dataclass
from safejournal.domain.visible import visible
from safejournal.domain.wrapping import wrapped
from safejournal.errors import Refused
from safejournal.exchange import practice
from safejournal.services.drawing import Drawing, as_svg, words_of
from safejournal.services.printing import POLICY


class Look(StrEnum):
    """What a block is, and so how it looks."""

    HEADING = "heading"
    ENTRY = "entry"
    """The first line of an entry, which stands together with what comes after it."""
    TEXT = "text"
    STEP = "step"
    """One of several that are done in their order; its label is its number."""
    THING = "thing"
    FIELD = "field"
    """A label and what stands under it."""
    NOTE = "note"
    """Smaller: what is said about what stands above."""
    GAP = "gap"
    """A stretch of time of which nothing is written."""
    DIGEST = "digest"
    """Figures to compare, letter by letter."""
    SHEET = "sheet"
    """A heading with which a new page begins."""
    CARD = "card"
    """Something to cut out: a frame, which no page breaks apart."""
    PICTURE = "picture"
    """A drawing in black modules, given as rows of 0 and 1: a QR code."""
    DRAWING = "drawing"
    """A drawing of shapes; its text says what it shows, and stands for it where none is drawn."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, or one line."""

    look: Look
    text: str = field(repr=False)
    label: str = field(default="", repr=False)
    depth: int = 0
    copied: bool = True
    """Whether it belongs to what is copied by hand; what only explains does not."""
    drawing: Drawing | None = field(repr=False, default=None)


def drawn(drawing: Drawing) -> Block:
    """Return the block of a drawing."""
    return Block(Look.DRAWING, drawing.told, drawing.title, copied=False, drawing=drawing)


@dataclass(frozen=True, slots=True, kw_only=True)
class Folio:
    """A title and what stands below it."""

    title: str = field(repr=False)
    language: str
    practice: bool
    """Whether it comes from a practice vault: then every page says so."""
    blocks: tuple[Block, ...] = field(repr=False, default=())
    points: float = 10.5
    """Size of the letters."""


PAGE_WIDTH, PAGE_HEIGHT = 493.0, 720.0
"""Points of an A4 page between the margins; 20 points of its height are kept free, since browsers
and their fonts differ."""

SIZES = (11.5, 10.5, 10.0, 9.5, 9.0, 8.5)
"""Sizes of letters, in points, in which a page that must be one is tried."""

LEADING = 1.35
BETWEEN = 3.5
"""Points between two blocks."""

_LETTER = 0.6
"""Width of a Cyrillic letter, as a part of its size, in the widest font that is common: DejaVu."""

_WIDE = frozenset("МШЩЖЮФЫЪДWMmw@%—…─")
_SCALES = {
    Look.HEADING: 1.25,
    Look.SHEET: 1.25,
    Look.ENTRY: 1.15,
    Look.NOTE: 0.92,
    Look.DIGEST: 0.95,
}
"""What each look takes, as a part of the size of the letters. Bold letters are wider."""

_HANGING = (Look.STEP, Look.THING)
_NUMBERED = (Look.STEP, Look.ENTRY)
_TAGS = {Look.HEADING: "h2", Look.SHEET: "h2", Look.ENTRY: "h3"}


def on_one_page(folio: Folio) -> Folio:
    """Return the folio in the largest letters in which it fits on one page.

    Raises Refused where it does not: nothing is ever cut off unseen.
    """
    for points in SIZES:
        tried = replace(folio, points=points)
        if height(tried) <= PAGE_HEIGHT:
            return tried
    raise Refused(
        "This does not fit on one page.",
        hint="Keep parts of it back, shorten the steps or the instructions, or send a bundle.",
    )


def height(folio: Folio) -> float:
    """Return how high the folio stands on paper, in points: rather too high than too low."""
    size = folio.points
    total = _high(folio.title, size * 1.5, 0) + BETWEEN
    if folio.practice:
        total += 2 * size * LEADING
    for each in folio.blocks:
        text = f"{each.label} {each.text}".strip()
        if each.look is Look.PICTURE:
            total += PICTURE_POINTS + BETWEEN
            continue
        if each.drawing is not None:
            total += each.drawing.height + BETWEEN
        hanging = 1 if each.look in _HANGING else 0
        total += _high(text, size * _SCALES.get(each.look, 1.0), 1.6 * (each.depth + hanging))
        total += BETWEEN * (2.5 if each.look in _TAGS else 1)
    return total


PICTURE_POINTS = 150.0
"""Side of a QR code on paper: five centimetres, which any telephone reads."""


def _high(text: str, size: float, indent: float) -> float:
    columns = PAGE_WIDTH / (size * _LETTER) - indent / _LETTER
    return sum(_lines(part, columns) for part in text.split("\n")) * size * LEADING


def _lines(text: str, columns: float) -> int:
    count, at = 1, 0.0
    for word in text.split():
        wide = sum(map(_width, word)) + 1
        if at and at + wide > columns:
            count, at = count + 1, 0.0
        at += wide
        while at > columns + 1:  # a word that is longer than a line is broken
            count, at = count + 1, at - columns
    return count


def _width(character: str) -> float:
    if east_asian_width(character) in "WF":
        return 1.75
    return 1.5 if character in _WIDE else 1.15 if character.isupper() else 1.0


def as_text(folio: Folio, *, by_hand: bool = False, wrap: bool = True) -> str:
    """Return it as plain text; `by_hand`, only what is worth copying.

    Without `wrap`, each paragraph is one line, for whoever breaks lines themselves.
    """
    band = [practice.as_line(folio.language)] if folio.practice else []
    lines = [*band, " ".join(folio.title.split()), ""]
    for each in folio.blocks:
        if each.look is Look.PICTURE or (by_hand and not each.copied):
            continue
        lines += _text(each, wrapped if wrap else _whole)
    lines += ["", *band]
    return visible("\n".join(lines).rstrip(), newlines=True) + "\n"


def _whole(text: str, head: str) -> list[str]:
    return [f"{head}{' '.join(text.split())}"]


def _text(block: Block, broken: Callable[[str, str], list[str]]) -> Iterator[str]:
    before = "  " * block.depth
    head, *rest = block.text.replace("\r\n", "\n").split("\n")
    if block.look in (Look.HEADING, Look.ENTRY, Look.SHEET, Look.CARD):
        yield ""
    label = {Look.THING: "- ", Look.GAP: "... "}.get(block.look, "")
    if block.label:
        label = f"{block.label}{_sign(block)} "
    yield from broken(f"{label}{head}", before)
    for line in rest:
        yield from broken(line, before + "  ")
    if block.look in (Look.HEADING, Look.SHEET):
        yield ("-" if block.look is Look.HEADING else "=") * len(head)


STYLE = """\
@page { size: A4; margin: 18mm }
body { font: SIZEpt/1.35 sans-serif; max-width: 44em; margin: 2em auto; padding: 0 1em;
  color: #111; background: #fff; overflow-wrap: anywhere }
h1 { font-size: 1.5em; margin: 0 0 .4em } h2 { font-size: 1.2em; margin: .9em 0 .3em }
h3 { font-size: 1.05em; margin: .9em 0 .2em; border-top: 1px solid #999; padding-top: .5em }
p, h1, h2, h3, bdi, figcaption { unicode-bidi: plaintext }
p { margin: 0 0 .3em; white-space: pre-wrap } h2, h3 { break-after: avoid }
p.note { color: #444; font-size: .9em } p.step, p.thing { padding-left: 1.6em; text-indent: -1.6em }
p.gap { border: 1px dashed #555; padding: .3em .6em; margin: .8em 0 }
p.card { border: 1px dashed #555; padding: .6em .8em; margin: 1em 0; break-inside: avoid }
h2.sheet { break-before: page } h1 + h2.sheet { break-before: auto }
p.digest { font-family: monospace; font-size: .85em } svg { display: block; width: 150pt }
svg.drawing { width: 100%; font-family: sans-serif } figure { margin: .6em 0; break-inside: avoid }
figcaption { color: #444; font-size: .9em } .narrow { display: none }
@media screen and (max-width: 40em) { svg.drawing { display: none } .narrow { display: block } }
@media screen { body { font-size: max(SIZEpt, 1em) } p.digest { font-size: .9em } }
@media print { body { max-width: none; margin: 0; padding: 0 } p { orphans: 2; widows: 2 } }"""


def as_html(folio: Folio) -> str:
    """Return it as one HTML page that loads nothing and runs nothing."""
    return "\n".join(_html(folio)) + "\n"


def _html(folio: Folio) -> Iterator[str]:
    language, title = escape(folio.language), " ".join(folio.title.split())
    yield f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    style = STYLE.replace("SIZE", f"{folio.points:g}")
    blocks = (_paragraph(each, number) for number, each in enumerate(folio.blocks, 1))
    body = "\n".join((f'<h1 dir="auto">{_shown(title)}</h1>', *blocks))
    if folio.practice:
        style, body = f"{style}\n{practice.STYLE}", practice.around(body, folio.language)
    yield f"<title>{escape(visible(title))}</title>\n<style>\n{style}\n</style>\n</head>\n<body>"
    yield f"{body}\n</body>\n</html>"


def _paragraph(block: Block, number: int) -> str:
    if block.look is Look.PICTURE:
        return _modules(block.text.split("\n"))
    if block.drawing is not None:
        caption = f'<figcaption class="note" dir="auto">{_shown(block.text)}</figcaption>'
        narrow = f'<p class="note narrow" dir="auto">{_shown(block.drawing.narrow)}</p>'
        return f"<figure>{as_svg(block.drawing, number)}{narrow}{caption}</figure>"
    tag, text = _TAGS.get(block.look, "p"), _shown(block.text)
    label = {Look.THING: "– "}.get(block.look, "")
    if block.label:
        # What stands after a label runs in its own direction, not in that of the label.
        label, text = f"<b>{_shown(block.label)}{_sign(block)}</b> ", f"<bdi>{text}</bdi>"
    shift = f' style="margin-left:{1.6 * block.depth:g}em"' if block.depth else ""
    return f'<{tag} class="{block.look.value}" dir="auto"{shift}>{label}{text}</{tag}>'


def _sign(of: Block) -> str:
    """Return what parts a label from its text."""
    return "." if of.look in _NUMBERED else ":"


def _modules(rows: Sequence[str]) -> str:
    """Return rows of modules as a picture that stands in the page itself."""
    runs = "".join(
        f"M{x},{y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit == "1"
    )
    return (
        f'<svg viewBox="0 0 {len(rows)} {len(rows)}" shape-rendering="crispEdges">'
        f'<rect width="{len(rows)}" height="{len(rows)}" fill="#fff"/>'
        f'<path d="{runs}" fill="#000"/></svg>'
    )


def _shown(text: str) -> str:
    return isolated(visible(text.replace("\r\n", "\n"), newlines=True))


def as_pdf(folio: Folio) -> bytes:
    """Return it as a PDF of A4 pages.

    Raises Refused where the extra `pdf` is missing, and for letters of which its fonts have no
    picture, as Arabic has none: a name with holes in it is worse than no paper.
    """
    from safejournal.services.pdf import draw_folio, lacks

    texts = [folio.title, *(text for each in folio.blocks for text in (each.label, each.text))]
    texts += [word for each in folio.blocks if each.drawing for word in words_of(each.drawing)]
    if any(lacks(text) for text in texts):
        raise Refused(
            "Some letters have no picture in the PDF’s fonts.",
            hint="Take the HTML, which shows them, and print it from a browser.",
        )
    return draw_folio(folio)


def made(folio: Folio, form: str) -> bytes:
    """Return it in a form: `text` or `screen` (to copy by hand), `html` or `pdf`."""
    if form == "pdf":
        return as_pdf(folio)
    if form == "screen":
        return as_text(folio, by_hand=True, wrap=False).encode()
    return (as_html(folio) if form == "html" else as_text(folio, by_hand=True)).encode()
