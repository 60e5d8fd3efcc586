"""Compile the built-in guidance and fix its digest in the code: run after every change of content.

python tools/build_guidance.py
"""

from __future__ import annotations

import re
import sys
from hashlib import blake2b
from pathlib import Path

CONTENT = Path(__file__).parents[1] / "src/safejournal/content"
sys.path.insert(0, str(CONTENT.parents[1]))


def main() -> int:
    """Validate, build, write; or say what is wrong."""
    from safejournal.content.building import build
    from safejournal.content.validation import validate

    problems = validate(CONTENT / "packs/base")
    if problems:
        print(*problems, sep="\n")  # noqa: T201
        return 5
    compiled = build(CONTENT / "packs/base")
    (CONTENT / "packs/base.json").write_bytes(compiled)
    digest = blake2b(compiled, digest_size=32).hexdigest()
    code = CONTENT / "builtin.py"
    text = re.sub(r'DIGEST = "[0-9a-f]*"', f'DIGEST = "{digest}"', code.read_text())
    code.write_text(text)
    print(f"{len(compiled)} bytes, {digest}")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
