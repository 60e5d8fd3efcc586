"""What a person reads before something leaves: tiers, each field with its reason, files, readers.

The app, the line mode and the command line show the same sentences; none of them has its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from safejournal.domain.forms import FORMS
from safejournal.domain.words import Kind
from safejournal.i18n import _, later
from safejournal.services.looking import Sort
from safejournal.services.sharing import LEAVING, FileSeen, Form, Leaf, Proof, Tier, Trace, Why
from safejournal.wording.amounts import short, size
from safejournal.wording.changes import field_at
from safejournal.wording.fields import label
from safejournal.wording.portrait import MASK, said

_TIERS = {
    Tier.CARD: later("Card"),
    Tier.EMERGENCY: later("Emergency"),
    Tier.EVIDENCE: later("Evidence"),
}
_TIERS_ABOUT = {
    Tier.CARD: later("check-in times and steps of one trip; harmless in anybody's hands"),
    Tier.EMERGENCY: later("to be opened only if you are silent: also the way, lawyers, papers"),
    Tier.EVIDENCE: later("chosen records for a lawyer; signed, so that others can check it"),
}
_WHY = {
    Why.ALLOWED: later("leaves"),
    Why.NAMED: later("leaves: you named it"),
    Why.REPLACED: later("leaves with other people's names put out of sight"),
    Why.NEVER: later("stays: this never leaves"),
    Why.TIER: later("stays: this tier does not hold it"),
    Why.KEPT_BACK: later("stays: you kept it back"),
    Why.OVER: later("stays: it is done"),
    Why.NOT_NAMED: later("stays unless you name it"),
    Why.SOMEBODY_ELSE: later("stays: it tells of somebody who was not chosen to go by name"),
    Why.FOR_ANOTHER: later("stays: it was meant for another contact"),
    Why.CHANNEL: later("stays: this channel is not for such a time"),
    Why.RECORD_STAYS: later("stays: it points to a record that stays"),
    Why.FILE_STAYS: later("stays: the original of the file stays"),
    Why.CONFIDENTIAL: later("stays: the record is confidential and was not named"),
    Why.INCOMPLETE: later("stays: what it belongs to stays"),
}
_PROOFS = {
    Proof.SIGNATURE: later(
        "It is signed: anybody can check that you made it. That is evidence against you too."
    ),
    Proof.CODE: later(
        "Only its reader can check that you made it; it proves nothing to anybody else."
    ),
    Proof.NONE: later("Nothing in it shows who made it."),
}
_SORTS = {
    Sort.PLACE: later("place"),
    Sort.TIME: later("time"),
    Sort.DEVICE: later("device"),
    Sort.AUTHOR: later("author"),
    Sort.SOFTWARE: later("program"),
    Sort.COMMENT: later("comment"),
    Sort.THUMBNAIL: later("a small picture inside, perhaps of what was cut away"),
    Sort.BEHIND: later("bytes behind the end, which no viewer shows"),
    Sort.MORE: later("a file of this kind may hold more than was found"),
    Sort.UNREAD: later("nobody could look into it"),
}
_FORMS = {
    Form.ORIGINAL: later("the original leaves, with all that it holds"),
    Form.CLEANED: later("a cleaned copy leaves: what the file shows and nothing else"),
    None: later("it stays: no cleaned copy can be made; its original leaves only if chosen"),
}
_MORE_LABELS = {
    "attachments.id": later("Id of a file"),
    "attachments.name": later("Name of a file"),
    "attachments.size": later("Size of a file"),
    "attachments.sha256": later("Digest of a file"),
    "attachments.taken_in": later("When a file was taken in"),
    "plan.format": later("Format of the plan"),
}
"""Of what no form asks for, and yet has a path in the record's JSON."""

_PLACE = re.compile(r"\[(\d+)\]")


def tier(of: Tier) -> str:
    """Return what a tier is called."""
    return _(_TIERS[of])


def tier_about(of: Tier) -> str:
    """Return what a tier holds, in a few words."""
    return _(_TIERS_ABOUT[of])


def why(of: Why) -> str:
    """Return why a field leaves or stays."""
    return _(_WHY[of])


def proof(of: Proof) -> str:
    """Return what a bundle that is to leave would show of who made it."""
    return _(_PROOFS[of])


def where(path: str) -> str:
    """Return the field at a path with its places in lists: `People involved 2, Part they had`."""
    said_so_far, names, told = [], "", []
    for step in path.split("."):
        name, _bracket, _rest = step.partition("[")
        names = f"{names}.{name}" if names else name
        told.append(names)
        if places := _PLACE.findall(step):
            said_so_far.append(f"{_label(told)} {int(places[-1]) + 1}")
            told = []
    return ", ".join([*said_so_far, *([_label(told)] if told else [])])


def _label(paths: list[str]) -> str:
    """Return the name of the innermost of these that has one."""
    for path in reversed(paths):
        if path in _MORE_LABELS:
            return _(_MORE_LABELS[path])
        try:
            return label(path)
        except KeyError:
            continue
    return paths[-1]


def leaf_text(kind: Kind, leaf: Leaf, names: Mapping[str, str]) -> str:
    """Return what leaves of a field, or what stays of it: masked, where it is a secret.

    `names` gives a record's name by its id. It holds a person's words: `visible` comes after.
    """
    path = [step for step in _PLACE.sub("", leaf.path).split(".") if step]
    field, masked = field_at(FORMS[kind], path)
    leaves = leaf.why in LEAVING
    value = leaf.leaving if leaves else leaf.value
    if masked and not leaves:
        return MASK
    if isinstance(value, str) and value in names:
        return f"{short(value)} {names[value]}"
    return said(field, value) if field is not None else str(value)


def leaf_line(kind: Kind, leaf: Leaf, names: Mapping[str, str]) -> str:
    """Return a field in one line: where, what (cut short for what stays), and why."""
    text = " ".join(leaf_text(kind, leaf, names).split())
    if leaf.why is Why.ALLOWED:
        return f"{where(leaf.path)}: {text}"
    if leaf.why in LEAVING:
        return f"{where(leaf.path)}: {text} ({why(leaf.why)})"
    return f"{where(leaf.path)}: {why(leaf.why)} ({_beginning(text)})"


LONGEST_STAYING = 40
"""Characters of a text that stays: enough to know it again."""


def _beginning(text: str) -> str:
    return text if len(text) <= LONGEST_STAYING else f"{text[:LONGEST_STAYING].rstrip()}…"


def trace(of: Trace) -> str:
    """Return one thing that a file tells besides what it shows."""
    return f"{_(_SORTS[of.sort])}: {of.text}" if of.text else _(_SORTS[of.sort])


def form(of: Form | None) -> str:
    """Return in which form a file leaves, or that it stays."""
    return _(_FORMS[of])


def file_line(seen: FileSeen) -> str:
    """Return a file with its size, and in which form it leaves."""
    name, amount = seen.attachment.name, size(seen.attachment.size)
    return f"{short(seen.attachment.id)}  {name} ({amount}): {form(seen.form)}"
