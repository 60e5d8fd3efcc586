"""Travelling with little, said to the person: what stays, what is proven, what still shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from safejournal.i18n import _, later, ngettext
from safejournal.services.ways_back import Sort, WayBack
from safejournal.wording.amounts import records, size
from safejournal.wording.kinds import kinds
from safejournal.wording.names import name_of
from safejournal.wording.times import day
from safejournal.wording.ways_back import way_back

if TYPE_CHECKING:
    from safejournal.services import printing
    from safejournal.services.travelling import Pile, Preview
    from safejournal.services.travelling_drill import Drilled
    from safejournal.services.travelling_leave import Left
    from safejournal.services.travelling_package import Package
    from safejournal.services.travelling_return import Returned

IN_A_ROW = 6
"""Words of the sheet in one row."""

WHAT_SHOWS = (
    later("That the program is here, and a journal with a few records, made on the day you left."),
    later("The package, if it lies where it is looked for: it says that something was sealed."),
    later(
        "On the disk: old pages and perhaps an old head, on flash memory for long. The old"
        " passphrase opens them. docs/travel-light.md has the figures."
    ),
    later("Names of removed files, the shell's history, lists of recent files: see doctor."),
    later("What others were given: backups elsewhere, bundles, papers."),
    later("What your records say themselves: a text may tell of more than is here."),
)
"""What an examiner can still see afterwards."""

_STEPS = {
    "copied": later("A copy to practise on is made."),
    "sealed": later("Everything is sealed into a package."),
    "proven": later("The package was opened, restored and compared."),
    "left": later("The small journal stands in the whole one's place."),
    "returned": later("Everything is together again."),
    "compared": later("What came back was compared with what there was."),
}


def counted(pile: Pile) -> str:
    """Return how much a pile is."""
    files = ngettext("{n} file", "{n} files", pile.files).format(n=pile.files)
    return f"{records(pile.records)}, {files}, {size(pile.size)}"


def preview_lines(seen: Preview, *, identity: bool, named: bool = True) -> Iterator[str]:
    """Yield what would stay and what would go; with `named`, the names of what stays."""
    yield _("Stays on the device: {pile}").format(pile=counted(seen.stays))
    for kind, count in seen.stays.kinds:
        yield f"  {kinds(kind)}: {count}"
    if named:
        yield from (f"  - {name_of(record)}" for record in seen.names)
    yield _("Only in the package: {pile}").format(pile=counted(seen.goes))
    for kind, count in seen.goes.kinds:
        yield f"  {kinds(kind)}: {count}"
    whole = _("The package holds everything: {n} sealed versions, {drafts} drafts.")
    yield whole.format(n=seen.versions, drafts=seen.drafts)
    if seen.loosened:
        cut = ngettext(
            "{n} record that stays points to some that go: that is cut until the return.",
            "{n} records that stay point to some that go: that is cut until the return.",
            seen.loosened,
        )
        yield cut.format(n=seen.loosened)
    if identity:
        yield _("Your keys go along: whoever opens the small journal can send in your name.")
    else:
        yield _("Your keys stay in the package; on the way the journal has new ones.")


def package_line(of: Package | None, *, present: bool) -> str:
    """Return how far the package is."""
    if of is None:
        return _("No package has been sealed.")
    told = {"file": of.file, "day": day(of.made[:10]), "size": size(of.size)}
    if not present:
        return _("Sealed on {day}, but the journal has changed since: seal again.").format(**told)
    if not of.restored:
        return _("Sealed on {day}, not yet proven: {file}").format(**told)
    if of.contact:
        said = _("Sealed and restored on {day}: {file} ({size}). The contact tells the code next.")
        return said.format(**told)
    return _("Sealed and proven on {day}: {file} ({size}).").format(**told)


def sealed_lines(of: Package) -> Iterator[str]:
    """Yield what was sealed, what that proves, and what comes next."""
    yield _("Everything is sealed: {file} ({size}). Nothing has been removed yet.").format(
        file=of.file, size=size(of.size)
    )
    if not of.contact:
        yield _("It was opened with what you typed from the sheet, restored and compared: proven.")
        yield _("Leave sheet and package apart, where you trust. Then: travel-light leave.")
        return
    yield _(
        "It was opened here with a key made for the trial and now gone, restored and compared: all"
        " of it is there. That the contact can open it, only they can show."
    )
    if not of.compared:
        yield _("The words of this contact's key were never compared: it may be another's key.")
    yield _("1. Give it to the contact. They run: age -d -i THEIR-KEY FILE | sha256sum")
    yield _("   With this program: travel-light open FILE -o OUT")
    yield _("2. They tell you the first twelve characters: the code.")
    yield _("3. Then: travel-light leave. They cannot read the journal: it needs your passphrase.")


def before_leaving(ways: Sequence[WayBack]) -> Iterator[str]:
    """Yield what goes with leaving, and what it does not reach."""
    yield _("The whole journal goes from here, and every way into it: {n}.").format(
        n=sum(way.sort is Sort.SLOT for way in ways)
    )
    gone = [way for way in ways if way.sort in (Sort.BACKUP, Sort.REMNANT) and way.there]
    if gone:
        yield _("These in reach go with it:")
        yield from (f"- {way_back(way)}" for way in gone)
    outside = [
        way
        for way in ways
        if way.sort in (Sort.SENT, Sort.PACKAGE) or (way.sort is Sort.BACKUP and not way.there)
    ]
    if outside:
        yield _("These stay, and open as before:")
        yield from (f"- {way_back(way)}" for way in outside)
    yield _("To come back you need the package, what opens it, and the passphrase of today.")


def left_lines(done: Left) -> Iterator[str]:
    """Yield what is so now, and no more than that."""
    yield _("The small journal is here: {records}.").format(records=records(done.stays))
    yield from (_("Removed: {file}").format(file=file) for file in done.removed)
    if done.in_reach:
        yield _("A way is still in reach, so that this cannot be promised yet:")
        yield from (f"- {place}" for place in done.in_reach)
        return
    yield _("Nothing here that the program knows of opens the whole journal.")
    for way in done.out_of_reach:
        yield _("Out of reach: {way}").format(way=way_back(way))
    if done.package.there:
        yield _("The package lies here: {file}. Take it to where it stays.").format(
            file=done.package.file
        )
    yield _("What an examiner can still see:")
    yield from (f"- {_(each)}" for each in WHAT_SHOWS)
    yield _("What stands above stays in this window until you close it.")


def returned_lines(done: Returned) -> Iterator[str]:
    """Yield what came together."""
    merged = done.merged
    yield _("Everything is together again: {n} versions were written on the way.").format(
        n=merged.versions
    )
    if merged.erased:
        yield _("Erased on the way, and so at home too: {n}.").format(n=merged.erased)
    if merged.conflicts:
        yield _("Two versions stand side by side, for you to decide: {n}.").format(
            n=merged.conflicts
        )
    if merged.unknown:
        yield _("Not in this package as it had gone along, so it is an older one: {n}.").format(
            n=merged.unknown
        )
    yield _("The passphrase from before the journey opens it; that of the way no longer does.")
    for file in done.left:
        yield _("A backup of the small journal stays: {file}").format(file=file)
    yield _("Make a backup now; then the package can go.")


def opened_lines(code: str, file: str) -> Iterator[str]:
    """Yield what a contact does who opened a package for somebody."""
    grouped = " ".join(code[at : at + 4] for at in range(0, len(code), 4))
    yield _("The code, to be told now: {code}").format(code=grouped)
    yield _("When they ask for it, give them this file: {file}").format(file=file)


def drill_step(step: str) -> str:
    """Return what a practice run has just done."""
    return _(_STEPS[step])


def drilled_lines(done: Drilled) -> Iterator[str]:
    """Yield what came of a practice run."""
    if done.same:
        yield _("Practised on a copy: all of it came back as it was. The copy is gone.")
    else:
        yield _("Practised on a copy: what came back is NOT the same. Do not leave; verify first.")
    stayed = _("Stayed on the way: {records}. The package took {size}.")
    yield stayed.format(records=records(done.stayed), size=size(done.package))


def sheet_lines(words: Sequence[str], secret: str) -> Iterator[str]:
    """Yield what stands on the sheet."""
    for at in range(0, len(words), IN_A_ROW):
        yield f"  {at + 1:>2}  {' '.join(words[at : at + IN_A_ROW])}"
    yield ""
    yield _("The same for age:")
    yield secret


def sheet_page(
    words: Sequence[str], secret: str, language: str, *, practice: bool
) -> printing.Sheet:
    """Return the sheet for printing. It does not say what it opens."""
    from safejournal.services import printing

    rows = [" ".join(words[at : at + IN_A_ROW]) for at in range(0, len(words), IN_A_ROW)]
    return printing.Sheet(
        title=_("Twenty-two words"),
        language=language,
        practice=practice,
        lead=(_("Keep this paper apart, where nobody looks. No photograph, no copy."),),
        entries=tuple(printing.Entry(text=row) for row in rows),
        small_print=(secret,),
    )
