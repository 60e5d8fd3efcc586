"""Sealing and opening with age: what our files show, and that other programs read them."""

from __future__ import annotations

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.errors import InputRejected, Refused
from safejournal.exchange import age
from safejournal.exchange.age import NotForUs
from safejournal.exchange.age_header import read_header
from tests.exchange.age_by_hand import CHUNK, Age
from tests.exchange.parcels import private, sealed
from tests.exchange.people import Somebody

ANNA, BELA = Somebody(), Somebody()


def opened(file: bytes, reader: Somebody = BELA) -> bytes:
    """Return what is in a file, opened with somebody's key."""
    source, out = io.BytesIO(file), io.BytesIO()
    age.unseal(read_header(source), source, out, private(reader).age_secret)
    return out.getvalue()


@given(st.binary(max_size=300_000), st.integers(1, 16))
def test_what_is_sealed_is_opened_by_every_recipient(content: bytes, count: int) -> None:
    """One or sixteen, whatever the content."""
    people = [Somebody() for _ in range(count)]
    file = sealed(content, people)
    assert opened(file, people[-1]) == opened(file, people[0]) == content


@pytest.mark.parametrize(("count", "shown"), [(1, 4), (4, 4), (5, 8), (8, 8), (9, 16), (16, 16)])
def test_the_number_of_recipients_hides_among_throw_away_keys(count: int, shown: int) -> None:
    """A file shows four, eight or sixteen; and none of their keys."""
    people = [Somebody() for _ in range(count)]
    file = sealed(b"x", people)
    head = file[: file.index(b"\n---")]
    assert head.count(b"-> X25519 ") == shown
    assert not any(person.public.age_recipient.encode() in file for person in people)


@pytest.mark.parametrize("count", [0, 17])
def test_none_and_too_many_recipients_are_refused(count: int) -> None:
    """Nothing is sealed to nobody, and no file shows seventeen."""
    with pytest.raises(Refused):
        sealed(b"x", [Somebody() for _ in range(count)])


def test_the_place_of_a_recipient_tells_nothing() -> None:
    """The real one stands at every place among the throw-away ones."""
    places: Counter[int] = Counter()
    secret = private(BELA).age_secret
    for _ in range(120):
        file = sealed(b"x", [BELA])
        stanzas = re.split(rb"(?=-> )", file.split(b"--- ", 1)[0])[1:]
        for at, stanza in enumerate(stanzas[:4]):
            alone = Age(BELA.public.recipient, stanzas=[stanza]).file()
            try:
                age.unseal(read_header(io.BytesIO(alone)), io.BytesIO(), io.BytesIO(), secret)
            except NotForUs:
                continue
            except InputRejected:  # the key was found, and the MAC is of another header
                places[at] += 1
    assert len(places) == 4
    assert sum(places.values()) == 120
    assert max(places.values()) < 70


def test_age_itself_opens_our_files(tmp_path: Path) -> None:
    """A contact with nothing but Debian's age reads it."""
    (tmp_path / "key").write_text(private(BELA).age_secret + "\n")
    file = sealed(b"content" * 50_000, [ANNA, BELA])
    command = ["age", "--decrypt", "--identity", str(tmp_path / "key")]
    done = subprocess.run(command, input=file, capture_output=True, check=True)
    assert done.stdout == b"content" * 50_000


def test_we_open_files_that_age_made(tmp_path: Path) -> None:
    """With a key of age-keygen, to which age itself has sealed."""
    from safejournal.exchange.private_keys import read_identity_file

    subprocess.run(["age-keygen", "-o", tmp_path / "key"], check=True, capture_output=True)
    identity = read_identity_file((tmp_path / "key").read_bytes())
    command = ["age", "--encrypt", "-r", identity.public.age_recipient]
    made = subprocess.run(command, input=b"x" * 70_000, capture_output=True, check=True).stdout
    source, out = io.BytesIO(made), io.BytesIO()
    age.unseal(read_header(source), source, out, identity.age_secret)
    assert out.getvalue() == b"x" * 70_000


def altered() -> dict[str, bytes]:
    """Return files to Bela each of which was altered in one way."""
    file = Age(BELA.public.recipient, content=bytes(range(256)) * 1000)
    chunks = file.payload()
    whole = file.file()

    def of(*parts: bytes) -> bytes:
        file.chunks = list(parts)
        return file.file()

    return {
        "last chunk gone": of(*chunks[:-1]),
        "first chunk gone": of(*chunks[1:]),
        "chunks swapped": of(chunks[1], chunks[0], *chunks[2:]),
        "chunk doubled": of(chunks[0], chunks[0], *chunks[1:]),
        "byte appended": whole + b"x",
        "byte gone": whole[:-1],
        "file appended": whole + whole,
        "no payload": of(),
        "last mark too early": of(file.sealed(0, file.content[:CHUNK], last=True), *chunks[1:]),
        "last mark missing": of(
            *chunks[:-1], file.sealed(3, file.content[3 * CHUNK :], last=False)
        ),
        "empty last chunk": of(
            file.sealed(0, file.content[:CHUNK], last=False), file.sealed(1, b"", last=True)
        ),
        "bit in the payload": whole[:-5000] + bytes([whole[-5000] ^ 1]) + whole[-4999:],
        "bit in the MAC": Age(BELA.public.recipient, mac=bytes(32)).file(),
        "zero share": Age(
            BELA.public.recipient,
            stanzas=[Age(BELA.public.recipient).x25519(share=bytes(32))],
        ).file(),
    }


@pytest.mark.parametrize("how", altered())
def test_what_was_altered_is_refused(how: str) -> None:
    """Cut, swapped, doubled, appended, one bit: never opened as if it were whole."""
    with pytest.raises(InputRejected):
        opened(altered()[how])


@pytest.mark.parametrize("border", range(4))
def test_a_file_cut_at_a_chunk_s_border_is_refused(border: int) -> None:
    """Where a truncation looks most like an end."""
    file = Age(BELA.public.recipient, content=bytes(4 * CHUNK))
    whole = file.file()
    cut = len(file.header()) + 16 + border * (CHUNK + 16)
    for end in (cut - 1, cut, cut + 1):
        with pytest.raises(InputRejected):
            opened(whole[:end])


def test_a_file_for_somebody_else_says_so() -> None:
    """That is another thing than damage."""
    with pytest.raises(NotForUs):
        opened(sealed(b"x", [ANNA]))


def test_a_plugin_s_stanza_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of that name on the path is not started by a file that names it."""
    program = tmp_path / "age-plugin-evil"
    program.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    file = Age(BELA.public.recipient)
    file.stanzas = [b"-> evil ../../x\n\n", file.x25519()]
    assert opened(file.file()) == b"hello"
    assert not (tmp_path / "ran").exists()


def test_what_the_target_raises_comes_through() -> None:
    """A reader that refuses the content stops the work with its own refusal."""

    class Full:
        def write(self, data: bytes) -> None:
            raise Refused(f"full at {len(data)}")

    source = io.BytesIO(sealed(b"x" * 1000, [BELA]))
    with pytest.raises(Refused, match="full"):
        age.unseal(read_header(source), source, Full(), private(BELA).age_secret)
    for content in ([b"x"], [b"x" * 1_000_000]):
        with pytest.raises(Refused, match="full"):
            age.seal(content, Full(), [BELA.public.recipient])


def test_a_disk_that_fills_up_at_any_write_is_never_taken_for_success() -> None:
    """The library swallows what its last writes raise; we do not."""

    class Filling(io.BytesIO):
        left = 0

        def write(self, data: bytes) -> int:  # type: ignore[override]
            if not self.left:
                raise Refused("full")
            self.left -= 1
            return super().write(data)

    whole = Filling()
    whole.left = 1000
    age.seal([b"x" * 2_000_000], whole, [BELA.public.recipient])
    writes = 1000 - whole.left
    assert writes > 3
    for left in range(writes):
        out = Filling()
        out.left = left
        with pytest.raises(Refused, match="full"):
            age.seal([b"x" * 2_000_000], out, [BELA.public.recipient])


def test_content_that_fails_leaves_no_complete_file() -> None:
    """An archive that turns out wrong while it is sealed raises, and what was written is cut."""

    def content() -> Iterator[bytes]:
        yield b"x" * 200_000
        raise InputRejected("not sound")

    out = io.BytesIO()
    with pytest.raises(InputRejected, match="not sound"):
        age.seal(content(), out, [BELA.public.recipient])
    if out.getvalue():
        with pytest.raises(InputRejected):
            opened(out.getvalue())
