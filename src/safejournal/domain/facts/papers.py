"""Facts about papers: what the person can show at a border or to the police."""

from __future__ import annotations

from collections.abc import Iterable

from safejournal.domain.facts.answers import NO, Answer, Evidence, all_of, any_of, not_said, yes
from safejournal.domain.facts.register import fact
from safejournal.domain.facts.signs import others_refused_papers, paper_refused
from safejournal.domain.facts.view import View
from safejournal.domain.plan import Paper

TRAVEL = frozenset({"passport", "refugee_travel_document", "foreigner_travel_document"})
OF_PROTECTION = frozenset({"refugee_travel_document", "foreigner_travel_document"})
USABLE = frozenset({"valid", "expiring"})
VOID = frozenset({
    "confiscated", "cancelled", "reported_stolen", "lost", "expired", "refused_renewal",
})  # fmt: skip
STRUCK = frozenset({"confiscated", "cancelled", "reported_stolen"})
"""What a state does to one person's passport, not to those of all its people abroad."""

TAKEN = frozenset({"confiscated", "cancelled", "reported_stolen", "refused_renewal"})
"""What the home state did to a paper, not time or chance."""

ENDING = frozenset({"expiring", "expired", "refused_renewal", "cancelled", "confiscated"})


def papers(
    view: View, kinds: frozenset[str], states: frozenset[str] | None, *, of_home: bool | None = None
) -> Answer:
    """Answer whether a paper of these kinds and states was named; `of_home` narrows its issuer."""
    documents = view.plan.documents
    if documents is None:
        return not_said("documents")
    return any_of(
        [NO, *(_one(view, i, each, kinds, states, of_home) for i, each in enumerate(documents))]
    )


def _one(
    view: View,
    index: int,
    paper: Paper,
    kinds: frozenset[str],
    states: frozenset[str] | None,
    of_home: bool | None,
) -> Answer:
    path = f"documents[{index}]"
    if paper.kind is None:
        return not_said(f"{path}.kind")
    if paper.kind not in kinds or not _issued(view, paper, of_home):
        return NO
    if states is None:
        return yes(Evidence(f"{path}.kind", str(paper.kind)))
    if paper.state is None:
        return not_said(f"{path}.state")
    kind, state = Evidence(f"{path}.kind", str(paper.kind)), str(paper.state)
    home = view.home_said() if of_home else ()
    if paper.expires is not None and paper.expires < view.today and paper.state in USABLE:
        expired = Evidence(f"{path}.expires", paper.expires)
        return yes(kind, expired, *home) if "expired" in states else NO
    return yes(kind, Evidence(f"{path}.state", state), *home) if state in states else NO


def _issued(view: View, paper: Paper, of_home: bool | None) -> bool:
    if of_home is None:
        return True
    # Without a named issuer it is taken for the home state's, as it mostly is.
    home = paper.issuer is None or view.home is None or view.is_home(paper.issuer)
    return home is of_home


def lacks(found: Answer, *evidence: Evidence) -> Answer:
    """Turn the answer round: yes when there is none of it."""
    if found.value is None:
        return found
    return NO if found.value else yes(*evidence)


def _named(view: View) -> Iterable[Evidence]:
    """Every paper that was named: together they are the answer "and no other"."""
    documents = view.plan.documents or ()
    return [
        Evidence("documents", ""),
        *(Evidence(f"documents[{i}].kind", str(e.kind)) for i, e in enumerate(documents) if e.kind),
    ]


@fact
def can_travel(view: View) -> Answer:
    """The person holds a usable passport or travel document of any state."""
    return papers(view, TRAVEL, USABLE)


@fact
def no_travel_document(view: View) -> Answer:
    """Among the papers named there is no usable passport or travel document."""
    return lacks(can_travel(view), *_named(view))


@fact
def only_internal_id(view: View) -> Answer:
    """The person holds a national identity card and no usable passport or travel document."""
    return all_of([papers(view, frozenset({"national_id"}), USABLE), no_travel_document(view)])


@fact
def no_papers(view: View) -> Answer:
    """The person was asked for papers, and has none at all."""
    documents = view.plan.documents
    if documents is None:
        return not_said("documents")
    return NO if documents else yes(Evidence("documents", ""))


@fact
def passport_void(view: View) -> Answer:
    """The home state's passport is confiscated, cancelled, lost, expired or was not renewed."""
    return papers(view, frozenset({"passport"}), VOID, of_home=True)


@fact
def passport_never_issued(view: View) -> Answer:
    """The home state never gave the person a passport."""
    return papers(view, frozenset({"passport"}), frozenset({"never_issued"}), of_home=True)


@fact
def passport_taken_or_refused(view: View) -> Answer:
    """The home state confiscated, cancelled, reported stolen or would not renew the passport."""
    return papers(view, frozenset({"passport"}), TAKEN, of_home=True)


@fact
def passport_struck(view: View) -> Answer:
    """The home state confiscated or cancelled this person's passport, or reported it as stolen."""
    return papers(view, frozenset({"passport"}), STRUCK, of_home=True)


@fact
def passport_refused(view: View) -> Answer:
    """The home state will not renew the passport, or a paper was refused."""
    refused = papers(view, frozenset({"passport", "national_id"}), frozenset({"refused_renewal"}))
    return any_of([refused, paper_refused(view)])


@fact
def passport_expiring(view: View) -> Answer:
    """The home state's passport runs out soon."""
    return papers(view, frozenset({"passport"}), frozenset({"expiring"}), of_home=True)


@fact
def passport_expired(view: View) -> Answer:
    """The home state's passport has run out or is lost."""
    return papers(view, frozenset({"passport"}), frozenset({"expired", "lost"}), of_home=True)


@fact
def papers_may_be_refused(view: View) -> Answer:
    """A paper was refused to the person, or others in the same position were refused theirs."""
    return any_of([paper_refused(view), others_refused_papers(view)])


@fact
def travels_on_home_passport(view: View) -> Answer:
    """The only usable travel document is the home state's passport."""
    others = any_of(
        [
            papers(view, OF_PROTECTION, USABLE),
            papers(view, frozenset({"passport"}), USABLE, of_home=False),
        ]
    )
    return all_of(
        [
            papers(view, frozenset({"passport"}), USABLE, of_home=True),
            lacks(others, *_named(view)),
        ]
    )


@fact
def other_states_travel_document(view: View) -> Answer:
    """The person holds a usable travel document that the home state did not issue."""
    return any_of(
        [
            papers(view, OF_PROTECTION, USABLE),
            papers(view, frozenset({"passport"}), USABLE, of_home=False),
        ]
    )


@fact
def refugee_paper_held(view: View) -> Answer:
    """The person holds a usable travel document for refugees or foreigners."""
    return papers(view, OF_PROTECTION, USABLE)


@fact
def asylum_paper_held(view: View) -> Answer:
    """The person holds a usable asylum paper or certificate of UNHCR."""
    return papers(view, frozenset({"asylum_paper", "unhcr_certificate"}), USABLE)


@fact
def residence_ending(view: View) -> Answer:
    """A residence permit is expiring, expired, cancelled or was not renewed."""
    return papers(view, frozenset({"residence_permit"}), ENDING)


@fact
def residence_held(view: View) -> Answer:
    """The person holds a usable residence permit."""
    return papers(view, frozenset({"residence_permit"}), USABLE)


@fact
def visa_held(view: View) -> Answer:
    """The person holds a usable visa."""
    return papers(view, frozenset({"visa"}), USABLE)
