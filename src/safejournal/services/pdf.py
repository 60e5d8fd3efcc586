"""Sheets as PDF: the one door to reportlab, opened only to print.

The file says nothing of who made it, with what, or when; the same sheet gives the same bytes.
"""

from __future__ import annotations

import io
import re
from functools import cache, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from safejournal.domain.visible import REPLACEMENT, visible
from safejournal.errors import Refused
from safejournal.services.drawing import BLACK, DASH, Box, Dot, Drawing, Line, Shape, Strokes

if TYPE_CHECKING:
    from safejournal.services.folio import Block, Folio
    from safejournal.services.printing import Entry, Sheet

FONTS = Path(__file__).parent.parent / "content" / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""Cut to the scripts that need no shaping: Latin, Cyrillic, Greek, Armenian, Georgian."""

MARGIN = 51
"""Points (18 mm): what any printer leaves."""

BAND_HEIGHT = 16
"""Points: the band of practice lies in the margin, and takes nothing from the page."""

INDENT = 44
"""Points between the margin and the text of an entry: a box and two digits."""

BOXES = {"[ ]": "☐", "[x]": "☑", "[-]": "☒"}
_MAKER = re.compile(rb"(?i) ?reportlab generated pdf document[^\n]*")
"""Comments of the library's own. Spaces take their place, so that every offset stays true."""


def draw(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of A4 pages. Raises Refused where reportlab is not installed."""
    return _built(_story(sheet), sheet.language, practice=sheet.practice)


def draw_folio(folio: Folio) -> bytes:
    """Return the folio as a PDF of A4 pages. Raises Refused where reportlab is not installed."""
    return _built(_folio_story(folio), folio.language, practice=folio.practice)


def _built(story: list[Any], language: str, *, practice: bool) -> bytes:
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    into = io.BytesIO()
    document = SimpleDocTemplate(
        into,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        lang=language,
        invariant=1,
    )
    edge = partial(_band, language) if practice else _foot
    document.build(story, onFirstPage=edge, onLaterPages=edge, canvasmaker=_canvas_without_maker())
    return _without_comments(into.getvalue())


def lacks(text: str) -> bool:
    """Tell whether the text holds letters that the fonts have no picture of."""
    return REPLACEMENT in _drawable(text) and REPLACEMENT not in text


@cache
def _fonts() -> frozenset[int]:
    """Make the fonts known, and return the code points that both can show."""
    try:
        from reportlab.pdfbase.pdfmetrics import registerFont
        from reportlab.pdfbase.ttfonts import TTFont
    except ImportError:
        raise Refused(
            "Making a PDF needs the extra “pdf”, which is not installed here.",
            hint="Print the HTML instead, from any browser.",
        ) from None
    for name in (PLAIN, BOLD):
        registerFont(TTFont(name, FONTS / f"{name}.ttf"))
    from reportlab.pdfbase.pdfmetrics import getFont

    return frozenset(getFont(PLAIN).face.charToGlyph)


def _drawable(text: str) -> str:
    known = _fonts()
    shown = normalize("NFC", visible(" ".join(text.split())))
    return "".join(c if ord(c) in known else REPLACEMENT for c in shown)


def _markup(text: str) -> str:
    return escape(_drawable(text), quote=False)


@cache
def _styles() -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    grey = HexColor(0x444444)
    text = ParagraphStyle("text", fontName=PLAIN, fontSize=10.5, leading=15, spaceAfter=6)
    step = ParagraphStyle(
        "step", text, leftIndent=INDENT, bulletFontName=PLAIN, bulletFontSize=10.5, spaceAfter=2
    )
    return {
        "title": ParagraphStyle("title", text, fontName=BOLD, fontSize=15, leading=20),
        "lead": text,
        "step": step,
        "note": ParagraphStyle("note", step, fontSize=8.5, leading=12, textColor=grey),
        "small": ParagraphStyle("small", text, fontSize=7.5, leading=10, spaceAfter=2),
    }


def _story(sheet: Sheet) -> list[Any]:
    _fonts()
    from reportlab.platypus import HRFlowable, Paragraph

    style = _styles()
    story: list[Any] = [Paragraph(_markup(sheet.title), style["title"])]
    story += [Paragraph(_markup(each), style["lead"]) for each in sheet.lead]
    story += [_entry(number, each) for number, each in enumerate(sheet.entries, 1)]
    if sheet.small_print:
        story.append(HRFlowable(width="100%", thickness=0.5, spaceBefore=6, spaceAfter=6))
        story += [Paragraph(_markup(each), style["small"]) for each in sheet.small_print]
    return story


def _entry(number: int, entry: Entry) -> Any:  # noqa: ANN401 - reportlab has no types
    from reportlab.platypus import KeepTogether, Paragraph, Spacer

    style = _styles()
    bullet = f"{BOXES.get(entry.box, entry.box)} {number}.".lstrip()
    return KeepTogether(
        [
            Paragraph(_markup(entry.text), style["step"], bulletText=bullet),
            *(Paragraph(_markup(note), style["note"]) for note in entry.notes),
            Spacer(1, 6),
        ]
    )


def _folio_story(folio: Folio) -> list[Any]:
    _fonts()
    from reportlab.platypus import KeepTogether, PageBreak, Paragraph

    style = _folio_styles(folio.points)
    story: list[Any] = [Paragraph(_markup(folio.title), style["title"])]
    for at, each in enumerate(folio.blocks):
        if each.look == "sheet" and at:
            story.append(PageBreak())
        made = _folio_block(each, style)
        story.append(KeepTogether([made]) if each.look == "card" else made)
    return story


@cache
def _folio_styles(points: float) -> dict[str, Any]:
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    text = ParagraphStyle(
        "text",
        fontName=PLAIN,
        fontSize=points,
        leading=points * 1.35,
        spaceAfter=3,
        splitLongWords=1,
    )
    bold = ParagraphStyle("bold", text, fontName=BOLD, keepWithNext=1, spaceAfter=2)
    heading = ParagraphStyle(
        "heading", bold, fontSize=points * 1.2, leading=points * 1.55, spaceBefore=7
    )
    hanging = ParagraphStyle("step", text, leftIndent=20, firstLineIndent=-20)
    return {
        "title": ParagraphStyle(
            "title", bold, fontSize=points * 1.5, leading=points * 1.9, keepWithNext=0
        ),
        "heading": heading,
        "sheet": ParagraphStyle("sheet", heading),
        "entry": ParagraphStyle("entry", bold, spaceBefore=8),
        "text": text,
        "field": text,
        "step": hanging,
        "thing": hanging,
        "note": ParagraphStyle("note", text, fontSize=points * 0.9, textColor=HexColor(0x444444)),
        "digest": ParagraphStyle("digest", text, fontSize=points * 0.85),
        "card": _framed("card", text, padding=8, indent=8, space=20),
        "gap": _framed("gap", text, padding=4, indent=0, space=9),
    }


def _framed(name: str, text: Any, *, padding: int, indent: int, space: int) -> Any:  # noqa: ANN401 - as above
    from reportlab.lib.colors import HexColor
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(
        name,
        text,
        borderColor=HexColor(0x777777),
        borderWidth=0.7,
        borderPadding=padding,
        leftIndent=indent,
        rightIndent=indent,
        spaceBefore=space,
        spaceAfter=space,
    )


def _folio_block(block: Block, style: dict[str, Any]) -> Any:  # noqa: ANN401 - reportlab has no types
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph

    if block.look == "picture":
        return _modules(block.text.split("\n"))
    if block.drawing is not None:
        return _drawing(block.drawing, Paragraph(_markup(block.text), style["note"]))
    look = style[block.look]
    if block.depth:
        shifted = look.leftIndent + 16 * block.depth
        look = ParagraphStyle(f"{look.name}{block.depth}", look, leftIndent=shifted)
    if not block.text:  # a label for what comes next
        look = ParagraphStyle(f"{look.name}_", look, keepWithNext=1)
    label = "– " if block.look == "thing" else ""
    if block.label:
        sign = "." if block.look in ("step", "entry") else ":"
        label = f'<font name="{BOLD}">{_markup(block.label)}{sign}</font> '
    return Paragraph(label + "<br/>".join(map(_markup, block.text.split("\n"))), look)


def _drawing(drawing: Drawing, caption: Any) -> Any:  # noqa: ANN401 - as above
    """Return the shapes of a drawing over what is said of it."""
    from reportlab.graphics.shapes import Drawing as Canvas
    from reportlab.platypus import KeepTogether

    canvas = Canvas(drawing.width, drawing.height)
    for each in drawing.shapes:
        canvas.add(_shape(each, drawing.height))
    return KeepTogether([canvas, caption])


def _shape(of: Shape, high: float) -> Any:  # noqa: ANN401 - as above
    """Return a shape as reportlab draws it, whose heights grow upwards."""
    from reportlab.graphics import shapes
    from reportlab.lib.colors import HexColor

    dashes = [DASH, DASH] if isinstance(of, Line | Box) and of.dashed else None
    if isinstance(of, Line):
        ends = (of.x1, high - of.y1, of.x2, high - of.y2)
        look = {"strokeColor": HexColor(of.colour), "strokeWidth": of.thick}
        return shapes.Line(*ends, strokeDashArray=dashes, **look)
    if isinstance(of, Strokes):
        look = {"strokeColor": HexColor(of.colour), "strokeWidth": of.thick, "fillColor": None}
        path = shapes.Path(**look)
        for x1, y1, x2, y2 in of.ends:
            path.moveTo(x1, high - y1)
            path.lineTo(x2, high - y2)
        return path
    if isinstance(of, Box):
        look = {"fillColor": HexColor(of.filling) if of.filling else None}
        look["strokeColor"] = None if of.filling else HexColor(BLACK)
        place = (of.x, high - of.y - of.height, of.width, of.height)
        return shapes.Rect(*place, strokeDashArray=dashes, **look)
    if isinstance(of, Dot):
        look = {"fillColor": HexColor(of.filling), "strokeColor": None}
        return shapes.Circle(of.x, high - of.y, of.radius, **look)
    look = {"fontName": PLAIN, "fontSize": of.size, "fillColor": HexColor(of.colour)}
    return shapes.String(of.x, high - of.y, _drawable(of.text), textAnchor=of.anchor, **look)


def _modules(rows: list[str]) -> Any:  # noqa: ANN401 - as above
    from reportlab.graphics.shapes import Drawing, Rect

    from safejournal.services.folio import PICTURE_POINTS

    side = PICTURE_POINTS / len(rows)
    drawing = Drawing(PICTURE_POINTS, PICTURE_POINTS)
    for y, row in enumerate(rows):
        for x, bit in enumerate(row):
            if bit == "1":
                top = PICTURE_POINTS - (y + 1) * side
                drawing.add(Rect(x * side, top, side, side, strokeColor=None))
    return drawing


def _foot(canvas: Any, document: Any) -> None:  # noqa: ANN401 - as above
    canvas.setFont(PLAIN, 8)
    canvas.drawCentredString(document.pagesize[0] / 2, MARGIN / 2, str(canvas.getPageNumber()))


def _band(language: str, canvas: Any, document: Any) -> None:  # noqa: ANN401 - as above
    """Mark a page as one of practice, across its whole width, above and below."""
    from reportlab.lib.colors import HexColor

    from safejournal.exchange import practice

    _foot(canvas, document)
    width, height = document.pagesize
    for bottom in (height - MARGIN + BAND_HEIGHT / 2, MARGIN / 2 + BAND_HEIGHT / 2):
        canvas.setFillColor(HexColor(practice.GROUND))
        canvas.rect(MARGIN, bottom, width - 2 * MARGIN, BAND_HEIGHT, stroke=0, fill=1)
        canvas.setFillColor(HexColor(practice.INK))
        canvas.setFont(BOLD, BAND_HEIGHT * 0.6)
        canvas.drawCentredString(width / 2, bottom + BAND_HEIGHT * 0.3, practice.said(language))
    canvas.setFillColor(HexColor(0))


def _canvas_without_maker() -> type:
    from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo
    from reportlab.pdfgen.canvas import Canvas

    class Nothing(PDFInfo):  # type: ignore[misc]
        """An information dictionary without a word in it."""

        def format(self, document: Any) -> Any:  # noqa: ANN401 - as above
            return PDFDictionary({}).format(document)

    class Unsigned(Canvas):  # type: ignore[misc]
        """A canvas that leaves no name and no time."""

        def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - as above
            super().__init__(*arguments, **options)
            self._doc.info = Nothing()

    return Unsigned


def lengthened(made: bytes, size: int) -> bytes:
    """Return a PDF of ours in exactly this size, with blanks before its table of places.

    ValueError where it is longer already.
    """
    found = re.search(rb"startxref\s+(\d+)\s+%%EOF\s*\Z", made)
    if found is None or len(made) > size:
        raise ValueError("this is no PDF of ours, or longer")
    table, start = int(found[1]), found.start(1)
    blanks = size - len(made)
    wide = len(str(table + blanks))
    blanks -= wide - len(found[1])
    place = str(table + blanks).zfill(wide).encode()
    return made[:table] + b"\n" * blanks + made[table:start] + place + made[found.end(1) :]


def _without_comments(made: bytes) -> bytes:
    return re.sub(_MAKER, lambda found: b" " * len(found[0]), made)
