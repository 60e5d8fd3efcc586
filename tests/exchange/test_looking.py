"""What files tell besides what they show: found and named, and gone from a cleaned copy."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal import codec
from safejournal.errors import Refused
from safejournal.exchange import pictures as ours
from safejournal.exchange.exif import Exif
from safejournal.exchange.jail import work_on
from safejournal.exchange.looking import Seen, clean, look
from safejournal.exchange.traces import LONGEST, Sort
from tests.exchange.pictures import (
    SECRETS,
    SMALLEST_JPEG,
    exif,
    telling_docx,
    telling_jpeg,
    telling_pdf,
    telling_png,
)


def told_by(data: bytes) -> set[tuple[Sort, str]]:
    """Return what a file tells."""
    return {(each.sort, each.text) for each in look(data)}


def test_a_photograph_tells_place_time_device_and_author() -> None:
    """With its maker's note, comments, thumbnail, and what stands behind its end."""
    found = told_by(telling_jpeg())
    assert {
        (Sort.DEVICE, "canary-maker"),
        (Sort.DEVICE, "canary-model"),
        (Sort.DEVICE, "canary-serial"),
        (Sort.DEVICE, "maker note"),
        (Sort.TIME, "2026:05:01 21:40:00"),
        (Sort.AUTHOR, "canary-artist"),
        (Sort.PLACE, "42.87500, -74.57000"),
        (Sort.COMMENT, "canary-comment"),
        (Sort.COMMENT, "http://ns.adobe.com/xap/1.0/"),
        (Sort.THUMBNAIL, ""),
        (Sort.BEHIND, "13 bytes"),
    } <= found
    assert {sort for sort, text in found if "Photoshop" in text or "ICC" in text} == {Sort.MORE}


def test_a_png_tells_the_same_in_its_own_chunks() -> None:
    """Texts, packed or not, time, EXIF, unknown chunks, bytes behind the end."""
    found = told_by(telling_png())
    sorts = {sort for sort, _ in found}
    assert sorts >= {
        Sort.COMMENT, Sort.TIME, Sort.PLACE, Sort.DEVICE, Sort.AUTHOR, Sort.MORE, Sort.BEHIND,
    }  # fmt: skip
    assert any("canary-artist" in text for _, text in found)
    assert (Sort.TIME, "2026-5-1-21-40-0") in found


def test_papers_tell_their_authors_and_that_they_may_hold_more() -> None:
    """PDF and office files: authors, companies, programs, times, also of those who changed it."""
    assert {
        (Sort.AUTHOR, "canary-artist"),
        (Sort.SOFTWARE, "canary-maker"),
        (Sort.TIME, "D:20260501214000+06'00'"),
        (Sort.COMMENT, "Донос"),
        (Sort.MORE, "PDF"),
    } == told_by(telling_pdf())
    assert {
        (Sort.AUTHOR, "canary-artist"),
        (Sort.AUTHOR, "canary-maker"),
        (Sort.AUTHOR, "canary-model"),
        (Sort.TIME, "2026-05-01"),
        (Sort.THUMBNAIL, ""),
        (Sort.MORE, "ZIP"),
    } == told_by(telling_docx())


@pytest.mark.parametrize("data", [telling_jpeg(), telling_png()])
def test_a_cleaned_copy_tells_nothing(data: bytes) -> None:
    """No canary of any kind is left in it, and looking again finds nothing."""
    made = clean(data)
    assert made is not None
    assert look(made) == []
    for secret in (*SECRETS, "canary", "Photoshop", "ICC", "can"):
        assert secret.encode() not in made


def test_a_cleaned_photograph_shows_the_same_picture() -> None:
    """Its tables, frames and scans are those of the original, byte for byte; it is turned alike."""
    made = clean(telling_jpeg(orientation=6))
    assert made is not None
    picture = SMALLEST_JPEG[2:-2]
    assert picture in made
    (block,) = [s[1] for s in ours._segments(made)[0] if s[1].startswith(b"Exif\0\0")]
    assert Exif(block[6:]).orientation() == 6
    upright = clean(telling_jpeg(orientation=1))
    assert upright is not None
    assert b"Exif" not in upright
    assert clean(SMALLEST_JPEG) == SMALLEST_JPEG


def test_a_cleaned_png_shows_the_same_picture() -> None:
    """The pixels are those of the original."""
    made = clean(telling_png())
    assert made is not None
    kinds = dict(ours._chunks(made)[0])
    assert zlib.decompress(kinds[b"IDAT"]) == b"\0\xff"
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"\xff\xd8\xff",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04x",
        telling_jpeg()[:500],
        telling_png()[:200],
        b"\0" * 100,
    ],
)
def test_what_cannot_be_read_says_so_and_has_no_copy(data: bytes) -> None:
    """Nobody takes silence for the absence of traces."""
    assert [each.sort for each in look(data)] == [Sort.UNREAD]
    assert clean(data) is None


def test_a_pdf_has_no_cleaned_copy() -> None:
    """Nobody could say what it still holds. Of Word documents: tests/exchange/test_word.py."""
    assert clean(telling_pdf()) is None


def test_a_pdf_is_read_where_it_is_packed_too() -> None:
    """Properties in packed objects, XMP, photographs' places, files, programs, earlier versions."""
    packed = zlib.compress(b"<</Author(canary-packed)/Title(canary-title)>>")
    xmp = (
        b"<rdf:RDF><dc:creator><rdf:Seq><rdf:li>canary-xmp</rdf:li></rdf:Seq></dc:creator>"
        b'<rdf:Description xmp:CreatorTool="canary-tool"/></rdf:RDF>'
    )
    made = b"%PDF-1.7\n"
    for told, content in (
        (b"/Type/ObjStm/Filter/FlateDecode", packed),
        (b"/Type/Metadata/Subtype/XML", xmp),
        (b"/Type/XObject/Filter /DCTDecode", telling_jpeg()),
        (b"/Type/EmbeddedFile", b"x"),
    ):
        made += b"1 0 obj<<%s/Length %d>>stream\n%s\nendstream endobj\n" % (
            told, len(content), content,
        )  # fmt: skip
    made += b"<</S/JavaScript/JS(x)>>\n%%EOF\n2 0 obj\n%%EOF\n"
    assert {
        (Sort.AUTHOR, "canary-packed"),
        (Sort.COMMENT, "canary-title"),
        (Sort.AUTHOR, "canary-xmp"),
        (Sort.SOFTWARE, "canary-tool"),
        (Sort.PLACE, "42.87500, -74.57000"),
        (Sort.DEVICE, "canary-serial"),
        (Sort.MORE, "files inside"),
        (Sort.MORE, "a program inside"),
        (Sort.BEHIND, "earlier versions, or marks added later"),
        (Sort.MORE, "PDF"),
    } <= told_by(made)
    assert clean(made) is None


@given(
    st.sampled_from([telling_jpeg(), telling_png(), telling_pdf(), telling_docx()]),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=20),
    st.integers(0, 6000),
)
def test_any_spoilt_file_is_read_or_called_unread(
    data: bytes, changes: list[tuple[int, int]], end: int
) -> None:
    """Nothing but traces comes of it, none too long; and a copy, if there is one, tells nothing."""
    spoilt = bytearray(data)
    for place, value in changes:
        spoilt[place % len(spoilt)] = value
    raw = bytes(spoilt[: end or None])
    for each in look(raw):
        assert len(each.text) <= LONGEST
    made = clean(raw)
    assert made is None or look(made) == []


@given(st.binary(max_size=200))
def test_any_exif_is_read_or_refused(noise: bytes) -> None:
    """Loops, lengths that lie and directories beyond the end come to an end."""
    for block in (noise, b"II*\0" + noise, b"MM\0*" + noise, exif()[:100] + noise):
        try:
            assert len(list(Exif(block).traces())) < 2500
        except ValueError:
            continue


def test_the_jail_looks_and_cleans() -> None:
    """The session gets traces and bytes, and a plain refusal where no copy can be made."""
    for data in (telling_jpeg(), telling_png(), telling_pdf(), telling_docx(), b"x"):
        found = codec.decode(work_on(data, "look"), Seen)
        assert list(found.traces) == look(data)
    assert work_on(telling_jpeg(), "clean") == clean(telling_jpeg())
    with pytest.raises(Refused, match="No cleaned copy"):
        work_on(telling_pdf(), "clean")


def test_a_bomb_in_an_office_file_is_not_unpacked() -> None:
    """Of each part only the first megabyte is looked at."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("docProps/core.xml", bytes(300 << 20))
    found = codec.decode(work_on(out.getvalue(), "look"), Seen)
    assert [each.sort for each in found.traces] == [Sort.MORE]
