"""What can still be read of a damaged vault, in clear files; and what is lost, record by record.

For when no backup is whole. The damaged vault is only read. What comes out is no vault: it lies
unencrypted in a folder, and the front end has warned of that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Any

from safejournal import codec
from safejournal.domain.times import write_moment
from safejournal.domain.values import dataclass
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, Refused
from safejournal.services.backups import no_stop
from safejournal.services.written_file import new_file
from safejournal.vault import head
from safejournal.vault.attachments import CHUNK_BYTES
from safejournal.vault.derivation import wipe
from safejournal.vault.wreck import Found, Wreck, open_wreck

LOST = "lost.json"
"""The file that lists what could not be read."""

_EPOCH = date(1970, 1, 1)


class Loss(StrEnum):
    """What of a version could not be read, or not be believed."""

    CONTENT = "content"
    """Its words."""
    ENVELOPE = "envelope"
    """Which record it is of, and when it was written; its words were read."""
    ALL = "all"
    """Neither."""
    UNPROVEN = "unproven"
    """It was read, but it is not what was sealed."""
    FILE = "file"
    """Pieces of a file, or it is not the file that was taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """One loss."""

    loss: Loss
    version: int
    """Its number in the order of sealing."""
    record: str | None = None
    kind: str | None = None
    written_at: str | None = None
    digest: str | None = None
    attachment: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvaged:
    """What came out."""

    records: int
    files: int
    drafts: int
    lost: tuple[Lost, ...]


def salvage(
    place: Path,
    answer: bytearray,
    into: Path,
    *,
    head_of: Path | None = None,
    stop: Callable[[], bool] = no_stop,
) -> Salvaged:
    """Write whatever can be read of a vault, or of a backup, into a new folder.

    `head_of` is a backup (or a vault) of the same journal whose head opens it, where its own is
    lost. Of each record the newest version that can be read comes out. Raises StoreDamaged when
    nothing can be, Refused where `into` stands already.
    """
    dek = bytearray(answer[1:])
    wipe(answer)
    try:
        of_head = head.parse(head.read_any(place if head_of is None else head_of))
        with closing(open_wreck(place, of_head, dek)) as wreck:
            _make(into)
            return _Salvage(wreck, into, stop).run()
    finally:
        wipe(dek)


def _make(into: Path) -> None:
    try:
        into.mkdir(mode=0o700)
        for name in ("records", "files", "drafts"):
            (into / name).mkdir(mode=0o700)
    except OSError:
        raise Refused(
            "That folder cannot be made, or stands already.", hint="Name one that does not exist."
        ) from None


class _Salvage:
    """One salvage: the wreck, where to, and what was lost so far."""

    def __init__(self, wreck: Wreck, into: Path, stop: Callable[[], bool]) -> None:
        self._wreck, self._into, self._stop = wreck, into, stop
        self._lost: list[Lost] = []
        self._files: set[str] = set()

    def run(self) -> Salvaged:
        newest: dict[str, Found] = {}
        for found in self._versions():
            self._note(found)
            if found.body is not None:
                newest[found.record or f"unknown-{found.number}"] = found
        kept = [found for found in newest.values() if found.body != codec.REMOVED_BODY]
        for found in kept:
            self._write_record(found)
        drafts = self._write_drafts()
        self._write_json(self._into / LOST, [_told(lost) for lost in self._lost])
        return Salvaged(
            records=len(kept), files=len(self._files), drafts=drafts, lost=tuple(self._lost)
        )

    def _versions(self) -> Iterator[Found]:
        for number in range(1, self._wreck.last() + 1):
            if self._stop():
                raise Refused("Stopped before it was finished.")
            found = self._wreck.version(number)
            if found is not None:
                yield found

    def _note(self, found: Found) -> None:
        if found.erased or found.proven:
            return
        if found.digest is None:
            loss = Loss.ALL if found.body is None else Loss.ENVELOPE
        else:
            loss = Loss.CONTENT if found.body is None else Loss.UNPROVEN
        self._lose(loss, found)

    def _lose(self, loss: Loss, found: Found, attachment: str | None = None) -> None:
        self._lost.append(
            Lost(
                loss=loss,
                version=found.number,
                record=found.record,
                kind=found.kind,
                written_at=_moment(found),
                digest=found.digest,
                attachment=attachment,
            )
        )

    def _write_record(self, found: Found) -> None:
        body = found.body or b""
        content = _plain(body)
        name = f"{found.kind or 'unknown'}-{found.record or found.number}.json"
        told = {
            "id": found.record,
            "kind": found.kind,
            "version": found.digest,
            "written_at": _moment(found),
            "sealed": None
            if found.sealed is None
            else (_EPOCH + timedelta(days=found.sealed)).isoformat(),
            "proven": found.proven,
            "content": content,
        }
        self._write_json(self._into / "records" / name, told)
        self._write_files(found, body)

    def _write_files(self, found: Found, body: bytes) -> None:
        try:
            content = codec.decode_content(Kind(found.kind or ""), body)
        except (InputRejected, ValueError):
            return
        for attachment in content.attachments:
            if attachment.id in self._files:
                continue
            self._files.add(attachment.id)
            hasher = sha256()
            with new_file(self._into / "files" / attachment.id) as file:
                left = attachment.size
                for piece in self._wreck.file(attachment.id, attachment.size):
                    data = bytes(min(left, CHUNK_BYTES)) if piece is None else piece
                    hasher.update(data)
                    file.write(data)
                    left -= len(data)
            if hasher.hexdigest() != attachment.sha256:
                self._lose(Loss.FILE, found, attachment.id)

    def _write_drafts(self) -> int:
        drafts = self._wreck.drafts()
        for number, (kind, answers) in enumerate(drafts, start=1):
            told = {"kind": kind, "answers": _plain(answers)}
            self._write_json(self._into / "drafts" / f"{number}.json", told)
        return len(drafts)

    def _write_json(self, path: Path, value: object) -> None:
        text = json.dumps(value, ensure_ascii=False, indent=1)
        with new_file(path) as file:
            file.write(text.encode("utf-8", "surrogatepass") + b"\n")


def _plain(body: bytes) -> Any:  # noqa: ANN401 (any JSON)
    """Return what a body says; where it is no JSON, its text as it is."""
    try:
        return json.loads(body)
    except ValueError:
        return body.decode("utf-8", "replace")


def _moment(found: Found) -> str | None:
    if found.written_at is None:
        return None
    return write_moment(datetime.fromtimestamp(found.written_at, UTC))


def _told(lost: Lost) -> dict[str, Any]:
    return {
        "loss": lost.loss.value,
        "version": lost.version,
        "record": lost.record,
        "kind": lost.kind,
        "written_at": lost.written_at,
        "digest": lost.digest,
        "attachment": lost.attachment,
    }


def document(salvaged: Salvaged) -> dict[str, Any]:
    """Return what came out, as a program reads it."""
    return {
        "records": salvaged.records,
        "files": salvaged.files,
        "drafts": salvaged.drafts,
        "lost": [_told(lost) for lost in salvaged.lost],
    }
