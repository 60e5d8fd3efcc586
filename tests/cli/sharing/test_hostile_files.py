"""Every hostile file through the command line: one plain sentence and the exit code, or only text.

What a file is and which verdict it must get stands in `tests/exchange/hostile.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.domain.visible import is_plain
from safejournal.services import inbox
from safejournal.vault import identity
from tests.cli.calling import Called, Cli
from tests.exchange.hostile import ASKS, BELA, NOT_FOR_US, REFUSED, TAKEN, Case, cases
from tests.exchange.parcels import private
from tests.vault.journals import make_journal

CODES = {TAKEN: 0, ASKS: 1, REFUSED: 5, NOT_FOR_US: 5}
ALL = cases()


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Cli:
    """Return the command line on the journal of the one to whom the files are sealed."""
    journal = make_journal(tmp_path_factory.mktemp("reader") / "journal")
    with journal.open() as vault, vault.writing() as connection:
        identity.age_key_or_new(connection, lambda: private(BELA).age)
    return Cli(journal)


def is_calm(called: Called) -> bool:
    """Tell whether nothing in an answer commands a terminal."""
    return all(is_plain(line) for line in (called.text + called.err).split("\n"))


def kept(cli: Cli) -> int:
    """Return how many bundles are in the inbox."""
    with cli.journal.open() as vault:
        return len(inbox.bundles(vault))


@pytest.mark.parametrize("case", ALL, ids=[f"{case.number} {case.name}" for case in ALL])
def test_receive_gives_each_hostile_file_its_exit_code(
    reader: Cli, case: Case, tmp_path: Path
) -> None:
    """Refused ones keep nothing and say one sentence; taken ones are shown and command nothing."""
    path = tmp_path / "file"
    path.write_bytes(case.make())
    before = kept(reader)
    called = reader("receive", str(path))
    assert called.code == CODES[case.verdict], called.err
    assert is_calm(called)
    assert kept(reader) == before + (case.verdict == TAKEN)
    if case.verdict != TAKEN:
        assert called.out == b""
        assert 1 <= len(called.err.splitlines()) <= 3
        return
    number = before + 1
    assert is_calm(reader("inbox", str(number)))
    assert all(line.isprintable() for line in reader("inbox", "--json").text.splitlines())


SOME = [*{case.number: case for case in ALL if case.verdict == REFUSED}.values()]
TAKEN_ONES = [case for case in ALL if case.verdict == TAKEN]


@pytest.mark.parametrize(
    "case", [*SOME, *TAKEN_ONES], ids=lambda case: f"{case.number} {case.name}"
)
def test_open_with_a_key_alone_gives_the_same_verdict(
    reader: Cli, case: Case, tmp_path: Path
) -> None:
    """One refused file of each number, and all that are taken; without any vault."""
    path = tmp_path / "file"
    path.write_bytes(case.make())
    key, nowhere = private(BELA).age_secret, str(tmp_path / "no vault")
    called = reader("open", str(path), "--identity", "-", stdin=key, vault=nowhere)
    assert called.code == CODES[case.verdict], called.err
    assert is_calm(called)
    assert (called.out == b"") is (case.verdict != TAKEN)
    assert not Path(nowhere).exists()
