"""Records on the pages of a bundle: labelled, complete, without ids, in the reader's language."""

from __future__ import annotations

import threading

from safejournal import i18n
from safejournal.domain.words import ContactRole, Kind
from safejournal.services.telling import Plain, Telling
from safejournal.wording.telling import Told
from safejournal.wording.words import word

FIELDS = {
    "title": "A talk",
    "category": "approach",
    "people": [{"role": "witness (Oak)"}, {"contact": "1" * 32, "role": "driver"}],
    "when": {"day": "2026-05-01"},
    "confidence": "sure",
}


def test_a_record_is_told_field_by_field_without_ids() -> None:
    """Every value that a person can read, under its label; ids say nothing to a reader."""
    lines = Told("en").lines(Kind.INCIDENT, FIELDS)
    told = {line.label: line.text for line in lines}
    assert told["When it happened"] == "1 May 2026"
    assert told["How sure I am"] == "sure"
    assert [line.text for line in lines if line.label == "Part they had"] == [
        "witness (Oak)",
        "driver",
    ]
    assert "1" * 32 not in str(lines)


def test_a_contact_goes_by_pseudonym_and_role() -> None:
    """And by the kind alone where nothing else leaves."""
    told = Told("en")
    fields = {"pseudonym": "Oak", "roles": ["lawyer"], "channels": [{"kind": "Signal"}]}
    assert told.title(Kind.CONTACT, fields) == "Oak (lawyer)"
    assert told.title(Kind.CONTACT, {"roles": ["lawyer"]}) == "lawyer"
    assert told.title(Kind.CONTACT, {"never_contact": True}) == "Contact"
    assert told.title(Kind.INCIDENT, FIELDS) == "A talk"


def test_channels_and_numbers_are_not_masked_on_a_page() -> None:
    """They leave because somebody must use them."""
    fields = {"channels": [{"kind": "Signal", "value": "+1 555", "use": "emergency"}]}
    texts = [line.text for line in Told("en").lines(Kind.CONTACT, fields)]
    assert "+1 555" in texts


def test_a_moment_is_told_in_both_times() -> None:
    """That of the place and that of the world; once where they are one."""
    told = Told("en")
    assert told.moment("2026-05-02T18:00+05:00") == (
        "2 May 2026, 18:00 (UTC+5) = 2 May 2026, 13:00 (UTC)"
    )
    assert told.moment("2026-05-02T18:00Z") == "2 May 2026, 18:00 (UTC)"


def test_the_program_goes_on_in_its_own_language() -> None:
    """A bundle in Russian is made by somebody whose program speaks English."""
    i18n.use("en")
    assert "мая" in Told("ru").moment("2026-05-02T18:00Z")
    assert i18n.language() == "en"


def test_both_ways_of_telling_fit_where_one_is_wanted() -> None:
    """The plain one of the services and this one are interchangeable."""
    ways: list[Telling] = [Plain(), Told("en")]
    for way in ways:
        assert way.title(Kind.NOTE, {"title": "x"}) == "x"
        assert any("x" in line.text for line in way.lines(Kind.NOTE, {"title": "x"}))


def test_another_thread_goes_on_in_its_own_language_meanwhile() -> None:
    """While pages are written in the reader's language, the screen stays in its own."""
    inside, seen = threading.Event(), threading.Event()
    spoken: list[str] = []

    def write() -> None:
        with i18n.speaking("ru"):
            spoken.append(i18n.language())
            inside.set()
            seen.wait(5)
        spoken.append(i18n.language())

    thread = threading.Thread(target=write)
    thread.start()
    assert inside.wait(5)
    assert i18n.language() == "en"
    assert word(ContactRole.LAWYER) == "lawyer"
    seen.set()
    thread.join()
    assert spoken == ["ru", "en"]
