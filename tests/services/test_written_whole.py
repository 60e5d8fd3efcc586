"""A bundle is written whole and noted, or neither."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from safejournal.domain.records import (
    Note,
)
from safejournal.errors import Refused
from safejournal.services import attachments, journal, sharing
from safejournal.services.sharing import Choice, Tier
from tests.services.exchanging import (
    Two,
    card,
    kept,
    members,
    opened,
    trip_with,
    written,
)


def test_a_file_is_complete_or_absent_and_only_then_noted(
    pair: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file in the way, no such folder, a failure half-way: nothing is noted as sent."""
    note = kept(pair.anna, Note(title="x"))
    attachments.attach(pair.anna, note, written(pair.file("big"), b"x" * 3_000_000))
    taken = journal.show(pair.anna, note).content
    assert taken is not None
    choice = card(
        pair,
        tier=Tier.EVIDENCE,
        records=(note,),
        originals=frozenset({taken.attachments[0].id}),
    )
    there = written(pair.file("there"), b"mine")
    with pytest.raises(Refused, match="of that name"):
        sharing.export(pair.anna, choice, there)
    assert there.read_bytes() == b"mine"
    with pytest.raises(Refused):
        sharing.export(pair.anna, choice, pair.place / "nowhere" / "x.age")
    failing(monkeypatch, after=20)
    with pytest.raises(Refused, match="failed"):
        sharing.export(pair.anna, choice, pair.file("x.age"))
    monkeypatch.undo()
    assert sharing.sent(pair.anna) == []
    assert sorted(each.name for each in pair.place.iterdir()) == ["anna", "bela", "big", "there"]
    sharing.export(pair.anna, choice, there, force=True)
    assert members(opened(pair.bela, there))["files/0001.bin"] == b"x" * 3_000_000


def failing(monkeypatch: pytest.MonkeyPatch, *, after: int) -> None:
    """Let the archive fail after that many pieces."""
    from safejournal.exchange import packing

    whole = packing._read_back

    def cut_off(archive: Iterator[bytes]) -> Iterator[bytes]:
        for number, piece in enumerate(whole(archive)):
            if number == after:
                raise Refused("failed")
            yield piece

    monkeypatch.setattr(packing, "_read_back", cut_off)


@pytest.mark.parametrize("force", [False, True])
def test_what_cannot_be_noted_does_not_leave(
    pair: Two, monkeypatch: pytest.MonkeyPatch, *, force: bool
) -> None:
    """Nothing is out that the journal does not know of; what was to be replaced still stands."""
    from safejournal.vault import sent

    kept(pair.anna, trip_with(pair.bela_at_anna))
    there = written(pair.file("x.age"), b"the one before") if force else pair.file("x.age")

    def full(*_: object) -> None:
        raise Refused("The disk is full.")

    monkeypatch.setattr(sent, "keep", full)
    with pytest.raises(Refused, match="full"):
        sharing.export(pair.anna, card(pair), there, force=force)
    assert there.exists() is force
    assert not force or there.read_bytes() == b"the one before"
    assert sorted(each.name for each in pair.place.iterdir() if each.suffix != ".age") == [
        "anna",
        "bela",
    ]


@pytest.mark.parametrize("force", [False, True])
def test_what_cannot_be_put_in_its_place_is_not_noted(pair: Two, *, force: bool) -> None:
    """A folder stands there, or a file that appeared meanwhile: nobody was given anything."""
    from safejournal.services import written_file

    kept(pair.anna, trip_with(pair.bela_at_anna))
    target = pair.file("x.age")
    if force:
        target.mkdir()
        (target / "in it").touch()
        with pytest.raises(Refused):
            sharing.export(pair.anna, card(pair), target, force=True)
    else:
        original = written_file.sync
        appeared: list[Path] = []

        def appearing(file: Any) -> None:
            original(file)
            if not appeared:
                appeared.append(written(target, b"somebody else's"))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(written_file, "sync", appearing)
            with pytest.raises(Refused, match="of that name"):
                sharing.export(pair.anna, card(pair), target)
        assert target.read_bytes() == b"somebody else's"
    assert sharing.sent(pair.anna) == []
    assert sorted(each.name for each in pair.place.iterdir()) == ["anna", "bela", "x.age"]


def test_a_bundle_whose_words_nobody_will_see_is_not_written(pair: Two) -> None:
    """Stopped while its six words were being worked in: no file, and nothing noted."""
    note = kept(pair.anna, Note(title="x"))
    choice = Choice(tier=Tier.EVIDENCE, records=(note,))

    def stop(done: int, whole: int) -> None:
        raise Refused(f"Stopped at {done} of {whole}.")

    with pytest.raises(Refused, match="Stopped"):
        sharing.export_by_passphrase(pair.anna, choice, pair.file("x.age"), watch=stop)
    assert not pair.file("x.age").exists()
    assert sharing.sent(pair.anna) == []
