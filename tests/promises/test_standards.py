"""docs/standards.md claims nothing without evidence that exists."""

from __future__ import annotations

import re
from pathlib import Path

from tests.promises.test_threat_model import named_tests, promises

ROOT = Path(__file__).parents[2]


def test_every_claim_has_evidence_and_all_of_it_exists() -> None:
    """What is `met` names a test, a promise, a page or a check; each one named is there."""
    text = (ROOT / "docs" / "standards.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| ") and "---" not in row]
    assert len(rows) > 50
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert not cells[-2].startswith("met") or cells[-1], row
    assert set(re.findall(r"`(test_\w+)`", text)) <= named_tests()
    numbers = {int(row.split("|")[1]) for row in promises()}
    assert {int(each) for each in re.findall(r"\bP(\d+)\b", text)} <= numbers
    for page in re.findall(r"`([\w-]+\.(?:md|cdx\.json))`", text):
        assert (ROOT / "docs" / page).is_file() or (ROOT / page).is_file(), page
