"""How much memory can be had."""

from __future__ import annotations

from pathlib import Path

import pytest

from safejournal.vault import memory

MEMINFO = """MemTotal:        8000000 kB
MemFree:          100000 kB
MemAvailable:     500000 kB
SwapFree:         300000 kB
HugePages_Total:       0
"""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put the three files in which Linux tells it into a folder."""
    (tmp_path / "meminfo").write_text(MEMINFO)
    (tmp_path / "own").write_text("9:memory:/old\n0::/user/one\n")
    (tmp_path / "user/one").mkdir(parents=True)
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "meminfo")
    monkeypatch.setattr(memory, "_OWN_GROUP", tmp_path / "own")
    monkeypatch.setattr(memory, "_GROUPS", tmp_path)
    return tmp_path


def test_swap_counts(machine: Path) -> None:
    """A machine that would have to swap unlocks slowly instead of never."""
    assert memory.available_kib() == 800000


def test_a_container_s_limit_counts(machine: Path) -> None:
    """What the control group would be killed for is not there."""
    (machine / "user/one/memory.max").write_text(f"{300 * 1024 * 1024}\n")
    assert memory.available_kib() == 300 * 1024


def test_a_container_without_a_limit(machine: Path) -> None:
    """`max` is no limit."""
    (machine / "user/one/memory.max").write_text("max\n")
    assert memory.available_kib() == 800000


def test_a_system_that_does_not_say(machine: Path) -> None:
    """Where nothing is known nothing is claimed; Argon2 itself is asked then."""
    (machine / "meminfo").unlink()
    assert memory.available_kib() is None


def test_this_machine_says() -> None:
    """The real files are read without trouble."""
    there = memory.available_kib()
    assert there is None or there > 0
