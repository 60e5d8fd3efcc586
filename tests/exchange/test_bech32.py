"""Bech32 and Bech32m: the published vectors, and every way of writing a key wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.exchange.bech32 import BECH32, BECH32M, LONGEST, decode, encode

FORMS = st.sampled_from([BECH32, BECH32M])
LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


@given(st.binary(max_size=80), FORMS)
def test_what_is_written_is_read(data: bytes, form: int) -> None:
    """Any bytes come back, from small letters and from capitals."""
    text = encode("age-secret-key-", data, form)
    assert decode(text, form) == decode(text.upper(), form) == ("age-secret-key-", data)


@pytest.mark.parametrize(
    ("text", "form", "data"),
    [
        ("A12UEL5L", BECH32, ""),
        (
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            BECH32,
            "00443214c74254b635cf84653a56d7c675be77df",
        ),
        ("A1LQFN3A", BECH32M, ""),
        (
            "abcdef1l7aum6echk45nj3s0wdvt2fg8x9yrzpqzd3ryx",
            BECH32M,
            "ffbbcdeb38bdab49ca307b9ac5a928398a418820",
        ),
    ],
)
def test_the_published_vectors_are_read(text: str, form: int, data: str) -> None:
    """The valid strings of BIP 173 and BIP 350 whose letters make whole bytes give those bytes."""
    assert decode(text, form)[1].hex() == data


@given(st.data(), st.binary(min_size=64, max_size=64), FORMS)
def test_up_to_three_wrong_letters_are_seen(data: st.DataObject, keys: bytes, form: int) -> None:
    """A contact string with one, two or three letters wrong is never taken for another one."""
    text = list(encode("sj", keys, form))
    places = data.draw(st.sets(st.integers(3, len(text) - 1), min_size=1, max_size=3))
    for place in places:
        text[place] = data.draw(st.sampled_from(LETTERS.replace(text[place], "")))
    with pytest.raises(ValueError, match="wrong"):
        decode("".join(text), form)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        "sj1",
        "age1" + "q" * 58,
        "Age1" + encode("age", bytes(32), BECH32)[4:],
        encode("age", bytes(32), BECH32M),
        encode("age", bytes(32), BECH32)[:-1],
        encode("age", bytes(32), BECH32) + "q",
        encode("age", bytes(32), BECH32).replace("q", "b", 1),
        "sj1" + "q" * LONGEST,
        "åge1" + encode("age", bytes(32), BECH32)[4:],
        "age1\n" + encode("age", bytes(32), BECH32)[4:],
    ],
)
def test_what_nobody_wrote_is_refused(text: str) -> None:
    """Cut, mixed case, another form, foreign letters, too long: refused, and never quoted."""
    with pytest.raises(ValueError, match="key") as refused:
        decode(text, BECH32)
    assert not text or text not in str(refused.value)


def test_bits_that_no_byte_needs_must_be_zero() -> None:
    """A second way of writing the same key is refused, though its checksum is right."""
    from safejournal.exchange import bech32

    letters = [*bech32._regroup(bytes(32), 8, 5)]
    letters[-1] |= 1
    checked = bech32._remainder([*bech32._spread("age"), *letters, *[0] * 6]) ^ BECH32
    ends = [checked >> 5 * (5 - i) & 31 for i in range(6)]
    text = "age1" + "".join(LETTERS[value] for value in [*letters, *ends])
    with pytest.raises(ValueError, match="not written as keys are"):
        decode(text, BECH32)
