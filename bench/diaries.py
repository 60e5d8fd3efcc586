"""The same texts in the files of other programs: an encrypted jrnl, and a KeePass database."""

from __future__ import annotations

import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from bench import peers
from bench.filling import BEGINNING, BETWEEN
from bench.places import kept
from bench.processes import Command
from bench.words import COMMON, DATA, text

PASSWORD = "orbit glacier"
_TYPED = f"{PASSWORD}\n".encode()

_ENCRYPT = """
import sys
from jrnl.encryption.Jrnlv3Encryption import Jrnlv3Encryption
cipher = Jrnlv3Encryption("bench", {"encrypt": True})
cipher.password = sys.argv[1]
sys.stdout.buffer.write(cipher.encrypt(sys.stdin.read()))
"""

_SETTINGS = """\
colors: {{body: none, date: none, tags: none, title: none}}
default_hour: 9
default_minute: 0
editor: ''
encrypt: true
highlight: true
indent_character: '|'
journals: {{default: {{journal: {place}}}}}
linewrap: 79
tagsymbols: '#@'
template: false
timeformat: '%F %H:%M'
version: v4.6
"""


class Jrnl:
    """An encrypted jrnl of so many entries; its own program makes the key and the file."""

    name = "jrnl"

    def __init__(self, records: int, place: Path) -> None:
        program = peers.find(self.name)
        assert program is not None, "asked for only where it is"
        self._environment = peers.home_of(self.name)
        settings = place / f"jrnl-{records}.yaml"
        journal = place / f"jrnl-{records}"
        settings.write_text(_SETTINGS.format(place=journal), "utf-8")
        journal.write_bytes(_made(f"jrnl-{records}", partial(self._encrypted, records)))
        self._command = [program, "--config-file", str(settings)]

    def add(self) -> Command:
        """Return the command that writes one entry."""
        return self._run("today:", "One more.", text(0, 1).body)

    def search(self) -> Command:
        """Return the command that finds a word that stands in one entry of a thousand."""
        return self._run("-contains", COMMON, "--short")

    def _run(self, *words: str) -> Command:
        told = [*self._command, *words]
        return Command(words=told, environment=self._environment, given=_TYPED)

    def _encrypted(self, records: int) -> bytes:
        whole = "".join(_entry(number, records) for number in range(records))
        return subprocess.run(
            [peers.python_of(self.name), "-c", _ENCRYPT, PASSWORD],
            input=whole.encode(),
            capture_output=True,
            check=True,
        ).stdout


def _entry(number: int, of: int) -> str:
    said = text(number, of)
    return f"[{BEGINNING + number * BETWEEN:%Y-%m-%d %H:%M}] {said.title}.\n{said.body}\n\n"


class KeePass:
    """A KeePass database of so many entries, as keepassxc-cli imports it."""

    name = "keepassxc-cli"

    def __init__(self, records: int, place: Path) -> None:
        self._environment = peers.home_of(self.name)
        self._place = place / f"keepass-{records}.kdbx"
        self._added = 0
        self._place.write_bytes(_made(f"keepass-{records}", partial(self._imported, records)))

    def add(self) -> Command:
        """Return the command that writes one more entry, with its text as its note."""
        self._added += 1
        return self._run("add", "--notes", text(0, 1).body, f"added {self._added}")

    def search(self) -> Command:
        """Return the command that finds a word that stands in one entry of a thousand."""
        return self._run("search", f"notes:{COMMON}")

    def _run(self, act: str, *words: str) -> Command:
        options, name = words[:-1], words[-1]
        command = [self.name, act, *options, str(self._place), name]
        return Command(words=command, environment=self._environment, given=_TYPED)

    def _imported(self, records: int) -> bytes:
        written, made = kept("peers", "import.xml"), kept("peers", "import.kdbx")
        with written.open("w", encoding="utf-8") as file:
            file.writelines(_as_xml(records))
        made.unlink(missing_ok=True)
        command = [self.name, "import", "--set-password", str(written), str(made)]
        Command(words=command, environment=self._environment, given=_TYPED * 2).output()
        written.unlink()
        return made.read_bytes()


def _as_xml(records: int) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta/><Root><Group>'
    yield f"<UUID>{_uuid(records)}</UUID><Name>Root</Name>"
    for number in range(records):
        said = text(number, records)
        fields = {"Title": said.title, "Notes": said.body}
        strings = "".join(
            f"<String><Key>{key}</Key><Value>{value}</Value></String>"
            for key, value in fields.items()
        )
        yield f"<Entry><UUID>{_uuid(number)}</UUID>{strings}</Entry>"
    yield "</Group></Root></KeePassFile>"


def _uuid(number: int) -> str:
    return b64encode(number.to_bytes(16, "big")).decode()


def _made(name: str, make: partial[bytes]) -> bytes:
    """Return a file that was made before, or make it."""
    place = kept("peers", f"{name}-{DATA}")
    if not place.exists():
        sys.stderr.write(f"bench: making {name}\n")
        place.write_bytes(make())
    return place.read_bytes()


Diary = Jrnl | KeePass
DIARIES: tuple[type[Diary], ...] = (Jrnl, KeePass)
