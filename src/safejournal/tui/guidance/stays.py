"""Days in a country: how many were used, how many are left, and the dated rule that says so."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from textual.content import Content
from textual.visual import Visual

from safejournal.i18n import _
from safejournal.services.guidance import Source
from safejournal.services.opening import Vault
from safejournal.services.stays import StayCount, StayRule, stay_counts
from safejournal.tui import acts
from safejournal.tui.guidance.article import Article
from safejournal.tui.guidance.why import sources_said
from safejournal.tui.portrait import Portrait, Said
from safejournal.tui.rows import Choice, Row
from safejournal.tui.text import MUTED, line, name
from safejournal.wording.amounts import days
from safejournal.wording.guidance import state
from safejournal.wording.packs import marked
from safejournal.wording.times import day


def counted(vault: Vault) -> list[StayCount]:
    """Return the counters of countries where days were spent, or would be too many."""
    return [each for each in stay_counts(vault) if each.used or each.exceeded_on is not None]


def stay_row(of: StayCount, cells: int) -> Row:
    """Return the line of a counter: how many days are left, and where."""
    style = "bold $warning" if of.rule is not None and not of.left else "$text"
    said = Content.assemble(state(of.country), (f"  {_used(of)}", MUTED))
    return Row(said, before=Content.styled(left(of), style), cells=cells)


def left(of: StayCount) -> str:
    """Return how many days are left, in few words. Without a rule nothing is said of any."""
    if of.left is None:
        return _("no rule known")
    return _("{days} left").format(days=days(of.left))


def _used(of: StayCount) -> str:
    if of.rule is None:
        return _("{days} within a year").format(days=days(of.used))
    return _("{used} of {days} used").format(used=of.used, days=days(of.rule.days))


class StayScreen(Article):
    """One counter: the days, the rule, and the trips that it counts."""

    def __init__(self, vault: Vault, of: StayCount) -> None:
        super().__init__(vault, state(of.country))
        self._of = of

    def told(self) -> Visual:
        """Return the count and the rule."""
        of = self._of
        said = [Said(_("Days left"), line(left(of)).stylize("bold"))]
        said.append(Said(_("Days counted"), line(_used(of))))
        if of.last_day is not None:
            said.append(Said(_("Last day"), line(_on(of.last_day))))
        if of.exceeded_on is not None:
            said.append(Said(_("Too long from"), line(_on(of.exceeded_on))))
        return Portrait([*said, *_rule(of.rule)])

    def ways(self) -> Iterable[Choice[object]]:
        """Yield the trips whose days are counted."""
        return (Choice(Row(line(name(each))), each.id) for each in self._of.trips)

    def follow(self, way: object) -> None:
        """Open a trip."""
        acts.open_record(self.shell, str(way))


def _rule(of: StayRule | None) -> list[Said]:
    if of is None:
        unknown = _("No rule is known here. That does not mean that there is none: ask there.")
        return [Said(_("Rule"), Content(unknown))]
    if of.per_days is None:
        said = _("{days} at one visit").format(days=days(of.days))
    else:
        said = _("{days} within any {per}").format(days=days(of.days), per=days(of.per_days))
    counted = _("Every day counts, those of arriving and leaving too. The officer there decides.")
    sources: tuple[Source, ...] = of.sources
    return [
        Said(_("Rule"), line(marked(said, of.maker))),
        Said(_("As of"), Content(of.dated)),
        Said("", Content(counted)),
        *sources_said(sources),
    ]


def _on(of: date) -> str:
    return day(of.isoformat())
