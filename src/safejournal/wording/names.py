"""The one line by which a record is known in a list."""

from __future__ import annotations

from safejournal.domain.records import Contact, Content, Document, Incident, Legal, Threat, kind_of
from safejournal.domain.versions import Record
from safejournal.domain.visible import marked_name
from safejournal.i18n import _
from safejournal.wording.kinds import kind
from safejournal.wording.words import word

LONGEST = 72
"""Characters of a name made out of a text: one line of a terminal."""


def name_of(record: Record) -> str:
    """Return a record's one-line name, whatever little is known of it. Never empty.

    It holds a person's words, so it passes `visible` before it reaches a terminal.
    """
    if record.content is None:
        gone = _("{kind} (erased)") if record.erased else _("{kind} (removed)")
        return gone.format(kind=kind(record.kind))
    return name_of_content(record.content)


def shown_name(record: Record) -> str:
    """Return the name as the plain terminal shows it: that of a contact marked if it mixes scripts.

    Two contacts may look alike and be two people; a letter of another script is how.
    """
    name = name_of(record)
    return marked_name(name)[0] if isinstance(record.content, Contact) else name


def name_of_content(content: Content) -> str:
    """Return the one-line name of a record that is not written down yet."""
    told = (content.title, *_own_names(content), _first_words(content))
    for text in told:
        if line := " ".join(text.split()):
            return line
    return _what_it_is(content)


def _own_names(content: Content) -> tuple[str, ...]:
    return (content.pseudonym, content.name) if isinstance(content, Contact) else ()


def _first_words(content: Content) -> str:
    text = content.text
    if isinstance(content, Threat):
        text = text or content.facts or content.conclusion
    line = " ".join(text[: 4 * LONGEST].split())
    if len(line) <= LONGEST:
        return line
    kept = line[:LONGEST]
    return (kept.rsplit(" ", 1)[0] if " " in kept[LONGEST // 2 :] else kept) + "…"


def _what_it_is(content: Content) -> str:
    if isinstance(content, Incident) and content.category:
        return word(content.category)
    if isinstance(content, Legal) and content.legal:
        return word(content.legal)
    if isinstance(content, Document) and content.document and content.document.kind:
        name = word(content.document.kind)
        return f"{name}, {content.document.issuer}" if content.document.issuer else name
    return kind(kind_of(content))
