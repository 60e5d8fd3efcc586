"""Guidance packs as the program reads them: compiled, canonical JSON, of which only what is asked
for is decoded.

A pack holds rules, properties of states, cases, checklists, lessons, and the sentences of answers
and questions, each text by language. Where it came from was settled when it was built or installed;
TOML is read only then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Any

import msgspec

from safejournal.domain.rules import Rule, rule_from
from safejournal.errors import Damaged, NotFound

FORMAT = "safejournal-pack/1"
LANGUAGE = "en"
"""The language that every text has."""

_Sections = dict[str, msgspec.Raw]


class Pack:
    """One compiled pack."""

    def __init__(self, compiled: bytes) -> None:
        """Take a pack's bytes. Raises Damaged when they are no pack of this format."""
        try:
            self._sections = msgspec.json.decode(compiled, type=_Sections)
            about = msgspec.json.decode(self._sections["pack"])
        except (msgspec.DecodeError, KeyError) as error:
            raise Damaged("a guidance pack is cut or altered") from error
        if about.get("format") != FORMAT:
            raise Damaged("a guidance pack is of another format")
        self.about: Mapping[str, Any] = about

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the pack's order."""
        return tuple(rule_from(each) for each in self._section("rules"))

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, str]]:
        """Publisher, title, date and url by a source's id."""
        found: Mapping[str, Mapping[str, str]] = self._section("sources")
        return found

    @cached_property
    def states(self) -> Mapping[str, Mapping[str, Any]]:
        """Name and properties by country code."""
        found: Mapping[str, Mapping[str, Any]] = self._section("states")
        return found

    @cached_property
    def cases(self) -> Mapping[str, Mapping[str, Any]]:
        """The documented cases by id, in the pack's order."""
        found: Mapping[str, Mapping[str, Any]] = self._section("cases")
        return found

    @cached_property
    def checklists(self) -> Sequence[Mapping[str, Any]]:
        """The checklists, as they are told one after another."""
        found: Sequence[Mapping[str, Any]] = self._section("checklists")
        return found

    @cached_property
    def lessons(self) -> Sequence[Mapping[str, Any]]:
        """The lessons, as they are told one after another."""
        found: Sequence[Mapping[str, Any]] = self._section("lessons")
        return found

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, Mapping[str, str]]]:
        """Sentences that say an answer back: by path without numbers, then by word."""
        found: Mapping[str, Mapping[str, Mapping[str, str]]] = self._section("answers")
        return found

    @cached_property
    def questions(self) -> Mapping[str, Mapping[str, str]]:
        """Questions by path without numbers."""
        found: Mapping[str, Mapping[str, str]] = self._section("questions")
        return found

    @cached_property
    def not_checked(self) -> Mapping[str, Mapping[str, str]]:
        """What no offline program can know, by id."""
        found: Mapping[str, Mapping[str, str]] = self._section("not_checked")
        return found

    def case(self, case_id: str) -> Mapping[str, Any]:
        """Return one case. Raises NotFound."""
        return _named(self.cases, case_id, "no case of this id")

    def checklist(self, checklist_id: str) -> Mapping[str, Any]:
        """Return one checklist. Raises NotFound."""
        by_id = {each["id"]: each for each in self.checklists}
        return _named(by_id, checklist_id, "no checklist of this id")

    def _section(self, name: str) -> Any:
        return msgspec.json.decode(self._sections[name])


def _named(found: Mapping[str, Mapping[str, Any]], name: str, sentence: str) -> Mapping[str, Any]:
    if name not in found:
        raise NotFound(f"there is {sentence}")
    return found[name]


def text_in(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or in English where it has not been translated."""
    return texts.get(language) or texts[LANGUAGE]


def compiled_base() -> bytes:
    """Return the compiled pack that comes with the program."""
    return files("safejournal.content").joinpath("packs", "base.json").read_bytes()
