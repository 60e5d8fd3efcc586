"""Excerpts: what a whole one proves, what a cut one hides, and what no reader takes."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given

from safejournal import codec
from safejournal.domain.records import Content, kind_of
from safejournal.domain.versions import Envelope, commit
from safejournal.errors import InputRejected
from safejournal.exchange.excerpts import (
    Extent,
    computed_version,
    fields_hash,
    read_excerpt,
    write_excerpt,
)
from tests.domain.contents import contents
from tests.exchange.parcels import cut, whole


@given(contents())
def test_any_content_travels_and_comes_back(content: Content) -> None:
    """Each kind of record, with any text, is the same on the other side."""
    fields = codec.content_to_builtins(content)
    excerpt = cut(fields, kind_of(content))
    back = read_excerpt(write_excerpt(excerpt))
    assert back == excerpt
    assert back.content() == content


@given(contents())
def test_a_whole_excerpt_is_the_version_that_was_sealed(content: Content) -> None:
    """From fields and salt comes the very digest that stands in the author's vault."""
    body, salt = codec.encode_content(content), bytes(range(32))
    envelope = Envelope(
        record=bytes(range(16)),
        kind=kind_of(content),
        parents=(bytes(32), bytes([1] * 32)),
        author=bytes(16),
        written_at=1_777_636_800,
        commitment=commit(salt, body),
    )
    fields = codec.content_to_builtins(content)
    excerpt = cut(
        fields,
        kind_of(content),
        record=envelope.record.hex(),
        author=envelope.author.hex(),
        parents=tuple(parent.hex() for parent in envelope.parents),
        version=envelope.digest().hex(),
        extent=Extent.WHOLE,
        salt=salt.hex(),
    )
    assert computed_version(excerpt, codec.canonical(excerpt.fields)) == envelope.digest().hex()


def test_a_whole_excerpt_that_leaves_something_out_is_refused() -> None:
    """One word changed, one key gone, another parent: it is not the version that it names."""
    good = whole({"title": "a", "text": "b"})
    read_excerpt(write_excerpt(good))
    for fields in ({"title": "a"}, {"title": "a", "text": "c"}, {"text": "b", "title": "a "}):
        with pytest.raises(InputRejected, match="not the whole"):
            write_excerpt(replace(good, fields=fields, sha256=fields_hash(fields)))
    with pytest.raises(InputRejected, match="not the whole"):
        write_excerpt(replace(good, parents=("5" * 64,)))
    with pytest.raises(InputRejected, match="not written as"):
        write_excerpt(replace(good, written_at="2026-05-01T14:00:00+02:00"))


def changed(**values: Any) -> bytes:
    """Return a good cut excerpt with other values, and the hash that goes with its fields."""
    told = json.loads(write_excerpt(cut({"title": "x"}))) | values
    if "fields" in values:
        canonical = json.dumps(
            told["fields"], sort_keys=True, separators=(",", ":"), ensure_ascii=False
        )
        told["sha256"] = sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
    return json.dumps(told).encode()


def test_the_excerpt_that_is_spoilt_below_is_good() -> None:
    """Each case below is refused for the one thing that is wrong in it."""
    assert read_excerpt(changed()).fields == {"title": "x"}
    assert read_excerpt(changed(fields={"text": "Ы\x1b"})).fields == {"text": "Ы\x1b"}
    marks = {"text": "a" + "\u0300" * 30}
    assert read_excerpt(changed(fields=marks)).fields == marks


@pytest.mark.parametrize(
    "document",
    [
        b"{}",
        b"[" * 100_000,
        changed(record="1"),
        changed(record="A" * 32),
        changed(version="1" * 63),
        changed(parents=["x"]),
        changed(parents=["1" * 64] * 1001),
        changed(kind="diary"),
        changed(written_at="0000-00-00T00:00:00Z"),
        changed(written_at="2026-05-01T12:00:00"),
        changed(written_at="9999-12-31T23:59:59Z"),
        changed(sealed="2026-13-01"),
        changed(sha256="0" * 64),
        changed(fields={"text": "a" + "\u0300" * 31}),
        changed(fields={"title": 1}),
        changed(fields={"titel": "x"}),
        changed(fields=["title"]),
        changed(fields={"when": {"day": "0000-01-01"}}),
        changed(fields={"when": {"at": "9999-12-31T23:59+14:00"}}),
        changed(fields={"when": {"about": "1e20"}}),
        changed(fields={"tags": "a"}),
        changed(fields={"confidential": 1}),
        changed(fields={"text": "x" * 200_001}),
        changed(fields={"text": "a" + "\u0300\u0316" * 60_000}),
        changed(fields={"text": "\ud800"}),
        changed(fields={"links": [{"to": "x"}]}),
        changed(salt="1" * 64),
        changed(extent="whole"),
        changed(extent="whole", salt="zz" * 32),
        changed(extent="whole", salt="1" * 62),
        changed(extent="all"),
        changed(attached=[{"id": "1" * 32, "file": "x", "form": "painted"}]),
        changed(unknown=1),
    ],
)
def test_an_excerpt_that_is_wrong_in_one_way_is_refused(document: bytes) -> None:
    """By the codec that reads one's own records too; nothing of the value is quoted."""
    with pytest.raises(InputRejected):
        read_excerpt(document)


def test_fields_that_are_not_those_of_the_hash_are_refused() -> None:
    """One letter more or less in the fields, or another hash."""
    good = json.loads(changed())
    for spoilt in (good | {"fields": {"title": "y"}}, good | {"sha256": "0" * 64}):
        with pytest.raises(InputRejected, match="not the hash"):
            read_excerpt(json.dumps(spoilt).encode())


def test_expanding_text_is_only_text() -> None:
    """A letter that a careless reader blows up eighteen times is kept as it is."""
    fields = {"text": "\ufdfa" * 150_000}
    assert read_excerpt(write_excerpt(cut(fields))).fields == fields


def test_a_cut_excerpt_gives_nothing_to_guess_with() -> None:
    """Neither salt nor commitment leave, so that no guess can be tried against the digest."""
    document = write_excerpt(cut({"title": "x"}))
    assert b"salt" not in document
    assert b"commitment" not in document
