"""The guidance that comes with the program: whole, sourced, dated and in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import safejournal.content
from safejournal.content import builtin, packs
from safejournal.content.building import build
from safejournal.content.forbidden import forbidden
from safejournal.content.geography import neighbours
from safejournal.content.validation import validate
from safejournal.domain import plan_words as w
from safejournal.domain import words
from safejournal.domain.checks import COUNTRIES
from safejournal.errors import Damaged, NotFound

FOLDER = Path(safejournal.content.__file__).parent / "packs/base"
BASE = builtin.base()


def test_the_pack_has_no_reason_for_refusal() -> None:
    """What others' packs are held to, ours is held to."""
    assert [str(problem) for problem in validate(FOLDER)] == []


def test_what_is_shipped_is_what_the_folder_says() -> None:
    """The compiled pack is the folder's, and its digests are those in the code."""
    compiled = build(FOLDER)
    assert builtin.file_of_ours("packs/base.json") == compiled
    assert builtin.file_of_ours("packs/names.json") == builtin.names_of(compiled)
    assert builtin.digests(compiled) == builtin.DIGESTS


def test_the_compiled_pack_is_canonical_json() -> None:
    """It is one JSON object with sorted keys, member by member on a line of its own."""
    compiled = builtin.file_of_ours("packs/base.json")
    whole = json.loads(compiled)
    assert packs.compile_members(whole) == compiled
    assert compiled.count(b"\n") == len(whole) + 2


@pytest.mark.parametrize("member", sorted(builtin.DIGESTS.keys() - {"names"}))
def test_an_altered_pack_is_noticed(monkeypatch: pytest.MonkeyPatch, member: str) -> None:
    """No member of a pack is used that is not the one the code knows, whole or left out."""
    whole = json.loads(builtin.file_of_ours("packs/base.json"))
    for altered in (
        {**whole, member: [whole[member]]},
        {name: whole[name] for name in whole.keys() - {member}},
    ):
        compiled = packs.compile_members(altered)
        monkeypatch.setattr(builtin, "_mapped", lambda _, found=compiled: found)
        with pytest.raises(Damaged):
            getattr(builtin.base.__wrapped__(), {"pack": "about"}.get(member, member))


def test_altered_names_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor are names of cases and checklists used that are not the pack's own."""
    monkeypatch.setattr(builtin, "file_of_ours", lambda _: b"{}")
    with pytest.raises(Damaged):
        _ = builtin.base.__wrapped__().names


@pytest.mark.parametrize("cut", [b"", b"{}", b"not json", b'{\n"pack":{"format":"other"}\n}\n'])
def test_what_is_no_pack_is_refused(cut: bytes) -> None:
    """Cut or foreign bytes are damage, never an empty pack."""
    with pytest.raises(Damaged):
        packs.Pack(cut)


def items() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give everything in the pack that owes a source, with its name."""
    whole = json.loads(builtin.file_of_ours("packs/base.json"))
    for kind in ("rules", "lessons"):
        yield from ((f"{kind} {each['id']}", each) for each in whole[kind])
    yield from ((f"case {name}", each) for name, each in whole["cases"].items())
    for each in whole["checklists"]:
        yield from ((f"{each['id']}/{item['id']}", item) for item in each["item"])
    for code, state in whole["states"].items():
        yield from ((f"{code} {name}", each) for name, each in state["properties"].items())


def test_every_item_has_source_date_and_review() -> None:
    """Nothing stands there on nobody's word, undated, or never looked at again."""
    found = [*items()]
    assert len(found) > 1_000
    for name, item in found:
        assert item["sources"], name
        for source in item["sources"]:
            assert re.fullmatch(r"(read )?\d{4}(-\d{2}){0,2}", BASE.sources[source]["date"]), name
            assert BASE.sources[source]["url"].startswith("http"), name
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", item["reviewed"]), name


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Give every text by language that stands anywhere in a value."""
    if (
        isinstance(value, dict)
        and "en" in value
        and all(isinstance(v, str) for v in value.values())
    ):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def test_every_text_is_there_in_both_languages() -> None:
    """English and Russian stand side by side, and neither is the other."""
    whole = json.loads(builtin.file_of_ours("packs/base.json"))
    found = [*texts(whole)]
    assert len(found) > 500
    assert all(each.keys() == {"en", "ru"} for each in found)
    assert all(each["en"].strip() and each["ru"].strip() for each in found)
    cyrillic = [each for each in found if re.search("[а-яё]", each["ru"])]
    assert len(cyrillic) > 0.98 * len(found)
    assert not [each for each in found if re.search("[а-яё]", each["en"], re.IGNORECASE)]


def test_no_text_says_what_guidance_never_says() -> None:
    """Not one of all texts promises calm, gives odds or sends to the home state's missions."""
    whole = json.loads(builtin.file_of_ours("packs/base.json"))
    for name in ("rules", "checklists", "lessons", "cases", "questions", "not_checked"):
        for each in texts(whole[name]):
            assert [forbidden(text) for text in each.values()] == [[], []]


def test_every_word_of_a_plan_has_its_sentence() -> None:
    """Whatever a person can answer can be said back in `because`."""
    listed = {
        "person.roles": w.PersonRole, "person.status_abroad": w.StatusAbroad,
        "documents[].kind": words.DocumentKind, "documents[].state": words.DocumentState,
        "legs[].mode": w.Mode, "legs[].crossing": w.Crossing, "legs[].near": w.Near,
        "legs[].lodging": w.Lodging, "legs[].arranged_by": w.Arranger, "purpose": w.Purpose,
        "invited_by": w.Inviter, "companions[].relation": w.Relation,
        "legal[].kind": words.LegalKind, "signals": w.Signal,
    }  # fmt: skip
    for path, closed in listed.items():
        assert {each.value for each in closed} <= BASE.answers[path].keys(), path


def test_rules_name_states_by_their_properties_only() -> None:
    """A rule's facts hold no country, so that it serves people from everywhere."""
    for rule in BASE.rules:
        assert not {*rule.when, *rule.unless} & COUNTRIES
        assert "{place}" in rule.why["en"] or "{home}" in rule.why["en"] or rule.per != "stay"


def test_states_are_countries_and_borders_go_both_ways() -> None:
    """Every state is one of ISO 3166-1, and a neighbour's neighbour is oneself."""
    assert BASE.states.keys() <= COUNTRIES
    assert len(BASE.states) >= 190
    for state, others in neighbours().items():
        assert all(state in neighbours()[other] for other in others)


def test_what_is_not_in_the_pack_is_not_found() -> None:
    """Asking for a case or checklist that is not there raises, and gives nothing else."""
    with pytest.raises(NotFound):
        BASE.case("ZZ-ZZ-99")
    with pytest.raises(NotFound):
        BASE.checklist("nowhere")
    assert BASE.case("RU-KZ-01")["decisive"] == "wanted-list-arrest"


def test_a_text_without_translation_is_given_in_english() -> None:
    """Rather English than nothing."""
    assert packs.text_in({"en": "Stop."}, "kk") == "Stop."
    assert packs.text_in({"en": "Stop.", "ru": "Стой."}, "ru") == "Стой."
