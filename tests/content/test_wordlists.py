"""What the word lists must hold, since phrases of people depend on every word of them."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from safejournal.content import wordlists
from safejournal.content.wordlists import common_words, words
from safejournal.domain.layouts import cyrillic_keys, latin_keys

LIST_SIZE = 6**5
FOLDER = Path(wordlists.__file__).parent / "wordlists"


@pytest.mark.parametrize("language", wordlists.LANGUAGES)
def test_a_list_has_six_to_the_fifth_different_words_in_order(language: str) -> None:
    """Each word is worth 12.92 bits, and five dice can choose it."""
    found = words(language)
    assert len(found) == len(set(found)) == LIST_SIZE
    assert list(found) == sorted(found)


def test_english_words_can_be_typed_on_any_latin_keyboard() -> None:
    """Lower-case letters, and in four words a hyphen."""
    assert all(re.fullmatch(r"[a-z]{3,9}|[a-z]+-[a-z]+", word) for word in words("english"))
    assert sum("-" in word for word in words("english")) == 4


def test_russian_words_are_short_and_without_doubtful_letters() -> None:
    """4 to 8 letters, without ё, which half of all people write as е."""
    assert all(re.fullmatch("[а-я]{4,8}", word) for word in words("russian"))


def test_no_keys_stand_for_two_words() -> None:
    """Typed with the Latin layout on, Russian words stay different, and none turns English."""
    keys = {latin_keys(word) for word in words("russian")}
    assert len(keys) == LIST_SIZE
    assert not keys & set(words("english"))
    assert all(cyrillic_keys(latin_keys(word)) == word for word in words("russian"))


def test_common_words_are_different_and_in_lower_case() -> None:
    """Their rank is their place; what is chosen most stands at the beginning."""
    found = common_words()
    assert len(found) == len(set(found)) > 2_000
    assert all(word == word.lower() for word in found)
    assert {"123456", "password", "пароль", "йцукен", "любовь"} <= set(found[:50])


def test_an_unknown_list_is_refused() -> None:
    """No other language quietly falls back to one of the two."""
    with pytest.raises(ValueError, match="english, russian"):
        words("klingon")


def test_sources_name_each_list_as_it_is() -> None:
    """SOURCES.md describes these files and no others: their counts and digests are in its table."""
    table = (FOLDER / "SOURCES.md").read_text(encoding="utf-8")
    for name in ("english.txt", "russian.txt", "common.txt"):
        content = (FOLDER / name).read_bytes()
        digest = hashlib.sha256(content).hexdigest()
        assert f"| `{name}` | {len(content.split()):,} | `{digest}` |" in table
