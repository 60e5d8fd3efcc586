"""The closed lists of a travel plan. A plan leaves a key out to say "not said"."""

from __future__ import annotations

from enum import StrEnum


class PersonRole(StrEnum):
    """Why a state may take an interest in the person."""

    ACTIVIST = "activist"
    JOURNALIST = "journalist"
    BLOGGER = "blogger"
    POLITICIAN = "politician"
    DESERTER = "deserter"
    DRAFT_EVADER = "draft_evader"
    SOLDIER = "soldier"
    OFFICIAL = "official"
    SECURITY_SERVICE = "security_service"
    LAWYER = "lawyer"
    ACADEMIC = "academic"
    ARTIST = "artist"
    RELIGIOUS = "religious"
    ETHNIC_MINORITY = "ethnic_minority"
    LGBT = "lgbt"
    BUSINESS = "business"
    RELATIVE_OF_TARGET = "relative_of_target"
    HELPER = "helper"


class StatusAbroad(StrEnum):
    """The person's standing in the state where they live."""

    NONE = "none"
    VISITOR = "visitor"
    RESIDENT = "resident"
    ASYLUM_SEEKER = "asylum_seeker"
    ASYLUM_REFUSED = "asylum_refused"
    REFUGEE = "refugee"
    CITIZEN_OF_HOST = "citizen_of_host"
    OTHER_PROTECTION = "other_protection"


class Mode(StrEnum):
    """How a leg is travelled."""

    AIR = "air"
    RAIL = "rail"
    ROAD = "road"
    SEA = "sea"
    FOOT = "foot"


class Crossing(StrEnum):
    """Where the border is crossed."""

    OFFICIAL = "official"
    OUTSIDE_CROSSING_POINT = "outside_crossing_point"


class Lodging(StrEnum):
    """Where the person sleeps at the end of a leg."""

    HOTEL = "hotel"
    AIRPORT_HOTEL = "airport_hotel"
    HOSTEL = "hostel"
    RENTED = "rented"
    FRIENDS = "friends"
    OWN_HOME = "own_home"
    CAMP_OR_SHELTER = "camp_or_shelter"
    DETENTION = "detention"
    NONE = "none"


class Near(StrEnum):
    """What dangerous place a leg comes near."""

    HOME_BORDER = "home_border"
    LINE_OF_CONTROL = "line_of_control"
    HOME_MILITARY_BASE = "home_military_base"
    HOME_MISSION = "home_mission"


class Arranger(StrEnum):
    """Who arranged a leg."""

    SELF = "self"
    EMPLOYER = "employer"
    ORGANISER = "organiser"
    INVITER = "inviter"


class Purpose(StrEnum):
    """What the journey or the stay is for."""

    EVERYDAY_LIFE = "everyday_life"
    RELOCATION = "relocation"
    ONWARD_TRANSIT = "onward_transit"
    TOURISM = "tourism"
    WORK = "work"
    STUDY = "study"
    MEETING = "meeting"
    FAMILY = "family"
    MEDICAL = "medical"
    CONSULAR_HOME_STATE = "consular_home_state"
    CONSULAR_OTHER_STATE = "consular_other_state"
    VISIT_HOME_STATE = "visit_home_state"
    RETURN_TO_RESIDENCE = "return_to_residence"
    DOCUMENT_RUN = "document_run"


class Inviter(StrEnum):
    """Who invited the person."""

    NONE = "none"
    KNOWN_PERSON = "known_person"
    ORGANISATION_VERIFIED = "organisation_verified"
    NEW_ACQUAINTANCE = "new_acquaintance"
    UNVERIFIED = "unverified"


class Relation(StrEnum):
    """What a companion is to the person."""

    CHILD = "child"
    PARENT = "parent"
    PARTNER = "partner"
    SIBLING = "sibling"
    FRIEND = "friend"
    COLLEAGUE = "colleague"
    OTHER = "other"


class Route(StrEnum):
    """How a companion travels."""

    SAME = "same"
    SEPARATE = "separate"
    JOINS_LATER = "joins_later"


class Signal(StrEnum):
    """What has already happened that a careful person would weigh."""

    RELATIVES_QUESTIONED = "relatives_questioned"
    RELATIVES_THREATENED = "relatives_threatened"
    RELATIVE_DETAINED = "relative_detained"
    RELATIVES_PRESSED_TO_BRING_ME = "relatives_pressed_to_bring_me"
    HOME_SEARCHED = "home_searched"
    COLLEAGUE_DETAINED = "colleague_detained"
    COLLEAGUE_VANISHED = "colleague_vanished"
    COLLEAGUE_ATTACKED = "colleague_attacked"
    COLLEAGUE_RETURNED = "colleague_returned"
    EARLIER_DETENTION_HERE = "earlier_detention_here"
    FOLLOWED = "followed"
    UNKNOWN_VISITORS = "unknown_visitors"
    ASKED_ABOUT_BY_STRANGERS = "asked_about_by_strangers"
    FACIAL_RECOGNITION_CITY = "facial_recognition_city"
    ACCOUNT_ATTACKED = "account_attacked"
    DEVICE_WARNING = "device_warning"
    THREAT_MESSAGE = "threat_message"
    PUBLIC_CALL_FOR_PUNISHMENT = "public_call_for_punishment"
    VIRAL_POST = "viral_post"
    OFFICIAL_PHONE_CALL = "official_phone_call"
    ORDERED_TO_RETURN = "ordered_to_return"
    REMOVAL_ANNOUNCED = "removal_announced"
    INVITED_TO_TALK_BY_SERVICES = "invited_to_talk_by_services"
    OFFERED_MONEY_OR_MEETING = "offered_money_or_meeting"
    WARNED_BY_FRIENDS = "warned_by_friends"
    DOCUMENT_REFUSED = "document_refused"
    OTHERS_REFUSED_DOCUMENTS = "others_refused_documents"
    MINOR_FINE = "minor_fine"
    LOST_CONTACT = "lost_contact"
    LOCATION_PUBLISHED = "location_published"
    OWN_SENSE_OF_DANGER = "own_sense_of_danger"
    EARLIER_TRIP_WITHOUT_TROUBLE = "earlier_trip_without_trouble"


class Preparation(StrEnum):
    """What has been prepared. No preparation ever removes or lowers a warning."""

    LAWYER_READY = "lawyer_ready"
    POWER_OF_ATTORNEY_SIGNED = "power_of_attorney_signed"
    CHECK_IN_AGREED = "check_in_agreed"
    SILENCE_PLAN_AGREED = "silence_plan_agreed"
    COMPANION_PLAN = "companion_plan"
    DEVICE_CLEANED = "device_cleaned"
    DOCUMENTS_COPIED = "documents_copied"
    INTERIM_MEASURE_FOLDER = "interim_measure_folder"
    ONWARD_COUNTRY_READY = "onward_country_ready"
    HOST_COUNTRY_ADVICE_TAKEN = "host_country_advice_taken"
