"""Writing the store anew from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from safejournal.domain.records import Note
from safejournal.services import journal
from tests.programs import call, make


def test_it_tells_both_sizes_and_keeps_everything(tmp_path: Path) -> None:
    """The store is one generation further on, smaller after an erasure, and opens as before."""
    made = make(tmp_path / "journal")
    with made.open() as vault:
        kept = journal.record(vault, Note(title="stays"))
        gone = journal.record(vault, Note(title="goes", text="word " * 30_000))
        journal.erase(vault, gone.id)
    done = call("compact", "--json", "--vault", str(made.place))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["after"] < told["before"]
    assert [path.name for path in made.place.glob("store.0000000?")] == ["store.00000002"]
    with made.open() as vault:
        assert journal.browse(vault) == [kept]
