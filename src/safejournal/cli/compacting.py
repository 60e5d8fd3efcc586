"""Writing the store anew."""

from __future__ import annotations

import click

from safejournal.cli.options import Act
from safejournal.cli.output import answer
from safejournal.cli.session import Session
from safejournal.errors import Refused
from safejournal.i18n import _


@click.command(
    cls=Act,
    help=_(
        "Write the whole journal anew, verify it, and remove the old file. Ctrl+C stops it, and"
        " nothing is changed then."
    ),
)
@click.pass_obj
def compact(session: Session) -> None:
    """Compact the vault."""
    with session.vault() as vault:
        from safejournal.services.compacting import compact as write_anew
        from safejournal.services.verifying import until_interrupted
        from safejournal.wording.compacting import compacted_line

        with until_interrupted() as stop:
            try:
                done = write_anew(vault, stop)
            except Refused:
                if stop():
                    raise KeyboardInterrupt from None
                raise
        answer(
            session,
            lambda: {"before": done.before, "after": done.after},
            lambda: [compacted_line(done)],
        )
