"""Taking files into the vault, and giving them back."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator
from dataclasses import replace
from pathlib import Path

from safejournal import codec
from safejournal.domain.records import Attachment, Content
from safejournal.domain.times import write_moment
from safejournal.domain.versions import Record
from safejournal.errors import NotFound, Refused
from safejournal.services import written_file
from safejournal.services.journal import show
from safejournal.services.plain_file import open_plain
from safejournal.vault import attachments, journal
from safejournal.vault.vault import Vault

Progress = Callable[[int, int], None]
"""Called with the bytes done and the bytes in all; what it raises stops the work whole."""


_ONLY_PLAIN = "Only plain files can be taken into the vault."


def nothing_to_show(done: int, whole: int) -> None:
    """Show no progress."""


def attach(
    vault: Vault, record_id: str, source: Path, *, progress: Progress = nothing_to_show
) -> Record:
    """Copy a file into the vault beside a record, as a new version of that record.

    The file outside stays where it is. Raises NotFound or Refused (not a plain file, too large);
    stopped half-way, nothing has changed.
    """
    with open_plain(source, _ONLY_PLAIN) as file, vault.writing() as connection:
        newest = journal.newest(connection, bytes.fromhex(record_id))
        if newest.content is None:
            raise Refused("This record has been removed.")
        whole = os.fstat(file.fileno()).st_size
        if whole > attachments.LARGEST_BYTES:
            raise Refused("This file is too large for the vault.")
        taken = attachments.take_in(
            connection,
            journal.number_of(connection, bytes.fromhex(record_id)),
            file,
            lambda done: progress(done, whole),
        )
        attachment = Attachment(
            id=taken.id,
            name=_name(source),
            size=taken.size,
            sha256=taken.sha256,
            taken_in=write_moment(vault.clock()),
        )
        content = replace(newest.content, attachments=(*newest.content.attachments, attachment))
        journal.seal(
            connection,
            record=bytes.fromhex(record_id),
            kind=newest.kind,
            body=codec.encode_content(content),
            parents=[bytes.fromhex(v) for v in (newest.version, *newest.conflicts)],
            author=vault.author,
            now=vault.clock(),
        )
    return show(vault, record_id)


def _name(source: Path) -> str:
    """Return the file's name as text; bytes that are no text become replacement characters."""
    return os.fsencode(source.name).decode("utf-8", "replace").replace("\0", "\ufffd")


def detach(vault: Vault, record_id: str, attachment_id: str) -> Record:
    """Take a file off a record in a new version. Earlier versions still hold it."""
    with vault.writing() as connection:
        newest = journal.newest(connection, bytes.fromhex(record_id))
        content, attachment = _find(newest, attachment_id)
        kept = tuple(other for other in content.attachments if other != attachment)
        journal.seal(
            connection,
            record=bytes.fromhex(record_id),
            kind=newest.kind,
            body=codec.encode_content(replace(content, attachments=kept)),
            parents=[bytes.fromhex(v) for v in (newest.version, *newest.conflicts)],
            author=vault.author,
            now=vault.clock(),
        )
    return show(vault, record_id)


def save(
    vault: Vault,
    record_id: str,
    attachment_id: str,
    target: Path,
    *,
    force: bool = False,
    progress: Progress = nothing_to_show,
) -> Attachment:
    """Write a file out of the vault, in the clear. The front end has warned of that.

    Raises Refused when something stands at `target`, or when that lies in the vault's own folder;
    the file is complete there, or absent.
    """
    written_file.refuse_inside(vault.place, target)
    with vault.reading() as connection:
        _, attachment = _find(journal.newest(connection, bytes.fromhex(record_id)), attachment_id)
        with written_file.new_file(target, force=force) as file:
            done = 0
            for data in attachments.read_out(connection, attachment.id, attachment.sha256):
                file.write(data)
                done += len(data)
                progress(done, attachment.size)
    return attachment


def pieces(vault: Vault, record_id: str, attachment_id: str) -> Generator[bytes, None, None]:
    """Yield a file's bytes, for somebody who writes them on.

    Raises StoreDamaged at the end when they were not the file that was taken in.
    """
    with vault.reading() as connection:
        _, attachment = _find(journal.newest(connection, bytes.fromhex(record_id)), attachment_id)
        yield from attachments.read_out(connection, attachment.id, attachment.sha256)


def _find(record: Record, attachment_id: str) -> tuple[Content, Attachment]:
    content = record.content
    for attachment in content.attachments if content else ():
        if content is not None and attachment.id == attachment_id:
            return content, attachment
    raise NotFound("This record has no such attachment.")
