"""Guidance packs: those in use, making one, and taking one of somebody else into use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from safejournal import i18n
from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import InputRejected
from safejournal.i18n import _

with_packs = click.option(
    "--all", "all_", is_flag=True, help=_("With those of installed packs; opens the vault.")
)


def is_of_pack(id_: str) -> bool:
    """Tell whether this is the id of an item of an installed pack, which begins with the pack's."""
    return "/" in id_


@contextmanager
def packs_in_use(session: Session, *, needed: bool) -> Iterator[None]:
    """Open the vault where guidance of others is asked for: that is where it is kept."""
    if not needed:
        yield
        return
    with session.vault():
        yield


@click.group(cls=Acts, help=_("Guidance packs."))
def pack() -> None:
    """Group the acts on packs."""


@pack.command(
    "list",
    cls=Act,
    help=_(
        "List the packs in use; opens the vault, where those of others are kept, if there is one."
    ),
)
@click.pass_obj
def list_(session: Session) -> None:
    """List the packs in use."""
    from safejournal.services.packs import installed
    from safejournal.wording.packs import pack_row

    with packs_in_use(session, needed=(session.place / "head").exists()):
        found = installed(i18n.language())
    answer(session, lambda: [asdict(each) for each in found], lambda: map(pack_row, found))


@pack.command(cls=Act, help=_("Show what a pack holds, and whose it is."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(session: Session, id_: str) -> None:
    """Show one pack."""
    from safejournal.services.packs import find_pack, is_built_in
    from safejournal.wording.packs import in_lines, pack_lines

    with packs_in_use(session, needed=not is_built_in(id_)):
        found = find_pack(id_, i18n.language())
    answer(session, lambda: asdict(found), lambda: in_lines(pack_lines(found)))


@pack.command(cls=Act, help=_("Hold a pack's folder against what guidance owes; say every fault."))
@click.argument("folder")
@click.pass_obj
def validate(session: Session, folder: str) -> None:
    """Validate a folder."""
    from safejournal.services import packs

    problems = packs.validate(Path(folder))
    answer(
        session,
        lambda: {"valid": not problems, "problems": [asdict(each) for each in problems]},
        lambda: map(str, problems) if problems else [_("Nothing to object to.")],
    )
    if problems:
        raise InputRejected("this pack is refused, for the reasons given")


@pack.command(
    cls=Act,
    help=_(
        "Compile a pack's folder and sign it with the keys of your vault. -o names the new file."
        "\n\nWhoever installs it sees that it comes from you. With --unsigned no vault is needed;"
        " such a file is for looking at, and nobody can install it."
    ),
)
@click.argument("folder")
@click.option("-o", "target", metavar="FILE", required=True, help=_("The new file."))
@click.option("--unsigned", is_flag=True, help=_("Do not sign it."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.pass_obj
def build(session: Session, folder: str, target: str, *, unsigned: bool, force: bool) -> None:
    """Compile a folder, and sign it."""
    from safejournal.services import packs
    from safejournal.services.written_file import new_file

    compiled = packs.build(Path(folder))  # faults are told before a passphrase is asked for
    if not unsigned:
        with session.vault() as vault:
            compiled = packs.build(Path(folder), vault)
    with new_file(Path(target), force=force) as file:
        file.write(compiled)
    if unsigned and not session.json:
        tell(_("It is not signed: nobody can install it."))
    answer(
        session,
        lambda: {"file": target, "bytes": len(compiled), "signed": not unsigned},
        lambda: [target],
    )


@pack.command(
    cls=Act,
    help=_(
        "Take a signed pack into use."
        "\n\nThe eight words of its maker are shown, and it asks. It is kept inside the vault."
    ),
)
@click.argument("file", metavar="FILE|-")
@yes
@click.pass_obj
def install(session: Session, file: str) -> None:
    """Install a pack."""
    from safejournal.cli.input import read_document
    from safejournal.services import installing
    from safejournal.wording.packs import in_lines, offer_lines, offer_question, pack_row

    document = read_document(session, file, installing.LARGEST_FILE)
    installing.check(document)  # before a passphrase is asked for
    with session.vault() as vault:
        offered = installing.examine(vault, document, i18n.language())
        if not session.json:
            for line in in_lines(offer_lines(offered)):
                tell(line)
        session.confirm(offer_question(offered))
        installing.install(vault, offered, confirmed=True)
    answer(
        session,
        lambda: asdict(offered.pack) | {"replaces": offered.replaces},
        lambda: [pack_row(offered.pack)],
    )


@pack.command(cls=Act, help=_("Take a pack out of use, and out of the vault. It asks first."))
@click.argument("id_", metavar="ID")
@yes
@click.pass_obj
def remove(session: Session, id_: str) -> None:
    """Remove a pack."""
    from safejournal.services import installing
    from safejournal.services.packs import find_pack
    from safejournal.wording.packs import removal_question

    installing.refuse_built_in(id_)
    with session.vault() as vault:
        found = find_pack(id_, i18n.language())
        session.confirm(removal_question(found))
        installing.remove(vault, id_)
    answer(session, lambda: {"removed": id_}, lambda: [_("Removed.")])
