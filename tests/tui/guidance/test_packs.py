"""The packs in the app: installed after a look at whose they are, marked, taken out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from safejournal.services import installing, packs
from safejournal.services.opening import Vault
from safejournal.tui.guidance.cases import CasesScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.home import GuidanceScreen
from safejournal.tui.guidance.lessons import LessonsScreen
from safejournal.tui.guidance.onward import open_case, open_checklist
from safejournal.tui.guidance.packs import OfferScreen, PacksScreen
from safejournal.tui.page import Page
from tests.services.foreign import PACK, signed, taken_in
from tests.tui.shell_app import NARROW, WIDE, WatchedApp, rows, until, until_shown
from tests.vault.journals import make_journal

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["80x24", "40x10"])
MARK = "[pack mine, UNKNOWN MAKER]"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """Return the pack file of somebody unknown."""
    with make_journal(tmp_path / "maker").open() as maker:
        path = tmp_path / "mine.sjpack"
        path.write_bytes(signed(tmp_path / "folder", maker))
        yield path


def spoil(file: Path) -> None:
    """Alter a letter of it."""
    file.write_bytes(file.read_bytes().replace(b"Somebody", b"Somebodi"))


async def name_file(pilot: Pilot[Any], file: Path) -> None:
    """Name a file in the dialog that asks for one."""
    await pilot.press("a")
    await until_shown(pilot, "Which file holds the pack?")
    app = pilot.app
    app.screen.entry.value = str(file)  # type: ignore[attr-defined]
    await pilot.press("enter")


async def read_page(pilot: Pilot[Any]) -> str:
    """Return all words of a page, however low the window."""
    seen = rows(pilot.app)  # type: ignore[arg-type]
    for _page in range(12):
        await pilot.press("pagedown")
        seen += "\n" + rows(pilot.app)  # type: ignore[arg-type]
    return " ".join(seen.split())


@SIZES
async def test_a_pack_is_installed_from_the_place_of_guidance(
    vault: Vault, file: Path, size: tuple[int, int]
) -> None:
    """5 opens the list, A names the file, the words are read, and only then it is in use."""
    offered = installing.examine(vault, installing.read_file(file), "en")
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        app.push_screen(GuidanceScreen(vault))
        await pilot.press("5")
        await until(pilot, lambda: isinstance(app.screen, PacksScreen))
        await name_file(pilot, file)
        await until(pilot, lambda: isinstance(app.screen, OfferScreen))
        told = await read_page(pilot)
        for each in (*offered.pack.words, "Nobody in this journal", "takes nothing away"):
            assert each in told
        assert [each.id for each in packs.installed("en")] == ["small"]
        await pilot.press("tab", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PacksScreen))
        assert [each.id for each in packs.installed("en")] == ["small", PACK]
        await pilot.press("end", "delete")
        await until_shown(pilot, "Take it out")
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(packs.installed("en")) == 1)


async def test_the_first_answer_changes_nothing(vault: Vault, file: Path) -> None:
    """Enter without a choice leaves it; so does Esc."""
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        for leave in (("enter",), ("escape",)):
            app.push_screen(PacksScreen(vault))
            await until(pilot, lambda: isinstance(app.screen, PacksScreen))
            await name_file(pilot, file)
            await until(pilot, lambda: isinstance(app.screen, OfferScreen))
            await pilot.press(*leave)
            await until(pilot, lambda: isinstance(app.screen, PacksScreen))
            assert [each.id for each in packs.installed("en")] == ["small"]


async def test_a_spoilt_pack_is_refused_with_its_reason(vault: Vault, file: Path) -> None:
    """Nothing is asked; the screen stays."""
    spoil(file)
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(PacksScreen(vault))
        await until(pilot, lambda: isinstance(app.screen, PacksScreen))
        await name_file(pilot, file)
        await until(pilot, lambda: any("altered" in each for each in app.told))
        assert isinstance(app.screen, PacksScreen)


@pytest.mark.parametrize("screen", [CasesScreen, ChecklistsScreen, LessonsScreen])
async def test_lists_mark_what_is_not_built_in(
    vault: Vault, file: Path, screen: type[Page[None]]
) -> None:
    """In the list of cases, of checklists, of lessons."""
    taken_in(vault, installing.read_file(file))
    app = WatchedApp(vault)
    async with app.run_test(size=WIDE) as pilot:
        app.push_screen(screen(vault))
        await until_shown(pilot, MARK)


@SIZES
@pytest.mark.parametrize("opens", ["case", "checklist"])
async def test_pages_mark_what_is_not_built_in(
    vault: Vault, file: Path, size: tuple[int, int], opens: str
) -> None:
    """A case on its page, a checklist and each of its steps."""
    taken_in(vault, installing.read_file(file))
    app = WatchedApp(vault)
    async with app.run_test(size=size) as pilot:
        if opens == "case":
            open_case(app, vault, "mine/AA-BB-01")
        else:
            open_checklist(app, vault, "mine/list")
            await until(pilot, lambda: MARK in words(app))
            await pilot.press("enter")
        await until(pilot, lambda: MARK in words(app))


def words(app: WatchedApp) -> str:
    """Return the words on the screen, without the bar beside what is marked."""
    return " ".join(rows(app).replace("▌", " ").split())
