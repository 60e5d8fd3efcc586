"""Every hostile file gets its verdict from the whole way in: jail, reading again, who made it.

And meanwhile the session lives, no child takes much memory or time, and nothing is left of any.
"""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest

from safejournal.errors import ConfirmationNeeded, InputRejected
from safejournal.exchange.age import NotForUs
from safejournal.exchange.jail import Agreed, Secret
from safejournal.exchange.opening import open_bundle, who_made
from tests.exchange.hostile import ANNA, ASKS, BELA, NOT_FOR_US, REFUSED, TAKEN, Case, cases
from tests.exchange.parcels import private

MOST_MEMORY_KIB = 600 * 1024
MOST_SECONDS = 30

ALL = cases()


def verdict(path: Path) -> tuple[str, bool | None]:
    """Return what becomes of a file, and whether it shows Anna as its sender."""
    secret = Secret(key=private(BELA).age_secret)
    with path.open("rb") as file:
        try:
            unpacked = open_bundle(file, secret, Agreed())
            shown = who_made(unpacked, private(BELA))
        except NotForUs:
            return NOT_FOR_US, None
        except InputRejected as error:
            return (REFUSED if error.sentence.isprintable() else error.sentence), None
        except ConfirmationNeeded:
            return ASKS, None
    return TAKEN, shown.sender is not None and shown.sender == ANNA.public


def memory_of_children() -> int:
    """Return the KiB that the largest of all children so far has had."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


@pytest.mark.parametrize("case", ALL, ids=[f"{case.number} {case.name}" for case in ALL])
def test_a_hostile_file_gets_its_verdict(case: Case, tmp_path: Path) -> None:
    """Refused with one plain sentence; or taken, because it is only text or only bytes to us."""
    path = tmp_path / "file"
    path.write_bytes(case.make())
    begun, before = time.monotonic(), memory_of_children()
    assert verdict(path) == (case.verdict, case.shown)
    assert time.monotonic() - begun < MOST_SECONDS
    after = memory_of_children()
    assert after == before or after < MOST_MEMORY_KIB


def test_all_numbers_of_the_list_are_there() -> None:
    """1 to 64, but for the two that need an inbox; and 0, sound ones that are taken."""
    assert {case.number for case in ALL} == set(range(65)) - {52, 53}
