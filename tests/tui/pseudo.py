"""Every screen in a language that does not exist: 40 % longer than English, and full of accents.

    python -m tests.tui.pseudo FOLDER COLUMNS LINES [LANGUAGE [LOOK]]

lays them out, in that language or in a real one, in one of the app's looks. It writes a line for
each fault, and the names of the screens that were not laid out. In a process of its own, since
labels of keys are spoken when a screen's module is loaded.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from gettext import NullTranslations
from inspect import signature
from pathlib import Path
from typing import Any

from safejournal import i18n

_ACCENTS = str.maketrans("aceinosuyzACEINOSUYZ", "áçéíñóšúýžÁÇÉÍÑÓŠÚÝŽ")
_FIELD = re.compile(r"(\{[^}]*\})")
LONGER = 0.4
"""By how much: what Russian and German take beside English at most, sentence by sentence."""

FILLING = "ðéřůñ"


def pseudo(sentence: str) -> str:
    """Return a sentence with accents and more words; what is filled in stays."""
    parts = _FIELD.split(sentence)
    said = "".join(part if at % 2 else part.translate(_ACCENTS) for at, part in enumerate(parts))
    more = round(len(sentence) * LONGER)
    words = " ".join([FILLING] * (more // (len(FILLING) + 1) + 1))[:more].rstrip()
    return f"{said} {words}" if words and not said.endswith(" ") else f"{said}{words} "


class Pseudo(NullTranslations):
    """A catalogue that is made while it is asked."""

    def gettext(self, message: str) -> str:
        """Return the sentence, longer."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the form that goes with the number, longer."""
        return pseudo(msgid1 if n == 1 else msgid2)


LANGUAGE = sys.argv[4] if __name__ == "__main__" and len(sys.argv) > 4 else ""
if LANGUAGE:
    i18n.use(LANGUAGE)
else:
    i18n._catalogue = Pseudo()

from textual.pilot import Pilot  # noqa: E402
from textual.screen import Screen  # noqa: E402 - the catalogue must stand before labels are made

from safejournal.domain.words import Kind  # noqa: E402
from safejournal.services import alerts, dossier, journal, scenarios, sharing  # noqa: E402
from safejournal.services.opening import Vault  # noqa: E402
from safejournal.services.sharing import Choice, Tier  # noqa: E402
from safejournal.services.stays import stay_counts  # noqa: E402
from safejournal.tui.ask import Ask  # noqa: E402
from safejournal.tui.attach import AttachDialog  # noqa: E402
from safejournal.tui.choose import sure  # noqa: E402
from safejournal.tui.detail import Detail  # noqa: E402
from safejournal.tui.dossier import DossierPreview  # noqa: E402
from safejournal.tui.file_picker import FileNamed, FilePicker  # noqa: E402
from safejournal.tui.form import FormScreen  # noqa: E402
from safejournal.tui.guidance.alert import AlertScreen  # noqa: E402
from safejournal.tui.guidance.stays import StayScreen  # noqa: E402
from safejournal.tui.help import Help  # noqa: E402
from safejournal.tui.history import History  # noqa: E402
from safejournal.tui.keyline import KeyLine  # noqa: E402
from safejournal.tui.keys import key  # noqa: E402
from safejournal.tui.own_keys import holders  # noqa: E402
from safejournal.tui.palette import Palette, acts_of  # noqa: E402
from safejournal.tui.picker import RecordPicker  # noqa: E402
from safejournal.tui.pictures.route import RouteScreen  # noqa: E402
from safejournal.tui.pictures.threat import ThreatPicture  # noqa: E402
from safejournal.tui.settings import PressLetter  # noqa: E402
from safejournal.tui.sharing.on_paper import PaperPreview  # noqa: E402
from safejournal.tui.sharing.paste import Paste  # noqa: E402
from safejournal.tui.sharing.qr import QrCode  # noqa: E402
from safejournal.tui.sharing.readers import Readers, ReadersScreen  # noqa: E402
from safejournal.tui.sharing.tiers import TiersScreen  # noqa: E402
from safejournal.tui.silence.unseen import Unseen  # noqa: E402
from safejournal.tui.tell import Tell  # noqa: E402
from safejournal.tui.workshop.leading import LeadingScreen  # noqa: E402
from safejournal.tui.workshop.playing import PlayingScreen  # noqa: E402
from safejournal.tui.workshop.scenario import ScenarioScreen  # noqa: E402
from tests.services.exchanging import two  # noqa: E402
from tests.tui.guidance.exile import settle  # noqa: E402
from tests.tui.guidance.test_keys import MAKE as GUIDANCE  # noqa: E402
from tests.tui.sharing.test_sharing_keys import MAKE as SHARING  # noqa: E402
from tests.tui.shell_app import WatchedApp, fill, new_journal, rows  # noqa: E402
from tests.tui.silence.test_keys import MAKE as SILENCE  # noqa: E402
from tests.tui.test_over_time import FLIGHT  # noqa: E402

Make = Callable[[], Screen[Any]]

MOST = 4
"""Controls from each end of a screen that are looked at: what is between scrolls like they do."""

SENTENCE = "What stands here is as long as a question ever is, and longer?"


def every_screen() -> set[type[Screen[Any]]]:
    """Return the screens of the app, without those that others are made from."""
    found = {each for each in holders() if issubclass(each, Screen)}
    return {each for each in found if not any(issubclass(o, each) and o is not each for o in found)}


def _alone() -> Iterator[Any]:
    """Yield the screens that need nothing but the vault."""
    for each in sorted(every_screen(), key=lambda of: of.__name__):
        parameters = signature(each).parameters.values()
        if [one.name for one in parameters if one.default is one.empty] == ["vault"]:
            yield each


def _own(vault: Vault) -> Iterator[Make]:
    """Yield the screens of a journal without others."""
    life, exile = fill(vault), settle(vault)
    yield from (partial(each, vault) for each in _alone() if ".workshop." not in each.__module__)
    yield from (
        partial(make, vault, exile) for of, make in GUIDANCE.items() if "Run" not in str(of)
    )
    yield from (partial(Detail, vault, each) for each in (life.incident, life.contact, exile.trip))
    yield from (partial(FormScreen, vault, kind) for kind in (Kind.THREAT, Kind.CONTACT, Kind.TRIP))
    yield lambda: FormScreen(vault, Kind.INCIDENT, record=life.incident)
    yield lambda: History(vault, life.incident)
    yield lambda: Ask(pseudo(SENTENCE), explained=pseudo(SENTENCE))
    yield lambda: sure(pseudo(SENTENCE), pseudo("Yes"), pseudo("No, leave it"), pseudo(SENTENCE))
    yield lambda: Tell(pseudo(SENTENCE), pseudo(SENTENCE * 9))
    yield lambda: RecordPicker(vault, None)
    yield lambda: FilePicker(pseudo(SENTENCE))
    yield lambda: AttachDialog(vault, life.note)
    yield lambda: RouteScreen(vault, FLIGHT)
    yield lambda: ThreatPicture(vault, journal.show(vault, life.threat.id))
    yield lambda: DossierPreview(vault, dossier.see(vault, Choice(everything=True)))
    yield lambda: FileNamed(pseudo(SENTENCE))
    yield lambda: Paste(pseudo(SENTENCE), explained=pseudo(SENTENCE))
    yield lambda: Unseen(pseudo(SENTENCE))
    yield lambda: QrCode("age1" + "q" * 58)
    yield lambda: PressLetter(key("a", "add", pseudo("Add"), pseudo(SENTENCE)))
    yield lambda: PaperPreview(vault, sharing.preview(vault, Choice(everything=True)))
    yield from (partial(StayScreen, vault, of) for of in stay_counts(vault))
    legal = journal.browse(vault, journal.Filter(kinds=(Kind.LEGAL,)))
    found = [alerts.alert(vault, each.id) for each in legal]
    yield from (partial(AlertScreen, vault, of) for of in found if of is not None)


def _workshop(vault: Vault) -> Iterator[Make]:
    """Yield the screens of a practice journal."""
    yield from (partial(each, vault) for each in _alone() if ".workshop." in each.__module__)
    of = scenarios.found("en")[0]
    yield lambda: ScenarioScreen(vault, of)
    yield lambda: LeadingScreen(vault, of.scenario)
    yield lambda: PlayingScreen(vault, of.scenario)


def _shared(place: Path, stack: ExitStack) -> Iterator[tuple[Vault, list[Make]]]:
    """Yield the screens of people who know one another: of one who sends, of one who waits."""
    (place / "sending").mkdir()
    (place / "waiting").mkdir()
    sending = stack.enter_context(two(place / "sending"))
    waiting = stack.enter_context(two(place / "waiting"))
    asked: list[Make] = [
        lambda: ReadersScreen(sending.anna, Readers()),
        lambda: TiersScreen(sending.anna, Tier.CARD),
    ]
    yield sending.anna, [*(partial(_anew, sending, make) for make in SHARING.values()), *asked]
    yield waiting.bela, [partial(_anew, waiting, make) for make in SILENCE.values()]


def _anew(pair: Any, make: Callable[[Any], Screen[Any]]) -> Screen[Any]:
    pair.file("x.age").unlink(missing_ok=True)
    return make(pair)


class Layout:
    """Lays screens out and notes what is wrong."""

    def __init__(self, size: tuple[int, int], look: str) -> None:
        self.size = size
        self.look = look
        self.faults: list[str] = []
        self.seen: set[type[Screen[Any]]] = set()

    async def lay_out(self, vault: Vault, makes: list[Make]) -> None:
        """Push each screen, look at it, and take it away again."""
        app = WatchedApp(vault)
        async with app.run_test(size=self.size) as pilot:
            app.theme = self.look or app.theme
            makes = [
                *makes,
                lambda: Palette(vault, acts_of(app.screen)),
                lambda: Help(acts_of(app.screen)),
            ]
            below = len(app.screen_stack)
            for make in makes:
                app.push_screen(make())
                await self._examine(app, pilot)
                first = app.screen
                await pilot.press("enter")  # what it leads to, if it leads anywhere
                await pilot.pause()
                if app.screen is not first and len(app.screen_stack) > below:
                    await self._examine(app, pilot)
                while len(app.screen_stack) > below:
                    await app.pop_screen()

    async def _examine(self, app: WatchedApp, pilot: Pilot[Any]) -> None:
        """Look at the screen on top, and at each control of it that takes the focus."""
        await pilot.pause()
        await pilot.pause()
        screen = app.screen
        self.seen.add(type(screen))
        self._look(app, screen)
        before = screen.focused
        chain = screen.focus_chain
        for control in {id(each): each for each in (*chain[:MOST], *chain[-MOST:])}.values():
            control.focus(scroll_visible=True)
            control.scroll_visible(animate=False)
            await pilot.pause()
            self._look_at(screen, control)
        screen.set_focus(before)

    def _look(self, app: WatchedApp, screen: Screen[Any]) -> None:
        picture = rows(app).splitlines()
        name, (columns, lines) = type(screen).__name__, self.size
        if len(picture) > lines or max(map(len, picture)) > columns:
            self.faults.append(f"{name}: wider or higher than the window")
        keys = screen.query(KeyLine)
        if not keys or keys.first().region.y != lines - 1 or "F1" not in picture[-1]:
            self.faults.append(f"{name}: the last line does not tell the keys: {picture[-1]!r}")

    def _look_at(self, screen: Screen[Any], control: Any) -> None:
        seen = screen.find_widget(control).visible_region
        if not seen.height or not seen.width or seen.bottom > self.size[1] - 1:
            named = f"{type(control).__name__} {control.id or ''}"
            self.faults.append(f"{type(screen).__name__}: cannot be seen or reached: {named}")


async def _main(place: Path, size: tuple[int, int], look: str) -> None:
    layout = Layout(size, look)
    with ExitStack() as stack:
        vault = stack.enter_context(new_journal(place / "one").open())
        await layout.lay_out(vault, [*_own(vault)])
        practice = stack.enter_context(new_journal(place / "practice", practice=True).open())
        fill(practice)
        await layout.lay_out(practice, [*_workshop(practice)])
        for side, makes in _shared(place, stack):
            await layout.lay_out(side, makes)
    for fault in layout.faults:
        print(fault)
    for missing in sorted(each.__name__ for each in every_screen() - layout.seen):
        print(f"not laid out: {missing}")


if __name__ == "__main__":
    place, columns, lines = sys.argv[1:4]
    asyncio.run(_main(Path(place), (int(columns), int(lines)), "".join(sys.argv[5:])))
