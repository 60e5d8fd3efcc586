"""Whole conversations in the line mode, as text files in `transcripts/`.

A file is what stands on the screen; what the person types stands in « ». `tests/transcripts.py`
says what `…` and `{name}` are. `# ` begins a remark; a line of `---` ends one session and begins
the next on the same journal.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from safejournal.plain.desk import Desk
from safejournal.plain.session import run
from tests.plain.scripted import Scripted
from tests.transcripts import Names, check
from tests.vault.journals import Journal

FOLDER = Path(__file__).parent / "transcripts"
TYPED = re.compile("«(.*?)»")


def _no_child(_work: str, _arguments: bytes) -> None:
    raise AssertionError("no process is started here")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_a_conversation_goes_as_it_is_written_down(
    path: Path, journal: Journal, tmp_path: Path
) -> None:
    """Word by word, from the greeting to the end."""
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8 a photograph")
    names = Names()
    for session in path.read_text(encoding="utf-8").replace("FOLDER", str(tmp_path)).split("---\n"):
        expected = [line for line in session.splitlines() if not line.startswith("# ")]
        talk = Scripted(names.fill(typed) for typed in TYPED.findall(session))
        run(Desk(talk, journal.open(), _no_child))  # type: ignore[arg-type]
        check(_without_gaps(expected), _without_gaps(talk.shown.getvalue().splitlines()), names)


def _without_gaps(lines: list[str]) -> list[str]:
    return [line.rstrip() for line in lines if line.strip()]
