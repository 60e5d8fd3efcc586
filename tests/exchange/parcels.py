"""Small bundles of invented people, whole and in pieces, to be sealed, opened and spoilt."""

from __future__ import annotations

import io
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from safejournal import codec
from safejournal.domain.versions import Envelope, commit
from safejournal.domain.words import Kind
from safejournal.exchange import age, guide, pages, signature
from safejournal.exchange.authentication import authenticate
from safejournal.exchange.excerpts import Attached, Excerpt, Extent, fields_hash, write_excerpt
from safejournal.exchange.manifest import FORMAT, Manifest, Proof, Purpose, Realm, Sender
from safejournal.exchange.packing import Outgoing, Packed, Parcel, pack
from safejournal.exchange.private_keys import PrivateIdentity
from safejournal.exchange.read_me import read_me
from tests.exchange.people import Somebody

MADE = "2026-05-01T12:00:00Z"


def private(somebody: Somebody) -> PrivateIdentity:
    """Return a person's keys as the program holds them."""
    return PrivateIdentity(
        age=somebody.x25519.private_bytes_raw(),
        signing=somebody.ed25519.private_bytes_raw(),
        practice=somebody.practice,
    )


def cut(fields: Mapping[str, Any], kind: Kind = Kind.NOTE, **more: Any) -> Excerpt:
    """Return a cut excerpt with these fields."""
    told: dict[str, Any] = {
        "record": "1" * 32,
        "kind": kind,
        "version": "2" * 64,
        "author": "3" * 32,
        "written_at": MADE,
        "sealed": "2026-05-01",
        "extent": Extent.CUT,
        "fields": dict(fields),
        "sha256": fields_hash(dict(fields)),
    }
    return Excerpt(**told | more)


def whole(fields: Mapping[str, Any], author: str = "3" * 32) -> Excerpt:
    """Return a whole excerpt of a version that was really sealed."""
    salt, body = secrets.token_bytes(32), codec.canonical(dict(fields))
    envelope = Envelope(
        record=bytes.fromhex("1" * 32),
        kind=Kind.NOTE,
        parents=(),
        author=bytes.fromhex(author),
        written_at=1_777_636_800,
        commitment=commit(salt, body),
    )
    version = envelope.digest().hex()
    return cut(
        fields, version=version, author=author, extent=Extent.WHOLE, salt=salt.hex()
    )  # fmt: skip


def outgoing(number: int, content: bytes, extension: str = "bin") -> Outgoing:
    """Return an attachment."""
    name = f"files/{number:04}.{extension}"
    digest = sha256(content).hexdigest()
    return Outgoing(name=name, size=len(content), sha256=digest, content=(content,))


def parcel(
    sender: Somebody | None,
    recipients: Sequence[Somebody],
    excerpts: Sequence[Excerpt] = (),
    files: Sequence[Outgoing] = (),
    **more: Any,
) -> Parcel:
    """Return the parts of a bundle with these records."""
    proof = more.pop("proof", Proof.CODE if sender else Proof.NONE)
    public = sender.public if sender else None
    told: dict[str, Any] = {
        "format": FORMAT,
        "realm": Realm.PRACTICE if sender and sender.practice else Realm.REAL,
        "bundle": secrets.token_hex(16),
        "purpose": Purpose.CARD,
        "number": 1000,
        "made": MADE,
        "language": "en",
        "proof": proof,
        "recipients": tuple(sorted(each.public.age_recipient for each in recipients)),
    }
    if public and public.signing:
        told["sender"] = Sender(recipient=public.age_recipient, signing=public.signing.hex())
    manifest = Manifest(**told | more)
    entries = [
        pages.Entry(excerpt=each, title="A note", lines=(pages.Line("Text", "as told"),))
        for each in excerpts
    ]
    told_first = list(
        guide.sections(
            guide.Told(
                language=manifest.language,
                practice=manifest.practice,
                purpose=manifest.purpose,
                called=manifest.called,
                number=manifest.number,
                made=manifest.made,
                proof=proof,
                pages=pages.page_count(len(entries)),
            )
        )
    )
    return Parcel(
        manifest=manifest,
        read_me=read_me(proof=proof, practice=manifest.practice),
        guide_page=pages.guide_page(told_first, manifest.language, practice=manifest.practice),
        guide_text=pages.guide_text(told_first),
        pages=tuple(
            pages.entry_pages(entries, manifest.language, "Records", practice=manifest.practice)
        ),
        entries=tuple(
            (
                pages.entry_text(each, manifest.language, practice=manifest.practice),
                write_excerpt(each.excerpt),
            )
            for each in entries
        ),
        files=tuple(files),
    )


def packed(
    sender: Somebody | None,
    recipients: Sequence[Somebody],
    excerpts: Sequence[Excerpt] = (),
    files: Sequence[Outgoing] = (),
    **more: Any,
) -> Packed:
    """Return a bundle ready to be sealed, with the proof that its manifest promises."""
    parts = parcel(sender, recipients, excerpts, files, **more)
    return pack(parts, prover(parts.manifest, sender, recipients))


def prover(manifest: Manifest, sender: Somebody | None, recipients: Sequence[Somebody]) -> Any:
    """Return what proves the sender of this bundle."""
    if sender is None or manifest.proof is Proof.NONE:
        return None
    identity = private(sender)
    if manifest.proof is Proof.SIGNATURE:
        return lambda document: signature.sign(document, identity)
    keys = [each.public.recipient for each in recipients]
    bundle = bytes.fromhex(manifest.bundle)
    return lambda document: authenticate(document, bundle, identity, keys)


def archive(*args: Any, **more: Any) -> bytes:
    """Return a bundle's archive in one piece."""
    return b"".join(packed(*args, **more).archive)


def sealed(content: bytes, recipients: Sequence[Somebody]) -> bytes:
    """Return bytes sealed with age."""
    out = io.BytesIO()
    age.seal([content], out, [each.public.recipient for each in recipients])
    return out.getvalue()


def attached(excerpt: Excerpt, *names: str) -> Excerpt:
    """Return an excerpt that claims these files."""
    from safejournal.exchange.excerpts import Form

    files = tuple(Attached(id="4" * 32, file=name, form=Form.ORIGINAL) for name in names)
    return replace(excerpt, attached=files)
