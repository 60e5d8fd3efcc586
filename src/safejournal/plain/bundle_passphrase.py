"""The six words of a passphrase bundle, typed without echo in a process of their own."""

from __future__ import annotations

from safejournal import i18n
from safejournal.i18n import _
from safejournal.process.prompt import Asker


def ask(asker: Asker, arguments: bytes) -> bytearray:
    """Answer what was typed, in UTF-8. `arguments` is the language."""
    i18n.use(arguments.decode("ascii"))
    return bytearray(asker.ask(_("The words that were told to you for this file: ")))
