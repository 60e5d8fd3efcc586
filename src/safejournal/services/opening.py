"""Opening a vault: from what was typed to the data encryption key, and from the key to the vault.

What takes a typed secret runs in the short-lived unlock child, so that a passphrase and what is
stretched from it end with that process.
"""

from __future__ import annotations

import hashlib
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.errors import NotFound, Refused
from safejournal.vault import folder, head, private
from safejournal.vault.derivation import stretch, wipe
from safejournal.vault.head import Head

if TYPE_CHECKING:
    from safejournal.vault.vault import Clock, Vault

__all__ = [
    "Vault",
    "canonical",
    "check_ready",
    "english_words",
    "keyfile_digest",
    "load",
    "make_keyfile",
    "open_vault",
    "russian_words",
    "stretched_from",
    "try_secret",
]


LARGEST_KEYFILE = 1 << 20
"""Bytes. A keyfile is 64 random bytes; a photograph taken for one must not be read for ever."""

KEYFILE_BYTES = 64

_OF_KEY = 33
"""Bytes of an answer that open the vault: the slot's number and the DEK."""


def __getattr__(name: str) -> object:
    """Load `Vault` when somebody asks for it: the unlock child never does, and starts sooner."""
    if name == "Vault":
        from safejournal.vault.vault import Vault

        return Vault
    raise AttributeError(name)


def load() -> None:
    """Load what `open_vault` needs: for whoever waits while somebody types."""
    __getattr__("Vault")


def check_ready(place: Path) -> None:
    """Make sure that there is a vault at `place` and that nobody else has it open.

    A backup, and a vault on a disk that takes no writing, are only read, so that nobody else can be
    in the way. Raises NotFound, HeadDamaged, VaultTooNew or VaultInUse: better said before a
    passphrase is typed than after.
    """
    put_back(place)
    head.parse(head.read_any(place))
    if is_writable(place):
        folder.lock(place).release()


def put_back(place: Path) -> bool:
    """Put a vault back that was cut off while another took its place; tell whether one was."""
    if os.path.lexists(place) or not folder.is_unfinished(place):
        return False
    from safejournal.vault import replacing

    return replacing.put_back(place)


def is_writable(place: Path) -> bool:
    """Tell whether this is a vault that can be opened for writing: no backup, no locked stick."""
    return place.is_dir() and not private.on_read_only_disk(place)


def try_secret(place: Path, typed: bytearray, digest: bytes | None) -> bytearray:
    """Return the child's answer (one byte for the slot, then the DEK) to a typed secret.

    `typed` is wiped, whatever happens. Raises CannotUnlock when nothing opens with it.
    """
    answer = try_and_keep(place, typed, digest)
    kept = answer[:_OF_KEY]
    wipe(answer)
    return kept


def try_and_keep(place: Path, typed: bytearray, digest: bytes | None) -> bytearray:
    """Return that answer, and behind it the 32 bytes that were stretched from what was typed.

    For a change of the key in the same process, which ends then.
    """
    from safejournal.vault.slots import open_slots  # this and the words: for the child alone

    of_head = head.parse(head.read_any(place))
    stretched = stretched_from(of_head, typed)
    try:
        opened = open_slots(of_head, stretched, digest)
        answer = bytearray([opened.index]) + opened.dek + stretched
    finally:
        wipe(stretched)
    wipe(opened.dek)
    return answer


def stretched_from(of_head: Head, typed: bytearray) -> bytearray:
    """Return what Argon2id makes of a typed secret, which is wiped."""
    secret = canonical(typed)
    try:
        return stretch(secret, of_head.salt, of_head.cost)
    finally:
        wipe(secret)


def canonical(typed: bytearray) -> bytearray:
    """Return the bytes that a typed secret stands for, whichever layout was on; wipes `typed`."""
    try:
        text = typed.decode("utf-8")
    except UnicodeDecodeError:
        return bytearray(typed)
    finally:
        wipe(typed)
    from safejournal.domain.phrase_form import canonical_form

    return bytearray(canonical_form(text, english_words(), russian_words()).encode("utf-8"))


@cache
def english_words() -> frozenset[str]:
    """Return the English word list as a set."""
    from safejournal.content.wordlists import words

    return frozenset(words("english"))


@cache
def russian_words() -> frozenset[str]:
    """Return the Russian word list as a set."""
    from safejournal.content.wordlists import words

    return frozenset(words("russian"))


def keyfile_digest(path: Path) -> bytes:
    """Return SHA-256 over a keyfile. Raises NotFound or Refused."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a pipe must not be waited for
            data = file.read(LARGEST_KEYFILE + 1) or b""
    except FileNotFoundError:
        raise NotFound("There is no keyfile at that place.", hint="Is the stick in?") from None
    except OSError:
        raise Refused("The keyfile cannot be read.") from None
    if not data or len(data) > LARGEST_KEYFILE:
        raise Refused("A keyfile holds from one byte to one MiB.")
    return hashlib.sha256(data).digest()


def make_keyfile(path: Path) -> None:
    """Write a new keyfile of random bytes. Raises Refused where something stands."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError:
        raise Refused("The keyfile cannot be written there.") from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(os.urandom(KEYFILE_BYTES))
        file.flush()
        os.fsync(file.fileno())


def open_vault(place: Path, answer: bytearray, clock: Clock) -> Vault:
    """Open a vault with the child's answer, which is wiped; its guidance packs come into use."""
    from safejournal.vault.vault import Vault

    dek = answer[1:_OF_KEY]
    wipe(answer)
    vault = Vault.open(place, dek, clock)
    try:
        _take_packs_into_use(vault)
        _watch_practice(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def _watch_practice(vault: Vault) -> None:
    """Let what is written from a practice vault be noted, where a workshop runs on this machine."""
    if vault.practice:
        from safejournal.services import seats

        seats.watch(vault)
    elif "safejournal.services.written_file" in sys.modules:
        from safejournal.services import written_file

        written_file.watch(None)


def _take_packs_into_use(vault: Vault) -> None:
    """Load what reads packs only where there is one, or where another vault's are in use."""
    from safejournal.vault import packs

    with vault.reading() as connection:
        found = packs.any_kept(connection)
    if found or "safejournal.content.library" in sys.modules:
        from safejournal.services import installing

        installing.take_into_use(vault)
