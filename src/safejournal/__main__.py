"""Where every start begins: the prompt at once, and then the app, the line mode or a command.

The law of this module: until the prompt stands, nothing is loaded that it does not need. What the
journal needs is loaded while the person types.
"""

from __future__ import annotations

import os
import sys

from safejournal import config, errors, i18n
from safejournal.i18n import _
from safejournal.process import unlock

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path
    from types import ModuleType
    from typing import NoReturn

    from safejournal.domain.versions import Record
    from safejournal.domain.words import Kind
    from safejournal.plain.talk import Talk
    from safejournal.services.opening import Vault
    from safejournal.services.silence import Waiting

_UNLOCK = "safejournal.plain.unlocking:unlock"
_BEGIN = "safejournal.plain.beginning:begin"

_WITH_VALUE = ("--vault", "--keyfile", "--lang", "--today", "--passphrase-fd")
_LEAST_COLUMNS, _LEAST_LINES = 40, 10
"""The smallest window in which the app can be drawn."""

_KEY_ANSWER = 33
"""Bytes of a child's answer that open the vault: the slot's number and the DEK."""

_INTERRUPTED = 130

_COMPLETING = "_SAFEJOURNAL_COMPLETE"
"""The variable by which a shell asks for completion; see `cli.completion`."""

FIRST, THEN = "--first", "--then"
"""As in `process.endings`, which is not loaded before the prompt stands."""

Start = dict[str, str]
"""The options with which the app is started, by name."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: the one place where an unexpected error ends."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    if _COMPLETING in os.environ:
        from safejournal.cli.completion import complete

        return complete()
    try:
        if arguments[:1] == [FIRST] and THEN in arguments:
            arguments = _done_first(arguments)
        start = read(arguments)
        return _command(arguments) if start is None else _open(start, arguments)
    except KeyboardInterrupt:
        return _INTERRUPTED
    except errors.SafeJournalError as error:
        return _explain(error)
    except Exception:  # noqa: BLE001 - its text may hold what a person wrote, so none of it is shown
        from safejournal.process import hardening

        hardening.say_fell()
        return 1


def _done_first(arguments: Sequence[str]) -> list[str]:
    """Do the command that the app locked for, and return the arguments of the app."""
    at = arguments.index(THEN)
    _command(arguments[1:at])
    return list(arguments[at + 1 :])


def read(arguments: Sequence[str]) -> Start | None:
    """Return the options of a start of the app; None when a command, or help, is meant.

    What is put wrongly is left to the command line, which says so.
    """
    found: Start = {}
    waiting = list(arguments)
    while waiting:
        name, equals, value = waiting.pop(0).partition("=")
        if name == "--plain" and not equals:
            found[name] = ""
        elif name in _WITH_VALUE and (equals or waiting):
            found[name] = value if equals else waiting.pop(0)
        else:
            return None
    return found if _can_be_meant(found) else None


def _can_be_meant(found: Start) -> bool:
    try:
        day(found)
    except ValueError:
        return False
    return (
        found.get("--lang", "en") in i18n.LANGUAGES
        and found.get("--passphrase-fd", "0").isascii()
        and found.get("--passphrase-fd", "0").isdigit()
    )


def day(found: Start) -> date | None:
    """Return the day that it is to be taken to be. Raises ValueError."""
    if "--today" not in found:
        return None
    from safejournal.domain.times import parse_day

    return parse_day(found["--today"])


def _command(arguments: Sequence[str]) -> int:
    import gc

    gc.disable()  # a command ends before there is anything to collect; looking costs its start 4 ms
    from safejournal.cli.running import run, spoken
    from safejournal.cli.session import Doors

    i18n.use(spoken(arguments))
    doors = Doors(unlock.start, _compose, _practise, walk=_walk, enter=_enter)
    return run(arguments, doors)


def _open(start: Start, arguments: Sequence[str]) -> int:
    """Ask for the passphrase, open the journal and show it; make one first where none stands."""
    _refuse_no_screen(start)
    draws = "--plain" not in start and _can_draw()
    found = os.environ.get("TERM", "")
    if not draws:
        os.environ["TERM"] = "dumb"  # for the prompt too: nothing is drawn, no escape code is sent
    place = start.get("--vault") or config.default_folder()
    child = _ask(start, place, start.get("--lang") or i18n.wished())
    try:
        app = _app() if draws else None  # while the person types
        from safejournal.services import opening

        opening.load()
        answer = child.wait()
    finally:
        child.stop()
    from pathlib import Path

    vault = opening.open_vault(Path(place), answer[:_KEY_ANSWER], config.clock(day(start)))
    answer[:] = bytes(len(answer))
    if app is not None:
        ended: int = app.run(vault, _without_descriptor(arguments))
        return ended
    _talk(vault, arguments, start.get("--keyfile"), found)
    return 0


def _refuse_no_screen(start: Start) -> None:
    """Say that nobody would see anything, before a passphrase is typed for it.

    Into a file, what is read would be written in clear; who wants the line mode there says so.
    """
    if sys.stdout is None or ("--plain" not in start and not os.isatty(1)):
        raise errors.Refused(
            "There is no terminal to show the journal on.",
            hint="Start it without > and |, or name a command; --help lists them.",
        )


def _ask(start: Start, place: str, language: str) -> unlock.Child:
    """Start the child that asks; the prompt stands when this returns."""
    if not _stands(place):
        return _begin(start, place, language)
    told = b"\0".join(map(os.fsencode, (place, start.get("--keyfile", ""), language)))
    descriptor = int(start["--passphrase-fd"]) if "--passphrase-fd" in start else None
    child = unlock.start(_UNLOCK, told, first=i18n.PROMPTS[language], passphrase_fd=descriptor)
    i18n.use(language)
    return child


def _stands(place: str) -> bool:
    try:
        os.stat(os.path.join(place, "head"))
    except OSError:
        return False
    return True


def _begin(start: Start, place: str, language: str) -> unlock.Child:
    """Start the child that makes a vault; it tells a newcomer first what this is."""
    import json
    from pathlib import Path

    from safejournal.services import beginning, opening

    i18n.use(language)
    if opening.put_back(Path(place)):  # it was cut off while it changed places
        return _ask(start, place, language)
    if os.path.isdir(place) and os.listdir(place):
        opening.check_ready(Path(place))  # says whether what lies there is a damaged vault
    beginning.refuse_taken(Path(place))
    if "--passphrase-fd" in start:
        raise errors.NotFound(
            "There is no vault at that place.", hint="safejournal init makes one."
        )
    told = {
        "wish": {"place": place, "keyfile": start.get("--keyfile")},
        "now": config.clock(day(start))().isoformat(),
        "language": language,
        "guide": True,
        "quiet": False,
    }
    return unlock.start(_BEGIN, json.dumps(told).encode())


def _app() -> ModuleType | None:
    """Load the app; None where it cannot be, which leaves the line mode."""
    try:
        from safejournal.tui import app
    except ImportError:
        return None
    return app


def _can_draw() -> bool:
    """Tell whether the app has a window that it can be drawn in."""
    if sys.platform != "win32" and os.environ.get("TERM", "dumb") == "dumb":
        return False
    if not (os.isatty(0) and os.isatty(1)):
        return False
    size = os.get_terminal_size(1)
    return size.columns >= _LEAST_COLUMNS and size.lines >= _LEAST_LINES


def _talk(vault: Vault, arguments: Sequence[str], keyfile: str | None, term: str) -> None:
    """Use the line mode until it ends; a lock begins anew, in a window that may be larger now."""
    from safejournal.plain.desk import Desk, Ending
    from safejournal.plain.session import run
    from safejournal.plain.talk import Talk

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # letters that the terminal's coding lacks
    if run(Desk(Talk(sys.stdout), vault, unlock.start, keyfile)) is Ending.LOCKED:
        from safejournal.process import endings

        os.environ["TERM"] = term
        endings.lock(_without_descriptor(arguments))


def _without_descriptor(arguments: Sequence[str]) -> list[str]:
    """Return the arguments for the next unlocking: a descriptor can be read only once."""
    kept, waiting = [], list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "--passphrase-fd":
            waiting.pop(0)
        elif not word.startswith("--passphrase-fd="):
            kept.append(word)
    return kept


def _compose(vault: Vault, kind: Kind, record: Record | None) -> Record | None:
    from safejournal.plain.composing import compose
    from safejournal.plain.talk import Talk, suspension_ends
    from safejournal.services import settings

    talk = Talk(sys.stderr, idle_minutes=settings.read(vault).idle_minutes)
    _mark_practice(talk, vault)
    waits = "What you typed waits as a draft."
    try:
        with suspension_ends():
            return compose(talk, vault, kind, record=record)
    except TimeoutError:
        raise errors.Refused("Nobody answered, so the journal was closed.", hint=waits) from None
    except EOFError:
        raise errors.Refused("The terminal is gone.", hint=waits) from None


def _walk(vault: Vault, of: Waiting) -> None:
    """Go through the steps for somebody who is silent. What was done is kept, however it ends."""
    from safejournal.plain.silence import walk
    from safejournal.plain.talk import Talk, suspension_ends
    from safejournal.services import settings

    talk = Talk(sys.stdout, idle_minutes=settings.read(vault).idle_minutes)
    _mark_practice(talk, vault)
    try:
        with suspension_ends():
            walk(talk, vault, of)
    except TimeoutError:
        raise errors.Refused("Nobody answered, so the journal was closed.") from None
    except EOFError:
        raise errors.Refused("The terminal is gone.") from None


def _mark_practice(talk: Talk, vault: Vault) -> None:
    from safejournal.wording.practice import question_mark

    talk.mark = question_mark() if vault.practice else ""


def _practise(today: date | None, *, plain: bool) -> int:
    """Open a practice journal in a folder that is gone afterwards."""
    from pathlib import Path
    from tempfile import mkdtemp  # noqa: TID251 - of an invented person

    from safejournal.process import keeping
    from safejournal.services import demo

    folder = mkdtemp()
    try:
        made = demo.make_demo(Path(folder) / "practice", config.clock(today)())
    except BaseException:
        keeping.remove(folder)
        raise
    told = _("This is a practice journal. If it locks, this opens it: {passphrase}")
    sys.stderr.write(told.format(passphrase=made.passphrase) + "\n")
    arguments = _started(made.place, today, plain=plain)
    return keeping.run_and_remove(arguments, made.passphrase.encode(), folder)


def _enter(place: Path, passphrase: str, today: date | None, *, plain: bool) -> int:
    """Open a practice journal of a workshop, which stays where it is."""
    from safejournal.process import keeping

    told = _("This is a practice journal. If it locks, this opens it: {passphrase}")
    sys.stderr.write(told.format(passphrase=passphrase) + "\n")
    return keeping.run(_started(place, today, plain=plain), passphrase.encode())


def _started(place: Path, today: date | None, *, plain: bool) -> list[str]:
    day_told = [] if today is None else ["--today", today.isoformat()]
    shape = ["--plain"] if plain else []
    return ["--vault", str(place), "--lang", i18n.language(), *day_told, *shape]


def _explain(error: errors.SafeJournalError) -> int:
    from safejournal.domain.visible import visible
    from safejournal.wording.errors import explain

    text = "\n".join(part for part in explain(error) if part)
    sys.stderr.write(visible(text, newlines=True) + "\n")
    return error.exit_code


def leave(code: int) -> NoReturn:
    """End the process at once: to take all its objects apart first costs 8 ms and forgets nothing.

    The vault is closed and its key wiped by then. Nothing of ours runs at a process's exit.
    """
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):  # nobody reads any more
            continue
    instances = sys.modules.get("safejournal.process.instances")
    if instances is not None:  # something was unlocked, so that panic can find us
        instances.leave()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
