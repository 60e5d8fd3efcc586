"""Names from right to left inside other lines are isolated, and nothing else is."""

from __future__ import annotations

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.directions import isolated, runs_left

NAME = "علی رضایی"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"Call {NAME}, 18:00 (2)", f"Call <bdi>{NAME}</bdi>, 18:00 (2)"),
        (f"Позвонить {NAME}. Потом שלום!", f"Позвонить <bdi>{NAME}</bdi>. Потом <bdi>שלום</bdi>!"),
        (f"{NAME} called, 18:00 (2 3)", f"{NAME} called, 18:00 (2 3)"),
        (f"{NAME}: 2026-05-01", f'{NAME}: <bdi dir="ltr">2026-05-01</bdi>'),
        (f"{NAME}: +98 21 555-01.", f'{NAME}: <bdi dir="ltr">+98 21 555-01</bdi>.'),
        ("<b> & c", "&lt;b&gt; &amp; c"),
        (f"a <{NAME}>", f"a &lt;<bdi>{NAME}</bdi>&gt;"),
        (f"one {NAME}\n{NAME} two", f"one <bdi>{NAME}</bdi>\n{NAME} two"),
        ("Ґанна и Әлия", "Ґанна и Әлия"),
    ],
)
def test_a_name_is_isolated_where_the_line_runs_the_other_way(text: str, html: str) -> None:
    """Digits and signs after it stay where they were written; a line of its own is left alone."""
    assert isolated(text) == html


@given(st.text())
def test_nothing_but_isolation_is_added(text: str) -> None:
    """Without it, the text is what was written; nothing in it becomes markup."""
    html = isolated(text)
    bare = html.replace("<bdi>", "").replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert unescape(bare) == text
    assert html.count("<") == 2 * html.count("<bdi") == 2 * html.count("</bdi>")


@pytest.mark.parametrize(
    ("line", "left"), [("", False), ("123", False), ("12 שלום a", True), ("a שלום", False)]
)
def test_the_first_letter_decides(line: str, left: bool) -> None:
    """As browsers decide it; digits and signs are no letters."""
    assert runs_left(line) is left
