"""Taking in a contact's key: pasted, typed or out of a file; and comparing its words."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from safejournal.domain.versions import Record
from safejournal.errors import ConfirmationNeeded, Refused, SafeJournalError
from safejournal.i18n import _, language
from safejournal.services import correspondents, identity
from safejournal.services.opening import Vault
from safejournal.tui.choose import Answer, Choose, sure
from safejournal.tui.file_picker import FileNamed
from safejournal.tui.sharing.paste import Paste
from safejournal.tui.tell import Tell
from safejournal.wording.correspondents import change, numbered

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

LARGEST_FILE = 16 * 1024
"""Bytes that are read of a file with a key: the longest key takes some 500."""

_WIDE = 66
"""Cells in which four numbered words stand beside each other in a dialog."""

_TYPED, _FILE = "typed", "file"


async def add_key(shell: JournalApp, vault: Vault, contact: Record) -> None:
    """Ask for a key, take it in, and say what became of it."""
    text = await _asked(shell)
    if text is None:
        return
    try:
        done = correspondents.add_key(vault, contact.id, text)
    except ConfirmationNeeded:
        told = "\n".join(_both(vault, contact, text))
        await shell.push_screen_wait(Tell(_("ALARM: this is another key than before."), told))
        if not await shell.push_screen_wait(_take_the_new_one()):
            return
        done = correspondents.add_key(vault, contact.id, text, confirmed=True)
    shell.say(change(done))


async def _asked(shell: JournalApp) -> str | None:
    ways = [
        Answer(_TYPED, _("Paste it, or type it"), _("a line, age1…, or forty-two words")),
        Answer(_FILE, _("Read it from a file"), _("that they gave you")),
    ]
    how = await shell.push_screen_wait(Choose(_("How did their key come to you?"), ways))
    if how == _FILE:
        path = await shell.push_screen_wait(FileNamed(_("Which file holds their key?")))
        return None if path is None else await asyncio.to_thread(_read, path)
    if how == _TYPED:
        explained = _("Their contact string, an age recipient, or forty-two words of either list.")
        return await shell.push_screen_wait(Paste(_("Their key"), explained=explained))
    return None


def _read(path: Path) -> str:
    """Return the text of a file. Raises Refused where it is none, or cannot be read."""
    try:
        if not path.is_file():
            raise Refused(_("This is no plain file."))
        with path.open("rb") as file:
            return file.read(LARGEST_FILE).decode("utf-8", "replace").strip()
    except (OSError, ValueError):
        raise Refused(_("This file cannot be read.")) from None


def _take_the_new_one() -> Choose[bool]:
    return sure(
        _("Take another key for this contact?"),
        _("They told me themselves: take it"),
        _("Keep the one that counts"),
    )


def _both(vault: Vault, contact: Record, text: str) -> Iterator[str]:
    yield _("Somebody may have put theirs in its place. Ask the contact by a way that you trust.")
    known = correspondents.key_of(vault, contact.id)
    if known is not None:
        yield _("Until now:")
        yield from numbered(identity.compared_words(known.public, language()), 2)
    yield _("New:")
    yield from numbered(identity.compared_words(identity.read_key(text), language()), 2)


async def trust(shell: JournalApp, vault: Vault, contact: Record, language: str) -> None:
    """Show the words, ask how they were compared, and note it."""
    from safejournal.tui.ask import Ask

    key = correspondents.key_of(vault, contact.id)
    if key is None:
        return
    compared = identity.compared_words(key.public, language)
    wide = shell.size.width >= _WIDE
    words = "\n".join(numbered(compared)) if wide else " ".join(compared)
    how = await shell.push_screen_wait(
        Choose(_("Does their device show the same words?"), _hows(), explained=words)
    )
    if how == _OTHERWISE:
        how = await shell.push_screen_wait(Ask(_("How were the words compared?")))
    if not how or not how.strip():
        return
    if how == _DIFFER:
        shell.say(_("Do not use this key. Ask them for theirs, and take it in anew."), serious=True)
        return
    try:
        correspondents.trust(vault, contact.id, how)
    except SafeJournalError as error:
        shell.say_error(error)
    else:
        shell.say(_("Noted: the words were compared."))


_OTHERWISE, _DIFFER = "otherwise", "differ"


def _hows() -> list[Answer[str]]:
    return [
        Answer("", _("Not compared yet")),
        Answer(_("by voice"), _("The same, by voice"), _("on a call in which I know them")),
        Answer(_("side by side"), _("The same, side by side")),
        Answer(_OTHERWISE, _("The same, in another way"), _("asks in which")),
        Answer(_DIFFER, _("They differ")),
    ]
