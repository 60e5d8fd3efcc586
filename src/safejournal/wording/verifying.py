"""What verification found, said to a person."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.i18n import _, later, ngettext
from safejournal.services.anchors import Compared, Standing
from safejournal.services.verifying import Report
from safejournal.wording.amounts import days

_STEPS = {
    "pages": later("Reading every page …"),
    "chain": later("Following the chain of events …"),
    "versions": later("Checking every version …"),
    "files": later("Checking every file …"),
}


def step(name: str) -> str:
    """Return what is being checked."""
    return _(_STEPS[name]) if name in _STEPS else name


def report_lines(report: Report) -> Iterator[str]:
    """Yield what was checked, the anchor and what to do with it."""
    found = report.verified
    yield ngettext(
        "Every page is as it was written; {n} version is sealed, {erased} erased, {files} files.",
        "Every page is as it was written; {n} versions are sealed, {erased} erased, {files} files.",
        found.versions,
    ).format(n=found.versions, erased=found.erased, files=found.files)
    yield _("Anchor: {words}").format(words=" ".join(report.anchor.words))
    yield _("Digest: {digest}").format(digest=report.anchor.digest)
    if report.compared is not None:
        yield compared(report.compared)
    else:
        yield _(
            "Keep the six words outside, for example with a contact: nothing else can show later"
            " that the whole folder was put back to an older state."
        )


def compared(of: Compared) -> str:
    """Return what an anchor says about the journal."""
    if of.standing is Standing.PRESENT:
        return _("The journal stands exactly where the anchor says.")
    if of.standing is Standing.EARLIER:
        since = ngettext("{n} event since", "{n} events since", of.events).format(n=of.events)
        return _("The journal stood there {days} ago, and has grown: {since}.").format(
            days=days(of.days), since=since
        )
    if of.standing is Standing.ANOTHER:
        return _("The anchor is that of another journal.")
    return _("It was never there: it was put back to an older state, or the anchor is not its own.")
