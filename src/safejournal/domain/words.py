"""The closed lists of words: what a record or a plan may say where it may not say anything else.

The words are those of the file formats, exact and stable; `wording` turns them into sentences.
"""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """The nine kinds of record."""

    NOTE = "note"
    INCIDENT = "incident"
    THREAT = "threat"
    CONTACT = "contact"
    DOCUMENT = "document"
    LEGAL = "legal"
    TRIP = "trip"
    CHECKIN = "checkin"
    CHECKLIST_RUN = "checklist_run"


class Category(StrEnum):
    """What sort of incident it was."""

    APPROACH = "approach"
    CALL_OR_MESSAGE = "call_or_message"
    SURVEILLANCE = "surveillance"
    VISIT_OR_SEARCH = "visit_or_search"
    DETENTION = "detention"
    ATTACK = "attack"
    ONLINE_ATTACK = "online_attack"
    PRESSURE_ON_RELATIVES = "pressure_on_relatives"
    CONSULAR = "consular"
    BORDER = "border"
    DOCUMENT_REFUSED = "document_refused"
    LEGAL_ACTION = "legal_action"
    PROPERTY_OR_BANK = "property_or_bank"
    SMEAR = "smear"
    OTHER = "other"


class Source(StrEnum):
    """How the person knows."""

    SAW_MYSELF = "saw_myself"
    TOLD_BY_WITNESS = "told_by_witness"
    DOCUMENT = "document"
    MEDIA = "media"
    RUMOUR = "rumour"


class Confidence(StrEnum):
    """How sure the person is."""

    SURE = "sure"
    LIKELY = "likely"
    DOUBTFUL = "doubtful"


class ContactRole(StrEnum):
    """What a contact is to the person."""

    LAWYER = "lawyer"
    SAFETY_CONTACT = "safety_contact"
    RELATIVE = "relative"
    HOST = "host"
    HELPER = "helper"
    JOURNALIST = "journalist"
    OFFICIAL = "official"
    ORGANISATION = "organisation"
    OTHER = "other"


class ChannelUse(StrEnum):
    """When a channel to a contact may be used."""

    WHEN_SAFE = "when_safe"
    EMERGENCY = "emergency"
    NEVER = "never"


class CheckinWord(StrEnum):
    """Which of the two agreed words came. Both look alike on the screen."""

    ALL_WELL = "all_well"
    UNDER_DURESS = "under_duress"


class ItemState(StrEnum):
    """Where an item of a running checklist stands."""

    OPEN = "open"
    DONE = "done"
    NOT_FOR_ME = "not_for_me"


class DocumentKind(StrEnum):
    """What sort of paper it is."""

    NATIONAL_ID = "national_id"
    PASSPORT = "passport"
    REFUGEE_TRAVEL_DOCUMENT = "refugee_travel_document"
    FOREIGNER_TRAVEL_DOCUMENT = "foreigner_travel_document"
    RETURN_PAPER = "return_paper"
    RESIDENCE_PERMIT = "residence_permit"
    ASYLUM_PAPER = "asylum_paper"
    UNHCR_CERTIFICATE = "unhcr_certificate"
    VISA = "visa"
    BIRTH_CERTIFICATE = "birth_certificate"


class DocumentState(StrEnum):
    """What has become of a paper."""

    VALID = "valid"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    CONFISCATED = "confiscated"
    CANCELLED = "cancelled"
    REPORTED_STOLEN = "reported_stolen"
    LOST = "lost"
    REFUSED_RENEWAL = "refused_renewal"
    NEVER_ISSUED = "never_issued"


class LegalKind(StrEnum):
    """What is known to stand against the person."""

    CRIMINAL_CASE = "criminal_case"
    WANTED_HOME = "wanted_home"
    WANTED_REGIONAL = "wanted_regional"
    INTERPOL_NOTICE = "interpol_notice"
    SENTENCE_IN_ABSENTIA = "sentence_in_absentia"
    SUMMONS = "summons"
    MOBILISATION_ORDER = "mobilisation_order"
    DESERTION_CASE = "desertion_case"
    LISTED_EXTREMIST_OR_TERRORIST = "listed_extremist_or_terrorist"
    MEMBER_OF_BANNED_GROUP = "member_of_banned_group"
    EXIT_BAN = "exit_ban"
    PLEDGE_NOT_TO_LEAVE = "pledge_not_to_leave"
    ENTRY_BAN = "entry_ban"
    EXTRADITION_REQUEST = "extradition_request"
    EARLIER_EXTRADITION_REFUSED = "earlier_extradition_refused"
    DEPORTATION_ORDER = "deportation_order"
    IRREGULAR_CROSSING_CONVICTION = "irregular_crossing_conviction"
    TAX_OR_FRAUD_CHARGE = "tax_or_fraud_charge"
    NONE_FOUND = "none_found"
