"""Where things are, and what day it is taken to be.

The standard library only, and little of it: this stands in the way of the passphrase prompt.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from pathlib import Path

FOLDER = "journal"
"""A name that says nothing to somebody who glances at a list of folders."""

VAULT_VARIABLE = "SAFEJOURNAL_VAULT"


def default_folder() -> str:
    """Return where a vault lies when nobody says otherwise."""
    named = os.environ.get(VAULT_VARIABLE)
    if named:
        return named
    if sys.platform != "linux":
        from platformdirs import user_data_dir

        return user_data_dir(FOLDER, appauthor=False)
    data = os.environ.get("XDG_DATA_HOME", "")  # as platformdirs does, sixteen milliseconds later
    base = data if os.path.isabs(data) else os.path.join(home(), ".local", "share")
    return os.path.join(base, FOLDER)


WORKSHOP = "safejournal-workshop"
"""The folder of a workshop among the person's program data: what is started from a kit lives in it,
and `workshop reset` removes it whole. `start.py` knows the same name."""

KIT = "kit.json"
"""The file that tells what a kit holds; in an environment that was made from one, it lies in
`sys.prefix`."""


def workshop_folder() -> str:
    """Return the folder that a workshop's environment lies in. Nothing of it need exist."""
    return os.path.join(program_data(), WORKSHOP)


def program_data() -> str:
    """Return the folder in which this platform keeps a person's program data."""
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.join(home(), "AppData", "Local")
    if sys.platform == "darwin":
        return os.path.join(home(), "Library", "Application Support")
    return os.environ.get("XDG_DATA_HOME") or os.path.join(home(), ".local", "share")


def home() -> str:
    """Return the person's own folder, as the environment names it.

    Python would otherwise ask the system who somebody is, and on some machines the system asks a
    directory server over the network. Without HOME, the folder we are in takes its place.
    """
    if sys.platform == "win32":
        return os.path.expanduser("~")
    return os.environ.get("HOME") or os.getcwd()


def typed_path(typed: str) -> Path:
    """Return the path that was typed; a leading `~/` is one's own folder, `~name` only a name."""
    from pathlib import Path

    text = typed.strip()
    if text == "~" or text.startswith(("~/", "~" + os.sep)):
        return Path(home() + text[1:])
    return Path(text)


def default_place() -> Path:
    """Return the same as a path."""
    from pathlib import Path

    return Path(default_folder())


_MOST_HOURS = 14
"""Hours from UTC, those of Kiribati: no clock on earth is further away."""


def clock(today: date | None = None) -> Callable[[], datetime]:
    """Return the clock: the present moment with the local offset, or noon of a fixed day."""
    from datetime import datetime, time

    if today is None:
        return lambda: _local(datetime.now())  # noqa: DTZ005 - given its zone at once
    noon = _local(datetime.combine(today, time(12)))
    return lambda: noon


def _local(at: datetime) -> datetime:
    """Return a moment of the machine's clock with its offset; in UTC where TZ is nonsense.

    What cannot be written as hours and minutes could not be saved.
    """
    from datetime import UTC, timedelta

    try:
        here = at.astimezone()
        offset = here.utcoffset() or timedelta()
    except (ValueError, OverflowError):
        return at.replace(tzinfo=UTC)
    if abs(offset) > timedelta(hours=_MOST_HOURS) or offset % timedelta(minutes=1):
        return here.astimezone(UTC)
    return here
