"""The signature of evidence: checked by ssh-keygen, and by us no less strictly."""

from __future__ import annotations

import base64
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.errors import InputRejected
from safejournal.exchange import signature
from safejournal.exchange.signature import NAMESPACES, sign, verify
from tests.exchange.parcels import private
from tests.exchange.people import Somebody

ORDER = 2**252 + 27742317777372353535851937790883648493
ANNA = Somebody()
MESSAGE = b'{"manifest":1}'


def ssh_verify(place: Path, somebody: Somebody, file: bytes, message: bytes) -> bool:
    """Ask ssh-keygen whether this is somebody's signature over the message."""
    namespace = NAMESPACES[somebody.practice]
    (place / "signers").write_text(f'sender namespaces="{namespace}" {somebody.public.ssh_key}\n')
    (place / "m.sig").write_bytes(file)
    command = ["ssh-keygen", "-Y", "verify", "-f", "signers", "-I", "sender", "-n", namespace]
    done = subprocess.run(
        [*command, "-s", "m.sig"], cwd=place, input=message, capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.parametrize("practice", [False, True])
def test_ssh_keygen_verifies_what_we_sign(tmp_path: Path, practice: bool) -> None:
    """With the program that every lawyer's machine has; and it sees an altered message."""
    somebody = Somebody(practice=practice)
    made = sign(MESSAGE, private(somebody))
    assert ssh_verify(tmp_path, somebody, made, MESSAGE)
    assert not ssh_verify(tmp_path, somebody, made, MESSAGE + b" ")
    assert verify(made, MESSAGE, practice=practice) == somebody.public.signing


def test_we_verify_what_ssh_keygen_signs(tmp_path: Path) -> None:
    """A signature made by the other program is the same bytes as ours, and is taken."""
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (tmp_path / "m").write_bytes(MESSAGE)
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(key), "-n", NAMESPACES[False]]
    subprocess.run([*command, str(tmp_path / "m")], check=True, capture_output=True)
    signer = verify((tmp_path / "m.sig").read_bytes(), MESSAGE)
    public = base64.b64decode((tmp_path / "key.pub").read_text().split()[1])
    assert public.endswith(signer)


def spoilt() -> dict[str, bytes]:
    """Return signatures each of which is wrong in one way."""
    made = sign(MESSAGE, private(ANNA))
    public, raw = signature._take_apart(made, NAMESPACES[False])
    more = (int.from_bytes(raw[32:], "little") + ORDER).to_bytes(32, "little")
    namespace = NAMESPACES[False]
    armor = signature._armor
    return {
        "nothing": b"",
        "another purpose": armor(public, raw, "file"),
        "practice": sign(MESSAGE, private(Somebody(practice=True))),
        "another key": armor(Somebody().public.signing or b"", raw, namespace),
        "malleable": armor(public, raw[:32] + more, namespace),
        "small order": armor(bytes([1]) + bytes(31), bytes([1]) + bytes(63), namespace),
        "not canonical": armor((2**255 - 18).to_bytes(32, "little"), raw, namespace),
        "long lines": made.replace(b"\n", b"", 2),
        "windows lines": made.replace(b"\n", b"\r\n"),
        "text before": b"hello\n" + made,
        "text behind": made + b"hello\n",
        "twice": made + made,
        "no last line end": made[:-1],
        "no base64": made.replace(b"U", b"!", 1),
        "cut": made[: len(made) // 2],
    }


@pytest.mark.parametrize("how", spoilt())
def test_a_signature_that_is_wrong_in_one_way_is_refused(how: str) -> None:
    """Another purpose, key, number, form or frame: refused, each of them."""
    with pytest.raises(InputRejected):
        verify(spoilt()[how], MESSAGE)


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_byte_of_a_signature_can_change(place: int, by: int) -> None:
    """There is one way of writing a signature: any other byte anywhere is refused."""
    made = bytearray(sign(MESSAGE, private(ANNA)))
    made[place % len(made)] ^= by
    with pytest.raises(InputRejected):
        verify(bytes(made), MESSAGE)


def test_a_bare_age_key_signs_nothing() -> None:
    """There is no key to sign with, and nothing pretends."""
    from safejournal.exchange.private_keys import PrivateIdentity

    with pytest.raises(ValueError, match="no key to sign"):
        sign(MESSAGE, PrivateIdentity(age=ANNA.x25519.private_bytes_raw()))
