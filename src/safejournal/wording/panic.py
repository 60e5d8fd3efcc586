"""What remains after the keys were destroyed, told before anybody allows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safejournal.i18n import _, later
from safejournal.services.ways_back import Sort, WayBack
from safejournal.wording.ways_back import way_back

_ALWAYS = (
    later("The folder and the program stay, and show that a journal was here and lost its keys."),
    later(
        "The disk may keep old copies of the head, on flash memory for long. Whoever finds one and"
        " has the passphrase or recovery phrase opens the journal. docs/platforms.md says how many"
        " were found in a test."
    ),
    later("The shell's history may name the commands that were typed."),
    later("To destroy what others look for can be held against you."),
    later("Until it is called off, the folder holds a file named panic, for anybody to see."),
)


def what_remains(ways: Sequence[WayBack]) -> Iterator[str]:
    """Yield what opens the journal all the same, and what shows."""
    yield _("Destroying the keys removes the head. This remains all the same:")
    outside = [way for way in ways if way.sort is not Sort.SLOT]
    for way in outside:
        yield f"- {way_back(way)}"
    for sentence in _ALWAYS:
        yield f"- {_(sentence)}"
    if not any(way.sort is Sort.BACKUP for way in outside):
        yield _("There is no backup: what is in the journal would be lost to you too, for good.")
