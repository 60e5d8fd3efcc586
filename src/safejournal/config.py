"""Where things are, and what day it is taken to be.

The standard library only, and little of it: this stands in the way of the passphrase prompt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

FOLDER = "journal"
"""A name that says nothing to somebody who glances at a list of folders."""

VAULT_VARIABLE = "SAFEJOURNAL_VAULT"

_LINUX = bool(sys.platform.startswith("linux"))


def default_place() -> Path:
    """Return where a vault lies when nobody says otherwise."""
    named = os.environ.get(VAULT_VARIABLE)
    if named:
        return Path(named)
    if _LINUX:  # platformdirs says the same, sixteen milliseconds later
        data = os.environ.get("XDG_DATA_HOME", "")
        base = Path(data) if data.startswith("/") else Path.home() / ".local" / "share"
        return base / FOLDER
    from platformdirs import user_data_path

    return user_data_path(FOLDER, appauthor=False)


def clock(today: date | None = None) -> Callable[[], datetime]:
    """Return the clock: the present moment with the local offset, or noon of a fixed day."""
    if today is None:
        return lambda: datetime.now().astimezone()
    noon = datetime.combine(today, time(12)).astimezone()
    return lambda: noon
