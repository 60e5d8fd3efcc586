"""The archive: opened by any tar, and read by us only if it is written as we write it."""

from __future__ import annotations

import io
import subprocess
import tarfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.domain.padding import padded
from safejournal.errors import InputRejected
from safejournal.exchange import container
from safejournal.exchange.container import BLOCK, MOST_MEMBERS, Archive, Member, header, write

FILES = {"READ-ME.txt": b"read me\n", "entries/0001.txt": b"", "files/0001.bin": b"x" * 100_000}


class Kept:
    """A sink that keeps everything."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self._name, self._parts = "", [b""]

    def begin(self, name: str, size: int) -> None:
        """Begin a file."""
        assert name not in self.files
        assert size >= 0
        self._name, self._parts = name, []

    def data(self, piece: memoryview) -> None:
        """Keep a piece."""
        self._parts.append(bytes(piece))

    def end(self) -> None:
        """Keep the file."""
        self.files[self._name] = b"".join(self._parts)


def made(files: dict[str, bytes]) -> bytes:
    """Return an archive of these files."""
    return b"".join(write(Member(name, len(data), [data]) for name, data in files.items()))


def read(raw: bytes, step: int = 1 << 16) -> dict[str, bytes]:
    """Return what our reader finds, fed in steps of that many bytes."""
    kept = Kept()
    archive = Archive(kept)
    for at in range(0, len(raw), step):
        archive.write(raw[at : at + step])
    archive.finish()
    return kept.files


@given(
    st.dictionaries(
        st.from_regex(r"[a-z]{1,20}/[0-9]{4}\.(txt|bin)", fullmatch=True),
        st.binary(max_size=3000),
        max_size=6,
    ),
    st.sampled_from([1, 7, 511, 512, 513, 8192, 1 << 20]),
)
def test_what_is_written_is_read_however_it_comes(files: dict[str, bytes], step: int) -> None:
    """Any files, fed byte by byte or at once."""
    raw = made(files)
    if step > 1 or len(raw) <= 70_000:
        assert read(raw, step) == files
    assert len(raw) == padded(len(raw))


@pytest.mark.parametrize("program", ["tar", "python"])
def test_other_programs_open_it_without_a_word(tmp_path: Path, program: str) -> None:
    """The system's tar and Python's, to the last byte, private, and without a warning."""
    raw = made(FILES)
    if program == "tar":
        command = ["tar", "--extract", "--file", "-", "--directory", str(tmp_path)]
        done = subprocess.run(command, input=raw, capture_output=True, check=True)
        assert done.stderr == b""
    else:
        with tarfile.open(fileobj=io.BytesIO(raw)) as archive:
            archive.extractall(tmp_path, filter="data")
    for name, data in FILES.items():
        assert (tmp_path / name).read_bytes() == data
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert not any((tmp_path / "pad.bin").read_bytes())


def test_the_header_is_the_one_that_other_programs_write() -> None:
    """Byte for byte what Python's writer makes of the same name, size, mode and time."""
    info = tarfile.TarInfo("files/0001.bin")
    info.size, info.mode, info.mtime = 12345, 0o600, container._WRITTEN
    theirs = bytearray(info.tobuf(tarfile.USTAR_FORMAT))
    ours = header("files/0001.bin", 12345)
    theirs[329:345] = ours[329:345]  # device numbers, which some leave empty for files
    theirs[148:156] = ours[148:156]  # and with them the checksum
    assert bytes(theirs) == ours


def with_info(**changed: object) -> bytes:
    """Return an archive of one file whose header says something else."""
    info = tarfile.TarInfo("files/0001.bin")
    info.mode, info.mtime = 0o600, container._WRITTEN
    for name, value in changed.items():
        setattr(info, name, value)
    return info.tobuf(tarfile.USTAR_FORMAT) + bytes(2 * BLOCK)


def resummed(raw: bytes, at: int, new: bytes) -> bytes:
    """Return the archive with bytes of its first header changed, and the checksum made right."""
    block = bytearray(raw[:BLOCK])
    block[at : at + len(new)] = new
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block) + raw[BLOCK:]


ONE = made({"files/0001.bin": b"x" * 600})


def bad_archives() -> dict[str, bytes]:
    """Return archives each of which is wrong in one way."""
    gnu = io.BytesIO()
    with tarfile.open(fileobj=gnu, mode="w", format=tarfile.GNU_FORMAT) as archive:
        archive.addfile(tarfile.TarInfo("n" * 300))
    pax = io.BytesIO()
    headers = {"path": "../../x", "size": "99"}
    with tarfile.open(
        fileobj=pax, mode="w", format=tarfile.PAX_FORMAT, pax_headers=headers
    ) as archive:
        archive.addfile(tarfile.TarInfo("files/0001.bin"))
    return {
        "nothing": b"",
        "one zero block": bytes(BLOCK),
        "only the end": bytes(2 * BLOCK),
        "text": b"hello " * 200,
        "a zip": b"PK\x03\x04" + bytes(2000),
        "a gzip": b"\x1f\x8b" + bytes(2000),
        "a symbolic link": with_info(type=tarfile.SYMTYPE, linkname="/etc/passwd"),
        "a hard link": with_info(type=tarfile.LNKTYPE, linkname="files/0002.bin"),
        "a device": with_info(type=tarfile.CHRTYPE, devmajor=1, devminor=3),
        "a pipe": with_info(type=tarfile.FIFOTYPE),
        "a folder": with_info(type=tarfile.DIRTYPE),
        "a sparse file": with_info(type=tarfile.GNUTYPE_SPARSE),
        "set-user-id": with_info(mode=0o4755),
        "somebody's": with_info(uid=1000),
        "a user's name": with_info(uname="root"),
        "another time": with_info(mtime=1),
        "GNU long names": gnu.getvalue(),
        "PAX headers": pax.getvalue(),
        "a bad checksum": ONE[:150] + b"9" + ONE[151:],
        "a negative size": resummed(ONE, 124, b"-0000000001\0"),
        "a base-256 size": resummed(ONE, 124, b"\x80" + bytes(7) + b"\x00\x00\x02\x58"),
        "an enormous size": resummed(ONE, 124, b"77777777777\0"),
        "spaces in the size": resummed(ONE, 124, b"       1130\0"),
        "a prefix": resummed(ONE, 345, b"../.."),
        "something behind the name": resummed(ONE, 50, b"x"),
        "an empty name": resummed(ONE, 0, bytes(14)),
        "a name that is no ASCII": resummed(ONE, 0, "files/é".encode()),
        "a size that lies": resummed(ONE, 124, b"00000000001\0"),
        "cut in the header": ONE[:300],
        "cut in the content": ONE[:800],
        "cut before the end": ONE[:-BLOCK],
        "something in the filling": ONE[: BLOCK + 700] + b"x" + ONE[BLOCK + 701 :],
        "something in the padding": ONE[:30_000] + b"x" + ONE[30_001:],
        "something behind": ONE + b"x",
        "another archive behind": ONE + ONE,
        "no padding": b"".join((header("a", 0), header("pad.bin", 0), bytes(2 * BLOCK))),
        "a file behind the padding": ONE[: -2 * BLOCK] + header("a", 0) + bytes(2 * BLOCK),
        "the padding twice": ONE[: -2 * BLOCK] + header("pad.bin", 0) + bytes(2 * BLOCK),
    }


@pytest.mark.parametrize("how", bad_archives())
def test_an_archive_that_is_wrong_in_one_way_is_refused(how: str) -> None:
    """Links, devices, other notations, lies, cuts and what hides between: each is refused."""
    with pytest.raises(InputRejected):
        read(bad_archives()[how])


@given(st.integers(0, len(ONE) - 1), st.integers(1, 255))
def test_no_byte_but_of_the_content_can_change(place: int, by: int) -> None:
    """Any other byte, anywhere outside the file's own content, is refused."""
    raw = bytearray(ONE)
    raw[place] ^= by
    try:
        found = read(bytes(raw))
    except InputRejected:
        return
    inside = BLOCK <= place < BLOCK + 600
    renamed = place < len("files/0001.bin")
    assert inside or renamed, place
    assert inside == ("files/0001.bin" in found)


def test_too_many_members_are_refused_before_they_are_counted_up() -> None:
    """A hundred thousand empty files end at the limit."""
    sink = Kept()
    archive = Archive(sink)
    many = b"".join(header(f"entries/{number:07}.txt", 0) for number in range(100_000))
    with pytest.raises(InputRejected):
        archive.write(many)
    assert len(sink.files) == MOST_MEMBERS


def test_more_than_a_gibibyte_is_refused_without_being_kept() -> None:
    """The size counts what really comes, whatever any header says."""

    class Nothing(Kept):
        def data(self, piece: memoryview) -> None:
            assert piece

    archive = Archive(Nothing())
    archive.write(header("files/0001.bin", 1 << 30))
    piece = bytes(1 << 22)
    for _ in range(255):
        archive.write(piece)
    with pytest.raises(InputRejected, match="too large"):
        archive.write(piece)


def test_a_content_that_is_not_as_large_as_said_never_becomes_an_archive() -> None:
    """What the vault gives must be what the manifest named."""
    for size in (0, 2, 4):
        with pytest.raises(ValueError, match="not as large"):
            list(write([Member("a", size, [b"xyz"])]))


@pytest.mark.parametrize("name", ["", "x" * 100, "ä", "a\0b", "a b", "a\n"])
def test_an_odd_name_is_never_written(name: str) -> None:
    """Names come from one closed list; anything else is a mistake of ours."""
    with pytest.raises(ValueError, match="holds no such"):
        header(name, 1)
