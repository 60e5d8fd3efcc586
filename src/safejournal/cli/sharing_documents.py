"""What sharing answers with --json: previews, what was given, what came in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from safejournal.cli.correspondents import key_document

if TYPE_CHECKING:
    from safejournal.services.identity import PublicIdentity
    from safejournal.services.inbox import Bundle, Entry, Mark
    from safejournal.services.receiving import Excerpt, Manifest, Opened
    from safejournal.services.sharing import Cut, FileSeen, Preview, ReaderSeen, Sent


def sent_document(sent: Sent) -> dict[str, Any]:
    """Return who was given what in a bundle, for --json. Nothing of what was in it."""
    from safejournal.domain.times import write_moment

    def at(moment: Any) -> str | None:  # noqa: ANN401
        return write_moment(moment) if moment else None

    return {
        "bundle": sent.bundle,
        "number": sent.number,
        "purpose": sent.purpose,
        "form": sent.form.value,
        "at": write_moment(sent.at),
        "to": [
            {
                "contact": reader.contact,
                "recipient": recipient_text(reader.recipient),
                "arrived": at(reader.arrived),
                "accepted": at(reader.accepted),
            }
            for reader in sent.readers
        ],
        "records": [
            {
                "id": each.record,
                "version": each.version,
                "whole": each.whole,
                "fields": list(each.paths),
            }
            for each in sent.records
        ],
    }


def recipient_text(recipient: bytes | None) -> str | None:
    """Return an age recipient as text; None for a passphrase or a paper."""
    from safejournal.services.identity import PublicIdentity

    return PublicIdentity(recipient=recipient).age_recipient if recipient else None


def preview_document(seen: Preview, readers: Sequence[ReaderSeen]) -> dict[str, Any]:
    """Return what would leave and what stays, for --json. No value of what stays stands in it."""
    return {
        "tier": seen.choice.tier.name.lower(),
        "proof": seen.proof.value,
        "called": seen.called,
        "language": seen.choice.language,
        "to": [_reader_document(each) for each in readers],
        "records": [_cut_document(cut, readers) for cut in seen.cuts],
        "files": [_file_document(each) for each in seen.files],
    }


def _reader_document(reader: ReaderSeen) -> dict[str, Any]:
    known = key_document(reader.key) if reader.contact else {"recipient": reader.recipient}
    return {
        "contact": reader.contact,
        **known,
        "verified": reader.key is not None and known["verified"],
        "never_contact": reader.never_contact,
        "earlier": [each.bundle for each in reader.earlier],
    }


def _cut_document(cut: Cut, readers: Sequence[ReaderSeen]) -> dict[str, Any]:
    from safejournal.wording.preview import given_before, split

    leaves, stays = split(cut)
    return {
        "id": cut.given.id,
        "kind": cut.given.kind.value,
        "whole": cut.whole,
        "leaves": [
            {"field": leaf.path, "value": leaf.leaving, "why": leaf.why.value} for leaf in leaves
        ],
        "stays": [{"field": leaf.path, "why": leaf.why.value} for leaf in stays],
        "given_before": [each.bundle for each in given_before(cut.given.id, readers)],
    }


def _file_document(seen: FileSeen) -> dict[str, Any]:
    return {
        "record": seen.record,
        "attachment": seen.attachment.id,
        "name": seen.attachment.name,
        "size": seen.attachment.size,
        "form": seen.form.value if seen.form else None,
        "traces": [{"sort": each.sort.value, "text": each.text} for each in seen.traces],
    }


def bundle_head(
    manifest: Manifest,
    sender: PublicIdentity | None,
    contact: str | None,
    marks: frozenset[Mark],
    instructions: str,
) -> dict[str, Any]:
    """Return what is to be known of a bundle before anything in it."""
    from safejournal.wording.received import in_order

    return {
        "bundle": manifest.bundle,
        "purpose": manifest.purpose.value,
        "number": manifest.number,
        "made": manifest.made,
        "language": manifest.language,
        "practice": manifest.practice,
        "proof": manifest.proof.value,
        "called": manifest.called,
        "sender": _sender_document(sender),
        "contact": contact,
        "marks": [mark.value for mark in in_order(marks)],
        "instructions": instructions,
    }


def _sender_document(sender: PublicIdentity | None) -> dict[str, Any] | None:
    """Return whose keys made a bundle, with the words to compare; None where it is not shown."""
    if sender is None:
        return None
    from safejournal import i18n
    from safejournal.services.identity import compared_words

    return {
        "recipient": sender.age_recipient,
        "author": sender.author,
        "words": list(compared_words(sender, i18n.language())),
    }


def excerpt_document(excerpt: Excerpt) -> dict[str, Any]:
    """Return a foreign record: whose it is, which version it was cut from, and what came of it."""
    return {
        "record": excerpt.record,
        "kind": excerpt.kind.value,
        "version": excerpt.version,
        "author": excerpt.author,
        "written_at": excerpt.written_at,
        "sealed": excerpt.sealed,
        "extent": excerpt.extent.value,
        "fields": excerpt.fields,
        "replaced": list(excerpt.replaced),
        "attached": [
            {"id": each.id, "file": each.file, "form": each.form.value} for each in excerpt.attached
        ],
    }


def opened_document(opened: Opened) -> dict[str, Any]:
    """Return a bundle that was only looked at."""
    head = bundle_head(
        opened.manifest, opened.sender, opened.contact, opened.marks, opened.instructions
    )
    return head | {
        "records": [excerpt_document(each) for each in opened.excerpts],
        "files": [
            {"file": each.name, "size": each.size}
            for each in opened.manifest.files
            if each.name.startswith("files/")
        ],
    }


def bundle_document(came: Bundle) -> dict[str, Any]:
    """Return a bundle of the inbox, each record with how it stands and whether it is accepted."""
    from safejournal.domain.times import write_moment

    head = bundle_head(came.manifest, came.sender, came.contact, came.marks, came.instructions)
    return {
        "inbox": came.number,
        "arrived": write_moment(came.arrived),
        **head,
        "records": [entry_document(each) for each in came.entries],
        "files": [{"file": name, "size": size} for name, size in came.files],
    }


def entry_document(entry: Entry) -> dict[str, Any]:
    """Return a record of the inbox."""
    from safejournal.domain.times import write_moment

    return {
        "entry": entry.number,
        "standing": entry.standing.value,
        "accepted": write_moment(entry.accepted) if entry.accepted else None,
        **excerpt_document(entry.excerpt),
    }
