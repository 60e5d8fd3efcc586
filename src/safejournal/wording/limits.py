"""What this program does not protect from, said to the person who relies on it."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.i18n import _, later

LIMITS = (
    later(
        "A device that others control. What reads its keyboard or its screen reads all this, "
        "whatever is encrypted."
    ),
    later(
        "Being forced to open it. Whoever has you and the passphrase has the journal; there is no "
        "second, harmless one inside."
    ),
    later(
        "Losing it. There is no copy unless you make one, and nobody can reset the passphrase or "
        "the recovery phrase."
    ),
    later(
        "Being seen to have it. Its files cannot be read without the passphrase, but they can be "
        "found, counted and copied."
    ),
    later(
        "Eyes and cameras while it is open. Ctrl+L locks at once; a lid that is closed over an "
        "open journal locks it only when it is opened again."
    ),
    later(
        "What lies outside the vault: the file that you attached, the file that you wrote out. "
        "Deleting a file does not surely destroy it on a stick or an SSD."
    ),
    later(
        "An older state of the whole folder put in its place. Only the six words of an anchor, "
        "kept elsewhere, show that."
    ),
    later("People who know what you told them. Agree with each contact what they keep, and where."),
)
"""One sentence or two each. A test holds that none of them tells anybody that they are safe."""


def limit_lines() -> Iterator[str]:
    """Yield what it does not protect from, each as one line."""
    return (_(sentence) for sentence in LIMITS)
