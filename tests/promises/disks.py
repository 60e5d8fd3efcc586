"""Disks of our own: images that are mounted, filled up, taken away, and read byte by byte.

They take Linux and root; where a machine does not let us mount, the test is left out and says so.
"""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

import pytest

_SHUT_DOWN = 0x8004587D  # FS_IOC_SHUTDOWN (linux/fs.h; xfs, ext4, f2fs)
_WITHOUT_A_WORD = struct.pack("I", 2)  # nothing is flushed, as when a stick is pulled

_MEMORY = Path("/dev/shm")
"""Where the image lies if it can: what is written through at once costs nothing there."""

FILLER = "filler"


class Disk:
    """An ext4 file system in an image file, mounted at a folder."""

    def __init__(self, folder: Path, *, mebibytes: int) -> None:
        memory = tempfile.mkdtemp(dir=_MEMORY if _MEMORY.is_dir() else folder)
        self.image, self.place = Path(memory) / "image", folder / "disk"
        self.place.mkdir()
        with self.image.open("wb") as image:
            image.truncate(mebibytes << 20)
        _run("mkfs.ext4", "-q", "-F", "-m", "0", "-E", "lazy_itable_init=0", str(self.image))
        self.mount()

    def mount(self, *options: str) -> None:
        """Mount it; what is written goes into the image at once, also what is deleted soon."""
        _run(
            "mount",
            "-o",
            ",".join(("loop,sync,errors=remount-ro", *options)),
            str(self.image),
            str(self.place),
        )

    def unmount(self) -> None:
        """Take it off, whoever still has files open on it."""
        _run("umount", str(self.place))

    def fill(self) -> None:
        """Write until there is no room for another byte."""
        with (self.place / FILLER).open("ab", buffering=0) as filler:
            for size in (1 << 16, 1 << 10):
                try:
                    while True:
                        filler.write(os.urandom(size))
                except OSError as error:
                    if error.errno != errno.ENOSPC:
                        raise

    def make_room(self) -> None:
        """Take away what filled it."""
        (self.place / FILLER).unlink()

    def pull(self) -> None:
        """Let every further call to it fail, as when a stick is pulled out."""
        folder = os.open(self.place, os.O_RDONLY)
        try:
            fcntl.ioctl(folder, _SHUT_DOWN, _WITHOUT_A_WORD)
        finally:
            os.close(folder)

    def plug_in_again(self) -> None:
        """Mount again what was pulled."""
        self.unmount()
        self.mount()

    def forbid_writing(self) -> None:
        """Make it read-only under whoever has files open, as the kernel does after an error."""
        device = Path(_run("findmnt", "-n", "-o", "SOURCE", str(self.place)).strip()).name
        trigger = Path(f"/sys/fs/ext4/{device}/trigger_fs_error")
        if not trigger.exists():
            pytest.skip("this kernel cannot be told to find a fault on a disk")
        trigger.write_text("1")

    def close(self) -> None:
        """Take it off for good."""
        subprocess.run(["umount", "-l", str(self.place)], capture_output=True, check=False)
        shutil.rmtree(self.image.parent, ignore_errors=True)


def new_disk(folder: Path, *, mebibytes: int) -> Disk:
    """Return a new disk, or skip the test where none can be had."""
    if os.geteuid() != 0 or not all(map(shutil.which, ("mkfs.ext4", "mount", "findmnt"))):
        pytest.skip("mounting an image takes Linux, root and mkfs.ext4")
    try:
        return Disk(folder, mebibytes=mebibytes)
    except subprocess.CalledProcessError as error:
        pytest.skip(f"this machine lets nobody mount an image: {error.stderr.strip()}")


def _run(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout
