"""The one line by which a record is known."""

from __future__ import annotations

import pytest
from hypothesis import given

from safejournal.domain.plan import Paper
from safejournal.domain.records import (
    Contact,
    Content,
    Document,
    Incident,
    Legal,
    Note,
    Threat,
    kind_of,
)
from safejournal.domain.versions import Record
from safejournal.domain.words import Category, DocumentKind, Kind, LegalKind
from safejournal.wording.amounts import size
from safejournal.wording.names import LONGEST, name_of, name_of_content, shown_name
from safejournal.wording.portrait import MASK, portrait
from tests.domain.contents import contents


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (Note(title="Two  men\nat the gate"), "Two men at the gate"),
        (Note(text="They came back.\nTwice."), "They came back. Twice."),
        (Note(text="word " * 40), "word " * 13 + "word…"),
        (Note(text="字" * 100), "字" * LONGEST + "…"),
        (Contact(name="Aizada Example", pseudonym="Heron"), "Heron"),
        (Contact(name="Aizada Example"), "Aizada Example"),
        (Threat(facts="Three calls"), "Three calls"),
        (Incident(category=Category.BORDER), "at a border"),
        (Legal(legal=LegalKind.SUMMONS), "summons"),
        (Document(document=Paper(kind=DocumentKind.PASSPORT, issuer="KG")), "passport, KG"),
        (Document(number="AN1234567"), "Document"),
        (Note(), "Note"),
    ],
)
def test_a_record_is_named_by_the_best_that_is_known(content: Content, name: str) -> None:
    """Title, else the pseudonym, else first words, else what it is; never the number of a paper."""
    assert name_of_content(content) == name


@given(contents())
def test_every_record_has_one_line(content: Content) -> None:
    """A list never shows an empty row or breaks one in two."""
    name = name_of_content(content)
    assert name.strip()
    assert len(name.splitlines()) == 1


@pytest.mark.parametrize(("erased", "name"), [(False, "Note (removed)"), (True, "Note (erased)")])
def test_what_is_gone_is_named_by_its_kind(erased: bool, name: str) -> None:
    """Nothing of what it said is in the name."""
    assert name_of(_record(None, erased=erased)) == name


def _record(content: Content | None, *, erased: bool = False) -> Record:
    return Record(
        id="0" * 32,
        kind=kind_of(content) if content else Kind.NOTE,
        version="0" * 64,
        parents=(),
        author="0" * 32,
        written_at="2026-05-01T12:00:00Z",
        sealed="2026-05-01",
        content=content,
        erased=erased,
    )


def test_a_contact_whose_name_mixes_scripts_is_marked() -> None:
    """Herоn with a Cyrillic о is somebody else than Heron; a text may mix as it likes."""
    assert shown_name(_record(Contact(pseudonym="Her\u043en"))) == "(!) Her\u043en"
    assert shown_name(_record(Contact(pseudonym="Heron"))) == "Heron"
    assert shown_name(_record(Note(title="Her\u043en"))) == "Her\u043en"


@given(contents())
def test_a_portrait_says_every_field_and_masks_what_is_masked(content: Content) -> None:
    """Whatever a record holds can be read; what gives others away only when it is asked for."""
    hidden = list(portrait(content))
    shown = list(portrait(content, unmask=True))
    assert [line.path for line in hidden] == [line.path for line in shown]
    assert all(line.text == MASK for line in hidden if line.masked and line.text)
    assert all(line.label for line in shown)


@pytest.mark.parametrize(
    ("count", "said"),
    [(0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (14_200, "14 KB"), (1_230_000, "1.2 MB")],
)
def test_sizes_read_in_steps_of_a_thousand(count: int, said: str) -> None:
    """As files are shown elsewhere on the machine."""
    assert size(count) == said
