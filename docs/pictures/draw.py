"""Draw the pictures of the README from the practice vault: `python3 docs/pictures/draw.py`.

Run it with the test environment's Python. The practice vault is invented; no other vault can be
drawn, since the program itself has no way to make a picture of its screen.
"""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile  # noqa: TID251 - of an invented person
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "src"))

from safejournal.services.demo import PASSPHRASE, make_demo  # noqa: E402 - after the path is set
from safejournal.services.opening import open_vault, try_secret  # noqa: E402
from safejournal.tui.app import JournalApp  # noqa: E402

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZE = (80, 24)
PICTURES: dict[str, tuple[str, ...]] = {
    "today": (),
    "threats": ("f7",),
}


async def draw(folder: Path) -> None:
    """Draw each picture into `folder`."""
    with tempfile.TemporaryDirectory() as scratch:
        made = make_demo(Path(scratch) / "journal", DAY)
        answer = try_secret(made.place, bytearray(PASSPHRASE.encode()), None)
        with open_vault(made.place, answer, lambda: DAY) as vault:
            app = JournalApp(vault)
            async with app.run_test(size=SIZE) as pilot:
                for name, keys in PICTURES.items():
                    await pilot.press(*keys)
                    await pilot.pause(0.5)
                    drawn = app.export_screenshot(title="")
                    (folder / f"{name}.svg").write_text(_settled(drawn), encoding="utf-8")


def _settled(drawing: str) -> str:
    """Take out what differs from run to run, and the font that a viewer would fetch."""
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<!--.*?-->\s*", "", drawing, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", drawing)


if __name__ == "__main__":
    asyncio.run(draw(HERE))
