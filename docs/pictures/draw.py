"""Draw the pictures of the README and the handbook: `python3 docs/pictures/draw.py`.

Run it with the test environment's Python after every change of what is drawn; a test holds that it
was. Each language is drawn by a process of its own: its sentences are fixed when they are loaded.
The practice vault is invented; no other vault can be drawn, since the program itself has no way to
make a picture of its screen.
"""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
import tempfile  # noqa: TID251 - of an invented person
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "src"))

from safejournal import i18n  # noqa: E402 - after the path is set
from safejournal.services.demo import PASSPHRASE, make_demo  # noqa: E402
from safejournal.services.opening import open_vault, try_secret  # noqa: E402

DAY = datetime(2026, 11, 24, 12, tzinfo=UTC)
SIZE = (80, 24)
LANGUAGES = ("en", "ru")
ACT = "!"
"""Begins what is no key but an act by its name."""

PICTURES: dict[str, tuple[str, ...]] = {
    "today": (),
    "incident": ("f2", "down", "enter"),
    "threats": ("f7",),
    "timeline": ("!picture('timeline')",),
    "trip": ("f3", *"almaty", "down", "enter", "s"),
    "handbook": ("!handbook",),
}
"""What leads to each picture from the first screen."""

PAUSE = 0.6
"""Seconds in which whatever is looked up in the background has come."""


async def draw(folder: Path, language: str) -> None:
    """Draw each picture into `folder`, in a language that this process has not yet left."""
    i18n.use(language)
    from safejournal.tui.app import JournalApp

    with tempfile.TemporaryDirectory() as scratch:
        made = make_demo(Path(scratch) / "journal", DAY)
        answer = try_secret(made.place, bytearray(PASSPHRASE.encode()), None)
        with open_vault(made.place, answer, lambda: DAY) as vault:
            for name, keys in PICTURES.items():
                app = JournalApp(vault)
                async with app.run_test(size=SIZE) as pilot:
                    await pilot.pause(PAUSE)
                    for key in keys:
                        if key.startswith(ACT):
                            await app.run_action(key.removeprefix(ACT))
                        else:
                            await pilot.press(key)
                        await pilot.pause()
                    await pilot.pause(PAUSE)
                    drawn = app.export_screenshot(title="")
                (folder / f"{name}.{language}.svg").write_text(_settled(drawn), encoding="utf-8")


def _settled(drawing: str) -> str:
    """Take out what differs from run to run, and the font that a viewer would fetch."""
    drawing = re.sub(r"@font-face \{.*?\}\s*", "", drawing, flags=re.DOTALL)
    drawing = re.sub(r"<!--.*?-->\s*", "", drawing, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "terminal", drawing)


def draw_all(folder: Path) -> None:
    """Draw every picture in every language."""
    for language in LANGUAGES:
        command = [sys.executable, __file__, language, folder]
        subprocess.run(command, check=True, env={**os.environ, "TZ": "UTC"})


if __name__ == "__main__":
    if sys.argv[1:]:
        asyncio.run(draw(Path(sys.argv[2]), sys.argv[1]))
    else:
        draw_all(HERE)
