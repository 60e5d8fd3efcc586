"""What is said of workshops: scenarios, seats, what comes, what a reset found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from safejournal.domain.scenarios import Inject, InjectKind, Role, Scenario, Stage, Step
from safejournal.domain.sittings import Sitting, coming, is_due, left, shown, step_now
from safejournal.i18n import _, later, ngettext
from safejournal.services.resetting import Looked, Sort
from safejournal.services.scenarios import Found
from safejournal.wording.packs import marked

STAGES = {
    Stage.ACTIVITY: later("Activity"),
    Stage.DISCUSSION: later("Discussion"),
    Stage.INPUT: later("Input"),
    Stage.DEEPENING: later("Deepening"),
    Stage.SYNTHESIS: later("Synthesis"),
}
KINDS = {
    InjectKind.MESSAGE: later("Message"),
    InjectKind.CALL: later("Call"),
    InjectKind.DOCUMENT: later("Document"),
    InjectKind.GUARD: later("Somebody in power"),
    InjectKind.NEWS: later("News"),
    InjectKind.EVENT: later("Event"),
}
_SORTS = {
    Sort.VAULTS: later("practice journals"),
    Sort.FILES: later("files written from them"),
    Sort.FOLDER: later("the folder of the workshop, with the environment of a kit"),
    Sort.LEFT_OPEN: later("practice journals of demo that a killed session left"),
    Sort.WASTE: later("journals in the wastebasket"),
    Sort.HISTORY: later("lines of the shell’s history (yours: not touched)"),
    Sort.RECENT: later("the list of recent documents (yours: not touched)"),
}


def scenario_row(of: Found) -> str:
    """Return the line of a list."""
    found = of.scenario
    told = _("{id}  {title} ({n} min, {a} to {b} people)").format(
        id=found.id, title=found.title, n=found.minutes, a=found.smallest, b=found.largest
    )
    return marked(told, of.maker)


def stage(of: Step) -> str:
    """Return the name of a step's stage."""
    return _(STAGES[of.stage])


def kind(of: Inject) -> str:
    """Return what sort of thing comes."""
    return _(KINDS[of.kind])


def clock(seconds: int) -> str:
    """Return time left as minutes and seconds; what has overrun bears a minus."""
    minutes, rest = divmod(abs(seconds), 60)
    return f"{'−' if seconds < 0 else ''}{minutes}:{rest:02}"


def role_lines(of: Role) -> Iterator[str]:
    """Yield what a participant knows of their role."""
    yield of.name
    yield of.who
    yield _("What only you know: {text}").format(text=of.knows)
    yield _("What you do: {text}").format(text=of.task)


def inject_lines(of: Inject) -> Iterator[str]:
    """Yield what has come, as whoever receives it reads it."""
    yield f"{kind(of)}: {of.title}"
    if of.by:
        yield _("From: {name}").format(name=of.by)
    yield of.text


def answer_lines(of: Inject) -> Iterator[str]:
    """Yield what who leads it sees besides: what is tested, what is good, what to ask."""
    yield _("It tests: {text}").format(text=of.tests)
    yield _("A good answer holds:")
    yield from (f"– {each}" for each in of.good)
    if of.ask:
        yield _("Ask: {text}").format(text=of.ask)


def when(of: Inject) -> str:
    """Return when an inject comes."""
    return _("after {n} min").format(n=of.at) if of.at is not None else _("when it fits")


def timer_line(of: Sitting, scenario: Scenario, now: datetime) -> str:
    """Return where the session stands, and whether the timer runs."""
    step = step_now(of, scenario)
    if step is None:
        return _("All steps are over.")
    told = _("Step {n} of {m}: {stage}. Left: {time}").format(
        n=of.step + 1,
        m=len(scenario.steps),
        stage=stage(step),
        time=clock(left(of, scenario, now)),
    )
    return told if of.since else f"{told} ({_('the timer stands')})"


def coming_line(of: Sitting, scenario: Scenario, now: datetime) -> str:
    """Return that something comes, and nothing of what it is."""
    inject = coming(of, scenario)
    if inject is None:
        return _("Nothing more comes in this step.")
    if is_due(of, scenario, now):
        return _("The next one is due.")
    return _("The next one comes {when}.").format(when=when(inject))


def step_lines(of: Step) -> Iterator[str]:
    """Yield the script of a step."""
    yield of.title
    yield of.do
    if of.say:
        yield _("In these words, if you like: {text}").format(text=of.say)


def receivers(of: Scenario, inject: Inject) -> str:
    """Return for whom something is."""
    names = [role.name for each in inject.to if (role := of.role(each)) is not None]
    return ", ".join(names) or _("everybody")


def so_far_line(of: Sitting, scenario: Scenario) -> str:
    """Return how much has come."""
    count = len(shown(of, scenario))
    return ngettext("{n} has come so far", "{n} have come so far", count).format(n=count)


def reset_lines(found: Sequence[Looked]) -> Iterator[str]:
    """Yield, for each sort of leftover, what was removed and what is still there."""
    for each in found:
        yield from (_("Removed: {what}").format(what=place) for place in each.removed)
    yield ""
    for each in found:
        what = _(_SORTS[each.sort])
        if not each.left:
            yield _("Looked for {what}: none.").format(what=what)
        else:
            yield _("Looked for {what}: found these.").format(what=what)
            yield from (f"  {place}" for place in each.left)
    yield ""
    yield not_looked()


def not_looked() -> str:
    """Return what no program can look for."""
    return _(
        "Not looked for, because nobody can: sticks that are not here, paper, the clipboard, what"
        " the disk keeps of removed files, other people’s machines and backups of this one."
    )


def reset_question(places: int) -> str:
    """Return the question before everything of practice is removed."""
    return ngettext(
        "Remove the workshop’s folder and {n} thing that was noted? Your own journal is not"
        " touched.",
        "Remove the workshop’s folder and {n} things that were noted? Your own journal is not"
        " touched.",
        places,
    ).format(n=places)
