"""What is said in the child when a way into a vault is changed or tried.

Every answer begins as that of `unlock`: the slot's number and the DEK, so that a session which had
to close the vault for this can open it again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from safejournal import i18n
from safejournal.config import clock
from safejournal.i18n import _
from safejournal.plain.beginning import choose, show_recovery_phrase, take
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker
from safejournal.services import opening, passphrases, ways_back, ways_in
from safejournal.services.opening import Vault
from safejournal.wording.ways_back import way_back


def change_passphrase(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for the present passphrase or recovery phrase, then put a new passphrase in its place.

    `arguments` is JSON: `place`, `keyfile` (or null), `language`, `quiet` (see `beginning.begin`).
    """
    told = _told(arguments)
    with _opened(asker, told) as (vault, answer):
        digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
        asker.say(_("What leads to the journal now:"))
        for way in ways_back.ways_back(vault):
            asker.say(f"  {way_back(way)}")
        asked = asker.interactive and not told["quiet"]
        typed = choose(asker, told["language"]) if asked else take(asker)
        asker.progress(_("Sealing the key …"))
        ways_in.replace_passphrase(vault, typed, digest)
    return answer


def new_recovery(asker: Asker, arguments: bytes) -> bytearray:
    """Make a new recovery phrase, which revokes the old one in the same step.

    `arguments` as above. The phrase stands behind the key only where nobody was shown it.
    """
    told = _told(arguments)
    phrase = passphrases.propose_recovery()
    with _opened(asker, told) as (vault, answer):
        shown = asker.interactive and not told["quiet"]
        if shown:
            show_recovery_phrase(asker, phrase)
        asker.progress(_("Sealing the key …"))
        ways_in.replace_recovery(vault, phrase)
    return answer if shown else answer + phrase.encode("ascii")


def try_way_in(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for a recovery phrase (or whatever opens a slot) and answer which slot it opened."""
    told = _told(arguments)
    return ask_until_open(asker, Path(told["place"]), told["keyfile"], _("Recovery phrase: "))


def _told(arguments: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return told


@contextmanager
def _opened(asker: Asker, told: dict[str, Any]) -> Iterator[tuple[Vault, bytearray]]:
    """Yield the vault, and a copy of the answer that opened it."""
    place = Path(told["place"])
    label = _("Present passphrase or recovery phrase: ")
    answer = ask_until_open(asker, place, told["keyfile"], label)
    kept = bytearray(answer)
    with opening.open_vault(place, answer, clock()) as vault:
        yield vault, kept
