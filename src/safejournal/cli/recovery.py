"""The recovery phrase, and recovery through people: making, trying and using both."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from safejournal import config, i18n
from safejournal.cli.beginning import KEY_ANSWER
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.cli.ways_in import told, wipe
from safejournal.errors import Refused
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.recovery import Sheets

NEW_RECOVERY = "safejournal.plain.ways_in:new_recovery"
TRY = "safejournal.plain.ways_in:try_way_in"
SPLIT = "safejournal.plain.sheets:split"
JOIN = "safejournal.plain.sheets:join"
REHEARSE = "safejournal.plain.sheets:rehearse"

SLOT = 128
"""Bytes of a sealed slot, behind the key in the answer of a child."""

LEAST_NEEDED, MOST_SHEETS = 2, 16
"""As in `services.recovery`, which is not loaded before somebody has typed a passphrase."""

FORMS = ("text", "html", "pdf")


@click.group(cls=Acts, help=_("The recovery phrase, and recovery sheets that others keep."))
def recovery() -> None:
    """Group the acts on recovery."""


@recovery.command(
    cls=Act,
    help=_(
        "Make a new recovery phrase; the old one, and all recovery sheets, are revoked in the same"
        " step."
    ),
)
@click.pass_obj
def new(session: Session) -> None:
    """Make a new recovery phrase."""
    session.refuse_public_secrets()
    made = session.ask(NEW_RECOVERY, told(session))
    phrase = bytes(made[KEY_ANSWER:]).decode("ascii")
    wipe(made)
    if not session.json:
        tell(_("The recovery phrase is new. The old one opens only older copies of the vault."))
        tell(_("Recovery sheets that were made before open nothing any more; slot list tells."))
    answer(session, lambda: {"recovery_phrase": phrase}, lambda: [phrase] if phrase else [])


@recovery.command(cls=Act, help=_("A drill: try whether the recovery phrase on your paper opens."))
@click.pass_obj
def test(session: Session) -> None:
    """Try the recovery phrase."""
    opened = session.ask(TRY, told(session))
    number = opened[0]
    from safejournal.services import opening, ways_in

    with opening.open_vault(session.place, opened, config.clock(session.today)) as vault:
        kinds = {way.slot: way.kind for way in ways_in.list_ways_in(vault)}
    if kinds.get(number) is not ways_in.SlotKind.RECOVERY:
        raise Refused("That opens the journal, but it is not the recovery phrase.")
    answer(session, lambda: {"opens": True}, lambda: [_("The recovery phrase opens the journal.")])


@recovery.command(
    cls=Act,
    help=_(
        "Make sheets of words for people who keep them: any so many of them open the journal."
        "\n\nThey are shown one after the other, or written into a folder to be printed, a file"
        " each. Nothing on them says what they open. Older sheets are revoked."
    ),
)
@click.option(
    "--of", "of", type=click.IntRange(LEAST_NEEDED, MOST_SHEETS), required=True, metavar="N",
    help=_("How many sheets."),
)  # fmt: skip
@click.option(
    "--need", type=click.IntRange(LEAST_NEEDED, MOST_SHEETS), required=True, metavar="K",
    help=_("How many of them open."),
)  # fmt: skip
@click.option("-o", "folder", metavar="DIR", help=_("Write a file for each into this folder."))
@click.option(
    "--format", "form", type=click.Choice(FORMS), default="html", show_default=True,
    help=_("What the files are."),
)  # fmt: skip
@click.option("--named", is_flag=True, help=_("Let the files say what they are for."))
@click.pass_obj
def split(
    session: Session, of: int, need: int, folder: str | None, form: str, *, named: bool
) -> None:
    """Make recovery sheets."""
    if need > of:
        raise click.BadParameter(_("More sheets cannot be needed than there are."))
    if folder is None:
        session.refuse_public_secrets()
    if not session.json:
        from safejournal.wording.recovery import about_splitting

        tell(about_splitting(need=need, of=of))
    more = {"need": need, "of": of, "folder": folder, "form": form, "named": named}
    made = session.ask(SPLIT, told(session, **more))
    words = bytes(made[KEY_ANSWER + SLOT :]).decode("ascii").split("\n")
    sheets = _keep(session, made, need=need, of=of)
    if not session.json:
        from safejournal.wording.recovery import after_printing, in_force

        tell(in_force(sheets))
        if folder is not None:
            tell(after_printing())
    shown: dict[str, Any] = {"need": need, "of": of}
    shown |= {"sheets": words} if folder is None else {"folder": folder}
    answer(session, lambda: shown, lambda: [each for each in words if each])


def _keep(session: Session, made: bytearray, *, need: int, of: int) -> Sheets:
    from safejournal.services import opening, recovery

    slot = bytes(made[KEY_ANSWER : KEY_ANSWER + SLOT])
    key = made[:KEY_ANSWER]
    wipe(made)
    with opening.open_vault(session.place, key, config.clock(session.today)) as vault:
        return recovery.keep_sheets(vault, slot, need=need, of=of)


_FROM = click.argument("source", required=False, metavar="[-]", type=click.Choice(["-"]))


@recovery.command(
    cls=Act,
    help=_(
        "Open the journal with recovery sheets, and choose a new passphrase."
        "\n\nTheir words are typed or pasted, in any order of sheets, row by row; the first four"
        " letters of a word are enough. With - they are read from standard input. From"
        " --passphrase-fd the sheets come first, one a line, then the new passphrase."
    ),
)
@_FROM
@click.pass_obj
def join(session: Session, source: str | None) -> None:
    """Open with sheets, and choose a new passphrase."""
    made = session.ask(JOIN, told(session, source=_source(session, source)))
    from safejournal.services import opening, recovery

    slot = bytes(made[KEY_ANSWER : KEY_ANSWER + SLOT])
    with opening.open_vault(session.place, made[:KEY_ANSWER], config.clock(session.today)) as vault:
        recovery.keep_passphrase(vault, slot, with_keyfile=session.keyfile is not None)
    wipe(made)
    from safejournal.wording.recovery import joined

    answer(session, lambda: {"changed": True}, joined)


@recovery.command(
    cls=Act,
    help=_(
        "A drill: try whether recovery sheets open the journal, and note the day. Nothing else is"
        " changed. The sheets are given as to join."
        "\n\nWith --copy they are tried on a backup, or on a copy of the vault's folder: all of it"
        " is read, and nothing written."
    ),
)
@_FROM
@click.option("--copy", metavar="PATH", help=_("Try them on this backup or copy."))
@click.pass_obj
def rehearse(session: Session, source: str | None, copy: str | None) -> None:
    """Try recovery sheets."""
    more = {"source": _source(session, source), "copy": copy}
    made = session.ask(REHEARSE, told(session, **more))
    from safejournal.wording.recovery import copy_opened, rehearsed

    versions = None if copy is None else _verify_copy(copy, made)
    sheets = _note(session, made) if made else None
    shown: dict[str, Any] = {"opens": bool(made) or copy is not None}
    shown |= {} if copy is None else {"copy": copy, "versions": versions, "opens": bool(made)}
    shown["rehearse_by"] = sheets and sheets.rehearse_by.isoformat()
    lines = [] if versions is None else [copy_opened(versions, vault_too=bool(made))]
    answer(session, lambda: shown, lambda: [*lines, *([rehearsed(sheets)] if made else [])])


def _verify_copy(copy: str, made: bytearray) -> int:
    """Read a copy whole with the key that the sheets gave; leave the vault's own key in `made`."""
    from pathlib import Path

    from safejournal.services import restoring

    whole = restoring.verify(Path(copy), made[:KEY_ANSWER], language=i18n.language())
    del made[:KEY_ANSWER]
    return whole.verified.versions


def _note(session: Session, made: bytearray) -> Sheets | None:
    """Open the vault with the key that the sheets gave, and note the day."""
    from safejournal.services import opening, recovery

    with opening.open_vault(session.place, made, config.clock(session.today)) as vault:
        return recovery.note_rehearsal(vault)


def _source(session: Session, source: str | None) -> int | None:
    """Return the descriptor that the sheets are read from; None where they are asked for."""
    if source is None:
        return None
    session.refuse_shared_input(source)
    if sys.platform == "win32":
        raise Refused("Sheets are read from standard input on Linux and macOS only.")
    return sys.__stdin__.fileno() if sys.__stdin__ is not None else 0
