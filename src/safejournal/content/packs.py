"""Guidance packs as the program reads them: compiled, and decoded only where asked.

A pack holds rules, properties of states, cases, checklists, lessons, and the sentences of answers
and questions, each text by language. Where it came from was settled when it was built or installed;
TOML is read only then. The compiled file is one JSON object whose members stand one on a line, so
that an assessment never decodes a thousand cases that it only names.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import TYPE_CHECKING, Any

from safejournal.domain.rules import Rule, rule_from
from safejournal.errors import Damaged, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from mmap import mmap

    Texts = Mapping[str, str]
    """Language -> text."""

FORMATS = "safejournal-pack/"
"""How the name of every version of the format begins."""

FORMAT = f"{FORMATS}1"

MAKER = "maker"
"""The member that holds the contact string of whoever signed."""

LANGUAGE = "en"
"""The language that every text has."""


class Pack:
    """One compiled pack."""

    def __init__(self, compiled: bytes | mmap) -> None:
        """Take a pack's bytes. Raises Damaged when they are no pack of this format."""
        self._compiled = compiled
        self._members = dict(members_in(compiled))
        self.about: Mapping[str, Any] = self._member("pack")
        if self.about.get("format") != FORMAT:
            raise Damaged("a guidance pack is of another format")

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """The rules, in the pack's order."""
        return tuple(rule_from(each) for each in self._member("rules"))

    @cached_property
    def sources(self) -> Mapping[str, Mapping[str, str]]:
        """Publisher, title, date and url by a source's id."""
        found: Mapping[str, Mapping[str, str]] = self._member("sources")
        return found

    @cached_property
    def states(self) -> Mapping[str, Mapping[str, Any]]:
        """Name and properties by country code."""
        found: Mapping[str, Mapping[str, Any]] = self._member("states")
        return found

    @cached_property
    def cases(self) -> Mapping[str, Mapping[str, Any]]:
        """The documented cases by id."""
        found: Mapping[str, Mapping[str, Any]] = self._member("cases")
        return found

    @cached_property
    def checklists(self) -> Sequence[Mapping[str, Any]]:
        """The checklists, as they are told one after another."""
        found: Sequence[Mapping[str, Any]] = self._member("checklists")
        return found

    @cached_property
    def lessons(self) -> Sequence[Mapping[str, Any]]:
        """The lessons, as they are told one after another."""
        found: Sequence[Mapping[str, Any]] = self._member("lessons")
        return found

    @cached_property
    def answers(self) -> Mapping[str, Mapping[str, Texts]]:
        """Sentences that say an answer back: by path without numbers, then by word."""
        found: Mapping[str, Mapping[str, Texts]] = self._member("answers")
        return found

    @cached_property
    def questions(self) -> Mapping[str, Texts]:
        """Questions by path without numbers."""
        found: Mapping[str, Texts] = self._member("questions")
        return found

    @cached_property
    def not_checked(self) -> Mapping[str, Texts]:
        """What no offline program can know, by id."""
        found: Mapping[str, Texts] = self._member("not_checked")
        return found

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, Any]]:
        """What an assessment says of the library: host and year of `cases`, titles of `checklists`.

        Lists and texts as JSON has them, by id.
        """
        return {
            "cases": {key: [each["host"], each["date"][:4]] for key, each in self.cases.items()},
            "checklists": {each["id"]: each["title"] for each in self.checklists},
        }

    @property
    def signed_by(self) -> str:
        """The contact string of whoever signed it. Raises Damaged where it was never signed."""
        return str(self._member(MAKER))

    def case(self, case_id: str) -> Mapping[str, Any]:
        """Return one case. Raises NotFound."""
        return _named(self.cases, case_id, "no case of this id")

    def checklist(self, checklist_id: str) -> Mapping[str, Any]:
        """Return one checklist. Raises NotFound."""
        by_id = {each["id"]: each for each in self.checklists}
        return _named(by_id, checklist_id, "no checklist of this id")

    def _member(self, name: str) -> Any:  # noqa: ANN401 - JSON has no static type
        try:
            return json.loads(self._compiled[self._members[name]])
        except (KeyError, ValueError) as error:
            raise Damaged("a guidance pack is cut or altered") from error


def about(compiled: bytes) -> Mapping[str, Any]:
    """Return what a compiled pack of any kind says of itself. Raises Damaged."""
    told: Mapping[str, Any] = member(compiled, "pack")
    return told


def maker_of(compiled: bytes) -> str:
    """Return the contact string of whoever signed a pack of any kind. Raises Damaged."""
    return str(member(compiled, MAKER))


def member(compiled: bytes, name: str) -> Any:  # noqa: ANN401 - JSON has no static type
    """Return one member of a compiled pack of any kind. Raises Damaged."""
    try:
        return json.loads(compiled[dict(members_in(compiled))[name]])
    except (KeyError, ValueError) as error:
        raise Damaged("a pack is cut or altered") from error


def compile_members(members: Mapping[str, Any]) -> bytes:
    """Return the compiled form: canonical JSON, but for a line end between the members."""
    lines = (f"{json.dumps(name)}:{canonical(members[name])}" for name in sorted(members))
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode()


def text_in(texts: Texts, language: str) -> str:
    """Return a text in a language, or in English where it has not been translated."""
    return texts.get(language) or texts[LANGUAGE]


def canonical(value: Any) -> str:  # noqa: ANN401 - JSON has no static type
    """Return a member's value as the one JSON that stands for it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def members_in(compiled: bytes | mmap) -> Iterator[tuple[str, slice]]:
    """Give each member's name and where its value lies; nothing is copied that nobody asks for."""
    start = compiled.find(b"\n") + 1
    while (end := compiled.find(b"\n", start)) > start:
        colon = compiled.find(b":", start, end)
        if colon < 0:
            return
        name = compiled[start:colon].decode("ascii", "replace").strip('"')
        yield name, slice(colon + 1, end - (compiled[end - 1 : end] == b","))
        start = end + 1


def _named(found: Mapping[str, Mapping[str, Any]], name: str, sentence: str) -> Mapping[str, Any]:
    if name not in found:
        raise NotFound(f"there is {sentence}")
    return found[name]
