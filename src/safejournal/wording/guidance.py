"""The words of guidance: attention, severities, mechanisms, and what cases are sorted by.

The packs bring their own texts in every language; here stand only the words around them. None of
them says that somebody is out of danger.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from safejournal.domain.assessment import Attention
from safejournal.domain.rules import Severity
from safejournal.i18n import _, language, later
from safejournal.services.names import case_place, checklist_title, maker_of, state_name
from safejournal.wording.packs import marked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from safejournal.services.guidance import Source

MOST_STATES = 2
"""Countries named beside a case's id: one case happened in seven."""

_ATTENTION = {
    Attention.STOP_AND_GET_ADVICE: later("Stop and get advice first."),
    Attention.ACT_BEFORE_TRAVEL: later("Act on the warnings before you travel or stay on."),
    Attention.CANNOT_SAY: later("It cannot be said yet: answers are missing that could change it."),
    Attention.PREPARE: later("Prepare for what is named below."),
    Attention.NO_KNOWN_WARNING: later(
        "No warning is known here. That does not mean that there is no danger."
    ),
}
_SEVERITIES = {
    Severity.STOP: later("STOP"),
    Severity.SERIOUS: later("SERIOUS"),
    Severity.CAUTION: later("Caution"),
}
_MECHANISMS = {
    "violence": later("an attack on life"),
    "abduction": later("abduction, handed over without a court"),
    "wanted-list-arrest": later("arrest after a look into a wanted list"),
    "transit-arrest": later("arrest at a stop-over or on leaving"),
    "extradition": later("extradition"),
    "disguised-deportation": later("expulsion for something small that ends at home"),
    "lure": later("drawn within reach by an invitation or an acquaintance"),
    "hostile-airspace": later("a flight over the home state or its close ally"),
    "consular-exposure": later("harm at a mission of the home state, or by contact with it"),
    "asylum-gap": later("an asylum claim that does not hold yet"),
    "exit-ban": later("kept from leaving"),
    "no-way-onward": later("no way on to a third country"),
    "irregular-crossing": later("a crossing outside a checkpoint"),
    "document-void": later("papers that no longer count"),
    "entry-refusal": later("turned back at the border"),
    "companion-exposed": later("a companion taken, or left alone"),
    "surveillance": later("watched, followed, or read along"),
    "social-media-exposure": later("exposed by a post"),
    "family-pressure": later("pressure on the family"),
}
_PLACES = {
    "street": later("in the street"),
    "border_crossing": later("at a border crossing"),
    "airport": later("at an airport"),
    "home": later("at home"),
    "detention_centre": later("in a detention centre"),
    "court": later("in a court"),
    "transit_station": later("in a station on the way"),
    "transit_flight": later("on a connecting flight"),
    "online": later("online"),
    "hostel_hotel": later("in a hostel or hotel"),
    "police_station": later("at a police station"),
    "military_base": later("at a military base"),
    "venue": later("at an event"),
    "consulate_embassy": later("in a consulate or embassy"),
    "unknown": later("place not known"),
}
_WHO = {
    "activist": later("activist"),
    "journalist": later("works as a journalist"),
    "blogger": later("blogger"),
    "politician": later("politician"),
    "ethnic_minority": later("of an ethnic minority"),
    "academic": later("academic"),
    "artist": later("artist"),
    "deserter": later("left the army without leave"),
    "soldier": later("soldier"),
    "official": later("served the state"),
    "lawyer": later("works as a lawyer"),
    "helper": later("helps those who are pursued"),
}
_CONFIDENCE = {
    "high": later("well documented"),
    "medium": later("partly documented"),
    "low": later("thinly documented"),
}


def attention(of: Attention) -> str:
    """Return what an assessment as a whole asks for, in a sentence."""
    return _(_ATTENTION[of])


def severity(of: Severity) -> str:
    """Return how grave a finding is; the two grave ones stand out without colour."""
    return _(_SEVERITIES[of])


def mechanism(of: str) -> str:
    """Return what happens, in a few words."""
    return _said(_MECHANISMS, of)


def place(of: str) -> str:
    """Return where a case happened."""
    return _said(_PLACES, of)


def who(of: str) -> str:
    """Return what the person of a case was."""
    return _said(_WHO, of)


def confidence(of: str) -> str:
    """Return how well a case is documented."""
    return _said(_CONFIDENCE, of)


def state(code: str) -> str:
    """Return a country's name in the language that is spoken."""
    return state_name(code, language())


def states(codes: tuple[str, ...]) -> str:
    """Return the names of several countries."""
    return ", ".join(map(state, codes))


def case_named(case_id: str) -> str:
    """Return a case as a person finds their way among ids: `RU-KG-01, Kyrgyzstan 2023`."""
    where = case_where(case_id)
    return f"{case_id}, {where}" if where else case_id


def case_where(case_id: str) -> str:
    """Return where and when a case happened, marked if it is not built in; "" for an unknown id."""
    found = case_place(case_id)
    if found is None:
        return ""
    codes, year = found
    more = "…" if len(codes) > MOST_STATES else ""
    return marked(f"{states(codes[:MOST_STATES])}{more} {year}", maker_of(case_id))


def bare_id(item_id: str) -> str:
    """Return the id without its pack's, for a narrow column beside which the mark stands."""
    return item_id.rpartition("/")[2]


def cases_named(ids: Iterable[str]) -> str:
    """Return several cases in one line."""
    return "; ".join(map(case_named, ids))


def checklist(checklist_id: str) -> str:
    """Return the title of a checklist, marked if it is not built in."""
    return marked(checklist_title(checklist_id, language()), maker_of(checklist_id))


def source(of: Source) -> str:
    """Return a source in one line, its address last."""
    return cited(of.publisher, of.title, of.date, of.url)


def cited(publisher: str, title: str, published: str, url: str) -> str:
    """Return a source in one line from what is known of it.

    Of its address only the site: in the packs of others the rest may spell out the name of a
    persecuted person, which must stand on no screen and no sheet that is found at a border.
    `--json` gives it as the pack has it.
    """
    return f"{publisher}, “{title}”, {published}. {site_of(url)}"


def site_of(url: str) -> str:
    """Return the site that an address belongs to."""
    return url.partition("://")[2].partition("/")[0].removeprefix("www.")


def _said(words: dict[str, str], of: str) -> str:
    """Return the words for an id; another pack's own id as it is."""
    return _(words[of]) if of in words else of
