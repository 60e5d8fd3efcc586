"""Printed sheets: whole in every form, and telling nothing but what stands on them."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safejournal import i18n
from safejournal.domain.visible import is_plain
from safejournal.services import checklists, printing
from safejournal.services.printing import Entry, Sheet
from safejournal.wording.sheets import card, checklist_sheet

TODAY = date(2026, 11, 24)
HOSTILE = '<script>alert(1)</script><img src="http://x.test/">\x1b[31m\u202eevil & "quoted"'


@pytest.fixture(params=["en", "ru"])
def language(request: pytest.FixtureRequest) -> str:
    """Speak each language of the guidance in turn."""
    return str(request.param)


def _sheets(language: str) -> list[tuple[checklists.Checklist, Sheet]]:
    i18n.use(language)
    try:
        return [
            (e, checklist_sheet(e, practice=False)) for e in checklists.checklists(language, TODAY)
        ]
    finally:
        i18n.use("en")


def _pdf(sheet: Sheet) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(printing.as_pdf(sheet)), strict=True)


def _text(reader: pypdf.PdfReader) -> str:
    """Return what stands on the pages, without the numbers at their feet, which are drawn first."""
    pages = (page.extract_text() for page in reader.pages)
    numbered = enumerate(pages, 1)
    return " ".join(" ".join(text.removeprefix(f"{n}\n") for n, text in numbered).split())


class _Page(HTMLParser):
    """Takes note of what a page shows, and of everything in it that could reach out."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the tag and its attributes."""
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        """Leave a style sheet."""
        self._style = self._style and tag != "style"

    def handle_data(self, data: str) -> None:
        """Note what is shown; of the style sheet, that it loads nothing."""
        if self._style:
            assert "url(" not in data
            assert "@import" not in data
        else:
            self.shown.append(data)


def _page(sheet: Sheet) -> _Page:
    page = _Page()
    page.feed(printing.as_html(sheet))
    return page


def test_every_checklist_is_printed_whole_in_every_form(language: str) -> None:
    """Each step with its reason, in both languages, as text, HTML and PDF; nothing is lost."""
    for found, sheet in _sheets(language):
        forms = (
            printing.as_text(sheet),
            " ".join(_page(sheet).shown),
            _text(_pdf(sheet)),
        )
        assert not printing.unprintable(sheet)
        for form in forms:
            squeezed = re.sub(r"\s", "", form)
            for step in found.steps:
                assert re.sub(r"\s", "", step.do) in squeezed, (found.id, step.id)
                assert re.sub(r"\s", "", step.why) in squeezed, (found.id, step.id)
                for source in step.sources:
                    assert source.url.split("/")[2].removeprefix("www.") in squeezed


def test_a_card_is_one_page_that_names_nobody(language: str) -> None:
    """To be copied by hand: only what is to be done; no source, no case, no program, no address."""
    i18n.use(language)
    for found in checklists.checklists(language, TODAY):
        sheet = card(found.title, found.steps, practice=False)
        reader = _pdf(sheet)
        assert len(reader.pages) == 1
        text = printing.as_text(sheet)
        assert "http" not in text
        assert "safejournal" not in printing.as_html(sheet).lower()
        assert len(text.splitlines()) < 60
    i18n.use("en")


def test_a_pdf_says_nothing_of_who_made_it_or_when(language: str) -> None:
    """No name, no time, no maker, in the metadata or in comments; twice the same bytes."""
    _, sheet = _sheets(language)[0]
    made = printing.as_pdf(sheet)
    assert made == printing.as_pdf(sheet)
    reader = _pdf(sheet)
    assert not reader.metadata
    assert reader.xmp_metadata is None
    for word in (b"reportlab", b"creationdate", b"moddate", b"producer", b"author", b"2026"):
        assert word not in made.lower()
    assert b"/URI" not in made
    assert b"/JavaScript" not in made


def test_a_page_holds_no_script_and_reaches_for_nothing(language: str) -> None:
    """Only tags that show text, no attribute that could name an address, and a policy besides."""
    for _, sheet in _sheets(language):
        page = _page(sheet)
        assert page.tags <= {
            "html", "head", "meta", "title", "style", "body", "h1", "p", "ol", "li", "span", "div",
            "bdi",
        }  # fmt: skip
        assert page.attributes <= {"lang", "dir", "charset", "http-equiv", "content", "class"}
    assert "default-src 'none'" in printing.as_html(sheet)


def test_hostile_text_stays_text() -> None:
    """A remark that looks like a page, a command to a terminal or markup is shown as it is."""
    sheet = Sheet(
        title=HOSTILE,
        language="en",
        practice=False,
        lead=(HOSTILE,),
        entries=(Entry(box="[x]", text=HOSTILE, notes=(HOSTILE,)),),
        small_print=(HOSTILE,),
    )
    page = _page(sheet)
    assert "script" not in page.tags
    assert "img" not in page.tags
    assert sum("<script>" in each for each in page.shown) == 6
    assert is_plain(printing.as_text(sheet).replace("\n", ""))
    assert "<script>alert(1)</script>" in _text(_pdf(sheet))
    assert "\u202e" not in _text(_pdf(sheet))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_whatever_is_written_can_be_printed(text: str) -> None:
    """No remark breaks a sheet; what the fonts lack is told."""
    sheet = Sheet(
        title="A", language="en", practice=False, entries=(Entry(text=text, notes=(text,)),)
    )
    assert is_plain(printing.as_text(sheet).replace("\n", ""))
    assert len(_pdf(sheet).pages) >= 1
    _page(sheet)
    printing.unprintable(sheet)


def test_letters_without_a_picture_are_told() -> None:
    """Arabic is not shaped in our PDFs; Cyrillic, Georgian and Kazakh letters are there."""
    for text, lacking in (("سلام", True), ("Привет, Әлем", False), ("გამარჯობა", False)):
        sheet = Sheet(title=text, language="ru", practice=False)
        assert printing.unprintable(sheet) is lacking
    assert "Привет, Әлем" in _text(_pdf(Sheet(title="Привет, Әлем", language="ru", practice=False)))


def test_only_printing_a_pdf_loads_what_draws_it() -> None:
    """Text and HTML do without, also where the extra is not installed; a PDF is refused then."""
    code = """
import sys
sys.modules["reportlab"] = None
from safejournal.errors import Refused
from safejournal.services import printing
sheet = printing.Sheet(title="A", language="en", practice=False)
assert printing.as_text(sheet) and printing.as_html(sheet)
try:
    printing.as_pdf(sheet)
except Refused as error:
    print(error.sentence, error.hint)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "not installed here" in ran.stdout
    assert "HTML" in ran.stdout


@pytest.mark.parametrize(
    ("name", "form"),
    [("a.pdf", "pdf"), ("A.HTML", "html"), ("a.htm", "html"), ("a.txt", "text"), ("-", "text")],
)
def test_the_name_of_a_file_says_its_form(name: str, form: str) -> None:
    """And anything else is text."""
    assert printing.form_of(name) == form
