"""What is said in the unlock child. The passphrase lives and ends in that process."""

from __future__ import annotations

import os
from pathlib import Path

from safejournal import i18n
from safejournal.errors import CannotUnlock
from safejournal.i18n import _
from safejournal.process.prompt import Asker
from safejournal.services import opening

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def unlock(asker: Asker, arguments: bytes) -> bytearray:
    """Ask until a slot opens; answer its number (one byte) and the 32 bytes of the DEK.

    `arguments` are place, keyfile (may be empty) and language, with NUL between them: json would
    be loaded before the prompt stands. Raises what `check_ready` raises, and CannotUnlock when
    there is nobody who could try again.
    """
    place, keyfile, language = (os.fsdecode(part) for part in arguments.split(b"\0"))
    i18n.use(language)
    return ask_until_open(asker, Path(place), keyfile, i18n.PROMPTS[i18n.language()])


def ask_until_open(
    asker: Asker,
    place: Path,
    keyfile: str | None,
    label: str,
    opens: Callable[[Path, bytearray, bytes | None], bytearray] = opening.try_secret,
) -> bytearray:
    """Ask for a passphrase or recovery phrase until it opens. A wrong one costs only time."""
    opening.check_ready(place)
    digest = opening.keyfile_digest(Path(keyfile)) if keyfile else None
    while True:
        typed = asker.ask(label)
        asker.progress(_("Opening … Ctrl+C stops."))
        try:
            return opens(place, typed, digest)
        except CannotUnlock as error:
            if not asker.interactive:
                raise
            from safejournal.wording.problems import in_language

            hint = in_language(asker.layout_hint() or error.hint)
            asker.say(f"{in_language(error.sentence)} {hint}".rstrip())
