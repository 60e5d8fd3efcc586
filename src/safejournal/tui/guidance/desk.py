"""A trip on the desk: what is sealed of it, what was answered since, and how it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from itertools import islice
from typing import cast

from safejournal.domain.assessment import Assessment
from safejournal.domain.plan import Plan
from safejournal.domain.records import Content, Trip
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.errors import NotFound
from safejournal.services import drafts, forms, journal
from safejournal.services.drafts import Draft
from safejournal.services.opening import Vault
from safejournal.services.trips import Asked, assess_content, put_answer
from safejournal.tui import scratch


class Desk:
    """The answers of one trip. Nothing is sealed before `seal`; until then they are a draft."""

    def __init__(
        self, vault: Vault, *, record: Record | None = None, draft: Draft | None = None
    ) -> None:
        self._vault = vault
        self.scratch = scratch.begin(vault, Kind.TRIP, record, draft, {})
        self.unreadable: tuple[str, ...] = ()
        """Paths of answers that cannot be read: they count as not said."""
        self.content = Trip()
        """The trip as far as it can be read."""
        self._read()

    @property
    def record(self) -> Record | None:
        """The trip as it was when it was put here; None for one that is not sealed yet."""
        return self.scratch.record

    @property
    def plan(self) -> Plan:
        """What is said of the trip; blank when nothing is."""
        return self.content.plan or Plan()

    @property
    def changed(self) -> bool:
        """Tell whether something stands here that is not sealed."""
        return self.scratch.answers != self.scratch.origin

    def assess(self) -> Assessment:
        """Hold what stands here against the guidance."""
        return assess_content(self._vault, self.content)

    def answer(self, path: str, answer: str) -> None:
        """Take an answer to one question of the assessment."""
        self.scratch.take(_put(self.scratch.answers, path, answer))
        self._read()

    def check(self, path: str, asked: Asked, answers: Mapping[str, str]) -> dict[str, str]:
        """Return what is wrong with an answer to a question, by path below the question's field."""
        own = asked.field.path
        readable = {
            where: each
            for where, each in self.scratch.answers.items()
            if where not in self.unreadable
        }
        found = self._problems(_put(readable, path, answers.get(own, "")))
        inside = f"plan.{path}"
        return {
            where.replace(inside, own, 1) if _within(where, inside) else own: why
            for where, why in found.items()
        }

    def seal(self) -> Record:
        """Seal what stands here as a new version of the trip. Raises SafeJournalError."""
        newest = self.scratch.newest()
        before = newest.content if newest else None
        content = forms.read_answers(Kind.TRIP, self.scratch.answers, self._vault.clock(), before)
        return self.scratch.seal(partial(_sealed, self._vault, content, newest))

    def _problems(self, answers: dict[str, str]) -> dict[str, str]:
        try:
            forms.read_answers(Kind.TRIP, answers, self._vault.clock())
        except forms.FormInvalid as error:
            return error.problems
        return {}

    def _at_fault(self, answers: dict[str, str], found: Iterable[str]) -> list[str]:
        """Return the answer that makes the trip unreadable, or all that may be the one."""
        near = [
            each
            for each in answers
            if any(_within(where, each) or _within(each, where) for where in found)
        ]
        alone = (each for each in near if not self._problems(_without(answers, each)))
        return [*islice(alone, 1)] or near or list(answers)

    def _read(self) -> None:
        """Read what can be read; an answer that cannot counts as not said, never as no."""
        answers, dropped = dict(self.scratch.answers), []
        while found := self._problems(answers):
            for path in self._at_fault(answers, found):
                del answers[path]
                dropped.append(path)
        content = forms.read_answers(Kind.TRIP, answers, self._vault.clock())
        self.content, self.unreadable = cast("Trip", content), tuple(dropped)


def _put(answers: Mapping[str, str], path: str, answer: str) -> dict[str, str]:
    """Return the answers with one more; one that says nothing is none."""
    found = put_answer(answers, path, answer)
    return {where: each for where, each in found.items() if each}


def _without(answers: Mapping[str, str], path: str) -> dict[str, str]:
    return {where: each for where, each in answers.items() if where != path}


def lay_out(vault: Vault, record: Record) -> Desk:
    """Put a trip on the desk, with what was answered and not sealed when it last lay there."""
    left = (each for each in drafts.waiting(vault) if each.record == record.id)
    return Desk(vault, record=record, draft=next(left, None))


def take_up(vault: Vault, desk: Desk) -> Desk:
    """Put the trip on the desk again after a form was open over it."""
    try:
        return Desk(vault, draft=drafts.reopen(vault, desk.scratch.draft.id))
    except NotFound:
        return Desk(vault, record=desk.scratch.newest())


def _within(where: str, path: str) -> bool:
    """Tell whether one path is another, or stands below it; the empty one holds all."""
    return not path or where == path or where.startswith((f"{path}[", f"{path}."))


def _sealed(vault: Vault, content: Content, newest: Record | None, draft: str) -> Record:
    if newest is None:
        return journal.record(vault, content, draft=draft)
    return journal.revise(vault, newest.id, content, base=newest.version, draft=draft)
