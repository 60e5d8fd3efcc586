"""Scenario packs: those that come with the program, and what others are refused for."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from safejournal.content import scenarios
from safejournal.content.packs import compile_members
from safejournal.content.scenario_validation import validate
from safejournal.domain.scenarios import Stage
from safejournal.errors import InputRejected, NotFound

NAMES = scenarios.shipped()
LANGUAGES = ("en", "ru")


def test_there_are_eight_and_their_cases_differ() -> None:
    """At least eight, each with a documented case or source of its own."""
    assert len(NAMES) >= 8
    cases = {name: scenarios.read_shipped(name, "en").cases for name in NAMES}
    assert len(set(cases.values())) >= 6


@pytest.mark.parametrize("name", NAMES)
def test_each_has_no_reason_for_refusal(name: str) -> None:
    """What others' are held to, ours are held to; each takes 30 to 60 minutes."""
    assert [str(problem) for problem in validate(scenarios.shipped_folder(name))] == []
    told = {language: scenarios.read_shipped(name, language) for language in LANGUAGES}
    assert {each.id for each in told.values()} == {name}
    english, russian = told["en"], told["ru"]
    assert 30 <= english.minutes <= 60
    assert english.title != russian.title
    assert english.codes() == russian.codes()
    assert len(set(english.codes().values())) == len(english.codes())
    assert {Stage.ACTIVITY, Stage.SYNTHESIS} <= {step.stage for step in english.steps}
    assert english.vaults, "somebody has something in their journal"


def test_a_compiled_one_is_read_as_it_was_written() -> None:
    """The same folder gives the same bytes, which say what the folder says in each language."""
    folder = scenarios.shipped_folder("two-neighbours")
    compiled = scenarios.build(folder)
    assert scenarios.build(folder) == compiled
    assert scenarios.is_scenario(compiled)
    assert scenarios.check_compiled(compiled) == ""
    for language in LANGUAGES:
        there = scenarios.read(compiled, language)
        assert there == scenarios.read_shipped("two-neighbours", language)
    assert scenarios.read(compiled, "kk").language == "en"


def test_there_is_none_of_another_name() -> None:
    """Nor is the template one, or a path."""
    for name in ("none", "template", "../packs/base"):
        with pytest.raises(NotFound):
            scenarios.shipped_folder(name)


# What is refused, by the text that is planted in the template

TEMPLATE = {
    path.name.removesuffix(".txt"): path.read_text("utf-8")
    for path in (scenarios.SHIPPED / "template").glob("*.txt")
}
SCENARIO, PACK = "scenario.toml", "pack.toml"

PLANTED: dict[str, tuple[str, str, str, str]] = {
    "no toml": (SCENARIO, "[[role]]", "[[role", "not TOML"),
    "another format": (PACK, "safejournal-scenario/1", "safejournal-scenario/9", "the format is"),
    "an unknown table": (SCENARIO, "[[measure]]", "[[score]]", "no table"),
    "no English": (PACK, 'languages = ["en", "ru"]', 'languages = ["ru"]', "English"),
    "a missing translation": (SCENARIO, 'ru = "Звонок"', "", "translation is missing: ru"),
    "minutes that do not add up": (PACK, "minutes = 30", "minutes = 31", "the steps take 30"),
    "an unknown stage": (SCENARIO, 'stage = "synthesis"', 'stage = "the end"', "stage is one of"),
    "synthesis first": (SCENARIO, 'stage = "activity"', 'stage = "synthesis"', "comes before"),
    "an unknown kind": (SCENARIO, 'kind = "call"', 'kind = "bribe"', "kind is one of"),
    "a late inject": (SCENARIO, "at = 3", "at = 18", "after the end of its step"),
    "an inject of no step": (SCENARIO, 'step = "play"', 'step = "no"', "there is no step no"),
    "an inject for nobody": (SCENARIO, 'to = ["contact"]', 'to = ["x"]', "there is no role x"),
    "an unknown material": (SCENARIO, '["sheet"]', '["none"]', "there is no material none"),
    "an unknown case": (PACK, "RU-KZ-01", "XX-YY-99", "there is no case XX-YY-99"),
    "no ground": (PACK, 'cases = ["RU-KZ-01"]', "cases = []", "a case or a source is needed"),
    "more than fit": (PACK, "smallest = 2", "smallest = 20", "smallest is more than largest"),
    "somebody's number": (SCENARIO, "+000 000 000 101.", "+996 555 123 456.", "somebody may have"),
    "safety": (SCENARIO, "What the facilitator does.", "You are safe now.", "safe"),
    "the home state's mission": (
        SCENARIO,
        "What the facilitator does.",
        "Tell them to go to the embassy.",
        "missions",
    ),
    "a record of tomorrow": (SCENARIO, "on = -2", "on = 2", "on the day itself"),
    "a record of no kind": (SCENARIO, 'kind = "incident"', 'kind = "secret"', "kind is one of"),
    "an unknown word": (SCENARIO, '"saw_myself"', '"dreamt"', "this cannot be written (en)"),
    "an unknown key": (SCENARIO, "category =", "sort =", "this cannot be written (en)"),
    "a name before it is": (
        SCENARIO,
        'confidence = "doubtful"',
        'confidence = "doubtful"\nthreat = "@later"',
        "is later",
    ),
    "twins": (SCENARIO, 'id = "contact"', 'id = "traveller"', "stands twice"),
    "the guidance's id": (PACK, 'id = "my-scenario"', 'id = "base"', "belongs to the built-in"),
    "half a day and more": (PACK, "minutes = 30", "minutes = 300", "at most 240"),
}


def written(folder: Path, **texts: str) -> Path:
    """Write a scenario's folder."""
    folder.mkdir()
    for name, text in (TEMPLATE | texts).items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_refused_with_its_place(tmp_path: Path, name: str) -> None:
    """File, line and reason are told, and nothing is built."""
    file, before, after, reason = PLANTED[name]
    assert before in TEMPLATE[file]
    folder = written(tmp_path / "s", **{file: TEMPLATE[file].replace(before, after, 1)})
    found = [each for each in validate(folder) if reason in each.reason]
    assert found, [str(each) for each in validate(folder)]
    assert found[0].file in TEMPLATE
    assert found[0].line >= 1
    with pytest.raises(InputRejected):
        scenarios.build(folder)


def test_the_template_is_whole(tmp_path: Path) -> None:
    """Whoever begins begins with something that is accepted."""
    assert validate(written(tmp_path / "s")) == []


def test_what_somebody_says_in_a_scenario_may_be_a_lie(tmp_path: Path) -> None:
    """A stranger may promise what guidance never does."""
    text = TEMPLATE[SCENARIO].replace("“What is said.”", "“Come, you are safe with us.”")
    assert validate(written(tmp_path / "s", **{SCENARIO: text})) == []


# What comes compiled, past the builder


def _put(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def put(members: dict[str, Any]) -> None:
        value: Any = members
        for each in path[:-1]:
            value = value[each]
        value[path[-1]] = to

    return put


HOSTILE: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "another version": (_put("pack", "format", to="safejournal-scenario/2"), "another version"),
    "guidance": (_put("pack", "format", to="safejournal-pack/1"), "no scenario"),
    "a table for a list": (_put("role", to={}), "another shape"),
    "no steps": (_put("step", to=[]), "there is no"),
    "a member more": (_put("rules", to=[]), "missing or unknown"),
    "a member less": (lambda members: members.pop("measure"), "missing or unknown"),
    "a long text": (_put("step", 0, "do", "en", to="x" * 30_000), "stands there once"),
    "a promise": (_put("step", 0, "do", "en", to="You are safe."), "safe"),
    "a number for a text": (_put("role", 0, "name", to=7), "once for each language"),
    "a record that cannot be": (_put("record", 0, "kind", to="x"), "kind is one of"),
    "a pack that is none": (_put("pack", to=[]), "no scenario"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_a_maker_plants_past_the_builder_is_refused(name: str) -> None:
    """A compiled scenario is held against everything again."""
    alter, reason = HOSTILE[name]
    members = json.loads(scenarios.build(scenarios.shipped_folder("two-neighbours")))
    alter(members)
    with pytest.raises(InputRejected, match=reason):
        scenarios.check_compiled(compile_members(members))


def test_another_way_of_writing_is_refused() -> None:
    """There is one way, so that nobody hides anything between the lines."""
    compiled = scenarios.build(scenarios.shipped_folder("two-neighbours"))
    with pytest.raises(InputRejected, match="one way"):
        scenarios.check_compiled(compiled.replace(b'"id":', b'"id": ', 1))
