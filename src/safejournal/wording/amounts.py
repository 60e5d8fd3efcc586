"""Sizes, counts and ids in as few characters as tell them apart."""

from __future__ import annotations

from safejournal.i18n import _, ngettext

_STEP = 1000
ID_SHOWN = 8
"""Hexadecimal digits of an id that are shown: among 10,000 records two of them agree in their first
eight once in some hundred journals."""


def size(count: int) -> str:
    """Return a number of bytes as `812 bytes`, `14 KB` or `1.2 MB` (steps of a thousand)."""
    if count < _STEP:
        return ngettext("{n} byte", "{n} bytes", count).format(n=count)
    if count < _STEP**2:
        return _("{n} KB").format(n=round(count / _STEP))
    if count < _STEP**3:
        return _("{n} MB").format(n=f"{count / _STEP**2:.1f}")
    return _("{n} GB").format(n=f"{count / _STEP**3:.1f}")


def short(of_id: str) -> str:
    """Return the beginning of an id or digest, as far as a person needs it."""
    return of_id[:ID_SHOWN]


def records(count: int) -> str:
    """Return a number of records."""
    return ngettext("{n} record", "{n} records", count).format(n=count)


def days(count: int) -> str:
    """Return a number of days."""
    return ngettext("{n} day", "{n} days", count).format(n=count)
