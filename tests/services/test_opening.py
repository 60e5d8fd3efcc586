"""From what was typed to the open journal; and what a wrong guess costs, which is only time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from safejournal.errors import CannotUnlock, HeadDamaged, NotFound, Refused, StoreDamaged
from safejournal.services import opening
from safejournal.services.beginning import Wish, make_vault
from tests.vault.journals import BEGINNING

PASSPHRASE = b"correct horse battery staple"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault whose passphrase is known."""
    place = tmp_path_factory.mktemp("opening") / "journal"
    wish = Wish(place=str(place), recovery=False, practice=True)
    make_vault(wish, bytearray(PASSPHRASE), BEGINNING)
    return place


def bytes_of(place: Path) -> dict[str, str]:
    """Return a hash of every file of a vault, and when it was last changed."""
    return {
        path.name: f"{hashlib.sha256(path.read_bytes()).hexdigest()} {path.stat().st_mtime_ns}"
        for path in place.iterdir()
    }


def unlock(place: Path) -> None:
    """Open the vault with its passphrase, and close it."""
    answer = opening.try_secret(place, bytearray(PASSPHRASE), None)
    opening.open_vault(place, answer, lambda: BEGINNING).close()


def test_a_wrong_passphrase_changes_nothing(place: Path) -> None:
    """Nor does a damaged head or store: every file is what it was, to the byte."""
    before = bytes_of(place)
    with pytest.raises(CannotUnlock):
        opening.try_secret(place, bytearray(b"something else"), None)
    assert bytes_of(place) == before
    for name, refused in (("head", HeadDamaged), ("store.00000001", StoreDamaged)):
        path = place / name
        whole, moment = path.read_bytes(), path.stat().st_mtime_ns
        path.write_bytes(whole[:4000] + bytes([whole[4000] ^ 1]) + whole[4001:])
        damaged = bytes_of(place)
        with pytest.raises(refused):
            unlock(place)
        assert bytes_of(place) == damaged
        path.write_bytes(whole)
        os.utime(path, ns=(moment, moment))
    assert bytes_of(place) == before


def test_what_was_typed_is_wiped(place: Path) -> None:
    """Also when nothing opens with it."""
    typed = bytearray(b"something else")
    with pytest.raises(CannotUnlock):
        opening.try_secret(place, typed, None)
    assert not any(typed)


def test_a_keyfile_is_a_small_plain_file(tmp_path: Path) -> None:
    """A pipe is not waited for, nothing and too much are refused, a missing one is named."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    (tmp_path / "large").write_bytes(bytes(opening.LARGEST_KEYFILE + 1))
    for name in ("pipe", "empty", "large", "."):
        with pytest.raises(Refused):
            opening.keyfile_digest(tmp_path / name)
    with pytest.raises(NotFound):
        opening.keyfile_digest(tmp_path / "nothing")
    opening.make_keyfile(tmp_path / "made")
    data = (tmp_path / "made").read_bytes()
    assert opening.keyfile_digest(tmp_path / "made") == hashlib.sha256(data).digest()
    with pytest.raises(Refused):
        opening.make_keyfile(tmp_path / "made")
