"""What is said in the child about recovery sheets: made, typed in, tried.

Words of sheets live and end in this process, as passphrases do. Every answer begins as that of
`unlock`: the slot's number and the DEK; behind it stands the slot that the session puts in force.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from safejournal import i18n
from safejournal.domain.layouts import latin_keys
from safejournal.errors import CannotUnlock, InputRejected, Refused
from safejournal.i18n import _, ngettext
from safejournal.plain.beginning import choose, take
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker, Descriptor, wipe
from safejournal.services import opening, passphrases, printing, recovery
from safejournal.services.recovery import WORDS, Gathering, Sheet
from safejournal.services.written_file import new_file, refuse_inside
from safejournal.wording import recovery as wording
from safejournal.wording.problems import in_language

_LETTERS = re.compile(r"[^\W\d_]+")


def split(asker: Asker, arguments: bytes) -> bytearray:
    """Open the vault and make sheets; answer the key, the slot, and the words nobody was shown.

    `arguments` is JSON: `place`, `keyfile` (or null), `language`, `need`, `of`; `quiet` (a program
    wants the words: one sheet a line); `folder` (where files are written, or null), `form` and
    `named` of those.
    """
    told = _told(arguments)
    place = Path(told["place"])
    label = _("Present passphrase or recovery phrase: ")
    answer = ask_until_open(asker, place, told["keyfile"], label)
    asker.progress(_("Making the sheets, and trying them …"))
    sheets, slot = recovery.make_sheets(place, answer[1:], need=told["need"], of=told["of"])
    practice = recovery.is_practice(place, answer[1:])
    answer += slot
    if told["folder"]:
        _write(sheets, told, practice=practice)
    elif asker.interactive and not told["quiet"]:
        _show(asker, sheets, practice=practice)
    else:
        answer += "\n".join(" ".join(sheet.words) for sheet in sheets).encode("ascii")
    return answer


def join(asker: Asker, arguments: bytes) -> bytearray:
    """Take sheets until they open the vault, and a new passphrase; answer the key and its slot.

    `arguments` as above, and `source`: a descriptor that the sheets are read from, or null.
    """
    told = _told(arguments)
    place = Path(told["place"])
    opening.check_ready(place)
    digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
    answer = _opened(asker, told, place)
    asked = asker.interactive and not told["quiet"]
    typed = choose(asker, told["language"]) if asked else take(asker)
    asker.progress(_("Sealing the key …"))
    return answer + recovery.sealed_passphrase(place, answer[1:], typed, digest)


def rehearse(asker: Asker, arguments: bytes) -> bytearray:
    """Take sheets until they open the vault; answer the key. `arguments` as of `join`.

    With `copy`, a copy's place, they are tried on that; the vault's own key stands behind the
    copy's if they open it too.
    """
    told = _told(arguments)
    tried = [Path(place) for place in (told.get("copy"), told["place"]) if place]
    for place in tried:
        opening.check_ready(place)
    return _opened(asker, told, *tried)


def _told(arguments: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return told


def _opened(asker: Asker, told: dict[str, Any], place: Path, *also: Path) -> bytearray:
    """Return the answer that the sheets give; behind it that of `also`, if they open it too."""
    source = asker if told.get("source") is None else Descriptor(told["source"])
    if source.interactive:
        asker.turn_aside()
    while True:
        gathering = _gathered(source)
        asker.progress(_("Opening … Ctrl+C stops."))
        try:
            answer = recovery.open_by_sheets(place, gathering)
            for other in also:
                with suppress(CannotUnlock):
                    answer += recovery.open_by_sheets(other, gathering)
            return answer
        except (CannotUnlock, Refused) as error:
            if not source.interactive:
                raise
            asker.say(f"{in_language(error.sentence)} {in_language(error.hint)}".rstrip())


def _gathered(asker: Asker) -> Gathering:
    """Ask for sheets until there are enough."""
    gathering = Gathering()
    waiting: list[str] = []
    while gathering.left != 0:
        try:
            sheet = recovery.read_sheet(_twenty(asker, gathering, waiting))
            gathering.add(sheet)
        except InputRejected as error:
            if not asker.interactive:
                raise
            asker.say(f"{_sentence(error)} {_('Type this sheet again.')}")
        else:
            asker.say(_read(sheet.number, gathering.left or 0))
    return gathering


def _read(number: int, left: int) -> str:
    said = _("Sheet {n} is read.").format(n=number)
    if not left:
        return said
    more = ngettext("{n} more is needed.", "{n} more are needed.", left)
    return f"{said} {more.format(n=left)}"


def _twenty(asker: Asker, gathering: Gathering, waiting: list[str]) -> list[str]:
    """Return the words of the next sheet; what was pasted beyond it stays in `waiting`."""
    while len(waiting) < WORDS:
        try:
            lines = _lines(asker, gathering, waiting)
            found = [word for line in lines for word in _words(line)]
            if not found:
                asker.say(_("There is no row of a sheet in that."))
            waiting += found
        except InputRejected as error:
            if not asker.interactive:
                raise
            asker.say(f"{_sentence(error)} {_('Type this line again.')}")
    sheet = waiting[:WORDS]
    del waiting[:WORDS]
    return sheet


def _lines(asker: Asker, gathering: Gathering, waiting: Sequence[str]) -> list[str]:
    """Return the next line, or all of a paste."""
    if asker.interactive:
        number, word = gathering.count + 1, len(waiting) + 1
        label = _("Sheet {n}, from word {word} on: ").format(n=number, word=word)
        return asker.ask_text(label).splitlines()
    try:
        line = asker.ask("")
    except Refused:
        raise InputRejected("more sheets are needed than were given") from None
    text = line.decode("utf-8", "replace")
    wipe(line)
    return [text]


def _words(line: str) -> list[str]:
    """Return the words of a line of a sheet; none of a line that is something else.

    A whole printed page may be pasted: a line most of whose words are not of the list is no row.
    Raises InputRejected for a row in which one is not, which names its place and never the word.
    """
    typed = _LETTERS.findall(latin_keys(line))
    found = [recovery.word(each) for each in typed]
    known = [each for each in found if each is not None]
    if 2 * len(known) <= len(typed):
        return []
    if len(known) < len(found):
        place = found.index(None) + 1
        raise InputRejected(f"word {place} of this line is none of those that sheets are made of")
    return known


def _sentence(error: InputRejected) -> str:
    sentence = in_language(error.sentence)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _show(asker: Asker, sheets: Sequence[Sheet], *, practice: bool) -> None:
    """Show one sheet after the other, each on a page that is wiped, and ask a word of each back."""
    asker.turn_aside()
    for sheet in sheets:
        text = wording.shown(sheet, of=len(sheets), practice=practice)
        asker.show_once(text, _("Enter when it is written down: "))
        place = secrets.randbelow(WORDS)
        row, word = divmod(place, wording.IN_A_ROW)
        label = _("Sheet {n}, row {row}, word {word} (? shows it again): ").format(
            n=sheet.number, row=row + 1, word=word + 1
        )
        while not _is_word(asker.ask(label), sheet.words[place]):
            asker.show_once(text, _("Enter goes on: "))


def _is_word(typed: bytearray, word: str) -> bool:
    text = typed.decode("utf-8", "replace").strip()
    wipe(typed)
    return recovery.word(latin_keys(text)) == word or passphrases.same_word(text, word)


def _write(sheets: Sequence[Sheet], told: dict[str, Any], *, practice: bool) -> None:
    """Write a file for each sheet. Raises Refused where one stands already; then none is left."""
    folder, form = Path(told["folder"]), told["form"]
    ending = "txt" if form == "text" else form
    written: list[Path] = []
    refuse_inside(Path(told["place"]), folder / "x")
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise Refused("The folder cannot be made there.") from None
    try:
        for sheet in sheets:
            target = folder / f"{sheet.number:02}-{len(sheets):02}.{ending}"
            page = wording.page(sheet, of=len(sheets), named=told["named"], practice=practice)
            with new_file(target) as file:
                file.write(printing.made(page, form))
            written.append(target)
    except BaseException:
        for target in written:
            target.unlink(missing_ok=True)
        raise
