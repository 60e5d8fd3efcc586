"""Word documents by hand: what one shows, and every place in which one can tell more than that."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from types import MappingProxyType

from tests.exchange.pictures import telling_jpeg

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/>'
    '<wp:docPr id="7" name="canary-name" descr="canary-C:\\Users\\canary-user\\photo.jpg"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="canary-file" descr="canary-alt"/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="rImage"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)

SHOWN: tuple[str, ...] = (
    "shown-text",
    "shown-link",
    "shown-inserted",
    "shown-field",
    "shown-cell",
    "shown-note",
)
SHOWN += ("shown-head", "shown-bold", "shown-control")
"""What the document shows, each in another way."""

BODY = f"""
<w:p w:rsidR="00CA9A51" w14:paraId="00CA9A52"><w:pPr><w:pStyle w:val="canary-style"/><w:rPr>
<w:ins w:id="1" w:author="canary-author" w:date="2026-05-01T00:00:00Z"/></w:rPr></w:pPr>
<w:bookmarkStart w:id="0" w:name="canary-bookmark"/>
<w:r w:rsidRPr="00CA9A53"><w:rPr><w:lang w:val="ky-KG"/></w:rPr><w:t>shown-text</w:t></w:r>
<w:r><w:rPr><w:b/><w:rFonts w:ascii="canary-font"/></w:rPr><w:t>shown-bold</w:t></w:r>
<w:hyperlink r:id="rLink" w:tooltip="canary-tip"><w:r><w:t>shown-link</w:t></w:r></w:hyperlink>
<w:del w:id="2" w:author="canary-author" w:date="2026-05-01T00:00:00Z">
<w:r><w:delText>canary-deleted</w:delText></w:r></w:del>
<w:moveFrom w:id="3" w:author="canary-author"><w:r><w:t>canary-moved</w:t></w:r></w:moveFrom>
<w:ins w:id="4" w:author="canary-author"><w:r><w:t>shown-inserted</w:t></w:r></w:ins>
<w:r><w:rPr><w:vanish/></w:rPr><w:t>canary-hidden</w:t></w:r>
<w:commentRangeStart w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText> INCLUDETEXT "canary-path" </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown-field</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:r><w:footnoteReference w:id="2"/></w:r>
{PICTURE}</w:p>
<w:sdt><w:sdtPr><w:alias w:val="canary-alias"/><w:dataBinding w:xpath="/canary-binding"/></w:sdtPr>
<w:sdtContent><w:p><w:r><w:t>shown-control</w:t></w:r></w:p></w:sdtContent></w:sdt>
<w:tbl><w:tblPr><w:tblCaption w:val="canary-caption"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/>
</w:tblGrid><w:tr><w:tc><w:p><w:r><w:t>shown-cell</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:trPr><w:del w:id="9" w:author="canary-author"/></w:trPr>
<w:tc><w:p><w:r><w:t>canary-row</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:sectPr><w:headerReference w:type="default" r:id="rHead"/>
<w:headerReference w:type="first" r:id="rFirst"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>
"""

STYLES = f"""<w:styles {W}><w:latentStyles/><w:style w:type="paragraph" w:default="1"
 w:styleId="Normal"><w:name w:val="Normal"/><w:rsid w:val="00CA9A54"/></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="canary-style">
<w:name w:val="canary-office heading"/><w:basedOn w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
</w:styles>"""

NOTES = f"""<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>shown-note</w:t></w:r></w:p>
</w:footnote><w:footnote w:id="3"><w:p><w:r><w:t>canary-lost-note</w:t></w:r></w:p></w:footnote>
</w:footnotes>"""


COMMENTS = f'<w:comments {W}><w:comment w:author="canary-commenter"/></w:comments>'


def relations(*told: tuple[str, str, str], outside: str = "") -> str:
    """Return a part that says where another points to."""
    lines = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in told
    )
    if outside:
        lines += (
            f'<Relationship Id="rLink" Type="{OFFICE}/hyperlink" Target="{outside}"'
            ' TargetMode="External"/>'
        )
    return f'<Relationships xmlns="{PACKAGE}">{lines}</Relationships>'


def page_head(text: str) -> str:
    """Return a page head."""
    return f"<w:hdr {W}><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:hdr>"


def parts(body: str = BODY) -> dict[str, str | bytes]:
    """Return the parts of a document with canaries wherever there can be some."""
    return {
        "[Content_Types].xml": "<Types>canary-types</Types>",
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "docProps/core.xml": "<x><dc:creator>canary-author</dc:creator></x>",
        "docProps/app.xml": "<x><Company>canary-company</Company></x>",
        "docProps/custom.xml": "<x>canary-custom</x>",
        "docProps/thumbnail.jpeg": b"canary-thumbnail",
        "customXml/item1.xml": "<x>canary-data</x>",
        "word/people.xml": '<x w:author="canary-person"/>',
        "word/comments.xml": COMMENTS,
        "word/settings.xml": f'<w:settings {W}><w:rsid w:val="00CA9A51"/></w:settings>',
        "word/document.xml": f"<w:document {W} {OTHERS}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/footnotes.xml": NOTES,
        "word/header1.xml": page_head("shown-head"),
        "word/header2.xml": page_head("canary-first-page"),
        "word/media/image1.jpeg": telling_jpeg(),
        "word/embeddings/canary.bin": b"canary-embedded",
        "word/_rels/document.xml.rels": relations(
            ("rImage", "image", "media/image1.jpeg"),
            ("rHead", "header", "header1.xml"),
            ("rFirst", "header", "header2.xml"),
            outside="https://canary.example/canary-link",
        ),
    }


def telling_document(
    body: str = BODY, more: Mapping[str, str | bytes] = MappingProxyType({})
) -> bytes:
    """Return the file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.comment = b"canary-zip"
        for name, content in (parts(body) | dict(more)).items():
            made.writestr(name, content)
    return out.getvalue()


def text_of(data: bytes) -> str:
    """Return all that stands in a document's parts, unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = [archive.comment, *(archive.read(name) for name in archive.namelist())]
        names = " ".join(archive.namelist()).encode()
    return b"\n".join((names, *found)).decode("utf-8", "replace")
