"""Travelling with little: what may stay on the device, and what goes into the package.

choose    what may stay: by mark, kind, tag, or one by one; remembered in the journal
preview   what that comes to, counted, with what goes into the package
seal      everything, sealed to a contact or to a sheet of paper (`travelling_package`)
leave     once it was proven: a small new journal in the large one's place (`travelling_leave`)
return    all of it again, with what was written on the way (`travelling_return`)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from safejournal import codec
from safejournal.domain.travel import Wish, cut
from safejournal.domain.values import dataclass
from safejournal.domain.versions import Record
from safejournal.domain.words import Kind
from safejournal.services import journal
from safejournal.services.opening import Vault
from safejournal.vault import settings
from safejournal.vault.store import Connection

__all__ = [
    "Pile",
    "Preview",
    "Scale",
    "Wish",
    "choose",
    "everything",
    "preview",
    "staying",
    "told",
    "wish",
]

TRAVEL = "travel"
"""Name of the setting in which wish and package stand."""

_STAY, _PACKAGES = "stay", "packages"
_REMEMBERED = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Records that stay, or that go, counted."""

    records: int
    kinds: tuple[tuple[Kind, int], ...]
    files: int
    size: int
    """Bytes of what they say, and of their files."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What travelling with little would come to."""

    stays: Pile
    goes: Pile
    """What is on the device only inside the package, and not readable there."""
    versions: int
    """Sealed versions in the package, which holds all there are."""
    drafts: int
    names: tuple[Record, ...]
    """The records that stay."""
    loosened: int
    """Records among them that point to some that go: those links are cut until the return."""


def wish(vault: Vault) -> Wish:
    """Return what the person has chosen; at the beginning what is marked as fit for travelling."""
    return _wish(told(vault).get(_STAY))


def told(vault: Vault) -> dict[str, Any]:
    """Return what the journal remembers of wish and package."""
    with vault.reading() as connection:
        return of_store(connection)


def packages(vault: Vault) -> list[dict[str, str]]:
    """Return every package that was ever sealed: its file, and when; also those of other days."""
    found = told(vault).get(_PACKAGES, [])
    return found if isinstance(found, list) else []


def note_package(vault: Vault, leaves: str, file: str) -> None:
    """Remember that a package is being sealed, and the id of the vault that is to leave with it.

    Before it is made, so that both stand in it too: it knows what it belongs to, and after the
    return it is still known of.
    """
    others = [each for each in packages(vault) if each["file"] != file][-_REMEMBERED:]
    this = {"file": file, "made": vault.clock().isoformat()}
    note(vault, leaves=leaves, package=None, **{_PACKAGES: [*others, this]})


def of_store(connection: Connection) -> dict[str, Any]:
    """Return the same of any copy of the journal."""
    found = settings.read(connection).get(TRAVEL)
    return found if isinstance(found, dict) else {}


def note(vault: Vault, **parts: object) -> None:
    """Remember parts of it in the place of those of before; None forgets one."""
    with vault.writing() as connection:
        note_in(connection, **parts)


def note_in(connection: Connection, **parts: object) -> None:
    """Remember them in any copy of the journal, inside the caller's transaction."""
    changed = of_store(connection) | parts
    kept = {name: part for name, part in changed.items() if part is not None}
    settings.write(connection, settings.read(connection) | {TRAVEL: kept})


def _wish(found: Any) -> Wish:  # noqa: ANN401 (of a setting)
    if not isinstance(found, dict):
        return Wish()
    return Wish(
        marked=bool(found["marked"]),
        kinds=frozenset(map(Kind, found["kinds"])),
        tags=frozenset(found["tags"]),
        records=frozenset(found["records"]),
        without=frozenset(found["without"]),
        identity=bool(found["identity"]),
    )


def choose(vault: Vault, wanted: Wish) -> None:
    """Remember what may stay, until something else is chosen."""
    kept = {
        "marked": wanted.marked,
        "kinds": sorted(wanted.kinds),
        "tags": sorted(wanted.tags),
        "records": sorted(wanted.records),
        "without": sorted(wanted.without),
        "identity": wanted.identity,
    }
    note(vault, **{_STAY: kept})


def everything(vault: Vault) -> Iterator[Record]:
    """Yield every record that is there, the first written in front."""
    offset = 0
    while page := journal.browse(vault, offset=offset, oldest_first=True):
        yield from page
        offset += len(page)


def staying(vault: Vault, wanted: Wish) -> list[Record]:
    """Return the records that a wish lets stay."""
    return [record for record in everything(vault) if wanted.lets_stay(record)]


class Scale:
    """Weighs each record once, so that a choice is counted at once however often it changes."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = list(records)
        self._weights = {record.id: _weight(record) for record in self.records}

    def staying(self, wanted: Wish) -> list[Record]:
        """Return the records that a wish lets stay."""
        return [record for record in self.records if wanted.lets_stay(record)]

    def piles(self, wanted: Wish) -> tuple[Pile, Pile]:
        """Return what stays, and what goes."""
        stays = self.staying(wanted)
        present = {record.id for record in stays}
        return self._pile(stays), self._pile(
            record for record in self.records if record.id not in present
        )

    def _pile(self, records: Iterable[Record]) -> Pile:
        kinds: Counter[Kind] = Counter()
        files = size = 0
        for record in records:
            kinds[record.kind] += 1
            of_files, of_size = self._weights[record.id]
            files, size = files + of_files, size + of_size
        counted = tuple((kind, kinds[kind]) for kind in Kind if kinds[kind])
        return Pile(records=kinds.total(), kinds=counted, files=files, size=size)


def _weight(record: Record) -> tuple[int, int]:
    """Return how many files a record has, and the bytes of what it says and of them."""
    if record.content is None:
        return 0, 0
    files = record.content.attachments
    return len(files), len(codec.encode_content(record.content)) + sum(each.size for each in files)


def preview(vault: Vault, wanted: Wish | None = None) -> Preview:
    """Count what stays and what goes."""
    chosen = wish(vault) if wanted is None else wanted
    scale = Scale(everything(vault))
    stays = scale.staying(chosen)
    present = frozenset(record.id for record in stays)
    with vault.reading() as connection:
        counted = "SELECT (SELECT count(*) FROM version), (SELECT count(*) FROM draft)"
        versions, drafts = next(iter(connection.execute(counted)))
    here, gone = scale.piles(chosen)
    return Preview(
        stays=here,
        goes=gone,
        versions=versions,
        drafts=drafts,
        names=tuple(stays),
        loosened=sum(
            record.content is not None and cut(record.content, present) != record.content
            for record in stays
        ),
    )
