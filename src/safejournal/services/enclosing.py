"""The attachments of what leaves: looked into, cleaned or left out, and read on their way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from hashlib import sha256

from safejournal.domain.disclosure import Cut
from safejournal.domain.records import Attachment
from safejournal.domain.values import dataclass
from safejournal.exchange import layout
from safejournal.exchange.excerpts import Form
from safejournal.exchange.packing import Outgoing
from safejournal.services import attachments, journal, looking
from safejournal.services.attachments import Progress
from safejournal.services.choosing import Choice
from safejournal.services.looking import Trace
from safejournal.services.opening import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class FileSeen:
    """An attachment of a record that leaves."""

    record: str
    attachment: Attachment
    form: Form | None
    """None: it stays, since no cleaned copy can be made and its original was not chosen."""
    traces: tuple[Trace, ...]
    """What the original tells besides what it shows."""
    copy: bytes | None = field(default=None, repr=False)
    """The cleaned copy."""


Known = Mapping[tuple[str, str], FileSeen]
"""What was told of files before, by their record's id and their own."""


def files_of(
    vault: Vault, choice: Choice, cuts: Sequence[Cut], known: Known, watch: Progress
) -> Iterator[FileSeen]:
    """Yield the attachments of what leaves: originals that were chosen, else cleaned copies."""
    for cut in cuts:
        content = journal.show(vault, cut.given.id).content if cut.fields else None
        for place, each in enumerate(content.attachments if content else ()):
            if _kept_back(choice, cut.given.id, f"attachments[{place}]"):
                continue
            watch(0, 0)
            told = known.get((cut.given.id, each.id))
            traces = told.traces if told else looking.look(vault, cut.given.id, each)
            form, copy = Form.ORIGINAL if _leaves(cut, each) else None, None
            if form is None:
                tried = told is not None and told.form is not Form.ORIGINAL
                copy = told.copy if tried and told else looking.cleaned(vault, cut.given.id, each)
                form = Form.CLEANED if copy else None
            yield FileSeen(
                record=cut.given.id, attachment=each, form=form, traces=traces, copy=copy
            )


def _kept_back(choice: Choice, record: str, at: str) -> bool:
    """Tell whether a file stays with all that is told of it, also as a cleaned copy."""
    names = {(record, "attachments"), (record, at)}
    alone = any(named == record for named, _ in choice.only)
    return bool(names & choice.kept_back) or (alone and not names & choice.only)


def _leaves(cut: Cut, attachment: Attachment) -> bool:
    return any(each["id"] == attachment.id for each in cut.fields.get("attachments", ()))


def neutral_names(files: Sequence[FileSeen]) -> dict[str, str]:
    """Return the neutral name of each attachment that leaves, by its id."""
    leaving = [each.attachment for each in files if each.form]
    return {each.id: layout.file(number, each.name) for number, each in enumerate(leaving, 1)}


def _outgoing(vault: Vault, seen: FileSeen, names: dict[str, str]) -> Outgoing:
    """Return an attachment on its way out; an original is read only when it is written."""
    attachment, name = seen.attachment, names[seen.attachment.id]
    if seen.copy is not None:
        digest = sha256(seen.copy).hexdigest()
        return Outgoing(name=name, size=len(seen.copy), sha256=digest, content=(seen.copy,))
    content = attachments.pieces(vault, seen.record, attachment.id)
    return Outgoing(name=name, size=attachment.size, sha256=attachment.sha256, content=content)


def outgoing(
    vault: Vault, seen: Sequence[FileSeen], names: dict[str, str], watch: Progress
) -> Iterator[Outgoing]:
    """Yield the files that leave, with `watch` told of every piece that is written of them."""
    files = [_outgoing(vault, each, names) for each in seen if each.form]
    whole, done = sum(each.size for each in files), 0

    def counted(content: Iterable[bytes]) -> Iterator[bytes]:
        nonlocal done
        for piece in content:
            watch(done, whole)
            done += len(piece)
            yield piece

    for each in files:
        yield replace(each, content=counted(each.content))
