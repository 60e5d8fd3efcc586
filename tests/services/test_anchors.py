"""Anchors: what six words kept elsewhere say about the journal that is here now."""

from __future__ import annotations

import hashlib
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal.content.wordlists import words
from safejournal.domain.layouts import cyrillic_keys, latin_keys
from safejournal.domain.records import Note
from safejournal.errors import InputRejected, Refused
from safejournal.services import anchors, settings, verifying
from safejournal.services import journal as journals
from safejournal.services.anchors import Standing
from safejournal.services.opening import Vault
from tests.vault.journals import Journal, make_journal

LISTS_OF_THE_FORMAT = {
    "english": "6d557f0693958fb5e650b68b5bee585eb82cf4da32965505c789e924743bc522",
    "russian": "3cd5ccce8cd21c2e2a4a72235028a0df161827cdf9ab264a6847d876d870bbc4",
}
"""SHA-256 over the words with a line end after each. Whoever changes a list changes what anchors
that people keep mean: that needs a second version of the anchor, not another digest here."""


@pytest.mark.parametrize("language", LISTS_OF_THE_FORMAT)
def test_the_lists_are_those_that_anchors_were_made_with(language: str) -> None:
    """An anchor on paper outlives any version of the program."""
    made = hashlib.sha256("".join(f"{word}\n" for word in words(language)).encode()).hexdigest()
    assert made == LISTS_OF_THE_FORMAT[language]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_an_anchor_says_that_nothing_changed(vault: Vault, language: str) -> None:
    """In words of either list, or as the digest; with capitals, commas, or the other layout on."""
    made = anchors.anchor(vault, language)
    assert len(made.words) == anchors.WORDS
    spoken = " ".join(made.words)
    turned = latin_keys(spoken) if language == "ru" else cyrillic_keys(spoken)
    for text in (spoken, spoken.upper(), ", ".join(made.words), made.digest, turned):
        assert anchors.compare(vault, text).standing is Standing.PRESENT


def test_an_earlier_anchor_says_how_long_ago_and_how_much_since(journal: Journal) -> None:
    """The journal has grown since, and nothing of what was then is lost."""
    with journal.open() as vault:
        before = anchors.anchor(vault)
        _write(vault, 3)
        journal.clock.forward(days=5)
        _write(vault, 1)
        for text in (" ".join(before.words), before.digest):
            compared = anchors.compare(vault, text)
            assert (compared.standing, compared.days, compared.events) == (Standing.EARLIER, 5, 4)


def test_an_anchor_of_another_journal_is_told_from_one_that_never_was(
    vault: Vault, tmp_path: Path
) -> None:
    """By its first word, which names the chain."""
    with make_journal(tmp_path / "other").open() as other:
        theirs, ours = anchors.anchor(other), anchors.anchor(vault)
    assert theirs.words[0] != ours.words[0]
    assert anchors.compare(vault, " ".join(theirs.words)).standing is Standing.ANOTHER
    mixed = (ours.words[0], *theirs.words[1:])
    assert anchors.compare(vault, " ".join(mixed)).standing is Standing.UNKNOWN
    assert anchors.compare(vault, theirs.digest).standing is Standing.UNKNOWN
    highest = (ours.words[0], *(words("english")[-1],) * 5)  # more than 64 bits can say
    assert anchors.compare(vault, " ".join(highest)).standing is Standing.UNKNOWN


def test_a_folder_put_back_to_an_older_state_is_seen(journal: Journal, tmp_path: Path) -> None:
    """It looks whole from within; only the anchor that was kept outside gives it away."""
    with journal.open() as vault:
        _write(vault, 1)
    shutil.copytree(journal.place, tmp_path / "older")
    with journal.open() as vault:
        _write(vault, 1)
        kept = anchors.anchor(vault)
    shutil.rmtree(journal.place)
    (tmp_path / "older").rename(journal.place)
    with journal.open() as vault:
        report = verifying.verify(vault, against=" ".join(kept.words))
        assert report.verified.versions == 1
        assert report.compared is not None
        assert report.compared.standing is Standing.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "wrod",
        "a b c d e f",
        "0" * 63,
        "0" * 65,
        "g" * 64,
        "abacus abacus abacus абзац абзац абзац",
    ],
)
def test_what_is_no_anchor_is_refused(vault: Vault, text: str) -> None:
    """One clear sentence; the text is not repeated in it."""
    with pytest.raises(InputRejected) as refused:
        anchors.compare(vault, text)
    assert text == "" or text not in refused.value.sentence


@given(st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
def test_six_words_say_the_chain_and_64_bits_of_its_end(chain_id: bytes, end: bytes) -> None:
    """Written out and read again, in either language, nothing of the 64 bits is lost."""
    for language in ("en", "ru"):
        made = anchors._words(chain_id, end, language)
        read_language, places = anchors._read(" ".join(made))
        assert read_language == language
        number = 0
        for place in places[1:]:
            number = number * 7776 + place
        assert number.to_bytes(8, "big") == end[:8]
        assert places[0] == anchors._chain_place(chain_id)


def test_verification_tells_its_steps_and_can_be_stopped(vault: Vault) -> None:
    """A person sees how far it is, and nothing is changed by stopping it."""
    _write(vault, 2)
    steps: list[str] = []
    report = verifying.verify(vault, progress=lambda step, _done: steps.append(step))
    assert list(dict.fromkeys(steps)) == ["pages", "chain", "versions"]
    assert (report.verified.versions, report.compared) == (2, None)
    _write(vault, 200)
    with pytest.raises(Refused):
        verifying.verify(vault, stop=lambda: True)


def test_ctrl_c_only_tells_that_it_was_pressed() -> None:
    """In the middle of the database an exception would be taken for its own."""
    with verifying.until_interrupted() as stop:
        assert not stop()
        signal.raise_signal(signal.SIGINT)
        assert stop()
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_what_is_set_is_kept_in_the_vault(journal: Journal) -> None:
    """And nonsense is refused, or read as what holds at the beginning."""
    with journal.open() as vault:
        assert settings.read(vault).idle_minutes == settings.DEFAULT_IDLE_MINUTES
        assert settings.set_idle_minutes(vault, 0).idle_minutes == 0
        assert settings.set_idle_minutes(vault, 30).idle_minutes == 30
        for minutes in (-1, settings.LONGEST_IDLE_MINUTES + 1):
            with pytest.raises(Refused):
                settings.set_idle_minutes(vault, minutes)
    with journal.open() as vault:
        assert settings.read(vault).idle_minutes == 30
        with vault.writing() as connection:
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'settings'", (b'{"idle_minutes": "x"}',)
            )
        assert settings.read(vault).idle_minutes == settings.DEFAULT_IDLE_MINUTES


def _write(vault: Vault, count: int) -> None:
    for number in range(count):
        journals.record(vault, Note(title=f"note {number}", text="words " * 200))
