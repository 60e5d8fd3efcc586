"""The promise that sharing rests on, through the command line and to a bundle's last byte."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safejournal.domain.padding import is_padded
from safejournal.services import journal
from tests.cli.sharing.conftest import Pair, add, done
from tests.cli.sharing.opening import archive_of, files_of
from tests.exchange.pictures import telling_docx, telling_jpeg, telling_pdf, telling_png
from tests.services.canaries import canaries_in, canary, with_canaries

NAMES = itertools.count()
FILES: dict[str, Callable[[], bytes]] = {
    "jpg": telling_jpeg,
    "png": telling_png,
    "pdf": telling_pdf,
    "docx": telling_docx,
    "txt": lambda: b"canary-in-a-text",
}
"""Files whose names and contents are full of canaries."""


def attach(pair: Pair, record: str, kind: str) -> None:
    """Attach a file to a record under a name that is a canary too."""
    path = Path(pair.file(f"{canary()}.{kind}"))
    path.write_bytes(FILES[kind]())
    done(pair.anna("attach", record, str(path), "--json"))


def selection(data: st.DataObject, pair: Pair, records: list[str]) -> list[str]:
    """Draw options that a person might give, sensible or not."""
    options = ["--tier", data.draw(st.sampled_from(["card", "emergency", "evidence"]))]
    fields = {record: top_keys(pair, record) for record in records}
    for record in records:
        how = data.draw(st.sampled_from(["whole", "fields", "not"]))
        if how == "whole":
            options += ["--select", record]
        elif how == "fields" and fields[record]:
            chosen = data.draw(st.sets(st.sampled_from(fields[record]), min_size=1, max_size=3))
            options += [word for each in chosen for word in ("--select", f"{record}:{each}")]
        for back in data.draw(st.sets(st.sampled_from(fields[record]), max_size=1)):
            options += ["--keep-back", f"{record}:{back}"]
    everything: bool = data.draw(st.booleans())
    if everything:
        options += ["--select", "all"]
    return options


def top_keys(pair: Pair, record: str) -> list[str]:
    """Return the fields that a record has, by their first keys."""
    from safejournal import codec
    from safejournal.domain.tiers import TABLE

    with pair.anna.journal.open() as vault:
        found = journal.show(vault, record)
    assert found.content is not None
    known = {path.partition(".")[0] for path in TABLE[found.kind]}
    return sorted(known & codec.content_to_builtins(found.content).keys())


@settings(
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_nothing_that_was_shown_to_stay_is_anywhere_in_the_bundle(
    pair: Pair, data: st.DataObject
) -> None:
    """What `--preview` says leaves is there, and no other canary of the whole journal is.

    Over random records, random choices and files full of metadata; in the archive as age gives it,
    with its padding, its headers and its pages. In clear the file names no recipient, and its size
    is one of the few.
    """
    with pair.anna.journal.open() as vault:
        count = data.draw(st.integers(1, 3))
        records = [journal.record(vault, with_canaries(data)).id for _ in range(count)]
    for record in records:
        for kind in data.draw(st.sets(st.sampled_from(sorted(FILES)), max_size=1)):
            attach(pair, record, kind)
    readers = ["--to", pair.bela_at_anna]
    chosen = selection(data, pair, records)
    seen = pair.anna("export", *readers, *chosen, "--preview", "--json")
    file = pair.file(f"{next(NAMES)}.age")
    written = pair.anna("export", *readers, *chosen, "-o", file, "--json")
    if written.code != 0:
        assert written.code == 1, written.err
        assert not Path(file).exists()
        return
    raw = archive_of(file, pair.bela)
    shown = [leaf["value"] for cut in done(seen).json["records"] for leaf in cut["leaves"]]
    assert set(canaries_in(raw.decode("latin-1"))) == set(canaries_in(json.dumps(shown)))
    for option, field in itertools.pairwise(chosen):
        if option == "--keep-back":
            back = canaries_in(str(value_of(pair, field)))
            assert not set(back) & set(canaries_in(raw.decode("latin-1"))), field
    assert not any(each["form"] == "original" for each in seen.json["files"])
    for name, content in files_of(raw).items():
        if name.startswith("files/"):
            assert b"canary" not in content, name
    leaves = {cut["id"] for cut in seen.json["records"] if cut["leaves"]}
    for each in journal_ids(pair) - leaves - named_in(shown):
        assert each.encode() not in raw
    sealed = Path(file).read_bytes()
    assert is_padded(len(raw))
    assert b"age1" not in sealed
    assert b"canary" not in sealed


def value_of(pair: Pair, field: str) -> Any:
    """Return what stands in a field, named as the command line names it."""
    record, _, key = field.partition(":")
    return done(pair.anna("show", record, "--json")).json.get(key)


def journal_ids(pair: Pair) -> set[str]:
    """Return the id of every record of Anna's."""
    return {record["id"] for record in done(pair.anna("list", "--json")).json}


def named_in(values: list[Any]) -> set[str]:
    """Return what may stand in the bundle because it was shown to leave."""
    return {value for value in values if isinstance(value, str)}


def test_the_property_would_see_a_leak(pair: Pair) -> None:
    """A canary that leaves is found in the archive, and one that was kept back is not."""
    from safejournal.domain.records import Note

    note = add(pair.anna, Note(title="canary-title", text="canary-text"))
    raw = archive_of(
        pair.sent("--tier", "evidence", "--select", f"{note}:text", name="x.age"), pair.bela
    )
    assert b"canary-text" in raw
    assert b"canary-title" not in raw
