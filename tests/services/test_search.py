"""Finding a record by a word of it, in whichever script it was written."""

from __future__ import annotations

import pytest

from safejournal.domain.records import AgreedWords, Channel, Contact, Document, Incident, Note
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.search import Hit, find
from safejournal.vault.vault import Vault

TEXTS = (
    "Зелёный автомобиль у дома",
    "Подозрительные машины",
    "йога в майке",
    "مُراقَبة المنزل",
    "الشرطة أوقفتني",
    "我今天看到警察在跟踪我",
    "تحت نظر بودن در خیابان",
    "Überwachung naïve café",
    "می\u200cخواهم",
    "Қауіпсіздік қызметкері үйге келді",
    "Өзгөчө кырдаал ңөү",
    "עוקבים אחריי ברחוב",
    "京民北 and 北京",
)


@pytest.fixture
def written(vault: Vault) -> Vault:
    """A journal with one note in each script."""
    for text in TEXTS:
        journal.record(vault, Note(text=text))
    return vault


def texts(hits: list[Hit]) -> set[str]:
    """Return the texts that were found."""
    return {hit.record.content.text for hit in hits if hit.record.content}


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("зеленый", 0),
        ("ЗЕЛЁНЫЙ", 0),
        ("машин", 1),
        ("иога", 2),
        ("مراقبة", 3),
        ("اوقفتني", 4),
        ("شرطة", 4),
        ("警察", 5),
        ("跟踪", 5),
        ("跟踪我", 5),
        ("uberwachung", 7),
        ("cafe", 7),
        ("میخواهم", 8),
        ("خیابان", 6),
        ("қауіп", 9),
        ("ҮЙГЕ", 9),
        ("озгочо", 10),
        ("өзгөчө", 10),
        ("ברחוב", 11),
        ("авто дом", 0),
        ("дома зел", 0),
    ],
)
def test_a_word_finds_its_text(written: Vault, query: str, place: int) -> None:
    """Case, marks, letter forms and word ends do not matter; the order of words neither."""
    assert TEXTS[place] in texts(find(written, query))


@pytest.mark.parametrize("query", ["北京", "京民"])
def test_characters_side_by_side_are_not_those_apart(vault: Vault, query: str) -> None:
    """Without spaces between words, what is adjacent is what is meant."""
    journal.record(vault, Note(text="去北京了"))
    journal.record(vault, Note(text="京民北"))
    wanted = {"北京": {"去北京了"}, "京民": {"京民北"}}
    assert texts(find(vault, query)) == wanted[query]


@pytest.mark.parametrize(
    "query", ["", " ", '"', "'", "-x", "NEAR(", "a:b*", "^", "(", "*", "%", "\0", "🚗", "title:зел"]
)
def test_the_language_of_the_index_is_not_spoken(written: Vault, query: str) -> None:
    """Whatever is typed is looked for as words; nothing raises, nothing matches everything."""
    assert len(find(written, query)) < len(TEXTS)


def test_a_middle_of_a_word_is_found_on_request_only(written: Vault) -> None:
    """Search inside words is there, and apart."""
    assert find(written, "томобил") == []
    assert texts(find(written, "томобил", inside=True)) == {TEXTS[0]}
    assert find(written, "zzz", inside=True) == []


def test_what_was_found_is_marked(vault: Vault) -> None:
    """The marks cover the word in the original text, and the excerpt shows it in its place."""
    long = "слово " * 300 + "подъехал зелёный автомобиль " + "слово " * 300
    journal.record(vault, Incident(title="Зелёная машина", text=long))
    (hit,) = find(vault, "зелен")
    assert hit.record.content is not None
    start, stop = hit.title_marks[0]
    assert hit.record.content.title[start:stop].startswith("Зелён")
    assert hit.excerpt is not None
    first, last = hit.excerpt.marks[0]
    assert hit.excerpt.text[first:last].startswith("зелён")
    assert len(hit.excerpt.text) < 100


def test_what_is_about_a_thing_comes_before_what_mentions_it(vault: Vault) -> None:
    """Records with the words in title or tags come first; among equals, the newest does."""
    said = "long talk of many things, the border was one of them"
    for note in (
        Note(title="an old day", text=said),
        Note(title="Border"),
        Note(title="walk", text="nothing", tags=("borders",)),
        Note(title="a later day", text=said),
        Note(title="Другое", text="something else"),
        Note(title="The border again", text=said),
        Note(title="today", text=said),
    ):
        journal.record(vault, note)
    wanted = ["The border again", "walk", "Border", "today", "a later day", "an old day"]
    for inside in (False, True):
        hits = find(vault, "border", inside=inside)
        assert [hit.record.content.title for hit in hits if hit.record.content] == wanted
    both = [hit.record.content for hit in find(vault, "border talk")]
    assert next(content.title for content in both if content) == "today"


def test_only_the_kinds_that_were_asked_for(vault: Vault) -> None:
    """A search can be kept to some kinds of record."""
    journal.record(vault, Note(title="border"))
    journal.record(vault, Incident(title="border"))
    assert {hit.record.kind for hit in find(vault, "bord", kinds=(Kind.NOTE,))} == {Kind.NOTE}


def test_old_words_are_not_found_any_more(vault: Vault) -> None:
    """A changed, removed or erased record is found by what it says now, or not at all."""
    kept = journal.record(vault, Note(title="alpha"))
    journal.revise(vault, kept.id, Note(title="beta"))
    assert find(vault, "alpha") == []
    assert len(find(vault, "beta")) == 1
    journal.remove(vault, kept.id)
    assert find(vault, "beta") == []
    journal.bring_back(vault, kept.id)
    assert len(find(vault, "beta")) == 1
    journal.erase(vault, kept.id)
    assert find(vault, "beta") == []
    assert find(vault, "bet", inside=True) == []


def test_two_people_s_secrets_are_not_in_search(vault: Vault) -> None:
    """Agreed words find nothing; a channel or a number finds its record and is not shown."""
    journal.record(
        vault,
        Contact(
            name="Somebody",
            channels=(Channel(kind="phone", value="0555123456"),),
            words=AgreedWords(all_well="magnolia", under_duress="zeppelin"),
        ),
    )
    journal.record(vault, Document(title="Passport", number="AB123456"))
    assert find(vault, "zeppelin") == []
    assert find(vault, "magnolia") == []
    for query in ("0555", "AB12"):
        (hit,) = find(vault, query)
        assert hit.excerpt is None


def test_everything_derived_can_be_made_anew(written: Vault) -> None:
    """Losing list and index loses nothing: the same is found after making them again."""
    before = {query: texts(find(written, query)) for query in ("зеленый", "警察", "кызмет")}
    listed = journal.browse(written)
    written.rebuild_derived()
    assert {query: texts(find(written, query)) for query in before} == before
    assert journal.browse(written) == listed
