"""What `doctor` finds, without ever looking into the journal."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from safejournal.domain.records import Note
from safejournal.services import backups, doctor
from safejournal.services import journal as journals
from safejournal.services.doctor import look_for_backup
from safejournal.services.findings import Finding, Matter, State
from safejournal.services.opening import Vault
from safejournal.wording.doctor import findings, not_protected
from tests.vault.journals import Journal


def _found(place: Path) -> dict[Matter, Finding]:
    return {finding.matter: finding for finding in doctor.examine(place)}


def test_it_looks_at_everything_once(journal: Journal) -> None:
    """Each matter has one finding, and each finding a line that a person can read."""
    found = doctor.examine(journal.place)
    assert sorted(finding.matter for finding in found) == sorted(set(Matter) - {Matter.KIT})
    lines = list(findings(found))
    assert all(":" in line for line in lines[: len(found)])
    assert len(not_protected()) >= 3


def test_started_from_a_kit_it_names_the_machines_that_need_a_python_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs from the kit as it is needs none; an installer has still to be run."""
    machine = {"system": "linux", "processor": "arm64", "pythons": ["3.11"]}
    nothing = {"python": "", "installer": "", "executable": False}
    served = [
        machine | nothing,
        machine | nothing | {"system": "windows", "python": "3.13.14"},
        machine | nothing | {"system": "macos", "python": "3.13.14", "installer": "python/x.pkg"},
        machine | nothing | {"system": "linux", "processor": "x86_64", "executable": True},
    ]
    (tmp_path / "kit.json").write_text(json.dumps({"served": served}))
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    found = _found(tmp_path / "none")[Matter.KIT]
    assert (found.state, found.value) == (State.CAREFUL, "linux-arm64, macos-arm64")
    assert any("no Python for linux-arm64, macos-arm64" in line for line in findings([found]))


def test_it_needs_no_vault(tmp_path: Path) -> None:
    """It says that there is none, and what it can about the machine."""
    found = _found(tmp_path / "none")
    assert found[Matter.PLACE].state is State.ABSENT
    assert Matter.HEAD not in found
    assert Matter.SWAP in found


def test_nothing_of_the_journal_is_in_it(journal: Journal) -> None:
    """Nor is the vault opened, or anything in its folder changed."""
    with journal.open() as vault:
        journals.record(vault, Note(title="A secret title"))
    before = {path: path.stat() for path in journal.place.iterdir()}
    said = "\n".join(findings(doctor.examine(journal.place)))
    assert "secret" not in said
    assert {path: path.stat() for path in journal.place.iterdir()} == before


def test_what_others_may_see_is_named(journal: Journal) -> None:
    """A folder that was opened to others is found, and marked in the list."""
    assert _found(journal.place)[Matter.OTHERS].state is State.FINE
    journal.place.chmod(0o755)
    found = doctor.examine(journal.place)
    assert Finding(matter=Matter.OTHERS, state=State.CAREFUL) in found
    assert any(line.startswith("! Other users") for line in findings(found))


def test_a_damaged_head_is_named(journal: Journal) -> None:
    """With the sentence that unlocking would say."""
    (journal.place / "head").write_bytes(b"short")
    assert _found(journal.place)[Matter.HEAD].state is State.CAREFUL


def test_swap_on_a_disk_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, journal: Journal
) -> None:
    """Memory may be written there; compressed memory is no disk."""
    monkeypatch.setattr(doctor, "_PROC", tmp_path)
    head = "Filename Type Size Used Priority\n"
    for device, state in (("/dev/sda2", State.CAREFUL), ("/dev/zram0", State.FINE)):
        (tmp_path / "swaps").write_text(f"{head}{device} partition 1 0 -2\n")
        assert _found(journal.place)[Matter.SWAP].state is state
    (tmp_path / "swaps").write_text(head)
    assert _found(journal.place)[Matter.SWAP].state is State.FINE
    (tmp_path / "swaps").unlink()
    assert _found(journal.place)[Matter.SWAP].state is State.UNKNOWN


@pytest.mark.skipif(sys.platform != "linux", reason="what Linux gives")
def test_what_the_kernel_gives_is_seen(journal: Journal) -> None:
    """Of a process that is hardened by being asked, as every process of ours is."""
    code = (
        "import sys\nfrom pathlib import Path\nfrom safejournal.services import doctor\n"
        "for each in doctor.examine(Path(sys.argv[1])): print(each.matter, each.state)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", code, journal.place], capture_output=True, check=True, text=True
    )
    found = dict(line.split() for line in asked.stdout.splitlines())
    for matter in (Matter.CORE_DUMPS, Matter.SOCKETS, Matter.READABLE):
        assert found[matter] == State.FINE


def test_the_last_backup_is_told_only_from_inside(vault: Vault, tmp_path: Path) -> None:
    """Unknown without unlocking; then none, or its age in days."""
    assert look_for_backup(None).state is State.UNKNOWN
    assert look_for_backup(vault).state is State.ABSENT
    backups.back_up(vault, tmp_path / "copy")
    found = look_for_backup(vault)
    assert (found.state, found.value) == (State.FINE, "0")
