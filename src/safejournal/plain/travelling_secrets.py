"""What is said in the child on the way: a sheet is shown and typed back, passphrases are chosen.

Every answer begins as that of `unlock`, with the key of the journal that stands there afterwards;
behind it stands JSON that is no secret.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from safejournal import i18n
from safejournal.config import clock
from safejournal.errors import InputRejected, Refused
from safejournal.i18n import _
from safejournal.plain.beginning import choose, take
from safejournal.plain.unlocking import ask_until_open
from safejournal.process.prompt import Asker, wipe
from safejournal.services import (
    opening,
    printing,
    travelling_leave,
    travelling_package,
    travelling_return,
    travelling_sheet,
    travelling_trial,
    written_file,
)
from safejournal.services.opening import Vault
from safejournal.services.travelling_package import Package
from safejournal.services.travelling_sheet import SheetKey
from safejournal.wording import travelling as wording
from safejournal.wording.problems import in_language


def seal_to_sheet(asker: Asker, arguments: bytes) -> bytearray:
    """Seal everything to a new key, show its sheet, have it typed back, and prove the package.

    `arguments` is JSON: `place`, `keyfile`, `language`, `quiet`; `file`, `force`; and `page`, a
    file for the sheet, or null to show it here alone. From a descriptor nothing is typed back.
    """
    told = _told(arguments)
    shown = asker.interactive and not told["quiet"]
    if not shown and not told["page"]:
        raise Refused("A sheet is shown only on a terminal.", hint="Give --page FILE.")
    place = Path(told["place"])
    answer = ask_until_open(asker, place, told["keyfile"], _("Passphrase: "))
    with opening.open_vault(place, bytearray(answer), clock()) as vault:
        sheet = travelling_sheet.new_sheet()
        asker.progress(_("Sealing everything …"))
        travelling_package.seal_to_sheet(vault, sheet, Path(told["file"]), force=told["force"])
        words = travelling_sheet.sheet_words(sheet, told["language"])
        if told["page"]:
            _write_page(vault, Path(told["page"]), words, sheet, told)
        if shown:
            sealed = _prove(asker, vault, words, sheet, told["page"] or "")
        else:
            typed = travelling_sheet.read_sheet(" ".join(words))
            sealed = travelling_package.prove(vault, typed.age_secret, page=told["page"])
    return answer + json.dumps(travelling_package.document(sealed)).encode()


def _write_page(
    vault: Vault, page: Path, words: tuple[str, ...], sheet: SheetKey, told: dict[str, Any]
) -> None:
    written_file.refuse_inside(vault.place, page)
    made = wording.sheet_page(words, sheet.age_secret, told["language"], practice=vault.practice)
    with written_file.new_file(page, force=told["force"]) as file:
        file.write(printing.made(made, printing.form_of(page.name)))


def _prove(
    asker: Asker, vault: Vault, words: tuple[str, ...], sheet: SheetKey, page: str
) -> Package:
    """Show the sheet, unless it was written to a file, and open the package with what is typed."""
    asker.turn_aside()
    text = "\n".join(("", *wording.sheet_lines(words, sheet.age_secret), ""))
    if not page:
        asker.show_once(text, _("Enter when it is written down: "))
    while True:
        typed = _typed(asker, text)
        asker.progress(_("Opening, restoring and comparing …"))
        try:
            return travelling_package.prove(vault, typed.age_secret, page=page)
        except InputRejected:
            asker.say(_("This is the sheet of another package."))


def _typed(asker: Asker, text: str = "") -> SheetKey:
    """Take the words of a sheet row by row, or the line for age, until they are a key."""
    while True:
        given: list[str] = []
        while len(given) < travelling_sheet.SHEET_WORDS:
            label = _("The sheet, from word {n} on (? shows it): ").format(n=len(given) + 1)
            if not text:
                label = _("The sheet, from word {n} on: ").format(n=len(given) + 1)
            row = asker.ask(label)
            line = row.decode("utf-8", "replace").strip()
            wipe(row)
            if text and line in ("?", ","):
                asker.show_once(text, _("Enter goes on: "))
            elif line.upper().startswith("AGE-SECRET-KEY-") or not asker.interactive:
                given = [line]
                break
            else:
                given += line.split()
        try:
            return travelling_sheet.read_sheet(" ".join(given))
        except InputRejected as error:
            if not asker.interactive:
                raise
            asker.say(f"{_sentence(error)} {_('Type the sheet again.')}")


def _sentence(error: InputRejected) -> str:
    sentence = in_language(error.sentence)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def leave(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for the passphrase of today, count the ways back, and for one for the way; then leave.

    `arguments` as above, with `code` (what the contact told, or "") and `yes`.
    """
    told = _told(arguments)
    place = Path(told["place"])
    answer = ask_until_open(asker, place, told["keyfile"], _("Passphrase: "))
    with opening.open_vault(place, answer, clock()) as vault:
        _sealed, ways = travelling_leave.check(vault, told["code"])
        for line in wording.before_leaving(ways):
            asker.say(line)
        if asker.interactive and not told["yes"]:
            said = asker.ask_line(_("Leave now? [y/N] ")).strip().lower()
            if said not in ("y", "yes", "д", "да"):
                raise Refused("Nothing was changed.")
        coming, dek = _new_way_in(asker, vault, told)
        kept = bytearray([0]) + dek
        asker.progress(_("Writing the small journal …"))
        done = travelling_leave.leave(vault, coming, dek, told["code"])
    return kept + json.dumps(travelling_leave.document(done)).encode()


def _new_way_in(
    asker: Asker, vault: Vault, told: dict[str, Any]
) -> tuple[travelling_leave.Head, bytearray]:
    """Have a passphrase chosen for the way, which must not open the whole journal."""
    asked = asker.interactive and not told["quiet"]
    digest = opening.keyfile_digest(Path(told["keyfile"])) if told["keyfile"] else None
    while True:
        typed = choose(asker, told["language"]) if asked else take(asker)
        try:
            asker.progress(_("Sealing the key …"))
            return travelling_leave.way_in(vault, typed, digest)
        except Refused as error:
            if not asked:
                raise
            asker.say(f"{in_language(error.sentence)} {in_language(error.hint)}".rstrip())


def come_back(asker: Asker, arguments: bytes) -> bytearray:
    """Ask for the passphrase of the way, for what opens the package, and for that of before.

    `arguments` as above, with `file` (the package, or the backup that was in it), `identity` (a
    file with an age key, or null) and `older`.
    """
    told = _told(arguments)
    place, file = Path(told["place"]), Path(told["file"])
    sealed = travelling_trial.is_package(file)
    answer = ask_until_open(asker, place, None, _("Passphrase of the journal that is here: "))
    with opening.open_vault(place, answer, clock()) as vault, travelling_trial.beside(vault) as b:
        if sealed:
            secret = _secret(asker, told)
            asker.progress(_("Opening the package …"))
            travelling_trial.unseal(file, secret, b)
            file = b
        label = _("Passphrase of the whole journal: ")
        whole = ask_until_open(asker, file, told["keyfile"], label)
        asker.progress(_("Putting everything together …"))
        done, key = travelling_return.come_back(vault, file, whole, older=told["older"])
    return key + json.dumps(travelling_return.document(done)).encode()


def open_package(asker: Asker, arguments: bytes) -> bytearray:
    """Open a package with a sheet, or a file with a key, into a file; answer its code.

    `arguments` is JSON: `language`, `file`, `into`, `identity` (or null).
    """
    told = _told(arguments)
    secret = _secret(asker, told)
    digest = travelling_trial.unseal(Path(told["file"]), secret, Path(told["into"]))
    return bytearray(travelling_package.code_of(digest).encode())


def _secret(asker: Asker, told: dict[str, Any]) -> str:
    if told["identity"]:
        return travelling_sheet.read_key_file(Path(told["identity"])).age_secret
    return _typed(asker).age_secret


def _told(arguments: bytes) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(arguments.decode("utf-8", "surrogateescape"))
    i18n.use(told["language"])
    return told
