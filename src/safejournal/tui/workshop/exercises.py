"""Exercises that the program leads, and before and after: a page each, with what can be done."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

from textual import work
from textual.content import Content
from textual.visual import Visual

from safejournal.errors import SafeJournalError
from safejournal.i18n import _, later
from safejournal.services import drills
from safejournal.services.drills import Stand
from safejournal.services.opening import Vault
from safejournal.tui.choose import sure
from safejournal.tui.guidance.article import Article
from safejournal.tui.page import Page
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line, prose
from safejournal.tui.workshop.measured import MeasuresScreen
from safejournal.wording import drills as wording
from safejournal.wording.workshop import not_looked

Opened = Callable[[Vault], Page[None]]


def _part(heading: str, of: Sequence[Stand]) -> list[Content]:
    return [line(heading).stylize("bold"), prose("\n".join(wording.stand_lines(of)))]


class PairScreen(Article):
    """Two neighbours: keys, words, a card, silence."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Pair exercise"))

    def told(self) -> Visual:
        """Return how it goes and how it stands, for both of the two."""
        return Content("\n\n").join([
            prose(wording.pair_how()),
            *_part(_("Who goes"), drills.giving(self.vault)),
            *_part(_("Who stays"), drills.keeping(self.vault)),
        ])  # fmt: skip


class RecoveryScreen(Article):
    """A passphrase is forgotten on purpose, and two neighbours help."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("The forgotten passphrase"))

    def told(self) -> Visual:
        """Return how it goes and how it stands."""
        stands = drills.recovering(self.vault)
        parts = [prose(wording.recovery_how(self.vault.place)), *_part(_("So far"), stands)]
        return Content("\n\n").join(parts)

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the forgetting."""
        yield Choice(Row(line(_("Forget the passphrase now"))), "forget")

    def follow(self, way: object) -> None:
        """Ask, and forget it."""
        self._forget()

    @work
    async def _forget(self) -> None:
        question = sure(wording.forget_question(), _("Forget it"), _("Keep it"))
        if not await self.app.push_screen_wait(question):
            return
        try:
            await asyncio.to_thread(drills.forget, self.vault)
        except SafeJournalError as error:
            self.shell.say_error(error)
        self.reload()


class TravelScreen(Article):
    """Travelling with little, on a copy."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Travelling with little"))
        self._came = ""

    def told(self) -> Visual:
        """Return how it goes and what came of it."""
        return prose("\n\n".join(filter(None, (wording.travel_how(), self._came))))

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the drill."""
        yield Choice(Row(line(_("Go the whole way on a copy"))), "drill")

    def follow(self, way: object) -> None:
        """Go the way."""
        self._drill()

    @work(exclusive=True)
    async def _drill(self) -> None:
        from safejournal.services.travelling_drill import drill

        self.shell.say(_("Going there and back …"))
        try:
            came = await asyncio.to_thread(drill, self.vault)
        except SafeJournalError as error:
            self.shell.say_error(error)
            return
        self._came = wording.drilled_line(came)
        self.reload()


class ResetScreen(Article):
    """The end of the day."""

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Reset this machine"))

    def told(self) -> Visual:
        """Return how everything is removed."""
        how = _(
            "At the end of the day, leave this journal and type: safejournal workshop reset\n\nIt"
            " removes every practice journal, every file written from one, and the workshop’s"
            " folder; then it looks for what is left, and shows the list."
        )
        return prose(f"{how}\n\n{not_looked()}")


ACTS: tuple[tuple[str, Opened], ...] = (
    (later("Pair exercise"), PairScreen),
    (later("The forgotten passphrase"), RecoveryScreen),
    (later("Travelling with little"), TravelScreen),
    (later("Before and after"), MeasuresScreen),
    (later("Reset this machine"), ResetScreen),
)
