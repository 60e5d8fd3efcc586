"""The jail: what comes out of it, what it dies of, and that the session outlives it."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

import pytest

from safejournal.errors import ConfirmationNeeded, InputRejected, Refused
from safejournal.exchange import jail, verdicts
from safejournal.exchange.age import NotForUs
from safejournal.exchange.jail import Agreed, Secret, read_foreign
from tests.exchange.age_by_hand import Age
from tests.exchange.parcels import archive, cut, private, sealed
from tests.exchange.people import Somebody
from tests.vault.children import said

ANNA, BELA = Somebody(), Somebody()
KEY = Secret(key=private(BELA).age_secret)
CONTENT = archive(ANNA, [BELA], [cut({"title": "x"})])


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return where foreign files lie."""
    return tmp_path / "foreign"


def given_back(place: Path, content: bytes, secret: Secret = KEY, **agreed: bool) -> bytes:
    """Return what the jail makes of a file."""
    place.write_bytes(content)
    out = io.BytesIO()
    with place.open("rb") as file:
        read_foreign(file, secret, out, Agreed(**agreed))
    return out.getvalue()


def test_the_archive_comes_back_as_it_was(place: Path) -> None:
    """Byte for byte, so that signature and hashes can be looked at again."""
    assert given_back(place, sealed(CONTENT, [BELA])) == CONTENT


def test_a_large_attachment_passes_through(place: Path) -> None:
    """Twenty megabytes, which neither side keeps."""
    from tests.exchange.parcels import attached, outgoing

    excerpt = attached(cut({"title": "x"}), "files/0001.bin")
    content = archive(ANNA, [BELA], [excerpt], [outgoing(1, os.urandom(20 << 20))])
    assert given_back(place, sealed(content, [BELA])) == content


def test_what_is_not_for_us_says_so(place: Path) -> None:
    """That is neither damage nor danger."""
    with pytest.raises(NotForUs, match="sealed to others"):
        given_back(place, sealed(CONTENT, [ANNA]))


def test_a_passphrase_opens_and_another_does_not(place: Path) -> None:
    """A file of a small cost, made by hand."""
    file = Age(BELA.public.recipient, content=CONTENT)
    file.stanzas = [file.scrypt("six words", 14)]
    assert given_back(place, file.file(), Secret(passphrase="six words")) == CONTENT
    with pytest.raises(NotForUs, match="another one"):
        given_back(place, file.file(), Secret(passphrase="five words"))
    with pytest.raises(NotForUs, match="with a passphrase"):
        given_back(place, file.file())
    with pytest.raises(NotForUs, match="with keys"):
        given_back(place, sealed(CONTENT, [BELA]), Secret(passphrase="six words"))


@pytest.mark.parametrize("work", [19, 21])
def test_a_dear_passphrase_is_asked_for_before_it_is_paid(place: Path, work: int) -> None:
    """With the memory that it takes; nothing has been allocated by then."""
    file = Age(BELA.public.recipient)
    file.stanzas = [file.scrypt("p", work)]
    with pytest.raises(ConfirmationNeeded, match=f"{2**work // 1024} MiB"):
        given_back(place, file.file(), Secret(passphrase="p"))


def test_the_ordinary_cost_of_a_passphrase_is_paid_without_asking(place: Path) -> None:
    """Work factor 18 is what age itself writes: 256 MiB, and here nobody's key behind it."""
    file = Age(BELA.public.recipient)
    file.stanzas = [file.scrypt("p", 18)]
    with pytest.raises(NotForUs, match="another one"):
        given_back(place, file.file(), Secret(passphrase="p"))


def test_a_large_file_is_asked_for_before_it_is_read(place: Path) -> None:
    """Above 64 MiB a person must expect it; above a gibibyte nobody can."""
    place.touch()
    os.truncate(place, jail.LARGEST_SILENT + 1)
    out = io.BytesIO()
    with place.open("rb") as file:
        with pytest.raises(ConfirmationNeeded, match="larger than 64 MiB"):
            read_foreign(file, KEY, out, Agreed())
        with pytest.raises(InputRejected, match="no age file"):
            read_foreign(file, KEY, out, Agreed(large=True))
    os.truncate(place, jail.LARGEST + 1)
    with place.open("rb") as file, pytest.raises(InputRejected, match="larger than any bundle"):
        read_foreign(file, KEY, out, Agreed(large=True))
    assert out.getvalue() == b""


def test_a_pipe_that_never_ends_is_cut_off() -> None:
    """Of a pipe nobody knows the size: the inmate counts, and stops."""
    feeder = subprocess.Popen(
        [sys.executable, "-c", FEED, sealed(b"x", [BELA]).hex()], stdout=subprocess.PIPE
    )
    assert feeder.stdout is not None
    with pytest.raises(InputRejected):
        read_foreign(feeder.stdout, KEY, io.BytesIO(), Agreed())  # type: ignore[arg-type]
    feeder.kill()
    feeder.wait()
    feeder.stdout.close()


FEED = """
import os, sys
os.write(1, bytes.fromhex(sys.argv[1]))
while True:
    os.write(1, bytes(1 << 20))
"""


class Waiting:
    """A foreign file of which only the beginning has come, so that the inmate waits for more."""

    def __init__(self) -> None:
        read, self.write = os.pipe()
        self.source: BinaryIO = os.fdopen(read, "rb")
        os.write(self.write, sealed(CONTENT, [BELA])[:3000])

    def close(self) -> None:
        """Let it go."""
        self.source.close()
        os.close(self.write)


def inmates() -> list[int]:
    """Return the children of this process."""
    task = Path(f"/proc/self/task/{threading.get_native_id()}/children")
    return [int(pid) for pid in task.read_text().split()]


def in_background(source: BinaryIO) -> tuple[threading.Thread, list[BaseException], list[int]]:
    """Begin to read in a thread; return it, what it raises, and its children."""
    raised: list[BaseException] = []
    children: list[int] = []

    def act() -> None:
        try:
            read_foreign(source, KEY, io.BytesIO(), Agreed())
        except InputRejected as error:
            raised.append(error)

    before = set(children_of_all())
    thread = threading.Thread(target=act)
    thread.start()
    while not (new := set(children_of_all()) - before):
        time.sleep(0.01)
    children += sorted(new)
    return thread, raised, children


def children_of_all() -> list[int]:
    """Return the children of every thread of this process."""
    found = []
    for task in Path("/proc/self/task").iterdir():
        try:
            found += [int(pid) for pid in (task / "children").read_text().split()]
        except OSError:
            continue
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_secret_is_in_no_argument_and_no_environment() -> None:
    """Other users of the machine see what a process was started with; not this."""
    waiting = Waiting()
    thread, _, (child,) = in_background(waiting.source)
    time.sleep(0.3)
    told = Path(f"/proc/{child}/cmdline").read_bytes()
    try:
        told += Path(f"/proc/{child}/environ").read_bytes()
    except PermissionError:
        told += b""
    assert b"exchange.cell" in told
    assert KEY.key.encode() not in told
    assert b"AGE-SECRET" not in told
    os.kill(child, 9)
    thread.join()
    waiting.close()


@pytest.mark.parametrize("signal", [9, 6, 11])
def test_the_session_outlives_its_inmate(signal: int) -> None:
    """Killed, aborted or crashed in the middle: a refusal, and the next file is read."""
    waiting = Waiting()
    thread, raised, (child,) = in_background(waiting.source)
    time.sleep(0.3)
    os.kill(child, signal)
    thread.join()
    waiting.close()
    (error,) = raised
    assert isinstance(error, InputRejected)
    assert "could not be read" in error.sentence


def test_an_inmate_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """It uses no processor time, and still its time runs out."""
    monkeypatch.setattr(jail, "PATIENCE", 0.05)
    waiting = Waiting()
    with pytest.raises(InputRejected, match="could not be read"):
        read_foreign(waiting.source, KEY, io.BytesIO(), Agreed())
    waiting.close()
    assert inmates() == []


def test_who_takes_the_archive_may_refuse_it(place: Path) -> None:
    """A full disk on our side ends the inmate and is told as what it is."""

    class Full:
        def write(self, data: bytes) -> None:
            raise Refused(f"full at {len(data)}")

    place.write_bytes(sealed(CONTENT, [BELA]))
    with place.open("rb") as file, pytest.raises(Refused, match="full at"):
        read_foreign(file, KEY, Full(), Agreed())
    assert inmates() == []


LIES: dict[str, Any] = {
    "nothing": b"",
    "half a length": b"\0\0",
    "a piece that is cut": b"\0\0\0\x09abc",
    "a piece too large": b"\x7f\xff\xff\xffabc",
    "no verdict": b"\0\0\0\0",
    "an unknown verdict": b"\0\0\0\0\x63hello",
    "done with words": b"\0\0\0\0\0hello",
    "a refusal without words": b"\0\0\0\0\1",
    "a refusal that commands the terminal": b"\0\0\0\0\1\x1b[31m",
    "a refusal in another script": b"\0\0\0\0\1" + "привет".encode(),
    "a book": b"\0\0\0\0\1" + b"x" * 900,
    "a cost beyond the limit": b"\0\0\0\0\x0299",
    "a cost that is no number": b"\0\0\0\0\x02lots",
}


@pytest.mark.parametrize("lie", LIES)
def test_an_inmate_that_was_taken_over_is_not_believed(
    place: Path, monkeypatch: pytest.MonkeyPatch, lie: str
) -> None:
    """Whatever it answers: pieces, a known verdict and plain words are taken, all else refused."""
    program = f"import os; os.write(1, {LIES[lie]!r})"
    monkeypatch.setattr(jail, "_PROGRAM", program)
    place.write_bytes(b"x")
    with place.open("rb") as file, pytest.raises(InputRejected) as refused:
        read_foreign(file, KEY, io.BytesIO(), Agreed())
    assert refused.value.sentence.isprintable()
    assert len(refused.value.sentence) <= 300


HARDENED = """
import io, sys
from safejournal.process.hardening import harden
harden()
from safejournal.exchange.jail import Agreed, Secret, read_foreign
out = io.BytesIO()
with open(sys.argv[1], "rb") as file:
    read_foreign(file, Secret(key=sys.argv[2]), out, Agreed())
print(len(out.getvalue()))
"""


def test_the_jail_works_in_a_hardened_session(place: Path) -> None:
    """Where sockets, core dumps and other processes' memory are closed already."""
    place.write_bytes(sealed(CONTENT, [BELA]))
    assert said(HARDENED, place, KEY.key) == str(len(CONTENT))


def test_too_little_memory_to_seal_with_a_passphrase_is_a_refusal(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library aborts its process then; the session says so in a sentence."""
    monkeypatch.setattr(jail, "SCRYPT_BYTES_PER_N", 0)
    monkeypatch.setattr(jail, "MEMORY", 64 << 20)
    with pytest.raises(Refused, match="not enough free memory"):
        jail.seal_by_passphrase(b"x", "six words")


def test_a_jail_that_cannot_be_built_is_a_refusal(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no process can be started, nothing is read, and no descriptor is left open."""
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(Refused, match="could not be started"):
            given_back(place, sealed(CONTENT, [BELA]))
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_verdicts_are_what_both_sides_mean() -> None:
    """Their numbers are spoken between two processes of one version, and are all different."""
    numbers = (
        verdicts.DONE,
        verdicts.REFUSED,
        verdicts.ASK_WORK,
        verdicts.NOT_FOR_US,
        verdicts.NOT_DONE,
    )
    assert len(set(numbers)) == 5
