"""Compile the built-in guidance and fix its digest in the code: run after every change of content.

python tools/build_guidance.py
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

CONTENT = Path(__file__).parents[1] / "src/safejournal/content"
sys.path.insert(0, str(CONTENT.parents[1]))


def main() -> int:
    """Validate, build, write; or say what is wrong."""
    from safejournal.content.building import build
    from safejournal.content.builtin import digests, names_of
    from safejournal.content.validation import validate

    problems = validate(CONTENT / "packs/base")
    if problems:
        print(*problems, sep="\n")  # noqa: T201
        return 5
    compiled = build(CONTENT / "packs/base")
    (CONTENT / "packs/base.json").write_bytes(compiled)
    (CONTENT / "packs/names.json").write_bytes(names_of(compiled))
    known = "".join(f'    "{name}": "{digest}",\n' for name, digest in digests(compiled).items())
    code = CONTENT / "builtin.py"
    text = re.sub(
        r"DIGESTS = \{.*?\}", f"DIGESTS = {{\n{known}}}", code.read_text(), flags=re.DOTALL
    )
    code.write_text(text)
    print(f"{len(compiled)} bytes")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
