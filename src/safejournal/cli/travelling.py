"""Travelling with little, and coming back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.beginning import KEY_ANSWER
from safejournal.cli.input import read_words
from safejournal.cli.options import KINDS, Act, Acts, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.cli.ways_in import told, wipe
from safejournal.errors import ConfirmationNeeded, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.domain.travel import Wish
    from safejournal.services.opening import Vault
    from safejournal.services.travelling import Pile, Preview

_WORK = "safejournal.plain.travelling_secrets:"


@click.group(
    "travel-light",
    cls=Acts,
    invoke_without_command=True,
    help=_(
        "Leave with little: everything goes into a sealed package, and a small new journal takes"
        " its place. Alone it shows what would stay and what would go. docs/travel-light.md"
    ),
)
@click.pass_context
def travel_light(context: click.Context) -> None:
    """Group the acts; alone, show where things stand."""
    if context.invoked_subcommand is None:
        session = context.ensure_object(Session)
        with session.vault() as vault:
            _show(session, vault)


def _show(session: Session, vault: Vault) -> None:
    from safejournal.services import travelling, travelling_package
    from safejournal.wording.travelling import package_line, preview_lines

    seen, chosen = travelling.preview(vault), travelling.wish(vault)
    sealed = travelling_package.package(vault)
    present = sealed is not None and travelling_package.is_present(vault, sealed)
    known = None if sealed is None else travelling_package.document(sealed) | {"present": present}
    answer(
        session,
        lambda: _preview(seen) | {"identity": chosen.identity, "package": known},
        lambda: [
            *preview_lines(seen, identity=chosen.identity),
            package_line(sealed, present=present),
        ],
    )


def _preview(seen: Preview) -> dict[str, Any]:
    return {
        "stays": _pile(seen.stays) | {"ids": [record.id for record in seen.names]},
        "goes": _pile(seen.goes),
        "versions": seen.versions,
        "drafts": seen.drafts,
        "loosened": seen.loosened,
    }


def _pile(pile: Pile) -> dict[str, Any]:
    return {
        "records": pile.records,
        "kinds": {kind.value: count for kind, count in pile.kinds},
        "files": pile.files,
        "size": pile.size,
    }


@travel_light.command(
    cls=Act,
    help=_(
        "Choose what may stay: records by id or kind, those with a tag, and what is marked as fit"
        " for travelling. Each call chooses anew. --tags asks for tags; `-` reads them from"
        " standard input, one a line."
    ),
)
@click.option("--stay", multiple=True, metavar="ID", help=_("This record stays."))
@click.option("--go", multiple=True, metavar="ID", help=_("This one goes in any case."))
@click.option("--kind", "kinds", multiple=True, type=KINDS, help=_("Records of this kind stay."))
@click.option(
    "--tags", is_flag=False, flag_value="", metavar="[-]", help=_("Records with a tag stay.")
)
@click.option("--unmarked", is_flag=True, help=_("What is only marked as fit goes too."))
@click.option("--identity", is_flag=True, help=_("Your keys go along."))
@click.pass_obj
def choose(
    session: Session,
    stay: tuple[str, ...],
    go: tuple[str, ...],
    kinds: tuple[str, ...],
    tags: str | None,
    *,
    unmarked: bool,
    identity: bool,
) -> None:
    """Choose what may stay."""
    typed = _tags(session, tags)
    with session.vault() as vault:
        from safejournal.domain.travel import Wish
        from safejournal.domain.words import Kind
        from safejournal.services import journal, travelling

        if tags is not None and typed is None:
            typed = session.ask_line(_("Tags, separated by commas: ")).replace(",", "\n")
        wanted: Wish = Wish(
            marked=not unmarked,
            kinds=frozenset(map(Kind, kinds)),
            tags=frozenset(tag.strip() for tag in (typed or "").splitlines() if tag.strip()),
            records=frozenset(journal.find_id(vault, each) for each in stay),
            without=frozenset(journal.find_id(vault, each) for each in go),
            identity=identity,
        )
        travelling.choose(vault, wanted)
        _show(session, vault)


def _tags(session: Session, tags: str | None) -> str | None:
    if tags == "-":
        return read_words(session, "-")
    if tags:
        raise WrongUsage("A tag does not belong in the command line: give --tags alone, or -.")
    if tags is not None and not session.asks:
        raise WrongUsage("Give --tags - to read the tags from standard input.")
    return None


@travel_light.command(
    cls=Act,
    help=_(
        "Seal everything into a package, open it, restore it and compare all of it; nothing is"
        " removed. --to CONTACT seals it to a contact's key; --sheet to a new key that stands on a"
        " sheet of paper alone, which is shown once and typed back, or written with --page."
    ),
)
@click.option("--to", metavar="CONTACT", help=_("Who is to hold the package."))
@click.option("--sheet", is_flag=True, help=_("Seal it to a sheet that stays behind."))
@click.option("--page", metavar="FILE", help=_("Write the sheet to print: .txt, .html or .pdf."))
@click.option("-o", "file", metavar="FILE", required=True, help=_("The package."))
@click.option("--force", is_flag=True, help=_("Replace a file that stands there."))
@yes
@click.pass_obj
def seal(
    session: Session, to: str | None, page: str | None, file: str, *, sheet: bool, force: bool
) -> None:
    """Seal and prove the package."""
    if sheet == (to is not None) or (page is not None and not sheet):
        raise WrongUsage("Give --to CONTACT, or --sheet (with --page).")
    if to is not None:
        _seal_to_contact(session, to, Path(file), force=force)
        return
    more = {"file": file, "force": force, "page": page}
    made = session.ask(f"{_WORK}seal_to_sheet", told(session, **more))
    document = _document(made)
    from safejournal.services.travelling_package import from_document
    from safejournal.wording.travelling import sealed_lines

    answer(session, lambda: document, lambda: folded(sealed_lines(from_document(document))))


def _document(made: bytearray) -> dict[str, Any]:
    """Return what stands behind the key of a child's answer, which is wiped."""
    found: dict[str, Any] = json.loads(bytes(made[KEY_ANSWER:]))
    wipe(made)
    return found


def _seal_to_contact(session: Session, to: str, file: Path, *, force: bool) -> None:
    with session.vault() as vault:
        from safejournal.services import correspondents, journal, travelling_package
        from safejournal.wording.travelling import sealed_lines

        contact = journal.find_id(vault, to)
        key = correspondents.key_of(vault, contact)
        if key is not None and key.compared is None:
            session.confirm(_("The words of this key were never compared. Seal it all the same?"))
        tell(_("Sealing, opening, restoring and comparing …"))
        sealed = travelling_package.seal_to_contact(vault, contact, file, force=force)
    answer(
        session, lambda: travelling_package.document(sealed), lambda: folded(sealed_lines(sealed))
    )


@travel_light.command(
    cls=Act,
    help=_(
        "Leave: the whole journal and the backups in reach are removed, and the small one stands"
        " here. Of a package for a contact their code is asked first; `-` reads it from standard"
        " input. From --passphrase-fd two lines are read: that of today, and one for the way."
    ),
)
@click.argument("source", required=False, metavar="[-]", type=click.Choice(["-"]))
@yes
@click.pass_obj
def leave(session: Session, source: str | None) -> None:
    """Leave with little."""
    session.refuse_missing()
    if not session.yes and not session.asks:
        raise ConfirmationNeeded("This needs a yes.", hint="Say it beforehand with --yes.")
    code = "" if source is None else read_words(session, source)
    if source is None and session.asks:
        code = session.ask_line(_("The code that the contact told you, or Enter for a sheet: "))
    made = session.ask(f"{_WORK}leave", told(session, code=code.strip(), yes=session.yes))
    document = _document(made)
    from safejournal.services.travelling_leave import from_document
    from safejournal.wording.travelling import left_lines
    from safejournal.wording.ways_back import way_back

    done = from_document(document)
    answer(
        session,
        lambda: {
            "left": not done.in_reach,
            "stays": done.stays,
            "removed": list(done.removed),
            "in_reach": list(done.in_reach),
            "out_of_reach": [way_back(way) for way in done.out_of_reach],
        },
        lambda: folded(left_lines(done)),
    )


@travel_light.command(
    "open",
    cls=Act,
    help=_(
        "Open a package that somebody sealed to you, with this vault's key, and tell its code. What"
        " is in it opens by their passphrase alone. --sheet asks for a sheet's words, --identity"
        " takes a file with a key for age; neither needs a vault."
    ),
)
@click.argument("file")
@click.option("-o", "into", metavar="FILE", required=True, help=_("Where the backup goes."))
@click.option("--sheet", is_flag=True, help=_("Open it with the words of a sheet."))
@click.option("--identity", metavar="FILE", help=_("A file with a key for age."))
@click.pass_obj
def open_(session: Session, file: str, into: str, identity: str | None, *, sheet: bool) -> None:
    """Open a package for somebody."""
    if sheet or identity:
        words = {"language": i18n.language(), "file": file, "into": into, "identity": identity}
        made = session.ask(f"{_WORK}open_package", json.dumps(words).encode())
        code = bytes(made).decode("ascii")
    else:
        with session.vault() as vault:
            from safejournal.services import travelling_package

            code = travelling_package.open_for_other(vault, Path(file), Path(into))
    from safejournal.wording.travelling import opened_lines

    answer(session, lambda: {"file": into, "code": code}, lambda: folded(opened_lines(code, into)))


@travel_light.command(
    cls=Act,
    help=_("Practise: go the whole way on a copy that is thrown away; nothing is changed."),
)
@click.pass_obj
def drill(session: Session) -> None:
    """Practise."""
    from safejournal.cli.backups import stopped_by_ctrl_c

    with session.vault() as vault, stopped_by_ctrl_c() as stop:
        from safejournal.services import travelling_drill
        from safejournal.wording.travelling import drill_step, drilled_lines, preview_lines

        done = travelling_drill.drill(vault, told=lambda step: tell(drill_step(step)), stop=stop)
    answer(
        session,
        lambda: (
            _preview(done.seen)
            | {"same": done.same, "stayed": done.stayed, "package": done.package}
        ),
        lambda: [
            *preview_lines(done.seen, identity=False, named=False),
            *drilled_lines(done),
        ],
    )


@click.command(
    "return",
    cls=Act,
    help=_(
        "Come back: everything from the package, with what was written on the way. FILE is the"
        " package with a sheet (its words are asked), or the file that the contact opened. From"
        " --passphrase-fd are read: the passphrase of the way, the sheet if there is one, the"
        " passphrase from before."
    ),
)
@click.argument("file")
@click.option("--identity", metavar="FILE", help=_("A file with a key for age."))
@click.option("--older", is_flag=True, help=_("Take a package that is not the last one."))
@click.pass_obj
def return_(session: Session, file: str, identity: str | None, *, older: bool) -> None:
    """Come back."""
    more = {"file": file, "identity": identity, "older": older}
    made = session.ask(f"{_WORK}come_back", told(session, **more))
    document = _document(made)
    from safejournal.services.travelling_return import from_document
    from safejournal.wording.travelling import returned_lines

    answer(session, lambda: document, lambda: folded(returned_lines(from_document(document))))
