"""A foreign record on the screen: whose it is stands above it, and nothing of it can be changed."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

from safejournal.services.identity import PublicIdentity
from safejournal.services.receiving import Excerpt, Manifest, Mark
from safejournal.tui.guidance.block import Block
from safejournal.tui.sharing.together import Part
from safejournal.tui.text import line
from safejournal.wording.bundles import excerpt_lines, heading_lines
from safejournal.wording.received import LOUD

_WARNING = "! "
"""How lines begin that tell what to beware of."""


def heading(
    manifest: Manifest,
    sender: PublicIdentity | None,
    contact: str | None,
    marks: Iterable[Mark],
) -> Part:
    """Return what stands above everything out of a bundle: what to beware of, whose it is."""
    found = frozenset(marks)
    loud = "bold $error" if found & LOUD else "bold $warning"
    told = [
        line(each).stylize(loud if each.startswith(_WARNING) else "")
        for each in heading_lines(manifest, sender, contact, found)
    ]
    return Block(Content("\n").join(told))


def record(excerpt: Excerpt, sender: PublicIdentity | None) -> Part:
    """Return a foreign record, field by field."""
    first, *rest = (_kept(each) for each in excerpt_lines(excerpt, sender))
    return Block(Content("\n").join([first.stylize("bold"), *rest]))


def _kept(told: str) -> Content:
    """Return a line with its indentation."""
    bare = told.lstrip(" ")
    return Content(" " * (len(told) - len(bare))) + line(bare)
