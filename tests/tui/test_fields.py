"""Fields give back what was put into them, and understand what is typed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from safejournal import i18n
from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.domain.words import Category
from safejournal.tui.fields import Known, control_for
from safejournal.tui.fields.choices import labelled, meant, named, vocabulary
from safejournal.tui.fields.entry import Entry
from safejournal.tui.fields.said import said, summary
from safejournal.wording.portrait import MASK
from tests.tui.form_app import NOW

KNOWN = Known(now=lambda: NOW, name_of=lambda record_id: f"<{record_id}>", tags=("дом", "car"))

FIELDS = [(kind.value, field) for kind, fields in FORMS.items() for field in fields]

ODD = st.text(alphabet=st.characters(), max_size=40) | st.sampled_from(
    [
        "a\r\nb",
        "\u2028\u2029\x85\v\f",
        "\ttab",
        "trailing  ",
        ",,,",
        "none",
        "[/b][@click=app.quit]",
        "\x1b]52;c;QQ==\x07",
        "\u202eabc",
        "👩‍👩‍👧‍👦 e\u0301",
        "می‌خواهم",
        "[{}]",
        '{"a": 1}',
    ]
)


async def test_what_was_put_in_comes_out() -> None:
    """Whatever stands in a draft, even what is no answer, comes out of the field as it was."""

    @given(answer=ODD)
    def comes_out(answer: str) -> None:
        for _kind, field in FIELDS:
            assert control_for(field, KNOWN, answer).answer() == answer

    async with App[None]().run_test():
        comes_out()


async def test_a_list_keeps_its_items() -> None:
    """The items of a list come out as they went in, whatever stands in them."""
    (channels,) = [field for _kind, field in FIELDS if field.path == "channels"]

    @given(items=st.lists(st.dictionaries(st.sampled_from(["kind", "value"]), ODD), min_size=1))
    def keeps(items: list[dict[str, str]]) -> None:
        control = control_for(channels, KNOWN, json.dumps(items, ensure_ascii=False))
        assert json.loads(control.answer()) == items

    async with App[None]().run_test():
        keeps()


CATEGORY = Field("category", Ask.CHOICE, Category)
COUNTRY = Field("country", Ask.COUNTRY)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("an att", "attack"),
        ("ATTACK ONLINE", "online_attack"),
        ("bank", "property_or_bank"),
        ("smear", "smear"),
        ("ыьуфк", "smear"),  # the same keys while the Russian layout is on
    ],
)
def test_a_choice_is_found_by_the_beginning_of_any_word_in_it(typed: str, word: str) -> None:
    """Beginnings of words are enough, in any case, on either layout."""
    assert word in [choice.word for choice in meant(vocabulary(CATEGORY), typed)]


def test_a_choice_is_found_in_russian() -> None:
    """In Russian, choices are read and typed in Russian; the answer is the word of the format."""
    i18n.use("ru")
    try:
        for choice in vocabulary(CATEGORY):
            assert named(vocabulary(CATEGORY), choice.label) is not None
            assert labelled(vocabulary(CATEGORY), choice.word) is not None
    finally:
        i18n.use("en")


@pytest.mark.parametrize("typed", ["zzz", "?!", "\u202e"])
def test_nonsense_means_no_choice(typed: str) -> None:
    """What no word begins with offers nothing."""
    assert meant(vocabulary(CATEGORY), typed) == []


def test_nothing_typed_offers_all() -> None:
    """An empty line offers every word."""
    assert len(meant(vocabulary(CATEGORY), "")) == len(Category)


def test_a_country_is_typed_in_any_case() -> None:
    """A code is found whatever the case, and on the Russian layout."""
    assert named(vocabulary(COUNTRY), "kg").word == "KG"  # type: ignore[union-attr]
    assert [choice.word for choice in meant(vocabulary(COUNTRY), "лп")] == ["KG"]


def test_a_list_in_a_plan_can_be_said_to_be_empty() -> None:
    """In a plan "none" is offered beside the words; elsewhere it is not."""
    signals = next(f for f in FORMS_OF_TRIP if f.path == "plan.signals")
    roles = next(f for _kind, f in FIELDS if f.path == "roles")
    assert labelled(vocabulary(signals), "none") is not None
    assert labelled(vocabulary(roles), "none") is None


FORMS_OF_TRIP = [field for kind, field in FIELDS if kind == "trip"]


def test_an_item_is_told_without_what_is_hidden() -> None:
    """In the list of channels the address is dots, whatever it is; its kind and use are words."""
    (channels,) = [field for _kind, field in FIELDS if field.path == "channels"]
    item = {"kind": "Signal", "value": "+996 700 123", "use": "emergency"}
    told = summary(channels.items, item, KNOWN)
    assert told == f"Signal · {MASK} · only in an emergency"


def test_answers_are_told_as_they_are_read() -> None:
    """Records go by their name, words by how they read, lists by how many entries they have."""
    by_path = {field.path: field for _kind, field in FIELDS}
    assert said(by_path["threat"], "0" * 32, KNOWN) == f"<{'0' * 32}>"
    assert said(by_path["roles"], "lawyer, helper", KNOWN) == "lawyer, helper"
    assert said(by_path["people"], '[{"role": "a"}, {"role": "b"}]', KNOWN) == "2 entries"
    assert said(by_path["people"], "not a list", KNOWN) == "?"


async def test_what_came_before_the_line_had_room_is_scrolled_to() -> None:
    """On a busy machine letters are taken before anything is laid out; the end stands there."""
    app = App[None]()
    async with app.run_test() as pilot:
        entry = Entry()
        entry.styles.width = 0
        await app.mount(entry)
        entry.focus()
        await pilot.pause()
        entry.insert_text_at_cursor("слово " * 100)
        await pilot.pause()
        entry.styles.width = 40
        await pilot.pause()
        assert entry.scroll_offset.x == entry.max_scroll_x == 600 + 1 - 40
