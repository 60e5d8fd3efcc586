"""Cards on paper: one page, what may leave and nothing else, and noted as given."""

from __future__ import annotations

import io
import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.records import Contact, Legal, Trip
from safejournal.domain.words import Kind, LegalKind
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.services import choosing, correspondents, decisions, journal, paper, sharing
from safejournal.services.demo import STORY, _Telling
from safejournal.services.folio import Block, Folio, Look, made, on_one_page
from safejournal.services.sharing import Choice, SentForm, Tier
from safejournal.vault.derivation import Realm
from safejournal.wording.telling import Told
from tests.services.canaries import canaries_in, with_canaries
from tests.services.exchanging import BELA, LAWYER, Two, kept, paths_of, trip_with, two
from tests.vault.journals import make_journal

PLAN = {
    "format": "safejournal-plan/1",
    "legs": [
        {
            "from": {"country": "KZ", "airport": "ALA"},
            "to": {"country": "TR", "airport": "IST"},
            "mode": "air",
            "date": "2026-05-02",
            "lodging": "hotel",
        }
    ],
}
NEVER = ("To the sea", "by heart", "pear tree", "sunny", "cloudy", "0199", "Bela Example", "Vera")
"""What is in those records and may stand on no paper."""

FORMS = ("text", "html", "pdf")


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Two]:
    """Return Anna and Bela; nobody has keys, since a paper needs none."""
    with two(tmp_path, acquainted=False) as both:
        yield both


def emergency(pair: Two, language: str = "en") -> Choice:
    """Return the choice of a full emergency sheet for Bela."""
    values = codec.content_to_builtins(trip_with(pair.bela_at_anna)) | {"plan": PLAN}
    records = (
        kept(pair.anna, codec.content_from_builtins(Kind.TRIP, values)),
        kept(pair.anna, LAWYER),
        kept(pair.anna, Contact(pseudonym="the cousin", name="Kim Kin", never_contact=True)),
        kept(pair.anna, Legal(legal=LegalKind.CRIMINAL_CASE, reference="2-17/2025", result="x")),
    )
    return Choice(
        contacts=(pair.bela_at_anna,), tier=Tier.EMERGENCY, records=records, language=language
    )


def card(pair: Two, language: str = "en") -> Choice:
    """Return the choice of a card for Bela, of the one trip that lies ahead."""
    kept(pair.anna, trip_with(pair.bela_at_anna))
    return Choice(contacts=(pair.bela_at_anna,), language=language)


def read(content: bytes, form: str) -> str:
    """Return the words on a paper. A PDF must have one page, and say nothing of its maker."""
    if form != "pdf":
        return " ".join(content.decode().split())
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    assert len(reader.pages) == 1
    assert not reader.metadata
    assert reader.xmp_metadata is None
    return " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_emergency_sheet_is_one_page_with_all_that_may_leave(
    pair: Two, language: str, form: str
) -> None:
    """Number, check-in, steps, whom to call and never, way, reference, question; no more."""
    choice = emergency(pair, language)
    given = paper.print_out(pair.anna, choice, form, None, Told(language))
    text = read(given.content, form)
    newer = {"en": "those who may have one, not me", "ru": "а не у меня"}[language]
    for told in (
        "Birch",
        str(given.sent.number),
        newer,
        "18:00",
        "13:00",
        "Call the lawyer",
        "Wait a day",
        "Ask the lawyer first.",
        "+1 555 0144",
        "the cousin",
        "ALA",
        "2-17/2025",
        "Which tree stood there?",
    ):
        assert told in text, told
    for never in (*NEVER, "Kim Kin"):
        assert never not in text


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_card_holds_what_a_card_may_hold(pair: Two, language: str, form: str) -> None:
    """Times, this contact's steps and ordinary channel: no question, no instructions, no way."""
    given = paper.print_out(pair.anna, card(pair, language), form, None, Told(language))
    text = read(given.content, form)
    for told in ("18:00", "Call the lawyer", "+1 555 0100"):
        assert told in text
    for never in (*NEVER, "Which tree", "Ask the lawyer first."):
        assert never not in text


@pytest.mark.parametrize("tier", [Tier.CARD, Tier.EMERGENCY])
def test_the_paper_is_what_the_preview_of_a_bundle_shows(pair: Two, tier: Tier) -> None:
    """The same disclosure decides: the same fields leave, and each stays for the same reason."""
    choice = replace(emergency(pair), tier=tier)
    seen, bundle = paper.see(pair.anna, choice), sharing.preview(pair.anna, choice)
    assert seen.preview.cuts == bundle.cuts
    given = paper.print_out(pair.anna, choice, "html", None)
    assert {each.record: each.paths for each in given.sent.records} == {
        cut.given.id: tuple(leaf.path for leaf in cut.leaves if leaf.why in sharing.LEAVING)
        for cut in bundle.leaving
    }


def test_a_step_that_is_kept_back_stands_on_no_paper(pair: Two) -> None:
    """As with a bundle, a person decides field by field."""
    choice = emergency(pair)
    less = replace(choice, kept_back=frozenset({(choice.records[0], "checkins[0].steps[1]")}))
    text = made(paper.see(pair.anna, less).page, "html").decode()
    assert "Call the lawyer" in text
    assert "Wait a day" not in text


def test_it_is_noted_to_whom_it_was_given_on_paper(pair: Two) -> None:
    """With its number, which rises from paper to bundle to paper; seen on contact and record."""
    choice = emergency(pair)
    first = paper.print_out(pair.anna, choice, "text", None).sent
    second = paper.print_out(pair.anna, choice, "text", pair.file("a.txt")).sent
    assert second.number > first.number
    for noted in (sharing.sent(pair.anna), sharing.sent_to(pair.anna, pair.bela_at_anna)):
        assert [each.bundle for each in noted] == [second.bundle, first.bundle]
    assert sharing.sent_with(pair.anna, choice.records[0])[0] == second
    assert second.form is SentForm.PAPER
    assert second.purpose == "emergency"
    assert [(each.contact, each.recipient) for each in second.readers] == [
        (pair.bela_at_anna, None)
    ]


def test_who_went_by_name_on_paper_does_so_in_the_next_card(pair: Two) -> None:
    """A card that replaces the paper says no less than it."""
    lawyer = kept(pair.anna, LAWYER)
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=("Call Vera Counsel",)))
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,), people=frozenset({lawyer}))
    paper.print_out(pair.anna, choice, "text", None)
    record, plain = journal.show(pair.anna, trip), replace(choice, people=frozenset())
    assert decisions.recall(pair.anna, record, plain) == choice
    paper.print_out(pair.anna, plain, "text", None)
    assert decisions.recall(pair.anna, record, plain) == plain


def test_looking_at_it_first_leaves_no_note(pair: Two) -> None:
    """And its number is not given yet."""
    seen = paper.see(pair.anna, card(pair))
    assert paper.see(pair.anna, seen.preview.choice).page == seen.page
    assert "······" in made(seen.page, "text").decode()
    assert sharing.sent(pair.anna) == []


def test_what_could_not_be_written_was_not_given(pair: Two) -> None:
    """A file that stands there is not touched, and no note stays."""
    there = pair.file("there.html")
    there.write_text("mine")
    with pytest.raises(Refused):
        paper.print_out(pair.anna, card(pair), "html", there)
    with pytest.raises(Refused):
        paper.print_out(pair.anna, card(pair), "html", pair.file("none") / "a.html")
    assert there.read_text() == "mine"
    assert sharing.sent(pair.anna) == []


def test_the_file_is_private_and_holds_the_page(pair: Two) -> None:
    """Mode 0600, the bytes that were returned."""
    target = pair.file("card.html")
    given = paper.print_out(pair.anna, card(pair), "html", target)
    assert target.read_bytes() == given.content
    assert target.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_holder_is_told_what_the_paper_may_cost(pair: Two, language: str) -> None:
    """On the printed page, and in what the front ends say; the copy by hand needs no such word."""
    choice = card(pair, language)
    page = paper.see(pair.anna, choice, Told(language)).page
    assert paper.cost(language) in made(page, "html").decode()
    assert paper.cost(language) not in made(page, "text").decode()


@pytest.mark.parametrize("tier", [Tier.EVIDENCE])
def test_nothing_but_a_card_or_an_emergency_sheet_goes_on_paper(pair: Two, tier: Tier) -> None:
    """Nor for several contacts, nor for nobody, nor a paper on which nothing stands."""
    choice = emergency(pair)
    for other in (
        replace(choice, tier=tier),
        replace(choice, contacts=()),
        replace(choice, contacts=(pair.bela_at_anna, choice.records[1])),
    ):
        with pytest.raises(Refused):
            paper.print_out(pair.anna, other, "text", None)
    nothing = kept(pair.anna, Contact(pseudonym="Nobody"))
    empty = Choice(contacts=(nothing,), records=(choice.records[3],), tier=Tier.CARD)
    with pytest.raises(Refused):
        paper.print_out(pair.anna, empty, "text", None)


def test_whom_one_never_contacts_is_given_nothing_unasked(pair: Two) -> None:
    """It needs a yes."""
    never = kept(pair.anna, replace(BELA, never_contact=True))
    trip = kept(pair.anna, trip_with(never))
    choice = Choice(contacts=(never,), records=(trip,))
    with pytest.raises(ConfirmationNeeded):
        paper.print_out(pair.anna, choice, "text", None)
    paper.print_out(pair.anna, choice, "text", None, confirmed=True)


def test_a_practice_paper_says_so(tmp_path: Path) -> None:
    """In every form, before anything else."""
    with two(tmp_path, acquainted=False, realm=Realm.PRACTICE) as pair:
        choice = card(pair)
        for form in FORMS:
            content = paper.print_out(pair.anna, choice, form, None).content
            assert "PRACTICE. Everything in here is invented." in read(content, form)


def test_what_is_too_long_is_refused_and_never_cut(pair: Two) -> None:
    """Fifty steps fit on no page; nothing is noted."""
    steps = tuple(f"Step of many words that says what to do as number {n}" for n in range(70))
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=steps))
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,))
    for form in FORMS:
        with pytest.raises(Refused, match="one page"):
            paper.print_out(pair.anna, choice, form, None)
    assert sharing.sent(pair.anna) == []


LONG = st.lists(
    st.text(
        st.sampled_from("абвгдежзийклмнопрстуфхцчшщъыьэюяШЩМ abcdefghijklmnopqrstuvwxyzMW\n.,-"),
        max_size=600,
    ),
    max_size=14,
)


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
@given(texts=LONG, look=st.sampled_from([Look.TEXT, Look.STEP, Look.FIELD, Look.NOTE]))
def test_what_is_taken_fits_on_one_page_whole(texts: list[str], look: Look) -> None:
    """Whatever the estimate lets through is one page in the PDF, with every word on it."""
    blocks = tuple(Block(look, t) for t in texts)
    folio = Folio(title="A title", language="ru", practice=False, blocks=blocks)
    try:
        page = on_one_page(folio)
    except Refused:
        assert sum(map(len, texts)) > 2500 or sum(t.count("\n") for t in texts) > 30
        return
    shown = re.sub(r"\s", "", read(made(page, "pdf"), "pdf"))
    for text in texts:
        assert re.sub(r"\s", "", text) in shown


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("form", FORMS)
def test_a_key_card_is_one_page_with_key_words_and_warning(
    pair: Two, language: str, form: str
) -> None:
    """The secret, the eight words, how to use it, and that its maker could have read all of it."""
    made_card = correspondents.make_key_card(pair.anna, pair.bela_at_anna, language)
    page = paper.keycard_page(made_card, language)
    text = read(made(page, form), form)
    for told in (
        made_card.secret,
        made_card.recipient,
        *made_card.sender_words,
        "age --decrypt --identity KEY.txt",
        {"en": "could have read what it receives", "ru": "мог бы прочесть всё"}[language],
    ):
        assert re.sub(r"\s", "", told) in re.sub(r"\s", "", text)
    if form == "html":
        assert "<svg" in text


def test_the_code_on_a_key_card_is_the_key(pair: Two) -> None:
    """The drawn modules are those of the QR code of the secret, with their quiet zone."""
    from safejournal.exchange import qr

    made_card = correspondents.make_key_card(pair.anna, pair.bela_at_anna)
    page = paper.keycard_page(made_card, "en")
    (drawn,) = (each.text for each in page.blocks if each.look is Look.PICTURE)
    assert drawn.split("\n") == qr.rows(made_card.secret)
    assert all(row.startswith("0000") and row.endswith("0000") for row in drawn.split("\n"))


def test_on_a_screen_each_paragraph_is_one_line(pair: Two) -> None:
    """The words are those that are copied by hand; the screen breaks lines by itself."""
    choice = emergency(pair)
    page = paper.see(pair.anna, choice).page
    by_hand, screen = (made(page, form).decode() for form in ("text", "screen"))
    assert by_hand.split() == screen.split()
    assert "Do not call or write back to me: somebody else may have my telephone." in screen


def test_a_paper_with_holes_in_its_words_is_refused(pair: Two) -> None:
    """Arabic has no picture in the PDF's fonts: HTML shows it, and nothing is noted for the PDF."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=("اتصل بالمحامي",)))
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,))
    with pytest.raises(Refused, match="letters"):
        paper.print_out(pair.anna, choice, "pdf", pair.file("a.pdf"))
    assert not pair.file("a.pdf").exists()
    assert sharing.sent(pair.anna) == []
    assert "اتصل بالمحامي" in paper.print_out(pair.anna, choice, "html", None).content.decode()


def test_a_checkin_without_steps_says_whom_to_ask(pair: Two) -> None:
    """Nothing is invented where nothing was agreed."""
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=()))
    assert isinstance(journal.show(pair.anna, trip).content, Trip)
    choice = Choice(contacts=(pair.bela_at_anna,), records=(trip,))
    text = made(paper.see(pair.anna, choice).page, "text").decode()
    assert "No steps were agreed" in text
    assert "1. " not in text


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_papers_of_the_practice_story_fit(tmp_path: Path, language: str) -> None:
    """What a person really writes, with two check-ins and three legs, is one page."""
    with make_journal(tmp_path / "demo", realm=Realm.PRACTICE).open() as vault:
        _Telling(vault, vault.clock()).tell(tomllib.loads(STORY.read_text(encoding="utf-8")))
        trip = choosing.trip_ahead(vault)
        contacts = journal.browse(vault, journal.Filter(kinds=(Kind.CONTACT,)))
        made = 0
        for contact in contacts:
            for tier in paper.TIERS:
                choice = Choice(
                    contacts=(contact.id,), tier=tier, records=(trip.id,), language=language
                )
                if paper.look(vault, choice).leaving:
                    given = paper.print_out(
                        vault, choice, "pdf", None, Told(language), confirmed=True
                    )
                    assert read(given.content, "pdf")
                    made += 1
        assert made >= 3


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_no_canary_of_what_stays_is_on_any_paper(pair: Two, data: st.DataObject) -> None:
    """Over random records beside a trip with steps: no word that stays, in any form.

    The steps that leave stand there; of the rest some is told in our words.
    """
    trip = kept(pair.anna, trip_with(pair.bela_at_anna, steps=("Step canary987654z one",)))
    records = [kept(pair.anna, with_canaries(data)) for _ in range(data.draw(st.integers(0, 3)))]
    fields = [(each, path) for each in (trip, *records) for path in paths_of(pair.anna, each)]
    some = st.frozensets(st.sampled_from(fields), max_size=6)
    choice = Choice(
        contacts=(pair.bela_at_anna,),
        tier=data.draw(st.sampled_from(paper.TIERS)),
        records=(trip, *records),
        named=data.draw(some),
        kept_back=data.draw(some),
        people=data.draw(st.frozensets(st.sampled_from((trip, *records)))),
    )
    cuts = paper.look(pair.anna, choice).cuts
    try:
        page = paper.see(pair.anna, choice).page
    except Refused:
        return
    for text in (made(page, form).decode() for form in ("text", "html")):
        for leaf in (leaf for cut in cuts for leaf in cut.leaves):
            for each in canaries_in(leaf.value):
                if each not in str(leaf.leaving):
                    assert each not in text, (leaf.path, leaf.why)
                elif leaf.path == "checkins[0].steps[0]":
                    assert each in " ".join(text.split()), leaf.path
