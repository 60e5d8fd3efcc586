"""READ-ME.txt: how to open a bundle with age and tar alone, in three languages."""

from __future__ import annotations

from pathlib import Path

from safejournal.exchange.manifest import Proof
from safejournal.exchange.signature import NAMESPACES

_PRACTICE = "PRACTICE / УЧЕБНОЕ / ÜBUNG\n\n"
_FOLDER = Path(__file__).parent


def read_me(*, proof: Proof, practice: bool) -> bytes:
    """Return the file; it tells how to check a signature if there is one."""
    parts = [_text("read_me.txt")]
    if proof is Proof.SIGNATURE:
        parts.append(_text("read_me_signed.txt").format(namespace=NAMESPACES[practice]))
    return ((_PRACTICE if practice else "") + "\n".join(parts)).encode()


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
