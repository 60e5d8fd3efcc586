"""Writing a file out of the vault: asked where, told what that means, complete or absent."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from safejournal import config
from safejournal.i18n import _
from safejournal.services.written_file import new_file
from safejournal.tui.ask import Ask
from safejournal.tui.working import Report, Working

if TYPE_CHECKING:
    from safejournal.tui.app import JournalApp

T = TypeVar("T")


def in_the_clear() -> str:
    """Return what it means that a file lies outside the vault."""
    return _(
        "It will lie there in the clear, for anybody to read. Deleting it does not surely destroy "
        "it. Esc writes nothing."
    )


async def write_file(
    shell: JournalApp,
    name: str,
    does: Callable[[Path, Report], T],
    *,
    explained: str,
    working: str = "",
) -> tuple[Path, T] | None:
    """Ask for a new file until it could be written; return where it lies and what `does` gave.

    `does` runs in a thread, and is told by the report's `Stopped` when the person pressed Esc. None
    means that nothing was written.
    """
    typed: str | None = f"~/{name}"
    while True:
        question = Ask(_("Write it into which file?"), explained=explained, typed=typed or "")
        typed = await shell.push_screen_wait(question)
        if not typed or not typed.strip():
            return None
        target = typed_path(typed)
        work: Working[tuple[Path, T]] = Working(
            working or _("Writing the file"), _handing_over(does, target)
        )
        done = await shell.push_screen_wait(work)
        if done is not None:
            return done


def _handing_over(
    does: Callable[[Path, Report], T], target: Path
) -> Callable[[Report], tuple[Path, T]]:
    return lambda report: (target, does(target, report))


def put(content: bytes) -> Callable[[Path, Report], None]:
    """Return what writes these bytes into a new file."""

    def does(target: Path, _report: Report) -> None:
        with new_file(target) as file:
            file.write(content)

    return does


def typed_path(typed: str) -> Path:
    """Return the path that was typed; one without a folder lies at home."""
    try:
        return Path(config.home()) / config.typed_path(typed.strip())
    except RuntimeError:  # ~somebody, who is not on this machine
        return Path(typed.strip())
