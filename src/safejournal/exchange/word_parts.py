"""Which parts of a Word document make what it shows, and which tell of those who wrote it.

Names of elements of WordprocessingML (ISO/IEC 29500-1, 17), each with the attributes that are kept.
What stands in no table here stops the copying: something that shows might be lost, or something
that tells might be kept.
"""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"

DROPPED = frozenset(
    """
    adjustRightInd aliases annotationRef autoRedefine autoSpaceDE autoSpaceDN bookmarkEnd
    bookmarkStart cellIns cnfStyle commentRangeEnd commentRangeStart commentReference
    contextualSpacing customXmlDelRangeEnd customXmlDelRangeStart customXmlInsRangeEnd
    customXmlInsRangeStart customXmlMoveFromRangeEnd customXmlMoveFromRangeStart
    customXmlMoveToRangeEnd customXmlMoveToRangeStart customXmlPr del delInstrText delText divId
    docGrid eastAsianLayout endnotePr fitText fldChar footnotePr formProt framePr hidden
    instrText kinsoku lang lastRenderedPageBreak latentStyles legacy lnNumType locked
    lvlPicBulletId mirrorIndents moveFrom moveFromRangeEnd moveFromRangeStart moveToRangeEnd
    moveToRangeStart noProof nsid numberingChange numPicBullet numStyleLink overflowPunct
    paperSrc permEnd permStart personal personalCompose personalReply pgBorders pPrChange
    printerSettings proofErr rFonts rPrChange rsid rtlGutter sdtEndPr sdtPr sectPrChange
    semiHidden smartTagPr snapToGrid specVanish styleLink suppressAutoHyphens
    suppressLineNumbers tblCaption tblDescription tblGridChange tblLook tblPrChange
    tblPrExChange tcPrChange textboxTightWrap tmpl topLinePunct trPrChange uiPriority
    unhideWhenUsed webHidden
    """.split()
)
"""What shows nothing of itself: people, dates, sessions, what was deleted or noted, languages, what
fields are told to do (what they did stays), descriptions, paths."""

UNWRAPPED = frozenset(
    "ins moveTo hyperlink smartTag customXml sdt sdtContent fldSimple bdo dir".split()
)
"""What shows what is in it: inserted text, links (without where they lead), fields' results."""

_ON = "val"
_BORDER = "val sz space color"
_WIDTH = "w type"

KEPT: dict[str, str] = {
    # text
    "p": "", "pPr": "", "r": "", "rPr": "", "t": "", "tab": "val pos leader", "br": "type clear",
    "cr": "", "noBreakHyphen": "", "softHyphen": "", "sym": "font char", "pgNum": "",
    "ptab": "relativeTo alignment leader", "footnoteReference": "id", "endnoteReference": "id",
    "footnoteRef": "", "endnoteRef": "", "separator": "", "continuationSeparator": "",
    "footnote": "id type", "endnote": "id type",
    # paragraphs
    "pStyle": _ON, "keepNext": _ON, "keepLines": _ON, "pageBreakBefore": _ON, "widowControl": _ON,
    "numPr": "", "ilvl": _ON, "numId": _ON, "pBdr": "", "top": _BORDER + " w type",
    "left": _BORDER + " w type", "bottom": _BORDER + " w type", "right": _BORDER + " w type",
    "start": _BORDER + " w type", "end": _BORDER + " w type", "between": _BORDER, "bar": _BORDER,
    "insideH": _BORDER, "insideV": _BORDER, "tl2br": _BORDER, "tr2bl": _BORDER,
    "shd": "val color fill", "tabs": "", "spacing": "before after line lineRule val",
    "ind": "left right hanging firstLine start end", "jc": _ON, "outlineLvl": _ON, "bidi": _ON,
    "textDirection": _ON, "textAlignment": _ON,
    # runs
    "rStyle": _ON, "b": _ON, "bCs": _ON, "i": _ON, "iCs": _ON, "caps": _ON, "smallCaps": _ON,
    "strike": _ON, "dstrike": _ON, "outline": _ON, "shadow": _ON, "emboss": _ON, "imprint": _ON,
    "color": _ON, "sz": _ON, "szCs": _ON, "u": "val color", "highlight": _ON, "vertAlign": _ON,
    "position": _ON, "w": _ON, "kern": _ON, "rtl": _ON, "cs": _ON, "em": _ON, "effect": _ON,
    "bdr": _BORDER,
    # tables
    "tbl": "", "tblPr": "", "tblStyle": _ON, "tblW": _WIDTH, "tblInd": _WIDTH, "tblBorders": "",
    "tblLayout": "type", "tblCellMar": "", "tblCellSpacing": _WIDTH, "bidiVisual": _ON,
    "tblOverlap": _ON, "tblpPr": "leftFromText rightFromText vertAnchor horzAnchor tblpX tblpY",
    "tblGrid": "", "gridCol": "w", "tr": "", "trPr": "", "trHeight": "val hRule",
    "tblHeader": _ON, "cantSplit": _ON, "gridBefore": _ON, "gridAfter": _ON, "wBefore": _WIDTH,
    "wAfter": _WIDTH, "tc": "", "tcPr": "", "tcW": _WIDTH, "gridSpan": _ON, "vMerge": _ON,
    "hMerge": _ON, "tcBorders": "", "vAlign": _ON, "noWrap": _ON, "tcMar": "", "tblPrEx": "",
    "tcFitText": _ON, "hideMark": _ON,
    # sections
    "sectPr": "", "pgSz": "w h orient", "type": _ON,
    "pgMar": "top right bottom left header footer gutter", "cols": "num space equalWidth sep",
    "col": "w space", "titlePg": _ON, "pgNumType": "start fmt", "noEndnote": _ON,
    # styles
    "style": "type default", "docDefaults": "", "rPrDefault": "", "pPrDefault": "",
    "basedOn": _ON, "next": _ON, "link": _ON, "qFormat": _ON, "tblStylePr": "type",
    "tblStyleRowBandSize": _ON, "tblStyleColBandSize": _ON,
    # numbering
    "abstractNum": "abstractNumId", "multiLevelType": _ON, "lvl": "ilvl", "numFmt": _ON,
    "lvlText": _ON, "lvlJc": _ON, "suff": _ON, "lvlRestart": _ON, "isLgl": _ON,
    "num": "numId", "abstractNumId": _ON, "lvlOverride": "ilvl", "startOverride": _ON,
}  # fmt: skip
"""Elements that show something, with the attributes that are kept of each."""

STYLED = frozenset({"pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"})
"""Elements that name a style. Names of styles are people's own words, so styles get numbers."""

BUILT_IN = frozenset(
    {
        "normal", "title", "subtitle", "list paragraph", "table grid", "normal table", "header",
        "footer", "footnote text", "footnote reference", "endnote text", "endnote reference",
        "default paragraph font", "no list", "no spacing", "strong", "emphasis", "quote",
        *(f"heading {n}" for n in range(1, 10)), *(f"toc {n}" for n in range(1, 10)),
    }
)  # fmt: skip
"""Names of styles that every document has, and that viewers know."""
