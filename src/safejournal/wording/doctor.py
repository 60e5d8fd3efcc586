"""What `doctor` found, said to a person; and what no machine can give."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from safejournal.i18n import _, later
from safejournal.services.findings import Finding, Matter, State
from safejournal.wording.amounts import days, size

_NAMES = {
    Matter.PROGRAM: later("Program"),
    Matter.PYTHON: later("Python"),
    Matter.PLATFORM: later("System"),
    Matter.KIT: later("Workshop kit"),
    Matter.LIBRARIES: later("Libraries"),
    Matter.LANGUAGE: later("Language"),
    Matter.TERMINAL: later("Terminal"),
    Matter.PLACE: later("Vault"),
    Matter.HEAD: later("Key derivation"),
    Matter.SIZE: later("Size on the disk"),
    Matter.OTHERS: later("Other users of this machine"),
    Matter.FILE_SYSTEM: later("File system"),
    Matter.FREE_SPACE: later("Free space"),
    Matter.MEMORY: later("Free memory"),
    Matter.SWAP: later("Swap"),
    Matter.CORE_DUMPS: later("Core dumps"),
    Matter.READABLE: later("Memory of the process"),
    Matter.SOCKETS: later("Network sockets"),
    Matter.TRACING: later("Tracing of processes"),
    Matter.BACKUP: later("Last verified backup"),
    Matter.HISTORY: later("Commands in the shell's history"),
    Matter.RECENT: later("Lists of recent files"),
    Matter.SCROLLBACK: later("What the window remembers"),
    Matter.RECORDING: later("Recording of the terminal"),
    Matter.CLIPBOARD: later("Keeping of what is copied"),
    Matter.HIBERNATION: later("Hibernation"),
}

_SAID = {
    (Matter.PLATFORM, State.CAREFUL): later(
        "{value}: this system gives less than Linux does; docs/platforms.md says what"
    ),
    (Matter.KIT, State.FINE): later("it holds all that its machines need"),
    (Matter.KIT, State.CAREFUL): later("it holds no Python for {value}: there it must be already"),
    (Matter.PLACE, State.ABSENT): later("{value}: there is no vault yet"),
    (Matter.OTHERS, State.FINE): later("cannot look into the folder"),
    (Matter.OTHERS, State.CAREFUL): later("may look into the folder or its files"),
    (Matter.FILE_SYSTEM, State.FINE): later("keeps files to their owner, on this machine"),
    (Matter.FILE_SYSTEM, State.CAREFUL): later(
        "careful ({value}): others may see the files, and each saving, though not what is in them"
    ),
    (Matter.FREE_SPACE, State.CAREFUL): later("{value}: too little for larger files"),
    (Matter.SWAP, State.FINE): later("none on a disk that is not encrypted"),
    (Matter.SWAP, State.CAREFUL): later(
        "on ({value}): unless it is encrypted, what stands in memory may be found on the disk"
    ),
    (Matter.CORE_DUMPS, State.FINE): later("off for this program"),
    (Matter.CORE_DUMPS, State.CAREFUL): later("on: a crash may write memory to the disk"),
    (Matter.READABLE, State.FINE): later("closed to other programs of yours (root can read it)"),
    (Matter.READABLE, State.CAREFUL): later("other programs of yours can read it"),
    (Matter.SOCKETS, State.FINE): later("refused by the kernel"),
    (Matter.SOCKETS, State.CAREFUL): later("not refused by the kernel; the program opens none"),
    (Matter.BACKUP, State.UNKNOWN): later("only the journal knows: doctor --unlock asks it"),
    (Matter.BACKUP, State.ABSENT): later("none: if this disk or the head is lost, all is lost"),
    (Matter.BACKUP, State.FINE): later("made {value} ago"),
    (Matter.BACKUP, State.CAREFUL): later("made {value} ago; it is time for another"),
    (Matter.HISTORY, State.FINE): later("none that start the program"),
    (Matter.HISTORY, State.CAREFUL): later("{value}: that it was used here can be read"),
    (Matter.RECENT, State.FINE): later("nothing of the program"),
    (Matter.RECENT, State.CAREFUL): later("{value}: the folder or the program is named there"),
    (Matter.SCROLLBACK, State.UNKNOWN): later(
        "not known here; most keep what commands printed, until they are closed"
    ),
    (Matter.SCROLLBACK, State.CAREFUL): later("{value} keeps what commands printed into it"),
    (Matter.RECORDING, State.FINE): later("none was found"),
    (Matter.RECORDING, State.CAREFUL): later("{value} writes down what this terminal shows"),
    (Matter.CLIPBOARD, State.FINE): later("no program for it was found"),
    (Matter.CLIPBOARD, State.CAREFUL): later("{value} keeps what was copied, also when locked"),
    (Matter.HIBERNATION, State.FINE): later("not to a disk that is not encrypted"),
    (Matter.HIBERNATION, State.CAREFUL): later(
        "set up ({value}): the whole memory may be written to a disk that is not encrypted"
    ),
    (Matter.TRACING, State.FINE): later("restricted"),
    (Matter.TRACING, State.CAREFUL): later("any program of yours may trace another"),
}

_REMEDIES = {
    Matter.SWAP: later("Encrypt the whole disk, or switch it off: sudo swapoff -a"),
    Matter.HIBERNATION: later(
        "Encrypt the whole disk, or never hibernate: sudo systemctl mask hibernate.target"
    ),
    Matter.HISTORY: later(
        "Open the file, take these lines out, close every other window. Set HISTCONTROL to "
        "ignorespace and begin such a command with a space."
    ),
    Matter.RECENT: later("Empty the list in the settings of the desktop, under privacy."),
    Matter.SCROLLBACK: later(
        "Close the window afterwards. In tmux: clear-history; on macOS also: let no window come "
        "back after a restart."
    ),
    Matter.RECORDING: later("End it and open another window. What it wrote so far is a file."),
    Matter.CLIPBOARD: later(
        "Switch its history off, or end it. The program itself copies nothing."
    ),
}
"""How a trace is removed."""

_BYTES = (Matter.SIZE, Matter.FREE_SPACE, Matter.MEMORY)

_NEVER = (
    later("No machine protects from one who controls it: who reads keys or screen reads all."),
    later("Erased text may survive in flash storage, in backups and in what was sent."),
    later(
        "A folder put back to an older state is seen only with an anchor kept elsewhere: verify."
    ),
)
WIDTH = 78
"""Columns of a line, where nobody says how many there are."""


def findings(found: Sequence[Finding], width: int = WIDTH) -> Iterator[str]:
    """Yield a line for each finding, what needs care marked with `!`, then what is never given."""
    for finding in found:
        careful = finding.state is State.CAREFUL or (
            finding.matter is Matter.BACKUP and finding.state is State.ABSENT
        )
        mark = "!" if careful else " "
        yield f"{mark} {_(_NAMES[finding.matter])}: {_said(finding)}"
        if finding.state is State.CAREFUL and finding.matter in _REMEDIES:
            remedy = _(_REMEDIES[finding.matter])
            yield from textwrap.wrap(
                remedy, width, initial_indent="  -> ", subsequent_indent="     "
            )
    yield ""
    yield _("Not protected here, whatever stands above:")
    for sentence in not_protected():
        yield from textwrap.wrap(f"- {sentence}", width, subsequent_indent="  ")


def not_protected() -> list[str]:
    """Return what the program cannot protect from, on any machine."""
    return [_(sentence) for sentence in _NEVER]


def _said(finding: Finding) -> str:
    value = finding.value
    if finding.matter in _BYTES and value:
        value = size(int(value))
    if finding.matter is Matter.BACKUP and value:
        value = days(int(value))
    sentence = _SAID.get((finding.matter, finding.state), "")
    if sentence:
        return _(sentence).format(value=value)
    return value or (_("the system does not say") if finding.state is State.UNKNOWN else "-")
