"""Holding the journal to what was written, and giving its anchor."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from safejournal.domain.values import dataclass
from safejournal.services import anchors
from safejournal.services.anchors import Anchor, Compared
from safejournal.services.opening import Vault
from safejournal.vault import verification
from safejournal.vault.verification import Verified, silently

__all__ = ["Progress", "Report", "Verified", "until_interrupted", "verify"]

Progress = Callable[[str, int], None]
"""Called with the step (pages, chain, versions, files) and how far it has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything was found whole, and this is where the journal stands."""

    verified: Verified
    anchor: Anchor
    compared: Compared | None = None


def verify(
    vault: Vault,
    *,
    language: str = "en",
    against: str | None = None,
    progress: Progress = silently,
    stop: Callable[[], bool] | None = None,
) -> Report:
    """Check every page, digest, commitment, file and the chain; compare with an anchor if given.

    Raises StoreDamaged naming what is broken, Refused when stopped, InputRejected for what is no
    anchor (before anything is read).
    """
    compared = None if against is None else anchors.compare(vault, against)
    verified = verification.verify(vault, progress, stop)
    return Report(verified=verified, anchor=anchors.anchor(vault, language), compared=compared)


@contextmanager
def until_interrupted() -> Iterator[Callable[[], bool]]:
    """Yield what tells whether Ctrl+C was pressed meanwhile, which then does nothing else.

    An exception that is raised while the database library reads would be taken for its own.
    """
    pressed = threading.Event()
    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, lambda _number, _frame: pressed.set())
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
