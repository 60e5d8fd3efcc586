"""Recovery sheets, as they are told of, shown, and printed for those who keep them.

A printed sheet speaks two languages at once: whoever keeps it may not have the owner's. It says
neither what it opens nor with which program, unless the owner wants that on it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from safejournal.i18n import _
from safejournal.services.recovery import Sheet, Sheets
from safejournal.wording.practice import band
from safejournal.wording.times import day

if TYPE_CHECKING:
    from safejournal.services import printing

IN_A_ROW = 4
"""Words. Five short rows are copied, read aloud and compared more easily than twenty lines."""

_TITLE = "Sheet {n} of {of} · Лист {n} из {of}"

_FOR_KEEPERS = """
Keep this paper where nobody else looks. Alone it opens nothing and tells nothing. Any {need} of the
{of} sheets together give something back that the person who gave you this may need one day. You
need not know what it is or who keeps the others. Do not look for them.

Give the words only to that person, when you are sure that it is they and that nobody makes them
ask: hand over the paper, or read it to them row by row. Give them to nobody else, however official.
No photograph, no message, no copy in a telephone or computer.

If the paper is lost, or somebody has seen it, tell that person soon. They can make new sheets, and
this one then opens nothing.

Храните эту бумагу там, куда никто другой не смотрит. Сама по себе она ничего не открывает и ни о
чём не говорит. Любые {need} из {of} листов вместе возвращают то, что однажды может понадобиться
человеку, который вам это дал. Вам не нужно знать, что это и у кого остальные. Не ищите их.

Отдайте слова только этому человеку, когда вы уверены, что это он и что никто не заставляет его
просить: передайте бумагу или прочитайте её вслух строка за строкой. Никому другому, какую бы
должность он ни занимал. Никаких фотографий, сообщений, копий в телефоне или компьютере.

Если бумага потеряна или её кто-то видел, поскорее скажите об этом тому человеку. Он может сделать
новые листы, и тогда этот ничего не откроет.
"""
"""For whoever keeps a sheet, in both languages."""

_NAMED = """
For the owner: {need} of these sheets open the journal with “safejournal recovery join”. Other
programs for SLIP-39 turn them into 32 digits, which open it in the place of a passphrase.

Для владельца: листы числом {need} открывают журнал командой «safejournal recovery join». Другие
программы для SLIP-39 дают из них 32 знака, которые открывают его вместо пароля.
"""
"""For its owner, if the program's name may stand on it."""

_SAME_SET = """
Sheets of one set begin with the same two words. The first four letters of a word are enough.

Листы одного набора начинаются с одних и тех же двух слов. Достаточно первых четырёх букв слова.
"""


def rows(words: Sequence[str]) -> list[str]:
    """Return the words in rows, in the order in which they are read."""
    return [" ".join(words[at : at + IN_A_ROW]) for at in range(0, len(words), IN_A_ROW)]


def page(sheet: Sheet, *, of: int, named: bool, practice: bool) -> printing.Sheet:
    """Return a sheet for printing. `named` puts the program's name on it."""
    from safejournal.services import printing  # which the first screen need not wait for

    numbers = {"n": sheet.number, "of": of, "need": sheet.need}
    lead = _FOR_KEEPERS + (_NAMED if named else "")
    return printing.Sheet(
        title=_TITLE.format(**numbers),
        language="en",
        practice=practice,
        lead=_paragraphs(lead.format(**numbers)),
        entries=tuple(printing.Entry(text=row) for row in rows(sheet.words)),
        small_print=_paragraphs(_SAME_SET),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(each.split()) for each in text.split("\n\n") if each.strip())


def shown(sheet: Sheet, *, of: int, practice: bool) -> str:
    """Return a sheet as it is shown once in the terminal, to be copied by hand."""
    heading = _("Sheet {n} of {of}; any {need} of them open the journal:")
    lines = [heading.format(n=sheet.number, of=of, need=sheet.need), ""]
    lines += [f"  {number}. {row}" for number, row in enumerate(rows(sheet.words), 1)]
    above = [band(), ""] if practice else []
    return "\n".join((*above, *lines, ""))


def about_splitting(*, need: int, of: int) -> str:
    """Return what sheets mean, said before they are made."""
    return _(
        "{of} sheets of twenty words. Any {need} of them open everything, without a passphrase;"
        " fewer tell nothing. Those who keep them should not know each other, and not all be in"
        " reach of the same state. A new recovery phrase revokes them."
    ).format(need=need, of=of)


def in_force(sheets: Sheets) -> str:
    """Return what is said once new sheets are in force."""
    return _(
        "The sheets are in force: any {need} of the {of} open the journal. Older sheets open only"
        " older copies of it. Rehearse once, before you give them away."
    ).format(need=sheets.need, of=sheets.of)


def after_printing() -> str:
    """Return what is said once sheets were written as files."""
    return _("Print the files and delete them; on flash memory traces of them may remain.")


def joined() -> list[str]:
    """Return what is said once sheets have led to a new passphrase."""
    return [
        _("The sheets opened the journal; the new passphrase is in force."),
        _("Whoever saw these sheets together can open it too: make new ones."),
    ]


def told(sheets: Sheets | None) -> str:
    """Return which sheets there are, and when they were last tried."""
    if sheets is None:
        return _("There are no recovery sheets.")
    made = _("Recovery sheets: any {need} of {of}, made on {day}.").format(
        need=sheets.need, of=sheets.of, day=day(sheets.made.isoformat())
    )
    return f"{made} {_last(sheets)}"


def rehearsed(sheets: Sheets | None) -> str:
    """Return what is said once sheets have opened the journal."""
    said = _("These sheets open the journal.")
    if sheets is None:
        return said
    again = _("Noted; next time by {day}.").format(day=day(sheets.rehearse_by.isoformat()))
    return f"{said} {again}"


def copy_opened(versions: int, *, vault_too: bool) -> str:
    """Return what is said once sheets have opened a copy, and whether the journal too."""
    said = _("These sheets open the copy; all of it was read, {n} sealed versions.").format(
        n=versions
    )
    if vault_too:
        return said
    return f"{said} " + _(
        "They do not open the journal itself: newer sheets or a new phrase took their place."
    )


def reminder(sheets: Sheets) -> str:
    """Return the reminder that the sheets should be tried again."""
    return _("Try whether {need} of your recovery sheets still open the journal. {last}").format(
        need=sheets.need, last=_last(sheets)
    )


def due_document(sheets: Sheets | None) -> list[dict[str, object]]:
    """Return the same for programs, as an element of what `due` answers: it is of no record."""
    if sheets is None:
        return []
    return [
        {
            "what": "rehearsal",
            "at": sheets.rehearse_by.isoformat(),
            "grace_minutes": 0,
            "urgency": "late",
            "name": reminder(sheets),
        }
    ]


def _last(sheets: Sheets) -> str:
    if sheets.rehearsed is None:
        return _("They were never rehearsed.")
    return _("Last rehearsed on {day}.").format(day=day(sheets.rehearsed.isoformat()))
