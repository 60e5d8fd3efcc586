"""What is said in the unlock child. The passphrase lives and ends in that process."""

from __future__ import annotations

import json
from pathlib import Path

from safejournal import i18n
from safejournal.errors import CannotUnlock
from safejournal.i18n import _
from safejournal.process.prompt import Asker
from safejournal.services import opening


def unlock(asker: Asker, arguments: bytes) -> bytearray:
    """Ask until a slot opens; answer its number (one byte) and the 32 bytes of the DEK.

    `arguments` is JSON: `place`, `keyfile` (or null), `language`. Raises what `check_ready` raises,
    and CannotUnlock when there is nobody who could try again.
    """
    told = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return ask_until_open(asker, Path(told["place"]), told["keyfile"], _("Passphrase: "))


def ask_until_open(asker: Asker, place: Path, keyfile: str | None, label: str) -> bytearray:
    """Ask for a passphrase or recovery phrase until it opens. A wrong one costs only time."""
    opening.check_ready(place)
    digest = opening.keyfile_digest(Path(keyfile)) if keyfile else None
    while True:
        typed = asker.ask(label)
        asker.say(_("Opening … (Ctrl+C stops)"))
        try:
            return opening.try_secret(place, typed, digest)
        except CannotUnlock as error:
            if not asker.interactive:
                raise
            asker.say(f"{_(error.sentence)} {asker.layout_hint() or _(error.hint)}")
