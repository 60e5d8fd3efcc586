"""The documented cases: searched, filtered by state, place, mechanism and person, and read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.visual import Visual

from safejournal.i18n import _, language, later, ngettext
from safejournal.services import guidance
from safejournal.services.guidance import ALL_CASES, Case, CaseWords
from safejournal.services.opening import Vault
from safejournal.tui.choose import Answer, Choose
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.library import Library
from safejournal.tui.guidance.onward import open_case
from safejournal.tui.guidance.why import sources_said
from safejournal.tui.keys import key
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import line, prose
from safejournal.wording import guidance as said
from safejournal.wording.times import day

IDS = 11
"""Cells of the column of ids, of which the longest has nine."""

_FILTERS: dict[str, tuple[str, Callable[[CaseWords], tuple[str, ...]], Callable[[str], str]]] = {
    "state": (later("Which country?"), lambda words: words.states, said.state),
    "place": (later("Where did it happen?"), lambda words: words.places, said.place),
    "mechanism": (later("What happened?"), lambda words: words.mechanisms, said.mechanism),
    "who": (later("To whom?"), lambda words: words.who, said.who),
}
"""What is asked, which words there are, and how a word reads."""


class CasesScreen(Library):
    """All cases, the way they are told."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("1", "only('state')", _("Country"), _("Only cases of one country, home or host.")),
        key("2", "only('place')", _("Place"), _("Only cases at a border, at home, in the street.")),
        key("3", "only('mechanism')", _("What"), _("Only cases in which one thing happened.")),
        key("4", "only('who')", _("Who"), _("Only cases of people like you.")),
        key("0", "everything", _("All"), _("Show every case again."), show=False),
    ]

    def __init__(self, vault: Vault) -> None:
        super().__init__(vault, _("Documented cases"))
        self._wanted = ALL_CASES

    def found(self) -> Iterable[Choice[str]]:
        """Yield the cases that fit."""
        for each in guidance.find_cases(self.typed, language(), self._wanted):
            below = line(f"{said.case_where(each.id)}  ·  {said.mechanism(each.decisive)}")
            row = Row(line(each.title), before=said.bare_id(each.id), cells=IDS, below=below)
            yield Choice(row, each.id)

    def status(self, count: int) -> str:
        """Return how many there are, and which."""
        told = [ngettext("{n} case", "{n} cases", count).format(n=count)]
        for path, (_asked, _words, reads) in _FILTERS.items():
            word = getattr(self._wanted, path)
            if word:
                told.append(reads(word))
        return "  ·  ".join(told)

    def open(self, chosen: str) -> None:
        """Read a case."""
        open_case(self.shell, self.vault, chosen)

    @property
    def narrowed(self) -> bool:
        """Tell whether less than everything is shown."""
        return super().narrowed or self._wanted != ALL_CASES

    def widen(self) -> None:
        """Take filters away."""
        self._wanted = ALL_CASES

    def action_only(self, path: str) -> None:
        """Ask for a word to filter by."""
        question, words, reads = _FILTERS[path]
        answers = [Answer(word, reads(word)) for word in words(guidance.case_words())]
        answers.insert(0, Answer("", _("Any")))

        def chosen(word: str | None) -> None:
            if word is not None:
                self._wanted = replace(self._wanted, **{path: word})
                self.reload()

        self.app.push_screen(Choose(_(question), answers, numbered=False), chosen)


class CaseScreen(Article):
    """One case to read."""

    def __init__(self, vault: Vault, case: Case) -> None:
        super().__init__(vault, case.id)
        self._case = case

    def told(self) -> Visual:
        """Return the case whole, its sources last."""
        return Portrait([*_told(self._case), *sources_said(self._case.sources)])


def _told(of: Case) -> Iterator[Said]:
    yield Said(said.bare_id(of.id), Content.styled(of.title, "bold"))
    yield Said("", line(said.case_where(of.id)))
    for label, text in (
        (_("The story"), of.story),
        (_("Could be known before"), "\n".join(f"- {each}" for each in of.known_before)),
        (_("What helped"), of.helped),
        (_("What might have helped"), of.might_have_helped),
        (_("How it ended"), of.outcome),
        (_("Where sources disagree"), of.contradictions),
        (_("What happened"), "; ".join(map(said.mechanism, of.mechanisms))),
        (_("What decided it"), said.mechanism(of.decisive)),
        (_("Pursued by"), said.states(of.home)),
        (_("Where"), f"{said.states(of.host)}; {', '.join(map(said.place, of.places))}"),
        (_("Who"), ", ".join(map(said.who, of.who))),
        (_("How well documented"), said.confidence(of.confidence)),
        (_("Reviewed"), day(of.reviewed)),
    ):
        if text:
            yield Said(label, prose(text))
