"""What somebody finds who has the whole disk, raw, after somebody left it with little."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from safejournal.services import backups
from safejournal.vault import head
from tests.promises.disks import new_disk
from tests.services.travelling_steps import Traveller, make_traveller
from tests.vault.journals import make_journal

PAGE = 4096
NAMES = (b"journal.new", b"journal.tried", b"journal.opened", b"going", b"store.00000001")
"""Of files and folders that were removed: a folder's blocks keep them."""


def pages(of: Path) -> set[bytes]:
    """Return every page of a file that is all random: each is found only where it was written."""
    raw = of.read_bytes()
    return {raw[at : at + PAGE] for at in range(0, len(raw), PAGE)}


def born(path: Path) -> int:
    """Return the second in which a file was made, as the file system keeps it."""
    return int(
        subprocess.run(["stat", "-c", "%W", str(path)], capture_output=True, check=True).stdout
    )


def test_an_examiner_of_the_disk_finds_what_the_page_lists(tmp_path: Path) -> None:
    """No head that opens the whole journal; its old pages, and names: docs/travel-light.md."""
    disk = new_disk(tmp_path, mebibytes=32)
    try:
        traveller = make_traveller(disk.place)
        backups.back_up(traveller.vault, traveller.stick / "b")
        place = traveller.made.place
        was = head.read(place)
        traveller.seal()
        store, backup = pages(traveller.made.store), pages(traveller.stick / "a")
        code = traveller.code()
        os.sync()
        raw = disk.image.read_bytes()
        assert was in raw
        assert all(page in raw for page in store)
        done = traveller.leave(code)
        assert done.in_reach == ()
        os.sync()
        raw = disk.image.read_bytes()
        assert raw.count(was[: head.OPENING_SIZE]) == 0
        assert raw.count(was[128:1152]) == 0
        assert not any(page in raw for page in store | backup)
        assert all(name in raw for name in NAMES)
        assert b"canary" not in raw, "nothing of it lies there in clear"
        _looks_like_a_new_one(traveller, make_journal(disk.place / "ordinary").place)
    finally:
        disk.close()


def _looks_like_a_new_one(traveller: Traveller, ordinary: Path) -> None:
    """Names, sizes of what has a fixed size, modes, and that all of it was made on one day."""
    place = traveller.made.place
    with traveller.small.open():
        pass

    def seen(folder: Path) -> dict[str, tuple[int, int]]:
        return {
            each.name: (each.stat().st_mode, each.stat().st_size % PAGE)
            for each in (folder, *folder.iterdir())
            if each != folder
        }

    assert seen(place) == seen(ordinary)
    births = {born(each) for each in (place, *place.iterdir())}
    assert max(births) - min(births) <= 60
