"""A cleaned Word document shows what the original shows, and nothing else of it is left."""

from __future__ import annotations

import io
import zipfile
from random import Random

import pytest

from safejournal import codec
from safejournal.exchange.jail import work_on
from safejournal.exchange.looking import Seen, clean, look
from safejournal.exchange.traces import Sort
from tests.exchange.documents import BODY, SHOWN, W, parts, telling_document, text_of
from tests.fuzz.mutation import spoilt


def paragraph(inside: str) -> str:
    """Return a body with one paragraph."""
    return f"<w:p><w:r>{inside}</w:r></w:p>"


def test_all_that_is_shown_is_there_and_no_canary() -> None:
    """Not in any part, name, comment, attribute or picture, packed or not."""
    before, made = text_of(telling_document()), clean(telling_document())
    assert made is not None
    after = text_of(made)
    assert before.count("canary") > 30
    assert "canary" not in after
    for telling in ("rsid", "00CA9A", "author", "2026", "ky-KG", "https://c", "Photoshop"):
        assert telling not in after
    for shown in SHOWN:
        assert shown in after
    assert "\ufffd\ufffd" in after  # the picture
    assert {each.sort for each in look(made)} == {Sort.MORE}


def test_the_original_is_named_for_what_it_tells() -> None:
    """People, companies, comments, deleted and hidden text, pictures' places, sessions."""
    told = {(each.sort, each.text) for each in look(telling_document())}
    assert {
        (Sort.AUTHOR, "canary-author"),
        (Sort.AUTHOR, "canary-company"),
        (Sort.AUTHOR, "canary-person"),
        (Sort.COMMENT, "deleted text"),
        (Sort.COMMENT, "hidden text"),
        (Sort.COMMENT, "comments"),
        (Sort.PLACE, "42.87500, -74.57000"),
        (Sort.THUMBNAIL, ""),
        (Sort.MORE, "numbers of editing sessions"),
        (Sort.MORE, "item1.xml"),
        (Sort.MORE, "canary.bin"),
    } <= told


def test_the_jail_makes_the_same_copy_and_it_tells_nothing_of_the_machine() -> None:
    """Neither when nor where: the same bytes every time, and cleaning twice changes nothing."""
    made = clean(telling_document())
    assert made is not None
    assert work_on(telling_document(), "clean") == clean(made) == made
    assert list(codec.decode(work_on(made, "look"), Seen).traces) == look(made)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize(
    ("what", "more"),
    [
        (paragraph("<w:pict><x/></w:pict>"), {}),
        (paragraph("<w:object/>"), {}),
        (paragraph("<mc:AlternateContent/>"), {}),
        (f"<m:oMath>{paragraph('')}</m:oMath>", {}),
        (paragraph("<w:unheardOf/>"), {}),
        ('<w:altChunk r:id="rImage"/>', {}),
        (paragraph("<w:drawing><a:graphic/></w:drawing>"), {}),
        (BODY.replace("<a:blip ", '<a:srcRect l="9"/><a:blip '), {}),
        (BODY, {"word/media/image1.jpeg": b"GIF89a"}),
        (BODY, {"word/settings.xml": f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>"}),
        (BODY, {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}),
        (BODY, {"word/document.xml": b"\xff\xfe<\0x\0/\0>\0"}),
        (BODY, {"word/document.xml": "<w:p/>"}),
        (BODY, {"word/document.xml": "<" * 100}),
        (f"{'<w:tbl><w:tr><w:tc>' * 60}{'</w:tc></w:tr></w:tbl>' * 60}", {}),
        ('<w:p><w:pPr><w:jc w:val="canary said in a value!"/></w:pPr></w:p>', {}),
        ('<w:ins><w:headerReference w:type="first" r:id="rFirst"/></w:ins>', {}),
    ],
)
def test_what_might_be_lost_or_kept_unseen_leaves_no_copy(
    what: str, more: dict[str, str | bytes]
) -> None:
    """Shapes, formulas, objects, crops, other pictures, declarations, what is unknown."""
    assert clean(telling_document(what, more)) is None


def test_text_that_a_style_hides_leaves_no_copy() -> None:
    """Also when the style is based on one that hides."""
    hiding = parts()["word/styles.xml"]
    assert isinstance(hiding, str)
    for place in ('<w:name w:val="canary-office heading"/>', '<w:name w:val="Normal"/>'):
        styles = hiding.replace(place, f"{place}<w:rPr><w:vanish/></w:rPr>")
        assert clean(telling_document(more={"word/styles.xml": styles})) is None


def test_other_office_files_have_no_copy() -> None:
    """Tables and slides, and archives that are none."""
    for name in ("xl/workbook.xml", "ppt/presentation.xml", "content.xml", "x"):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as made:
            made.writestr(name, "<x/>")
        assert clean(out.getvalue()) is None


def test_a_bomb_leaves_no_copy_and_the_session_lives() -> None:
    """Of each part no more is unpacked than is allowed."""
    bomb = telling_document(more={"word/x.xml": bytes(300 << 20)})
    assert clean(bomb) is None
    many = telling_document(more={f"word/{n}.xml": bytes(15 << 20) for n in range(8)})
    assert clean(many) is None


def test_a_spoilt_document_is_copied_without_canaries_or_not_at_all() -> None:
    """Whatever was changed in its text."""
    chance, copied = Random(20261124), 0
    document = parts()["word/document.xml"]
    assert isinstance(document, str)
    for _ in range(300):
        changed = spoilt(document.encode(), chance)
        made = clean(telling_document(more={"word/document.xml": changed}))
        if made is not None:
            copied += 1
            after = text_of(made)
            hidden = ("canary-author", "canary-alias", "canary-path", "canary-bookmark")
            assert not any(each in after for each in hidden)
    assert copied > 0
