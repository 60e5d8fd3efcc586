"""The last question before something is sealed to a key that nobody has compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from safejournal.i18n import _
from safejournal.services import correspondents, journal
from safejournal.services.opening import Vault
from safejournal.services.sharing import Choice
from safejournal.tui.choose import sure
from safejournal.tui.text import name
from safejournal.wording.correspondents import key_state

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp


async def may_go(shell: JournalApp, vault: Vault, choice: Choice) -> bool:
    """Ask about readers whose keys nobody vouches for; True at once where there are none."""
    doubtful = list(_doubtful(vault, choice))
    if not doubtful:
        return True
    question = sure(
        _("Seal it to a key that was never compared?"),
        _("Seal it all the same"),
        _("Do not write it"),
        "\n".join([*doubtful, _("Somebody else may have sent you this key in their name.")]),
    )
    agreed = await shell.push_screen_wait(question)
    return bool(agreed)


def _doubtful(vault: Vault, choice: Choice) -> Iterator[str]:
    for contact in choice.contacts:
        key = correspondents.key_of(vault, contact)
        if key is None or (key.compared is None and not key.made_here):
            yield f"{name(journal.show(vault, contact))}: {key_state(key)}"
    for recipient in choice.recipients:
        yield f"{recipient}: {_('nobody knows whose key this is')}"
