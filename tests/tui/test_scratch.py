"""The scratch paper of a form: the last state wins, and nothing is written after the seal."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import drafts, journal
from safejournal.services.opening import Vault
from safejournal.tui.scratch import Scratch, begin
from tests.tui.form_app import new_journal


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    """Return an open, empty vault."""
    with new_journal(tmp_path / "v").open() as opened:
        yield opened


@pytest.fixture
def note(vault: Vault) -> Record:
    """Return a sealed note."""
    return journal.record(vault, Note(title="Rain"))


def kept(vault: Vault) -> list[dict[str, str]]:
    """Return what stands in the drafts of the vault."""
    return [draft.answers for draft in drafts.waiting(vault)]


def new(vault: Vault) -> Scratch:
    """Return scratch paper for a new note."""
    return begin(vault, Kind.NOTE, None, None, {})


def test_nothing_typed_is_nothing_written(vault: Vault) -> None:
    """An open form leaves nothing in the vault as long as nobody has typed."""
    paper = new(vault)
    assert not paper.take({})
    paper.write()
    assert kept(vault) == []
    assert not paper.holds_something


def test_what_is_preset_is_not_what_somebody_typed(vault: Vault) -> None:
    """Answers that the program put into a form are no reason for a draft."""
    paper = begin(vault, Kind.INCIDENT, None, None, {"threat": "0" * 32})
    assert paper.answers == {"threat": "0" * 32}
    assert not paper.take(paper.answers)
    paper.write()
    assert kept(vault) == []


def test_the_latest_state_is_written(vault: Vault) -> None:
    """What is written is what was taken last, in one row that is overwritten."""
    paper = new(vault)
    for text in ("a", "ab", "abc"):
        assert paper.take({"title": text})
        paper.write()
    assert kept(vault) == [{"title": "abc"}]
    assert not paper.take({"title": "abc"})


def test_what_was_taken_back_leaves_no_draft(vault: Vault) -> None:
    """When everything typed is deleted again, the draft goes."""
    paper = new(vault)
    paper.take({"title": "a"})
    paper.write()
    paper.take({})
    paper.write()
    assert kept(vault) == []


def test_a_record_put_back_as_it_was_leaves_no_draft(vault: Vault, note: Record) -> None:
    """A change that was undone by hand is no change."""
    paper = begin(vault, Kind.NOTE, note, None, {})
    paper.take({"title": "Snow"})
    paper.write()
    assert kept(vault) == [{"title": "Snow"}]
    paper.take({"title": "Rain"})
    paper.write()
    assert kept(vault) == []


def test_nothing_is_written_after_the_seal(vault: Vault) -> None:
    """A worker that comes late cannot bring the draft of a sealed version back."""
    paper = new(vault)
    paper.take({"title": "a"})
    paper.write()
    sealed = paper.seal(lambda draft: journal.record(vault, Note(title="a"), draft=draft))
    assert sealed.content == Note(title="a")
    paper.take({"title": "late"})
    paper.write()
    assert kept(vault) == []


def test_a_seal_that_fails_keeps_the_draft(vault: Vault) -> None:
    """When sealing is refused, writing goes on."""
    paper = new(vault)
    paper.take({"title": "a"})
    with pytest.raises(ZeroDivisionError):
        paper.seal(lambda _draft: 1 // 0)  # type: ignore[arg-type, return-value]
    paper.write()
    assert kept(vault) == [{"title": "a"}]


def test_nothing_is_written_after_it_was_thrown_away(vault: Vault) -> None:
    """A draft that was thrown away stays away."""
    paper = new(vault)
    paper.take({"title": "a"})
    paper.write()
    paper.discard()
    paper.take({"title": "b"})
    paper.write()
    assert kept(vault) == []
    assert not paper.holds_something


def test_many_writers_leave_the_last_state(vault: Vault) -> None:
    """However writes from threads fall together, the last state taken is the one that is kept."""
    paper = new(vault)
    threads = []
    for number in range(40):
        paper.take({"title": str(number)})
        threads.append(threading.Thread(target=paper.write))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert kept(vault) == [{"title": "39"}]


def test_an_old_draft_knows_that_the_record_was_changed(vault: Vault, note: Record) -> None:
    """A draft begun from a version that is no longer the newest says so, and what it began from."""
    paper = begin(vault, Kind.NOTE, note, None, {})
    assert not paper.overtaken
    paper.take({"title": "Snow"})
    paper.write()
    journal.revise(vault, note.id, Note(title="Hail"))
    (waiting,) = drafts.waiting(vault)
    again = begin(vault, Kind.NOTE, None, waiting, {})
    assert again.overtaken
    assert again.answers == {"title": "Snow"}
    assert again.origin == {"title": "Rain"}


def test_nothing_personal_stands_in_what_it_prints(vault: Vault) -> None:
    """Scratch paper and its draft can be printed by accident without telling anything."""
    paper = begin(vault, Kind.NOTE, None, None, {"title": "ZEBRA"})
    assert "ZEBRA" not in f"{paper!r} {paper.draft!r} {vars(paper)['_guard']!r}"
