"""Guidance packs: what is in use, and making one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import click

from safejournal import i18n
from safejournal.cli.options import Act, Acts
from safejournal.cli.output import answer
from safejournal.cli.session import Session, tell
from safejournal.errors import InputRejected, Refused
from safejournal.i18n import _


@click.group(cls=Acts, help=_("Guidance packs."))
def pack() -> None:
    """Group the acts on packs."""


@pack.command("list", cls=Act, help=_("List the packs in use."))
@click.pass_obj
def list_(session: Session) -> None:
    """List the packs in use."""
    from safejournal.services.packs import installed
    from safejournal.wording.packs import pack_row

    found = installed(i18n.language())
    answer(session, lambda: [asdict(each) for each in found], lambda: map(pack_row, found))


@pack.command(cls=Act, help=_("Show what a pack holds."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(session: Session, id_: str) -> None:
    """Show one pack."""
    from safejournal.services.packs import find_pack
    from safejournal.wording.packs import pack_lines

    found = find_pack(id_, i18n.language())
    answer(session, lambda: asdict(found), lambda: pack_lines(found))


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


@pack.command(cls=Act, help=_("Compile a pack's folder. -o names the new file."))
@click.argument("folder")
@click.option("-o", "target", metavar="FILE", required=True, help=_("The new file."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.pass_obj
def build(session: Session, folder: str, target: str, *, force: bool) -> None:
    """Compile a folder."""
    from safejournal.services import packs
    from safejournal.services.written_file import new_file

    compiled = packs.build(Path(folder))
    with new_file(Path(target), force=force) as file:
        file.write(compiled)
    if not session.json:
        tell(
            _("It is not signed: signing comes with identities, and until then none is installed.")
        )
    answer(
        session,
        lambda: {"file": target, "bytes": len(compiled), "signed": False},
        lambda: [target],
    )


@pack.command(cls=Act, help=_("Take a signed pack into use."))
@click.argument("file")
@click.pass_obj
def install(session: Session, file: str) -> None:
    """Refuse: whose a pack is cannot be checked yet."""
    del session, file
    raise Refused("No pack can be installed yet: whose it is cannot be checked before identities.")
