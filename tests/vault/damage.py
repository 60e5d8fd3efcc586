"""Ways in which a file of the vault may be altered, by decay or by a hand."""

from __future__ import annotations

import secrets

PAGE = 4096


def pages(content: bytes) -> int:
    """Return how many pages a store has."""
    return len(content) // PAGE


def flipped(content: bytes, at: int) -> bytes:
    """Return the content with one random bit of one byte flipped."""
    altered = bytearray(content)
    altered[at] ^= 1 << secrets.randbelow(8)
    return bytes(altered)


def flipped_in_page(content: bytes, page: int) -> bytes:
    """Return a store with a bit of that page (from 1) flipped.

    Never in the first 16 bytes of page 1: nobody reads the salt there, the key brings its own.
    """
    begin = 16 if page == 1 else 0
    return flipped(content, (page - 1) * PAGE + begin + secrets.randbelow(PAGE - begin))


def swapped(content: bytes, one: int, other: int) -> bytes:
    """Return a store in which two pages have changed places."""
    return replayed(replayed(content, content, one, source=other), content, other, source=one)


def replayed(newer: bytes, older: bytes, page: int, *, source: int | None = None) -> bytes:
    """Return the newer store with one page put back to what it was in the older one.

    Such a page is authentic under its key and number: only the chain of events can tell.
    """
    taken = ((page if source is None else source) - 1) * PAGE
    placed = (page - 1) * PAGE
    return newer[:placed] + older[taken : taken + PAGE] + newer[placed + PAGE :]


def changed_pages(older: bytes, newer: bytes) -> list[int]:
    """Return the pages that both stores have, and that are not the same."""
    both = range(1, min(pages(older), pages(newer)) + 1)
    return [page for page in both if replayed(newer, older, page) != newer]
