"""The words of the closed lists, as a person reads them."""

from __future__ import annotations

from enum import Enum

from safejournal.domain import words as w
from safejournal.domain.due import Urgency, What
from safejournal.i18n import _, later
from safejournal.wording.kinds import kind
from safejournal.wording.plan_words import PLAN

_RECORDS: dict[type[Enum], dict[str, str]] = {
    w.Category: {
        w.Category.APPROACH: later("somebody approached me"),
        w.Category.CALL_OR_MESSAGE: later("a call or a message"),
        w.Category.SURVEILLANCE: later("surveillance"),
        w.Category.VISIT_OR_SEARCH: later("a visit or a search"),
        w.Category.DETENTION: later("detention"),
        w.Category.ATTACK: later("an attack"),
        w.Category.ONLINE_ATTACK: later("an attack online"),
        w.Category.PRESSURE_ON_RELATIVES: later("pressure on relatives"),
        w.Category.CONSULAR: later("at a consulate"),
        w.Category.BORDER: later("at a border"),
        w.Category.DOCUMENT_REFUSED: later("a document was refused"),
        w.Category.LEGAL_ACTION: later("a legal step against me"),
        w.Category.PROPERTY_OR_BANK: later("property or a bank account"),
        w.Category.SMEAR: later("a smear"),
        w.Category.OTHER: later("something else"),
    },
    w.Source: {
        w.Source.SAW_MYSELF: later("I saw it myself"),
        w.Source.TOLD_BY_WITNESS: later("a witness told me"),
        w.Source.DOCUMENT: later("from a document"),
        w.Source.MEDIA: later("from the media"),
        w.Source.RUMOUR: later("a rumour"),
    },
    w.Confidence: {
        w.Confidence.SURE: later("sure"),
        w.Confidence.LIKELY: later("likely"),
        w.Confidence.DOUBTFUL: later("doubtful"),
    },
    w.ContactRole: {
        w.ContactRole.LAWYER: later("lawyer"),
        w.ContactRole.SAFETY_CONTACT: later("safety contact"),
        w.ContactRole.RELATIVE: later("relative"),
        w.ContactRole.HOST: later("host"),
        w.ContactRole.HELPER: later("helper"),
        w.ContactRole.JOURNALIST: later("journalist"),
        w.ContactRole.OFFICIAL: later("official"),
        w.ContactRole.ORGANISATION: later("organisation"),
        w.ContactRole.OTHER: later("somebody else"),
    },
    w.ChannelUse: {
        w.ChannelUse.WHEN_SAFE: later("in ordinary times"),
        w.ChannelUse.EMERGENCY: later("only in an emergency"),
        w.ChannelUse.NEVER: later("never"),
    },
    w.CheckinWord: {
        w.CheckinWord.ALL_WELL: later("the word for “all well”"),
        w.CheckinWord.UNDER_DURESS: later("the word for “under duress”"),
    },
    w.ItemState: {
        w.ItemState.OPEN: later("open"),
        w.ItemState.DONE: later("done"),
        w.ItemState.NOT_FOR_ME: later("not for me"),
    },
    w.DocumentKind: {
        w.DocumentKind.NATIONAL_ID: later("identity card"),
        w.DocumentKind.PASSPORT: later("passport"),
        w.DocumentKind.REFUGEE_TRAVEL_DOCUMENT: later("refugee travel document"),
        w.DocumentKind.FOREIGNER_TRAVEL_DOCUMENT: later("travel document for foreigners"),
        w.DocumentKind.RETURN_PAPER: later("paper for returning home"),
        w.DocumentKind.RESIDENCE_PERMIT: later("residence permit"),
        w.DocumentKind.ASYLUM_PAPER: later("paper of the asylum procedure"),
        w.DocumentKind.UNHCR_CERTIFICATE: later("UNHCR certificate"),
        w.DocumentKind.VISA: later("visa"),
        w.DocumentKind.BIRTH_CERTIFICATE: later("birth certificate"),
    },
    w.DocumentState: {
        w.DocumentState.VALID: later("valid"),
        w.DocumentState.EXPIRING: later("running out"),
        w.DocumentState.EXPIRED: later("expired"),
        w.DocumentState.CONFISCATED: later("taken away"),
        w.DocumentState.CANCELLED: later("cancelled"),
        w.DocumentState.REPORTED_STOLEN: later("reported stolen"),
        w.DocumentState.LOST: later("lost"),
        w.DocumentState.REFUSED_RENEWAL: later("renewal refused"),
        w.DocumentState.NEVER_ISSUED: later("never issued"),
    },
    w.LegalKind: {
        w.LegalKind.CRIMINAL_CASE: later("criminal case"),
        w.LegalKind.WANTED_HOME: later("wanted in the home state"),
        w.LegalKind.WANTED_REGIONAL: later("wanted in a group of states"),
        w.LegalKind.INTERPOL_NOTICE: later("Interpol notice or diffusion"),
        w.LegalKind.SENTENCE_IN_ABSENTIA: later("sentence passed in absence"),
        w.LegalKind.SUMMONS: later("summons"),
        w.LegalKind.MOBILISATION_ORDER: later("mobilisation order"),
        w.LegalKind.DESERTION_CASE: later("desertion case"),
        w.LegalKind.LISTED_EXTREMIST_OR_TERRORIST: later("listed as extremist or terrorist"),
        w.LegalKind.MEMBER_OF_BANNED_GROUP: later("member of a banned group"),
        w.LegalKind.EXIT_BAN: later("ban on leaving"),
        w.LegalKind.PLEDGE_NOT_TO_LEAVE: later("pledge not to leave"),
        w.LegalKind.ENTRY_BAN: later("ban on entry"),
        w.LegalKind.EXTRADITION_REQUEST: later("extradition request"),
        w.LegalKind.EARLIER_EXTRADITION_REFUSED: later("an earlier extradition was refused"),
        w.LegalKind.DEPORTATION_ORDER: later("deportation order"),
        w.LegalKind.IRREGULAR_CROSSING_CONVICTION: later("conviction for an irregular crossing"),
        w.LegalKind.TAX_OR_FRAUD_CHARGE: later("charge of fraud or tax evasion"),
        w.LegalKind.NONE_FOUND: later("nothing found, which never means that there is nothing"),
    },
    What: {
        What.CHECKIN: later("check-in"),
        What.PAPER_EXPIRES: later("document runs out"),
        What.LEGAL_CHECK: later("legal matter to look up again"),
        What.LEGAL_STALE: later("legal check grown old"),
        What.STAY_ENDS: later("stay runs out"),
        What.THREAT_REVIEW: later("threat to think through again"),
        What.AWAITED: later("check-in that you wait for"),
    },
    Urgency: {
        Urgency.LATE: later("late"),
        Urgency.NOW: later("today"),
        Urgency.SOON: later("soon"),
    },
}

_WORDS = _RECORDS | PLAN


def word(member: Enum) -> str:
    """Return how a word of a closed list reads."""
    if isinstance(member, w.Kind):
        return kind(member)
    return _(_WORDS[type(member)][member.value])


def choices(of: type[Enum]) -> list[tuple[str, str]]:
    """Return each word of a closed list as the file format has it, and how it reads, in order."""
    return [(str(member.value), word(member)) for member in of]
