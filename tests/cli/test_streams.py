"""Standard streams that are closed, full, or gone: one clear sentence and the right exit code."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.terminal import ROOT

PROGRAM = f"PYTHONPATH={ROOT / 'src'} {sys.executable} -m safejournal"


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """Run the program from a shell, which opens and closes streams as people do."""
    return subprocess.run(
        ["bash", "-c", command.replace("safejournal", PROGRAM, 1)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    ["safejournal doctor >&-", "safejournal doctor > /dev/full", "safejournal --help >&-"],
)
def test_an_answer_that_cannot_be_written_is_said(command: str) -> None:
    """Not as an error of the program's own, which it is not."""
    done = shell(command)
    assert done.returncode == 1
    assert done.stderr == "The answer could not be written; what was to be kept is kept.\n"


def test_a_reader_that_goes_away_is_no_error() -> None:
    """As with every other command: `… | head`."""
    done = shell("safejournal --help | head -n 1; exit ${PIPESTATUS[0]}")
    assert done.returncode in (0, 141)
    assert done.stderr == ""


@pytest.mark.parametrize("streams", ["2> /dev/full", "2>&-", "<&-"])
def test_an_answer_needs_no_other_stream(streams: str) -> None:
    """Closed or full standard error and input do not keep the answer back."""
    done = shell(f"safejournal --version {streams}")
    assert done.returncode == 0
    assert done.stdout.startswith("safejournal ")


def test_an_input_that_is_closed_is_an_empty_one() -> None:
    """A document that is not there is refused like any other that is none."""
    done = shell("safejournal --vault /nowhere add note - <&-")
    assert done.returncode in (1, 5)
    assert len(done.stderr.splitlines()) <= 2
