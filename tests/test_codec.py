"""What outside data must be like to become a record, and what is said when it is not."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safejournal import codec
from safejournal.domain.records import Content, Incident, kind_of
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected
from tests.domain.contents import contents

SECRET = "zebracanary"


@given(contents())
def test_a_record_of_any_kind_comes_back_as_it_was_written(content: Content) -> None:
    """Encoding and decoding loses nothing, whatever kind, script or shape of time."""
    body = codec.encode_content(content)
    assert codec.decode_content(kind_of(content), body) == content


@given(contents())
def test_the_canonical_form_is_one_form(content: Content) -> None:
    """The same content always has the same bytes, keys sorted, so that a commitment can hold."""
    body = codec.encode_content(content)
    again = codec.encode_content(codec.decode_content(kind_of(content), body))
    assert body == again
    loaded = json.loads(body)
    plainly = json.dumps(loaded, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(plainly) == loaded
    assert list(loaded) == sorted(loaded)


@pytest.mark.parametrize(
    ("kind", "document", "path"),
    [
        (Kind.INCIDENT, {"category": SECRET}, "$.category: not one of the words"),
        (Kind.INCIDENT, {"titel": SECRET}, "$.titel: unknown key"),
        (Kind.INCIDENT, {"people": [{}, {"rol": SECRET}]}, "$.people[1].rol: unknown key"),
        (Kind.INCIDENT, {"when": {"day": "2026-13-01"}}, "$.when: there is no such day"),
        (Kind.INCIDENT, {"when": {"at": "2026-05-01T21:40"}}, "$.when: a time is written"),
        (Kind.INCIDENT, {"when": {"day": "1066-10-14"}}, "$.when: the year must lie"),
        (Kind.INCIDENT, {"when": {}}, "$.when: a time has exactly one of"),
        (Kind.INCIDENT, {"when": {"from": "2026-05-03", "to": "2026-05-01"}}, "$.when: the end"),
        (Kind.INCIDENT, {"when": {"about": SECRET}}, "$.when: an approximate time"),
        (Kind.INCIDENT, {"when": SECRET}, "$.when: expected object"),
        (Kind.INCIDENT, {"country": "kz"}, "$: a country is its two capital letters"),
        (Kind.INCIDENT, {"threat": SECRET}, "$: an id is 32 hexadecimal digits"),
        (Kind.NOTE, {"links": [{"to": SECRET}]}, "$.links[0]: an id is"),
        (Kind.NOTE, {"links": [{"as": SECRET}]}, "$.links[0].to: this key is needed"),
        (Kind.NOTE, {"title": 5}, "$.title: expected str, got int"),
        (Kind.NOTE, {"confidential": 1}, "$.confidential: expected bool"),
        (Kind.NOTE, {"tags": [SECRET, {}]}, "$.tags[1]: expected str"),
        (Kind.NOTE, {f"{SECRET} with spaces": 1}, "$.…: unknown key"),
        (Kind.NOTE, {f"{SECRET}\x7f": "\0"}, "$.…: text may not hold a NUL character"),
        (Kind.NOTE, {"text": f"{SECRET}\0"}, "$.text: text may not hold a NUL"),
        (Kind.NOTE, {"text": "x" * 200_001}, "$.text: text may hold at most"),
        (Kind.NOTE, {"tags": ["x"] * 1_001}, "$: a list may hold at most"),
        (Kind.NOTE, {"attachments": []}, "attachments is set by the program"),
        (Kind.NOTE, {"id": "0" * 32}, "$.id: unknown key"),
        (Kind.NOTE, [], "$: expected object"),
        (Kind.THREAT, {"likelihood": {"level": 6}}, "$.likelihood: a level is a number from 1"),
        (Kind.CONTACT, {"roles": ["lawyer", SECRET]}, "$.roles[1]: not one of the words"),
        (Kind.TRIP, {"plan": {"legs": [{"mode": SECRET}]}}, "$.plan.legs[0].mode: not one of"),
        (Kind.TRIP, {"plan": {"legs": [{"from": {"airport": SECRET}}]}}, "$.plan.legs[0].from: an"),
        (Kind.TRIP, {"plan": {"format": SECRET}}, "$.plan: the format of a plan is"),
        (Kind.TRIP, {"checkins": [{"due": SECRET}]}, "$.checkins[0]: a time is written"),
        (Kind.CHECKLIST_RUN, {"items": [{"item": "a", "state": SECRET}]}, "$.items[0].state: not"),
    ],
)
def test_what_is_wrong_is_named_by_its_path_and_never_by_its_value(
    kind: Kind, document: Any, path: str
) -> None:
    """An unknown key, word or number is refused with its path; what was typed is not repeated."""
    with pytest.raises(InputRejected) as refusal:
        codec.content_from(kind, json.dumps(document).encode())
    assert refusal.value.sentence.startswith(path)
    assert SECRET not in str(refusal.value)
    assert refusal.value.exit_code == 5


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"{",
        b"{}{}",
        b"nothing",
        b"NaN",
        b'{"title": Infinity}',
        b'{"title": 1e999}',
        b'{"title": 1.5}',
        b'{"title": ' + b"9" * 5_000 + b"}",
        b'{"title": "a", "title": "b"}',
        b'{"title": "\\ud800"}',
        b"\xff\xfe{\x00}\x00",
        b'\xef\xbb\xbf{"title": "a"}',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b'{"title": "' + b"[" * 200_000 + b'"}' + b"}" * 9,
        b'{"text": "' + b"x" * (1 << 20) + b'"}',
        b"{}" * 500_000,
    ],
    ids=lambda document: repr(document[:24]),
)
def test_what_is_not_one_small_json_document_is_refused(document: bytes) -> None:
    """Malformed, doubled, deep, huge, half a surrogate: each is one sentence and no traceback."""
    with pytest.raises(InputRejected) as refusal:
        codec.content_from(Kind.NOTE, document)
    assert "\n" not in refusal.value.sentence


def test_brackets_inside_a_text_are_no_nesting() -> None:
    """A text may hold as many brackets as it likes."""
    content = codec.content_from(Kind.NOTE, b'{"text": "' + rb"[[\"[{" * 1_000 + b'"}')
    assert content.text.startswith('[["[{')


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_nothing_but_our_own_refusal_comes_out(document: bytes) -> None:
    """Whatever bytes come in, they become a record or are refused as input."""
    for kind in Kind:
        with suppress(InputRejected):
            codec.content_from(kind, document)


def test_unknown_in_a_plan_is_the_same_as_left_out() -> None:
    """In a plan, "unknown" means not said; an empty list means asked and none."""
    said = codec.plan_from(b'{"format": "safejournal-plan/1", "legs": "unknown", "documents": []}')
    assert said.legs is None
    assert said.documents == ()


def test_a_record_printed_by_accident_tells_nothing() -> None:
    """No field with a person's words stands in a record's repr."""
    content = codec.content_from(
        Kind.INCIDENT,
        json.dumps(
            {
                "title": SECRET,
                "text": SECRET,
                "tags": [SECRET],
                "place": SECRET,
                "people": [{"role": SECRET, "description": SECRET}],
                "reported_to": SECRET,
                "when": {"day": "2026-05-01"},
            }
        ).encode(),
    )
    assert isinstance(content, Incident)
    assert SECRET not in repr(content)
    assert "2026" not in repr(content)
