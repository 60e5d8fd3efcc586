"""A dossier: what may leave as evidence and nothing else, in order, with what is missing marked."""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.domain.padding import is_padded
from safejournal.domain.records import Contact, Incident, Note
from safejournal.domain.times import When
from safejournal.domain.words import Category, Confidence, Source
from safejournal.errors import ConfirmationNeeded, Refused
from safejournal.exchange import age
from safejournal.exchange.age_header import read_header
from safejournal.services import (
    attachments,
    dossier,
    folio,
    identity,
    inbox,
    journal,
    receiving,
    sharing,
)
from safejournal.services.dossier import How
from safejournal.services.sharing import LEAVING, Choice, SentForm, Tier, Why
from safejournal.vault.derivation import Realm
from safejournal.wording.telling import Told
from tests.services.canaries import canaries_in, with_canaries
from tests.services.exchanging import LAWYER, Two, kept, paths_of, two
from tests.vault.journals import Clock

DOOR = Incident(
    title="A man at the door",
    text="He asked for Vera Counsel.\nДважды.",
    when=When(at="2025-03-14T21:40+06:00"),
    learned=When(day="2025-03-15"),
    category=Category.VISIT_OR_SEARCH,
    source=Source.TOLD_BY_WITNESS,
    confidence=Confidence.LIKELY,
    place="Алматы",
)
CALL = Incident(title="A call", when=When(about="2025-09"))
FORMS = ("html", "pdf")


def everything(language: str = "en", **more: object) -> Choice:
    """Return the choice of all records, for nobody in particular."""
    return replace(Choice(everything=True, language=language), **more)  # type: ignore[arg-type]


def text_of(content: bytes, form: str) -> str:
    """Return the words of a dossier; of a PDF that says nothing of its maker."""
    if form == "html":
        return content.decode()
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    assert not reader.metadata
    assert reader.xmp_metadata is None
    return "\n".join(page.extract_text() for page in reader.pages)


def written(pair: Two, choice: Choice, form: str = "html") -> str:
    """Return the words of a dossier that was written."""
    made = dossier.write(pair.anna, choice, How(form=form), None, Told(choice.language))
    return text_of(made.content, form)


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            (
                "14 March 2025, 21:40 (UTC+6)",
                "15 March 2025",
                "412 days after it happened",
                "a witness told me",
                "likely",
                "No entry from 15 March 2025 to 31 August 2025 (170 days)",
                "about September 2025",
                "not said",
                "Without a known time",
            ),
        ),
        (
            "ru",
            (
                "14 марта 2025, 21:40 (UTC+6)",
                "через 412 дн.",
                "Нет записей с 15 марта 2025 по 31 августа 2025",
                "около сентября 2025",
                "Без известного времени",
            ),
        ),
    ],
)
def test_three_times_source_confidence_and_gaps_are_told(
    pair: Two, language: str, told: tuple[str, ...], form: str
) -> None:
    """In Latin and Cyrillic, as HTML and as PDF."""
    kept(pair.anna, LAWYER)
    for content in (DOOR, CALL, Note(title="Когда-то")):
        kept(pair.anna, content)
    text = squeezed(written(pair, everything(language), form))
    for each in (*told, "A man at the door", "Дважды", "Алматы", "Когда-то"):
        assert squeezed(each) in text, each


def test_entries_stand_in_order_and_under_numbers_that_the_lists_use(pair: Two) -> None:
    """Attachments and digests name the entry that they belong to."""
    late = kept(pair.anna, CALL)
    early = kept(pair.anna, DOOR)
    seen = dossier.see(pair.anna, everything())
    assert [each.times.record for each in seen.entries] == [early, late]
    text = written(pair, everything())
    for number, record in enumerate((early, late), 1):
        version = journal.show(pair.anna, record).version
        assert f"Entry {number}: version {version}" in text


def test_what_leaves_is_what_the_evidence_tier_lets_out(pair: Two) -> None:
    """The cuts are those of an evidence bundle of the same records, for the same reader."""
    kept(pair.anna, LAWYER)
    door = kept(pair.anna, DOOR)
    secret = kept(pair.anna, Note(title="a secret canary", confidential=True))
    seen = dossier.see(pair.anna, everything()).preview
    bundle = sharing.preview(pair.anna, everything(tier=Tier.EVIDENCE))
    of_both = {cut.given.id: cut for cut in bundle.cuts}
    for cut in seen.cuts:
        assert cut == of_both[cut.given.id]
    text = written(pair, everything())
    assert "Vera Counsel" not in text
    assert "[Oak]" in text
    assert "canary" not in text
    assert "canary" in written(pair, everything(records=(secret,)))
    less = everything(kept_back=frozenset({(door, "place")}))
    assert "Алматы" not in written(pair, less)


def test_people_are_no_part_of_a_chronology_unless_named(pair: Two) -> None:
    """Everything means everything that happened."""
    lawyer = kept(pair.anna, LAWYER)
    kept(pair.anna, DOOR)
    assert all(e.record.id != lawyer for e in dossier.see(pair.anna, everything()).entries)
    named = everything(records=(lawyer,))
    assert any(e.record.id == lawyer for e in dossier.see(pair.anna, named).entries)


def test_attachments_are_listed_by_intake_digest_under_neutral_names(pair: Two) -> None:
    """A file's own name stands there only if chosen; the preview says the same."""
    door = kept(pair.anna, DOOR)
    file = pair.file("scan of Vera Counsel.jpg")
    file.write_bytes(b"not really a picture")
    attachments.attach(pair.anna, door, file)
    content = journal.show(pair.anna, door).content
    assert content is not None
    (attached,) = content.attachments
    text = written(pair, everything())
    assert hashlib.sha256(file.read_bytes()).hexdigest() in text
    assert "files/0001.jpg" in text
    assert "scan of" not in text
    (leaf,) = (
        leaf
        for cut in dossier.see(pair.anna, everything()).preview.cuts
        for leaf in cut.leaves
        if leaf.path == "attachments[0].name"
    )
    assert (leaf.leaving, leaf.why) == ("files/0001.jpg", Why.REPLACED)
    chosen = everything(originals=frozenset({attached.id}))
    assert "scan of Vera Counsel.jpg" in written(pair, chosen)


def test_a_file_that_is_kept_back_is_not_listed(pair: Two) -> None:
    """Neither its digest nor that it exists."""
    door = kept(pair.anna, DOOR)
    file = pair.file("a.txt")
    file.write_bytes(b"kept back")
    attachments.attach(pair.anna, door, file)
    less = everything(kept_back=frozenset({(door, "attachments[0].id")}))
    text = written(pair, less)
    assert hashlib.sha256(b"kept back").hexdigest() not in text
    assert "files/" not in text


def test_without_a_point_that_others_hold_the_digests_claim_nothing(pair: Two) -> None:
    """It is said, and no sentence of either language speaks of proof."""
    kept(pair.anna, DOOR)
    text = written(pair, everything())
    assert "Nobody else holds a point of this chain yet." in text
    assert "could have written all of it anew" in text
    for language in ("en", "ru"):
        low = written(pair, everything(language)).lower()
        for never in ("proof", "prove", "доказ", "guarantee", "гарант"):
            assert never not in low


def test_points_that_others_hold_are_listed_with_what_they_cover(pair: Two) -> None:
    """Handed over, then acknowledged; what was written later is not covered."""
    kept(pair.anna, DOOR)
    bundle = pair.file("b.age")
    choice = Choice(contacts=(pair.bela_at_anna,), everything=True, tier=Tier.EVIDENCE)
    sent = sharing.export(pair.anna, choice, bundle)
    kept(pair.anna, replace(CALL, when=When(day="2025-03-20")))
    text = written(pair, everything())
    assert sent.anchor in text
    assert "handed over, no receipt" in text
    assert "It covers entries 1." in text
    assert "Reed" not in text
    assert "Bela" not in text
    receiving.receive(pair.bela, bundle)
    (came,) = inbox.bundles(pair.bela)
    inbox.receipt(pair.bela, came.number, pair.file("r.age"))
    receiving.receive(pair.anna, pair.file("r.age"))
    assert "receipt came" in written(pair, everything())


def test_it_is_noted_as_given_with_the_point_of_the_chain(pair: Two) -> None:
    """To a contact by name, or to nobody known; number and end stand in it."""
    kept(pair.anna, DOOR)
    made = dossier.write(pair.anna, everything(), How(), pair.file("d.html"))
    (noted,) = sharing.sent(pair.anna)
    assert noted == made.sent
    assert noted.form is SentForm.DOSSIER
    text = pair.file("d.html").read_text()
    assert noted.anchor in text
    assert str(noted.number) in text
    assert noted.manifest == hashlib.sha256(made.content).hexdigest()
    named = dossier.write(pair.anna, everything(contacts=(pair.bela_at_anna,)), How(), None)
    assert [each.contact for each in named.sent.readers] == [pair.bela_at_anna]


@pytest.mark.parametrize("form", FORMS)
def test_a_sealed_dossier_opens_for_its_reader_alone_and_is_padded(pair: Two, form: str) -> None:
    """An ordinary age file whose content is the document itself."""
    kept(pair.anna, DOOR)
    choice = everything(contacts=(pair.bela_at_anna,))
    file = pair.file("sealed.age")
    dossier.write(pair.anna, choice, How(form=form, seal=True), file, Told("en"))
    assert b"man at the door" not in file.read_bytes()
    out = io.BytesIO()
    with file.open("rb") as source:
        age.unseal(read_header(source), source, out, identity.own_keys(pair.bela).age_secret)
    assert "A man at the door" in text_of(out.getvalue(), form)
    assert is_padded(len(out.getvalue()))
    with file.open("rb") as source, pytest.raises(age.NotForUs):
        age.unseal(
            read_header(source), source, io.BytesIO(), identity.own_keys(pair.anna).age_secret
        )


def test_a_key_that_nobody_compared_needs_a_yes(tmp_path: Path) -> None:
    """As for a bundle; and without a key nothing can be sealed."""
    with two(tmp_path, acquainted=False) as pair:
        kept(pair.anna, DOOR)
        choice = everything(contacts=(pair.bela_at_anna,))
        with pytest.raises(Refused):
            dossier.write(pair.anna, choice, How(seal=True), None)
        bare = everything(recipients=(identity.show(pair.bela).recipient,))
        with pytest.raises(ConfirmationNeeded):
            dossier.write(pair.anna, bare, How(seal=True), None)
        dossier.write(pair.anna, bare, How(seal=True), None, confirmed=True)


def test_nothing_is_written_or_noted_where_nothing_was_chosen_or_nothing_may_leave(
    pair: Two,
) -> None:
    """Nor where a file stands already."""
    with pytest.raises(Refused):
        dossier.see(pair.anna, Choice())
    with pytest.raises(Refused):
        dossier.see(pair.anna, everything(records=()))
    kept(pair.anna, DOOR)
    there = pair.file("there.html")
    there.write_text("mine")
    with pytest.raises(Refused):
        dossier.write(pair.anna, everything(), How(), there)
    assert there.read_text() == "mine"
    assert sharing.sent(pair.anna) == []


def test_a_page_holds_no_script_and_reaches_for_nothing(pair: Two) -> None:
    """What a person wrote is text in it, whatever it looks like."""
    evil = '<script>alert(1)</script><img src="https://example.org/x"> \x1b[31m'
    kept(pair.anna, replace(DOOR, title=evil, text=evil, place=evil))
    text = written(pair, everything())
    assert "<script" not in text
    assert "<img" not in text
    assert "\x1b" not in text
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "href" not in text


def test_a_record_that_was_reworded_says_when_first_and_when_last(pair: Two) -> None:
    """Both times, and how often: nothing is made to look older than it is."""
    clock = pair.anna.clock
    assert isinstance(clock, Clock)
    door = kept(pair.anna, DOOR)
    clock.now += timedelta(days=3)
    journal.revise(pair.anna, door, replace(DOOR, text="worded anew"))
    text = written(pair, everything())
    assert "1 May 2026, 12:00 (UTC), 412 days after it happened; worded anew 4 May 2026" in text
    assert "version 2" in text


def test_a_practice_dossier_says_so(tmp_path: Path) -> None:
    """Before anything else."""
    with two(tmp_path, realm=Realm.PRACTICE) as pair:
        kept(pair.anna, DOOR)
        for form in FORMS:
            assert "PRACTICE." in written(pair, everything(), form)


def test_no_canary_in_what_stays_is_in_the_dossier(pair: Two) -> None:
    """Each value that stays is told as staying and stands nowhere in the file."""
    kept(
        pair.anna,
        replace(
            DOOR,
            people=(),
            reported_to="reported-to-canary",
        ),
    )
    lawyer = kept(
        pair.anna, replace(LAWYER, instructions="instructions-canary", name="Name Canary")
    )
    kept(pair.anna, Contact(name="Other Canary", text="text-canary"))
    record = kept(pair.anna, Note(title="links", text="with Name Canary"))
    choice = everything(records=(lawyer, record), kept_back=frozenset({(record, "title")}))
    seen = dossier.see(pair.anna, choice).preview
    text = written(pair, choice)
    stays = [str(leaf.value) for cut in seen.cuts for leaf in cut.leaves if leaf.why not in LEAVING]
    assert any("canary" in each for each in stays)
    for each in (*(s for s in stays if "anary" in s), "Name Canary", "Other Canary", "text-canary"):
        assert each not in text


def test_a_folio_of_several_pages_is_lengthened_and_still_read(pair: Two) -> None:
    """Blanks before the table of places move nothing else."""
    from safejournal.services.pdf import lengthened

    page = folio.Folio(title="A", language="en", practice=False)
    made = folio.as_pdf(page)
    for more in (0, 1, 9, 10, 95, 4096, 90_000):
        longer = lengthened(made, len(made) + more)
        assert len(longer) == len(made) + more
        assert "A" in text_of(longer, "pdf")
    with pytest.raises(ValueError, match="longer"):
        lengthened(made, len(made) - 1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_canary_of_what_stays_is_on_any_page(pair: Two, data: st.DataObject) -> None:
    """Over random journals and choices: what leaves stands in the dossier, what stays does not."""
    choice = _random_choice(pair, data)
    try:
        cuts = dossier.see(pair.anna, choice).preview.cuts
    except Refused:
        return
    text = dossier.write(pair.anna, choice, How(), None).content.decode()
    for cut in cuts:
        for leaf in cut.leaves:
            for each in canaries_in(leaf.value):
                assert (each in text) is (each in str(leaf.leaving)), (leaf.path, leaf.why)


def _random_choice(pair: Two, data: st.DataObject) -> Choice:
    records = [kept(pair.anna, with_canaries(data)) for _ in range(data.draw(st.integers(1, 3)))]
    fields = [(record, path) for record in records for path in paths_of(pair.anna, record)]
    some = st.frozensets(st.sampled_from(fields), max_size=10)
    return Choice(
        contacts=(pair.bela_at_anna,),
        records=tuple(records),
        named=data.draw(some),
        kept_back=data.draw(some),
        people=data.draw(st.frozensets(st.sampled_from(records))),
    )
