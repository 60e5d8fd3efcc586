"""What is here already of a foreign record: from other bundles, or among one's own records."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from safejournal.errors import SafeJournalError
from safejournal.i18n import _
from safejournal.services import inbox, journal
from safejournal.services.inbox import Bundle, Entry
from safejournal.services.opening import Vault
from safejournal.tui.guidance.block import Block
from safejournal.tui.sharing import foreign
from safejournal.tui.sharing.together import Part
from safejournal.tui.text import line
from safejournal.wording.portrait import portrait


def beside(vault: Vault, bundle: Bundle, entry: Entry) -> Iterator[Part]:
    """Yield the same record as it came before, or as it stands in this very journal."""
    if entry.excerpt.author == vault.author.hex():
        yield from _own(vault, entry)
    for other, held in _before(vault, bundle, entry):
        yield Block(Content(""))
        yield Block(_apart(_("What is here of it, out of bundle {n}:").format(n=other.number)))
        yield foreign.record(held.excerpt, other.sender)


def _before(vault: Vault, bundle: Bundle, entry: Entry) -> Iterator[tuple[Bundle, Entry]]:
    wanted = (entry.excerpt.author, entry.excerpt.record)
    for other in inbox.bundles(vault):
        for held in other.entries if other.number != bundle.number else ():
            if (held.excerpt.author, held.excerpt.record) == wanted:
                yield other, held


def _own(vault: Vault, entry: Entry) -> Iterator[Part]:
    try:
        own = journal.show(vault, entry.excerpt.record)
    except SafeJournalError:
        return
    yield Block(Content(""))
    yield Block(_apart(_("Your own record, as it stands:")))
    lines = portrait(own.content) if own.content else ()
    told = [line(f"{each.label}: {each.text}") for each in lines]
    yield Block(Content("\n").join(told))


def _apart(told: str) -> Content:
    return Content.styled(told, "bold $primary")
