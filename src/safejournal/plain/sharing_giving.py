"""Sending in the line mode: to whom, how much, what; said field by field; then written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol

from safejournal.domain.records import Contact
from safejournal.domain.versions import Record
from safejournal.domain.words import ContactRole, Kind
from safejournal.i18n import _, language
from safejournal.plain.desk import Desk
from safejournal.plain.several import ask_new_file, choose_several
from safejournal.plain.sharing_keys import MOST, contact_line
from safejournal.services import choosing, identity, journal, search, sharing
from safejournal.services import sent as given
from safejournal.services.correspondents import key_of
from safejournal.services.sharing import (
    LEAVING,
    Choice,
    Cut,
    FileSeen,
    Form,
    Leaf,
    Preview,
    Tier,
    Why,
)
from safejournal.wording.correspondents import key_state
from safejournal.wording.names import shown_name
from safejournal.wording.preview import by_choice, file_lines, names_in, preview_lines
from safejournal.wording.rows import marked_name, row
from safejournal.wording.sent import sent_lines
from safejournal.wording.sharing import leaf_line, leaf_text, tier, tier_about, where
from safejournal.wording.telling import Told

LISTED = 40
"""Records that are offered at a time: words narrow them."""

KINDS: dict[Tier, tuple[Kind, ...]] = {
    Tier.CARD: (Kind.TRIP,),
    Tier.EMERGENCY: (Kind.TRIP, Kind.CONTACT, Kind.DOCUMENT, Kind.LEGAL),
    Tier.EVIDENCE: (),
}
"""Of what the table of the tiers lets anything leave; () for every kind."""


def sent(desk: Desk) -> None:
    """Say who was given what, since when, and what came back."""
    found = given.sent(desk.vault)
    if not found:
        desk.talk.say(_("Nothing was given to anybody yet."))
    for each in found:
        ids = [reader.contact for reader in each.readers if reader.contact]
        ids += [record.record for record in each.records]
        known = journal.show_all(desk.vault, ids)
        names = {one: marked_name(record, desk.vault) for one, record in known.items()}
        desk.talk.say_all(sent_lines(each, names, desk.vault.clock()))


def give(desk: Desk, records: tuple[str, ...] = ()) -> None:
    """Ask one thing after the other; Enter goes back, and nothing is written before the end.

    `records` are marked already; of those, what the tier lets nothing leave of is left out.
    """
    choice = ask_readers(desk)
    if choice is None:
        return
    choice = replace(choice, records=records)
    by_words = not choice.contacts and not choice.recipients
    choice = _how_much(desk, choice)
    choice = ask_what(desk, choice) if choice else None
    seen = decide(desk, choice, Bundle(desk)) if choice else None
    if seen is not None:
        _write(desk, seen, by_words=by_words)


def ask_readers(desk: Desk) -> Choice | None:
    """Ask who will read it; None to go back."""
    wanted = journal.Filter(kinds=(Kind.CONTACT,))
    contacts = journal.browse(desk.vault, wanted, limit=MOST)
    lines = [contact_line(desk, each) for each in contacts]
    lines += [_("Another key, of somebody who is no contact")]
    lines += [_("Nobody's key: six words, told by voice (the last resort)")]
    places = choose_several(desk.talk, _("To whom? Numbers, or Enter to go back: "), lines)
    if not places:
        return None
    if len(contacts) + 1 in places:
        return Choice(language=language())
    recipients = _bare(desk) if len(contacts) in places else ()
    chosen = [contacts[place] for place in places if place < len(contacts)]
    to = tuple(each.id for each in chosen if _may_read(desk, each))
    if not to and not recipients:
        return None
    return Choice(contacts=to, recipients=recipients, language=language())


def _bare(desk: Desk) -> tuple[str, ...]:
    typed = desk.talk.ask(_("Their age recipient (age1…), Enter for none: "))
    return (identity.read_key(typed).age_recipient,) if typed else ()


def _may_read(desk: Desk, contact: Record) -> bool:
    """Tell whether a contact can read anything, and shall."""
    key = key_of(desk.vault, contact.id)
    if key is None or key.disagrees:
        desk.talk.say(f"{shown_name(contact)}: {key_state(key)}")
        return False
    if isinstance(contact.content, Contact) and contact.content.never_contact:
        desk.talk.say(_("This contact is marked as never to be contacted."))
        return desk.talk.ask_yes(_("Send to them all the same?"))
    return True


def _how_much(desk: Desk, choice: Choice) -> Choice | None:
    tiers = list(Tier)
    lines = [f"{tier(each)}: {tier_about(each)}" for each in tiers]
    place = desk.talk.choose(_("How much? Number, or Enter to go back: "), lines)
    return None if place is None else replace(choice, tier=tiers[place])


def ask_what(desk: Desk, choice: Choice) -> Choice | None:
    """Ask which records. Of a card, Enter takes the one trip that lies ahead."""
    kinds = KINDS[choice.tier]
    marked = journal.show_all(desk.vault, list(choice.records))
    records = {one: each for one, each in marked.items() if not kinds or each.kind in kinds}
    everything = False
    while True:
        words = _ask_words(desk, choice, records)
        if words == "*":
            everything = True
        elif words:
            found = _found(desk, choice, "" if words == "." else words)
            lines = [f"{_confidential(each)}{row(each, desk.vault)}" for each in found]
            question = _("Which? Numbers, or Enter for none of these: ")
            for place in choose_several(desk.talk, question, lines):
                if _may_leave(desk, found[place]):
                    records[found[place].id] = found[place]
        if not words or everything or choice.tier is Tier.CARD:
            break
    if not records and not everything:
        if choice.tier is Tier.EVIDENCE:
            return None
        trip = _trip_ahead(desk)
        if trip is None:
            return None
        records[trip.id] = trip
    return replace(choice, records=tuple(records), everything=everything)


def _trip_ahead(desk: Desk) -> Record | None:
    """Return the one trip that lies ahead; where it is not one, ask which trip; None to go back."""
    ahead = choosing.trips_ahead(desk.vault)
    if len(ahead) == 1:
        trip = ahead[0]
    else:
        desk.talk.say(_("There is not exactly one trip with check-ins ahead."))
        trips = ahead or journal.browse(desk.vault, journal.Filter(kinds=(Kind.TRIP,)), limit=MOST)
        place = desk.talk.choose(_("Which trip? Number, or Enter to go back: "), map(row, trips))
        if place is None:
            return None
        trip = trips[place]
    return trip if _may_leave(desk, trip) else None


def _ask_words(desk: Desk, choice: Choice, records: dict[str, Record]) -> str:
    if records:
        desk.talk.say(_("{n} marked. Enter goes on with them.").format(n=len(records)))
    elif choice.tier is not Tier.EVIDENCE:
        desk.talk.say(_("Enter takes the one trip that lies ahead."))
    if choice.tier is not Tier.CARD:
        desk.talk.say(_("* is all that this tier allows, but for what is confidential."))
    return desk.talk.ask(_("Words of a record, a full stop for the latest ones, or Enter: "))


def _found(desk: Desk, choice: Choice, words: str) -> list[Record]:
    kinds = KINDS[choice.tier]
    if words:
        found = [hit.record for hit in search.find(desk.vault, words, kinds=kinds, limit=LISTED)]
    else:
        found = journal.browse(desk.vault, journal.Filter(kinds=kinds), limit=LISTED)
    return [each for each in found if _may_hold(choice.tier, each)]


def _may_hold(of: Tier, record: Record) -> bool:
    content = record.content
    if of is Tier.EVIDENCE or not isinstance(content, Contact):
        return content is not None
    return ContactRole.LAWYER in content.roles


def _confidential(record: Record) -> str:
    held = record.content is not None and record.content.confidential
    return f"{_('CONFIDENTIAL')} " if held else ""


def _may_leave(desk: Desk, record: Record) -> bool:
    if not _confidential(record):
        return True
    question = _("“{name}” is confidential. Shall it leave this once?")
    return desk.talk.ask_yes(question.format(name=shown_name(record)))


class Going(Protocol):
    """Something that is about to leave, and how it is seen before."""

    def look(self, choice: Choice, before: Preview | None = None) -> Preview:
        """Return what would leave by a choice."""

    def lines(self, seen: Preview) -> Iterable[str]:
        """Return it as lines."""


class Bundle:
    """A sealed bundle."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def look(self, choice: Choice, before: Preview | None = None) -> Preview:
        """Return what would leave by a choice."""
        return sharing.preview(self._desk.vault, choice, before=before)

    def lines(self, seen: Preview) -> Iterable[str]:
        """Return it as lines."""
        vault = self._desk.vault
        return preview_lines(vault, seen, sharing.readers(vault, seen.choice), by_choice)


def decide(desk: Desk, choice: Choice, going: Going) -> Preview | None:
    """Say exactly what would leave and what stays; let fields be turned until the person agrees."""
    seen = going.look(choice)
    acts: list[tuple[str, Callable[[Desk, Preview], Choice]]] = [
        (_("Keep a field back, or let it leave"), _turn),
        (_("Leave other people's names in a text, or put them out of sight"), _as_written),
        (_("Let somebody go by name, or no more"), _by_name),
        (_("Decide on a file"), _file),
        (_("Pages in the other language"), _language),
    ]
    names = [_("Write it"), *(name for name, _act in acts)]
    desk.talk.say()
    desk.talk.say_all(going.lines(seen))
    while (chosen := desk.talk.choose(_("Number, or Enter to write nothing: "), names)) is not None:
        if chosen == 0:
            if seen.leaving:
                return seen
            desk.talk.say(_("Nothing leaves yet: nothing would be written."))
            continue
        changed = acts[chosen - 1][1](desk, seen)
        if changed != seen.choice:
            seen = going.look(changed, seen)
            desk.talk.say_all(going.lines(seen))
    return None


def _choose_leaf(desk: Desk, seen: Preview, *, names: bool) -> tuple[Cut, Leaf] | None:
    """Let a field be chosen that a decision can turn: one with names in it, or any other."""
    found = [
        (cut, leaf)
        for cut in seen.cuts
        for leaf in cut.leaves
        if (_has_names(seen.choice, cut, leaf) if names else _turns(seen.choice, cut, leaf))
    ]
    called = names_in(desk.vault, seen, sharing.readers(desk.vault, seen.choice))
    lines = [
        f"{called.get(cut.given.id, '')}: {leaf_line(cut.given.kind, leaf, called)}"
        for cut, leaf in found
    ]
    if not lines:
        desk.talk.say(_("There is no such field."))
        return None
    place = desk.talk.choose(_("Which field? Number, or Enter to go back: "), lines)
    return None if place is None else found[place]


def _has_names(choice: Choice, cut: Cut, leaf: Leaf) -> bool:
    return leaf.why is Why.REPLACED or (cut.given.id, leaf.path) in choice.as_written


def _turns(choice: Choice, cut: Cut, leaf: Leaf) -> bool:
    back = (cut.given.id, leaf.path) in choice.kept_back
    return leaf.why in LEAVING or leaf.why is Why.NOT_NAMED or back


def _turn(desk: Desk, seen: Preview) -> Choice:
    found, choice = _choose_leaf(desk, seen, names=False), seen.choice
    if found is None:
        return choice
    cut, leaf = found
    spot = frozenset({(cut.given.id, leaf.path)})
    if leaf.why in (Why.NOT_NAMED, Why.NAMED):
        return replace(choice, named=choice.named ^ spot)
    return replace(choice, kept_back=choice.kept_back ^ spot)


def _as_written(desk: Desk, seen: Preview) -> Choice:
    found, choice = _choose_leaf(desk, seen, names=True), seen.choice
    if found is None:
        return choice
    cut, leaf = found
    names = names_in(desk.vault, seen, sharing.readers(desk.vault, choice))
    desk.talk.say(f"{where(leaf.path)}:")
    desk.talk.say(leaf_text(cut.given.kind, leaf, names))
    spot = frozenset({(cut.given.id, leaf.path)})
    return replace(choice, as_written=choice.as_written ^ spot)


def _by_name(desk: Desk, seen: Preview) -> Choice:
    wanted = journal.Filter(kinds=(Kind.CONTACT,))
    contacts = journal.browse(desk.vault, wanted, limit=MOST)
    names = map(shown_name, contacts)
    place = desk.talk.choose(_("Who? Number, or Enter to go back: "), names)
    if place is None:
        return seen.choice
    return replace(seen.choice, people=seen.choice.people ^ {contacts[place].id})


def _file(desk: Desk, seen: Preview) -> Choice:
    choice = seen.choice
    if not seen.files:
        desk.talk.say(_("No file leaves with it."))
        return choice
    lines = ["\n".join(file_lines(each)) for each in seen.files]
    place = desk.talk.choose(_("Which file? Number, or Enter to go back: "), lines)
    if place is None:
        return choice
    ways = [_("The original leaves, with all that it holds"), _("It stays")]
    ways.append(_("A cleaned copy leaves, where one can be made"))
    how = desk.talk.choose(_("Number, or Enter to leave it so: "), ways)
    if how is None:
        return choice
    return _with_file(desk, choice, seen.files[place], how)


def _with_file(desk: Desk, choice: Choice, file: FileSeen, how: int) -> Choice:
    one = frozenset({file.attachment.id})
    if how == 1:
        content = journal.show(desk.vault, file.record).content
        ids = [each.id for each in content.attachments] if content else []
        path = f"attachments[{ids.index(file.attachment.id)}]"
        return replace(choice, kept_back=choice.kept_back | {(file.record, path)})
    if how == 0 and file.form is not Form.ORIGINAL:
        return replace(choice, originals=choice.originals | one)
    return replace(choice, originals=choice.originals - one) if how != 0 else choice


def _language(desk: Desk, seen: Preview) -> Choice:
    del desk
    return replace(seen.choice, language="en" if seen.choice.language == "ru" else "ru")


def _write(desk: Desk, seen: Preview, *, by_words: bool) -> None:
    choice, told = seen.choice, Told(seen.choice.language)
    if not by_words and not confirmed(desk, choice):
        return
    warning = _("It is sealed: only its readers can open it. Its name tells nothing.")
    target = ask_new_file(desk.talk, sharing.neutral_name(), warning)
    if target is None:
        return
    if by_words:
        made = sharing.export_by_passphrase(desk.vault, choice, target, told)
        desk.talk.say(
            _("Tell these six words by voice; they are shown this once and kept nowhere:")
        )
        desk.talk.say(made.passphrase)
        desk.talk.say(_("Whoever opens it needs {n} MiB of free memory.").format(n=made.memory_mib))
    else:
        sharing.export(desk.vault, choice, target, told, confirmed=True)
    desk.talk.say(_("Written: {place}").format(place=target))
    desk.talk.say(_("Ask for the receipt: until it comes, you do not know that it arrived."))


def confirmed(desk: Desk, choice: Choice) -> bool:
    """Ask about each reader whose key nobody vouches for."""
    for each in sharing.readers(desk.vault, choice):
        if each.key is not None and (each.key.compared or each.key.made_here):
            continue
        name = each.recipient
        if each.contact is not None:
            name = shown_name(journal.show(desk.vault, each.contact))
        desk.talk.say(f"{name}: {key_state(each.key)}")
        desk.talk.say(_("Somebody else may have sent you this key in their name."))
        if not desk.talk.ask_yes(_("Seal it to this key all the same?")):
            return False
    return True
