"""Which files a bundle holds, under which names, in which order. No other name can be in one."""

from __future__ import annotations

import re

from safejournal.errors import InputRejected

READ_ME = "READ-ME.txt"
INSTRUCTIONS_PAGE = "instructions.html"
INSTRUCTIONS_TEXT = "instructions.txt"
MANIFEST = "manifest.json"
SIGNATURE = "manifest.json.sig"
CODE = "manifest.mac"

FIRST = (READ_ME, INSTRUCTIONS_PAGE, INSTRUCTIONS_TEXT)
"""What stands before the manifest, so that whoever opens the archive by hand meets it first."""

LARGEST_TEXT = 256 * 1024
"""Bytes of each of those three."""

LARGEST_MANIFEST = 4 << 20
"""Bytes: 20,000 files are named in 2.6 million."""

LARGEST_PROOF = 4096
"""Bytes of the signature or of the codes for sixteen recipients."""

LARGEST_ENTRY = 1 << 20
"""Bytes of one record's excerpt, as of one record in the vault."""

LARGEST_ENTRY_TEXT = 4 << 20
"""Bytes of the same for people, with a label before each value."""

LARGEST_PAGE = 64 << 20
"""Bytes of a page of some entries. Nobody keeps one in memory to check it."""

LARGEST_ENTRIES = 16 << 20
"""Bytes of all excerpts together: what a reader keeps in memory."""

EXTENSIONS = frozenset(
    "bin csv docx gif heic jpeg jpg m4a mov mp3 mp4 odt ogg opus pdf png rtf txt wav webm webp"
    " xlsx".split()
)
"""What a file's name may end in, so that a telephone knows what to do with it. `bin` is any other:
nothing in a bundle is ever named as a program."""

_NUMBERED = (
    re.compile(r"pages/(\d{4})\.html"),
    re.compile(r"entries/(\d{4})\.(txt|json)"),
    re.compile(rf"files/(\d{{4}})\.({'|'.join(sorted(EXTENSIONS))})"),
)


def page(number: int) -> str:
    """Return the name of a page."""
    return f"pages/{number:04}.html"


def entry_text(number: int) -> str:
    """Return the name of an entry as people read it."""
    return f"entries/{number:04}.txt"


def entry(number: int) -> str:
    """Return the name of an entry's excerpt."""
    return f"entries/{number:04}.json"


def file(number: int, original_name: str = "") -> str:
    """Return the name of an attachment, which tells its sort and nothing of its own name."""
    extension = original_name.rpartition(".")[2].lower()
    return f"files/{number:04}.{extension if extension in EXTENSIONS else 'bin'}"


def most_bytes(name: str) -> int | None:
    """Return how large a file of this name may be; None for attachments, which the whole limits."""
    if name.startswith("files/"):
        return None
    if name in FIRST:
        return LARGEST_TEXT
    if name.startswith("pages/"):
        return LARGEST_PAGE
    return LARGEST_ENTRY if name.endswith(".json") else LARGEST_ENTRY_TEXT


def check_order(names: tuple[str, ...]) -> None:
    """Raise InputRejected unless these are the names of a bundle's files, in their order.

    The three texts; pages, entries (text, then excerpt) and files, each counted from 1.
    """
    wanted = [*FIRST]
    rest = list(names[len(FIRST) :])
    pages = sum(name.startswith("pages/") for name in rest)
    entries = sum(name.startswith("entries/") for name in rest) // 2
    files = [name for name in rest if name.startswith("files/")]
    wanted += [page(number) for number in range(1, pages + 1)]
    for number in range(1, entries + 1):
        wanted += [entry_text(number), entry(number)]
    wanted += files
    in_turn = all(
        int(name[6:10]) == at for at, name in enumerate(files, 1) if name[6:10].isdecimal()
    )
    if list(names) != wanted or not in_turn or not all(map(_is_ours, rest)):
        raise InputRejected("the manifest names files that no bundle holds, or in another order")


def _is_ours(name: str) -> bool:
    return name.isascii() and any(pattern.fullmatch(name) for pattern in _NUMBERED)
