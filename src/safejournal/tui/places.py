"""The six places, each loaded only when somebody goes there."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from safejournal.tui.today import Today

if TYPE_CHECKING:
    from safejournal.services.opening import Vault


def _journal(vault: Vault) -> Screen[Any]:
    from safejournal.tui.journal import Journal

    return Journal(vault)


def _threats(vault: Vault) -> Screen[Any]:
    from safejournal.tui.threats import ThreatsScreen

    return ThreatsScreen(vault)


def _contacts(vault: Vault) -> Screen[Any]:
    from safejournal.tui.contacts import ContactsScreen

    return ContactsScreen(vault)


def _documents(vault: Vault) -> Screen[Any]:
    from safejournal.tui.documents import DocumentsScreen

    return DocumentsScreen(vault)


def _guidance(vault: Vault) -> Screen[Any]:
    from safejournal.tui.guidance.home import GuidanceScreen

    return GuidanceScreen(vault)


SCREENS: dict[str, Callable[[Vault], Screen[Any]]] = {
    "today": Today,
    "journal": _journal,
    "threats": _threats,
    "contacts": _contacts,
    "documents": _documents,
    "guidance": _guidance,
}
