"""What the search index finds, asked of the real FTS5 that the vault uses."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
import sqlcipher3
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.fold import MOST_TOKENS, fold, letters, letters_of, query_tokens
from tests.domain.characters import EVERY_CHARACTER

INDEX = """CREATE VIRTUAL TABLE found USING fts5(
    words, content='', detail=none, tokenize='unicode61 remove_diacritics 0')"""

SURROGATES = range(0xD800, 0xE000)
"""No characters: no text that is written down holds them."""

FOLDED = [character for character in EVERY_CHARACTER if ord(character) not in SURROGATES]
ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]))

PROBES = {
    "Зелёный автомобиль у дома": ("зеленый", "ЗЕЛЁНЫЙ"),
    "Подозрительные машины": ("машина", "машин*"),
    "йога в майке": ("иога",),
    "مُراقَبة المنزل": ("مراقبة",),
    "الشرطة أوقفتني": ("اوقفتني", "شرطة"),
    "我今天看到警察在跟踪我": ("警察", "跟踪", "跟踪我"),
    "تحت نظر بودن در خیابان": (),
    "Überwachung naïve café": ("uberwachung", "cafe"),
    "می\u200cخواهم": ("میخواهم",),
}


def search(texts: list[str], query: str) -> set[str]:
    """Return those of the texts that the index gives for a query, quoted as the vault quotes it."""
    base = sqlcipher3.connect(":memory:")
    base.execute(INDEX)
    rows = [(number, fold(text)) for number, text in enumerate(texts)]
    base.executemany("INSERT INTO found(rowid, words) VALUES (?, ?)", rows)
    asked = " ".join(f'"{token}"*' for token in query_tokens(query))
    found = base.execute("SELECT rowid FROM found WHERE found MATCH ?", (asked,)).fetchall()
    base.close()
    return {texts[number] for (number,) in found}


@pytest.mark.parametrize(
    ("query", "wanted"), [(query, text) for text, queries in PROBES.items() for query in queries]
)
def test_every_probe_of_the_design_finds_its_text_and_no_other(query: str, wanted: str) -> None:
    """Case, marks, letter forms, endings and articles do not hide a text, in six scripts."""
    assert search(list(PROBES), query) == {wanted}


@pytest.mark.parametrize(
    ("text", "queries"),
    [
        ("Қазақ тілінде сөйлейді", "казак қазақ ҚАЗАҚ тилинде соилеиди сөй"),
        ("Әлия Ұлытау Үшқоңыр", "алия әлия улытау ушконыр"),
        ("Кыргыз тилинде өлкө", "олко өлкө кыргыз"),
        ("Бэшҡорт һүҙе", "бэшкорт хузе"),
        ("Київ, ґанок", "киив ганок київ"),
        ("Г\u04c0ала", "г1ала Г\u04cfала"),
        ("Елена и Пётр", "петр Пётр елена"),
        ("слежка за домом", "слежку слежки слежка"),
        ("Straße, GROẞ, Ørsted, Łódź, naïve", "strasse STRASSE gross orsted lodz naive"),
        ("İstanbul ve ılıca", "istanbul ISTANBUL ilica ILICA"),
        ("ﬁnance ＡＢＣ１２３ № 7 ①", "finance abc123 7 1"),
        ("والشرطة وللمنزل والقانون", "شرطة الشرطة منزل قانون"),
        ("السلام عليكم", "سلام السلام الس الس"),
        ("مراقبت ۱۲۳ و ٤٥", "123 45 مراقبت ۴۵ ١٢٣"),
        ("كـــتاب ى", "کتاب كتاب ی"),
        ("سؤال رئيس إسم", "سوال رييس اسم"),
        ("שלום לכם מָקוֹם", "שלומ שלום מקום לכמ"),
        ("soft\u00adhyphen zero\u200bwidth", "softhyphen zerowidth"),
        ("cafe\u0301 и\u0306", "café cafe й"),
        ("हिन्दी भाषा", "हिन्दी भाषा हि"),
        ("ตำรวจอยู่หน้าบ้าน", "ตำรวจ บ้าน"),
        ("국가경찰이", "경찰 국가 경차"),
        ("東京タワーabc", "東京 タワー abc ﾀﾜｰ"),
        ("ئۇيغۇر تىلى", "ئۇيغۇر تىل"),
        ("བོད་ཡིག", "བོད ཡིག"),
    ],
)
def test_a_word_is_found_however_it_is_typed(text: str, queries: str) -> None:
    """A text is found by its words typed on another keyboard, in another case or form."""
    for query in queries.split():
        assert search([text], query) == {text}, query


def test_a_name_does_not_find_a_shorter_one() -> None:
    """Иванов asks for Иванов and Иванова, and not for everybody called Иван."""
    names = ["Иван", "Иванов", "Иванову"]
    assert search(names, "Иванова") == search(names, "Иванов") == {"Иванов", "Иванову"}


def test_an_article_is_found_while_it_is_typed() -> None:
    """No letter typed of an Arabic word with its article makes the word disappear."""
    typed = "الشرطة"
    for length in range(1, len(typed) + 1):
        assert search(["الشرطة أوقفتني"], typed[:length])


def test_unspaced_scripts_are_cut_into_characters() -> None:
    """A Chinese query is asked for character by character, since its words have no edges."""
    assert query_tokens("警察") == ("警", "察")
    assert query_tokens("北京abc 2024") == ("北", "京", "abc", "2024")


def test_a_query_without_letters_asks_for_nothing() -> None:
    """Signs alone hold no word, so that the caller can tell it from a word that is not found."""
    assert query_tokens(' "*-^:() \0\n…') == ()


def test_a_long_query_stays_within_what_fts5_takes() -> None:
    """However much is pasted into the search field, the index answers instead of failing."""
    pasted = " ".join(f"word{number}" for number in range(10_000))
    assert len(query_tokens(pasted)) == MOST_TOKENS
    assert search([pasted], pasted) == {pasted}


@pytest.fixture(scope="module")
def indexed() -> Iterator[dict[str, set[str]]]:
    """Give the tokens that FTS5 cuts from the folded form of each character there is."""
    base = sqlcipher3.connect(":memory:")
    base.execute(INDEX)
    rows = ((1 + ord(character), fold(character)) for character in FOLDED)
    base.executemany("INSERT INTO found(rowid, words) VALUES (?, ?)", rows)
    base.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(found, instance)")
    tokens: dict[str, set[str]] = {}
    for term, row in base.execute("SELECT term, doc FROM terms"):
        tokens.setdefault(chr(row - 1), set()).add(term)
    yield tokens
    base.close()


def test_fts5_cuts_every_character_exactly_as_we_do(indexed: dict[str, set[str]]) -> None:
    """For every character, FTS5 sees the very tokens that `query_tokens` would quote."""
    for character in FOLDED:
        assert indexed.get(character, set()) == set(fold(character).split()), hex(ord(character))


@given(ANY_TEXT)
def test_folding_twice_changes_nothing(text: str) -> None:
    """Folded letters are a resting point: there is one folded form, not a chain of them."""
    assert letters(letters(text)) == letters(text)


@given(ANY_TEXT)
def test_the_normal_form_of_a_text_does_not_matter(text: str) -> None:
    """A text composed or decomposed (as another system may send it) folds to the same words."""
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert letters(text) == letters(composed) == letters(decomposed)


@given(st.text())
def test_any_text_folds_to_plain_words(text: str) -> None:
    """Even lone surrogates raise nothing, and a token never holds what FTS5 reads as syntax."""
    for token in (*query_tokens(text), *fold(text).split(" ")):
        assert token == "" or token.isalnum()
    assert len(letters_of(text)) == len(text)


@given(st.lists(st.text("аеёийқәبالة警察ab1 -"), max_size=5), st.data())
def test_what_begins_a_word_finds_it(parts: list[str], data: st.DataObject) -> None:
    """Whatever beginning of whatever word is typed, some token of the text begins with it."""
    text = " ".join(parts)
    for word in text.split():
        for token in query_tokens(word[: data.draw(st.integers(1, len(word)))]):
            assert any(held.startswith(token) for held in fold(text).split())


def test_a_row_of_marks_is_left_out() -> None:
    """Marks by the hundred thousand, over which normalising takes minutes, hide no word."""
    assert fold("a" + "\u0301\u0316" * 300_000 + "b") == "ab"
