"""Several records of a list at once, and filters that were kept, in the line mode."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.i18n import _
from safejournal.plain.desk import Desk
from safejournal.plain.several import choose_several
from safejournal.services import filters, journal, search, several
from safejournal.services.filters import Kept
from safejournal.wording.fields import label
from safejournal.wording.filters import changed, filter_about
from safejournal.wording.kinds import kinds
from safejournal.wording.rows import row

LISTED = 40
"""Records that are offered at a time: words or a filter narrow them."""

Act = Callable[[Desk, Sequence[str]], None]


def several_at_once(desk: Desk) -> None:
    """Ask which records, by words that find them, and what to do with all of them."""
    found = _found(desk)
    lines = [row(each, desk.vault) for each in found]
    places = choose_several(desk.talk, _("Which? Numbers, or Enter for none of these: "), lines)
    if not places:
        return
    acts: tuple[tuple[str, Act], ...] = (
        (_("Add a tag"), _add_tag),
        (_("Take a tag off"), _take_tag),
        (_("Link with a record"), _link),
        (_("Send"), _give),
    )
    names = [name for name, _act in acts]
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
    if chosen is not None:
        acts[chosen][1](desk, [found[place].id for place in places])


def _found(desk: Desk) -> list[Record]:
    words = desk.talk.ask(_("Words that find them, or Enter for the latest: "))
    if not words:
        return journal.browse(desk.vault, limit=LISTED)
    return [hit.record for hit in search.find(desk.vault, words, limit=LISTED)]


def _add_tag(desk: Desk, records: Sequence[str]) -> None:
    if tag := desk.talk.ask(_("Which tag?") + " "):
        desk.talk.say(changed(several.add_tag(desk.vault, records, tag)))


def _take_tag(desk: Desk, records: Sequence[str]) -> None:
    tags = several.tags_of(desk.vault, records)
    if not tags:
        desk.talk.say(_("None of these records carries a tag."))
        return
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), tags)
    if chosen is not None:
        desk.talk.say(changed(several.take_tag(desk.vault, records, tags[chosen])))


def _link(desk: Desk, records: Sequence[str]) -> None:
    found = _found(desk)
    lines = [row(each, desk.vault) for each in found]
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), lines)
    if chosen is not None:
        meaning = desk.talk.ask(f"{label('links.as')}: ")
        done = several.link(desk.vault, records, found[chosen].id, meaning)
        desk.talk.say(changed(done))


def _give(desk: Desk, records: Sequence[str]) -> None:
    from safejournal.plain.sharing_giving import give  # loads what seals bundles

    give(desk, records=tuple(records))


def use_filters(desk: Desk) -> None:
    """Say the filters; use one, keep a new one or drop one."""
    found = filters.kept(desk.vault)
    lines = [f"{each.name}: {filter_about(each)}" for each in found]
    lines.append(_("Keep a new filter"))
    if found:
        lines.append(_("Drop a filter"))
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), lines)
    if chosen is None:
        return
    if chosen < len(found):
        _use(desk, found[chosen])
    elif chosen == len(found):
        _keep(desk)
    else:
        _drop(desk, found)


def _use(desk: Desk, kept: Kept) -> None:
    from safejournal.plain.listing import choose_from

    choose_from(desk, filters.records(desk.vault, kept, limit=LISTED))


def _keep(desk: Desk) -> None:
    name = desk.talk.ask(_("What is this filter called?") + " ")
    if not name:
        return
    kind = desk.talk.choose(
        _("Number of a kind, or Enter for all: "), [kinds(each) for each in Kind]
    )
    tag = desk.talk.ask(_("Only with this tag (Enter for all): ")) or None
    query = desk.talk.ask(_("Words that find them, or Enter for the latest: "))
    of = None if kind is None else list(Kind)[kind]
    filters.keep(desk.vault, Kept(name=name, query=query, kind=of, tag=tag))
    desk.talk.say(_("Kept."))


def _drop(desk: Desk, found: list[Kept]) -> None:
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), [each.name for each in found])
    if chosen is not None:
        filters.drop(desk.vault, found[chosen].name)
        desk.talk.say(_("Dropped."))
