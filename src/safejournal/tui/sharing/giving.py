"""Giving something to somebody: to whom, how much, what, seen field by field, then written."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.i18n import _, language
from safejournal.services import sharing
from safejournal.services.opening import Vault
from safejournal.services.sharing import ByPassphrase, Choice, Sent, Tier
from safejournal.tui.sharing.given import Given, GivenScreen
from safejournal.tui.sharing.picking import Picked, PickingScreen
from safejournal.tui.sharing.preview import PreviewScreen
from safejournal.tui.sharing.readers import Readers, ReadersScreen
from safejournal.tui.sharing.tiers import TiersScreen
from safejournal.tui.sharing.unverified import may_go
from safejournal.tui.sharing.written import write_file
from safejournal.tui.step_by_step import Step, step_by_step
from safejournal.tui.working import Report
from safejournal.wording.telling import Told

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


@dataclass
class Giving:
    """What has been decided so far."""

    readers: Readers = field(default_factory=Readers)
    picked: Picked = field(default_factory=Picked)
    choice: Choice = field(default_factory=Choice)
    seen: sharing.Preview | None = None


async def give(
    shell: JournalApp,
    vault: Vault,
    contacts: tuple[str, ...] = (),
    records: tuple[str, ...] = (),
) -> None:
    """Ask step by step; Esc goes one step back, and out of the first one. Nothing is half-written.

    Where it is known to whom, the first step is left out until somebody goes back to it.
    """
    giving = Giving(
        readers=Readers(contacts=contacts),
        picked=Picked(records=records),
        choice=Choice(tier=Tier.EVIDENCE if records else Tier.CARD, language=language()),
    )
    await step_by_step(shell, vault, _STEPS, giving, at=1 if contacts else 0)


async def _ask_readers(shell: JournalApp, vault: Vault, giving: Giving) -> bool:
    readers = await shell.push_screen_wait(ReadersScreen(vault, giving.readers))
    if readers is None:
        return False
    giving.readers = readers
    return True


async def _ask_tier(shell: JournalApp, vault: Vault, giving: Giving) -> bool:
    chosen = await shell.push_screen_wait(TiersScreen(vault, giving.choice.tier))
    if chosen is None:
        return False
    if chosen is not giving.choice.tier:
        giving.picked = Picked(records=giving.picked.records)
    giving.choice = Choice(
        contacts=giving.readers.contacts,
        recipients=giving.readers.recipients,
        tier=chosen,
        language=giving.choice.language,
    )
    return True


async def _ask_what(shell: JournalApp, vault: Vault, giving: Giving) -> bool:
    picked = await shell.push_screen_wait(PickingScreen(vault, giving.choice.tier, giving.picked))
    if picked is None:
        return False
    giving.picked = picked
    giving.choice = replace(giving.choice, records=picked.records, everything=picked.everything)
    return True


async def _ask_preview(shell: JournalApp, vault: Vault, giving: Giving) -> bool:
    seen = await asyncio.to_thread(sharing.preview, vault, giving.choice, before=giving.seen)
    agreed = await shell.push_screen_wait(PreviewScreen(vault, seen))
    if agreed is None:
        return False
    giving.seen, giving.choice = agreed, agreed.choice
    return True


async def _write(shell: JournalApp, vault: Vault, giving: Giving) -> bool:
    if not await may_go(shell, vault, giving.choice):
        return False
    explained = _(
        "It is sealed: only its readers can open it. Its name tells nothing. Esc writes nothing."
    )
    done = await write_file(
        shell,
        sharing.neutral_name(),
        lambda target, report: _written(vault, giving, target, report),
        explained=explained,
        working=_("Sealing"),
    )
    if done is None:
        return False
    await shell.push_screen_wait(GivenScreen(vault, _given(done)))
    return True


def _given(done: tuple[Path, Sent | ByPassphrase]) -> Given:
    target, made = done
    if isinstance(made, ByPassphrase):
        return Given(
            target=target, sent=made.sent, passphrase=made.passphrase, memory_mib=made.memory_mib
        )
    return Given(target=target, sent=made)


def _written(vault: Vault, giving: Giving, target: Path, report: Report) -> Sent | ByPassphrase:
    told = Told(giving.choice.language)
    if giving.readers.by_words:
        return sharing.export_by_passphrase(vault, giving.choice, target, told, watch=report)
    return sharing.export(vault, giving.choice, target, told, confirmed=True, watch=report)


_STEPS: tuple[Step[Giving], ...] = (_ask_readers, _ask_tier, _ask_what, _ask_preview, _write)
