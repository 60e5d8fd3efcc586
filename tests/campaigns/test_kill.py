"""Killed at any moment, nothing that was acknowledged is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUNS = 300
"""In the suite; the runner takes any count."""

ROOT = Path(__file__).parents[2]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the campaign in a process of its own, since it forks."""
    return subprocess.run(
        [sys.executable, "-m", "tests.campaigns.kill", *arguments],
        cwd=ROOT,
        env={"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.slow
def test_no_kill_loses_anything() -> None:
    """Records, versions, erasures, files, drafts, the passphrase: all that was acknowledged stays.

    The writer is killed while it writes, edits, attaches, erases, compacts, backs up, receives,
    comes up to another schema, and changes its ways in and its key; afterwards the chain is whole,
    every page, digest, file and backup verifies, and no way in opens that was revoked.
    """
    told = run("--runs", str(RUNS))
    assert told.returncode == 0, told.stderr
    counted = json.loads(told.stdout)
    assert counted["runs"] == RUNS
    assert counted["acts"] > RUNS
    assert counted["inside a commit"] > 0


def test_the_campaign_finds_a_loss_where_there_is_one() -> None:
    """The control: a writer that acknowledges too early is caught."""
    told = run("--runs", "30", "--premature")
    assert told.returncode != 0
    assert "an acknowledged version is lost" in told.stderr
