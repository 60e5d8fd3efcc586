"""The manual pages: made from the commands as they are, and readable with `man`."""

from __future__ import annotations

import re

from tools import manual


def test_the_manual_pages_are_those_of_the_commands() -> None:
    """`python tools/manual.py` was run after the last change of a command or its wording."""
    for path, text in manual.pages().items():
        assert path.read_text(encoding="utf-8") == text


def test_every_line_is_one_that_roff_prints() -> None:
    """Only the few requests of a manual page; no sentence is taken for one."""
    known = re.compile(r"\.(TH|SH|SS|TP|PP|B|br)\b")
    for path in manual.PAGES.values():
        for line in path.read_text(encoding="utf-8").splitlines():
            assert not line.startswith("'")
            assert not line.startswith(".") or known.match(line), line
