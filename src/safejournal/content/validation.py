"""A pack is held against what guidance owes the people who rely on it.

Every item has a source with a date, the day on which it was reviewed, and every language of the
pack; it names only facts, cases, checklists, mechanisms and sources that exist; and it says nothing
that guidance must never say. What fails is told with file, line and reason, and nothing is built.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from safejournal.content.folder import Folder, Item, Problem, read_folder
from safejournal.content.forbidden import forbidden
from safejournal.content.packs import FORMAT
from safejournal.content.shapes import PROPERTIES, SHAPES, Shape
from safejournal.domain.checks import COUNTRIES
from safejournal.domain.facts import FACTS, OF_A_STRETCH
from safejournal.domain.rules import MECHANISMS, Scope, Severity

_DATE = re.compile(r"(read )?\d{4}(-\d{2}(-\d{2})?)?")
"""A page that bears no date gives the month in which it was read: `read 2026-11`."""


def validate(folder: Path) -> list[Problem]:
    """Return every reason for refusing a pack's folder, in the order of files and lines."""
    found = read_folder(folder)
    return sorted({*found.problems, *_Pack(found).problems()})


class _Pack:
    """The names that a pack defines, for checking what refers to them."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.languages = [str(e) for e in folder.about.value.get("languages", ())]
        self.names = {
            kind: {each.name for each in folder.items.get(kind, ())}
            for kind in ("source", "case", "checklist", "state")
        }

    def problems(self) -> Iterator[Problem]:
        yield from self._about()
        yield from self._twins()
        for kind, items in self.folder.items.items():
            check = getattr(self, f"_{kind}", None)
            for item in items:
                if check is None:
                    yield item.problem(f"there is no table [{kind}] in a pack", kind)
                else:
                    yield from check(item)

    # Each kind of item

    def _about(self) -> Iterator[Problem]:
        about = self.folder.about
        yield from self._shaped(about, about.value, SHAPES["pack"])
        if about.value.get("format") != FORMAT:
            yield about.problem(f"the format is {FORMAT}", "format")
        if "en" not in self.languages:
            yield about.problem("a pack has English texts at least", "languages")
        yield from self._reviewed(about, about.value)

    def _source(self, item: Item) -> Iterator[Problem]:
        yield from self._shaped(item, item.value, SHAPES["source"])
        if not _DATE.fullmatch(str(item.value.get("date", ""))):
            yield item.problem("a source needs its date: YYYY, YYYY-MM or YYYY-MM-DD", "date")
        for key in ("id", "publisher", "title", "url"):
            if not item.value.get(key):
                yield item.problem(f"{key} is empty", key)

    def _state(self, item: Item) -> Iterator[Problem]:
        yield from self._shaped(item, item.value, SHAPES["state"])
        if item.name not in COUNTRIES:
            yield item.problem("code is no country of ISO 3166-1", "code")
        for each in item.value.get("property", ()):
            near = f'"{each.get("name", "")}"'
            yield from self._shaped(item, each, SHAPES["property"], near)
            yield from self._grounded(item, each, near)
            if each.get("name") not in PROPERTIES:
                yield item.problem("there is no property of this name", near)
            if not _DATE.fullmatch(str(each.get("dated", ""))):
                yield item.problem("a property says as of when it is known: dated", near)
            if not set(each.get("for", ())) <= COUNTRIES:
                yield item.problem("for names countries by their codes", near)

    def _rule(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._shaped(item, value, SHAPES["rule"])
        yield from self._grounded(item, value)
        yield from self._facts(item, value, "when", "unless")
        yield from self._known(item, value.get("checklists", ()), "checklist")
        yield from self._one_of(item, "mechanism", MECHANISMS)
        yield from self._one_of(item, "severity", [each.value for each in Severity])
        yield from self._one_of(item, "per", [each.value for each in Scope])
        if not value.get("when"):
            yield item.problem("a rule needs at least one fact in when", "when")
        if value.get("per") == Scope.PLAN:
            for name in {*value.get("when", ()), *value.get("unless", ())} & OF_A_STRETCH:
                yield item.problem(f"{name} looks at one leg: per must be leg or stay", name)

    def _case(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._shaped(item, value, SHAPES["case"])
        yield from self._grounded(item, value)
        for language in self.languages:
            texts = value.get(language, {})
            yield from self._shaped(item, texts, SHAPES["case text"], f"[case.{language}]")
            yield from self._said(item, texts)
        for word in {*value.get("mechanisms", ()), value.get("decisive")} - set(MECHANISMS):
            yield item.problem("there is no such mechanism", f'"{word}"')
        for code in {*value.get("home", ()), *value.get("host", ())} - COUNTRIES:
            yield item.problem("home and host are countries by their codes", f'"{code}"')

    def _checklist(self, item: Item) -> Iterator[Problem]:
        yield from self._shaped(item, item.value, SHAPES["checklist"])
        names = [each.get("id") for each in item.value.get("item", ())]
        for each in item.value.get("item", ()):
            near = f'"{each.get("id", "")}"'
            yield from self._shaped(item, each, SHAPES["item"], near)
            yield from self._grounded(item, each, near)
            yield from self._facts(item, each, "applies_if", "never_if", "done_by")
            if names.count(each.get("id")) > 1:
                yield item.problem("an id stands twice in this checklist", near)

    def _lesson(self, item: Item) -> Iterator[Problem]:
        yield from self._shaped(item, item.value, SHAPES["lesson"])
        yield from self._grounded(item, item.value)

    def _answers(self, item: Item) -> Iterator[Problem]:
        for words in item.value[""].values():
            for word, texts in words.items():
                yield from self._in_every_language(item, texts, word, advice=False)

    def _questions(self, item: Item) -> Iterator[Problem]:
        for path, texts in item.value[""].items():
            yield from self._in_every_language(item, texts, path)

    _not_checked = _questions

    # What several kinds owe

    def _shaped(
        self, item: Item, value: dict[str, Any], shape: Shape, near: str = ""
    ) -> Iterator[Problem]:
        for key in sorted(shape.needed - value.keys()):
            yield item.problem(f"{key} is missing", near)
        for key in sorted(value.keys() - shape.known):
            yield item.problem(f"{key} is not known here", key)
        for key in sorted(shape.texts & value.keys()):
            yield from self._in_every_language(item, value[key], near or key)

    def _grounded(self, item: Item, value: dict[str, Any], near: str = "") -> Iterator[Problem]:
        if not value.get("sources"):
            yield item.problem("a source is needed: sources is empty", near)
        yield from self._known(item, value.get("sources", ()), "source")
        yield from self._known(item, value.get("cases", ()), "case")
        yield from self._reviewed(item, value, near)

    def _reviewed(self, item: Item, value: dict[str, Any], near: str = "") -> Iterator[Problem]:
        if not isinstance(value.get("reviewed"), dt.date):
            yield item.problem("reviewed is a day, YYYY-MM-DD", near or "reviewed")

    def _known(self, item: Item, names: Iterable[str], kind: str) -> Iterator[Problem]:
        for name in names:
            if name not in self.names[kind]:
                yield item.problem(f"there is no {kind} {name}", f'"{name}"')

    def _facts(self, item: Item, value: dict[str, Any], *keys: str) -> Iterator[Problem]:
        for name in (name for key in keys for name in value.get(key, ())):
            if name not in FACTS:
                yield item.problem(f"there is no fact {name}", f'"{name}"')

    def _one_of(self, item: Item, key: str, words: Sequence[str]) -> Iterator[Problem]:
        if item.value.get(key) not in words:
            yield item.problem(f"{key} is one of: {', '.join(words)}", key)

    def _in_every_language(
        self, item: Item, texts: object, near: str, *, advice: bool = True
    ) -> Iterator[Problem]:
        if not isinstance(texts, dict):
            yield item.problem("a text stands there once for each language", near)
            return
        for language in self.languages:
            if not texts.get(language):
                yield item.problem(f"the translation is missing: {language}", near)
        yield from self._said(item, texts, advice=advice)

    def _said(self, item: Item, texts: object, *, advice: bool = True) -> Iterator[Problem]:
        for text in _texts_in(texts):
            for words, reason in forbidden(text, advice=advice):
                yield item.problem(f"“{words}”: {reason}", words)

    def _twins(self) -> Iterator[Problem]:
        for kind, items in self.folder.items.items():
            seen: dict[str, Item] = {}
            for item in items:
                before = seen.setdefault(item.name, item)
                # A source may be written down in several files, as long as it is the same one.
                same = kind == "source" and before.value.get("url") == item.value.get("url")
                if item.name and before is not item and not same:
                    yield item.problem(
                        f"{item.name} stands twice, also in {before.file}", item.name
                    )


def _texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)
