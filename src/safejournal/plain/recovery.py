"""The ways into the journal, in the line mode: passphrase, recovery phrase, recovery sheets.

Each act is done aside (`aside.py`), so that no secret enters this process.
"""

from __future__ import annotations

from safejournal.i18n import _
from safejournal.plain.aside import KEY_ANSWER, aside
from safejournal.plain.desk import Act, Desk
from safejournal.services import recovery, slots, ways_back
from safejournal.services.ways_in import list_ways_in
from safejournal.wording import recovery as wording
from safejournal.wording.ways_back import left_behind
from safejournal.wording.ways_in import way_in

CHANGE = "safejournal.plain.ways_in:change_passphrase"
NEW_RECOVERY = "safejournal.plain.ways_in:new_recovery"
SPLIT = "safejournal.plain.sheets:split"
JOIN = "safejournal.plain.sheets:join"
REHEARSE = "safejournal.plain.sheets:rehearse"
ADD = "safejournal.plain.slots:add"
REKEY = "safejournal.plain.slots:rekey"
TRY = "safejournal.plain.ways_in:try_way_in"

_SLOT = 128


def ways_in(desk: Desk) -> None:
    """Say what opens the journal, and offer to change it."""
    for way in list_ways_in(desk.vault):
        desk.talk.say(f"- {way_in(way)}")
    desk.talk.say(wording.told(recovery.sheets_of(desk.vault)))
    acts: list[tuple[str, Act]] = [
        (_("Change the passphrase"), change_passphrase),
        (_("Make a new recovery phrase"), new_recovery),
        (_("Make recovery sheets for others to keep"), split),
        (_("Rehearse: try recovery sheets"), rehearse),
        (_("Choose a new passphrase with recovery sheets"), join),
        (_("Add another passphrase"), add),
        (_("Take a way in away"), revoke),
        (_("Give the journal a new key"), rekey),
    ]
    names = [name for name, _act in acts]
    chosen = desk.talk.choose(_("Number, or Enter to go back: "), names)
    if chosen is not None:
        acts[chosen][1](desk)


def change_passphrase(desk: Desk) -> None:
    """Let the passphrase be changed."""
    if aside(desk, CHANGE) is None:
        desk.talk.say(_("The passphrase is as it was."))
        return
    desk.talk.say(_("The passphrase is changed."))
    desk.talk.say(_("The old one still opens every older copy of the vault, such as a backup."))


def new_recovery(desk: Desk) -> None:
    """Let a new recovery phrase be made."""
    if aside(desk, NEW_RECOVERY) is None:
        desk.talk.say(_("Nothing was changed."))
        return
    desk.talk.say(
        _("The recovery phrase is new. The old one opens only older copies of the vault.")
    )
    desk.talk.say(_("Recovery sheets that were made before open nothing any more."))


def split(desk: Desk) -> None:
    """Let recovery sheets be made, shown or written into a folder."""
    of = _number(desk, _("How many sheets, 2 to 16: "), 2, recovery.MOST_SHEETS)
    need = of and _number(desk, _("How many of them open, from 2: "), 2, of)
    if not of or not need:
        return
    desk.talk.say(wording.about_splitting(need=need, of=of))
    folder = desk.talk.ask(_("A folder for files to print, or Enter to copy them by hand: "))
    named = bool(folder) and desk.talk.ask_yes(_("Shall they say what they open?"))
    made = aside(desk, SPLIT, need=need, of=of, folder=folder or None, form="html", named=named)
    if made is None:
        desk.talk.say(_("Nothing was changed."))
        return
    slot = bytes(made[KEY_ANSWER : KEY_ANSWER + _SLOT])
    sheets = recovery.keep_sheets(desk.vault, slot, need=need, of=of)
    desk.talk.say(wording.in_force(sheets))
    if folder:
        desk.talk.say(wording.after_printing())


def rehearse(desk: Desk) -> None:
    """Let recovery sheets be tried, and note the day."""
    if aside(desk, REHEARSE) is None:
        desk.talk.say(_("Nothing was changed."))
        return
    desk.talk.say(wording.rehearsed(recovery.note_rehearsal(desk.vault)))


def join(desk: Desk) -> None:
    """Let a new passphrase be chosen with recovery sheets."""
    made = aside(desk, JOIN)
    if made is None:
        desk.talk.say(_("The passphrase is as it was."))
        return
    slot = bytes(made[KEY_ANSWER:])
    recovery.keep_passphrase(desk.vault, slot, with_keyfile=desk.keyfile is not None)
    desk.talk.say_all(wording.joined())


def add(desk: Desk) -> None:
    """Let another passphrase be added, with a keyfile if one is named."""
    keyfile = desk.talk.ask(_("A keyfile for it (made if it is not there), or Enter for none: "))
    made = aside(desk, ADD, new_keyfile=keyfile or None)
    if made is None:
        desk.talk.say(_("Nothing was changed."))
    else:
        desk.talk.say(_("Slot {n} opens the vault too.").format(n=made[KEY_ANSWER]))


def revoke(desk: Desk) -> None:
    """Take a way in away, but not the one that is typed now."""
    typed = desk.talk.ask(_("Number of the slot to take away, or Enter: "))
    if not typed.isdecimal():
        return
    desk.talk.say(_("First show another way in that opens: it stays."))
    opened = aside(desk, TRY)
    if opened is not None:
        gone = slots.revoke(desk.vault, int(typed), opened[0])
        desk.talk.say(_("It opens the vault no more: {way}").format(way=way_in(gone)))


def rekey(desk: Desk) -> None:
    """Write everything anew under a new key."""
    question = _("Write everything anew under a new key? Recovery sheets and further ways in end.")
    if desk.talk.ask_yes(question) and aside(desk, REKEY) is not None:
        desk.talk.say(_("Everything is written anew under a new key."))
        desk.talk.say_all(left_behind(ways_back.ways_back(desk.vault)))


def _number(desk: Desk, question: str, least: int, most: int) -> int:
    """Ask for a number; 0 for none."""
    while typed := desk.talk.ask(question):
        if typed.isdecimal() and least <= int(typed) <= most:
            return int(typed)
        desk.talk.say(_("A number from {n} to {m}.").format(n=least, m=most))
    return 0
