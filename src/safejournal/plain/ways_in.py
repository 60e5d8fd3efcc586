"""What is said in the child when a way into a vault is changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safejournal import i18n
from safejournal.config import clock
from safejournal.i18n import _
from safejournal.plain.beginning import new_passphrase, show_recovery_phrase
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker
from safejournal.services import opening, passphrases, ways_in
from safejournal.services.opening import Vault


def change_passphrase(asker: Asker, arguments: bytes) -> bytes:
    """Ask for the present passphrase or recovery phrase, then put a new passphrase in its place.

    `arguments` is JSON: `place`, `keyfile` (or null), `language`.
    """
    told = _told(arguments)
    with _open(asker, told) as vault:
        digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
        ways_in.replace_passphrase(vault, new_passphrase(asker, told["language"]), digest)
    return b""


def new_recovery(asker: Asker, arguments: bytes) -> bytes:
    """Make a new recovery phrase, which revokes the old one in the same step; answer it."""
    phrase = passphrases.propose_recovery()
    with _open(asker, _told(arguments)) as vault:
        if asker.interactive:
            show_recovery_phrase(asker, phrase)
        ways_in.replace_recovery(vault, phrase)
    return bytes(phrase.encode("ascii"))


def _told(arguments: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return told


def _open(asker: Asker, told: dict[str, Any]) -> Vault:
    place = Path(told["place"])
    label = _("Present passphrase or recovery phrase: ")
    answer = ask_until_open(asker, place, told["keyfile"], label)
    return opening.open_vault(place, answer, clock())
