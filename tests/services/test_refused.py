"""What is refused, stopped or killed while it comes in leaves nothing behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.errors import ConfirmationNeeded, InputRejected, NotFound, Refused
from safejournal.exchange import signature
from safejournal.exchange.age import NotForUs
from safejournal.exchange.container import Member, write
from safejournal.exchange.manifest import Proof
from safejournal.services import (
    inbox,
    receiving,
)
from safejournal.services.receiving import Agreed
from safejournal.vault.verification import silently, verify
from tests.exchange import hostile
from tests.exchange.parcels import archive, attached, cut, outgoing, private, sealed
from tests.exchange.people import Somebody
from tests.services.exchanging import (
    Two,
    cells,
    evidence,
    kept,
    reading,
    received,
)
from tests.vault.children import environment
from tests.vault.journals import make_journal


def test_nothing_is_kept_of_what_was_refused(pair: Two) -> None:
    """A false signature behind three megabytes of files leaves not a row behind."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    excerpt = attached(cut({"title": "canary"}), "files/0001.bin")
    file = outgoing(1, b"canary" * 500_000)
    raw = archive(anna, [bela], [excerpt], [file], proof=Proof.SIGNATURE)
    files = hostile.files_of(raw)
    files["manifest.json.sig"] = signature.sign(b"something else", private(anna))
    again = b"".join(write(Member(name, len(b), [b]) for name, b in files.items()))
    pair.file("bad.age").write_bytes(sealed(again, [bela]))
    with pytest.raises(InputRejected, match="signature is false"):
        receiving.receive(pair.bela, pair.file("bad.age"))
    assert cells(pair.bela, b"canary") == 0
    assert inbox.bundles(pair.bela) == []


def test_files_that_are_none_are_refused(pair: Two) -> None:
    """A folder, a pipe, nothing at all; and a bundle for somebody else."""
    os.mkfifo(pair.file("pipe"))
    for name, error in (("anna", Refused), ("pipe", Refused), ("nothing", NotFound)):
        with pytest.raises(error):
            receiving.receive(pair.bela, pair.file(name))
    pair.file("o.age").write_bytes(sealed(archive(None, [Somebody()]), [Somebody()]))
    with pytest.raises(NotForUs):
        receiving.receive(pair.bela, pair.file("o.age"))


def test_a_large_bundle_is_asked_about(pair: Two) -> None:
    """Above 64 MiB only after a yes; and then it is taken in piece by piece."""
    bela = reading(pair.bela)
    excerpt = attached(cut({"title": "x"}), "files/0001.bin")
    content = os.urandom(1 << 20) * 65
    raw = archive(reading(pair.anna), [bela], [excerpt], [outgoing(1, content)])
    pair.file("l.age").write_bytes(sealed(raw, [bela]))
    with pytest.raises(ConfirmationNeeded, match="larger than 64 MiB"):
        receiving.receive(pair.bela, pair.file("l.age"))
    came = receiving.receive(pair.bela, pair.file("l.age"), agreed=Agreed(large=True))
    assert came.bundle is not None
    assert came.bundle.files == (("files/0001.bin", len(content)),)


HOSTILE_TEXT = {
    "title": "[/nope] \x1b]52;c;eA==\x07",
    "text": 'a\u202eb [@click=app.quit]x[/] " NEAR( ; DROP TABLE version; --',
}


def test_hostile_text_is_kept_as_text(pair: Two) -> None:
    """It comes out as it came in; to make it visible is the screen's work, for all text alike."""
    anna, bela = reading(pair.anna), reading(pair.bela)
    pair.file("h.age").write_bytes(sealed(archive(anna, [bela], [cut(HOSTILE_TEXT)]), [bela]))
    found = received(pair, pair.file("h.age"))
    inbox.accept(pair.bela, found.number)
    ((_, entry),) = inbox.accepted(pair.bela)
    assert entry.excerpt.fields == HOSTILE_TEXT


@pytest.mark.parametrize(
    "case",
    [case for case in hostile.cases() if case.number in (5, 27, 33, 58)],
    ids=lambda case: f"{case.number} {case.name}",  # the same in every worker of the suite
)
def test_a_hostile_file_leaves_the_vault_as_it_was(case: hostile.Case, pair: Two) -> None:
    """A few of the list by the whole way in: refused, and the journal verifies as before."""
    before = verify(pair.bela, silently)
    pair.file("x.age").write_bytes(case.make())
    with pytest.raises(InputRejected):
        receiving.receive(pair.bela, pair.file("x.age"))
    assert verify(pair.bela, silently) == before
    assert inbox.bundles(pair.bela) == []


KILLED = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from safejournal.services import receiving
from safejournal.vault.vault import Vault
place, dek, file = sys.argv[1:]
with Vault.open(Path(place), bytearray.fromhex(dek), lambda: datetime.now(UTC)) as vault:
    print("open", flush=True)
    receiving.receive(vault, Path(file))
    print("done", flush=True)
"""


@pytest.mark.parametrize("after", [0.02, 0.1, 0.2, 0.3, 0.45])
def test_a_session_killed_while_receiving_has_all_of_it_or_nothing(
    tmp_path: Path, after: float
) -> None:
    """Whenever the power goes: the bundle is whole in the inbox, or it is not there."""
    made = make_journal(tmp_path / "vault")
    with made.open() as vault:
        bela = reading(vault)
    excerpt = attached(cut({"title": "x"}), "files/0001.bin")
    raw = archive(Somebody(), [bela], [excerpt], [outgoing(1, os.urandom(9_000_000))])
    (tmp_path / "x.age").write_bytes(sealed(raw, [bela]))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, made.place, made.dek.hex(), tmp_path / "x.age"],
        stdout=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "open\n"
    time.sleep(after)
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with made.open() as vault:
        verify(vault, silently)
        for found in inbox.bundles(vault):
            assert found.files == (("files/0001.bin", 9_000_000),)
            out = tmp_path / "out"
            inbox.save_file(vault, found.number, "files/0001.bin", out)
            assert out.stat().st_size == 9_000_000


def test_taking_in_can_be_stopped_and_leaves_nothing(pair: Two) -> None:
    """Whoever watches is told of every piece; what they raise undoes all of it, and it can come."""
    note = kept(pair.anna, Note(title="x"))
    file = evidence(pair, note)
    told: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> None:
        told.append((done, whole))
        raise Refused("Stopped.")

    with pytest.raises(Refused, match="Stopped"):
        receiving.receive(pair.bela, file, watch=stop)
    assert told == [(0, file.stat().st_size)]
    assert inbox.bundles(pair.bela) == []
    assert received(pair, file).marks == frozenset()
