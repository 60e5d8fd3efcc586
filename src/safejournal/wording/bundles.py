"""Bundles that came and the records in them, as lines: whose they are, and how they stand here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from safejournal import codec
from safejournal.domain.times import write_moment
from safejournal.domain.visible import marked_name
from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _, language
from safejournal.services import inbox
from safejournal.services.identity import PublicIdentity, compared_words
from safejournal.services.inbox import Bundle, Entry, Mark, Standing
from safejournal.services.opening import Vault
from safejournal.services.receiving import Excerpt, Extent, Manifest
from safejournal.services.sharing import Form
from safejournal.wording.amounts import short, size
from safejournal.wording.changes import change_lines
from safejournal.wording.kinds import kind
from safejournal.wording.received import (
    marks,
    marks_short,
    proof,
    proof_short,
    purpose,
    standing,
    standing_about,
)
from safejournal.wording.sharing import where
from safejournal.wording.telling import Told
from safejournal.wording.times import day, moment

_INDENT = "  "
_HEAD = re.compile(r"\s*(?:\d+\.|-)?\s*")
"""What stands before the words of a line: nothing, or the number of a step."""


def sender_line(manifest: Manifest, sender: PublicIdentity | None, contact: str | None) -> str:
    """Return whom a bundle is from, as far as that is shown. `contact` is the contact's name.

    What the sender calls itself is a stranger's text, and proves nothing.
    """
    if contact is not None:
        return _("From: {name}").format(name=contact)
    if sender is None:
        line = _("From: not shown")
    else:
        key = sender.author or sender.age_recipient
        line = _("From: nobody known (key {key})").format(key=short(key))
    if manifest.called:
        name = marked_name(manifest.called)[0]
        line += _("; it calls itself “{name}”, which proves nothing").format(name=name)
    return line


def heading_lines(
    manifest: Manifest, sender: PublicIdentity | None, contact: str | None, found: Iterable[Mark]
) -> Iterator[str]:
    """Yield what stands above everything that came in a bundle: what to beware of, then the rest.

    The eight words are given wherever nobody has compared them: a key card has them too.
    """
    there = frozenset(found)
    for sentence in marks(there, practice=manifest.practice):
        yield f"! {sentence}"
    yield _("{sort}, number {number}, made {made}").format(
        sort=purpose(manifest.purpose), number=manifest.number, made=moment(manifest.made)
    )
    yield sender_line(manifest, sender, contact)
    yield proof(manifest.proof)
    if sender is not None and there & _TO_COMPARE:
        words = " ".join(compared_words(sender, language()))
        yield _("The eight words of its key: {words}").format(words=words)


_TO_COMPARE = frozenset({Mark.SENDER_UNKNOWN, Mark.NEVER_COMPARED, Mark.KEY_CHANGED})


def instruction_lines(text: str) -> Iterator[str]:
    """Yield what the sender wants to be read first, in lines that no terminal cuts in a word."""
    for line in text.splitlines():
        head = _HEAD.match(line)
        yield from wrapped(line[head.end() :], head[0]) if head and line.strip() else ("",)


def excerpt_lines(excerpt: Excerpt, sender: PublicIdentity | None) -> Iterator[str]:
    """Yield a foreign record whole: whose it is, how much of it came, and every field.

    It is never one's own, and so says on every screen who wrote it.
    """
    told = Told(language())
    yield titled(excerpt)
    yield from about_lines(excerpt, sender)
    for line in told.lines(excerpt.kind, excerpt.fields):
        indent = _INDENT * (line.depth + 1)
        if "\n" not in line.text:
            yield f"{indent}{line.label}: {line.text}".rstrip()
            continue
        yield f"{indent}{line.label}:"
        yield from (f"{indent}{_INDENT}{each}" for each in line.text.splitlines())
    for file in excerpt.attached:
        form = _("original") if file.form is Form.ORIGINAL else _("cleaned copy")
        yield f"{_INDENT}{_('File')}: {file.file} ({form})"


def titled(excerpt: Excerpt) -> str:
    """Return the kind of a foreign record and what it is called, as far as that came."""
    of = kind(excerpt.kind)
    title = Told(language()).title(excerpt.kind, excerpt.fields)
    return of if title == of else f"{of}: {title}"


def about_lines(excerpt: Excerpt, sender: PublicIdentity | None) -> Iterator[str]:
    """Yield who wrote a foreign record and when, and whether all of it came."""
    by = short(excerpt.author)
    if sender is not None and excerpt.author == sender.author:
        yield _("Written by its sender (key {key}), {at}; it is not yours to change.").format(
            key=by, at=moment(excerpt.written_at)
        )
    else:
        yield _("Written under the key {key}, {at}; it is not yours to change.").format(
            key=by, at=moment(excerpt.written_at)
        )
    if excerpt.extent is Extent.WHOLE:
        yield _("This is the whole record, as it was sealed on {day}.").format(
            day=day(excerpt.sealed)
        )
    else:
        yield _("Parts of it were left out.")
    if excerpt.replaced:
        fields = ", ".join(where(path) for path in excerpt.replaced)
        yield _("Names of other people were put out of sight in: {fields}").format(fields=fields)


def entry_line(came: Bundle, entry: Entry) -> str:
    """Return a foreign record in one line: number, name, how it stands, whether it is accepted."""
    taken = _("accepted") if entry.accepted else _("not decided")
    said = f"{titled(entry.excerpt)} – {standing(entry.standing)}, {taken}"
    return f"{came.number}.{entry.number}  {said}"


def standing_line(came: Bundle, entry: Entry) -> str:
    """Return a foreign record in one line, with what its standing means."""
    return f"{entry_line(came, entry)} ({standing_about(entry.standing)})"


def bundle_lines(
    vault: Vault, came: Bundle, entries: Iterable[Entry], contact: str | None
) -> Iterator[str]:
    """Yield a bundle of the inbox whole: what to beware of, instructions, each of its records.

    Beside each stands what else is here of it.
    """
    yield from heading_lines(came.manifest, came.sender, contact, came.marks)
    yield ""
    yield from instruction_lines(came.instructions)
    for entry in entries:
        yield ""
        yield standing_line(came, entry)
        yield from excerpt_lines(entry.excerpt, came.sender)
        if entry.standing is not Standing.NEW:
            yield from beside_lines(entry, inbox.beside(vault, entry))
    for name, amount in came.files:
        yield f"{_('File')}: {name} ({size(amount)})"


def beside_lines(entry: Entry, others: Iterable[tuple[int, Entry]]) -> Iterator[str]:
    """Yield what else is here of a foreign record, and where they differ: of what both tell alone.

    What one of them leaves out is no difference: excerpts are cut differently.
    """
    for number, other in others:
        yield _("Here of it already: {n}.{m}, version {id}, {at}.").format(
            n=number,
            m=other.number,
            id=short(other.excerpt.version),
            at=moment(other.excerpt.written_at),
        )
        for line in _differences(other.excerpt, entry.excerpt):
            yield f"{_INDENT}{line}"


def _differences(before: Excerpt, after: Excerpt) -> Iterator[str]:
    """Yield in what the later one of two excerpts differs; both are of one record."""
    both = before.fields.keys() & after.fields.keys()
    contents = [
        codec.content_from_builtins(each.kind, {key: each.fields[key] for key in both})
        for each in (before, after)
        if both and before.kind is after.kind
    ]
    if contents:
        yield from change_lines(*contents)


def bundle_row(came: Bundle, contact: str | None, here: datetime) -> str:
    """Return a bundle in one line of the inbox. What to beware of stands in it, always."""
    who = (
        contact
        if contact is not None
        else _("not shown")
        if came.sender is None
        else _("an unknown key")
    )
    row = f"{came.number}  {purpose(came.manifest.purpose)} – {who}, "
    row += moment(write_moment(came.arrived), here=here)
    return f"{row} [{state_of(came)}]"


def state_of(came: Bundle) -> str:
    """Return in a few words how it is proven and what to beware of: for every line of a list."""
    beware = marks_short(came.marks, practice=came.manifest.practice)
    proven = proof_short(came.manifest.proof)
    return f"{proven}, {beware}" if beware else proven
