"""What is said in the child when a way in is added, or the vault gets a new key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safejournal import i18n
from safejournal.config import clock
from safejournal.i18n import _
from safejournal.plain.beginning import choose, show_recovery_phrase, take
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker
from safejournal.services import opening, passphrases, rekeying, slots
from safejournal.wording.ways_in import way_in

_OF_KEY = 33
"""Bytes of an answer that open the vault."""


def add(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for what opens the vault now, then for a further passphrase; answer its slot too.

    `arguments` is JSON: `place`, `keyfile`, `language`, `quiet`, and `new_keyfile`, which is made
    where none is. The number of the new slot stands behind the key.
    """
    told = _told(arguments)
    place = Path(told["place"])
    answer = ask_until_open(asker, place, told["keyfile"], _present())
    with opening.open_vault(place, bytearray(answer), clock()) as vault:
        digest = _new_digest(told["new_keyfile"])
        asked = asker.interactive and not told["quiet"]
        typed = choose(asker, told["language"]) if asked else take(asker)
        asker.progress(_("Sealing the key …"))
        made = slots.add(vault, typed, digest)
    return answer + bytes([made.slot])


def rekey(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for the passphrase, and give the vault a new key that it opens.

    `arguments` as above. The new recovery phrase stands behind the key where nobody was shown it.
    """
    told = _told(arguments)
    place = Path(told["place"])
    label = _("Passphrase: ")
    answer = ask_until_open(asker, place, told["keyfile"], label, opening.try_and_keep)
    stretched, opened_by = answer[_OF_KEY:], answer[0]
    digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
    with opening.open_vault(place, answer, clock()) as vault:
        for way in rekeying.ways_that_end(vault, opened_by):
            asker.say(_("This way in ends: {way}").format(way=way_in(way)))
        phrase = passphrases.propose_recovery() if rekeying.has_recovery(vault) else ""
        shown = asker.interactive and not told["quiet"]
        if phrase and shown:
            show_recovery_phrase(asker, phrase)
        asker.progress(_("Writing the whole journal anew under a new key …"))
        rekeying.rekey(vault, opened_by, stretched, digest, phrase)
        with vault.dek() as dek:
            now = bytearray([0]) + dek
    return now if shown else now + phrase.encode("ascii")


def _present() -> str:
    return _("Present passphrase or recovery phrase: ")


def _new_digest(path: str | None) -> bytes | None:
    if path is None:
        return None
    if not Path(path).exists():
        opening.make_keyfile(Path(path))
    return opening.keyfile_digest(Path(path))


def _told(arguments: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return told
