"""Sheets of words: any k of n give the secret back; fewer and wrong ones never, and it says why."""

from __future__ import annotations

from itertools import combinations

import pytest
import shamir_mnemonic
from hypothesis import given, settings
from hypothesis import strategies as st
from shamir_mnemonic.wordlist import WORDLIST

from safejournal.errors import InputRejected, Refused
from safejournal.vault import splitting
from safejournal.vault.splitting import Gathering, Sheet, join, read_sheet, split

SECRET = bytes(range(16))

VECTOR = (
    "duckling enlarge academic academic agency result length solution fridge kidney coal piece deal"
    " husband erode duke ajar critical decision keyboard"
)
"""The first of the public vectors of SLIP-39: one sheet of one, of another make than ours."""


def given_back(sheets: tuple[Sheet, ...]) -> bytes | None:
    """Return what sheets give, or None."""
    try:
        return bytes(join(sheets))
    except InputRejected:
        return None


@pytest.mark.parametrize(("need", "of"), [(2, 2), (2, 3), (3, 5), (4, 6), (5, 5)])
def test_every_set_of_k_sheets_gives_the_secret_back_and_no_smaller_one(need: int, of: int) -> None:
    """Whichever they are, and in whatever order; k - 1 give nothing, never another secret."""
    sheets = split(SECRET, need=need, of=of)
    assert len({sheet.words for sheet in sheets}) == of
    assert [sheet.number for sheet in sheets] == list(range(1, of + 1))
    for some in combinations(sheets, need):
        assert given_back(some) == given_back(some[::-1]) == SECRET
    for fewer in combinations(sheets, need - 1):
        assert given_back(fewer) is None


@settings(max_examples=15)
@given(st.binary(min_size=16, max_size=16), st.integers(2, 8), st.data())
def test_any_secret_comes_back(secret: bytes, of: int, data: st.DataObject) -> None:
    """For every number of sheets that there can be."""
    need = data.draw(st.integers(2, min(of, 4)))
    sheets = split(secret, need=need, of=of)
    some = data.draw(st.permutations(sheets))[:need]
    assert given_back(tuple(some)) == secret


@pytest.mark.parametrize(("need", "of"), [(1, 1), (1, 3), (0, 2), (4, 3), (2, 17)])
def test_numbers_that_cannot_be_meant_are_refused(need: int, of: int) -> None:
    """One that opens alone is no split; more needed than there are opens nothing."""
    with pytest.raises(Refused):
        split(SECRET, need=need, of=of)


def test_sheets_that_do_not_fit_together_are_never_given_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The library is not believed: what it made is joined before anybody sees it."""
    other = shamir_mnemonic.generate_mnemonics(1, [(2, 3)], bytes(16), iteration_exponent=0)
    monkeypatch.setattr(shamir_mnemonic, "generate_mnemonics", lambda *_, **__: other)
    with pytest.raises(Refused, match="did not fit together"):
        split(SECRET, need=2, of=3)


def test_a_wrong_word_is_found_and_its_place_named() -> None:
    """Every single one, whichever word stands there instead; the words are not repeated."""
    sheet = split(SECRET, need=2, of=2)[0]
    for place in range(splitting.WORDS):
        words = list(sheet.words)
        words[place] = next(word for word in WORDLIST if word != words[place])
        with pytest.raises(InputRejected, match=f"number {place + 1} may be") as raised:
            read_sheet(words)
        assert not set(words) & set(raised.value.sentence.split())


@settings(max_examples=15)
@given(st.data())
def test_up_to_three_wrong_words_are_always_found(data: st.DataObject) -> None:
    """So no other sheet can come of them; swapped words are two wrong ones."""
    sheet = split(SECRET, need=2, of=2)[0]
    words = list(sheet.words)
    for place in data.draw(st.sets(st.integers(0, 19), min_size=1, max_size=3)):
        words[place] = data.draw(st.sampled_from(WORDLIST))
    if tuple(words) != sheet.words:
        with pytest.raises(InputRejected):
            read_sheet(words)


@pytest.mark.parametrize(
    "words",
    [(), ("academic",) * 19, ("academic",) * 21, ("академик",) * 20, tuple(VECTOR.split())],
    ids=["none", "too few", "too many", "no words", "another make"],
)
def test_what_is_no_sheet_of_ours_is_refused(words: tuple[str, ...]) -> None:
    """Another make could ask for minutes of computing, or open with one sheet alone."""
    with pytest.raises(InputRejected):
        read_sheet(words)


def test_a_word_is_known_by_its_first_four_letters() -> None:
    """In any case; three letters, or letters that lead elsewhere, are no word."""
    assert all(splitting.word(each[:4].upper()) == each for each in WORDLIST)
    assert splitting.word("aca") is None
    assert splitting.word("acadxxx") is None
    assert splitting.word("пароль") is None


def test_sheets_of_two_sets_do_not_mix() -> None:
    """Said at the sheet that does not belong, not at the end."""
    one, other = split(SECRET, need=2, of=3), split(SECRET, need=2, of=3)
    gathering = Gathering()
    gathering.add(one[0])
    assert (gathering.count, gathering.left) == (1, 1)
    with pytest.raises(InputRejected, match="another set"):
        gathering.add(other[1])
    with pytest.raises(InputRejected, match="there already"):
        gathering.add(one[0])
    gathering.add(one[2])
    assert (gathering.count, gathering.left) == (2, 0)
    assert bytes(gathering.secret()) == SECRET


def test_any_program_for_slip_39_gives_the_digits_that_open() -> None:
    """So that sheets outlive this program."""
    sheets = split(SECRET, need=2, of=3)
    found = shamir_mnemonic.combine_mnemonics([" ".join(sheet.words) for sheet in sheets[1:]])
    assert splitting.as_typed(found) == SECRET.hex().encode()
