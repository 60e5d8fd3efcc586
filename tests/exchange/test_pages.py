"""What a contact reads: the same in text and page, harmless in a browser, in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.visible import visible
from safejournal.exchange import guide, guide_words, pages
from safejournal.exchange.guide import Silence, Somebody, Told
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.exchange.pages import Entry, Line
from safejournal.exchange.read_me import read_me
from tests.exchange.parcels import attached, cut, whole

TOLD = Told(
    language="en",
    practice=False,
    purpose=Purpose.EMERGENCY,
    called="Birch",
    number=4711,
    made="1 May 2026, 12:00 UTC",
    proof=Proof.CODE,
    silences=(Silence(due="2 May, 18:00 (+05:00)", grace_minutes=60, steps=("Ask Oak", "Wait")),),
    whom=(Somebody(called="Oak (lawyer)", channels=("+1 444",)),),
    never=(Somebody(called="the cousin"),),
    meant="Call the lawyer first.",
    question="Which tree?",
    pages=2,
)  # fmt: skip

ALLOWED = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "ol", "ul", "li", "a",
    "article", "dl", "dt", "dd", "bdi",
}  # fmt: skip


class Reading(HTMLParser):
    """Collects what a browser would act on, and the text that it would show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self.whole = ""
        self._hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self._hidden = tag in ("style", "title")
        for name, value in attrs:
            self.attributes.add(name)
            if name in ("href", "src"):
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        """Note the end of what is not shown."""
        self._hidden = self._hidden and tag not in ("style", "title")

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if not self._hidden:
            self.whole += data
        if not self._hidden and data.strip():
            self.text.append(data.strip())


def read(page: bytes) -> Reading:
    """Return what a browser finds in a page."""
    reading = Reading()
    reading.feed(page.decode())
    reading.close()
    return reading


def entries(text: str) -> list[Entry]:
    """Return a record with this text in every place that a person fills."""
    excerpt = attached(cut({"title": "x"}, replaced=("text",)), "files/0001.jpg")
    lines = (Line(text, text), Line("Steps", ""), Line("Step", text, 1))
    return [Entry(excerpt=excerpt, title=text, lines=lines)]


def all_pages(text: str, language: str) -> Iterator[bytes]:
    """Yield every page with this text in it."""
    told = Told(
        language=language,
        practice=True,
        purpose=Purpose.CARD,
        called=text,
        number=1,
        made=text,
        proof=Proof.NONE,
        silences=(Silence(due=text, steps=(text,)),),
        whom=(Somebody(called=text, channels=(text,)),),
        meant=text,
        question=text,
        pages=1,
    )
    yield pages.guide_page(list(guide.sections(told)), language, practice=False)
    yield from pages.entry_pages(entries(text), language, text, practice=False)


HOSTILE = st.text(max_size=60) | st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "</style><script>1</script>",
        "{x.__class__}",
        "{0}",
        "&lt;b&gt;",
        "javascript:alert(1)",
        "<!--",
        "\x1b[31m",
    ]
)


@given(HOSTILE, st.sampled_from(guide_words.LANGUAGES))
def test_no_text_becomes_anything_but_text(text: str, language: str) -> None:
    """Only our own tags and relative links are in a page, and what people wrote is shown."""
    for page in all_pages(text, language):
        found = read(page)
        assert found.tags <= ALLOWED
        assert all(re.fullmatch(r"(\.\./files|pages)/\d{4}\.\w+", link) for link in found.links)
        assert not any(name.startswith("on") for name in found.attributes)
        shown = visible(text.replace("\r\n", "\n"), newlines=True).strip()
        told = ("\n".join(found.text), found.whole)  # a name may be isolated inside a text
        assert any(shown in each for each in told) or "\n" in shown or not shown.isprintable()


def test_a_page_forbids_the_browser_everything() -> None:
    """No script, no picture, no font, no request: the page itself says so, before anything else."""
    for page in all_pages("x", "en"):
        head = page.decode().split("</head>")[0]
        assert "default-src 'none'; style-src 'unsafe-inline'" in head
        assert head.index("Content-Security-Policy") < head.index("<style>")
        assert "no-referrer" in head
        assert not re.search(r"url\(|@import|https?:", page.decode())


@pytest.mark.parametrize("language", guide_words.LANGUAGES)
def test_text_and_page_say_the_same(language: str) -> None:
    """Whoever has no browser misses nothing."""
    told = Told(**{name: getattr(TOLD, name) for name in TOLD.__slots__} | {"language": language})
    sections = list(guide.sections(told))
    plain = " ".join(pages.guide_text(sections).decode().split())
    for text in read(pages.guide_page(sections, language, practice=False)).text:
        if not text.startswith(("Page ", "Страница ")):
            assert " ".join(text.split()) in plain


def test_the_guide_tells_what_to_do_in_the_order_of_doing() -> None:
    """From whom, which number, by when, the steps, whom to call, whom never, the question."""
    plain = pages.guide_text(list(guide.sections(TOLD))).decode()
    wanted = ["Birch", "4711", "newer", "2 May", "60 more minutes", "1. Ask Oak", "2. Wait",
              "Call the lawyer first", "+1 444", "the cousin", "Which tree?",
              "never who made it", "pages/0002.html"]  # fmt: skip
    places = [plain.index(each) for each in wanted]
    assert places == sorted(places)


def test_the_guide_never_tells_to_call_back() -> None:
    """Somebody else may hold the telephone: that stands before the first step."""
    plain = pages.guide_text(list(guide.sections(TOLD))).decode()
    assert plain.index("Do not call or write back") < plain.index("1. Ask Oak")


@pytest.mark.parametrize("proof", list(Proof))
@pytest.mark.parametrize("purpose", list(Purpose))
@pytest.mark.parametrize("language", guide_words.LANGUAGES)
def test_every_guide_can_be_written(proof: Proof, purpose: Purpose, language: str) -> None:
    """In each language, for each purpose and proof, with nothing but what every bundle has."""
    told = Told(
        language=language, practice=True, purpose=purpose, called="", number=1, made="x",
        proof=proof, silences=(Silence(due="x"),), accepted=True,
    )  # fmt: skip
    plain = pages.guide_text(list(guide.sections(told))).decode()
    assert guide_words.sentence(language, "practice") in plain
    assert guide_words.sentence(language, f"who_{proof.value}") in plain
    assert guide_words.sentence(language, "from_nobody") in plain
    assert guide_words.sentence(language, "no_steps") in plain


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "Do not call or write back to me"), ("ru", "Не звоните и не пишите мне в ответ")],
)
@pytest.mark.parametrize("steps", [(), ("Ask Oak",)])
def test_no_guide_lets_anybody_call_back(language: str, said: str, steps: tuple[str, ...]) -> None:
    """Whether steps were agreed or not; nor does it point to people who are not named."""
    told = Told(
        language=language, practice=False, purpose=Purpose.CARD, called="", number=1, made="x",
        proof=Proof.CODE, silences=(Silence(due="x", steps=steps),),
    )  # fmt: skip
    plain = pages.guide_text(list(guide.sections(told))).decode()
    assert said in plain
    assert "those below" not in plain


def test_both_languages_have_every_sentence() -> None:
    """The same sentences with the same places to fill, and Russian is written in Russian."""
    assert guide_words.EN.keys() == guide_words.RU.keys()
    for name, english in guide_words.EN.items():
        russian = guide_words.RU[name]
        assert set(re.findall(r"{\w+}", english)) == set(re.findall(r"{\w+}", russian))
        assert re.search("[а-я]", russian)
        assert not re.search(r"\bsafe\b|безопасн", english + russian)


def test_a_record_is_told_with_what_was_done_to_it() -> None:
    """Whether it is whole or cut, whether names were replaced, and which files go with it."""
    (entry,) = entries("A talk")
    text = pages.entry_text(entry, "en", practice=False).decode()
    for told in (
        "A talk: A talk",
        "  Step: A talk",
        "A talk",
        "left out",
        "put out of sight",
        "files/0001.jpg (original)",
    ):
        assert told in text
    long = Entry(excerpt=cut({}), title="x", lines=(Line("Text", "one\ntwo", 1),))
    assert "  Text:\n    one\n    two\n" in pages.entry_text(long, "en", practice=False).decode()
    untouched = Entry(excerpt=whole({"title": "x"}), title="x", lines=())
    assert "the whole record" in pages.entry_text(untouched, "en", practice=False).decode()


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (100, 1), (101, 2), (1000, 10)])
def test_records_stand_a_hundred_on_a_page(count: int, expected: int) -> None:
    """The guide names exactly the pages that there are."""
    many = entries("x") * count
    assert (
        len(list(pages.entry_pages(many, "en", "x", practice=False)))
        == pages.page_count(count)
        == expected
    )


@pytest.mark.parametrize("proof", list(Proof))
@pytest.mark.parametrize("practice", [False, True])
def test_the_read_me_tells_in_three_languages_how_to_open_it(proof: Proof, practice: bool) -> None:
    """And how to check a signature exactly where there is one."""
    text = read_me(proof=proof, practice=practice).decode()
    assert text.count("age --decrypt --identity KEY.txt --output bundle.tar") == 3
    assert text.count("tar --extract --file bundle.tar") == 3
    assert ("ssh-keygen -Y verify" in text) is (proof is Proof.SIGNATURE)
    assert text.startswith("PRACTICE") is practice
    assert all(len(line) <= 100 for line in text.splitlines())
