"""The manifest: what it must say, in which limits, and that it is the law for all other files."""

from __future__ import annotations

import json
from typing import Any

import pytest

from safejournal.errors import InputRejected
from safejournal.exchange import layout
from safejournal.exchange.layout import check_order
from safejournal.exchange.manifest import FORMAT, read_manifest, write_manifest
from tests.exchange.parcels import cut, packed
from tests.exchange.people import Somebody

ANNA, BELA = Somebody(), Somebody()
GOOD = packed(ANNA, [BELA], [cut({"title": "x"})])


def changed(**values: Any) -> bytes:
    """Return the good manifest with other values; ... takes a key out."""
    told = json.loads(GOOD.manifest_bytes) | values
    return json.dumps({key: value for key, value in told.items() if value is not ...}).encode()


def test_a_manifest_comes_back() -> None:
    """What is written is read, and is canonical: sorted, without white space."""
    read = read_manifest(GOOD.manifest_bytes)
    assert read == GOOD.manifest
    assert write_manifest(read) == GOOD.manifest_bytes
    told = json.loads(GOOD.manifest_bytes)
    assert GOOD.manifest_bytes.decode() == json.dumps(
        told, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_the_manifest_that_is_spoilt_below_is_good() -> None:
    """Each case below is refused for the one thing that is wrong in it."""
    assert read_manifest(changed()) == GOOD.manifest
    receipt = {"bundle": "1" * 32, "manifest": "2" * 64}
    assert read_manifest(changed(purpose="receipt", acknowledges=receipt)).acknowledges
    assert read_manifest(changed(replaces="1" * 32, called="x" * 200)).replaces == "1" * 32


LISTED = json.loads(GOOD.manifest_bytes)["files"]


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"null",
        b"[]",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b"[" + b"{}," * 5_000_000 + b"{}]",
        GOOD.manifest_bytes + b" x",
        GOOD.manifest_bytes.decode().encode("utf-16"),
        b"\xef\xbb\xbf" + GOOD.manifest_bytes,
        GOOD.manifest_bytes[:-1] + b',"number":1}',
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":NaN'),
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":Infinity'),
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":1e999'),
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":1000.0'),
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":' + b"1" * 5000),
        GOOD.manifest_bytes.replace(b'"number":1000', b'"number":9223372036854775808'),
        changed(format="safejournal-bundle/2"),
        changed(format=...),
        changed(extra=1),
        changed(number=True),
        changed(number="1000"),
        changed(number=0),
        changed(number=-1),
        changed(number=2**53),
        changed(realm="holiday"),
        changed(purpose="card "),
        changed(proof="trust me"),
        changed(proof="none"),
        changed(sender=...),
        changed(sender={"recipient": "age1" + "q" * 58}),
        changed(sender={"recipient": BELA.public.age_recipient, "signing": "0" * 64}),
        changed(sender={"recipient": BELA.public.age_recipient, "signing": "x"}),
        changed(recipients=[1]),
        changed(recipients=["b", "a"]),
        changed(recipients=["a", "a"]),
        changed(recipients=[f"{n:02}" for n in range(17)]),
        changed(bundle="1"),
        changed(made="yesterday"),
        changed(made="0000-01-01T00:00:00Z"),
        changed(made="9999-12-31T23:59:59-23:59"),
        changed(made="2026-05-01"),
        changed(language="de"),
        changed(called="x" * 201),
        changed(called="\ud800"),
        changed(called="a\0b"),
        changed(called="e" + "\u0301" * 120_000),
        changed(anchor="1"),
        changed(acknowledges={"bundle": "1" * 32, "manifest": "2" * 64}),
        changed(purpose="receipt", acknowledges={"bundle": "x", "manifest": "2" * 64}),
        changed(purpose="receipt", acknowledges={"bundle": "1" * 32, "manifest": "x"}),
        changed(replaces="x"),
        changed(files=[]),
        changed(files=LISTED[:2]),
        changed(files=LISTED[1:]),
        changed(files=[*LISTED, LISTED[-1]]),
        changed(files=[*LISTED, {"name": "../../x", "size": 1, "sha256": "1" * 64}]),
        changed(files=[*LISTED, {"name": "files/0002.bin", "size": 1, "sha256": "1" * 64}]),
        changed(files=[*LISTED, {"name": "files/0001.exe", "size": 1, "sha256": "1" * 64}]),
        changed(files=[*LISTED, {"name": "files/0001.bin", "size": -1, "sha256": "1" * 64}]),
        changed(files=[*LISTED, {"name": "files/0001.bin", "size": 1 << 31, "sha256": "1" * 64}]),
        changed(files=[*LISTED, {"name": "files/0001.bin", "size": 1, "sha256": "Z" * 64}]),
        changed(files=[{**LISTED[0], "size": 10**6}, *LISTED[1:]]),
    ],
)  # fmt: skip
def test_a_manifest_that_is_wrong_in_one_way_is_refused(document: bytes) -> None:
    """Malformed JSON, unknown keys and words, lies about sizes, keys that protect nobody."""
    with pytest.raises(InputRejected):
        read_manifest(document)


def test_a_lone_surrogate_and_twins_are_refused_in_escapes_too() -> None:
    """What JSON can hide in an escape is looked at after it is read."""
    for old, new in (
        (b'"called":""', b""),
        (b'"language":"en"', b'"language":"en","called":"\\ud800"'),
        (b'"language":"en"', b'"language":"en","called":"a\\u0000"'),
        (b'"language":"en"', b'"language":"en","\\u006canguage":"en"'),
    ):
        document = GOOD.manifest_bytes.replace(old, new)
        if document != GOOD.manifest_bytes:
            with pytest.raises(InputRejected):
                read_manifest(document)


NAMES = (*layout.FIRST, "pages/0001.html", "entries/0001.txt", "entries/0001.json")


@pytest.mark.parametrize(
    "names",
    [
        (),
        NAMES[1:],
        (NAMES[1], NAMES[0], *NAMES[2:]),
        (*NAMES, "entries/0001.json"),
        (*NAMES[:4], "entries/0001.json", "entries/0001.txt"),
        (*NAMES, "entries/0003.txt", "entries/0003.json"),
        (*NAMES, "pages/0002.html"),
        (*NAMES, "files/0000.bin"),
        (*NAMES, "files/0001.bin", "files/0001.txt"),
        (*NAMES, "files/٠٠٠١.bin"),
        (*NAMES, "files/0001.bin "),
        (*NAMES, "files/0001.bin\n"),
        (*NAMES, "files/0001.BIN"),
        (*NAMES, "files/../0001.bin"),
        (*NAMES, "files/0001.html"),
        (*NAMES, "/etc/passwd"),
        (*NAMES, "-rf"),
        (*NAMES, "CON"),
        (*NAMES, layout.MANIFEST),
        (*NAMES, "pad.bin"),
    ],
)
def test_only_a_bundle_s_own_names_in_their_order(names: tuple[str, ...]) -> None:
    """Nothing climbs, repeats, skips, hides in other digits or capitals, or is a program."""
    with pytest.raises(InputRejected):
        check_order(names)


def test_the_names_that_we_write_are_in_order() -> None:
    """Of an empty bundle and of a full one."""
    check_order(layout.FIRST)
    check_order((*NAMES, layout.file(1, "Photo.JPG"), layout.file(2, "x.exe"), layout.file(3)))


@pytest.mark.parametrize(
    ("own", "neutral"),
    [
        ("Protest 2024.JPG", "files/0001.jpg"),
        ("virus.exe", "files/0001.bin"),
        ("page.html", "files/0001.bin"),
        ("no ending", "files/0001.bin"),
        ("pdf", "files/0001.pdf"),
        (".pdf\n", "files/0001.bin"),
        ("a.b/c.png", "files/0001.png"),
    ],
)
def test_an_attachment_s_name_tells_only_its_sort(own: str, neutral: str) -> None:
    """And never that it is a program or a page."""
    assert layout.file(1, own) == neutral


def test_the_format_is_named_in_full() -> None:
    """A later format has another name, and is refused for that before anything else is read."""
    assert FORMAT == "safejournal-bundle/1"
    with pytest.raises(InputRejected, match="not a bundle of the format"):
        read_manifest(changed(format="safejournal-bundle/2", number="anything"))
