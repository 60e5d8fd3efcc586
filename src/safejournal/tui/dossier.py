"""A dossier: which records, for whom, seen field by field, then a file."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from textual.content import Content

from safejournal.i18n import _, language
from safejournal.services import dossier
from safejournal.services.dossier import How
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Preview, Tier, neutral_name
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.sharing.picking import Picked, PickingScreen
from safejournal.tui.sharing.preview import PreviewScreen
from safejournal.tui.sharing.readers import Readers, ReadersScreen
from safejournal.tui.sharing.unverified import may_go
from safejournal.tui.sharing.written import in_the_clear, write_file
from safejournal.tui.step_by_step import Step, step_by_step
from safejournal.tui.text import line
from safejournal.tui.today import HIGH
from safejournal.wording.papers import chronology_lines, dossier_head, given_line
from safejournal.wording.preview import total_line
from safejournal.wording.telling import Told

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

FILE = "pages"
"""A name that tells nothing; the person may type another one."""


class DossierPreview(PreviewScreen):
    """The preview of a dossier: the fields, and what the chronology would look like."""

    def __init__(self, vault: Vault, seen: dossier.Dossier) -> None:
        super().__init__(vault, seen.preview, _("Dossier › What leaves"))
        self._dossier = seen

    def look_again(self, choice: Choice) -> Preview:
        """Return what would stand in it by another choice."""
        self._dossier = dossier.see(self.vault, choice)
        return self._dossier.preview

    def about(self) -> Iterable[str]:
        """Yield entries, gaps and what the digests show."""
        return chronology_lines(self._dossier)

    def _whole(self) -> Content:
        """Return what holds for the whole: in a low window only the figures."""
        *counted, digests = self.about()
        if self.app.size.height < HIGH:
            return line("; ".join(counted))
        head = dossier_head(self.vault, self._dossier)
        told = [*head, total_line(self._seen), "; ".join(counted), digests]
        return Content("\n").join(map(line, told))


@dataclass
class Making:
    """What has been decided so far."""

    choice: Choice = field(default_factory=Choice)
    picked: Picked = field(default_factory=Picked)
    readers: Readers = field(default_factory=Readers)
    seal: bool = False


async def make_dossier(shell: JournalApp, vault: Vault, records: tuple[str, ...] = ()) -> None:
    """Ask step by step; Esc goes one step back, and out of the first one."""
    making = Making(
        choice=Choice(tier=Tier.EVIDENCE, language=language()), picked=Picked(records=records)
    )
    await step_by_step(shell, vault, _STEPS, making)


async def _ask_what(shell: JournalApp, vault: Vault, making: Making) -> bool:
    asking = PickingScreen(vault, Tier.EVIDENCE, making.picked, _("Dossier › What?"))
    picked = await shell.push_screen_wait(asking)
    if picked is None:
        return False
    making.picked = picked
    making.choice = replace(making.choice, records=picked.records, everything=picked.everything)
    return True


async def _ask_whom(shell: JournalApp, vault: Vault, making: Making) -> bool:
    answers = [
        Answer(False, _("In the clear"), _("a file to print, or to take along")),
        Answer(True, _("Sealed"), _("only its readers open it, with age")),
    ]
    seal = await shell.push_screen_wait(
        Choose(_("How shall it leave?"), answers, at=int(making.seal))
    )
    if seal is None:
        return False
    making.seal = seal
    if seal:
        readers = await shell.push_screen_wait(ReadersScreen(vault, making.readers))
        if readers is None:
            return False
        if readers.by_words:
            shell.say(_("A dossier is sealed to keys, not to words."), serious=True)
            return False
        making.readers = readers
    else:
        making.readers = Readers()
    making.choice = replace(
        making.choice, contacts=making.readers.contacts, recipients=making.readers.recipients
    )
    return True


async def _ask_preview(shell: JournalApp, vault: Vault, making: Making) -> bool:
    seen = await asyncio.to_thread(dossier.see, vault, making.choice)
    agreed = await shell.push_screen_wait(DossierPreview(vault, seen))
    if agreed is None:
        return False
    making.choice = agreed.choice
    return True


async def _write(shell: JournalApp, vault: Vault, making: Making) -> bool:
    answers = [
        Answer("html", _("HTML"), _("a page for a browser")),
        Answer("pdf", _("PDF"), _("sheets of A4")),
    ]
    form = await shell.push_screen_wait(Choose(_("In which form?"), answers))
    if form is None or (making.seal and not await may_go(shell, vault, making.choice)):
        return False
    how, told = How(form=form, seal=making.seal), Told(making.choice.language)

    def does(target: Path, _report: object) -> dossier.Given:
        return dossier.write(vault, making.choice, how, target, told, confirmed=True)

    done = await write_file(
        shell,
        neutral_name() if making.seal else f"{FILE}.{form}",
        does,
        explained=_sealed() if making.seal else in_the_clear(),
    )
    if done is None:
        return False
    target, made = done
    clear = _("Written, in the clear: {place}").format(place=target)
    sealed = _("Written, sealed: {place}").format(place=target)
    said = f"{sealed if making.seal else clear} {given_line(made.sent.number)}"
    shell.say(said, serious=not making.seal)
    return True


def _sealed() -> str:
    return _("It is sealed: only its readers can open it. Its name tells nothing.")


_STEPS: tuple[Step[Making], ...] = (_ask_what, _ask_whom, _ask_preview, _write)
