"""The campaigns, small: killed, without power, with failing calls, damaged: nothing is lost.

`python3 start.py campaign` runs the same commands as large as docs/assurance.md publishes them.
Each runs in a process of its own, since it forks.
"""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.campaigns.kernel import watch

ROOT = Path(__file__).parents[2]


def run(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a campaign."""
    return subprocess.run(
        [sys.executable, "-m", f"tests.campaigns.{name}", *map(str, arguments)],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


def counted(name: str, *arguments: object) -> dict[str, Any]:
    """Run a campaign that finds nothing; return what it counted."""
    told = run(name, *arguments)
    assert told.returncode == 0, told.stderr
    return dict(json.loads(told.stdout.splitlines()[-1]))


@pytest.fixture(scope="session")
def asks(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Leave a test out where the kernel does not let a parent answer for its child."""
    if sys.platform != "linux":
        pytest.skip("that takes Linux")
    place = tmp_path_factory.mktemp("asked")
    try:
        ended = watch((place / "x").touch, place, lambda _: errno.EIO)
    except (OSError, ValueError):
        ended = 0
    if ended != 1:
        pytest.skip("this kernel does not let a parent answer for its child")


@pytest.mark.slow
def test_no_kill_loses_anything() -> None:
    """Records, versions, erasures, files, drafts, ways in: all that was acknowledged stays.

    The writer is killed at random moments while it writes, edits, attaches, erases, compacts, backs
    up, receives, comes up to another schema, and changes its ways in and its key; afterwards the
    chain is whole, every page, digest, file and backup verifies, and nothing opens that was
    revoked.
    """
    told = counted("kill", "--runs", 100)
    assert told["runs"] == 100
    assert told["acts"] > 100
    assert told["inside a commit"] > 0


def test_the_campaign_finds_a_loss_where_there_is_one() -> None:
    """The control: a writer that acknowledges too early is caught."""
    told = run("kill", "--runs", 30, "--premature")
    assert told.returncode != 0
    assert "an acknowledged version is lost" in told.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("asks")
def test_a_kill_in_front_of_any_call_loses_nothing() -> None:
    """The same in front of the calls to the kernel of every act; here of every sixth."""
    told = counted("calls", "--kill", "--every", 6)
    assert told["kills"] > 200


@pytest.mark.slow
@pytest.mark.usefixtures("asks")
def test_a_failing_call_loses_nothing() -> None:
    """Each call that opens, syncs, renames or removes fails once, and one page in forty.

    It is refused in one sentence, or goes on; it is never called damage; the next act works or is
    refused; nothing is lost.
    """
    told = counted("calls", "--fail", "--every", 40)
    assert told["faults"] > 200
    assert told["refused"] > told["went on"]


@pytest.mark.slow
@pytest.mark.usefixtures("asks")
def test_a_power_loss_loses_nothing_that_was_acknowledged() -> None:
    """Five hundred disks that could be found, with any part of what was not synced."""
    assert counted("power", "--states", 500)["states"] == 500


@pytest.mark.usefixtures("asks")
@pytest.mark.parametrize("what", ["files", "folders"])
def test_a_disk_that_does_not_sync_is_caught(what: str) -> None:
    """The controls: where syncing files or folders does nothing, the same search finds losses."""
    told = run("power", "--states", 60, "--without", what)
    assert told.returncode != 0
    assert json.loads(told.stdout)["lost"] > 0


@pytest.mark.slow
def test_damage_is_seen_or_without_effect() -> None:
    """The store's pages altered, cut, moved, put back, exchanged; strange files beside it.

    Never a fall, and never another journal than the one that was kept. A page of drafts, which are
    in no chain, may be put back unseen; so may a whole older copy, which an anchor shows.
    """
    told = counted("damage", "--flips", 2, "--store-only")  # the head's: tests/vault/test_head.py
    assert told["bits of pages"] > 100
    assert told["faults found"] == 0


def test_the_runner_names_every_campaign_and_counts_what_ran() -> None:
    """One row, with the command, what was counted, and its control."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.campaigns", "kill", "--scale", "0.0001", "--seed", "4"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        capture_output=True,
        text=True,
        check=True,
    )
    row = done.stdout.splitlines()[-1]
    assert row.startswith("| kill | `python -m tests.campaigns.kill --runs 3 --seed 4` |")
    assert "| 0 | 1 of 1 caught |" in row
    assert "3 runs" in row
