"""What the kinds of record are called."""

from __future__ import annotations

from safejournal.domain.words import Kind
from safejournal.i18n import _, later

_ONE = {
    Kind.NOTE: later("Note"),
    Kind.INCIDENT: later("Incident"),
    Kind.THREAT: later("Threat"),
    Kind.CONTACT: later("Contact"),
    Kind.DOCUMENT: later("Document"),
    Kind.LEGAL: later("Legal matter"),
    Kind.TRIP: later("Trip"),
    Kind.CHECKIN: later("Check-in"),
    Kind.CHECKLIST_RUN: later("Checklist"),
}
_MANY = {
    Kind.NOTE: later("Notes"),
    Kind.INCIDENT: later("Incidents"),
    Kind.THREAT: later("Threats"),
    Kind.CONTACT: later("Contacts"),
    Kind.DOCUMENT: later("Documents"),
    Kind.LEGAL: later("Legal matters"),
    Kind.TRIP: later("Trips"),
    Kind.CHECKIN: later("Check-ins"),
    Kind.CHECKLIST_RUN: later("Checklists"),
}
_MEANT_FOR = {
    Kind.NOTE: later("anything worth keeping"),
    Kind.INCIDENT: later("something that happened: a call, a visit, a search, an attack"),
    Kind.THREAT: later("a threat, thought through in five steps"),
    Kind.CONTACT: later("a person or an office, and how to reach them"),
    Kind.DOCUMENT: later("a paper, when it runs out and where its copies are"),
    Kind.LEGAL: later("a case, a list, a notice, and when it was last looked up"),
    Kind.TRIP: later("a journey or a stay, with its check-ins"),
    Kind.CHECKIN: later("a check-in that was done"),
    Kind.CHECKLIST_RUN: later("a checklist being worked through"),
}


def kind(of: Kind) -> str:
    """Return what one record of this kind is called."""
    return _(_ONE[of])


def kinds(of: Kind) -> str:
    """Return what several records of this kind are called."""
    return _(_MANY[of])


def meant_for(of: Kind) -> str:
    """Return what such a record is for, in a few words."""
    return _(_MEANT_FOR[of])
