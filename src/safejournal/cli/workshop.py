"""Workshops: what a trainer and a room of people need."""

from __future__ import annotations

import click

from safejournal.cli.kit import kit
from safejournal.cli.options import Acts
from safejournal.i18n import _


@click.group(cls=Acts, help=_("Workshops: practice for a room of people."))
def workshop() -> None:
    """Group the acts of a workshop."""


workshop.add_command(kit)
