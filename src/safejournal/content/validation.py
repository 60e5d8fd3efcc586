"""A pack is held against what guidance owes the people who rely on it.

Every item has a source with a date, the day on which it was reviewed, and every language of the
pack; it names only facts, cases, checklists, mechanisms and sources that exist; and it says nothing
that guidance must never say. What fails is told with file, line and reason, and nothing is built.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

from safejournal.content.builtin import base
from safejournal.content.checking import Check
from safejournal.content.folder import Folder, Item, Problem, read_folder
from safejournal.content.packs import FORMAT
from safejournal.content.shapes import LANGUAGES, PROPERTIES, SHAPES, is_sound
from safejournal.domain.checks import COUNTRIES
from safejournal.domain.facts import FACTS, OF_A_STRETCH
from safejournal.domain.rules import MECHANISMS, Scope, Severity

BUILT_IN = "base"
"""The id of the pack that comes with the program, and of no other."""

PLACEHOLDERS = {"home", "place"}
"""What the reason of a rule may name; anything else in braces would be evaluated, or fail."""

OURS = ("answers", "questions", "not_checked")
"""Sentences of the built-in pack alone: what is asked and what nobody checked no other changes."""


def validate(folder: Path) -> list[Problem]:
    """Return every reason for refusing a pack's folder, in the order of files and lines."""
    return problems(read_folder(folder))


def problems(found: Folder) -> list[Problem]:
    """Return every reason for refusing what was read of a pack."""
    return sorted({*found.problems, *_Pack(found).problems()})


def built_in_names(kind: str) -> set[str]:
    """Return the ids of the built-in sources, cases or checklists, which every reader has."""
    built_in = base()
    names: Mapping[str, Iterable[str]] = {
        "source": built_in.sources,
        "case": built_in.cases,
        "checklist": (each["id"] for each in built_in.checklists),
    }
    return {*names[kind]}


class _Pack(Check):
    """The names that a pack defines, for checking what refers to them."""

    shapes = SHAPES
    format = FORMAT
    alone = OURS

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.ours = folder.about.value.get("id") == BUILT_IN
        self.names = {kind: self._names(kind) for kind in ("source", "case", "checklist")}

    def _names(self, kind: str) -> set[str]:
        """Return what may be named: the pack's own, and what every reader has anyway."""
        return self.own(kind) if self.ours else self.own(kind) | built_in_names(kind)

    # Each kind of item

    def _state(self, item: Item) -> Iterator[Problem]:
        if item.name not in COUNTRIES:
            yield item.problem("code is no country of ISO 3166-1", "code")
        for each in item.value["property"]:
            near = f'"{each.get("name", "")}"'
            yield from self._shaped(item, each, SHAPES["property"], near)
            if is_sound(each, SHAPES["property"]):
                yield from self._property(item, each, near)

    def _property(self, item: Item, each: dict[str, Any], near: str) -> Iterator[Problem]:
        yield from self._grounded(item, each, near)
        holds = PROPERTIES.get(each["name"])
        if holds is None:
            yield item.problem("there is no property of this name", near)
        elif not holds[0](each):
            yield item.problem(f"this property holds {holds[1]}", near)
        if not set(each.get("for", ())) <= COUNTRIES:
            yield item.problem("for names countries by their codes", near)
        if each["name"] == "ruled_by" and each.get("value") not in COUNTRIES:
            yield item.problem("value names a country by its code", near)

    def _rule(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._grounded(item, value)
        yield from self._facts(item, value, "when", "unless")
        yield from self._known(item, value["checklists"], "checklist")
        yield from self._one_of(item, "mechanism", MECHANISMS)
        yield from self._one_of(item, "severity", [each.value for each in Severity])
        yield from self._one_of(item, "per", [each.value for each in Scope])
        yield from self._fillable(item, value["why"])
        if not value["when"]:
            yield item.problem("a rule needs at least one fact in when", "when")
        if value["per"] == Scope.PLAN:
            for name in {*value["when"], *value.get("unless", ())} & OF_A_STRETCH:
                yield item.problem(f"{name} looks at one leg: per must be leg or stay", name)

    def _fillable(self, item: Item, texts: Mapping[str, str]) -> Iterator[Problem]:
        """Refuse braces that would reach into the program when they are filled in."""
        for text in texts.values():
            try:
                parts = [*Formatter().parse(text)]
            except ValueError:
                parts = [("", "", "", "")]
            for _text, name, form, conversion in parts:
                if name is not None and (name not in PLACEHOLDERS or form or conversion):
                    yield item.problem("braces hold {home} or {place}, and nothing else", "{")

    def _case(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._grounded(item, value)
        also = [each for each in LANGUAGES if each in value]  # said though the pack has not got it
        for language in dict.fromkeys([*self.languages, *also]):
            texts = value.get(language, {})
            yield from self._shaped(item, texts, SHAPES["case text"], f"[case.{language}]")
            yield from self._said(item, texts)
        for word in {*value["mechanisms"], value["decisive"]} - set(MECHANISMS):
            yield item.problem("there is no such mechanism", f'"{word}"')
        if value["decisive"] not in value["mechanisms"]:
            yield item.problem("the decisive mechanism is one of mechanisms", "decisive")
        for code in {*value["home"], *value["host"]} - COUNTRIES:
            yield item.problem("home and host are countries by their codes", f'"{code}"')
        for key in ("home", "host"):
            if not value[key]:
                yield item.problem(f"{key} is empty", key)

    def _checklist(self, item: Item) -> Iterator[Problem]:
        names = [each.get("id") for each in item.value["item"]]
        for each in item.value["item"]:
            near = f'"{each.get("id", "")}"'
            yield from self._shaped(item, each, SHAPES["item"], near)
            if is_sound(each, SHAPES["item"]):
                yield from self._step(item, each, near)
            if names.count(each.get("id")) > 1:
                yield item.problem("an id stands twice in this checklist", near)

    def _step(self, item: Item, each: dict[str, Any], near: str) -> Iterator[Problem]:
        yield from self._grounded(item, each, near)
        yield from self._facts(item, each, "applies_if", "never_if", "done_by")

    def _lesson(self, item: Item) -> Iterator[Problem]:
        yield from self._grounded(item, item.value)

    def _answers(self, item: Item) -> Iterator[Problem]:
        for words in item.value[""].values():
            for word, texts in words.items():
                yield from self._in_every_language(item, texts, word, advice=False)

    def _questions(self, item: Item) -> Iterator[Problem]:
        for path, texts in item.value[""].items():
            yield from self._in_every_language(item, texts, path)

    _not_checked = _questions

    def _facts(self, item: Item, value: dict[str, Any], *keys: str) -> Iterator[Problem]:
        for name in (name for key in keys for name in value.get(key, ())):
            if name not in FACTS:
                yield item.problem(f"there is no fact {name}", f'"{name}"')
