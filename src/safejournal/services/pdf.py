"""Sheets as PDF: the one door to reportlab, opened only to print.

The file says nothing of who made it, with what, or when; the same sheet gives the same bytes.
"""

from __future__ import annotations

import io
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from safejournal.domain.visible import REPLACEMENT, visible
from safejournal.errors import Refused

if TYPE_CHECKING:
    from safejournal.services.printing import Entry, Sheet

FONTS = Path(__file__).parent.parent / "content" / "fonts"
PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
"""Cut to the scripts that need no shaping: Latin, Cyrillic, Greek, Armenian, Georgian."""

MARGIN = 51
"""Points (18 mm): what any printer leaves."""

INDENT = 44
"""Points between the margin and the text of an entry: a box and two digits."""

BOXES = {"[ ]": "☐", "[x]": "☑", "[-]": "☒"}
_MAKER = re.compile(rb"(?i) ?reportlab generated pdf document[^\n]*")
"""Comments of the library's own. Spaces take their place, so that every offset stays true."""


def draw(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF of A4 pages. Raises Refused where reportlab is not installed."""
    _fonts()
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
        lang=sheet.language,
        invariant=1,
    )
    document.build(
        _story(sheet), onFirstPage=_foot, onLaterPages=_foot, canvasmaker=_canvas_without_maker()
    )
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


def _foot(canvas: Any, document: Any) -> None:  # noqa: ANN401 - as above
    canvas.setFont(PLAIN, 8)
    canvas.drawCentredString(document.pagesize[0] / 2, MARGIN / 2, str(canvas.getPageNumber()))


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


def _without_comments(made: bytes) -> bytes:
    return re.sub(_MAKER, lambda found: b" " * len(found[0]), made)
