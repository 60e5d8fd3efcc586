"""The header of an age file, read by us before any age library sees it.

It says how many recipients there are and what a passphrase would cost. A header of 270 bytes can
ask for 8 GiB of memory and bring the whole process down, and only this page stands before it.
"""

from __future__ import annotations

import re
from typing import Protocol

from safejournal.domain.values import dataclass
from safejournal.errors import InputRejected

LARGEST_HEADER = 16 * 1024
"""Bytes. Sixteen recipients and the noise that some programs add have some 2,500."""

MOST_STANZAS = 32

MOST_WORK_SILENT, MOST_WORK = 18, 21
"""Work factors (the logarithm of scrypt's N): 256 MiB of memory without a word, 2 GiB if the person
has agreed, nothing above. age itself writes 18."""

SCRYPT_BYTES_PER_N = 1024
"""128 * r bytes with r = 8, as age fixes it."""

_VERSION = b"age-encryption.org/v1\n"
_ARMOR = b"-----BEGIN AGE"
_COLUMNS = 64
_ARGUMENT = rb"[!-~]+"
_STANZA = re.compile(rb"-> (%s(?: %s)*)\n" % (_ARGUMENT, _ARGUMENT))
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}\n")
_END = re.compile(rb"--- [A-Za-z0-9+/]{43}\n")
_WORK = re.compile(rb"[1-9][0-9]?")


class Reader(Protocol):
    """What bytes come from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return at most that many bytes; none at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What a header says, and all the bytes that had to be read to know it."""

    read: bytes
    """Header and what was read beyond it."""
    stanzas: int
    """Recipients, with the throw-away ones and what is no recipient."""
    work: int | None
    """The work factor of a passphrase; None where keys open it."""

    @property
    def memory(self) -> int:
        """Bytes that opening it by passphrase takes."""
        return 0 if self.work is None else SCRYPT_BYTES_PER_N << self.work


def read_header(source: Reader) -> Header:
    """Return the header at the beginning of an age file. Raises InputRejected for anything else."""
    head = _read_at_most(source, LARGEST_HEADER)
    if head.startswith(_ARMOR):
        raise InputRejected("this is age's text form; only its ordinary, binary form is read")
    if not head.startswith(_VERSION):
        raise InputRejected("this is no age file, or of another version of age")
    arguments: list[list[bytes]] = []
    at = len(_VERSION)
    while not _END.match(head, at):
        stanza = _STANZA.match(head, at)
        if stanza is None or len(arguments) == MOST_STANZAS:
            raise InputRejected("the header of this age file is malformed, cut or too long")
        arguments.append(stanza[1].split(b" "))
        at = _after_body(head, stanza.end())
    return Header(read=head, stanzas=len(arguments), work=_work(arguments))


def _read_at_most(source: Reader, most: int) -> bytes:
    head = b""
    while len(head) < most and (more := source.read(most - len(head))):
        head += more
    return head


def _after_body(head: bytes, at: int) -> int:
    """Return where a stanza's body ends: with its first line that is not full."""
    while line := _BODY.match(head, at):
        at = line.end()
        if len(line[0]) <= _COLUMNS:
            return at
    raise InputRejected("the header of this age file is malformed, cut or too long")


def _work(stanzas: list[list[bytes]]) -> int | None:
    scrypt = [arguments for arguments in stanzas if arguments[0] == b"scrypt"]
    if not scrypt:
        return None
    if len(stanzas) != 1 or len(scrypt[0]) != len(("scrypt", "salt", "work")):
        raise InputRejected("a passphrase stands beside other keys in this age file")
    if not _WORK.fullmatch(scrypt[0][2]) or int(scrypt[0][2]) > MOST_WORK:
        raise InputRejected("its passphrase asks for more memory than any reader should give")
    return int(scrypt[0][2])
