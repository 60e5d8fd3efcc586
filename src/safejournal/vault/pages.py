"""Whether the pages of a store are all there, unaltered, and fit together."""

from __future__ import annotations

import re
from pathlib import Path

from safejournal.errors import SafeJournalError, StoreDamaged
from safejournal.vault import private
from safejournal.vault.connection import Connection, number
from safejournal.vault.trouble import damaged, translated

PAGE_SIZE = 4096
"""Bytes of a page on the disk; SQLCipher's own default, 80 of them for its IV and HMAC."""

_ALTERED = re.compile(r"HMAC verification failed for page (\d+)")
_PAGES_NAMED = 3  # a person needs to know that it is one place or many


def check_size(connection: Connection, path: Path, *, behind: int = 0) -> None:
    """Check that the file has as many pages as it says, and `behind` bytes after them.

    Raises StoreDamaged.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise private.refusal(error) from None
    if number(connection, "PRAGMA page_count") * PAGE_SIZE + behind != size:
        raise damaged("its file was cut, or something was added to it")


def check_pages(
    connection: Connection, path: Path, *, thorough: bool = True, behind: int = 0
) -> None:
    """Check size, every page's HMAC, and the trees. Raises StoreDamaged naming the pages.

    `behind` counts the bytes that follow the pages in the file (a backup's head): less than two
    pages, of which SQLCipher complains as of one altered page, and rightly.
    No single one is enough: the HMACs do not see a file cut at a page's edge, the trees do not see
    a free page, neither sees a page put back to an older state (the chain does).
    """
    with translated():
        check_size(connection, path, behind=behind)
        _check_hmacs(connection, behind)
    check_trees(connection, thorough=thorough)


def check_copied(connection: Connection, path: Path) -> None:
    """Check as `check_pages` does, without reading twice, a store that nobody has written in yet.

    While no page of it is free, the trees are all there is: checking them reads each page, and
    SQLCipher verifies the HMAC of whatever it reads.
    """
    with translated():
        check_size(connection, path)
        if number(connection, "PRAGMA freelist_count"):
            _check_hmacs(connection)
        try:
            check_trees(connection)
        except StoreDamaged:
            _check_hmacs(connection)  # which pages it is
            raise


def _check_hmacs(connection: Connection, behind: int = 0) -> None:
    failed = [row[0] for row in connection.execute("PRAGMA cipher_integrity_check")]
    if behind:
        after = number(connection, "PRAGMA page_count") + 1
        failed = [each for each in failed if not each.endswith(f" for page {after}")]
    if failed:
        raise _what_failed(connection, failed)


def _what_failed(connection: Connection, failed: list[str]) -> SafeJournalError:
    """Return the error for SQLCipher's list of complaints, said in few words."""
    pages = [found[1] for each in failed if (found := _ALTERED.match(each))]
    if not pages:  # "error reading 4096 bytes from file page 51 ..."
        return private.disk_failed()
    left_out = len(pages) - _PAGES_NAMED
    more = f" and {left_out} more" if left_out > 0 else ""
    told = damaged(f"page {', '.join(pages[:_PAGES_NAMED])}{more} was altered")
    if _only_free(connection, len(pages)):
        told.hint = "Nothing of the journal is in there. Compacting writes the journal without it."
    return told


def _only_free(connection: Connection, pages: int) -> bool:
    """Tell whether all that is in use is whole, so that what was altered are pages in no use.

    SQLite does not journal what such a page held. Where the power goes while one is being taken
    into use, it is in no use again afterwards, and half-written. Whoever is told of damage puts an
    older backup over a journal that is whole.
    """
    if number(connection, "PRAGMA freelist_count") < pages:
        return False
    try:
        check_trees(connection)
    except SafeJournalError:
        return False
    return True


def check_trees(connection: Connection, *, thorough: bool = True) -> None:
    """Check how the pages hang together: integrity_check, or quick_check without the indexes."""
    name = "integrity_check" if thorough else "quick_check"
    with translated():
        found = connection.execute(f"PRAGMA {name}(1)").fetchall()
    if found != [("ok",)]:
        raise damaged("its pages do not fit together")
