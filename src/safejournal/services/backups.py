"""Complete copies of the vault: made, verified before anybody calls them done, kept in turn.

A place may be set, usually a folder on a stick. It is known again by a file of random bytes that
was put there, so that an empty folder where the stick should be is never taken for it.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from safejournal.domain.values import dataclass, replace
from safejournal.errors import Damaged, NotFound, Refused, SafeJournalError
from safejournal.services import written_file
from safejournal.services.opening import Vault
from safejournal.vault import chain, head, private, settings

if TYPE_CHECKING:
    from safejournal.vault.copies import Copy
    from safejournal.vault.verification import Verified

KEPT = 3
"""Backups that a place holds, unless told otherwise: one bad week must not overwrite the last good
one."""

MOST_KEPT = 100

STALE_DAYS = 14
"""Age at which the last verified backup is said with a warning: what two weeks of writing hold can
still be written again from memory."""

MARK = "mark"
"""Name of the file by which a place is known again. It says nothing to whoever finds it."""

_MARK_BYTES = 16
_BACKUPS, _PLACE = "backups", "backup_place"
_REMEMBERED = 200
_DAY = 24 * 60 * 60

Stop = Callable[[], bool]
Progress = Callable[[int, int], None]
"""Called with the bytes written so far and those expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup that the journal remembers."""

    file: str
    """Where it was written; it may have been moved since."""
    made: str
    """The moment at which it was begun."""
    number: str
    """What tells it from every other, in hexadecimal; it stands in its head."""
    verified: str = ""
    """The moment at which all of it was found whole last; "" when it was never finished."""

    @property
    def there(self) -> bool:
        """Tell whether this very backup lies at its place now."""
        try:
            of_head = head.parse(head.read_any(Path(self.file)))
        except (SafeJournalError, OSError):
            return False
        return _number(of_head) == self.number


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where backups go that nobody names a file for."""

    folder: str
    keep: int = KEPT
    mark: str = ""

    @property
    def there(self) -> bool:
        """Tell whether it is this very place, and not an empty folder where the stick should be."""
        try:
            return (Path(self.folder) / MARK).read_bytes().hex() == self.mark
        except OSError:
            return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A backup was made, and all of it was found whole."""

    backup: Backup
    size: int
    verified: Verified
    removed: tuple[str, ...] = ()
    """Older ones that went, since the place holds only so many."""


def no_stop() -> bool:
    """Never stop."""
    return False


def unwatched(_done: int, _whole: int) -> None:
    """Show no progress."""


def back_up(
    vault: Vault,
    target: Path,
    *,
    force: bool = False,
    stop: Stop = no_stop,
    progress: Progress = unwatched,
) -> Done:
    """Write the whole vault into one file, open it again and check all of it; then say done.

    Nothing stands at `target` before that. Raises Refused (something stands there, the disk, or
    stopped) or StoreDamaged with nothing left behind.
    """
    from safejournal.vault import copies  # 5 ms that the first screen goes without

    written_file.refuse_inside(vault.place, target)
    written_file.refuse_standing(target, force=force)
    beside = target.with_name(f".{vault.head.vault_id.hex()[:8]}.part")
    made = vault.clock().isoformat()
    try:
        beside.unlink(missing_ok=True)  # what a kill left
    except OSError:
        raise Refused("The file cannot be written there.") from None
    with vault.dek() as dek, vault.reading() as connection, _removing(beside):
        watched = _watching(vault, beside, stop, progress)
        _refuse_if_stopped(watched)
        of_backup, verified = copies.write_backup(
            connection, vault.head, dek, vault.realm, beside, watched
        )
        _refuse_if_stopped(watched)  # a small vault is copied between two questions
        size = beside.stat().st_size
        backup = Backup(file=str(target.absolute()), made=made, number=_number(of_backup))
        # Listed before it stands there: of the ways back, rather one too many than one too few.
        _note(vault, backup)
        _put_in_place(beside, target, force)
    whole = replace(backup, verified=vault.clock().isoformat())
    _note(vault, whole)
    return Done(backup=whole, size=size, verified=verified)


def _put_in_place(beside: Path, target: Path, force: bool) -> None:
    try:
        written_file.put_in_place(beside, target, force=force)
    except OSError as error:
        raise private.refusal(error) from None


@contextmanager
def _removing(beside: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise private.refusal(error) from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _watching(vault: Vault, beside: Path, stop: Stop, progress: Progress) -> Stop:
    """Return a question that, whenever it is asked, tells how much has been written."""
    whole = sum(file.stat().st_size for file in vault.place.glob("store.*"))

    def asked() -> bool:
        if stop():
            return True
        with suppress(OSError):
            progress(min(beside.stat().st_size, whole), whole)
        return False

    return asked


def _refuse_if_stopped(asked: Stop) -> None:
    if asked():
        raise Refused("Stopped before it was finished; nothing was changed.")


def _number(of_head: head.Head) -> str:
    return f"{of_head.generation:016x}"


def _note(vault: Vault, backup: Backup) -> None:
    """Remember a backup. A vault that takes no writing (a full disk) is backed up all the same."""
    with suppress(Refused), vault.writing() as connection:
        found = settings.read(connection)
        others = [each for each in _read(found) if each.number != backup.number]
        kept = [asdict(each) for each in (*others, backup)][-_REMEMBERED:]
        settings.write(connection, found | {_BACKUPS: kept})


def _read(found: dict[str, object]) -> list[Backup]:
    listed = found.get(_BACKUPS, [])
    return [Backup(**each) for each in listed] if isinstance(listed, list) else []


def remembered(vault: Vault) -> list[Backup]:
    """Return every backup that the journal knows of, oldest first."""
    with vault.reading() as connection:
        return _read(settings.read(connection))


def last_verified(vault: Vault) -> Backup | None:
    """Return the backup that was found whole last, or None."""
    whole = [each for each in remembered(vault) if each.verified]
    return max(whole, key=lambda each: datetime.fromisoformat(each.verified), default=None)


def age(vault: Vault) -> int | None:
    """Return how many days ago the last verified backup was made; None when there is none."""
    last = last_verified(vault)
    if last is None:
        return None
    since = vault.clock() - datetime.fromisoformat(last.made)
    return max(0, int(since.total_seconds() // _DAY))


# The place.


def place(vault: Vault) -> Place | None:
    """Return where backups go, or None as long as nobody has said."""
    with vault.reading() as connection:
        found = settings.read(connection).get(_PLACE)
    return Place(**_fields(found)) if isinstance(found, dict) else None


def _fields(found: dict[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in ("folder", "keep", "mark") if name in found}


def set_place(vault: Vault, folder: Path, keep: int = KEPT) -> Place:
    """Let backups go into this folder, which must be there, and hold so many of them.

    A file of random bytes is put there, by which the place is known again. Raises Refused.
    """
    if not 1 <= keep <= MOST_KEPT:
        raise Refused(f"A place holds from 1 to {MOST_KEPT} backups.")
    if not folder.is_dir():
        raise NotFound("There is no such folder.", hint="Is the stick in?")
    written_file.refuse_inside(vault.place, folder / MARK)
    chosen = Place(folder=str(folder.absolute()), keep=keep, mark=_mark(folder))
    with vault.writing() as connection:
        settings.write(connection, settings.read(connection) | {_PLACE: asdict(chosen)})
    return chosen


def _mark(folder: Path) -> str:
    """Return what stands in the place's mark, made if there is none."""
    path = folder / MARK
    try:
        if path.is_file() and path.stat().st_size == _MARK_BYTES:
            return path.read_bytes().hex()
        with written_file.new_file(path) as file:
            file.write(made := secrets.token_bytes(_MARK_BYTES))
    except OSError:
        raise Refused("That folder cannot be used.") from None
    return made.hex()


def back_up_in_place(vault: Vault, *, stop: Stop = no_stop, progress: Progress = unwatched) -> Done:
    """Write a backup into the place that was set; the oldest beyond its number goes afterwards.

    Raises NotFound when no place was set or the stick is not in, Refused as `back_up`.
    """
    chosen = place(vault)
    if chosen is None:
        raise NotFound("No place for backups has been set.", hint="Name a file, or set a place.")
    if not chosen.there:
        raise NotFound("The place for backups is not there.", hint="Is the stick in?")
    done = back_up(vault, _next_name(vault, Path(chosen.folder)), stop=stop, progress=progress)
    return replace(done, removed=tuple(_make_room(vault, chosen)))


def _next_name(vault: Vault, folder: Path) -> Path:
    base = f"{vault.clock():%Y-%m-%d-%H%M}"
    names = (f"{base}{after}.backup" for after in ("", *(f"-{n}" for n in range(2, 1000))))
    try:
        return next(path for name in names if not (path := folder / name).exists())
    except OSError as error:
        raise private.refusal(error) from None


def _make_room(vault: Vault, chosen: Place) -> Iterator[str]:
    """Remove the oldest backups of this vault in the place; nothing that is not known for one."""
    ours = [
        each
        for each in remembered(vault)
        if each.verified and Path(each.file).parent == Path(chosen.folder) and each.there
    ]
    for old in ours[: -chosen.keep]:
        with suppress(OSError):
            Path(old.file).unlink()
            yield old.file


def remake(vault: Vault, *, stop: Stop = no_stop) -> list[Done]:
    """Write every backup that lies at its place anew, so that what was erased is in none of them.

    Each old one is there until the new one is whole. Raises as `back_up`.
    """
    there = [each for each in remembered(vault) if each.there]
    made = [back_up(vault, Path(each.file), force=True, stop=stop) for each in there]
    old = {each.number for each in there}
    with vault.writing() as connection:
        found = settings.read(connection)
        kept = [asdict(each) for each in _read(found) if each.number not in old]
        settings.write(connection, found | {_BACKUPS: kept})
    return made


# A backup that is there.


def check(vault: Vault, file: Path, *, stop: Stop = no_stop) -> tuple[Verified, int]:
    """Check every page, version and file of a backup of this vault.

    Return what was found whole, and how many events behind the present journal it stands. Raises
    Damaged, InputRejected or Refused; Refused too when it is a backup of another vault's key.
    """
    from safejournal.vault import copies

    _refuse_other_key(vault, file)
    with vault.dek() as dek, copies.open_copy(file, dek) as copy:
        verified = copies.verify_copy(copy, stop=stop)
        behind = _behind(vault, copy)
        number = _number(copy.head)
    for each in remembered(vault):
        if each.number == number:
            moved = replace(each, verified=vault.clock().isoformat(), file=str(file.absolute()))
            _note(vault, moved)
    return verified, behind


def _refuse_other_key(vault: Vault, file: Path) -> None:
    """A backup from before a new key opens only by what opened the vault then."""
    from safejournal.services.rekeying import rekeyed_at

    changed = rekeyed_at(vault)
    if changed is None or not file.exists():
        return
    number = _number(head.parse(head.read_any(file)))
    made = [each.made for each in remembered(vault) if each.number == number]
    if any(datetime.fromisoformat(each) < changed for each in made):
        raise Refused(
            "This backup was made before the vault got a new key.",
            hint="It opens by the passphrase of its day: verify it on the command line.",
        )


def _behind(vault: Vault, copy: Copy) -> int:
    """Return how many events the journal has more. Raises Damaged when their pasts differ."""
    seq, made = chain.end(copy.connection)
    with vault.reading() as connection:
        row = connection.execute("SELECT hash FROM chain WHERE seq = ?", (seq,)).fetchone()
        present, _ = chain.end(connection)
    if row is None or bytes(row[0]) != made:
        raise Damaged(
            "This backup and the journal do not have the same past.",
            hint="One of the two was put back to an older state and written on.",
        )
    return present - seq
