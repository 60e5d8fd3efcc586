"""What is said in the child when somebody comes back from border mode."""

from __future__ import annotations

import json
from pathlib import Path

from safejournal import i18n
from safejournal.config import clock
from safejournal.i18n import _
from safejournal.plain.beginning import choose, take
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker
from safejournal.services import bordering, opening


def come_back(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for the contact's words, then for a new passphrase.

    `arguments` is JSON: `place`, `keyfile` (or null), `language`, `quiet`.
    """
    told = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    place = Path(told["place"])
    answer = ask_until_open(asker, place, None, _("The ten words from your contact: "))
    with opening.open_vault(place, bytearray(answer), clock()) as vault:
        digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
        asked = asker.interactive and not told["quiet"]
        typed = choose(asker, told["language"]) if asked else take(asker)
        asker.progress(_("Sealing the key …"))
        bordering.come_back(vault, typed, digest)
    return answer
