"""Every scenario on paper: whole, in both languages, marked on each page, naming nobody."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest

from safejournal.content import scenarios as content
from safejournal.errors import Refused
from safejournal.services.scenario_papers import FORMS, made, packet, write_packet
from safejournal.services.scenario_words import EN, RU, said

BANDS = {
    "en": "PRACTICE. Everything in here is invented.",
    "ru": "УЧЕБНОЕ. Всё здесь вымышлено.",
}


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, on one line."""
    reader = pypdf.PdfReader(io.BytesIO(pdf), strict=True)
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("language", BANDS)
@pytest.mark.parametrize("name", content.shipped())
def test_each_is_whole_on_paper(name: str, language: str) -> None:
    """Guide, roles, cards and sheets hold what the scenario says; the band is on every page."""
    scenario = content.read_shipped(name, language)
    papers = {each.name.removeprefix(f"{name}-"): each.folio for each in packet(scenario)}
    assert {"guide", "roles", "cards", "evaluation"} <= papers.keys()
    told = {kind: " ".join(made(each, "text").decode().split()) for kind, each in papers.items()}
    codes = scenario.codes()
    for step in scenario.steps:
        assert " ".join(step.do.split()) in told["guide"]
        for inject in step.injects:
            text = " ".join(inject.text.split())
            assert text in told["guide"]
            assert text in told["cards"]
            assert codes[inject.id] in told["cards"]
            assert inject.tests in told["guide"]
            assert inject.tests not in told["cards"]
    for role in scenario.roles:
        assert " ".join(role.knows.split()) in told["roles"]
    for measure in scenario.measures:
        assert told["evaluation"].count(measure.text) == 2
    assert all(each.count(BANDS[language]) == 2 for each in told.values())
    drawn = pages(made(papers["guide"], "pdf"))
    assert all(each.count(BANDS[language]) == 2 for each in drawn)
    assert BANDS[language] in made(papers["roles"], "html").decode()


def test_each_role_has_a_page_of_its_own() -> None:
    """Nobody reads on their sheet what only another knows; before and after lie apart."""
    scenario = content.read_shipped("the-whole-story", "en")
    papers = {each.name: each.folio for each in packet(scenario)}
    roles = pages(made(papers["the-whole-story-roles"], "pdf"))
    assert len(roles) == len(scenario.roles)
    for page, role in zip(roles, scenario.roles, strict=True):
        assert role.knows in page
        assert not any(other.knows in page for other in scenario.roles if other != role)
    assert len(pages(made(papers["the-whole-story-evaluation"], "pdf"))) == 2


@pytest.mark.parametrize("form", FORMS)
def test_a_packet_is_written_whole_or_not_at_all(tmp_path: Path, form: str) -> None:
    """Where one file stands already, none of the others is written."""
    scenario = content.read_shipped("two-neighbours", "ru")
    written = write_packet(scenario, tmp_path / "one", form)
    assert [each for each in written if each.read_bytes()] == written
    (tmp_path / "two").mkdir()
    (tmp_path / "two" / written[-1].name).write_text("mine", "utf-8")
    with pytest.raises(Refused):
        write_packet(scenario, tmp_path / "two", form)
    assert [each.name for each in (tmp_path / "two").iterdir()] == [written[-1].name]


def test_a_language_that_papers_do_not_speak_gets_english_words() -> None:
    """A pack may be written in more languages than the sentences around it."""
    assert EN.keys() == RU.keys()
    assert said("kk", "before") == EN["before"]
