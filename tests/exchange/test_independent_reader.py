"""Bundles read by a program that knows only the page on the format: fresh ones, and frozen ones."""

from __future__ import annotations

import ast
import json
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.records import Content, kind_of
from safejournal.exchange.jail import Agreed, Secret
from safejournal.exchange.manifest import Proof
from safejournal.exchange.opening import open_bundle, who_made
from safejournal.exchange.private_keys import PrivateIdentity
from tests.domain.contents import contents
from tests.exchange import independent_reader
from tests.exchange.parcels import archive, attached, cut, outgoing, private, sealed, whole
from tests.exchange.people import Somebody

VECTORS = Path(__file__).parent / "vectors"
READER = PrivateIdentity(age=sha256(b"safejournal test vector bela x").digest())
"""No private key lies in the repository: this one follows from its name."""


def test_it_knows_nothing_of_ours() -> None:
    """The second reader imports the standard library and a library of primitives, no more."""
    tree = ast.parse(Path(independent_reader.__file__).read_text())
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else [a.name for a in node.names]
        )
    }
    assert "safejournal" not in imported
    assert "tests" not in imported


@given(
    st.lists(contents(), max_size=3),
    st.sampled_from(list(Proof)),
    st.booleans(),
    st.integers(0, 150_000),
)
def test_any_bundle_is_read_from_the_page_alone(
    records: list[Content], proof: Proof, practice: bool, size: int
) -> None:
    """Whatever is in it, with each proof, of either realm: the same as our own reader finds."""
    anna, bela = Somebody(practice=practice), Somebody(practice=practice)
    excerpts = [cut(codec.content_to_builtins(each), kind_of(each)) for each in records]
    excerpts.append(attached(whole({"text": "Привет", "title": "a"}), "files/0001.bin"))
    sender = None if proof is Proof.NONE else anna
    raw = archive(sender, [bela], excerpts, [outgoing(1, bytes(size))], proof=proof)
    found = independent_reader.read(sealed(raw, [bela]), private(bela).age_secret)
    assert [each["fields"] for each in found["excerpts"]] == [each.fields for each in excerpts]
    assert found["manifest"]["proof"] == proof.value


@pytest.mark.parametrize("name", ["card", "evidence", "practice", "receipt"])
def test_frozen_bundles_stay_readable(name: str) -> None:
    """Bundles of version 1 are read by every later version, to the same values, and by the page."""
    expected = json.loads((VECTORS / f"{name}.json").read_text())
    found = independent_reader.read((VECTORS / f"{name}.age").read_bytes(), READER.age_secret)
    assert found == expected
    with (VECTORS / f"{name}.age").open("rb") as file:
        unpacked = open_bundle(file, Secret(key=READER.age_secret), Agreed())
    assert json.loads(unpacked.manifest_bytes) == expected["manifest"]
    assert [json.loads(each) for each in unpacked.excerpts] == expected["excerpts"]
    reader = replace(READER, practice=name == "practice")
    shown = who_made(unpacked, reader)
    assert shown.sender == unpacked.manifest.identity
    assert shown.sender is not None
    assert not shown.forwarded
