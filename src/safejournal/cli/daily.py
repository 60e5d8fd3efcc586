"""The acts of every day, once it is known what is meant: add, search, assess.

They stand apart from how a command line is read, since two ways lead here (`quick`, and click).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from safejournal import config, i18n
from safejournal.cli.input import read_document, read_words, text_of
from safejournal.cli.output import answer, write_json, write_lines
from safejournal.cli.session import Session, tell
from safejournal.errors import Refused, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from safejournal.domain.plan import Plan
    from safejournal.domain.versions import Record
    from safejournal.domain.words import Kind
    from safejournal.services.opening import Vault
    from safejournal.services.search import Hit

MOST = 200
"""Records found at most, unless --limit asks for another number."""

_SOURCE = _("Give FILE, or - for standard input; on a terminal alone questions are asked.")


def add(session: Session, kind: Kind, file: str | None) -> None:
    """Write a new record."""
    document = document_from(session, file)
    with session.vault() as vault:
        from safejournal.services import documents, journal

        if document is None:
            record = compose(session, vault, kind, None)
        else:
            record = journal.record(vault, documents.read_new(kind, document))
        say_kept(session, vault, record)


def document_from(session: Session, source: str | None) -> bytes | None:
    """Return the document, read before anything is unlocked; None when questions shall be asked."""
    if source is not None:
        return read_document(session, source)
    if not session.asks:
        raise WrongUsage(_SOURCE)
    return None


def compose(session: Session, vault: Vault, kind: Kind, before: Record | None) -> Record | None:
    """Ask the questions of a record; who stops them is told that nothing typed is lost."""
    try:
        return session.doors.compose(vault, kind, before)
    except KeyboardInterrupt:
        tell(_("What you typed waits as a draft: drafts list"))
        raise


def say_kept(session: Session, vault: Vault, record: Record | None) -> None:
    """Answer with the id of what was written. Raises Refused where nothing was."""
    if record is None:
        raise Refused("Nothing was kept.", hint="What you began may wait as a draft: drafts list")
    if session.json:
        write_json({"id": record.id, "version": record.version})
        return
    tell(_("Kept."))
    write_lines([record.id])
    if record.kind == "legal":
        _warn(vault, record)


def _warn(vault: Vault, record: Record) -> None:
    """Say what a warrant, a case or a notice changes for the trips that are planned."""
    from safejournal.services.alerts import alert
    from safejournal.wording.alerts import alert_lines

    found = alert(vault, record.id)
    if found is not None:
        tell("\n".join(alert_lines(found, vault)))


def search(
    session: Session,
    words: tuple[str, ...],
    kinds: tuple[Kind, ...] = (),
    *,
    inside: bool = False,
    limit: int = MOST,
) -> None:
    """Search the journal."""
    if words == ("-",):
        query = read_words(session, "-")
    elif words:
        query = text_of(" ".join(words))
    elif not session.asks:
        raise WrongUsage("Give the words to look for, or - to read them from standard input.")
    else:
        query = ""
    with session.vault() as vault:
        from safejournal.services.search import find

        query = query or session.ask_line(_("Look for: "))
        hits = find(vault, query, kinds=kinds, limit=limit, inside=inside)
        answer(
            session, lambda: [_hit_document(hit) for hit in hits], lambda: _hit_lines(vault, hits)
        )


def _hit_document(hit: Hit) -> dict[str, Any]:
    from safejournal.services.documents import document_of

    match: dict[str, Any] = {"title": [list(mark) for mark in hit.title_marks]}
    if hit.excerpt is not None:
        marks = [list(mark) for mark in hit.excerpt.marks]
        match["excerpt"] = {"text": hit.excerpt.text, "marks": marks}
    return document_of(hit.record) | {"match": match}


def _hit_lines(vault: Vault, hits: list[Hit]) -> Iterator[str]:
    from safejournal.wording.excerpts import marked
    from safejournal.wording.rows import row

    for hit in hits:
        yield row(hit.record, vault)
        if hit.excerpt is not None:
            yield f"    {marked(hit.excerpt)}"


def assess(session: Session, source: str, packs: tuple[str, ...] = ()) -> None:
    """Hold a plan, from a file or from the journal, against the guidance.

    A file is held against what is built in, and against the pack files that are given.
    """
    from safejournal.services import assessing

    plan = _from_journal(session, source) if _is_id(source) else None
    if plan is not None and packs:
        raise WrongUsage("A trip of the journal is held against the packs installed there.")
    if plan is None:
        plan = assessing.read_plan(read_document(session, source))
        _use_packs(session, packs)
    found = assessing.assess_plan(plan, config.clock(session.today)().date())

    def lines() -> Iterator[str]:
        from safejournal.wording.assessing import assessment_lines

        return assessment_lines(plan, found)

    answer(session, lambda: assessing.as_document(found, i18n.language()), lines)


def _use_packs(session: Session, files: tuple[str, ...]) -> None:
    if files:
        from safejournal.services import installing

        installing.use_files([read_document(session, f, installing.LARGEST_FILE) for f in files])
    elif not session.json:
        tell(_("Held against the built-in guidance alone. --pack FILE adds a pack."))


def _is_id(source: str) -> bool:
    """Tell whether the beginning of an id is meant: a file of that name goes first."""
    import os

    return bool(re.fullmatch(r"[0-9a-fA-F]{4,32}", source)) and not os.path.lexists(source)


def _from_journal(session: Session, source: str) -> Plan:
    with session.vault() as vault:
        from safejournal.domain.plan import Plan
        from safejournal.services import journal, trips

        trip = trips.trip_of(journal.show(vault, journal.find_id(vault, source)))
        return trip.plan or Plan()
