"""Looking at what somebody sent, and taking it into the inbox."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from safejournal import i18n
from safejournal.cli.input import bundle_path, read_document
from safejournal.cli.options import Act, yes
from safejournal.cli.output import answer, folded
from safejournal.cli.session import Session, tell
from safejournal.errors import ConfirmationNeeded, WrongUsage
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.identity import PublicIdentity
    from safejournal.services.opening import Vault
    from safejournal.services.receiving import Agreed, Came, Opened

ASK = "safejournal.plain.bundle_passphrase:ask"

T = TypeVar("T")

_by_passphrase = click.option(
    "--by-passphrase",
    is_flag=True,
    help=_("Six words open it, not a key. Asked for first; from --passphrase-fd the first line."),
)


@click.command(
    "open",
    cls=Act,
    help=_(
        "Show a bundle, its instructions first. Nothing is kept and nothing is changed."
        "\n\n--identity FILE opens it with the key of a key card or of age, without any vault; `-`"
        " reads that key from standard input. With `-` the bundle comes from there."
    ),
)
@click.argument("file", metavar="FILE|-")
@click.option("--identity", metavar="FILE|-", help=_("A file with an age key: no vault is needed."))
@_by_passphrase
@yes
@click.pass_obj
def open_(session: Session, file: str, identity: str | None, *, by_passphrase: bool) -> None:
    """Look at a bundle."""
    if identity is not None and by_passphrase:
        raise WrongUsage("Either a key opens it or the six words: not both.")
    if file == identity == "-":
        raise WrongUsage(_("Standard input cannot hold both the bundle and the key."))
    if identity is None and not by_passphrase:
        with session.vault() as vault:
            _show(session, vault, _opened(session, file, vault, None, ""))
        return
    key = b"" if identity is None else read_document(session, identity)
    words = _words(session) if by_passphrase else ""
    _show(session, None, _opened(session, file, None, key, words))


def _opened(
    session: Session, file: str, vault: Vault | None, key: bytes | None, words: str
) -> Opened:
    from safejournal.services import receiving

    path = bundle_path(session, file)

    def look(agreed: Agreed) -> Opened:
        if vault is not None:
            return receiving.open_with_vault(vault, path, agreed=agreed)
        return receiving.open_with_identity(path, key or b"", agreed=agreed, passphrase=words)

    return with_consent(session, path, look)


def _words(session: Session) -> str:
    """Return the six words that open a bundle, typed in a process of their own."""
    typed = session.ask(ASK, i18n.language().encode("ascii"))
    words = " ".join(typed.decode("utf-8", "replace").split())
    typed[:] = bytes(len(typed))
    return words


def with_consent(session: Session, path: Path, act: Callable[[Agreed], T]) -> T:
    """Do it; where the file is large, or its passphrase dear, only after a yes for that."""
    from safejournal.services import receiving
    from safejournal.wording.errors import explain

    agreed = receiving.Agreed(large=session.yes, memory=session.yes)
    while True:
        try:
            return act(agreed)
        except ConfirmationNeeded as needed:
            tell("\n".join(part for part in explain(needed) if part))
            session.confirm(_("Read it all the same?"))
            if not agreed.large and receiving.is_large(path):
                agreed = replace(agreed, large=True)
            else:
                agreed = replace(agreed, memory=True)


def _show(session: Session, vault: Vault | None, opened: Opened) -> None:
    from safejournal.cli.sharing_documents import opened_document

    answer(session, lambda: opened_document(opened), lambda: folded(_opened_lines(vault, opened)))


def _opened_lines(vault: Vault | None, opened: Opened) -> Iterator[str]:
    from safejournal.wording.amounts import size
    from safejournal.wording.bundles import excerpt_lines, heading_lines, instruction_lines

    name = contact_name(vault, opened.contact)
    yield from heading_lines(opened.manifest, opened.sender, name, opened.marks)
    if vault is None and opened.sender is not None:
        yield from _words_to_compare(opened.sender)
    yield ""
    yield from instruction_lines(opened.instructions)
    for excerpt in opened.excerpts:
        yield ""
        yield from excerpt_lines(excerpt, opened.sender)
    files = [each for each in opened.manifest.files if each.name.startswith("files/")]
    if files:
        yield ""
        yield _("Files, which only `receive` takes out:")
    for each in files:
        yield f"  {each.name} ({size(each.size)})"
    yield ""
    yield _("Nothing of this was kept.")


def _words_to_compare(sender: PublicIdentity) -> Iterator[str]:
    """Yield how somebody without a vault sees whose key it was: by the words on their key card."""
    from safejournal.services.identity import compared_words

    for other in i18n.LANGUAGES:
        if other != i18n.language():
            yield _("The same in the other language: {words}").format(
                words=" ".join(compared_words(sender, other))
            )
    yield _("Compare them with the eight words on your key card. If one differs, believe nothing.")


def contact_name(vault: Vault | None, contact: str | None) -> str | None:
    """Return what a contact is called in the person's own journal."""
    if vault is None or contact is None:
        return None
    from safejournal.services import journal
    from safejournal.wording.amounts import short
    from safejournal.wording.names import shown_name

    record = journal.show_all(vault, [contact]).get(contact)
    return shown_name(record) if record else short(contact)


@click.command(
    cls=Act,
    short_help=_("Take a file into the inbox."),
    help=_(
        "Take a bundle into the inbox, compared with what is there, or take note of a receipt."
        "\n\nNothing enters your own records. `accept` and `discard` decide afterwards."
        " With `-` the bundle comes from standard input."
    ),
)
@click.argument("file", metavar="FILE|-")
@_by_passphrase
@yes
@click.pass_obj
def receive(session: Session, file: str, *, by_passphrase: bool) -> None:
    """Take a file in."""
    words = _words(session) if by_passphrase else ""
    with session.vault() as vault:
        from safejournal.services import receiving

        path = bundle_path(session, file)
        came = with_consent(
            session,
            path,
            lambda agreed: receiving.receive(vault, path, agreed=agreed, passphrase=words),
        )
        answer(session, lambda: _came_document(came), lambda: folded(_came_lines(vault, came)))


def _came_document(came: Came) -> dict[str, Any]:
    if came.bundle is None:
        what = came.acknowledged
        return {
            "receipt": {
                "bundle": what.bundle if what else None,
                "accepted": bool(what and what.accepted),
                "contact": came.contact,
                "known": came.known,
            }
        }
    from safejournal.cli.sharing_documents import bundle_document

    return bundle_document(came.bundle)


def _came_lines(vault: Vault, came: Came) -> Iterator[str]:
    if came.bundle is None:
        reader = contact_name(vault, came.contact) or _("its reader")
        looked = came.acknowledged is not None and came.acknowledged.accepted
        sentence = _("{name} has it and has accepted it.") if looked else _("{name} has it.")
        yield sentence.format(name=reader)
        if came.known:
            from safejournal.wording.received import receipt_known

            yield receipt_known()
        return
    from safejournal.wording.bundles import heading_lines, standing_line

    found = came.bundle
    name = contact_name(vault, found.contact)
    yield from heading_lines(found.manifest, found.sender, name, found.marks)
    for entry in found.entries:
        yield standing_line(found, entry)
    yield _("It waits in the inbox: inbox {n} shows it, accept {n} or discard {n} decides.").format(
        n=found.number
    )
