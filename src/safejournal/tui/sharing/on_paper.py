"""A card or an emergency sheet on paper: for whom, what, seen field by field, then the page."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.domain.words import Kind
from safejournal.i18n import _, language
from safejournal.services import folio, paper
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice, Preview, Tier
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.picker import RecordPicker
from safejournal.tui.sharing.picking import Picked, PickingScreen
from safejournal.tui.sharing.preview import PreviewScreen
from safejournal.tui.sharing.written import in_the_clear, write_file
from safejournal.tui.step_by_step import Step, step_by_step
from safejournal.tui.tell import Tell
from safejournal.wording.papers import cost, given_line
from safejournal.wording.sharing import tier, tier_about
from safejournal.wording.telling import Told

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

FILE = "page"
"""A name that tells nothing; the person may type another one."""

SCREEN = "screen"
"""Stands for the version to copy by hand, which leaves no file."""


class PaperPreview(PreviewScreen):
    """The preview of what would stand on a paper."""

    def look_again(self, choice: Choice) -> Preview:
        """Return what would stand there by another choice."""
        return paper.look(self.vault, choice)


@dataclass
class OnPaper:
    """What has been decided so far."""

    choice: Choice = field(default_factory=Choice)
    picked: Picked = field(default_factory=Picked)


async def put_on_paper(shell: JournalApp, vault: Vault) -> None:
    """Ask step by step; Esc goes one step back, and out of the first one."""
    making = OnPaper(choice=Choice(language=language()))
    await step_by_step(shell, vault, _STEPS, making)


async def _ask_contact(shell: JournalApp, vault: Vault, making: OnPaper) -> bool:
    contact = await shell.push_screen_wait(RecordPicker(vault, Kind.CONTACT))
    if contact is None:
        return False
    if getattr(contact.content, "never_contact", False):
        question = sure(
            _("This contact is marked as never to be contacted."),
            _("Make it all the same"),
            _("Make nothing"),
        )
        if not await shell.push_screen_wait(question):
            return False
    making.choice = replace(making.choice, contacts=(contact.id,))
    return True


async def _ask_tier(shell: JournalApp, _vault: Vault, making: OnPaper) -> bool:
    answers = [Answer(each, tier(each), tier_about(each)) for each in paper.TIERS]
    chosen: Tier | None = await shell.push_screen_wait(
        Choose(_("What shall stand on it?"), answers)
    )
    if chosen is None:
        return False
    if chosen is not making.choice.tier:
        making.picked = Picked()
    making.choice = Choice(
        contacts=making.choice.contacts, tier=chosen, language=making.choice.language
    )
    return True


async def _ask_what(shell: JournalApp, vault: Vault, making: OnPaper) -> bool:
    asking = PickingScreen(vault, making.choice.tier, making.picked, _("On paper › What?"))
    picked = await shell.push_screen_wait(asking)
    if picked is None:
        return False
    making.picked = picked
    making.choice = replace(making.choice, records=picked.records, everything=picked.everything)
    return True


async def _ask_preview(shell: JournalApp, vault: Vault, making: OnPaper) -> bool:
    seen = paper.look(vault, making.choice)
    agreed = await shell.push_screen_wait(PaperPreview(vault, seen, _("On paper › What leaves")))
    if agreed is None:
        return False
    making.choice = agreed.choice
    return True


async def _show_page(shell: JournalApp, vault: Vault, making: OnPaper) -> bool:
    """Show the page as it would be, and what having it may cost; then ask in which form."""
    told = Told(making.choice.language)
    page = paper.see(vault, making.choice, told).page
    shown = "\n".join([folio.as_text(page, wrap=False), *cost(making.choice.language)])
    await shell.push_screen_wait(Tell(_("The page, as it would be"), shown))
    form = await shell.push_screen_wait(Choose(_("How shall it be made?"), _ways()))
    if form is None:
        return False
    if form == SCREEN:
        made = paper.print_out(vault, making.choice, SCREEN, None, told, confirmed=True)
        await shell.push_screen_wait(Tell(_("To copy by hand"), made.content.decode()))
        shell.say(given_line(made.sent.number))
        return True
    return await _write(shell, vault, making, form)


def _ways() -> list[Answer[str]]:
    return [
        Answer(SCREEN, _("By hand"), _("on the screen, to copy; no file is written")),
        Answer("html", _("HTML"), _("a page for a browser")),
        Answer("pdf", _("PDF"), _("a sheet of A4")),
        Answer("txt", _("Text"), _("a file for any printer")),
    ]


async def _write(shell: JournalApp, vault: Vault, making: OnPaper, form: str) -> bool:
    told = Told(making.choice.language)

    def does(target: Path, _report: object) -> paper.Given:
        return paper.print_out(
            vault, making.choice, "text" if form == "txt" else form, target, told, confirmed=True
        )

    done = await write_file(shell, f"{FILE}.{form}", does, explained=in_the_clear())
    if done is None:
        return False
    target, made = done
    written = _("Written, in the clear: {place}").format(place=target)
    shell.say(f"{written} {given_line(made.sent.number)}", serious=True)
    return True


_STEPS: tuple[Step[OnPaper], ...] = (_ask_contact, _ask_tier, _ask_what, _ask_preview, _show_page)
