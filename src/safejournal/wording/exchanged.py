"""What a record has to do with others: its keys, what left of it, what came from whom.

Loaded and looked up only where there is something: a journal that never exchanged anything shows
its records as quickly as before.
"""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.i18n import _
from safejournal.services import sent
from safejournal.services.opening import Vault

_INDENT = "  "
MOST = 20
"""Lines of each sort beside a record: `sent ID` and `inbox --accepted` show all."""


def exchange_lines(vault: Vault, record: Record) -> Iterator[str]:
    """Yield what is to be known on the screen of a record or a contact; nothing if there is none.

    A contact's key is always told with how far it may be believed.
    """
    if isinstance(record.content, Contact):
        if record.content.recipient:
            yield from _key_lines(vault, record.id)
        yield from _given(vault, sent.sent_to(vault, record.id), _("Given to them:"))
    else:
        yield from _given(vault, sent.sent_with(vault, record.id), _("Given away:"))


def _key_lines(vault: Vault, contact: str) -> Iterator[str]:
    from safejournal.services import correspondents, inbox
    from safejournal.wording.bundles import entry_line, state_of
    from safejournal.wording.correspondents import key_state

    yield _("Key: {state}").format(state=key_state(correspondents.key_of(vault, contact)))
    accepted = inbox.accepted(vault, contact)
    if accepted:
        yield _("Accepted from them, and theirs to change:")
    for came, entry in accepted[:MOST]:
        yield f"{_INDENT}{entry_line(came, entry)} [{state_of(came)}]"
    if len(accepted) > MOST:
        yield f"{_INDENT}{_('and {n} more').format(n=len(accepted) - MOST)}"


def _given(vault: Vault, found: list[sent.Sent], heading: str) -> Iterator[str]:
    if not found:
        return
    from safejournal.services import journal
    from safejournal.wording.rows import marked_name
    from safejournal.wording.sent import reader_line, sent_row

    readers = {each.contact for bundle in found for each in bundle.readers if each.contact}
    found_readers = journal.show_all(vault, sorted(readers))
    names = {one: marked_name(each, vault) for one, each in found_readers.items()}
    yield heading
    for bundle in found[:MOST]:
        yield f"{_INDENT}{sent_row(bundle, vault.clock())}"
        for each in bundle.readers:
            line = reader_line(each, names, vault.clock(), purpose=bundle.purpose)
            yield f"{_INDENT * 2}{line}"
    if len(found) > MOST:
        yield f"{_INDENT}{_('and {n} more').format(n=len(found) - MOST)}"
