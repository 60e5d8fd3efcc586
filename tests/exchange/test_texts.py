"""Foreign text: no tower of marks gets past, however the document writes it."""

from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safejournal.errors import InputRejected
from safejournal.exchange.texts import MOST_MARKS, check_document, check_texts

letters = st.sampled_from('aя漢 \\"\n\u0300\u0301\u200d\ufe0f🚗')
runs = st.builds(lambda mark, many: "a" + mark * many, letters, st.integers(0, 2 * MOST_MARKS))
values = st.recursive(
    st.one_of(st.text(letters), runs, st.integers(), st.none()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(runs, inner, max_size=3),
    max_leaves=6,
)


def refused(check: object, *given_: object) -> bool:
    """Tell whether a check refuses."""
    try:
        check(*given_)  # type: ignore[operator]
    except InputRejected:
        return True
    return False


@given(value=values, escaped=st.booleans())
@example(value=["\u0300" * (MOST_MARKS + 1)], escaped=True)
@example(value={"\u0300" * (MOST_MARKS + 1): 1}, escaped=False)
def test_a_look_at_the_document_refuses_what_a_look_at_each_text_would(
    value: object, *, escaped: bool
) -> None:
    """Written out or escaped, in a value or in a key, alone or among others."""
    document = json.dumps(value, ensure_ascii=escaped).encode()
    assert refused(check_document, document, value) == refused(check_texts, value)


def test_a_tower_is_refused() -> None:
    """More marks in a row than any writing has; one fewer is let through."""
    check_texts(["a" + "\u0300" * MOST_MARKS])
    with pytest.raises(InputRejected, match="marks"):
        check_texts({"a": ["b", "a" + "\u0300" * (MOST_MARKS + 1)]})
