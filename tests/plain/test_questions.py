"""One question and its answer, whatever is asked."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings

from safejournal.domain.forms import FORMS, Ask, Field
from safejournal.domain.records import Content, kind_of
from safejournal.domain.words import Kind
from safejournal.plain.filling import Form
from safejournal.plain.questions import Question, chosen
from safejournal.services import drafts, forms, journal
from safejournal.services.opening import Vault
from tests.domain.contents import contents
from tests.plain.scripted import Scripted

WITHIN_ONE_DAY = re.compile(r"^from (\d{4}-\d\d-\d\d) to \1$")
"""A stretch that begins and ends on one day is that day."""

SECONDS_OF_NONE = re.compile(r"(T\d\d:\d\d):00(?=Z|[+-])")
"""A moment on a whole minute is written without its seconds."""

FREE = (Ask.LINE, Ask.TEXT, Ask.TAGS, Ask.CHOICES, Ask.COUNTRIES, Ask.ITEMS)
"""Where spaces at the ends, and the second of two equal entries, are not kept."""

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


def _field(kind: Kind, path: str) -> Field:
    return next(each for each in FORMS[kind] if each.path == path)


def _question(kind: Kind, path: str) -> Question:
    of = _field(kind, path)
    return Question(of=of, path=path, kind=kind, now=NOW, wrap=lambda answer: {path: answer})


@pytest.mark.parametrize(
    ("kind", "path", "typed", "meant"),
    [
        (Kind.INCIDENT, "category", "2", "call_or_message"),
        (Kind.INCIDENT, "category", "A visit or a search", "visit_or_search"),
        (Kind.INCIDENT, "category", "visit_or_search", "visit_or_search"),
        (Kind.INCIDENT, "category", "16", "16"),
        (Kind.CONTACT, "roles", "1 3", "lawyer, relative"),
        (Kind.CONTACT, "roles", "1, 3", "lawyer, relative"),
        (Kind.CONTACT, "roles", "lawyer, 3", "lawyer, relative"),
        (Kind.TRIP, "plan.signals", "none", "none"),
        (Kind.THREAT, "declared", "Y", "yes"),
        (Kind.THREAT, "declared", "да", "yes"),
        (Kind.THREAT, "declared", "нет", "no"),
        (Kind.THREAT, "declared", "н", "н"),  # the key of y, and the first letter of no
        (Kind.NOTE, "title", "2", "2"),
    ],
)
def test_numbers_and_labels_stand_for_words(kind: Kind, path: str, typed: str, meant: str) -> None:
    """What is read out can be typed; what is none of it stays, to be refused."""
    assert chosen(_field(kind, path), typed) == meant


@pytest.mark.parametrize(
    ("kind", "path", "typed", "wrong"),
    [
        (Kind.NOTE, "when", "the day that never was", True),
        (Kind.NOTE, "when", "yesterday evening", False),
        (Kind.DOCUMENT, "expires", "about May 2024", True),
        (Kind.DOCUMENT, "expires", "31.02.2026", True),
        (Kind.INCIDENT, "country", "XX", True),
        (Kind.INCIDENT, "country", "kg", False),
        (Kind.INCIDENT, "threat", "abc", True),
        (Kind.THREAT, "impact.level", "6", True),
        (Kind.THREAT, "impact.level", "many", True),
        (Kind.THREAT, "impact.reason", "alone, without its level", False),
        (Kind.CONTACT, "verified.how", "alone, without its day", False),
    ],
)
def test_a_wrong_answer_is_told_at_once(kind: Kind, path: str, typed: str, wrong: bool) -> None:
    """With what the record as a whole would say of it; what is only incomplete may stand."""
    assert bool(_question(kind, path).problem(typed)) == wrong


def test_yesterday_is_kept_as_a_day() -> None:
    """A draft that is opened a week later must not mean another day."""
    question = _question(Kind.NOTE, "when")
    assert question.plain("yesterday") == "2026-04-30"
    assert question.plain("about May 2024") == "about 2024-05"
    assert question.said("about 2024-05") == "about May 2024"


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(contents())
def test_what_a_record_says_can_stand_as_its_answers(content: Content) -> None:
    """Every answer that editing begins with is accepted, means the same, and can be read out."""
    kind = kind_of(content)
    for path, answer in forms.write_answers(content).items():
        question = _question(kind, path)
        if question.of.ask is Ask.TEXT and not answer.strip():
            continue
        assert question.problem(answer) == ""
        plain = question.plain(answer)
        assert question.plain(plain) == plain
        if question.of.ask not in FREE:
            exact = SECONDS_OF_NONE.sub(r"\1", answer)
            assert plain == WITHIN_ONE_DAY.sub(r"\1", exact)
        assert isinstance(question.said(answer), str)


@settings(max_examples=25, suppress_health_check=list(HealthCheck))
@given(contents())
def test_a_form_of_enters_leaves_a_record_as_it_is(vault: Vault, content: Content) -> None:
    """Whoever presses Enter at every question has changed nothing, and no draft is made of it."""
    kind = kind_of(content)
    before = forms.write_answers(content)
    answers = dict(before)
    talk = Scripted([""] * len(FORMS[kind]))
    form = Form(talk=talk, vault=vault, kind=kind, now=NOW)
    form.ask_all(FORMS[kind], answers, lambda: pytest.fail("something changed"))
    assert answers == before


def test_every_line_is_in_the_draft_as_soon_as_it_is_typed(vault: Vault) -> None:
    """A terminal that goes away costs the line that was being typed, and no other."""
    from safejournal.plain.composing import compose

    lines = [
        "A title",
        "first line",
        "second line",
        ".",
        "today",
        "2",
        "Osh",
        "kg",
        "+",
        "",
        "guard",
    ]
    for count in range(1, len(lines)):
        with pytest.raises(EOFError):
            compose(Scripted(lines[:count]), vault, Kind.INCIDENT)
        (draft, *_others) = drafts.waiting(vault)
        kept = " ".join(draft.answers.values())
        for line in lines[:count]:
            if line not in ("", ".", "today", "2", "+"):
                assert line in kept or line.upper() in kept
        drafts.discard(vault, draft.id)


def test_nothing_is_kept_before_anything_was_typed(vault: Vault) -> None:
    """Looking at a form leaves no draft behind."""
    from safejournal.plain.composing import compose

    for lines in ([], [""], ["", "."]):
        with pytest.raises(EOFError):
            compose(Scripted(lines), vault, Kind.NOTE)
    assert drafts.waiting(vault) == []


def test_keeping_what_was_not_changed_seals_nothing(vault: Vault) -> None:
    """No empty version stands in the history because somebody looked at a form."""
    from safejournal.domain.records import Note
    from safejournal.plain.composing import compose

    record = journal.record(vault, Note(title="A"))
    assert compose(Scripted(["!", ""]), vault, Kind.NOTE, record=record) == record
    assert len(journal.history(vault, record.id)) == 1


def test_a_record_changed_meanwhile_is_not_overwritten_unasked(vault: Vault) -> None:
    """The other version is shown, and only a yes puts this one in its place."""
    from safejournal.domain.records import Note
    from safejournal.plain.composing import compose

    record = journal.record(vault, Note(title="A"))
    with pytest.raises(EOFError):
        compose(Scripted(["B"]), vault, Kind.NOTE, record=record)
    journal.revise(vault, record.id, Note(title="C"))
    (draft,) = drafts.waiting(vault)
    newest = journal.show(vault, record.id)
    talk = Scripted(["!", "", "", "", "y"])
    kept = compose(talk, vault, Kind.NOTE, record=newest, draft=draft)
    assert kept is not None
    assert kept.content == Note(title="B")
    assert kept.parents == (newest.version,)
    assert talk.shown.getvalue().count("This record has been changed meanwhile.") == 2
    assert "is: B" in talk.shown.getvalue()
    assert drafts.waiting(vault) == []
