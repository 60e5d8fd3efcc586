"""A scenario pack is held against what an exercise owes the people in the room.

Every text stands there in each language, the steps fill the time and come in the order in which
adults learn, every inject says what it tests and what is good, the records can be written into a
vault, nobody could be called on the numbers in them, and nothing tells anybody that they are safe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from safejournal import codec
from safejournal.content.checking import Check, texts_in
from safejournal.content.folder import Folder, Item, Problem, read_folder
from safejournal.content.scenario_shapes import FORMAT, KINDS, SCENARIO_SHAPES
from safejournal.content.validation import BUILT_IN, built_in_names
from safejournal.domain.scenarios import Drill, InjectKind, Player, Stage
from safejournal.domain.stories import dated, joined
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected

LONGEST = 240
"""Minutes of a scenario: half a day. What needs longer is several scenarios."""

_TELEPHONE = re.compile(r"\+\d[\d ()-]{5,}\d")
_NOBODY = "000000"

_DAY = datetime(2026, 1, 15, 12, tzinfo=UTC)
"""Any moment: only whether the records can be read is asked."""

_ID = "00" * 16


def validate(folder: Path) -> list[Problem]:
    """Return every reason for refusing a scenario's folder, in the order of files and lines."""
    return problems(read_folder(folder, KINDS))


def problems(found: Folder) -> list[Problem]:
    """Return every reason for refusing what was read of a scenario."""
    return sorted({*found.problems, *_Scenario(found).problems()})


class _Scenario(Check):
    """The names that a scenario defines, for checking what refers to them."""

    shapes = SCENARIO_SHAPES
    format = FORMAT

    def __init__(self, folder: Folder) -> None:
        super().__init__(folder)
        self.names = {kind: self.own(kind) for kind in KINDS}
        self.names["source"] |= built_in_names("source")
        self.names["case"] = built_in_names("case")
        self.told: dict[str, set[str]] = {}

    # The whole

    def _about(self) -> Iterator[Problem]:
        yield from super()._about()
        about = self.folder.about
        value = about.value
        if value.get("id") == BUILT_IN:
            yield about.problem(f"the id {BUILT_IN} belongs to the built-in guidance", "id")
        if isinstance(value.get("sources"), list):
            yield from self._known(about, value["sources"], "source")
        if isinstance(value.get("cases"), list):
            yield from self._known(about, value["cases"], "case")
            if not value["cases"] and not value.get("sources"):
                yield about.problem("a case or a source is needed: why is this exercised?", "cases")
        yield from self._people(about)
        yield from self._time(about)
        for kind in ("role", "step", "question", "measure"):
            if not self.names[kind]:
                yield about.problem(f"there is no [[{kind}]]")

    def _people(self, about: Item) -> Iterator[Problem]:
        fewest, most = about.value.get("smallest"), about.value.get("largest")
        if isinstance(fewest, int) and isinstance(most, int) and fewest > most:
            yield about.problem("smallest is more than largest", "smallest")

    def _time(self, about: Item) -> Iterator[Problem]:
        steps = self.folder.items.get("step", ())
        planned = sum(each for step in steps if isinstance(each := step.value.get("minutes"), int))
        whole = about.value.get("minutes")
        if isinstance(whole, int) and whole > LONGEST:
            yield about.problem(f"a scenario lasts at most {LONGEST} minutes", "minutes")
        if steps and planned != whole:
            yield about.problem(
                f"the steps take {planned} minutes, minutes says {whole}", "minutes"
            )
        order = list(Stage)
        said = [Stage(each) for step in steps if (each := step.value.get("stage")) in order]
        for before, after, step in zip(said, said[1:], steps[1:], strict=False):
            if order.index(after) < order.index(before):
                yield step.problem(f"{after} comes before {before}", "stage")

    # Each kind of item

    def _role(self, item: Item) -> Iterator[Problem]:
        yield from self._word(item, "player", Player)

    def _step(self, item: Item) -> Iterator[Problem]:
        yield from self._word(item, "stage", Stage)
        yield from self._word(item, "drill", Drill)
        yield from self._known(item, item.value.get("materials", ()), "material")

    def _inject(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._word(item, "kind", InjectKind)
        yield from self._known(item, [value["step"]], "step")
        yield from self._known(item, value.get("to", ()), "role")
        steps = {each.name: each.value.get("minutes") for each in self.folder.items["step"]}
        minutes = steps.get(value["step"])
        if isinstance(minutes, int) and value.get("at", 0) > minutes:
            yield item.problem(f"at is after the end of its step, which takes {minutes}", "at")
        yield from self._nobody(item)

    def _material(self, item: Item) -> Iterator[Problem]:
        yield from self._known(item, item.value.get("to", ()), "role")
        yield from self._nobody(item)

    def _question(self, item: Item) -> Iterator[Problem]:
        yield from self._nobody(item)

    _measure = _question

    def _record(self, item: Item) -> Iterator[Problem]:
        value = item.value
        yield from self._known(item, [value["role"]], "role")
        if value["on"] > 0:
            yield item.problem("a record is written on the day itself, 0, or before it", "on")
        before = self.told.setdefault(value["role"], set())
        if value["kind"] not in [each.value for each in Kind]:
            yield item.problem(f"kind is one of: {', '.join(Kind)}", "kind")
        else:
            for language in self.languages:
                yield from self._writable(item, language, before)
        before.add(item.name)
        yield from self._nobody(item)

    def _writable(self, item: Item, language: str, before: Iterable[str]) -> Iterator[Problem]:
        ids = dict.fromkeys(before, _ID)
        content = joined(item.value.get("content", {}), item.value.get(language, {}))
        try:
            value = dated(content, _DAY, ids)
            codec.content_from_builtins(Kind(item.value["kind"]), value)
        except KeyError as missing:
            name = str(missing.args[0])
            yield item.problem(
                f"no record before this one, of the same role, is {name}", f"@{name}"
            )
        except (InputRejected, OverflowError) as error:
            yield item.problem(f"this cannot be written ({language}): {error}")

    # What several kinds owe

    def _word(self, item: Item, key: str, words: Iterable[StrEnum]) -> Iterator[Problem]:
        if key in item.value:
            yield from self._one_of(item, key, [each.value for each in words])

    def _nobody(self, item: Item) -> Iterator[Problem]:
        for text in texts_in(item.value):
            for found in _TELEPHONE.findall(text):
                if _NOBODY not in re.sub(r"\D", "", found):
                    yield item.problem(
                        f"{found}: somebody may have this number; write zeros, +000 000 000 001",
                        found,
                    )
