"""Acts that ask for a secret, in the line mode: each is done by a process of its own.

The journal is closed meanwhile, so that no secret enters this process; then it is opened again,
with what that process answered.
"""

from __future__ import annotations

import json

from safejournal import i18n
from safejournal.errors import SafeJournalError
from safejournal.plain.desk import Desk, Ending, Left
from safejournal.services import opening
from safejournal.wording.errors import explain

KEY_ANSWER = 33
"""Bytes of an answer that open the vault: the slot's number and the DEK."""


def aside(desk: Desk, work: str, **more: object) -> bytearray | None:
    """Close the journal, let a process of its own do the work, and open the journal again.

    Returns the process's answer, whose key opened the journal; None when the person stopped it.
    """
    vault = desk.vault
    with vault.dek() as dek:
        kept = bytearray([0]) + dek
    told = {
        "place": str(vault.place),
        "keyfile": desk.keyfile,
        "language": i18n.language(),
        "quiet": False,
    }
    vault.close()
    child = answer = None
    try:
        child = desk.start(work, json.dumps(told | more).encode())
        answer = child.wait()
    except KeyboardInterrupt:
        pass
    finally:
        if child is not None:
            child.stop()
        if answer is not None:
            kept[:] = answer[:KEY_ANSWER]
        _open_again(desk, kept)
    return answer


def _open_again(desk: Desk, answer: bytearray) -> None:
    """Open the vault with a key that was kept; lock when somebody else has taken it meanwhile."""
    try:
        desk.vault = opening.open_vault(desk.vault.place, answer, desk.vault.clock)
    except SafeJournalError as error:
        desk.talk.say(explain(error)[0])
        raise Left(Ending.LOCKED) from None
