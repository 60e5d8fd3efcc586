"""What a history shows as changed between two versions of a record."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.differences import Change, ChangeKind, differences, word_spans

WORDS = st.lists(
    st.sampled_from(["черная", "машина", "car", ",", ".", "\n", "警察", "a"]), max_size=30
)
TEXT = st.one_of(st.text(max_size=40), WORDS.map(" ".join))
VALUE = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-2, 2), TEXT),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=12,
)
BODY = st.dictionaries(st.sampled_from(["title", "text", "when", "people"]), VALUE)


def brief(old: dict[str, Any], new: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the changes as rows: what, where, and the words that went and came."""
    return [
        (
            str(change.kind),
            *change.path,
            *([change.old[a:b] for a, b in change.old_spans] or []),
            "->",
            *([change.new[a:b] for a, b in change.new_spans] or []),
        )
        for change in differences(old, new)
    ]


def at(body: Any, path: tuple[str | int, ...]) -> Any:
    """Return the value that a path leads to."""
    for key in path:
        body = body[key]
    return body


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"title": "a"}, {"title": "a"}, []),
        ({}, {"title": "a"}, [("added", "title", "->")]),
        ({"title": "a"}, {}, [("removed", "title", "->")]),
        (
            {"text": "A black car stood there."},
            {"text": "A white car stood over there."},
            [("changed", "text", "black", "->", "white", "over")],
        ),
        ({"declared": 1}, {"declared": True}, [("changed", "declared", "->")]),
        ({"text": "one"}, {"text": None}, [("changed", "text", "->")]),
        (
            {"when": {"day": "2025-03-14"}},
            {"when": {"about": "2025-03"}},
            [("changed", "when", "->")],
        ),
        (
            {"when": {"day": "2025-03-14"}},
            {"when": {"day": "2025-03-15"}},
            [("changed", "when", "day", "14", "->", "15")],
        ),
        (
            {"tags": ["car", "night"]},
            {"tags": ["car", "house", "night"]},
            [("added", "tags", 1, "->")],
        ),
        (
            {"tags": ["car", "house", "night"]},
            {"tags": ["car", "night"]},
            [("removed", "tags", 1, "->")],
        ),
        (
            {"people": [{"role": "driver", "description": "tall"}]},
            {"people": [{"role": "driver", "description": "very tall"}]},
            [("changed", "people", 0, "description", "->", "very")],
        ),
        (
            {"people": [{"role": "driver"}, {"role": "guard", "description": "old"}]},
            {"people": [{"role": "guard", "description": "young"}]},
            [
                ("removed", "people", 0, "->"),
                ("changed", "people", 0, "description", "old", "->", "young"),
            ],
        ),
        (
            {"text": "我看到警察在跟踪我"},
            {"text": "我看到他们在跟踪我"},
            [("changed", "text", "警察", "->", "他们")],
        ),
        (
            {"text": "line one\nline two\nline three"},
            {"text": "line one\nline 2\nline three"},
            [("changed", "text", "two", "->", "2")],
        ),
        ({"text": "a  b"}, {"text": "a b"}, [("changed", "text", "a", "->", "a")]),
        (
            {"b": 1, "a": 1},
            {"a": 2, "c": 1, "b": 2},
            [
                ("changed", "b", "->"),
                ("changed", "a", "->"),
                ("added", "c", "->"),
            ],
        ),
    ],
)
def test_a_change_is_named_where_it_is_and_no_larger(
    old: dict[str, Any], new: dict[str, Any], expected: list[tuple[Any, ...]]
) -> None:
    """The innermost value is named, with just the words that went and came."""
    assert brief(old, new) == expected


@given(BODY)
def test_what_did_not_change_has_no_differences(body: dict[str, Any]) -> None:
    """A version compared with itself shows nothing."""
    assert differences(body, body) == ()


@given(BODY, BODY)
def test_whatever_differs_is_shown(old: dict[str, Any], new: dict[str, Any]) -> None:
    """No difference is passed over, not even true for 1; and each leads to real values."""
    changes = differences(old, new)
    assert bool(changes) == (repr(sorted_keys(old)) != repr(sorted_keys(new)))
    for change in changes:
        if change.kind is not ChangeKind.REMOVED:
            assert at(new, change.path) == change.new
        elif not any(isinstance(key, int) for key in change.path[:-1]):
            assert at(old, change.path) == change.old


def sorted_keys(value: Any) -> Any:
    """Return the value with the keys of every dict in order, so that its repr tells all."""
    if isinstance(value, dict):
        return {key: sorted_keys(value[key]) for key in sorted(value)}
    return [sorted_keys(inner) for inner in value] if isinstance(value, list) else value


@given(BODY, BODY)
def test_going_back_is_the_mirror(old: dict[str, Any], new: dict[str, Any]) -> None:
    """Something is added one way whenever something is removed the other way."""
    there = {change.kind for change in differences(old, new)}
    back = {change.kind for change in differences(new, old)}
    assert (ChangeKind.ADDED in there) == (ChangeKind.REMOVED in back)


@given(TEXT, TEXT)
def test_what_is_not_marked_is_in_both_texts(old: str, new: str) -> None:
    """Between the marks both texts say the same, spaces aside; marks are in order and not empty."""
    went, came = word_spans(old, new)
    assert without(old, went) == without(new, came)
    for text, spans in ((old, went), (new, came)):
        edges = [edge for span in spans for edge in span]
        assert edges == sorted(edges)
        assert all(text[a:b].strip() for a, b in spans)


def without(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """Return the text without these spans and without spaces."""
    for begin, end in reversed(spans):
        text = text[:begin] + text[end:]
    return "".join(text.split())


def test_a_small_change_in_a_long_text_stays_small() -> None:
    """A hundred pages with a word changed here and there show those words, not the pages."""
    lines = [f"Line {number} of a long report about the house." for number in range(4_000)]
    changed = [
        line.replace("house", "car") if number % 400 == 7 else line
        for number, line in enumerate(lines)
    ]
    old, new = "\n".join(lines), "\n".join(changed)
    went, came = word_spans(old, new)
    assert [old[a:b] for a, b in went] == ["house"] * 10
    assert [new[a:b] for a, b in came] == ["car"] * 10


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a " * 100_000, "a b " * 50_000),
        ("\n" * 200_000, "\n x" * 60_000),
        (" ".join(f"a x{n}" for n in range(9_000)), " ".join(f"a y{n}" for n in range(9_000))),
    ],
)
def test_texts_made_to_be_slow_are_taken_as_changed_throughout(old: str, new: str) -> None:
    """The longest texts, made of repetition, come to an answer, if a coarse one."""
    went, came = word_spans(old, new)
    assert without(old, went) == without(new, came)
    assert len(came) < 10


def test_long_lists_made_to_be_slow_come_to_an_answer() -> None:
    """A thousand entries replaced by as many others are named one by one."""
    old = {"people": [{"role": f"old {number}", "x": number % 7} for number in range(1_000)]}
    new = {"people": [{"role": f"new {number}", "x": number % 7} for number in range(999)]}
    assert len(differences(old, new)) >= 999


def test_a_change_tells_nothing_when_printed_by_accident() -> None:
    """Neither the old nor the new words of a person stand in `repr`."""
    change = Change(path=("text",), kind=ChangeKind.CHANGED, old="secret", new="words")
    assert "secret" not in repr(change)
    assert "words" not in repr(change)
