"""Which public keys are none: points under which anybody can sign, or secrets that everybody knows.

The cryptography library loads small-order Ed25519 keys, and with some of them a forged signature
verifies on a third of the tries. So every key that comes from outside is looked at here first.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

KEY_BYTES = 32
"""Of an X25519 and of an Ed25519 public key."""

_P = 2**255 - 19
"""The prime of both curves (RFC 7748, RFC 8032)."""

_D = -121665 * pow(121666, -1, _P) % _P
"""The Edwards curve's constant (RFC 8032, 5.1)."""

_EIGHTH = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
"""The y of the four points of order 8 that have an even one; the other four have p minus it."""

_SMALL_ORDER = frozenset({0, 1, _P - 1, _EIGHTH, _P - _EIGHTH})
"""The y of all eight points whose order divides 8: orders 4, 1, 2 and 8."""

_ANY_SCALAR = X25519PrivateKey.from_private_bytes(bytes(KEY_BYTES))
"""A scalar is a multiple of 8 whatever its bytes, so a small-order point gives zero under any."""


def check_signing_key(raw: bytes) -> None:
    """Raise ValueError unless this is an Ed25519 public key that only its owner can sign under."""
    y = _coordinate(raw[:-1] + bytes([raw[-1] & 0x7F]) if len(raw) == KEY_BYTES else raw)
    if y in _SMALL_ORDER:
        raise ValueError("this is a key under which anybody could sign")
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:  # Euler's criterion: x would have no root
        raise ValueError("this is not a signing key")


def check_recipient(raw: bytes) -> None:
    """Raise ValueError unless this is an X25519 public key with which a secret can be shared."""
    _coordinate(raw)
    try:
        _ANY_SCALAR.exchange(X25519PublicKey.from_public_bytes(raw))
    except ValueError:
        raise ValueError("this is a key that keeps nothing secret") from None


def _coordinate(raw: bytes) -> int:
    """Return the number written there, which must be written in the one way there is."""
    number = int.from_bytes(raw, "little")
    if len(raw) != KEY_BYTES or number >= _P:
        raise ValueError("this key is not written as keys are")
    return number
