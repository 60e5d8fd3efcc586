"""What is done a few times a year, by the name under which the list of acts has it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from safejournal.tui.upkeep.bordering import border
from safejournal.tui.upkeep.machine import show_machine
from safejournal.tui.upkeep.panic import panic_keys
from safejournal.tui.upkeep.travel import travel

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

WAYS: dict[str, Callable[[JournalApp], Awaitable[None]]] = {
    "border": border,
    "machine": show_machine,
    "panic_keys": panic_keys,
    "travel": travel,
}
