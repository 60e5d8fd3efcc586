"""Writing down, changing, removing, erasing: what stays, what goes, what can be undone."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings

from safejournal.domain.due import What
from safejournal.domain.records import (
    Appointment,
    Checkin,
    Contact,
    Content,
    Document,
    Incident,
    Involved,
    Legal,
    Link,
    Note,
    Threat,
    Trip,
)
from safejournal.domain.times import When
from safejournal.domain.words import Kind
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.services import drafts, journal
from safejournal.services.due import due_items
from safejournal.services.timeline import timeline
from safejournal.vault.listing import Filter
from safejournal.vault.vault import Vault
from tests.domain.contents import contents
from tests.vault.journals import Clock, Journal

A_CAR = Incident(title="A car", text="It stood there again.", when=When(day="2026-04-30"))


def clock_of(vault: Vault) -> Clock:
    """Return the test's clock behind a vault."""
    assert isinstance(vault.clock, Clock)
    return vault.clock


def test_a_record_is_there_after_the_vault_was_closed_and_opened(journal: Journal) -> None:
    """What was acknowledged is found again, word by word."""
    with journal.open() as vault:
        kept = record(vault, A_CAR)
    with journal.open() as vault:
        assert show(vault, kept.id) == kept
        assert kept.content == A_CAR
        assert kept.kind is Kind.INCIDENT
        assert kept.sealed == "2026-05-01"
        assert kept.written_at == "2026-05-01T12:00:00Z"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=contents())
def test_what_is_told_of_a_new_record_is_what_stands(vault: Vault, content: Content) -> None:
    """The answer to writing one down is what reading it back gives, in every field."""
    assume(content != type(content)())
    kept = journal.record(vault, content)
    assert kept == journal.show(vault, kept.id)
    assert repr(kept) == repr(journal.show(vault, kept.id))


def test_a_new_version_replaces_and_keeps_the_old_one(vault: Vault) -> None:
    """Nothing is edited in place: the old version stays in the history, named as a parent."""
    first = record(vault, A_CAR)
    clock_of(vault).forward(days=1)
    second = revise(vault, first.id, Incident(title="Two cars"))
    past = journal.history(vault, first.id)
    assert [version.content for version in past] == [Incident(title="Two cars"), A_CAR]
    assert second.parents == (first.version,)
    assert second.sealed == "2026-05-02"
    assert journal.count(vault) == 1


def test_somebody_else_s_newer_version_is_never_overwritten(vault: Vault) -> None:
    """A save that began from an older version is refused, and both texts are still there."""
    first = record(vault, A_CAR)
    revise(vault, first.id, Incident(title="By another window"))
    with pytest.raises(Refused, match="changed meanwhile"):
        journal.revise(vault, first.id, Incident(title="By this one"), base=first.version)
    assert show(vault, first.id).content == Incident(title="By another window")


def test_removing_can_be_undone_and_its_past_stays(vault: Vault) -> None:
    """A removed record is in no list and can be brought back as it was."""
    kept = record(vault, A_CAR)
    gone = journal.remove(vault, kept.id)
    assert gone.removed
    assert journal.browse(vault) == []
    removed = journal.last_removed(vault)
    assert removed is not None
    assert removed.id == kept.id
    assert journal.bring_back(vault, kept.id).content == A_CAR
    assert len(journal.history(vault, kept.id)) == 3
    assert journal.last_removed(vault) is None


def test_erasing_destroys_every_version_and_keeps_that_it_was(vault: Vault) -> None:
    """No content is left in any version; the envelopes are, and nothing brings the content back."""
    kept = record(vault, A_CAR)
    revise(vault, kept.id, Incident(title="Changed"))
    assert journal.erase(vault, kept.id) == 2
    past = journal.history(vault, kept.id)
    assert all(version.erased and version.content is None for version in past)
    assert past[-1].version == kept.version
    assert journal.browse(vault) == []
    for act in (journal.bring_back, journal.remove):
        with pytest.raises(Refused):
            act(vault, kept.id)
    with pytest.raises(Refused, match="erased"):
        revise(vault, kept.id, A_CAR)


@pytest.mark.parametrize("content", [Note(), Incident(), Trip(), Contact()])
def test_an_empty_record_is_refused(vault: Vault, content: Content) -> None:
    """Nothing is sealed that says nothing."""
    with pytest.raises(InputRejected):
        record(vault, content)
    assert journal.count(vault) == 0


def test_a_record_keeps_its_kind(vault: Vault) -> None:
    """A note cannot turn into a threat under the same id."""
    kept = record(vault, A_CAR)
    with pytest.raises(InputRejected):
        revise(vault, kept.id, Note(title="x"))


def test_an_id_may_be_shortened_but_never_guessed(vault: Vault) -> None:
    """A few digits find the one record that begins like them; a wrong id is not found."""
    kept = record(vault, A_CAR)
    assert journal.find_id(vault, kept.id[:6].upper()) == kept.id
    with pytest.raises(NotFound):
        journal.find_id(vault, "0" * 32)
    with pytest.raises(InputRejected):
        journal.find_id(vault, "abc")
    with pytest.raises(InputRejected):
        journal.find_id(vault, "../../etc")
    with pytest.raises(NotFound):
        show(vault, "0" * 32)


def test_records_come_in_the_order_in_which_things_happened(vault: Vault) -> None:
    """Not in the order of writing: what happened last stands first."""
    for day in ("2026-03-01", "2026-01-01", "2026-02-01"):
        record(vault, Incident(title=day, when=When(day=day)))
    record(vault, Note(title="written now"))
    titles = [found.content.title for found in journal.browse(vault) if found.content]
    assert titles == ["written now", "2026-03-01", "2026-02-01", "2026-01-01"]
    only = journal.browse(vault, Filter(kinds=(Kind.INCIDENT,)), oldest_first=True, limit=2)
    assert [found.content.title for found in only if found.content] == ["2026-01-01", "2026-02-01"]
    assert journal.count(vault, Filter(kinds=(Kind.NOTE,))) == 1


def test_times_on_both_ends_of_a_filter_count(vault: Vault) -> None:
    """A filter by time takes what lies between, its ends included."""
    for day in ("2026-03-01", "2026-01-01", "2026-02-01"):
        record(vault, Incident(title=day, when=When(day=day)))
    since, until = When(day="2026-02-01").earliest(), When(day="2026-03-01").latest()
    found = timeline(vault, since=since, until=until)
    assert [one.content.title for one in found if one.content] == ["2026-02-01", "2026-03-01"]


def test_links_are_seen_from_both_ends(vault: Vault) -> None:
    """A threat shows the incidents that point to it, in whichever field they do."""
    threat = record(vault, Threat(title="Watched"))
    person = record(vault, Contact(name="Somebody"))
    incident = record(
        vault,
        Incident(title="A", threat=threat.id, people=(Involved(contact=person.id),)),
    )
    note = record(vault, Note(title="B", links=(Link(to=threat.id, meaning="about"),)))
    assert {r.id for r in journal.pointing_at(vault, threat.id)} == {incident.id, note.id}
    assert [r.id for r in journal.pointing_at(vault, person.id)] == [incident.id]
    journal.remove(vault, note.id)
    assert [r.id for r in journal.pointing_at(vault, threat.id)] == [incident.id]


def test_tags_are_counted(vault: Vault) -> None:
    """Tags in use come with how often, and go with the last record that carries them."""
    first = record(vault, Note(title="a", tags=("border", "дорога")))
    record(vault, Note(title="b", tags=("border",)))
    assert journal.tags(vault) == [("border", 2), ("дорога", 1)]
    assert len(journal.browse(vault, Filter(tag="border"))) == 2
    revise(vault, first.id, Note(title="a"))
    assert journal.tags(vault) == [("border", 1)]


def test_what_is_due_is_named_until_it_is_done(vault: Vault) -> None:
    """Late check-ins, papers that run out, stale checks stand there; a done check-in does not."""
    record(vault, Document(title="Passport", expires="2026-09-01"))
    record(vault, Document(title="Far off", expires="2030-01-01"))
    record(vault, Legal(title="List", next_check="2026-05-03"))
    record(vault, Threat(title="T", review_on="2026-04-01"))
    due_at = "2026-05-01T13:00+02:00"
    trip = record(vault, Trip(title="Trip", checkins=(Appointment(due=due_at),)))
    items = due_items(vault)
    assert [(item.due.what, item.urgency.value) for item in items] == [
        (What.THREAT_REVIEW, "late"),
        (What.CHECKIN, "late"),
        (What.LEGAL_CHECK, "soon"),
        (What.PAPER_EXPIRES, "soon"),
    ]
    record(vault, Checkin(trip=trip.id, due="2026-05-01T11:00Z", done_at="2026-05-01T11:05Z"))
    assert What.CHECKIN not in [item.due.what for item in due_items(vault)]


def test_a_draft_waits_and_leaves_no_trace(vault: Vault) -> None:
    """A draft is kept as typed, is in no list, and goes when its record is sealed."""
    draft = drafts.begin(vault, Kind.NOTE)
    assert drafts.waiting(vault) == []
    drafts.keep(vault, draft, {"title": "half a", "when": "not a ti\ud800me"})
    kept = drafts.keep(vault, draft, {"title": "half a sentence", "when": "not a ti\ud800me"})
    assert drafts.waiting(vault) == [kept]
    assert drafts.reopen(vault, draft.id).answers["when"] == "not a ti\ud800me"
    assert journal.browse(vault) == []
    journal.record(vault, Note(title="whole"), draft=draft.id)
    assert drafts.waiting(vault) == []
    drafts.discard(vault, draft.id)
    with pytest.raises(NotFound):
        drafts.reopen(vault, draft.id)


def test_the_draft_written_last_stands_first(vault: Vault) -> None:
    """Also when several were written within one second."""
    made = [drafts.begin(vault, Kind.NOTE) for _ in range(8)]
    for draft in made:
        drafts.keep(vault, draft, {"title": draft.id})
    drafts.keep(vault, made[3], {"title": "again"})
    order = [draft.id for draft in drafts.waiting(vault)]
    assert order == [made[n].id for n in (3, 7, 6, 5, 4, 2, 1, 0)]


record, revise, show = journal.record, journal.revise, journal.show
