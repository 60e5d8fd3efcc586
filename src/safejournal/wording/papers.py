"""What a person reads of a card on paper or a dossier before and after it is made."""

from __future__ import annotations

from collections.abc import Iterator

from safejournal.domain.wrapping import wrapped
from safejournal.i18n import _, ngettext
from safejournal.services import folio, paper, sharing
from safejournal.services.dossier import Dossier
from safejournal.services.opening import Vault
from safejournal.services.paper import Seen
from safejournal.wording.preview import (
    called_line,
    cut_lines,
    names_in,
    preview_lines,
    reader_lines,
    total_line,
)
from safejournal.wording.sharing import proof


def paper_lines(vault: Vault, seen: Seen) -> Iterator[str]:
    """Yield what would leave field by field, the page as it would be, and what it may cost."""
    choice = seen.preview.choice
    yield from preview_lines(vault, seen.preview, sharing.readers(vault, choice))
    yield ""
    yield _("The page, as it would be:")
    yield from folio.as_text(seen.page).splitlines()
    yield ""
    yield from cost_lines(choice.language)


def cost_lines(language: str) -> Iterator[str]:
    """Yield what the writer must know of such a paper, and what its holder is told."""
    before, told = cost(language)
    yield from wrapped(before)
    yield from wrapped(told, "  ")


def cost(language: str) -> tuple[str, str]:
    """Return the same as two sentences: what the writer must know, and what the holder is told."""
    before = _(
        "A paper is in the clear: whoever finds it can read it, and nobody can call it back."
        " Its holder is told, and should hear it from you too:"
    )
    return before, paper.cost(language)


def given_line(number: int) -> str:
    """Return what to say once it is made."""
    told = _("Number {n}. It is noted who was given what: sent.")
    return told.format(n=number)


def dossier_lines(vault: Vault, seen: Dossier) -> Iterator[str]:
    """Yield what would leave field by field, and what the chronology would look like."""
    names = names_in(vault, seen.preview, sharing.readers(vault, seen.preview.choice))
    yield from dossier_head(vault, seen)
    for cut in seen.preview.cuts:
        yield ""
        yield from cut_lines(cut, names)
    yield ""
    yield total_line(seen.preview)
    yield from chronology_lines(seen)


def dossier_head(vault: Vault, seen: Dossier) -> Iterator[str]:
    """Yield for whom it is, what the person is called in it, and what would show who made it."""
    readers = sharing.readers(vault, seen.preview.choice)
    if readers:
        names = names_in(vault, seen.preview, readers)
        yield from reader_lines(readers, names, vault.clock())
    else:
        yield _("To: nobody in particular. In the clear, whoever has it can read it.")
    yield called_line(seen.preview)
    yield proof(seen.preview.proof)


def chronology_lines(seen: Dossier) -> Iterator[str]:
    """Yield how many entries and gaps there are, and what the digests can show."""
    count, gaps = len(seen.entries), len(seen.order.gaps)
    yield ngettext("{n} entry", "{n} entries", count).format(n=count)
    if unknown := len(seen.order.undated):
        yield ngettext(
            "{n} of them without a known time", "{n} of them without a known time", unknown
        ).format(n=unknown)
    if gaps:
        yield ngettext(
            "{n} stretch of more than a month without an entry, which is marked",
            "{n} stretches of more than a month without an entry, which are marked",
            gaps,
        ).format(n=gaps)
    if seen.files:
        files = len(seen.files)
        yield ngettext(
            "{n} attachment listed by its digest; the file does not leave",
            "{n} attachments listed by their digests; the files do not leave",
            files,
        ).format(n=files)
    yield digests_line(seen)


def digests_line(seen: Dossier) -> str:
    """Return since when the digests show anything to anybody else."""
    arrived = any(each.arrived for each in seen.held)
    if arrived:
        return _(
            "Somebody holds a point of your chain and has sent a receipt: the digests show order"
            " and unchangedness since then."
        )
    if seen.held:
        return _(
            "You gave points of your chain away, but no receipt came: nobody knows whether anybody"
            " holds one."
        )
    return _("Nobody else holds a point of your chain yet: to others the digests show nothing.")
