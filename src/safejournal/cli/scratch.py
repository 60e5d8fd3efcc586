"""Drafts: what was begun and not finished."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from safejournal.cli.options import Act, Acts, yes
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import InputRejected, NotFound, Refused
from safejournal.i18n import _

if TYPE_CHECKING:
    from safejournal.services.drafts import Draft
    from safejournal.services.opening import Vault

SHORTEST_PREFIX = 4
"""Hexadecimal digits of a draft's id that may stand for all of it."""


@click.group(cls=Acts, help=_("What was begun and not finished."))
def drafts() -> None:
    """Group the acts on drafts."""


@drafts.command("list", cls=Act, help=_("List the drafts that wait, the latest first."))
@click.pass_obj
def list_(session: Session) -> None:
    """List the drafts."""
    with session.vault() as vault:
        from safejournal.services.drafts import waiting
        from safejournal.wording.drafts import draft_line

        found, here = waiting(vault), vault.clock()
        answer(
            session,
            lambda: {"drafts": [_document(draft) for draft in found]},
            lambda: (draft_line(draft, here) for draft in found),
        )


@drafts.command(cls=Act, help=_("Show what stands in a draft."))
@click.argument("id_", metavar="ID")
@click.pass_obj
def show(session: Session, id_: str) -> None:
    """Show a draft."""
    with session.vault() as vault:
        from safejournal.wording.drafts import draft_lines

        draft = _find(vault, id_)
        answer(session, lambda: _document(draft), lambda: draft_lines(draft))


@drafts.command(cls=Act, help=_("Throw a draft away, without trace."))
@click.argument("id_", metavar="ID")
@yes
@click.pass_obj
def discard(session: Session, id_: str) -> None:
    """Discard a draft."""
    with session.vault() as vault:
        from safejournal.services import drafts as services

        draft = _find(vault, id_)
        session.confirm(_("Throw this draft away for good?"))
        services.discard(vault, draft.id)
        answer(session, lambda: {"id": draft.id}, lambda: [_("Thrown away.")])


def _find(vault: Vault, typed: str) -> Draft:
    from safejournal.services.drafts import waiting

    wanted = typed.strip().lower()
    if len(wanted) < SHORTEST_PREFIX or re.fullmatch("[0-9a-f]{1,32}", wanted) is None:
        raise InputRejected(f"an id is hexadecimal; give at least {SHORTEST_PREFIX} digits of it")
    found = [draft for draft in waiting(vault) if draft.id.startswith(wanted)]
    if not found:
        raise NotFound("There is no such draft.")
    if len(found) > 1:
        raise Refused("Several drafts begin like this.", hint="Give more digits of the id.")
    return found[0]


def _document(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "kind": draft.kind.value,
        "record": draft.record,
        "base": draft.base,
        "written_at": draft.written_at,
        "answers": draft.answers,
    }
