"""What others sent: looked through, accepted or discarded, acknowledged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from safejournal import i18n
from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.receiving import contact_name
from safejournal.cli.session import Session, tell
from safejournal.errors import WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.inbox import Bundle
    from safejournal.services.opening import Vault

LARGEST = 999_999_999
"""Of a bundle's number in the inbox, and of a record's: more than anybody will ever receive, and
far less than the database can count."""


@click.command(
    cls=Act,
    short_help=_("List what others sent."),
    help=_(
        "List what others sent, or show the bundle with this number whole."
        "\n\n--accepted lists the records of others that were accepted. --save NAME takes a file of"
        " a bundle out of the vault, in the clear; -o names the new file."
    ),
)
@click.argument("number", required=False, type=click.IntRange(1, LARGEST))
@click.option("--accepted", is_flag=True, help=_("Only records that were accepted."))
@click.option("--save", "name", metavar="NAME", help=_("A file of the bundle, as files/0001.jpg."))
@click.option("-o", "target", metavar="FILE", help=_("The new file."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@click.pass_obj
def inbox(
    session: Session,
    number: int | None,
    name: str | None,
    target: str | None,
    *,
    accepted: bool,
    force: bool,
) -> None:
    """Look through the inbox."""
    if (name is None) != (target is None) or (name is not None and number is None):
        raise WrongUsage("--save NAME and -o FILE go together, with the number of the bundle.")
    with session.vault() as vault:
        from safejournal.services import inbox as services

        if name is not None and number is not None:
            path = Path(target or "")
            tell(_("What is written out lies in the clear, and nobody has looked into it."))
            services.save_file(vault, number, name, path, force=force)
            answer(session, lambda: [{"file": str(path)}], lambda: [str(path)])
            return
        found = services.bundles(vault) if number is None else [services.bundle(vault, number)]
        answer(
            session,
            lambda: _documents(found, accepted=accepted),
            lambda: folded(_lines(vault, found, accepted=accepted, whole=number is not None)),
        )


def _documents(found: list[Bundle], *, accepted: bool) -> list[dict[str, Any]]:
    from safejournal.cli.sharing_documents import bundle_document

    documents = [bundle_document(each) for each in found]
    if accepted:
        for each in documents:
            each["records"] = [entry for entry in each["records"] if entry["accepted"]]
        documents = [each for each in documents if each["records"]]
    return documents


def _lines(vault: Vault, found: list[Bundle], *, accepted: bool, whole: bool) -> Iterator[str]:
    from safejournal.wording.bundles import bundle_lines, bundle_row, standing_line

    for each in found:
        entries = [entry for entry in each.entries if entry.accepted or not accepted]
        name = contact_name(vault, each.contact)
        if whole:
            yield from bundle_lines(vault, each, entries, name)
        elif entries or not accepted:
            yield bundle_row(each, name, vault.clock())
            yield from (f"    {standing_line(each, entry)}" for entry in entries)


@click.command(
    cls=Act,
    short_help=_("Accept what somebody sent."),
    help=_(
        "Accept what somebody sent: a bundle by its NUMBER, or one record of it as NUMBER.RECORD."
        "\n\nAccepted records keep their author and their bundle, and are never yours to change."
        " --receipt FILE writes an acknowledgement for the sender."
    ),
)
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER[.RECORD]…")
@click.option("--receipt", metavar="FILE", help=_("Write an acknowledgement for the sender."))
@click.option("--force", is_flag=True, help=_("Replace a file that is there."))
@yes
@click.pass_obj
def accept(session: Session, numbers: tuple[str, ...], receipt: str | None, *, force: bool) -> None:
    """Accept bundles or records."""
    wanted = _numbers(numbers)
    if receipt is not None and len(wanted) != 1:
        raise WrongUsage("A receipt is for one bundle.")
    with session.vault() as vault:
        from safejournal.services import inbox as services
        from safejournal.wording.received import ALARMS, marks

        for number in wanted:
            found = services.bundle(vault, number)
            if found.marks & ALARMS and not session.yes:
                tell("\n".join(marks(found.marks)))
                session.confirm(_("Accept it all the same?"))
        _refuse_receipt(vault, wanted, receipt, force=force)
        taken = {n: services.accept(vault, n, entries) for n, entries in wanted.items()}
        if receipt is not None:
            from safejournal.wording.telling import Told

            (number,) = wanted
            language = i18n.language()
            services.receipt(
                vault, number, Path(receipt), Told(language), language=language, force=force
            )
        answer(
            session,
            lambda: {
                "accepted": [{"inbox": n, "records": count} for n, count in taken.items()],
                "receipt": receipt,
            },
            lambda: _accepted_lines(taken, receipt),
        )


def _refuse_receipt(
    vault: Vault, wanted: dict[int, list[int]], receipt: str | None, *, force: bool
) -> None:
    """Raise before anything is accepted where the receipt could not be written anyway."""
    if receipt is None:
        return
    from safejournal.errors import Refused
    from safejournal.services import inbox as services
    from safejournal.services import written_file

    (number,) = wanted
    if services.bundle(vault, number).sender is None:
        raise Refused("The sender of this bundle is not shown, so there is nobody to write to.")
    written_file.refuse_inside(vault.place, Path(receipt))
    written_file.refuse_standing(Path(receipt), force=force)


def _accepted_lines(taken: dict[int, int], receipt: str | None) -> Iterator[str]:
    from safejournal.wording.amounts import records

    for number, count in taken.items():
        yield _("Accepted from bundle {n}: {records}.").format(n=number, records=records(count))
    if receipt is not None:
        yield _("The receipt for the sender: {file}").format(file=receipt)


@click.command(
    cls=Act,
    short_help=_("Delete what somebody sent, for good."),
    help=_(
        "Delete what somebody sent, for good: a bundle by its NUMBER, or one record of it as"
        " NUMBER.RECORD. Only the id of the bundle is remembered, to know it again."
    ),
)
@click.argument("numbers", nargs=-1, required=True, metavar="NUMBER[.RECORD]…")
@yes
@click.pass_obj
def discard(session: Session, numbers: tuple[str, ...]) -> None:
    """Discard bundles or records."""
    wanted = _numbers(numbers)
    with session.vault() as vault:
        from safejournal.services import inbox as services
        from safejournal.wording.bundles import bundle_row

        for number in wanted:
            found = services.bundle(vault, number)
            if not session.json:
                tell(bundle_row(found, contact_name(vault, found.contact), vault.clock()))
        session.confirm(_("Delete it for good?"))
        for number, entries in wanted.items():
            services.discard(vault, number, entries)
        answer(
            session,
            lambda: {"discarded": [{"inbox": n, "entries": e} for n, e in wanted.items()]},
            lambda: [_("Deleted.")],
        )


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST))


def _numbers(given: tuple[str, ...]) -> dict[int, list[int]]:
    """Return the bundles, each with the records that were named; none means all of it."""
    found: dict[int, list[int]] = {}
    whole = set()
    for each in given:
        number, dot, entry = each.partition(".")
        if not _is_number(number) or (dot and not _is_number(entry)):
            raise WrongUsage("A bundle is named by its number, a record of it as NUMBER.RECORD.")
        entries = found.setdefault(int(number), [])
        if dot:
            entries.append(int(entry))
        else:
            whole.add(int(number))
    return {number: [] if number in whole else entries for number, entries in found.items()}
