"""Invented people with keys: who seals, who reads, and the lists their words come from."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from safejournal.content.wordlists import LANGUAGES, words
from safejournal.exchange.keys import PublicIdentity

LISTS = {language: words(language) for language in LANGUAGES}


@dataclass(frozen=True)
class Somebody:
    """A pair of private keys."""

    x25519: X25519PrivateKey = field(default_factory=X25519PrivateKey.generate)
    ed25519: Ed25519PrivateKey = field(default_factory=Ed25519PrivateKey.generate)
    practice: bool = False

    @property
    def public(self) -> PublicIdentity:
        """Both public keys."""
        return PublicIdentity(
            recipient=self.x25519.public_key().public_bytes_raw(),
            signing=self.ed25519.public_key().public_bytes_raw(),
            practice=self.practice,
        )

    @property
    def bare(self) -> PublicIdentity:
        """The age recipient alone, as of somebody who has no program of ours."""
        return PublicIdentity(recipient=self.public.recipient)
