"""What the first screen does not need is not loaded before it stands."""

from __future__ import annotations

import json
import subprocess
import sys

LOADED = "import json, sys, safejournal.tui.app; print(json.dumps(sorted(sys.modules)))"

LATER = (
    "safejournal.tui.ask",
    "safejournal.tui.changes",
    "safejournal.tui.choose",
    "safejournal.tui.contacts",
    "safejournal.tui.detail",
    "safejournal.tui.documents",
    "safejournal.tui.drafted",
    "safejournal.tui.form",
    "safejournal.tui.guidance",
    "safejournal.tui.help",
    "safejournal.tui.history",
    "safejournal.tui.journal",
    "safejournal.tui.listing",
    "safejournal.tui.palette",
    "safejournal.tui.picker",
    "safejournal.tui.threats",
    "safejournal.tui.working",
    "safejournal.services.search",
    "safejournal.services.stays",
    "safejournal.services.trips",
    "safejournal.services.attachments",
    "safejournal.services.forms",
    "safejournal.domain.differences",
    "textual.widgets._text_area",
    "textual.widgets._markdown",
    "textual.widgets._data_table",
    "textual.widgets._footer",
    "textual.widgets._header",
    "click",
    "argon2",
    "pyrage",
)


def test_only_the_first_screen_is_loaded_before_it_stands() -> None:
    """Other screens, forms, search and Textual's dear widgets come when somebody goes there."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED], capture_output=True, check=True, text=True
    )
    loaded = set(json.loads(done.stdout))
    assert "safejournal.tui.today" in loaded
    assert not loaded & set(LATER)
