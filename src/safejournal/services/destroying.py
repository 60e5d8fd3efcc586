"""Destroying the head of a vault, only as it was set up in advance.

Without its head no key of this folder opens the store. What remains all the same is counted and
shown before anybody sets it up: backups hold a head of their own, flash memory keeps old copies.
"""

from __future__ import annotations

import json
import os
import secrets
from contextlib import suppress
from pathlib import Path

from safejournal.errors import Refused
from safejournal.services.opening import Vault
from safejournal.vault import head, private
from safejournal.vault.folder import PANIC

COUNTDOWN = 5
"""Seconds in which a destruction can still be called off, unless set otherwise."""

LONGEST_COUNTDOWN = 60

_LARGEST = 1000


def set_up(vault: Vault, countdown: int = COUNTDOWN) -> None:
    """Let `destroy` work on this vault, after so many seconds. Whoever opens the folder sees it.

    The front end has shown what remains afterwards. Raises Refused.
    """
    if not 0 <= countdown <= LONGEST_COUNTDOWN:
        raise Refused(f"The countdown lasts from 0 to {LONGEST_COUNTDOWN} seconds.")
    path = vault.place / PANIC
    try:
        path.unlink(missing_ok=True)
        private.write(path, json.dumps({"countdown": countdown}).encode())
        private.sync_folder(vault.place)
    except OSError as error:
        raise private.refusal(error) from None


def call_off(place: Path) -> None:
    """Let `destroy` work no longer. Harmless when it was never set up."""
    try:
        (place / PANIC).unlink(missing_ok=True)
    except OSError as error:
        raise private.refusal(error) from None


def countdown(place: Path) -> int:
    """Return how many seconds there are to think again. Raises Refused where it is not set up."""
    try:
        told = json.loads(private.read(place / PANIC, at_most=_LARGEST))
        return min(max(int(told["countdown"]), 0), LONGEST_COUNTDOWN)
    except (OSError, ValueError, KeyError, TypeError):
        raise Refused(
            "Destroying the keys was not set up for this vault; nothing was changed.",
            hint="It can be set up only in quiet: panic --set-up.",
        ) from None


def destroy(place: Path) -> None:
    """Overwrite the head, remove it, and see that onto the disk. For good; no passphrase needed.

    Raises Refused where it was not set up, or the disk does not let us.
    """
    countdown(place)
    try:
        for name in (head.NAME, head.BESIDE):
            _overwrite(place / name)
        private.sync_folder(place)
    except OSError as error:
        raise private.refusal(error) from None
    with suppress(OSError):
        (place / PANIC).unlink(missing_ok=True)


def _overwrite(path: Path) -> None:
    """Write random bytes over a file where it lies, then take it away."""
    try:
        file = private.open_plain(path, os.O_RDWR)
    except FileNotFoundError:
        return
    try:
        os.write(file, secrets.token_bytes(head.HEAD_SIZE))
        private.sync(file)
        os.ftruncate(file, 0)
        private.sync(file)
    finally:
        os.close(file)
    path.unlink()
