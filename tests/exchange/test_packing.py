"""Bundles as a whole: their order, their sizes, and that what is made can be read back."""

from __future__ import annotations

import io
import json
import tarfile
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.padding import LEAST, is_padded
from safejournal.domain.records import Content, kind_of
from safejournal.errors import InputRejected
from safejournal.exchange import container, layout
from safejournal.exchange.container import Archive, Member
from safejournal.exchange.manifest import Proof, Purpose
from safejournal.exchange.packing import Packed, pack
from safejournal.exchange.unpacking import Unpacked, Unpacking
from tests.domain.contents import contents
from tests.exchange.parcels import archive, attached, cut, outgoing, packed, parcel, prover, whole
from tests.exchange.people import Somebody

ANNA, BELA = Somebody(), Somebody()
PHOTO = outgoing(1, b"photo" * 1000, "jpg")


def unpacked(raw: bytes, files: Any = None) -> Unpacked:
    """Return what the reader finds in an archive."""
    unpacking = Unpacking(files)
    reader = Archive(unpacking)
    reader.write(raw)
    reader.finish()
    return unpacking.finish()


def members(raw: bytes) -> dict[str, bytes]:
    """Return an archive's files as any tar finds them."""
    with tarfile.open(fileobj=io.BytesIO(raw)) as found:
        return {each.name: (found.extractfile(each) or io.BytesIO()).read() for each in found}


def remade(files: dict[str, bytes]) -> bytes:
    """Return an archive of these files, written rightly."""
    files.pop(container.PAD, None)
    return b"".join(container.write(Member(n, len(b), [b]) for n, b in files.items()))


def test_the_order_is_the_documented_one() -> None:
    """What a person needs first stands first; the padding stands last."""
    excerpts = [attached(cut({"title": "x"}), "files/0001.jpg"), whole({"title": "y"})]
    raw = archive(ANNA, [BELA], excerpts, [PHOTO], proof=Proof.SIGNATURE)
    assert list(members(raw)) == [
        "READ-ME.txt",
        "instructions.html",
        "instructions.txt",
        "manifest.json",
        "manifest.json.sig",
        "pages/0001.html",
        "entries/0001.txt",
        "entries/0001.json",
        "entries/0002.txt",
        "entries/0002.json",
        "files/0001.jpg",
        "pad.bin",
    ]


@pytest.mark.parametrize(
    ("proof", "name"),
    [(Proof.SIGNATURE, "manifest.json.sig"), (Proof.CODE, "manifest.mac"), (Proof.NONE, None)],
)
def test_the_proof_stands_behind_the_manifest(proof: Proof, name: str | None) -> None:
    """A signature, or codes, or nothing; and the reader gets the bytes that it stands over."""
    raw = archive(ANNA if name else None, [BELA], proof=proof)
    found = members(raw)
    assert (name in found) if name else not {"manifest.json.sig", "manifest.mac"} & found.keys()
    read = unpacked(raw)
    assert read.manifest_bytes == found["manifest.json"]
    assert read.proof == found.get(name or "", b"")


def test_every_file_is_held_to_its_hash() -> None:
    """The manifest names each but the proof and the padding, with size and SHA-256."""
    raw = archive(ANNA, [BELA], [attached(cut({"title": "x"}), "files/0001.jpg")], [PHOTO])
    found = members(raw)
    listed = {each["name"]: each for each in json.loads(found["manifest.json"])["files"]}
    others = {"manifest.json", "manifest.mac", "pad.bin"}
    assert listed.keys() == found.keys() - others
    for name, each in listed.items():
        assert each["sha256"] == sha256(found[name]).hexdigest()
        assert each["size"] == len(found[name])


@given(st.lists(contents(), max_size=3), st.integers(0, 200_000), st.sampled_from(["en", "ru"]))
def test_any_records_make_a_bundle_that_is_read_back(
    records: list[Content], size: int, language: str
) -> None:
    """Whatever was written in whatever script; and its size is one of the few."""
    excerpts = [cut(codec.content_to_builtins(each), kind_of(each)) for each in records]
    files = [outgoing(1, bytes(size))] if excerpts else []
    if files:
        excerpts[0] = attached(excerpts[0], "files/0001.bin")
    raw = archive(ANNA, [BELA], excerpts, files, language=language)
    assert is_padded(len(raw))
    read = unpacked(raw)
    assert [each.content() for each in read.read] == records


def test_cards_and_receipts_have_one_size() -> None:
    """With no check-in and with twenty."""
    sizes = {
        len(archive(ANNA, [BELA], [cut({"title": "x" * length})])) for length in (0, 10, 3000, 9000)
    }
    assert sizes == {LEAST}


def test_an_attachment_is_given_on_piece_by_piece() -> None:
    """Whoever keeps files gets each with its name and size, and nothing else."""

    class Files:
        def __init__(self) -> None:
            self.told: list[Any] = []

        def begin(self, name: str, size: int) -> None:
            self.told.append((name, size))

        def data(self, piece: memoryview) -> None:
            self.told.append(piece)

        def end(self) -> None:
            self.told.append("end")

    files = Files()
    excerpt = attached(cut({"title": "x"}), "files/0001.jpg")
    unpacked(archive(ANNA, [BELA], [excerpt], [PHOTO]), files)
    assert files.told[0] == ("files/0001.jpg", 5000)
    assert b"".join(files.told[1:-1]) == b"photo" * 1000
    assert files.told[-1] == "end"


def test_the_session_holds_attachments_to_their_hashes_the_jail_only_to_their_sizes() -> None:
    """Altered bytes of a file pass the first reader, who hashes none, and never the second."""
    excerpt = attached(cut({"title": "x"}), "files/0001.jpg")
    altered = archive(ANNA, [BELA], [excerpt], [PHOTO]).replace(b"photophoto", b"photOphoto", 1)
    with pytest.raises(InputRejected, match="not the one that its manifest names"):
        unpacked(altered)
    for source in (altered, altered.replace(b'"x"', b'"y"', 1)):
        unpacking = Unpacking(hashing=False)
        reader = Archive(unpacking)
        if source is altered:
            reader.write(source)
            reader.finish()
            assert unpacking.finish().manifest.files
        else:
            with pytest.raises(InputRejected):
                reader.write(source)


def test_a_bundle_that_no_reader_would_take_is_never_finished() -> None:
    """A file that is not what the vault said, or that no record names, stops the making."""
    lying = replace(PHOTO, content=(b"other" * 1000,))
    excerpt = attached(cut({"title": "x"}), "files/0001.jpg")
    for excerpts, files in (
        ([excerpt], [lying]),
        ([cut({"title": "x"})], [PHOTO]),
        ([excerpt], []),
    ):
        made = packed(ANNA, [BELA], excerpts, files)
        with pytest.raises(InputRejected):
            b"".join(made.archive)


def test_a_text_that_no_reader_would_take_is_refused_at_once() -> None:
    """A tower of marks that one's own vault keeps does not leave it."""
    with pytest.raises(InputRejected, match="marks"):
        packed(ANNA, [BELA], [cut({"text": "e" + "\u0301" * 31})])


GOOD = members(archive(ANNA, [BELA], [attached(cut({"title": "x"}), "files/0001.jpg")], [PHOTO]))


@pytest.mark.parametrize("name", [name for name in GOOD if name not in ("pad.bin", "manifest.mac")])
@pytest.mark.parametrize("how", ["one bit", "longer", "shorter", "empty", "gone", "twice", "last"])
def test_no_file_can_be_altered_moved_or_left_out(name: str, how: str) -> None:
    """In an archive that is otherwise right, every file is held to the manifest."""
    files = dict(GOOD)
    content = files[name]
    if how == "gone":
        del files[name]
    elif how == "last":
        files[name] = files.pop(name)
        if name == "files/0001.jpg":
            return
    elif how == "twice":
        raw = remade(files)
        one = container.header(name, len(content)) + content + bytes(-len(content) % 512)
        with pytest.raises(InputRejected):
            unpacked(raw.replace(one, one + one, 1))
        return
    else:
        files[name] = {
            "one bit": bytes([content[0] ^ 1]) + content[1:],
            "longer": content + b"x",
            "shorter": content[:-1],
            "empty": b"",
        }[how]
    with pytest.raises(InputRejected):
        unpacked(remade(files))


@pytest.mark.parametrize(
    "added", ["x", "files/0002.bin", "entries/0002.json", "../../x", "manifest.json.sig"]
)
def test_no_file_can_be_added(added: str) -> None:
    """What the manifest does not name is not in the bundle."""
    for place in range(len(GOOD)):
        files = list(GOOD.items())
        files.insert(place, (added, b"x"))
        with pytest.raises(InputRejected):
            unpacked(remade(dict(files)))


@pytest.mark.parametrize("name", ["instructions.txt", "entries/0001.txt"])
@pytest.mark.parametrize(
    "text",
    ["\x1b[31m", "\x07", "\x9b31m", "a\u202eb", "a\u200bb", "\x1b]52;c;eA==\x07", "\r", "\0",
     "e" + "\u0301" * 31, "\U000e0041", "\u2028"],
)  # fmt: skip
def test_a_text_that_commands_a_terminal_is_refused(name: str, text: str) -> None:
    """Whoever opens a bundle by hand reads these files where nothing filters them."""
    made = parcel(ANNA, [BELA], [cut({"title": "x"})])
    if name == "instructions.txt":
        made = replace(made, guide_text=text.encode())
    else:
        made = replace(made, entries=((text.encode(), made.entries[0][1]),))
    spoilt: Packed = pack(made, prover(made.manifest, ANNA, [BELA]))
    with pytest.raises(InputRejected):
        b"".join(spoilt.archive)


def test_what_is_not_utf_8_is_refused() -> None:
    """A text file in another encoding is no text."""
    made = replace(parcel(ANNA, [BELA]), guide_text="привет".encode("cp1251"))
    with pytest.raises(InputRejected, match="UTF-8"):
        b"".join(pack(made, prover(made.manifest, ANNA, [BELA])).archive)


def test_too_much_in_all_is_refused_from_the_manifest() -> None:
    """Before a single record is read."""
    from safejournal.exchange.manifest import Listed, write_manifest

    good = packed(ANNA, [BELA], [cut({"title": "x"})]).manifest
    many = []
    for number in range(1, 18):
        text = Listed(name=layout.entry_text(number), size=1, sha256="1" * 64)
        entry = Listed(name=layout.entry(number), size=layout.LARGEST_ENTRY, sha256="1" * 64)
        many += [text, entry]
    with pytest.raises(InputRejected, match="too large altogether"):
        write_manifest(replace(good, files=(*good.files[:4], *many)))


def test_a_receipt_is_a_bundle_too() -> None:
    """With the same form, size and proof; it names the bundle that it is for."""
    from safejournal.exchange.manifest import Acknowledged

    what = Acknowledged(bundle="1" * 32, manifest="2" * 64, accepted=True)
    raw = archive(BELA, [ANNA], purpose=Purpose.RECEIPT, acknowledges=what)
    assert unpacked(raw).manifest.acknowledges == what
