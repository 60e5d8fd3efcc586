"""Sharing in the line mode: what came, what goes out, and the keys that both need."""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.plain import dossier, paper, sharing_giving, sharing_inbox, sharing_keys
from safejournal.plain.desk import Act, Desk
from safejournal.services import waiting
from safejournal.wording.waiting import waiting_line


def sharing(desk: Desk) -> None:
    """Offer what there is, until the person goes back."""
    acts: list[tuple[str, Act]] = [
        (_("Inbox"), sharing_inbox.inbox),
        (_("Look at a file, and keep nothing of it"), sharing_inbox.look),
        (_("Receive a file into the inbox"), sharing_inbox.receive),
        (_("Accepted records of others"), sharing_inbox.accepted),
        (_("Send something to somebody"), sharing_giving.give),
        (_("Sent: who was given what"), sharing_giving.sent),
        (_("My keys and eight words"), sharing_keys.own),
        (_("Keys of a contact"), sharing_keys.of_contact),
        (_("A card or an emergency sheet on paper"), paper.put_on_paper),
        (_("A dossier: chosen records as a chronology"), dossier.make_dossier),
    ]
    while True:
        desk.talk.say()
        if told := waiting_line(waiting.undecided(desk.vault)):
            desk.talk.say(told)
        chosen = desk.talk.choose(_("Number, or Enter to go back: "), [name for name, _act in acts])
        if chosen is None:
            return
        acts[chosen][1](desk)
