"""What a person reads of what others sent: who made it, what to beware of, how it stands here.

The sentences are the same on every screen, since whoever learns one must know it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from safejournal.i18n import _, later
from safejournal.services.inbox import Mark, Standing
from safejournal.services.sharing import Proof, Purpose

_MARKS = {
    Mark.KEY_CHANGED: (
        later("KEY CHANGED"),
        later(
            "ALARM: this contact's key is not the one that counts. Do nothing that it asks before"
            " you have spoken to them by a way that you trust."
        ),
    ),
    Mark.AT_ONCE: (
        later("STEPS NOW"),
        later(
            "NOW: it asks for its steps at once. Do not call or write back to them. Waiting for"
            " others (“silence”) leads through the steps."
        ),
    ),
    Mark.FORWARDED: (
        later("forwarded"),
        later("It was sealed for others and not for you: somebody passed it on."),
    ),
    Mark.SENDER_NOT_SHOWN: (
        later("sender not shown"),
        later("Nothing in it shows who made it."),
    ),
    Mark.SENDER_UNKNOWN: (
        later("unknown key"),
        later("The key that made it belongs to none of your contacts."),
    ),
    Mark.NEVER_COMPARED: (
        later("unverified key"),
        later("Nobody has compared the words of this key: somebody else may have made it."),
    ),
    Mark.REPLAYED: (
        later("replayed"),
        later("This very bundle has come before: it says nothing new."),
    ),
    Mark.OLDER_BUNDLE: (
        later("older"),
        later("Its sender has sent a later one, which you have: that one counts."),
    ),
    Mark.OTHERS_WORDS: (
        later("records of others"),
        later("It carries records that its sender did not write."),
    ),
    Mark.OWN: (
        later("your own"),
        later("This journal made it itself."),
    ),
}
"""In the order in which they are told: what changes most comes first."""

ALARMS = frozenset({Mark.KEY_CHANGED})
"""What must be settled with the contact before anything else."""

LOUD = ALARMS | {Mark.AT_ONCE}
"""What must be noticed at once, also by somebody who was woken at night."""

_PRACTICE = (later("practice"), later("Practice: everything in it is invented."))

_STANDINGS = {
    Standing.NEW: (later("new"), later("nothing of this record is here yet")),
    Standing.NEWER: (later("newer"), later("it replaces what is here")),
    Standing.UNCHANGED: (later("unchanged"), later("all that it says is here already")),
    Standing.OTHER_PART: (
        later("other part"),
        later("other fields of the version that is here"),
    ),
    Standing.OLDER: (later("older"), later("what is here replaces it")),
    Standing.CONFLICTING: (
        later("conflicting"),
        later("it says otherwise than what is here, and nothing shows which came first"),
    ),
}
_PURPOSES = {
    Purpose.CARD: later("Check-in card"),
    Purpose.EMERGENCY: later("Emergency bundle"),
    Purpose.EVIDENCE: later("Evidence"),
    Purpose.RECEIPT: later("Receipt"),
}
_PROOFS = {
    Proof.SIGNATURE: later("Signed: anybody can check which key made it."),
    Proof.CODE: later("Its sender is shown to its readers alone; it proves nothing to others."),
    Proof.NONE: later("It bears no signature and no code."),
}


_PROOFS_SHORT = {
    Proof.SIGNATURE: later("signed"),
    Proof.CODE: later("unsigned, for its readers"),
    Proof.NONE: later("no proof"),
}


def mark(of: Mark) -> str:
    """Return what a person must know of a bundle, as a sentence."""
    return _(_MARKS[of][1])


def mark_short(of: Mark) -> str:
    """Return it in a word or two, for a list."""
    return _(_MARKS[of][0])


def in_order(found: Iterable[Mark]) -> list[Mark]:
    """Return marks in the order in which they are told: what changes most comes first."""
    there = frozenset(found)
    return [each for each in _MARKS if each in there]


def marks(found: Iterable[Mark], *, practice: bool = False) -> list[str]:
    """Return the sentences to show above a bundle, before anything that is in it."""
    return [*([_(_PRACTICE[1])] if practice else []), *map(mark, in_order(found))]


def marks_short(found: Iterable[Mark], *, practice: bool = False) -> str:
    """Return all of them in one line of a list; "" if there is nothing to beware of."""
    told = [*([_(_PRACTICE[0])] if practice else []), *map(mark_short, in_order(found))]
    return ", ".join(told)


def receipt_known() -> str:
    """Return that a receipt tells nothing that an earlier one did not tell."""
    return _("This receipt was taken in before, or one that said as much: it says nothing new.")


def standing(of: Standing) -> str:
    """Return how a foreign record stands to what is here, in a word."""
    return _(_STANDINGS[of][0])


def standing_about(of: Standing) -> str:
    """Return what that means."""
    return _(_STANDINGS[of][1])


def purpose(of: Purpose) -> str:
    """Return what sort of bundle it is."""
    return _(_PURPOSES[of])


def proof(of: Proof) -> str:
    """Return what shows who made a bundle that came."""
    return _(_PROOFS[of])


def proof_short(of: Proof) -> str:
    """Return it in a few words, for a list."""
    return _(_PROOFS_SHORT[of])
