"""Everything that is painted on any screen can be read, in every look: computed from the colours.

Not from a list of pairs that somebody thinks of: from the strips themselves, so that no last line,
disabled row or placeholder hides.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from safejournal.domain.words import Kind
from safejournal.services import settings
from safejournal.services.opening import Vault
from safejournal.tui import places
from safejournal.tui.ask import Ask
from safejournal.tui.attach import AttachDialog
from safejournal.tui.choose import sure
from safejournal.tui.detail import Detail
from safejournal.tui.form import FormScreen
from safejournal.tui.guidance.checklists import ChecklistsScreen
from safejournal.tui.guidance.lessons import LessonsScreen
from safejournal.tui.guidance.packs import PacksScreen
from safejournal.tui.help import Help
from safejournal.tui.history import History
from safejournal.tui.palette import WITHOUT_KEY, Palette, acts_of
from safejournal.tui.picker import RecordPicker
from safejournal.tui.theme import THEMES
from safejournal.tui.working import Working
from tests.services.exchanging import two
from tests.tui.contrast import COLOURED, PROBE, TEXT, Pair, least, painted, probe, ratio
from tests.tui.guidance.exile import settle
from tests.tui.guidance.test_keys import MAKE as GUIDANCE
from tests.tui.sharing.test_sharing_keys import MAKE as SHARING
from tests.tui.shell_app import Life, WatchedApp, begin_draft, until
from tests.tui.silence.test_keys import MAKE as SILENCE

SIZE = (120, 45)
"""High enough for most of each screen."""

FORMS = (Kind.THREAT, Kind.CONTACT, Kind.TRIP)
"""Between them and an incident they have every sort of field."""

Make = Callable[[], Screen[Any]]

SEEN: dict[Pair, str] = {}
"""Every pair that was painted anywhere so far, with letters to find it by."""


async def poor(
    vault: Vault,
    makes: Iterable[tuple[str, Make]],
    before: Callable[[WatchedApp], None] = lambda _app: None,
) -> dict[str, str]:
    """Return what of these screens cannot be read well enough: in which look, where, which pair."""
    wrong: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(THEMES, PROBE, probe())
        patch.setattr(settings, "LOOKS", (PROBE,))
        settings.set_look(vault, PROBE)
        app = WatchedApp(vault)
        async with app.run_test(size=SIZE) as pilot:
            before(app)
            for name, make in makes:
                screen = make()
                app.push_screen(screen)
                await pilot.pause()
                for line in screen.query(Input):
                    line.placeholder = line.placeholder or "What stands where nothing was typed"
                await pilot.pause()
                for pair, letters in painted(app).items():
                    SEEN.setdefault(pair, f"{name}: {letters}")
                    for look in COLOURED:
                        if (found := ratio(look, pair)) < least(look):
                            wrong[f"{look} {pair}"] = f"{found:.2f} on {name}: {letters}"
                app.pop_screen()
    return wrong


async def test_places_records_forms_and_dialogs_can_be_read(vault: Vault, life: Life) -> None:
    """Places, records, history, forms, dialogs, palette, help, progress, messages."""
    begin_draft(vault)
    go_on = threading.Event()
    makes: dict[str, Make] = {
        **{f"place {name}": partial(at, vault) for name, at in places.SCREENS.items()},
        "detail": lambda: Detail(vault, life.contact),
        "history": lambda: History(vault, life.incident),
        "sure": lambda: sure("Sure?", "Yes", "No", "Because."),
        "ask": lambda: Ask("What?", explained="A few words."),
        "help": lambda: Help([]),
        "working": lambda: Working("Working", lambda _progress: go_on.wait(20)),
        "picker": lambda: RecordPicker(vault, None),
        "attach": lambda: AttachDialog(vault, life.note),
        "changing": lambda: FormScreen(vault, Kind.INCIDENT, record=life.incident),
        **{f"form {kind}": partial(FormScreen, vault, kind) for kind in FORMS},
    }

    def say(app: WatchedApp) -> None:
        app.say("Something is said.", serious=True)
        makes["palette"] = lambda: Palette(vault, acts_of(app.screen))

    try:
        assert not await poor(vault, makes.items(), say)
    finally:
        go_on.set()


async def test_screens_of_guidance_can_be_read(vault: Vault) -> None:
    """Guidance, an assessment, cases, the legal log, packs, lessons, checklists."""
    exile = settle(vault)
    makes: dict[str, Make] = {
        screen.__name__: partial(make, vault, exile) for screen, make in GUIDANCE.items()
    }
    del makes["RunScreen"]  # a run of the little guidance of other tests
    makes["packs"] = lambda: PacksScreen(vault)
    makes["lessons"] = lambda: LessonsScreen(vault)
    makes["checklists"] = lambda: ChecklistsScreen(vault)
    assert not await poor(vault, makes.items())


@pytest.mark.parametrize("which", ["sharing", "silence"])
async def test_screens_of_sharing_and_silence_can_be_read(tmp_path: Path, which: str) -> None:
    """Keys, inbox, bundles, preview, and the steps for somebody who is silent."""
    with two(tmp_path) as pair:

        def anew(make: Callable[[Any], Screen[Any]]) -> Screen[Any]:
            pair.file("x.age").unlink(missing_ok=True)
            return make(pair)

        makes = {
            screen.__name__: partial(anew, make)
            for screen, make in (SHARING if which == "sharing" else SILENCE).items()
        }
        assert not await poor(pair.anna if which == "sharing" else pair.bela, makes.items())


async def test_whatever_the_palette_opens_can_be_read(vault: Vault, life: Life) -> None:
    """Each act without a key: pictures, sharing, backups, travel, workshop, handbook, settings."""
    wrong: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(THEMES, PROBE, probe())
        patch.setattr(settings, "LOOKS", (PROBE,))
        settings.set_look(vault, PROBE)
        app = WatchedApp(vault)
        async with app.run_test(size=SIZE) as pilot:
            for action in (*(action for action, _name, _meaning in WITHOUT_KEY), "new", "note"):
                await app.run_action(action)
                await pilot.pause(0.05)
                for pair, letters in painted(app).items():
                    SEEN.setdefault(pair, f"{action}: {letters}")
                    for look in COLOURED:
                        if (found := ratio(look, pair)) < least(look):
                            wrong[f"{look} {pair}"] = f"{found:.2f} on {action}: {letters}"
                await until(pilot, lambda: not isinstance(app.screen, Working))
                app.workers.cancel_all()
                await pilot.pause()
                while len(app.screen_stack) > 1:
                    app.pop_screen()
                    await pilot.pause()
    assert not wrong


async def test_the_practice_band_can_be_read(vault: Vault) -> None:
    """The band of a practice journal has 7:1 in every look, since it must not be missed."""
    for look in COLOURED:
        assert ratio(look, ("practice", "practice_ground")) >= TEXT


def test_the_poorest_pair_of_each_look_is_told() -> None:
    """What was painted has more than one pair; run with -s, the figures are told for documents."""
    for look in COLOURED if SEEN else ():
        lowest, pair = min((ratio(look, pair), pair) for pair in SEEN)
        print(f"{look}: {lowest:.2f} ({pair[0]} on {pair[1]}, {SEEN[pair]})")
        assert len(SEEN) > 1
