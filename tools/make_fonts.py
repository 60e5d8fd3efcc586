"""Cut the two fonts of printed sheets down to the scripts that need no shaping.

    python tools/make_fonts.py FOLDER

FOLDER holds DejaVuSans.ttf and DejaVuSans-Bold.ttf of version 2.37 (Debian: fonts-dejavu-core).
Needs the Python package fonttools, which the program does not.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset

INTO = Path(__file__).parents[1] / "src/safejournal/content/fonts"
LETTERS = "U+0020-007E,U+00A0-017F,U+0400-052F,U+2010-2027,U+2030-203A,U+20AC,U+20B8,U+20BD,U+2116"
SIGNS = "U+2190-2193,U+2212,U+2610-2612,U+2713,U+FFFD"
MORE = "U+0180-024F,U+0259,U+0300-030C,U+0370-03FF,U+0531-058A,U+10A0-10FF"
"""For what a person writes: Greek, Armenian and Georgian besides, in the plain weight only."""


def main() -> int:
    """Write both fonts."""
    folder = Path(sys.argv[1])
    for name, unicodes in (
        ("DejaVuSans.ttf", f"{LETTERS},{SIGNS},{MORE}"),
        ("DejaVuSans-Bold.ttf", f"{LETTERS},{SIGNS}"),
    ):
        subset.main(
            [
                str(folder / name),
                f"--unicodes={unicodes}",
                f"--output-file={INTO / name}",
                "--layout-features=",
                "--no-hinting",
                "--name-IDs=0,1,2,4,6,13,14",
                "--no-recalc-timestamp",
            ]
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
