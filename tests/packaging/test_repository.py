"""What the repository gives away to whoever receives a copy of it: nothing but the project."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.packaging.conftest import ROOT

# Written in pieces, so that this file does not hold what it looks for.
FORBIDDEN = {
    "a package server": "|".join(
        re.escape(first + last)
        for first, last in [
            ("py", "pi.org"),
            ("python", "hosted.org"),
            ("npm", "js.org"),
            ("crates", ".io"),
            ("proxy.golang", ".org"),
            ("deb.debian", ".org"),
            ("index", "-url"),
        ]
    ),
    "a path of the machine it was written on": r"(?<![\w.~])/(?:wo" + r"rk|ro" + r"ot)/",
    "a workplace beside the project": r"(?<![\w/])(?:\.\./)?sha" + r"red/|\.lib" + r"rary/",
}


def tracked() -> list[str]:
    """Return every file that a clone holds."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode != 0:
        pytest.skip("no list of tracked files: this copy is not a clone")
    return [name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_names(what: str) -> None:
    """No tracked file names a package server, or where and beside what it was written."""
    found = []
    for name in tracked():
        text = (ROOT / name).read_bytes().decode("utf-8", errors="replace")
        for number, line in enumerate(text.splitlines(), 1):
            if re.search(FORBIDDEN[what], line) and "--no-emit-" not in line:
                found.append(f"{name}:{number}: {line.strip()[:100]}")
    assert not found, "\n".join(found)


def test_no_file_is_one_that_tools_leave_behind() -> None:
    """No lock with server addresses, no environment, no cache and no wheel is tracked."""
    left = re.compile(r"(^|/)(uv\.lock|\.venv|wheelhouse|__pycache__|\.[a-z]+_cache|dist)(/|$)")
    assert [name for name in tracked() if left.search(name)] == []


def test_what_looks_for_them_finds_them() -> None:
    """Each pattern finds an example of what it forbids, so that none passes by never matching."""
    examples = ["https://py" + "pi.org/simple", "cd /wo" + "rk/main", "../sha" + "red/design.md"]
    for pattern, example in zip(FORBIDDEN.values(), examples, strict=True):
        assert re.search(pattern, example)
