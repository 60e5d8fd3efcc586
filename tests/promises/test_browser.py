"""Whatever is handed to others as a page, in a real browser: silent, still, and readable by night.

Pages of bundles, papers, key cards and dossiers, in English and Russian, full of what a browser
might act on. Looked at in Debian's Chromium, with the network cut off.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from pathlib import Path

import pypdf
import pytest

from safejournal import codec
from safejournal.domain.records import Contact, Incident, Note
from safejournal.domain.times import When
from safejournal.domain.words import Category, Confidence, Kind, Source
from safejournal.errors import Refused
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import correspondents, dossier, folio, identity, paper, sharing
from safejournal.services.folio import Block, Folio, Look
from safejournal.services.sharing import Choice, Tier
from safejournal.wording.telling import Told
from tests.promises.browser import MISSING, PHONE, PROGRAM, Browser
from tests.services.exchanging import BELA, LAWYER, Two, kept, members, trip_with, two
from tests.services.test_paper import PLAN

pytestmark = [
    pytest.mark.skipif(PROGRAM is None, reason=MISSING),
    pytest.mark.slow,
]

EVIL = (
    "<script>document.documentElement.setAttribute('data-ran','1')</script>"
    '<img src="http://leak.invalid/a.png" onerror="document.documentElement.'
    "setAttribute('data-ran','1')\"> </style><style>@import url(http://leak.invalid/b.css)</style>"
    ' javascript:alert(1) <a href="http://leak.invalid/c">x</a>'
)
LONG = "длинноесловобезединогопробела" * 6 + " " + "AGE-SECRET-" * 12
SMALLEST = 14.0
"""Pixels: what is read on a telephone without glasses held further away. Body text has 16."""

CONTRAST = 4.5
"""WCAG 2.2, success criterion 1.4.3, for text of ordinary size."""


@dataclass
class Pages:
    """Every page that leaves, as files."""

    browser: Browser
    bundles: list[Path]
    papers: list[Path]

    @property
    def all(self) -> list[Path]:
        """All of them."""
        return [*self.bundles, *self.papers]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Make a card, an emergency bundle, evidence, papers, a key card and a dossier, twice."""
    place = tmp_path_factory.mktemp("pages")
    made = Pages(Browser(place / "browser"), [], [])
    with two(place) as pair:
        records = _journal(pair)
        for language in ("en", "ru"):
            made.bundles += _bundles(pair, records, language)
            made.papers += _papers(pair, records, language)
    return made


def _journal(pair: Two) -> tuple[str, ...]:
    vault = pair.anna
    identity.set_called(vault, "Birch <b>")
    trip = trip_with(pair.bela_at_anna, steps=("Call the lawyer", EVIL, LONG))
    values = codec.content_to_builtins(trip) | {"plan": PLAN, "title": EVIL}
    return (
        kept(vault, codec.content_from_builtins(Kind.TRIP, values)),
        kept(vault, LAWYER),
        kept(vault, Contact(pseudonym=LONG, never_contact=True)),
        kept(
            vault,
            Incident(
                title=f"{EVIL} стук в дверь",
                text=f"{EVIL}\n\n{LONG}\nحدث في الليل",
                when=When(at="2025-03-14T21:40+06:00"),
                category=Category.VISIT_OR_SEARCH,
                source=Source.SAW_MYSELF,
                confidence=Confidence.SURE,
                place=LONG,
            ),
        ),
        kept(vault, Note(title="later", text=EVIL, when=When(day="2026-01-01"))),
    )


def _bundles(pair: Two, records: tuple[str, ...], language: str) -> list[Path]:
    found = []
    for tier in Tier:
        choice = Choice(
            contacts=(pair.bela_at_anna,), tier=tier, records=records, language=language
        )
        file = pair.file(f"{language}-{tier.name}.age")
        sharing.export(pair.anna, choice, file, Told(language))
        out = io.BytesIO()
        with file.open("rb") as source:
            age.unseal(read_header(source), source, out, identity.own_keys(pair.bela).age_secret)
        folder = pair.file(f"{language}-{tier.name.lower()}")
        for name, content in members(out.getvalue()).items():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        found += sorted(folder.rglob("*.html"))
    return found


def _papers(pair: Two, records: tuple[str, ...], language: str) -> list[Path]:
    trip, *others = records
    reader = (pair.bela_at_anna,)
    made = {}
    for tier, chosen in ((Tier.CARD, (trip,)), (Tier.EMERGENCY, (trip, others[0]))):
        choice = Choice(contacts=reader, tier=tier, records=chosen, language=language)
        printed = paper.print_out(pair.anna, choice, "html", None, Told(language))
        made[f"paper-{tier.name.lower()}"] = printed.content
    somebody = kept(pair.anna, replace(BELA, name="Somebody"))
    card = correspondents.make_key_card(pair.anna, somebody, language)
    made["key"] = folio.made(paper.keycard_page(card, language), "html")
    choice = Choice(records=records[3:], language=language)
    made["dossier"] = dossier.write(pair.anna, choice, dossier.How(), None, Told(language)).content
    found = []
    for name, content in made.items():
        target = pair.file(f"{name}-{language}.html")
        target.write_bytes(content)
        found.append(target)
    return found


def test_the_browser_would_tell_of_scripts_and_requests(tmp_path: Path) -> None:
    """What is looked for is found where it is: these tests can fail."""
    browser = Browser(tmp_path / "browser")
    page = tmp_path / "bad.html"
    page.write_text(f'<p style="width:900px;font-size:7px;color:#ccc">wide</p>{EVIL}')
    assert any("leak.invalid/a.png" in each for each in browser.asked_for([page]))
    (seen,) = browser.measure([page])
    assert seen.ran
    assert seen.wide > PHONE
    assert "P" in seen.beyond
    assert seen.smallest < SMALLEST
    assert seen.contrast < CONTRAST


def test_no_page_asks_for_anything(pages: Pages) -> None:
    """Opening it tells nobody anything, whatever a person wrote into the journal."""
    assert len(pages.all) >= 20
    assert pages.browser.asked_for(pages.all) == []


def test_every_page_is_readable_on_a_telephone_and_runs_nothing(pages: Pages) -> None:
    """Nothing reaches beyond 360 pixels, no letter is tiny or pale, no script runs."""
    for seen in pages.browser.measure(pages.all):
        assert not seen.ran, seen
        assert seen.wide <= PHONE, seen
        assert seen.beyond == [], seen
        assert seen.smallest >= SMALLEST, seen
        assert seen.contrast >= CONTRAST, seen


def test_even_a_page_that_was_tampered_with_runs_and_loads_nothing(
    pages: Pages, tmp_path: Path
) -> None:
    """The policy in it holds, also against what somebody puts in later."""
    for page in pages.all[:2] + pages.papers[-2:]:
        bad = tmp_path / f"bad-{page.name}"
        bad.write_text(page.read_text().replace("</body>", f"{EVIL}</body>"))
        assert pages.browser.asked_for([bad]) == []
        (seen,) = pages.browser.measure([bad])
        assert not seen.ran


def squeezed(text: str) -> str:
    """Return a text without white space and hyphens that a printer may add."""
    return re.sub(r"[\s\u00ad]", "", text)


def test_every_page_is_printed_whole(pages: Pages) -> None:
    """All steps and texts are on the paper; what must be one page is one in the browser too."""
    for page in pages.all:
        reader = pypdf.PdfReader(io.BytesIO(pages.browser.print(page)))
        text = squeezed("".join(each.extract_text() for each in reader.pages))
        if page in pages.papers and "dossier" not in page.name:
            assert len(reader.pages) == 1, page.name
        if "card" in page.name or "emergency" in page.name or "emergency" in str(page.parent):
            assert "Callthelawyer" in text, page
        heading = re.search(r"<h1[^>]*>([^<]*)</h1>", page.read_text())
        assert heading is not None
        assert squeezed(heading[1])[:20].replace("&lt;", "<") in text, page


@pytest.mark.parametrize("look", [Look.TEXT, Look.STEP, Look.FIELD])
def test_the_fullest_page_that_is_taken_is_one_page_in_the_browser(
    tmp_path: Path, look: Look
) -> None:
    """In wide letters and in many short lines: the estimate is on the side of the reader."""
    browser = Browser(tmp_path / "browser")
    for word in ("Широкий Щит Юг Мышь Фон", "a few short words", "MWMW WMWM"):
        blocks: tuple[Block, ...] = ()
        page: Folio | None = None
        while True:
            label = str(len(blocks)) if look is not Look.TEXT else ""
            blocks = (*blocks, Block(look, f"{word} " * 9, label))
            try:
                page = folio.on_one_page(
                    Folio(title="Title", language="en", practice=False, blocks=blocks)
                )
            except Refused:
                break
        assert page is not None
        target = tmp_path / "full.html"
        target.write_text(folio.as_html(page))
        reader = pypdf.PdfReader(io.BytesIO(browser.print(target)))
        assert len(reader.pages) == 1, (word, look)
        assert len(pypdf.PdfReader(io.BytesIO(folio.as_pdf(page))).pages) == 1, (word, look)
