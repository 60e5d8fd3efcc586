"""What the fields of a record are called, and how to fill them in.

A field is named by its path, as in the record's JSON; fields of an item stand below their list
(`channels.value`), and places in a list do not matter (`channels[2].value`).
"""

from __future__ import annotations

import re

from safejournal.domain.forms import Ask, Field
from safejournal.i18n import _, later

_LABELS = {
    "title": later("Title"),
    "text": later("Text"),
    "when": later("When it happened"),
    "learned": later("When I learned of it"),
    "tags": later("Tags"),
    "links": later("Links"),
    "links.to": later("To which record"),
    "links.as": later("What it has to do with it"),
    "confidential": later("Confidential"),
    "travel_safe": later("May stay on the device in travel-light"),
    "attachments": later("Attachments"),
    # incident
    "category": later("What sort of incident"),
    "place": later("Place"),
    "country": later("Country"),
    "people": later("People involved"),
    "people.contact": later("Which contact"),
    "people.role": later("Part they had"),
    "people.description": later("Description"),
    "source": later("How I know"),
    "confidence": later("How sure I am"),
    "reported_to": later("Reported to"),
    "threat": later("Threat it belongs to"),
    # threat
    "facts": later("Step 1: facts"),
    "pattern": later("Step 2: pattern"),
    "objective": later("Step 3: objective"),
    "who": later("Step 4: who"),
    "conclusion": later("Step 5: conclusion"),
    "declared": later("Spoken out"),
    "likelihood": later("Likelihood"),
    "likelihood.level": later("Likelihood, 1 to 5"),
    "likelihood.reason": later("Why this likelihood"),
    "impact": later("Impact"),
    "impact.level": later("Impact, 1 to 5"),
    "impact.reason": later("Why this impact"),
    "measures": later("Measures"),
    "review_on": later("Think through again on"),
    # contact
    "name": later("Name"),
    "pseudonym": later("Pseudonym"),
    "roles": later("What they are to me"),
    "channels": later("Ways to reach them"),
    "channels.kind": later("Sort of channel"),
    "channels.value": later("Number or address"),
    "channels.use": later("When to use it"),
    "never_contact": later("Never contact"),
    "instructions": later("What they should do"),
    "challenge.question": later("Question only the two of us can answer"),
    "challenge.answer": later("The answer"),
    "words.all_well": later("Agreed word: all well"),
    "words.under_duress": later("Agreed word: under duress"),
    "recipient": later("Key (age recipient)"),
    "verified.on": later("Words compared on"),
    "verified.how": later("How they were compared"),
    # document
    "document.kind": later("What sort of document"),
    "document.issuer": later("Issued by which country"),
    "document.state": later("What has become of it"),
    "document.expires": later("Expires"),
    "number": later("Number"),
    "issued": later("Issued on"),
    "expires": later("Expires on"),
    "copies": later("Where copies are"),
    # legal
    "legal": later("What it is"),
    "jurisdiction": later("In which country"),
    "reference": later("Reference"),
    "checked": later("Last looked up on"),
    "checked_how": later("How it was looked up"),
    "checked_by": later("Who looked it up"),
    "result": later("Result"),
    "next_check": later("Look up again on"),
    # trip
    "plan": later("Plan"),
    "plan.purpose": later("Purpose"),
    "plan.legs": later("Legs of the way"),
    "plan.legs.from.country": later("From country"),
    "plan.legs.from.airport": later("From airport"),
    "plan.legs.to.country": later("To country"),
    "plan.legs.to.airport": later("To airport"),
    "plan.legs.via": later("Stops on the way"),
    "plan.legs.via.country": later("Country"),
    "plan.legs.via.airport": later("Airport"),
    "plan.legs.overflies": later("Countries flown over"),
    "plan.legs.mode": later("How it is travelled"),
    "plan.legs.date": later("Date"),
    "plan.legs.crossing": later("Where the border is crossed"),
    "plan.legs.arranged_by": later("Who arranged it"),
    "plan.legs.near": later("Comes near"),
    "plan.legs.lodging": later("Lodging"),
    "plan.legs.stay_days": later("Days of stay"),
    "plan.documents": later("Documents I hold or held"),
    "plan.documents.kind": later("What sort of document"),
    "plan.documents.issuer": later("Issued by which country"),
    "plan.documents.state": later("What has become of it"),
    "plan.documents.expires": later("Expires"),
    "plan.person.home_state": later("Home state"),
    "plan.person.other_nationalities": later("Other nationalities"),
    "plan.person.lives_in": later("Country I live in"),
    "plan.person.status_abroad": later("Status there"),
    "plan.person.roles": later("What makes me of interest"),
    "plan.invited_by": later("Who invited me"),
    "plan.companions": later("Companions"),
    "plan.companions.relation": later("Relation"),
    "plan.companions.age": later("Age"),
    "plan.companions.papers_ready": later("Papers ready"),
    "plan.companions.route": later("Way they travel"),
    "plan.legal": later("What stands against me"),
    "plan.legal.kind": later("What it is"),
    "plan.legal.state": later("In which country"),
    "plan.legal.checked": later("Last looked up on"),
    "plan.signals": later("What has happened already"),
    "plan.preparations": later("What is prepared"),
    "checkins": later("Check-ins promised"),
    "checkins.due": later("Due"),
    "checkins.with": later("With which contact"),
    "checkins.grace_minutes": later("Minutes of grace"),
    "checkins.steps": later("What they do if it does not come"),
    "card": later("Card to memorise"),
    # check-in
    "trip": later("Trip"),
    "due": later("It was due"),
    "done_at": later("It was done"),
    "word": later("Word that came"),
    "by": later("By which contact"),
    # checklist
    "checklist": later("Checklist"),
    "pack": later("From which pack"),
    "items": later("Items"),
    "items.item": later("Item"),
    "items.state": later("How it stands"),
    "items.note": later("Remark"),
    "items.at": later("At what time"),
    # set by the program
    "id": later("Id"),
    "kind": later("Kind"),
    "version": later("Version"),
    "parents": later("Replaces"),
    "author": later("Written by key"),
    "written_at": later("Written"),
    "sealed": later("Sealed on"),
}

_ABOUT = {
    "facts": later("What has happened, without explaining it."),
    "pattern": later("What repeats: times, places, people, words."),
    "objective": later("What they want to bring about."),
    "who": later("Who is behind it, and how you know."),
    "conclusion": later("What you conclude, and what could prove you wrong."),
    "declared": later("Yes if somebody said it, no if you infer it from what happened."),
    "confidential": later("Yes keeps it out of every export unless it is named one by one."),
    "travel_safe": later("Yes lets it stay on the device while you travel with little."),
    "never_contact": later("Yes if contacting them would put somebody in danger."),
    "result": later("“Not found” never means that there is nothing."),
    "learned": later("Different from when it happened and from when you write it down."),
    "channels.kind": later("For example: telephone, Signal, mail, in person."),
    "expires": later("You are reminded half a year ahead."),
    "card": later("What to know by heart if the phone is gone."),
    "checkins.steps": later("First what harms nobody if the phone was only flat; then the rest."),
    "checkins.grace_minutes": later("How long to wait after that moment before the first step."),
    "document.issuer": later("Two letters, for example KG, KZ, RU, TR."),
}

_HOW = {
    Ask.LINE: later("one line"),
    Ask.TEXT: later("as many lines as you like"),
    Ask.WHEN: later("for example: yesterday evening; about May 2024; 14.03.2025; unknown"),
    Ask.DAY: later("for example: today; 14.03.2025; 2025-03-14"),
    Ask.MOMENT: later("a day and a time, for example: tomorrow 18:30; 14.03.2025 09:00"),
    Ask.CHOICE: later("one of the list"),
    Ask.CHOICES: later("any of the list, separated by commas"),
    Ask.COUNTRY: later("two letters, for example KG, KZ, RU, TR"),
    Ask.COUNTRIES: later("two letters each, separated by commas"),
    Ask.TAGS: later("words separated by commas"),
    Ask.NUMBER: later("a whole number"),
    Ask.YES_NO: later("yes or no; empty for not said"),
    Ask.MARK: later("yes, or empty for no"),
    Ask.RECORD: later("the id of a record, or its first digits"),
    Ask.ITEMS: later("a list; one after the other"),
}

_PLACE_IN_LIST = re.compile(r"\[\d+\]")


def label(path: str) -> str:
    """Return what the field at this path is called."""
    return _(_LABELS[_PLACE_IN_LIST.sub("", path)])


def about(path: str) -> str:
    """Return a sentence that helps to fill in the field at this path, or ""."""
    sentence = _ABOUT.get(_PLACE_IN_LIST.sub("", path), "")
    return _(sentence) if sentence else ""


def how(field: Field) -> str:
    """Return how an answer to this field may look, in a few words."""
    return _(_HOW[field.ask])
