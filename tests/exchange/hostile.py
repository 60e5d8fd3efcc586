"""The hostile files, each made by a line of this page, each with the verdict that it must get.

Numbered as in docs/bundle-format.md. `python -m tests.exchange.hostile FOLDER` writes them.
"""

from __future__ import annotations

import gzip
import io
import json
import os
import secrets
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from safejournal.exchange import container, layout, signature
from safejournal.exchange.container import BLOCK, Member, header, write
from safejournal.exchange.excerpts import Excerpt
from safejournal.exchange.manifest import Proof
from safejournal.exchange.packing import pack
from tests.exchange.age_by_hand import CHUNK, Age
from tests.exchange.parcels import (
    archive,
    attached,
    cut,
    outgoing,
    packed,
    parcel,
    private,
    prover,
    sealed,
)
from tests.exchange.people import Somebody

REFUSED, NOT_FOR_US, ASKS, TAKEN = "refused", "not for us", "asks", "taken"
ORDER = 2**252 + 27742317777372353535851937790883648493

ANNA = Somebody()
"""Who sends."""
BELA = Somebody()
"""Who reads."""


@dataclass(frozen=True)
class Case:
    """A hostile file."""

    number: int
    name: str
    make: Callable[[], bytes]
    verdict: str = REFUSED
    shown: bool | None = None
    """Of a file that is taken: whether it shows Anna as its sender."""


def age_file(**parts: Any) -> Age:
    """Return an age file to Bela, made by hand."""
    return Age(BELA.public.recipient, **parts)


def around(raw: bytes) -> bytes:
    """Return an archive sealed to Bela."""
    return sealed(raw, [BELA])


def good(*excerpts: Excerpt, **more: Any) -> bytes:
    """Return the archive of a sound bundle from Anna to Bela."""
    return archive(ANNA, [BELA], excerpts or [cut({"title": "x"})], **more)


def files_of(raw: bytes) -> dict[str, bytes]:
    """Return an archive's members."""
    with tarfile.open(fileobj=io.BytesIO(raw)) as found:
        members = {e.name: (found.extractfile(e) or io.BytesIO()).read() for e in found}
    members.pop(container.PAD)
    return members


def remade(files: Mapping[str, bytes]) -> bytes:
    """Return a sealed archive of these members, rightly written."""
    return around(b"".join(write(Member(n, len(b), [b]) for n, b in files.items())))


def with_member(name: str, content: bytes = b"x", **changed: Any) -> bytes:
    """Return a sealed archive in which an odd member stands behind the manifest's files."""
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = len(content), 0o600, 946_684_800
    for key, value in changed.items():
        setattr(info, key, value)
    raw = good()
    at = raw.index(b"pad.bin\0")
    block = info.tobuf(tarfile.USTAR_FORMAT) + content + bytes(-len(content) % BLOCK)
    return around(raw[:at] + block + raw[at:])


def with_header(at: int, new: bytes) -> bytes:
    """Return a sealed archive whose first header says something else, with a right checksum."""
    raw = bytearray(good())
    raw[at : at + len(new)] = new
    raw[148:156] = b" " * 8
    raw[148:156] = b"%06o\0 " % sum(raw[:BLOCK])
    return around(bytes(raw))


def foreign_tar(how: int, **options: Any) -> bytes:
    """Return a sealed archive of a bundle's files in another dialect of tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=how, **options) as made:
        for name, content in files_of(good()).items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            made.addfile(info, io.BytesIO(content))
    return around(out.getvalue())


def with_manifest(change: Callable[[bytes], bytes]) -> bytes:
    """Return a sealed bundle whose manifest was changed and proven anew by its sender."""
    made = packed(ANNA, [BELA], [cut({"title": "x"})])
    files = files_of(b"".join(made.archive))
    document = change(files[layout.MANIFEST])
    files[layout.MANIFEST] = document
    files[layout.CODE] = prover(made.manifest, ANNA, [BELA])(document)
    return remade(files)


def manifest_says(**values: Any) -> bytes:
    """Return a sealed bundle whose manifest has other values."""
    return with_manifest(lambda document: json.dumps(json.loads(document) | values).encode())


def with_entry(change: Callable[[bytes], bytes]) -> bytes:
    """Return a sealed bundle whose record was changed, and named rightly in the manifest."""
    made = packed(ANNA, [BELA], [cut({"title": "x"})])
    files = files_of(b"".join(made.archive))
    entry = change(files["entries/0001.json"])
    files["entries/0001.json"] = entry
    document = json.loads(files[layout.MANIFEST])
    for each in document["files"]:
        if each["name"] == "entries/0001.json":
            each |= {"size": len(entry), "sha256": sha256(entry).hexdigest()}
    files[layout.MANIFEST] = json.dumps(document).encode()
    files[layout.CODE] = prover(made.manifest, ANNA, [BELA])(files[layout.MANIFEST])
    return remade(files)


def entry_says(**fields: Any) -> bytes:
    """Return a sealed bundle with a record of these fields, whatever they are."""

    def change(entry: bytes) -> bytes:
        canonical = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        told = json.loads(entry) | {"fields": fields}
        told["sha256"] = sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
        return json.dumps(told).encode()

    return with_entry(change)


def text_says(text: str) -> bytes:
    """Return a sealed bundle whose readable text holds this."""
    made = parcel(ANNA, [BELA], [cut({"title": "x"})])
    made = replace(made, entries=((text.encode(), made.entries[0][1]),))
    return around(unchecked(made))


def unchecked(made: Any) -> bytes:
    """Return an archive without the maker's own reading of it."""
    from safejournal.exchange import packing

    before = packing._read_back
    packing._read_back = lambda archive: archive
    try:
        return b"".join(pack(made, prover(made.manifest, ANNA, [BELA])).archive)
    finally:
        packing._read_back = before


def signed(change: Callable[[bytes, bytes, bytes], bytes]) -> bytes:
    """Return sealed evidence whose signature was changed: document, public key, raw signature."""
    made = packed(ANNA, [BELA], [cut({"title": "x"})], proof=Proof.SIGNATURE)
    files = files_of(b"".join(made.archive))
    document = files[layout.MANIFEST]
    public, raw = signature._take_apart(files[layout.SIGNATURE], signature.NAMESPACES[False])
    files[layout.SIGNATURE] = change(document, public, raw)
    return remade(files)


def armored(public: bytes, raw: bytes, namespace: str = signature.NAMESPACES[False]) -> bytes:
    """Return a signature file."""
    return signature._armor(public, raw, namespace)


def signing_key_is(raw: bytes) -> bytes:
    """Return sealed evidence that names a hostile key and is signed under it."""
    made = packed(ANNA, [BELA], [cut({"title": "x"})], proof=Proof.SIGNATURE)
    files = files_of(b"".join(made.archive))
    document = json.loads(files[layout.MANIFEST])
    document["sender"]["signing"] = raw.hex()
    files[layout.MANIFEST] = json.dumps(document).encode()
    files[layout.SIGNATURE] = armored(raw, bytes([1]) + bytes(63))
    return remade(files)


def age_cases() -> Iterator[Case]:
    """Yield 1 to 16: what stands around the archive."""
    from tests.exchange.test_age import altered
    from tests.exchange.test_age_header import bad_headers

    whole = partial(around, b"")

    def dear(work: int) -> bytes:
        file = age_file()
        file.stanzas = [file.scrypt("p", work)]
        return file.file()

    def stanzas(*which: bytes) -> bytes:
        return age_file(stanzas=list(which)).file()

    yield Case(0, "sound bundle", lambda: around(good()), TAKEN, shown=True)
    yield Case(
        0, "sound evidence", lambda: signed(lambda _, p, r: armored(p, r)), TAKEN, shown=True
    )
    yield Case(1, "empty file", bytes)
    yield Case(2, "garbage", lambda: secrets.token_bytes(5000))
    yield Case(3, "header only", lambda: age_file().header())
    for how in bad_headers():
        yield Case(4, f"header: {how}", lambda how=how: bad_headers()[how])  # type: ignore[misc]
    yield Case(5, "passphrase that takes 8 GiB", lambda: dear(23))
    yield Case(6, "passphrase that takes everything", lambda: dear(63))
    yield Case(6, "passphrase that takes 2 GiB", lambda: dear(21), NOT_FOR_US)
    yield Case(
        7,
        "passphrase beside a key",
        lambda: stanzas(age_file().scrypt("p", 1), age_file().x25519()),
    )
    yield Case(8, "ten thousand stanzas", lambda: stanzas(*[b"-> grease x\n\n"] * 10_000))
    yield Case(9, "header line of ten megabytes", lambda: stanzas(b"-> " + b"x" * 10**7 + b"\n\n"))
    content = good() + bytes(4 * CHUNK)
    for border in range(4):
        cut_at = partial(cut_after, content, border)
        yield Case(10, f"cut at chunk {border}", cut_at)
    for number, how in ((11, "last chunk gone"), (12, "byte appended"), (13, "chunks swapped")):
        yield Case(number, how, lambda how=how: altered_for_bela(how))  # type: ignore[misc]
    yield Case(14, "plugin stanza alone", lambda: stanzas(b"-> ../../x y\n\n"), NOT_FOR_US)
    yield Case(15, "text form", lambda: armor(whole(), b"\n"))
    yield Case(15, "text form, CRLF, text behind", lambda: armor(whole(), b"\r\n") + b"hello")
    yield Case(16, "for somebody else", lambda: sealed(good(), [ANNA]), NOT_FOR_US)
    assert {"last chunk gone", "byte appended", "chunks swapped"} <= altered().keys()


def cut_after(content: bytes, chunks: int) -> bytes:
    """Return an age file cut behind that many chunks."""
    file = age_file(content=content)
    return file.header() + file.nonce + b"".join(file.payload()[:chunks])


def altered_for_bela(how: str) -> bytes:
    """Return an altered age file around a sound archive."""
    file = age_file(content=good() + good())
    chunks = file.payload()
    if how == "last chunk gone":
        file.chunks = chunks[:-1]
    elif how == "chunks swapped":
        file.chunks = [chunks[1], chunks[0], *chunks[2:]]
    return file.file() + (b"x" if how == "byte appended" else b"")


def armor(raw: bytes, end: bytes) -> bytes:
    """Return age's text form."""
    import base64

    text = base64.b64encode(raw)
    lines = [text[at : at + 64] for at in range(0, len(text), 64)]
    begin, last = b"-----BEGIN AGE ENCRYPTED FILE-----", b"-----END AGE ENCRYPTED FILE-----"
    return end.join([begin, *lines, last, b""])


def container_cases() -> Iterator[Case]:
    """Yield 17 to 31: the archive."""
    yield Case(17, "climbing name", lambda: with_member("../../.ssh/authorized_keys"))
    yield Case(18, "absolute name", lambda: with_member("/etc/cron.d/x"))
    for number, what, kind in (
        (19, "symbolic link", tarfile.SYMTYPE),
        (20, "hard link", tarfile.LNKTYPE),
        (21, "device", tarfile.CHRTYPE),
        (21, "pipe", tarfile.FIFOTYPE),
        (28, "sparse file", tarfile.GNUTYPE_SPARSE),
    ):
        make = partial(with_member, "files/0001.bin", b"", type=kind, linkname="/etc/passwd")
        yield Case(number, what, make)
    pax = {"path": "../x", "size": "9"}
    yield Case(22, "PAX", lambda: foreign_tar(tarfile.PAX_FORMAT, pax_headers=pax))
    yield Case(23, "GNU long name", lambda: with_member("././@LongLink", b"n" * 300, type=b"L"))
    yield Case(24, "same member twice", lambda: with_member("entries/0001.json"))
    for how, digits in (
        ("negative", b"-0000000001\0"),
        ("base 256", b"\x80" + bytes(7) + b"\0\0\2\0"),
        ("overflowing", b"77777777777\0"),
        ("not octal", b"00000000099\0"),
    ):
        yield Case(25, f"{how} size", partial(with_header, 124, digits))
    yield Case(26, "bad checksum", lambda: around(good().replace(b"ustar\0", b"ustar ", 1)))
    yield Case(27, "100,000 empty members", lambda: around(header("x", 0) * 100_000))
    yield Case(29, "name with a zero byte", partial(with_header, 0, b"READ-ME.txt\0hidden"))
    for odd in (
        "n" * 100 + "/" + "n" * 100,
        "a\nb",
        "-rf",
        "CON",
        "x.",
        "x ",
        "n" * 90,
        "entries/0001.JSON",
        "é",
        "e\u0301",
    ):
        yield Case(29, f"name {odd!a}", partial(with_member, odd))
    bomb = zlib.compress(bytes(200 << 20), 9)
    yield Case(30, "bomb in the archive's place", lambda: around(bomb))
    yield Case(30, "gzip bomb in the archive's place", lambda: around(packed_with(gzip.compress)))
    yield Case(30, "zip bomb in the archive's place", lambda: around(zip_bomb()))
    yield Case(30, "zip bomb as an attachment", lambda: with_file(zip_bomb()), TAKEN, shown=True)
    yield Case(30, "bomb as an attachment", lambda: with_file(bomb), TAKEN, shown=True)
    yield Case(31, "PDF that is an archive too", lambda: around(b"%PDF-1.7\n" + good()))
    yield Case(31, "PDF before the age file", lambda: b"%PDF-1.7\n" + around(good()))
    polyglot = b"%PDF-1.7\n" + good()
    yield Case(31, "polyglot as an attachment", lambda: with_file(polyglot), TAKEN, shown=True)


def packed_with(pack_it: Callable[[bytes], bytes]) -> bytes:
    """Return 200 MB of zeros, packed."""
    return pack_it(bytes(200 << 20))


def zip_bomb() -> bytes:
    """Return an office file whose one part is 200 MB of zeros."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("word/document.xml", bytes(200 << 20))
    return out.getvalue()


def with_file(content: bytes) -> bytes:
    """Return a sealed bundle with an attachment."""
    excerpt = attached(cut({"title": "x"}), "files/0001.pdf")
    return around(archive(ANNA, [BELA], [excerpt], [outgoing(1, content, "pdf")]))


def manifest_cases() -> Iterator[Case]:
    """Yield 32 to 44: the manifest, and the records, which the same code reads."""

    def number_is(text: bytes) -> bytes:
        return with_manifest(lambda d: d.replace(b'"number":1000', b'"number":' + text))

    yield Case(32, "depth 200,000", lambda: with_manifest(lambda _: b"[" * 200_000))
    yield Case(32, "depth in a record", lambda: with_entry(lambda _: b'{"a":' * 100_000))
    million = b"[" + b"{}," * 1_300_000 + b"{}]"
    yield Case(33, "four megabytes of {}", lambda: with_manifest(lambda _: million))
    yield Case(33, "fifteen megabytes of {}", lambda: with_manifest(lambda _: million * 4))
    for text in (b"NaN", b"Infinity", b"1e999", b"1.0"):
        yield Case(34, f"number {text.decode()}", partial(number_is, text))
    yield Case(35, "5,000 digits", lambda: number_is(b"1" * 5000))
    yield Case(36, "2^63", lambda: number_is(b"9223372036854775808"))
    twice = b'"number":1000,"number":1'
    yield Case(37, "key twice", lambda: with_manifest(lambda d: d.replace(b'"number":1000', twice)))
    yield Case(38, "half a character", lambda: manifest_says(called="\ud800"))
    yield Case(38, "half a character in a record", lambda: entry_says(title="\ud800"))
    yield Case(39, "UTF-16", lambda: with_manifest(lambda d: d.decode().encode("utf-16")))
    yield Case(39, "byte order mark", lambda: with_manifest(lambda d: b"\xef\xbb\xbf" + d))
    yield Case(40, "list for text", lambda: manifest_says(called=["x"]))
    yield Case(40, "true for a number", lambda: manifest_says(number=True))
    yield Case(40, "true in a record", lambda: entry_says(title=True))
    yield Case(41, "unknown format", lambda: manifest_says(format="safejournal-bundle/9"))
    yield Case(41, "extra key", lambda: manifest_says(run="x"))
    yield Case(41, "extra key in a record", lambda: entry_says(run="x"))
    files = json.loads(files_of(good())[layout.MANIFEST])["files"]
    for number, how, changed in (
        (42, "wrong hash", [{**files[0], "sha256": "0" * 64}, *files[1:]]),
        (43, "file missing", files[:-1]),
        (43, "file too many", [*files, {"name": "files/0001.bin", "size": 1, "sha256": "0" * 64}]),
        (44, "size lies", [*files[:-1], {**files[-1], "size": files[-1]["size"] + 1}]),
        (44, "size lies enormously", [*files[:-1], {**files[-1], "size": 1 << 40}]),
    ):
        yield Case(number, how, partial(manifest_says, files=changed))
    yield Case(42, "record's own hash wrong", lambda: with_entry(hash_wrong))


def hash_wrong(entry: bytes) -> bytes:
    """Return an excerpt that names another hash of its fields."""
    return json.dumps(json.loads(entry) | {"sha256": "0" * 64}).encode()


def signature_cases() -> Iterator[Case]:
    """Yield 45 to 51: who made it. 52 and 53 need an inbox: tests/services/test_receiving.py."""
    from tests.exchange.test_keys import small_order_keys

    yield Case(45, "no proof at all", lambda: around(archive(None, [BELA])), TAKEN, shown=False)
    yield Case(45, "signature promised, none there", lambda: without(layout.SIGNATURE))
    yield Case(45, "code promised, none there", lambda: without(layout.CODE))
    yield Case(45, "code false", lambda: with_code(b"0" * 64))
    yield Case(46, "another purpose", lambda: signed(lambda _, p, r: armored(p, r, "file")))
    for at, key in enumerate(sorted(small_order_keys())):
        yield Case(47, f"small-order key {at}", partial(signing_key_is, key))
    yield Case(
        48, "key not canonical", lambda: signing_key_is((2**255 - 17).to_bytes(32, "little"))
    )
    yield Case(49, "S + L", lambda: signed(malleated))
    other = Somebody()
    yield Case(
        50,
        "signed by another key than it names",
        lambda: signed(lambda document, *_: signature.sign(document, private(other))),
    )
    named = {"called": "Anna"}
    yield Case(
        50,
        "stranger who calls herself Anna",
        lambda: around(archive(other, [BELA], [cut({"title": "x"})], **named)),
        TAKEN,
        shown=False,
    )
    forwarded = partial(archive, ANNA, [Somebody()], [cut({"title": "x"})])
    yield Case(51, "forwarded", lambda: around(forwarded()), TAKEN, shown=False)


def without(name: str) -> bytes:
    """Return a sealed bundle without its proof."""
    proof = Proof.SIGNATURE if name == layout.SIGNATURE else Proof.CODE
    files = files_of(archive(ANNA, [BELA], [cut({"title": "x"})], proof=proof))
    del files[name]
    return remade(files)


def with_code(code: bytes) -> bytes:
    """Return a sealed bundle with a false code."""
    files = files_of(good())
    files[layout.CODE] = BELA.public.age_recipient.encode() + b" " + code + b"\n"
    return remade(files)


def malleated(_: bytes, public: bytes, raw: bytes) -> bytes:
    """Return the same signature in another number, which a careless verifier takes."""
    more = (int.from_bytes(raw[32:], "little") + ORDER).to_bytes(32, "little")
    return armored(public, raw[:32] + more)


COMMANDS = {
    "every control": "".join(map(chr, (*range(1, 32), *range(127, 160)))),
    "title": "\x1b]0;x\x07",
    "clipboard": "\x1b]52;c;eA==\x07",
    "link": "\x1b]8;;file:///x\x07x\x1b]8;;\x07",
    "device control": "\x1bP$q\x1b\\\x1b_x\x1b\\",
    "leave the screen": "\x1b[?1049l",
    "ask the terminal": "\x1b[6n\x1b[21t",
}

HARMLESS: dict[int, dict[str, Any]] = {
    55: {"title": "\x1b]0;", "text": "x\x07"},
    56: {"title": "a\u202eb\u2066c", "text": "\u2069\u2069"},
    57: {"title": "a\u200bb\u00ad\ufe0f", "text": "\U000e0041\U000e007f"},
    59: {"text": "\ufdfa" * 150_000},
    60: {"title": "[/nope]", "text": "[@click=app.quit]x[/] [link=file:///etc/passwd]y[/]"},
    61: {"title": "Аnna", "text": "Anna"},
    62: {"title": "👨‍👩‍👧‍👦" * 500, "text": "x" * 200_000, "tags": ["سلام abc עברית"] * 900},
    63: {"title": '"', "text": "NEAR( a:b -x ^ * ' ; DROP TABLE version; --"},
}
"""Fields that are only text to us: taken as they are, and made visible wherever they are shown."""


def text_cases() -> Iterator[Case]:
    """Yield 54 to 64: text and times."""
    for how, text in COMMANDS.items():
        yield Case(54, f"{how} in a record", partial(entry_says, title=text), TAKEN, shown=True)
        yield Case(54, f"{how} in a readable text", partial(text_says, text))
    for number, fields in HARMLESS.items():
        yield Case(number, "text in a record", partial(entry_says, **fields), TAKEN, shown=True)
    marks = "a" + "\u0300\u0316" * 60_000
    yield Case(58, "120,000 marks", partial(entry_says, text=marks))
    yield Case(58, "120,000 marks in a name", partial(manifest_says, called=marks))
    yield Case(62, "a megabyte in one text", partial(entry_says, text="x" * 1_000_000))
    yield Case(62, "a NUL", partial(entry_says, text="ab\0hidden"))
    for day in ("0000-01-01", "1899-12-31", "2201-01-01", "2026-02-30", "1e20"):
        yield Case(64, f"day {day}", partial(entry_says, when={"day": day}))
    yield Case(64, "moment", partial(entry_says, when={"at": "9999-12-31T23:59+14:00"}))
    yield Case(64, "moment of making", partial(manifest_says, made="0001-01-01T00:00:00+23:59"))


def cases() -> list[Case]:
    """Return all of them."""
    every = (age_cases, container_cases, manifest_cases, signature_cases, text_cases)
    return [case for group in every for case in group()]


def main(folder: Path) -> None:
    """Write the files, and the key that opens what opens."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "key.txt").write_text(private(BELA).age_secret + "\n")
    for place, case in enumerate(cases()):
        name = f"{case.number:02}-{place:03}-{case.verdict.replace(' ', '-')}.age"
        (folder / name).write_bytes(case.make())


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else os.curdir))
