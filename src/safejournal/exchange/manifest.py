"""What a bundle says of itself: for whom, from whom, which number, and every file with its hash.

Signature and codes stand over these bytes alone, so what is not named here is not in the bundle.
"""

from __future__ import annotations

import re
from dataclasses import field
from enum import StrEnum

from safejournal import codec
from safejournal.domain.checks import check_id
from safejournal.domain.times import parse_moment
from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected
from safejournal.exchange.age import MOST_RECIPIENTS
from safejournal.exchange.container import LARGEST, MOST_MEMBERS
from safejournal.exchange.keys import PublicIdentity, read_recipient
from safejournal.exchange.layout import LARGEST_ENTRIES, LARGEST_MANIFEST, check_order, most_bytes
from safejournal.exchange.texts import check_document

FORMAT = "safejournal-bundle/1"

LARGEST_NUMBER = 2**53
"""JSON keeps whole numbers below it exactly, wherever it is read."""

LONGEST_NAME = 200
"""Characters of what the sender is called."""

_HASH = re.compile(r"[0-9a-f]{64}")


class Realm(StrEnum):
    """Whether a bundle is real or for practice."""

    REAL = "real"
    PRACTICE = "practice"


class Purpose(StrEnum):
    """What a bundle is for: one of the three tiers, or the acknowledgement of another bundle."""

    CARD = "card"
    EMERGENCY = "emergency"
    EVIDENCE = "evidence"
    RECEIPT = "receipt"


class Proof(StrEnum):
    """What shows who made it."""

    SIGNATURE = "signature"
    CODE = "code"
    NONE = "none"


def _check_hash(value: str) -> None:
    if _HASH.fullmatch(value) is None:
        raise ValueError("a hash is 64 hexadecimal digits")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """The keys of whom it is from, as it says itself."""

    recipient: str
    """Their age recipient."""
    signing: str = ""
    """Their Ed25519 public key, 64 hexadecimal digits; "" if they have none."""

    def __post_init__(self) -> None:
        self.identity(practice=False)

    def identity(self, *, practice: bool) -> PublicIdentity:
        """Return the keys. ValueError for those that protect nobody."""
        if self.signing:
            _check_hash(self.signing)
        try:
            recipient = read_recipient(self.recipient)
        except InputRejected as error:
            raise ValueError(error.sentence) from None
        signing = bytes.fromhex(self.signing) if self.signing else None
        return PublicIdentity(recipient=recipient, signing=signing, practice=practice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One file of the bundle."""

    name: str
    size: int
    sha256: str

    def __post_init__(self) -> None:
        _check_hash(self.sha256)
        if not 0 <= self.size <= (most_bytes(self.name) or LARGEST):
            raise ValueError("this file is larger than such a file may be")


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Which bundle a receipt is for, and what came of it."""

    bundle: str
    manifest: str
    """SHA-256 of its manifest."""
    accepted: bool = False
    """Whether a person has looked at it and accepted what is in it."""

    def __post_init__(self) -> None:
        check_id(self.bundle)
        _check_hash(self.manifest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The first thing that is read of a bundle, and what everything else is held to."""

    format: str
    realm: Realm
    bundle: str
    """The bundle's id, 32 hexadecimal digits."""
    purpose: Purpose
    number: int
    """Rises with each bundle of a sender, by a random step: later ones have larger numbers."""
    made: str
    """When it was made (UTC)."""
    language: str
    proof: Proof
    sender: Sender | None = None
    """None where the sender is not shown."""
    called: str = field(default="", repr=False)
    """What the sender is called: their pseudonym."""
    recipients: tuple[str, ...] = ()
    """The age recipients that it was sealed to, in order; empty with a passphrase."""
    anchor: str = ""
    """The end of the sender's chain at that time, for whoever may hold them to it."""
    replaces: str | None = None
    """The bundle that this one takes the place of."""
    acknowledges: Acknowledged | None = None
    files: tuple[Listed, ...] = ()
    """Every other file in its order, but for the proof and the padding."""

    def __post_init__(self) -> None:
        check_id(self.bundle)
        check_id(self.replaces)
        parse_moment(self.made)
        if self.anchor:
            _check_hash(self.anchor)
        if not 0 < self.number < LARGEST_NUMBER:
            raise ValueError("the number lies outside what a bundle may have")
        if len(self.called) > LONGEST_NAME or self.language not in ("en", "ru"):
            raise ValueError("the sender's name or the language is none that a bundle may have")
        if len(self.recipients) > MOST_RECIPIENTS or len(self.files) > MOST_MEMBERS:
            raise ValueError("it names too many recipients or files")
        if list(self.recipients) != sorted(set(self.recipients)):
            raise ValueError("the recipients do not stand in order")
        if (self.sender is None) != (self.proof is Proof.NONE):
            raise ValueError("it names a sender and shows none, or the other way round")
        if (self.purpose is Purpose.RECEIPT) != (self.acknowledges is not None):
            raise ValueError("only a receipt acknowledges, and it must")

    @property
    def practice(self) -> bool:
        """Whether it was made in a practice vault."""
        return self.realm is Realm.PRACTICE

    @property
    def identity(self) -> PublicIdentity | None:
        """The keys that it names as its sender's."""
        return self.sender.identity(practice=self.practice) if self.sender else None


def write_manifest(manifest: Manifest) -> bytes:
    """Return the manifest as canonical JSON. Raises InputRejected for what no reader would take."""
    document = codec.encode(manifest)
    read_manifest(document)
    return document


def read_manifest(document: bytes) -> Manifest:
    """Return what a manifest says. Raises InputRejected with the path of what is wrong.

    Sizes are held to their limits here, before a byte of those files is read.
    """
    value = codec.parse(document, largest=LARGEST_MANIFEST)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise InputRejected(f"this is not a bundle of the format {FORMAT}")
    check_document(document, value)
    manifest = codec.read(value, Manifest)
    check_order(tuple(each.name for each in manifest.files))
    entries = (each.size for each in manifest.files if each.name.endswith(".json"))
    if sum(entries) > LARGEST_ENTRIES or sum(each.size for each in manifest.files) > LARGEST:
        raise InputRejected("what it names is too large altogether")
    return manifest
