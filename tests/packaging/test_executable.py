"""A self-contained executable is its own Python for the starts that the program makes of itself."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.packaging.conftest import ROOT

ENTRY = ROOT / "tools" / "executable_entry.py"


def test_it_does_what_python_would_do_with_the_programs_own_words() -> None:
    """`-I -c CODE words` runs the code with these words; anything else is the program."""
    code = "import sys; print(sys.argv, __name__)"
    done = subprocess.run(
        [sys.executable, ENTRY, "-I", "-c", code, "a", "-I"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['-c', 'a', '-I'] __main__\n"
    done = subprocess.run(
        [sys.executable, ENTRY, "--version"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("safejournal ")


def test_the_program_starts_itself_in_no_other_way() -> None:
    """Wherever the program names its own Python, `-I -c` follows: the entry understands no more."""
    used = [
        match
        for path in sorted((ROOT / "src" / "safejournal").rglob("*.py"))
        for match in re.findall(r"\bsys\.executable\b(.{0,14})", path.read_text("utf-8"), re.DOTALL)
        if path.name != "unpacking.py"  # which runs before there is an executable
    ]
    assert len(used) >= 3
    assert {each[:12] for each in used} == {', "-I", "-c"'}
