"""The header of an age file, judged before the library may see it."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.errors import InputRejected
from safejournal.exchange import age
from safejournal.exchange.age_header import LARGEST_HEADER, MOST_STANZAS, MOST_WORK, read_header
from tests.exchange.age_by_hand import Age
from tests.exchange.parcels import private, sealed
from tests.exchange.people import Somebody

BELA = Somebody()


def made() -> Age:
    """Return an age file for Bela."""
    return Age(BELA.public.recipient)


def test_what_age_and_the_library_write_is_read(tmp_path: Path) -> None:
    """Files of both programs, for keys and with the noise stanza that one of them adds."""
    source = tmp_path / "x"
    source.write_bytes(b"x" * 100_000)
    key = BELA.public.age_recipient
    command = ["age", "-r", key, "-r", Somebody().public.age_recipient, "-o", f"{source}.age"]
    subprocess.run([*command, str(source)], check=True)
    theirs = read_header(io.BytesIO((tmp_path / "x.age").read_bytes()))
    assert (theirs.stanzas, theirs.work, theirs.memory) == (2, None, 0)
    ours = read_header(io.BytesIO(sealed(b"x", [BELA])))
    assert ours.stanzas >= 4


@pytest.mark.parametrize("work", [1, 10, 18, MOST_WORK])
def test_a_passphrase_s_cost_is_known_before_it_is_paid(work: int) -> None:
    """The memory that opening takes is told from the header alone."""
    file = made()
    file.stanzas = [file.scrypt("p", work)]
    header = read_header(io.BytesIO(file.file()))
    assert header.work == work
    assert header.memory == 1024 * 2**work


def bad_headers() -> dict[str, bytes]:
    """Return headers each of which is wrong in one way."""
    file = made()
    grease = b"-> grease x\n\n"
    good = file.x25519()

    def of(*stanzas: bytes) -> bytes:
        return Age(BELA.public.recipient, stanzas=list(stanzas)).file()

    return {
        "empty": b"",
        "garbage": bytes(range(256)) * 100,
        "only the first line": file.version,
        "only a header's beginning": file.header()[:60],
        "another version": file.file().replace(b"/v1", b"/v2", 1),
        "windows line ends": file.file().replace(b"\n", b"\r\n", 3),
        "text form": b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n-----END AGE ENCRYPTED FILE",
        "work 22": of(file.scrypt("p", 22)),
        "work 23": of(file.scrypt("p", 23)),
        "work 63": of(file.scrypt("p", 63)),
        "work 9999999999": of(file.scrypt("p", 1, b"9999999999")),
        "work 010": of(file.scrypt("p", 1, b"010")),
        "work +1": of(file.scrypt("p", 1, b"+1")),
        "work 0": of(file.scrypt("p", 1, b"0")),
        "no work": of(file.scrypt("p", 1, b"").replace(b" \n", b"\n")),
        "work and more": of(file.scrypt("p", 1, b"1 x")),
        "passphrase beside a key": of(file.scrypt("p", 1), good),
        "passphrase twice": of(file.scrypt("p", 1), file.scrypt("p", 1)),
        "too many stanzas": of(*[grease] * (MOST_STANZAS + 1)),
        "ten thousand stanzas": of(*[grease] * 10_000),
        "a line of ten megabytes": of(b"-> grease " + b"x" * 10_000_000 + b"\n\n"),
        "a body of ten megabytes": of(b"-> grease x\n" + b"A" * 64 + (b"\n" + b"A" * 64) * 160_000),
        "a body line too long": of(b"-> grease x\n" + b"A" * 65 + b"\n"),
        "a body without its end": of(b"-> grease x\n" + b"A" * 64 + b"\n"),
        "no argument": of(b"-> \n\n"),
        "two spaces": of(b"-> grease  x\n\n"),
        "a space at the end": of(b"-> grease \n\n"),
        "a letter that none may be": of(b"-> gr\xc3\xa9ase\n\n"),
        "a NUL": of(b"-> gr\0ase\n\n"),
        "no stanza mark": of(b"grease x\n\n"),
        "a short MAC": file.header().replace(b"--- ", b"--- x", 1)[:-10] + b"\n",
    }


@pytest.mark.parametrize("how", bad_headers())
def test_a_header_that_is_wrong_in_one_way_is_refused(how: str) -> None:
    """Malformed, too long, too many, too dear: refused from at most 16 KiB."""
    source = io.BytesIO(bad_headers()[how])
    with pytest.raises(InputRejected):
        read_header(source)
    assert source.tell() <= LARGEST_HEADER


@given(st.binary(max_size=300), st.integers(0, 400))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    """Whatever stands there, nothing else than our refusal comes of it."""
    file = made().file()
    for source in (noise, file[:at] + noise + file[at:], file[:at] + noise):
        try:
            header = read_header(io.BytesIO(source))
        except InputRejected:
            continue
        assert header.stanzas <= MOST_STANZAS


def test_a_file_made_by_hand_opens(tmp_path: Path) -> None:
    """The maker of bad files makes good ones too: for the library and for age itself."""
    file = made()
    file.content = b"x" * 200_000
    out = io.BytesIO()
    source = io.BytesIO(file.file())
    header = read_header(source)
    secret = private(BELA).age_secret
    age.unseal(header, source, out, secret)
    assert out.getvalue() == file.content
    (tmp_path / "key").write_text(secret)
    command = ["age", "-d", "-i", str(tmp_path / "key")]
    done = subprocess.run(command, input=file.file(), capture_output=True, check=True)
    assert done.stdout == file.content
