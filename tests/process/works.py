"""Work functions that the unlock child performs in tests."""

from __future__ import annotations

import hashlib
import os
import signal
import time

from safejournal.errors import CannotUnlock, HeadDamaged
from safejournal.process import prompt

RIGHT = b"correct horse battery"
LABEL = "Passphrase: "


def unlock(asker: prompt.Asker, arguments: bytes) -> bytes:
    """Ask until the passphrase is right, and answer a slot number and 32 derived bytes."""
    while True:
        typed = asker.ask(LABEL)
        right = typed == RIGHT
        key = hashlib.blake2b(typed, digest_size=32).digest() if right else b""
        prompt.wipe(typed)
        if right:
            return arguments + key
        if not asker.interactive:
            raise CannotUnlock("No key slot opens.")
        asker.say("Not recognised. " + asker.layout_hint())


def derive(asker: prompt.Asker, arguments: bytes) -> bytes:
    """Derive a key as a vault does, with the salt given, and answer it with a byte before it."""
    from safejournal.vault.derivation import LEAST_COST, stretch

    stretched = stretch(asker.ask(LABEL), arguments, LEAST_COST)
    return b"\x00" + key_from(stretched)


def key_from(stretched: bytes | bytearray) -> bytes:
    """Return what stands for the data encryption key that a slot would open to."""
    return hashlib.blake2b(stretched, digest_size=32).digest()


def new(asker: prompt.Asker, _arguments: bytes) -> bytearray:
    """Ask for a new passphrase and answer it, which no real work does."""
    return asker.ask_new("New: ", "Again: ", "They differ.")


def two(asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Ask for an old and a new one."""
    return bytes(asker.ask("Old: ")) + b"/" + bytes(asker.ask("New: "))


def line(asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Ask for a visible line."""
    return asker.ask_line("Yes? ").encode()


def damaged(_asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Find the head damaged."""
    raise HeadDamaged("The head is cut short.", hint="Restore a backup.")


def broken(asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Fail with a secret in the error's text."""
    raise ValueError(asker.ask(LABEL))


def killed(_asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Be killed, as by the kernel when memory ends."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def slow(asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Derive for a long time after the passphrase, in a call that no signal handler interrupts."""
    asker.ask(LABEL)
    asker.progress("Opening. Ctrl+C stops.")
    hashlib.pbkdf2_hmac("sha256", b"x", b"y", 200_000_000)
    return b""


def short(asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Derive for a moment."""
    asker.ask(LABEL)
    asker.progress("Opening.")
    time.sleep(0.5)
    return b""


def large(_asker: prompt.Asker, _arguments: bytes) -> bytes:
    """Answer as much as a head with a key."""
    return bytes(range(256)) * 17


def explain(asker: prompt.Asker, arguments: bytes) -> bytes:
    """Say a sentence that is wider than a terminal."""
    asker.say("guesses " * 20)
    return arguments
