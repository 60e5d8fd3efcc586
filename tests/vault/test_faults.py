"""Every call to the system that touches the vault may fail: one sentence, and nothing is lost.

`strace` makes the calls fail from outside, SQLCipher's own too. On a machine without it these tests
are left out.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from itertools import count as counting
from pathlib import Path

import pytest

from safejournal.vault import folder
from safejournal.vault.head import authenticate, parse, read
from safejournal.vault.store import check_pages
from tests.vault.children import environment
from tests.vault.vaults import Made, count, make

STRACE = shutil.which("strace")

WORKING = """
import sys
from pathlib import Path
from safejournal.errors import SafeJournalError
from safejournal.vault import folder, generation, head
from safejournal.vault.store import check_pages, open_store
from tests.vault.vaults import add
place, dek = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
try:
    with folder.lock(place):
        raw = head.read(place)
        of_head, realm = head.parse(raw), head.authenticate(raw, dek)
        store = folder.store_path(place, of_head.generation)
        connection = open_store(store, of_head.store_key(dek, realm), newest=1)
        check_pages(connection, store)
        add(connection, range(3, 4))
        print("added", flush=True)
        generation.next_generation(connection, place, of_head.next(), dek, realm).close()
        print("moved", flush=True)
except SafeJournalError as error:
    print("told", error.sentence, flush=True)
"""

STORES = tuple(f"store.0000000{n}{end}" for n in (1, 2) for end in ("", "-journal"))
FILES = ("", "head", "head.new", "lock", *STORES)

FAULTS = [
    ("fsync", "EIO", 1),
    ("rename", "ENOSPC", 1),
    ("unlink", "EROFS", 1),
    ("fchmod", "EIO", 1),
    ("flock", "ENOLCK", 1),
    ("ftruncate", "EIO", 1),
    ("write", "ENOSPC", 1),
    ("openat", "EACCES", 1),
    ("openat", "EMFILE", 3),
    ("newfstatat", "EIO", 3),
    ("pread64", "EIO", 4),
    ("pwrite64", "ENOSPC", 5),
    ("pwrite64", "EIO", 7),
]
"""Call, error, and every which of its occurrences is made to fail."""


def with_fault(made: Made, call: str, error: str, occurrence: int) -> tuple[str, bool]:
    """Work on a vault with one call failing; return what was said, and whether it came to that."""
    traced = made.place.parent / "trace"
    paths = [part for name in FILES for part in ("-P", str(made.place / name))]
    fault = f"inject={call}:error={error}:when={occurrence}"
    command = [STRACE or "", "-f", "-qq", "-o", str(traced), *paths, "-e", f"trace={call}"]
    told = subprocess.run(
        [*command, "-e", fault, sys.executable, "-c", WORKING, str(made.place), made.dek.hex()],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    if "Operation not permitted" in told.stderr:
        pytest.skip("tracing is not allowed here")
    assert told.stderr == ""
    return told.stdout, "INJECTED" in traced.read_text("utf-8", "replace")


def look(made: Made, said: str) -> None:
    """Open afterwards, with a system that works again: what was acknowledged is there."""
    with folder.lock(made.place):
        raw = read(made.place)
        authenticate(raw, made.dek)
        now = replace(made, head=parse(raw))
        with closing(now.open()) as connection:
            check_pages(connection, now.store)
            rows = count(connection)
        folder.clean(made.place, now.head.generation)
    assert rows == 4 or (rows == 3 and "added" not in said)
    assert now.head.generation == 2 or "moved" not in said


@pytest.mark.slow
@pytest.mark.skipif(STRACE is None, reason="strace makes the calls fail")
@pytest.mark.parametrize(("call", "error", "every"), FAULTS)
def test_a_failing_call_loses_nothing(call: str, error: str, every: int, tmp_path: Path) -> None:
    """No traceback, nothing on standard error, and the next start finds everything."""
    made = make(tmp_path / "original")
    failed = 0
    for occurrence in counting(1, every):
        tried = replace(made, place=tmp_path / f"vault{occurrence}")
        shutil.copytree(made.place, tried.place)
        said, injected = with_fault(tried, call, error, occurrence)
        look(tried, said)
        if not injected:
            break
        failed += 1
        assert said.splitlines()[-1].startswith(("told", "moved"))
    assert failed
