"""The real app as the session of a terminal, over a vault whose key is given: for tests only.

python -m tests.tui.shell_session PLACE DEK
"""

from __future__ import annotations

import sys
from pathlib import Path

from safejournal import config
from safejournal.process.hardening import harden
from safejournal.tui import app
from safejournal.vault.vault import Vault


def main(place: str, dek: str) -> int:
    """Open the vault and show it, as after unlocking."""
    harden()
    vault = Vault.open(Path(place), bytearray.fromhex(dek), config.clock())
    return app.run(vault, ["--vault", place])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
